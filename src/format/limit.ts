// limit — the depth at which a term takes about as many characters as it may: OTP's option chars_limit.
//
// Mirrors io_lib_pretty:intermediate/7: measured shallow at first, then deeper in growing steps until it is too long,
// then bisected. The result may be longer than the limit; it is balanced rather than cut at the end.

import type { Term } from "../terms/term.ts";
import { FIELD, LIST, less, MAP, type Measurer, Node, PAIR, RECORD, TAGGED, TUPLE } from "./intermediate.ts";

/** A term measured so that it takes about `limit` (> 0) characters, no deeper than `depth`. */
export function measureWithin(measurer: Measurer, term: Term, depth: number, limit: number): Node {
  const first = measurer.measure(term, 1, limit);
  if (first.dots === 0 || first.length > limit || depth === 1) return first;
  let lower = first;
  let at = 1;
  for (let step = 4; ; step *= 2) {
    const to = depth < 0 ? at + step : Math.min(at + step, depth);
    const node = expand(lower, limit, to - at);
    if (node.dots === 0 || node.length === lower.length) return node;
    if (node.length > limit || (depth >= 0 && to >= depth)) return bisect(lower, node, limit, at, to);
    lower = node;
    at = to;
  }
}

function bisect(lower: Node, upper: Node, limit: number, low: number, high: number): Node {
  while (high - low !== 1) {
    const middle = Math.floor((low + high) / 2);
    const node = expand(lower, limit, middle - low);
    if (node.length > limit) {
      upper = node;
      high = middle;
    } else {
      lower = node;
      low = middle;
    }
  }
  return lower.length === limit ? lower : upper;
}

/** A node with the parts that were cut off measured again, `deeper` levels deeper. */
function expand(node: Node, limit: number, deeper: number): Node {
  if (node.more !== null) return node.more(limit, deeper);
  if (node.dots === 0) return node;
  switch (node.kind) {
    case LIST:
    case TUPLE:
    case TAGGED:
      return expandItems(node, limit, deeper, 2);
    case MAP:
      return expandItems(node, limit, deeper, 3);
    case RECORD:
      return expandItems(node, limit, deeper, node.text.length + 2);
    case PAIR: {
      const [key, value] = node.items as [Node, Node];
      const k = expand(key, less(limit, 1), deeper);
      const v = expand(value, less(limit, k.length + 4), deeper);
      return new Node(PAIR, "", k.length + 4 + v.length, k.dots + v.dots, [k, v], null, null);
    }
    case FIELD: {
      const value = node.items[0] as Node;
      const nameLength = node.length - value.length;
      const expanded = expand(value, less(limit, nameLength), deeper);
      return new Node(FIELD, node.text, nameLength + expanded.length, expanded.dots, [expanded], null, null);
    }
    default:
      return node;
  }
}

function expandItems(node: Node, limit: number, deeper: number, brackets: number): Node {
  const items: Node[] = [];
  let tail: Node | null = null;
  let left = less(limit, brackets);
  for (let i = 0; i < node.items.length; i++) {
    if (i < node.items.length - 1 || node.tail !== null) left = less(left, 1);
    const item = expand(node.items[i] as Node, left, deeper);
    items.push(item);
    left = less(left, item.length);
  }
  if (node.tail?.more) {
    const rest = node.tail.more(left, deeper);
    items.push(...rest.items);
    tail = rest.tail;
  }
  return Node.of(node.kind, node.text, brackets, items, tail);
}
