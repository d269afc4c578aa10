// json — JSON to terms and back.
//
// Mirrors OTP's json: objects are maps with binaries as keys, strings are binaries, `null` an atom. Decoding by the
// caller's funs and piece by piece is in json-stream, format/1,2,3 in json-format.

import { shortFloat } from "../format/float.ts";
import { callFun2 } from "../process/apply.ts";
import { Frame, proc } from "../process/frame.ts";
import { atomName, isAtom } from "../terms/atom.ts";
import { Exception, type StackItem } from "../terms/exception.ts";
import { Float, isFloat, isInteger } from "../terms/float.ts";
import { Fun } from "../terms/fun.ts";
import { asCons, type Cons, fromArray, isList, isNil, toArray } from "../terms/list.ts";
import { isMap, mapEntries } from "../terms/map.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2 } from "../terms/tuple.ts";
import { isFunOf } from "./fun-arity.ts";
import { bytesOf, utf8, utf8Text } from "./iodata.ts";
import { Decoder, Malformed } from "./json-decode.ts";
import { badUtf8At, invalidByte, JSON_SOURCE as SOURCE } from "./json-errors.ts";
import { formatFunctions } from "./json-format.ts";
import { decode_continue, decode_start, decodeBy, decodeError } from "./json-stream.ts";
import { otpModule } from "./table.ts";

const JSON_MODULE = Symbol.for("json");
const QUOTE = 34;
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
  try {
    return new Decoder(bytes).whole();
  } catch (thrown) {
    if (!(thrown instanceof Malformed)) throw thrown;
    throw decodeError(bytes, DECODE);
  }
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
  if (!(binary instanceof Uint8Array)) throw SOURCE.noClause("encode_binary", [binary], 342);
  const chars = utf8Text(binary);
  if (chars === undefined) {
    const at = badUtf8At(binary);
    if (at === binary.length) throw SOURCE.error(Symbol.for("unexpected_end"), "unexpected_utf8", 2, 1461);
    throw invalidByte(binary[at], at);
  }
  const escaped = JSON.stringify(chars);
  return fromArray([
    QUOTE,
    binary.length + 2 === escaped.length ? binary : text(escaped.slice(1, -1)),
    QUOTE,
  ]);
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
function encodeKey(key: Term, encoder: Term): Term {
  if (key instanceof Uint8Array) return encode_binary(key);
  if (isAtom(key)) return encode_binary(text(atomName(key)));
  if (isInteger(key) || isFloat(key)) return fromArray([QUOTE, encodeSimple(key), QUOTE]);
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
  const simple = encodeSimple(term);
  if (simple !== undefined) return simple;
  if (isMap(term)) return yield* encodeObject(mapEntries(term), encoder);
  if (isList(term)) return yield* encodeList(term, encoder);
  const reason = tuple2(Symbol.for("unsupported_type"), term);
  throw new Exception("error", reason, [SOURCE.item("do_encode", 2, 203)]);
}

const IN_LIST = SOURCE.item("do_encode_list", 2, 245);
const IN_LIST_LOOP = SOURCE.item("list_loop", 2, 248);
const IN_MAP = SOURCE.item("do_encode_map", 2, 261);
const IN_MAP_LOOP = SOURCE.item("-do_encode_map/2-lc$^0/1-0-", 2, 261);

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
  let rest = cell.tail;
  for (cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    parts.push(44, yield* encodePart(cell.head, encoder, [IN_LIST_LOOP, IN_LIST]));
    rest = cell.tail;
  }
  if (!isNil(rest)) {
    const callers = parts.length > 2 ? [IN_LIST_LOOP, IN_LIST] : [IN_LIST];
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
      const key = encodeKey(name, encoder);
      parts.push(fromArray([44, key, 58], yield* encodePart(value, encoder, [])));
    } catch (thrown) {
      // The pairs before wait for this one, all at one place.
      if (thrown instanceof Exception && encoder === undefined) addCallers(thrown, [IN_MAP_LOOP, IN_MAP]);
      throw thrown;
    }
  }
  return fromArray([123, (asCons(parts[0]) as Cons).tail, fromArray(parts.slice(1)), 125]);
}

const encodeWith = proc(
  function* encode(term: Term, encoder: Term): Generated {
    return yield* encodeNested(term, encoder);
  },
  { module: JSON_MODULE, items: () => [] },
);

const encodeValue = proc(
  function* encode_value(term: Term, encoder: Term): Generated {
    return yield* encodeDefault(term, encoder);
  },
  { module: JSON_MODULE, items: () => [] },
);

const encodePairs = proc(
  function* encode_key_value_list(list: Term, encoder: Term): Generated {
    const pairs = (toArray(list) ?? []).filter((pair) => isTuple(pair) && pair.length === 2);
    return yield* encodeObject(pairs as never, encoder);
  },
  { module: JSON_MODULE, items: () => [] },
);

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
  const generated = encodeNested(term, undefined);
  return generated.next().value;
}

const encodeChecked = proc(
  function* encode_checked(list: Term, encoder: Term): Generated {
    const seen = new Set<string>();
    const parts: Term[] = [];
    for (const pair of toArray(list) ?? []) {
      const [name, value] = pair;
      const key = bytesOf(encodeKey(name, encoder)) as Uint8Array;
      const chars = Buffer.from(key).toString("latin1");
      if (seen.has(chars))
        throw SOURCE.error(tuple2(Symbol.for("duplicate_key"), name), "do_encode_checked", 3, 312);
      seen.add(chars);
      parts.push(fromArray([44, key, 58], yield* encodeNested(value, encoder)));
    }
    if (parts.length === 0) return text("{}");
    return fromArray([123, (asCons(parts[0]) as Cons).tail, fromArray(parts.slice(1)), 125]);
  },
  { module: JSON_MODULE, items: () => [] },
);

/** A string whose characters beyond ASCII are escaped. Mirrors json:encode_binary_escape_all/1. */
function encode_binary_escape_all(binary: Term): Term {
  const encoded = bytesOf(encode_binary(binary)) as Uint8Array;
  const chars = utf8Text(encoded) as string;
  const hex = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
  return fromArray([text(chars.replace(/[\u0080-\uffff]/g, hex))]);
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
  encode_list: [encodeValue, 2] as const,
  /**
   * The JSON of a map, by an encoder. Mirrors json:encode_map/2.
   *
   * ```eshell
   * 1> iolist_to_binary(json:encode_map(#{a => 1}, fun json:encode_value/2)).
   * <<"{\"a\":1}">>
   * ```
   */
  encode_map: [encodeValue, 2] as const,
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
  encode_atom: [encodeValue, 2] as const,
  /**
   * The JSON of an integer. Mirrors json:encode_integer/1.
   *
   * ```eshell
   * 1> json:encode_integer(42).
   * <<"42">>
   * ```
   */
  encode_integer: (term: Term): Term => encodeSimple(term),
  /**
   * The JSON of a float. Mirrors json:encode_float/1.
   *
   * ```eshell
   * 1> json:encode_float(0.1).
   * <<"0.1">>
   * ```
   */
  encode_float: (term: Term): Term => encodeSimple(term),
  encode_binary,
  encode_binary_escape_all,
  encode_key_value_list_checked: [encodeChecked, 2] as const,
  encode_map_checked: (map: Term, encoder: Term): Term =>
    encodeChecked(fromArray(mapEntries(map).map(([key, value]) => tuple2(key, value))), encoder),
});
