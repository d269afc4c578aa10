// uri-query — query strings: pairs of names and values, as forms in web pages send them.
import { isInteger } from "../terms/float.ts";
import { asCons, fromArray, isList, isNil, toArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2, tuple3 } from "../terms/tuple.ts";
import { utf8 } from "./iodata.ts";
import { convertedText, decodeEscapes, escapeByte, like, SOURCE } from "./uri-text.ts";

const ERROR = Symbol.for("error");
const ENCODING = Symbol.for("encoding");
const LATIN1 = Symbol.for("latin1");
const UTF8 = Symbol.for("utf8");
const INVALID_INPUT = Symbol.for("invalid_input");

/** Characters that stand for themselves. */
const PLAIN = /[A-Za-z0-9*\-._]/;

/** A word of a query: a space is `+`; what Latin-1 has not is written as HTML does. */
function queryWord(text: string, latin1: boolean): string {
  let word = "";
  for (const char of text) {
    const code = char.codePointAt(0) as number;
    if (PLAIN.test(char)) word += char;
    else if (char === " ") word += "+";
    else if (latin1 && code > 255) word += `%26%23${code}%3B`;
    else for (const byte of latin1 ? [code] : utf8(char)) word += escapeByte(byte);
  }
  return word;
}

/**
 * A query string of pairs. Mirrors uri_string:compose_query/1,2.
 *
 * ```eshell
 * 1> uri_string:compose_query([{"a","1"},{"b","x y"}]).
 * "a=1&b=x+y"
 * ```
 */
export function compose_query(pairs: Term, ...options: Term[]): Term {
  const given = options.length === 0 ? fromArray([tuple2(ENCODING, UTF8)]) : options[0];
  if (isNil(pairs)) return fromArray([]);
  const caller = SOURCE.item("compose_query", 2, 999);
  const words: string[] = [];
  let binary = true;
  let rest = pairs;
  for (let cell = cellOf(rest); ; cell = cellOf(rest)) {
    const pair = cell?.head;
    if (cell === undefined && isNil(rest)) break;
    if (cell === undefined || !isTuple(pair) || pair.length !== 2) {
      const done = words.length === 0 ? "" : `${words.join("&")}&`;
      const args = [rest, given, words.length > 0, utf8(done)];
      throw SOURCE.noClause("compose_query", args, 1004, caller);
    }
    const [name, value] = pair;
    const encoding = encodingOf(given);
    if (encoding === undefined) return tuple3(ERROR, INVALID_INPUT, firstText([name, value]));
    if (encoding !== UTF8 && encoding !== LATIN1)
      return tuple3(ERROR, Symbol.for("invalid_encoding"), encoding);
    const bad = [name, value === true ? "" : value].find((part) => !isText(part));
    if (bad !== undefined) return tuple3(ERROR, INVALID_INPUT, bad);
    binary &&= name instanceof Uint8Array && (value === true || value instanceof Uint8Array);
    const word = (part: Term, line: number) =>
      queryWord(
        convertedText(
          part,
          SOURCE.item("form_urlencode", 2, 2560),
          SOURCE.item("compose_query", 4, line),
          caller,
        ),
        encoding === LATIN1,
      );
    words.push(value === true ? word(name, 1011) : `${word(name, 1011)}=${word(value, 1012)}`);
    rest = cell.tail;
  }
  return binary ? utf8(words.join("&")) : words.join("&");
}
const cellOf = (term: Term) => (isList(term) ? asCons(term) : undefined);
const isText = (term: Term): boolean => isList(term) || term instanceof Uint8Array;
const firstText = (parts: readonly Term[]): Term => parts.find((part) => isText(part) || isInteger(part));

/** The encoding that options name; undefined if they name none. */
function encodingOf(options: Term): Term {
  const pair = toArray(isList(options) ? options : fromArray([]))?.find(
    (option) => isTuple(option) && option.length === 2 && option[0] === ENCODING,
  );
  return pair === undefined ? undefined : pair[1];
}

/**
 * The pairs of a query string. Mirrors uri_string:dissect_query/1.
 *
 * ```eshell
 * 1> uri_string:dissect_query("a=1&b=x+y").
 * [{"a","1"},{"b","x y"}]
 * ```
 */
export function dissect_query(query: Term): Term {
  const caller = SOURCE.item("dissect_query", 1, 1063);
  if (!isText(query)) {
    const empty = new Uint8Array();
    throw SOURCE.noClause("dissect_query_key", [query, false, fromArray([]), empty, empty], 2623, caller);
  }
  const text = convertedText(query, SOURCE.item("dissect_query", 1, 1057));
  const pairs: Term[] = [];
  for (const pair of text === "" ? [] : text.split("&")) {
    const at = pair.indexOf("=");
    const parts = at < 0 ? [pair] : [pair.slice(0, at), pair.slice(at + 1)];
    const decoded: Term[] = [];
    for (const part of parts) {
      const result = decodeEscapes(part.replace(/\+/g, " "));
      if (typeof result !== "string") {
        const reason = result.wrong === "invalid_utf8" ? INVALID_INPUT : Symbol.for(result.wrong);
        return tuple3(ERROR, reason, String.fromCharCode(...result.bytes));
      }
      decoded.push(like(result, query));
    }
    pairs.push(tuple2(decoded[0], decoded.length === 2 ? decoded[1] : true));
  }
  return fromArray(pairs);
}
