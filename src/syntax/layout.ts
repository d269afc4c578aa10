// layout — breaks code into lines: the lower half of erl_pp, which knows nothing of Erlang's syntax.
//
// What is to be laid out is an Item: text, items one after the other, or a node that says how its parts may be
// broken. A node is set on one line if it fits there, else its parts go to lines of their own; parts of a `step`
// are indented under what they belong to.

export type Item = string | readonly Item[] | ItemNode;

/** What stands between the items of a sequence; `spaced` ones have a space or a line break behind them. */
export interface Separator {
  readonly text: string;
  /** What stands before the last item instead. */
  readonly last: string;
  readonly spaced: boolean;
}

export type ItemNode =
  | { kind: "seq"; before: Item; after: Item; separator: Separator; items: readonly Item[] }
  /** Each item on a line of its own. */
  | { kind: "lines"; separator: Separator; items: readonly Item[] }
  /** `first`, then `second` behind it or indented on the next line. */
  | { kind: "step"; first: Item; second: Item }
  /** The same, but behind a short `first` there is never a break. */
  | { kind: "closeStep"; first: Item; second: Item }
  /** `margin`, and the item on the next line; where all is kept on one line, the item alone. */
  | { kind: "forced"; margin: string; item: Item }
  | { kind: "reserved"; word: string }
  /** A string literal, which is broken into several if it is long; `write` makes a literal of a part. */
  | { kind: "string"; text: string; write: (part: string) => string };

export function separator(text: string, spaced: boolean, last = text): Separator {
  return { text, last, spaced };
}

const SPACE = separator("", true);

export function seq(before: Item, after: Item, by: Separator, items: readonly Item[]): ItemNode {
  return { kind: "seq", before, after, separator: by, items };
}
/** Items with a space or a line break between them. */
export function spaced(items: readonly Item[]): ItemNode {
  return seq("", "", SPACE, items);
}
/** `before`, then an item that is laid out in the columns behind it. */
export function after(before: Item, item: Item): ItemNode {
  return seq(before, "", SPACE, [item]);
}
export function lines(by: Separator, items: readonly Item[]): ItemNode {
  return { kind: "lines", separator: by, items };
}
export function step(first: Item, second: Item): ItemNode {
  return { kind: "step", first, second };
}
export function closeStep(first: Item, second: Item): ItemNode {
  return { kind: "closeStep", first, second };
}
export function forced(margin: string, item: Item): ItemNode {
  return { kind: "forced", margin, item };
}
export function reserved(word: string): ItemNode {
  return { kind: "reserved", word };
}

export interface Page {
  /** The last column that may be used. */
  width: number;
  /** Columns that a step goes to the right. */
  indent: number;
}

/** Text with its size: its length if it is on one line, else the length of its last line, indentation included. */
interface Laid {
  text: string;
  size: number;
  broken: boolean;
}

const NOTHING: Laid = { text: "", size: 0, broken: false };

/** The text of an item that begins in column `column`. A negative column keeps all on one line. */
export function layOut(item: Item, column: number, page: Page): string {
  return lay(item, column, page).text;
}

function lay(item: Item, column: number, page: Page): Laid {
  if (typeof item === "string")
    return item === "" ? NOTHING : { text: item, size: lengthOf(item), broken: false };
  if (isItems(item)) {
    return item.length === 0 ? NOTHING : consecutive(item.slice(1), lay(item[0], column, page), column, page);
  }
  switch (item.kind) {
    case "seq":
      return laySequence(item, column, page);
    case "lines":
      return layLines(item.separator, item.items, column, page);
    case "forced":
      if (column < 0) return lay(item.item, column, page);
      return layLines(separator("", false), [item.margin, item.item], column, page);
    case "reserved":
      return lay(item.word, column, page);
    case "string":
      return lay(stringParts(item, column, page), column, page);
    default:
      return lay(spaced([item]), column, page);
  }
}

function isItems(item: Item): item is readonly Item[] {
  return Array.isArray(item);
}

/** The number of characters, not of UTF-16 units. */
function lengthOf(text: string): number {
  let length = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0xdc00 && unit <= 0xdfff) length--;
  }
  return length;
}

/** Items one behind the other, after one that is laid out already. */
function consecutive(items: readonly Item[], first: Laid, column: number, page: Page): Laid {
  const laid = [first];
  let at = columnAfter(first, column);
  for (const item of items) {
    const next = lay(item, at, page);
    laid.push(next);
    at = columnAfter(next, at);
  }
  return joined(laid, "");
}

function columnAfter(laid: Laid, column: number): number {
  return laid.broken ? laid.size : moved(column, laid.size);
}

function moved(column: number, by: number): number {
  return column < 0 ? column : column + by;
}

/** Laid parts as one; parts without text leave no separator. */
function joined(parts: readonly Laid[], by: string): Laid {
  const texts: string[] = [];
  let size = 0;
  let broken = false;
  for (const part of parts) {
    if (isNothing(part)) continue;
    texts.push(part.text);
    size = part.broken ? part.size : size + part.size;
    broken ||= part.broken;
  }
  return { text: texts.join(by), size, broken };
}

/** An item of a sequence with what separates it from the next: a pair, of which the second part is a step's. */
type Pair = readonly [Laid, Laid];

function layItems(items: readonly Item[], by: Separator, after: Item, column: number, page: Page): Pair[] {
  if (items.length === 0) return [[lay(after, column, page), NOTHING]];
  const last = items.length - 1;
  return items.map((item, index) => {
    const then: Item = index === last ? after : index === last - 1 ? by.last : by.text;
    if (typeof item !== "string" && !isItems(item)) {
      switch (item.kind) {
        case "step":
          return [lay(item.first, column, page), lay([item.second, then], moved(column, page.indent), page)];
        case "closeStep": {
          const first = lay(item.first, column, page);
          if (!first.broken && first.size < page.indent) {
            return [consecutive([" ", item.second, then], first, column, page), NOTHING];
          }
          return [first, lay([item.second, then], moved(column, page.indent), page)];
        }
      }
    }
    return [lay([item, then], column, page), NOTHING];
  });
}

function laySequence(node: Extract<ItemNode, { kind: "seq" }>, column: number, page: Page): Laid {
  const before = lay(node.before, column, page);
  const inside = columnAfter(before, column);
  const pairs = layItems(node.items, node.separator, node.after, inside, page);
  const parts = pairs.flat().filter((part) => !isNothing(part));
  const spaces = node.separator.spaced ? Math.max(0, parts.length - 1) : 0;
  const isBroken = before.broken || parts.some((part) => part.broken);
  if (!isBroken) {
    const size = parts.reduce((sum, part) => sum + part.size, before.size + spaces);
    if (moved(column, size) <= page.width) {
      return {
        text: before.text + parts.map((part) => part.text).join(spaces > 0 ? " " : ""),
        size,
        broken: false,
      };
    }
  }
  const laid = breakSequence(
    pairs.map((pair) => onTwoLines(pair, inside, page)),
    node.items,
    inside,
    spaces,
    page,
  );
  const text = before.text + laid.text;
  return { text, size: laid.broken ? laid.size : laid.size + column, broken: true };
}

/** A step whose second part goes to the next line. Its size is counted as if it did not, as OTP counts. */
function onTwoLines([first, second]: Pair, column: number, page: Page): Laid {
  return isNothing(second) ? first : joined([first, second], newLine(column + page.indent));
}

function isNothing(laid: Laid): boolean {
  return laid.size === 0 && !laid.broken;
}

function newLine(column: number): string {
  return `\n${" ".repeat(Math.max(column, 0))}`;
}

/** Whether an item is so simple that several may share a line where a sequence is broken. */
function isAtomic(item: Item): boolean {
  return typeof item === "string";
}

/** A sequence that does not fit on a line: simple items fill lines, others have one of their own. */
function breakSequence(
  parts: readonly Laid[],
  items: readonly Item[],
  column: number,
  spaces: number,
  page: Page,
): Laid {
  if (items.length === 0) return parts[0];
  const texts = [parts[0].text];
  let { size, broken } = parts[0];
  let at = isAtomic(items[0]) ? column + size : page.width + 1;
  for (let i = 1; i < items.length; i++) {
    const part = parts[i];
    if (isAtomic(items[i]) && !part.broken) {
      if (at + part.size + 1 <= page.width) {
        texts.push(spaces > 0 ? " " : "", part.text);
        at += part.size + 1;
        size += part.size + 1;
      } else {
        texts.push(newLine(column), part.text);
        at = column + part.size;
        size = part.size + 1;
        broken = false;
      }
    } else {
      texts.push(newLine(column), part.text);
      at = page.width + 1;
      size = 0;
      broken = false;
    }
  }
  return { text: texts.join(""), size, broken };
}

function layLines(by: Separator, items: readonly Item[], column: number, page: Page): Laid {
  if (column < 0) return lay(seq("", "", by, items), column, page);
  const pairs = layItems(items, by, "", column, page);
  const last = pairs.flat().findLast((part) => !isNothing(part));
  if (last === undefined) return NOTHING;
  const parts = pairs.map((pair) => onTwoLines(pair, column, page)).filter((part) => !isNothing(part));
  const text = parts.map((part) => part.text).join(newLine(column));
  return { text, size: last.broken ? last.size : last.size + column, broken: true };
}

/** A string literal, in as many parts as the rest of the line needs. */
function stringParts(
  { text, write }: Extract<ItemNode, { kind: "string" }>,
  column: number,
  page: Page,
): Item {
  if (column < 0 || text === "") return write(text);
  const room = Math.max(page.width - column, 5);
  const characters = [...text];
  const parts: string[] = [];
  for (let from = 0; from < characters.length; ) {
    let count = Math.min(room, characters.length - from);
    let part = write(characters.slice(from, from + count).join(""));
    // As in OTP the count begins at the room there is, also where fewer characters are left.
    for (let tried = room; lengthOf(part) > room && tried > 5; tried--) {
      count = Math.min(tried - 1, characters.length - from);
      part = write(characters.slice(from, from + count).join(""));
    }
    parts.push(part);
    from += count;
  }
  return spaced(parts);
}
