// erl_anno — annotations of abstract format: a location, or a list of what is known, the location among it.
//
// `1`, `{1,2}`, or `[{generated,true},{location,1}]`. A list that tells nothing but the location is the location alone.
import { isInteger } from "../terms/float.ts";
import { fromArray, isList, toArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2 } from "../terms/tuple.ts";
import { textOf } from "./iodata.ts";
import { OtpSource } from "./otp-source.ts";
import { otpModule } from "./table.ts";

const SOURCE = new OtpSource("erl_anno");
const sym = (name: string): symbol => Symbol.for(name);
const [LOCATION, FILE, GENERATED, RECORD, TEXT, END_LOCATION] = [
  "location",
  "file",
  "generated",
  "record",
  "text",
  "end_location",
].map(sym);

const isLine = (term: Term): boolean => isInteger(term) && term >= 0;
const isLocation = (term: Term): boolean =>
  isLine(term) ||
  (isTuple(term) && term.length === 2 && isLine(term[0]) && isInteger(term[1]) && term[1] >= 1);
const isString = (term: Term): boolean => textOf(term) !== undefined;

/** What each item may be. */
const ITEMS: ReadonlyMap<Term, (value: Term) => boolean> = new Map([
  [LOCATION, isLocation],
  [END_LOCATION, isLocation],
  [FILE, isString],
  [TEXT, isString],
  [GENERATED, (value: Term) => typeof value === "boolean"],
  [RECORD, (value: Term) => typeof value === "boolean"],
]);

/** The pairs of an annotation that is a list. */
function pairsOf(anno: Term): readonly Term[] | undefined {
  return isList(anno) ? toArray(anno) : undefined;
}

const pairOf = (anno: Term, item: Term): Term =>
  pairsOf(anno)?.find((pair) => isTuple(pair) && pair.length === 2 && pair[0] === item);

/**
 * An item of an annotation, or what stands for it; badarg for what is no annotation. `line` is where OTP's function
 * says so.
 */
function itemOf(
  anno: Term,
  item: Term,
  otherwise: readonly Term[],
  ...callers: Parameters<typeof SOURCE.item>[]
): Term {
  if (pairsOf(anno) !== undefined) {
    const pair = pairOf(anno, item);
    return pair === undefined ? otherwise[0] : pair[1];
  }
  if (isLocation(anno)) return otherwise[0];
  const error = SOURCE.badarg("anno_info", [anno, item, ...otherwise], otherwise.length === 0 ? 518 : 507);
  error.items.push(...callers.map((caller) => SOURCE.item(...caller)));
  throw error;
}

function locationOf(anno: Term, ...callers: Parameters<typeof SOURCE.item>[]): Term {
  return isLocation(anno) ? anno : itemOf(anno, LOCATION, [0], ...callers);
}

/**
 * The annotation that tells a location. Mirrors erl_anno:new/1.
 *
 * ```eshell
 * 1> erl_anno:new({1,2}).
 * {1,2}
 * ```
 */
function newAnno(location: Term): Term {
  if (!isLocation(location)) throw SOURCE.badarg("new", [location], 189);
  return location;
}

/**
 * Whether a term is an annotation. Mirrors erl_anno:is_anno/1.
 *
 * ```eshell
 * 1> erl_anno:is_anno([{file,"f"},{location,1}]).
 * true
 * ```
 */
function is_anno(term: Term): boolean {
  if (isLocation(term)) return true;
  const pairs = pairsOf(term);
  if (pairs === undefined || pairOf(term, LOCATION) === undefined) return false;
  return pairs.every(
    (pair) => isTuple(pair) && pair.length === 2 && (ITEMS.get(pair[0])?.(pair[1]) ?? false),
  );
}

/** Sets an item: in its place, or before the others; what is as if it were not told is left out. */
function set(item: Term, value: Term, anno: Term): Term {
  const pairs = pairsOf(anno);
  const good = ITEMS.get(item)?.(value) ?? false;
  if (!good || (pairs === undefined && !isLocation(anno)))
    throw SOURCE.badarg("set", [item, value, anno], 465);
  const old = pairs ?? [tuple2(LOCATION, anno)];
  const pair = tuple2(item, value);
  const isThere = old.some((known) => isTuple(known) && known[0] === item);
  const all = isThere ? old.map((known) => (known[0] === item ? pair : known)) : [pair, ...old];
  const told = all.filter((known) => known[1] !== false);
  return told.length === 1 && told[0][0] === LOCATION ? told[0][1] : fromArray(told);
}

/**
 * Sets the line of the location. Mirrors erl_anno:set_line/2.
 *
 * ```eshell
 * 1> erl_anno:set_line(3, {1,2}).
 * {3,2}
 * ```
 */
function set_line(line: Term, anno: Term): Term {
  const location = locationOf(anno);
  return set(LOCATION, isTuple(location) ? tuple2(line, location[1]) : line, anno);
}

/**
 * Where the text ends: told, or reckoned from the text. Mirrors erl_anno:end_location/1.
 *
 * ```eshell
 * 1> erl_anno:end_location([{text,"abc"},{location,{1,2}}]).
 * {1,5}
 * ```
 */
function end_location(anno: Term): Term {
  const told = itemOf(anno, END_LOCATION, [], ["end_location", 1, 276]);
  if (told !== undefined) return told;
  const text = textOf(itemOf(anno, TEXT, []));
  if (text === undefined) return undefined;
  const lines = text.split("\n");
  const last = lines[lines.length - 1].length;
  const location = locationOf(anno);
  if (!isTuple(location)) return Number(location) + lines.length - 1;
  return tuple2(location[0] + lines.length - 1, lines.length === 1 ? location[1] + last : last + 1);
}

/** An annotation as a term that others wrote; a negative line tells generated code. Mirrors erl_anno:from_term/1. */
function from_term(term: Term): Term {
  return Number.isSafeInteger(term) && term < 0 ? set(GENERATED, true, -term) : term;
}

const setting =
  (item: Term) =>
  (value: Term, anno: Term): Term =>
    set(item, value, anno);

/** Module erl_anno. Annotations of abstract format: locations, and what else is known of a piece of source. */
export const erl_anno = otpModule("erl_anno", {
  new: newAnno,
  is_anno,
  from_term,
  to_term: (anno: Term): Term => anno,
  /**
   * The column, or `undefined`. Mirrors erl_anno:column/1.
   *
   * ```eshell
   * 1> erl_anno:column({1,2}).
   * 2
   * ```
   */
  column: (anno: Term): Term => {
    const location = locationOf(anno, ["column", 1, 253]);
    return isTuple(location) ? location[1] : undefined;
  },
  /**
   * The line. Mirrors erl_anno:line/1.
   *
   * ```eshell
   * 1> erl_anno:line({1,2}).
   * 1
   * ```
   */
  line: (anno: Term): Term => {
    const location = locationOf(anno, ["line", 1, 330]);
    return isTuple(location) ? location[0] : location;
  },
  /**
   * The location. Mirrors erl_anno:location/1.
   *
   * ```eshell
   * 1> erl_anno:location([{file,"f"},{location,{1,2}}]).
   * {1,2}
   * ```
   */
  location: (anno: Term): Term => locationOf(anno),
  end_location,
  file: (anno: Term): Term => itemOf(anno, FILE, []),
  text: (anno: Term): Term => itemOf(anno, TEXT, []),
  generated: (anno: Term): Term => itemOf(anno, GENERATED, [false]),
  record: (anno: Term): Term => itemOf(anno, RECORD, [false]),
  set_line,
  set_location: setting(LOCATION),
  set_end_location: setting(END_LOCATION),
  /**
   * Sets the file. Mirrors erl_anno:set_file/2.
   *
   * ```eshell
   * 1> erl_anno:set_file("f", 1).
   * [{file,"f"},{location,1}]
   * ```
   */
  set_file: setting(FILE),
  set_text: setting(TEXT),
  set_generated: setting(GENERATED),
  set_record: setting(RECORD),
});
