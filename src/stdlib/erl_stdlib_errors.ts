// erl_stdlib_errors — which argument of a function of the standard library is wrong, and how.
//
// Mirrors OTP's module of that name, in its words: what the shell prints below `called as`.

import { floatValue } from "../format/float.ts";
import { isNumber } from "../terms/arithmetic.ts";
import { Bits } from "../terms/bits.ts";
import { isInteger } from "../terms/float.ts";
import { asCons, toArray } from "../terms/list.ts";
import { EMPTY_MAP, isMap, MISSING, mapGet } from "../terms/map.ts";
import { Ref } from "../terms/pid.ts";
import type { Term } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";
import type { Explanation } from "./argument-words.ts";
import * as w from "./argument-words.ts";
import { explainEts } from "./ets-words.ts";
import { type FailedCall, failedCall } from "./failed-call.ts";
import { isFunOf } from "./fun-arity.ts";
import { explainIo } from "./io-words.ts";
import { charsOf } from "./iodata.ts";
import { explainRe } from "./re-words.ts";
import { otpModule } from "./table.ts";

type Explain = (args: readonly Term[], cause: Term) => Explanation;

const BAD_OPTIONS = "invalid options";
const BAD_PATTERN = "not a valid pattern";
const BAD_CHAR_DATA = "not valid character data (an iodata term)";
const DOMAIN = "is outside the domain for this function";
const NOT_ITERATOR = "not a map or an iterator";

/** Unlike a BIF's, these words tell a bit string from other terms. */
function mustBeBinary(term: Term): string {
  if (term instanceof Bits) return "is a bitstring (expected a binary)";
  return w.mustBeBinary(term);
}

const position = (term: Term): string => w.mustBeNonNegInt(term);
const endianness = (term: Term): string =>
  term === Symbol.for("little") || term === Symbol.for("big") ? "" : "must be 'big' or 'little'";
const nonEmpty = ([binary]: readonly Term[]): Explanation => [
  binary instanceof Uint8Array && binary.length === 0
    ? "a zero-sized binary is not allowed"
    : mustBeBinary(binary),
];

const COMPILED: readonly Term[] = [Symbol.for("bm"), Symbol.for("ac")];

/** A binary, a list of them, or what binary:compile_pattern/1 made. */
function pattern(term: Term): string {
  const isPiece = (piece: Term) => piece instanceof Uint8Array && piece.length > 0;
  const list = toArray(term);
  const isCompiled =
    isTuple(term) && term.length === 2 && COMPILED.includes(term[0]) && term[1] instanceof Ref;
  const good = isPiece(term) || isCompiled || (list !== undefined && list.length > 0 && list.every(isPiece));
  return good ? "" : BAD_PATTERN;
}

const isPair = (term: Term): boolean => isTuple(term) && term.length === 2 && term.every(isInteger);
const allGood = (words: readonly string[]): boolean => words.every((word) => word === "");

const part: Explain = ([subject, ...where], cause) => {
  if (where.length === 1) {
    if (!isPair(where[0])) return [mustBeBinary(subject), "not a valid {Pos,Length} tuple"];
    const words = part([subject, where[0][0], where[0][1]], cause) as string[];
    return words.length === 3 && allGood(words.slice(1)) ? [words[0]] : [words[0], w.RANGE];
  }
  const words = [mustBeBinary(subject), position(where[0]), w.mustBeInt(where[1])];
  if (!allGood(words)) return words;
  return where[0] > subject.length ? ["", w.RANGE] : ["", "", w.RANGE];
};

const match: Explain = ([subject, what, ...options]) => {
  const words = [mustBeBinary(subject), pattern(what)];
  if (options.length === 0 || !allGood(words)) return words;
  const [first] = toArray(options[0]) ?? [];
  const scoped = isTuple(first) && first[0] === Symbol.for("scope") && isPair(first[1]);
  return ["", "", scoped ? "specified part is not wholly inside binary" : BAD_OPTIONS];
};

const replacement = (term: Term): string =>
  term instanceof Uint8Array || isFunOf(term, 1) ? "" : "not a valid replacement";

const BINARY: Record<string, Explain> = {
  at: ([subject, at]) => [mustBeBinary(subject), position(at)],
  bin_to_list: (args, cause) => (args.length === 1 ? [mustBeBinary(args[0])] : part(args, cause)),
  compile_pattern: () => [BAD_PATTERN],
  copy: ([subject, ...count]) => [mustBeBinary(subject), ...count.map(w.mustBeNonNegInt)],
  decode_unsigned: ([subject, ...end]) => [mustBeBinary(subject), ...end.map(endianness)],
  encode_unsigned: ([subject, ...end]) => [w.mustBeNonNegInt(subject), ...end.map(endianness)],
  encode_hex: ([subject, ...letters]) => [
    mustBeBinary(subject),
    ...letters.map((which) =>
      which === Symbol.for("uppercase") || which === Symbol.for("lowercase")
        ? ""
        : "not 'uppercase' or 'lowercase'",
    ),
  ],
  decode_hex: ([subject]) => {
    if (!(subject instanceof Uint8Array)) return [mustBeBinary(subject)];
    if (subject.length % 2 === 1) return ["must contain an even number of bytes"];
    return ["must only contain hex digits 0-9, A-F, and a-f"];
  },
  first: nonEmpty,
  last: nonEmpty,
  join: ([list, separator]) => {
    const words = mustBeBinary(separator);
    return words === "" ? [w.mustBeList(list, "not a list of binaries"), ""] : ["", words];
  },
  list_to_bin: () => [w.NOT_IODATA],
  longest_common_prefix: () => ["not a flat list of binaries"],
  longest_common_suffix: () => ["not a flat list of binaries"],
  match,
  matches: match,
  part,
  referenced_byte_size: ([subject]) => [mustBeBinary(subject)],
  split: ([subject, what, ...options]) => {
    const words = [mustBeBinary(subject), pattern(what)];
    return options.length > 0 && allGood(words) ? ["", "", BAD_OPTIONS] : words;
  },
  replace: ([subject, what, by, ...options], cause) => {
    const words = [mustBeBinary(subject), pattern(what), replacement(by)];
    const blamed = options.length > 0 && (w.causeName(cause) === "badopt" || allGood(words));
    return blamed ? [...words, BAD_OPTIONS] : words;
  },
};

const keyed: Explain = ([, at, list]) => ["", w.mustBePosInt(at), w.mustBeList(list)];

const LISTS: Record<string, Explain> = {
  keyfind: keyed,
  keymember: keyed,
  keysearch: keyed,
  member: ([, list]) => ["", w.mustBeList(list)],
  reverse: ([list]) => [w.mustBeList(list)],
  seq: ([first, last, step]) => {
    const words = [w.mustBeInt(first), w.mustBeInt(last), w.mustBeInt(step)];
    if (!allGood(words)) return words;
    const up = step <= 0 && BigInt(first) - BigInt(step) <= BigInt(last);
    return ["", "", up ? "not a positive increment" : "not a negative increment"];
  },
};

/** Whether a term is what maps:iterator/1 or maps:next/1 gives. */
function isIterator(term: Term): boolean {
  let rest = term;
  while (isTuple(rest) && rest.length === 3) rest = rest[2];
  return rest === Symbol.for("none") || isMap(asCons(rest)?.tail);
}
const iterable = (term: Term): string => (isMap(term) || isIterator(term) ? "" : NOT_ITERATOR);
const ORDER_WORDS = "not 'undefined', 'ordered', 'reversed', or a fun that takes two arguments";
/** As in OTP, `reversed` is blamed for a first argument that is no map. */
const iteratorOrder = (term: Term): string =>
  term === undefined || term === Symbol.for("ordered") || isFunOf(term, 2) ? "" : ORDER_WORDS;

const mapping: Explain = ([fun, map]) => [w.mustBeFunOf(fun, 2), iterable(map)];
const second: Explain = () => ["", w.NOT_MAP];
const twoMaps: Explain = ([a, b]) => [w.mustBeMap(a), w.mustBeMap(b)];
const combining: Explain = ([fun, a, b]) => [w.mustBeFunOf(fun, 3), w.mustBeMap(a), w.mustBeMap(b)];
const listAndMap: Explain = ([list, map]) => [w.mustBeList(list), w.mustBeMap(map)];

const MAPS: Record<string, Explain> = {
  filter: mapping,
  filtermap: mapping,
  foreach: mapping,
  map: mapping,
  find: second,
  fold: ([fun, , map]) => [w.mustBeFunOf(fun, 3), "", iterable(map)],
  from_keys: ([list]) => [w.mustBeList(list)],
  from_list: ([list]) => [w.mustBeList(list)],
  get: (args) => (args.length === 2 && isMap(args[1]) ? ["not present in map"] : ["", w.NOT_MAP]),
  groups_from_list: (args) => [
    ...args.slice(0, -1).map((fun) => w.mustBeFunOf(fun, 1)),
    w.mustBeList(args[args.length - 1]),
  ],
  intersect: twoMaps,
  intersect_with: combining,
  is_key: second,
  iterator: ([map, ...order]) => [w.mustBeMap(map), ...order.map(iteratorOrder)],
  keys: () => [w.NOT_MAP],
  merge: twoMaps,
  merge_with: combining,
  next: () => ["not a valid iterator"],
  put: () => ["", "", w.NOT_MAP],
  remove: second,
  size: () => [w.NOT_MAP],
  take: second,
  to_list: () => [NOT_ITERATOR],
  update: ([, , map]) => (isMap(map) ? ["not present in map", "", ""] : ["", "", w.NOT_MAP]),
  update_with: ([, fun, ...more]) => {
    const map = w.mustBeMap(more[more.length - 1]);
    return more.length === 1 ? ["", w.mustBeFunOf(fun, 1), map] : ["", w.mustBeFunOf(fun, 1), "", map];
  },
  values: () => [w.NOT_MAP],
  with: listAndMap,
  without: listAndMap,
};

const WITH_DOMAIN = new Set(["acos", "acosh", "asin", "atanh", "log", "log2", "log10", "sqrt"]);

function explainMath(name: string, args: readonly Term[]): Explanation {
  const words = args.map(w.mustBeNumber);
  if (!allGood(words)) return words;
  if (WITH_DOMAIN.has(name)) return [DOMAIN];
  const [, divisor] = args;
  return name === "fmod" && isNumber(divisor) && floatValue(divisor) === 0 ? ["", DOMAIN] : words;
}

const ENCODINGS = /^(latin1|unicode|utf8|utf16|utf32)$/;

function encoding(term: Term): string {
  const name = isTuple(term) ? w.causeName(term[0]) : w.causeName(term);
  return ENCODINGS.test(name) ? "" : "not a valid encoding";
}

function explainUnicode(name: string, [data, ...encodings]: readonly Term[]): Explanation {
  if (!name.startsWith("characters_to")) return ["not a valid character"];
  if (encodings.length === 0) return [BAD_CHAR_DATA];
  return [charsOf(data) === undefined ? BAD_CHAR_DATA : "", ...encodings.map(encoding)];
}

const POSITION = Symbol.for("position");

function explainJson({ reason, cause }: FailedCall): Explanation {
  const at = isMap(cause) ? mapGet(cause, POSITION) : MISSING;
  if (at === MISSING || !isTuple(reason) || reason[0] !== Symbol.for("invalid_byte")) return [""];
  const byte: number = reason[1];
  const hex = byte.toString(16).toUpperCase().padStart(2, "0");
  const shown = byte >= 32 && byte < 127 ? ` '${String.fromCharCode(byte)}'` : "";
  return [{ general: `invalid byte 16#${hex}${shown} at byte position ${at}` }];
}

const BY_MODULE: Record<string, Record<string, Explain>> = { binary: BINARY, lists: LISTS, maps: MAPS };

/** What is wrong with the arguments of a function that erl_stdlib_errors explains. */
export function explainStdlib(call: FailedCall): Explanation {
  const { module, name, args, cause } = call;
  switch (module) {
    case "ets":
      return explainEts(name, args, cause);
    case "io":
      return explainIo(name, args, cause);
    case "json":
      return explainJson(call);
    case "math":
      return explainMath(name, args);
    case "re":
      return explainRe(name, args, cause);
    case "unicode":
      return explainUnicode(name, args);
    default:
      return BY_MODULE[module]?.[name]?.(args, cause) ?? [];
  }
}

function format_error(reason: Term, stacktrace: Term): Term {
  const call = failedCall(reason, stacktrace);
  return call === undefined ? EMPTY_MAP : w.explanationMap(explainStdlib(call));
}

/** Module erl_stdlib_errors. */
export const erl_stdlib_errors = otpModule("erl_stdlib_errors", { format_error });
