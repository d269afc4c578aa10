// parse-bits — bit syntax, bit string comprehensions and sigils.
import { tuple2, tuple3 } from "../terms/tuple.ts";
import {
  BC,
  BIN,
  BIN_ELEMENT,
  type BinElement,
  type BitType,
  DEFAULT,
  type Expr,
  OP,
  STRING,
} from "./abstract-format.ts";
import { qualifiers } from "./parse-list.ts";
import { anno, firstAnno, make, type Parser } from "./parse-state.ts";

const UTF8 = Symbol.for("utf8");

/** `<<…>>`; the current token is `<<`. In a pattern there are no comprehensions. */
export function binary(p: Parser, comprehensions: boolean): Expr {
  const start = anno(p.next());
  const elements: BinElement[] = [];
  if (!p.at(">>")) {
    const first = element(p);
    if (comprehensions && p.at("||") && isBare(first)) {
      p.next();
      const list = qualifiers(p);
      p.expect(">>");
      return make(BC, start, first[2], list);
    }
    elements.push(first);
    while (p.accept(",")) elements.push(element(p));
  }
  p.expect(">>");
  return tuple3(BIN, start, elements);
}

/** Whether an element has neither size nor type nor a prefix operator: it may be a comprehension's template then. */
function isBare(element: BinElement): boolean {
  return element[3] === DEFAULT && element[4] === DEFAULT && element[2][0] !== OP;
}

function element(p: Parser): BinElement {
  let value: Expr;
  switch (p.kind) {
    case "+":
    case "-":
    case "not":
    case "bnot": {
      const operator = p.next();
      value = make(OP, anno(operator), Symbol.for(operator.kind), p.exprMax(p));
      break;
    }
    default:
      value = p.exprMax(p);
  }
  const size = p.accept(":") ? p.exprMax(p) : DEFAULT;
  const types = p.accept("/") ? bitTypes(p) : DEFAULT;
  return make(BIN_ELEMENT, firstAnno(value), value, size, types);
}

function bitTypes(p: Parser): BitType[] {
  const types: BitType[] = [];
  do {
    const name = p.expect("atom").value;
    types.push(p.accept(":") ? tuple2(name, p.expect("integer").value) : name);
  } while (p.accept("-"));
  return types;
}

/** `~s"…"` and so on: a string, or a binary of its UTF-8. The current token is the prefix. */
export function sigil(p: Parser): Expr {
  const prefix = p.next();
  const string = p.expect("string");
  const suffix = p.expect("sigil_suffix");
  const node = tuple3(STRING, anno(string), string.value);
  switch (prefix.value) {
    case "S":
    case "s":
      if (suffix.value !== "") p.failAt(anno(suffix), "illegal sigil suffix");
      return node;
    case "":
    case "B":
    case "b":
      if (suffix.value !== "") p.failAt(anno(suffix), "illegal sigil suffix");
      return tuple3(BIN, anno(prefix), [make(BIN_ELEMENT, anno(string), node, DEFAULT, [UTF8])]);
    default:
      return p.failAt(anno(prefix), "illegal sigil prefix");
  }
}
