// json — JSON to terms and back.
//
// Mirrors OTP's json: objects are maps with binaries as keys, strings are binaries, `null` an atom. Decoding by the
// caller's funs and piece by piece is in json-stream, format/1,2,3 in json-format.

import { isUtf8 } from "node:buffer";
import { shortFloat } from "../format/float.ts";
import { callFun2 } from "../process/apply.ts";
import { Frame, proc } from "../process/frame.ts";
import { atomName, isAtom } from "../terms/atom.ts";
import { Exception, type StackItem } from "../terms/exception.ts";
import { Float, isFloat, isInteger } from "../terms/float.ts";
import { ExternalFun, Fun } from "../terms/fun.ts";
import { asCons, type Cons, fromArray, isList, isNil } from "../terms/list.ts";
import { isMap, mapEntries, mapFrom } from "../terms/map.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2 } from "../terms/tuple.ts";
import { numbers } from "./erlang-numbers.ts";
import { types as atoms } from "./erlang-types.ts";
import { isFunOf } from "./fun-arity.ts";
import { bytesOf, utf8 } from "./iodata.ts";
import { Decoder, MALFORMED } from "./json-decode.ts";
import { asciiParts, Encoder, quoted, REFUSED, stringParts } from "./json-encode.ts";
import { badUtf8At, invalidByte, JSON_SOURCE as SOURCE } from "./json-errors.ts";
import { formatFunctions } from "./json-format.ts";
import { decode_continue, decode_start, decodeBy, decodeSlowly } from "./json-stream.ts";

import { OtpFunction } from "./otp-function.ts";
import { otpModule } from "./table.ts";

const JSON_MODULE = Symbol.for("json");
const DECODE = SOURCE.item("decode", 1, 882);

/**
 * The term of a JSON text. Mirrors json:decode/1.
 *
 * ```eshell
 * 1> json:decode(<<"{\"a\": [1, 2.5, null]}">>).
 * #{<<"a">> => [1,2.5,null]}
 * ```
 */
function decode(bytes: Term, ...by: Term[]): Term {
  if (by.length > 0) return decodeBy(bytes, by[0], by[1]);
  if (!(bytes instanceof Uint8Array)) throw SOURCE.noClause("decode", [bytes], 881);
  const value = new Decoder(bytes).whole();
  return value === MALFORMED ? decodeSlowly(bytes, DECODE) : value;
}

const text = (chars: string): Uint8Array => utf8(chars);

/**
 * The parts of a string as OTP cuts them: what needs no escape, and escapes. Mirrors json:encode_binary/1.
 *
 * ```eshell
 * 1> iolist_to_binary(json:encode_binary(<<"a\"b">>)).
 * <<"\"a\\\"b\"">>
 * ```
 */
function encode_binary(binary: Term): Term {
  return encodedString(binary, false);
}
function encodedString(binary: Term, isAscii: boolean): Term {
  if (!(binary instanceof Uint8Array))
    throw isAscii
      ? SOURCE.noClause("encode_binary_escape_all", [binary], 357)
      : SOURCE.noClause("encode_binary", [binary], 342);
  const parts = isAscii ? asciiParts(binary) : stringParts(binary);
  if (parts !== undefined) return parts;
  let at = badUtf8At(binary);
  // There the whole character is wrong, not the byte that makes it so.
  if (isAscii) while (!isUtf8(binary.subarray(0, at))) at--;
  if (at === binary.length) throw SOURCE.error(Symbol.for("unexpected_end"), "unexpected_utf8", 2, 1461);
  throw invalidByte(binary[at], at);
}

function encodeSimple(term: Term): Term | undefined {
  if (term === null || typeof term === "boolean") return text(String(term));
  if (isAtom(term)) return encode_binary(text(atomName(term)));
  if (isInteger(term)) return text(String(term));
  if (isFloat(term)) return text(shortFloat(term instanceof Float ? term.value : term));
  if (term instanceof Uint8Array) return encode_binary(term);
  return undefined;
}

/** Keys of objects: binaries, atoms and numbers. */
function* encodeKey(key: Term, encoder: Term): Generated {
  if (key instanceof Uint8Array) return yield* encodeNested(key, encoder);
  if (isAtom(key)) return yield* encodeNested(text(atomName(key)), encoder);
  if (isInteger(key) || isFloat(key)) return quoted(encodeSimple(key));
  throw SOURCE.noClause("key", [key, encoder ?? DO_ENCODE], 324);
}

/** Stands for the encoder where none was given. */
const DO_ENCODE = new Fun(
  2,
  (term, encoder) => encodeWith(term, encoder),
  { module: JSON_MODULE, index: 0, uniq: 60996767, name: "do_encode/2" },
  [],
);

type Generated = Generator<unknown, Term, Term>;

/** Encodes what is nested with the encoder that the caller gave, which may wait. */
function* encodeNested(term: Term, encoder: Term): Generated {
  let made = encoder === undefined ? yield* encodeDefault(term, encoder) : callFun2(encoder, term, encoder);
  if (made instanceof Frame) made = yield made;
  return made;
}

function* encodeDefault(term: Term, encoder: Term): Generated {
  // An atom is text, which the encoder may write in its own way.
  const isText = isAtom(term) && term !== null && typeof term !== "boolean";
  if (isText && encoder !== undefined) return yield* encodeNested(text(atomName(term)), encoder);
  const simple = encodeSimple(term);
  if (simple !== undefined) return simple;
  const isEncoder = encoder === undefined || isFunOf(encoder, 2);
  if (isMap(term)) {
    if (!isEncoder) throw SOURCE.noClause("do_encode_map", [term, encoder], 260);
    return yield* encodeObject(mapEntries(term), encoder);
  }
  if (isList(term)) {
    if (!isEncoder && !isNil(term)) throw SOURCE.noClause("do_encode_list", [term, encoder], 242);
    return yield* encodeList(term, encoder);
  }
  const reason = tuple2(Symbol.for("unsupported_type"), term);
  throw new Exception("error", reason, [SOURCE.item("do_encode", 2, 203)]);
}

const IN_LIST = SOURCE.item("do_encode_list", 2, 245);
const IN_LIST_LOOP = SOURCE.item("list_loop", 2, 248);
/** The same lines where they have called list_loop/2. */
const IN_LIST_REST = SOURCE.item("do_encode_list", 2, 245);
const IN_LIST_LOOP_REST = SOURCE.item("list_loop", 2, 248);
const IN_MAP = SOURCE.item("do_encode_map", 2, 261);
const IN_MAP_LOOP = SOURCE.item("-do_encode_map/2-lc$^0/1-0-", 2, 261);
const IN_MAP_LOOP_REST = SOURCE.item("-do_encode_map/2-lc$^0/1-0-", 2, 261);

/** What is nested, by json's own encoder: an error there passes these callers. */
function* encodePart(term: Term, encoder: Term, callers: readonly StackItem[]): Generated {
  if (encoder !== undefined) return yield* encodeNested(term, encoder);
  try {
    return yield* encodeDefault(term, encoder);
  } catch (thrown) {
    if (thrown instanceof Exception) addCallers(thrown, callers);
    throw thrown;
  }
}

/** A caller that is the same as the one before is not told again. */
function addCallers({ items }: Exception, callers: readonly StackItem[]): void {
  for (const caller of callers) if (items[items.length - 1] !== caller) items.push(caller);
}

function* encodeList(list: Term, encoder: Term): Generated {
  let cell = asCons(list);
  if (cell === undefined) return text("[]");
  const parts: Term[] = [91, yield* encodePart(cell.head, encoder, [IN_LIST])];
  const asked = encoder !== undefined;
  let rest = cell.tail;
  for (cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    const waiting = parts.length > 2 ? [IN_LIST_LOOP_REST, IN_LIST_REST] : [IN_LIST_REST];
    let made = asked
      ? callFun2(encoder, cell.head, encoder)
      : yield* encodePart(cell.head, encoder, [IN_LIST_LOOP, ...waiting]);
    if (made instanceof Frame) made = yield made;
    parts.push(44, made);
    rest = cell.tail;
  }
  if (!isNil(rest)) {
    const callers = parts.length > 2 ? [IN_LIST_LOOP_REST, IN_LIST_REST] : [IN_LIST_REST];
    throw SOURCE.noClause("list_loop", [rest, encoder ?? DO_ENCODE], 247, ...callers);
  }
  parts.push(93);
  return fromArray(parts);
}

function* encodeObject(entries: readonly (readonly [Term, Term])[], encoder: Term): Generated {
  if (entries.length === 0) return text("{}");
  const parts: Term[] = [];
  for (const [name, value] of entries) {
    try {
      const key = yield* encodeKey(name, encoder);
      parts.push(fromArray([44, key, 58], yield* encodePart(value, encoder, [])));
    } catch (thrown) {
      // The pairs before wait for this one, all at one place.
      const waiting = parts.length > 0 ? [IN_MAP_LOOP_REST, IN_MAP] : [IN_MAP];
      if (thrown instanceof Exception && encoder === undefined) addCallers(thrown, [IN_MAP_LOOP, ...waiting]);
      throw thrown;
    }
  }
  return fromArray([123, (asCons(parts[0]) as Cons).tail, fromArray(parts.slice(1)), 125]);
}

/** Whether an encoder is json's own: `fun json:encode_value/2`. */
function isOwn(encoder: Term): boolean {
  const isExternal = encoder instanceof ExternalFun && encoder.module === JSON_MODULE;
  return isExternal && encoder.arity === 2 && encoder.name === ENCODE_VALUE;
}
const ENCODE_VALUE = Symbol.for("encode_value");

function encodeWith(term: Term, encoder: Term): Term {
  const made = isOwn(encoder) ? new Encoder().whole(term) : REFUSED;
  return made === REFUSED ? encodeFrame(term, encoder) : made;
}
const encodeFrame = proc(encodeNested, { module: JSON_MODULE, items: () => [] });

function encodeValue(term: Term, encoder: Term): Term {
  if (typeof term === "number" || typeof term === "boolean" || term === null) {
    const simple = encodeSimple(term);
    if (simple !== undefined) return simple;
  }
  if (term instanceof Uint8Array) return encode_binary(term);
  const made = isOwn(encoder) ? new Encoder().whole(term) : REFUSED;
  return made === REFUSED ? encodeValueFrame(term, encoder) : made;
}
const encodeValueFrame = proc(encodeDefault, { module: JSON_MODULE, items: () => [] });

const PAIRS = new OtpFunction(SOURCE, "encode_key_value_list", 2);
const PAIR_LOOP = new OtpFunction(SOURCE, "-encode_key_value_list/2-lc$^0/1-0-", 2);

const encodePairs = proc(
  function* encode_key_value_list(list: Term, encoder: Term): Generated {
    if (!isFunOf(encoder, 2)) throw PAIRS.noClause(286, list, encoder);
    const pairs: (readonly [Term, Term])[] = [];
    let rest = list;
    for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
      // What is no pair is passed over, as the comprehension does.
      if (isTuple(cell.head) && cell.head.length === 2) pairs.push(cell.head as never);
      rest = cell.tail;
    }
    if (!isNil(rest)) {
      const exception = PAIR_LOOP.error(287, tuple2(Symbol.for("bad_generator"), rest));
      if (rest !== list) PAIR_LOOP.waited(exception, 287);
      throw PAIRS.waited(exception, 287);
    }
    return yield* encodeObject(pairs, encoder);
  },
  { module: JSON_MODULE, items: () => [] },
);

/** The exports for one kind of value: what is of another kind has no clause. */
function encode_list(list: Term, encoder: Term): Term {
  if (!isList(list)) throw SOURCE.noClause("encode_list", [list, encoder], 239);
  return encodeValue(list, encoder);
}
function encode_map(map: Term, encoder: Term): Term {
  if (!isMap(map)) throw SOURCE.noClause("encode_map", [map, encoder], 257);
  return encodeValue(map, encoder);
}
const ATOM = new OtpFunction(SOURCE, "encode_atom", 2);
function encode_atom(atom: Term, encoder: Term): Term {
  const toBinary = atoms.atom_to_binary[0] as (atom: Term, encoding: Term) => Term;
  if (!isAtom(atom)) ATOM.bif(218, "atom_to_binary", toBinary, atom, Symbol.for("utf8"));
  return encodeValue(atom, encoder);
}
const INTEGER = new OtpFunction(SOURCE, "encode_integer", 1);
const FLOAT = new OtpFunction(SOURCE, "encode_float", 1);
const SHORT = fromArray([Symbol.for("short")]);

/**
 * Without an encoder nothing can wait, so there is no frame. Mirrors json:encode/1,2.
 *
 * ```eshell
 * 1> iolist_to_binary(json:encode(#{name => <<"x">>, list => [1,true]}) ) =/= <<>>.
 * true
 * 2> iolist_to_binary(json:encode([1,#{a => null}])).
 * <<"[1,{\"a\":null}]">>
 * ```
 */
function encode(term: Term, ...encoder: Term[]): Term {
  if (encoder.length > 0) {
    if (!isFunOf(encoder[0], 2)) throw SOURCE.noClause("encode", [term, encoder[0]], 176);
    return encodeWith(term, encoder[0]);
  }
  const made = new Encoder().whole(term);
  return made === REFUSED ? encodeNested(term, undefined).next().value : made;
}

const CHECKED = new OtpFunction(SOURCE, "do_encode_checked", 3);
const IN_CHECKED = SOURCE.item("do_encode_checked", 2, 306);

const encodeChecked = proc(
  function* encode_checked(list: Term, encoder: Term): Generated {
    if (!isFunOf(encoder, 2)) throw SOURCE.noClause("do_encode_checked", [list, encoder], 305);
    const seen = new Map<string, Term>();
    const parts: Term[] = [];
    const failed = (exception: Exception): Exception => {
      if (parts.length > 0) CHECKED.waited(exception, 315);
      exception.items.push(IN_CHECKED);
      return exception;
    };
    let rest = list;
    for (let cell = asCons(rest); !isNil(rest); cell = asCons(rest)) {
      const pair = cell?.head;
      if (cell === undefined || !isTuple(pair) || pair.length !== 2) {
        const visited = mapFrom([...seen.values()].map((key) => [key, true]));
        throw failed(CHECKED.noClause(308, rest, encoder, visited));
      }
      const [name, value] = pair;
      const key = bytesOf(yield* encodeKey(name, encoder)) as Uint8Array;
      const chars = Buffer.from(key).toString("latin1");
      if (seen.has(chars)) throw failed(CHECKED.error(312, tuple2(Symbol.for("duplicate_key"), name)));
      seen.set(chars, key);
      parts.push(fromArray([44, key, 58], yield* encodeNested(value, encoder)));
      rest = cell.tail;
    }
    if (parts.length === 0) return text("{}");
    return fromArray([123, (asCons(parts[0]) as Cons).tail, fromArray(parts.slice(1)), 125]);
  },
  { module: JSON_MODULE, items: () => [] },
);

/** The same for a map, whose keys may be the same text all the same. */
function encode_map_checked(map: Term, encoder: Term): Term {
  if (!isMap(map)) {
    const to_list = { module: Symbol.for("maps"), name: Symbol.for("to_list"), arity: [map] };
    const info = { module: Symbol.for("erl_stdlib_errors") };
    const caller = SOURCE.item("encode_map_checked", 2, 277);
    throw new Exception("error", tuple2(Symbol.for("badmap"), map), [{ ...to_list, info }, caller]);
  }
  return encodeChecked(fromArray(mapEntries(map).map(([key, value]) => tuple2(key, value))), encoder);
}

const format = formatFunctions(encodeSimple);

/** Module json. JSON, of RFC 8259: objects are maps with binary keys, strings binaries, null the atom `null`. */
export const json = otpModule("json", {
  decode: [decode, 1, 3] as const,
  decode_continue,
  decode_start,
  format_value: [format.format_value, 3] as const,
  format_key_value_list: [format.format_key_value_list, 3] as const,
  format_key_value_list_checked: [format.format_key_value_list_checked, 3] as const,
  format: [format.format, 1, 2, 3] as const,
  encode: [encode, 1, 2] as const,
  /**
   * The JSON of a term, by an encoder. Mirrors json:encode_value/2.
   *
   * ```eshell
   * 1> iolist_to_binary(json:encode_value([1], fun json:encode_value/2)).
   * <<"[1]">>
   * ```
   */
  encode_value: [encodeValue, 2] as const,
  /**
   * The JSON of a list, by an encoder. Mirrors json:encode_list/2.
   *
   * ```eshell
   * 1> iolist_to_binary(json:encode_list([1,2], fun json:encode_value/2)).
   * <<"[1,2]">>
   * ```
   */
  encode_list,
  /**
   * The JSON of a map, by an encoder. Mirrors json:encode_map/2.
   *
   * ```eshell
   * 1> iolist_to_binary(json:encode_map(#{a => 1}, fun json:encode_value/2)).
   * <<"{\"a\":1}">>
   * ```
   */
  encode_map,
  /**
   * The JSON of a list of pairs, by an encoder. Mirrors json:encode_key_value_list/2.
   *
   * ```eshell
   * 1> iolist_to_binary(json:encode_key_value_list([{a,1}], fun json:encode_value/2)).
   * <<"{\"a\":1}">>
   * ```
   */
  encode_key_value_list: [encodePairs, 2] as const,
  /**
   * The JSON of an atom, by an encoder. Mirrors json:encode_atom/2.
   *
   * ```eshell
   * 1> json:encode_atom(true, fun json:encode_value/2).
   * <<"true">>
   * ```
   */
  encode_atom,
  /**
   * The JSON of an integer. Mirrors json:encode_integer/1.
   *
   * ```eshell
   * 1> json:encode_integer(42).
   * <<"42">>
   * ```
   */
  encode_integer: (term: Term): Term =>
    INTEGER.bif(225, "integer_to_binary", numbers.integer_to_binary[0], term),
  /**
   * The JSON of a float. Mirrors json:encode_float/1.
   *
   * ```eshell
   * 1> json:encode_float(0.1).
   * <<"0.1">>
   * ```
   */
  encode_float: (term: Term): Term =>
    FLOAT.bif(232, "float_to_binary", numbers.float_to_binary[0], term, SHORT),
  encode_binary,
  /**
   * A string whose characters beyond ASCII are escaped. Mirrors json:encode_binary_escape_all/1.
   *
   * ```eshell
   * 1> iolist_to_binary(json:encode_binary_escape_all(<<"ä"/utf8>>)).
   * <<"\"\\u00E4\"">>
   * ```
   */
  encode_binary_escape_all: (binary: Term): Term => encodedString(binary, true),
  encode_key_value_list_checked: [encodeChecked, 2] as const,
  encode_map_checked,
});
