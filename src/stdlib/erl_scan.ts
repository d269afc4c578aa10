// erl_scan — text to tokens, as terms. The scanner itself is syntax/scanner.ts.
//
// Differs from OTP: `return` options are accepted and give no white space or comments; a continuation is opaque.
import { formatScanError } from "../syntax/format-error.ts";
import { isReservedWord } from "../syntax/reserved-words.ts";
import { type Continuation, EOF, tokens as scanTokens } from "../syntax/scanner.ts";
import { atomName, isAtom } from "../terms/atom.ts";
import { badarg, functionClause } from "../terms/exception.ts";
import { fromArray, isNil, NIL, toArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2, tuple3 } from "../terms/tuple.ts";
import { textOf } from "./iodata.ts";
import {
  errorInfoTerm,
  locationOf,
  locationTerm,
  restTerm,
  type Start,
  startOf,
  tokenTerm,
} from "./scan-terms.ts";
import { otpModule } from "./table.ts";

const ERL_SCAN = Symbol.for("erl_scan");
const OK = Symbol.for("ok");
const ERROR = Symbol.for("error");
const EOF_ATOM = Symbol.for("eof");
const MORE = Symbol.for("more");
const DONE = Symbol.for("done");
const TEXT = Symbol.for("text");

function wantsText(options: Term): boolean {
  return toArray(options)?.includes(TEXT) ?? options === TEXT;
}

/**
 * All tokens of a text. `{ok,Tokens,End}` or `{error,Info,Where}`. Mirrors erl_scan:string/1,2,3.
 *
 * ```eshell
 * 1> erl_scan:string("X + 1.").
 * {ok,[{var,1,'X'},{'+',1},{integer,1,1},{dot,1}],1}
 * ```
 */
function string(text: Term, from: Term = 1, options: Term = NIL): Term {
  const chars = textOf(text);
  if (chars === undefined) throw functionClause(ERL_SCAN, Symbol.for("string"), [text, from, options]);
  const start = startOf(from);
  const found: Term[] = [];
  let end: Term = locationTerm(1, 1, start);
  let at: Start = start;
  for (let rest = chars; ; ) {
    const first = scanTokens(undefined, rest);
    const result = "more" in first ? scanTokens(first.more, EOF) : first;
    if ("more" in result) throw badarg(text);
    if ("error" in result) return tuple3(ERROR, errorInfoTerm(result.error, at), location(result.end, at));
    if ("eof" in result) return tuple3(OK, fromArray(found), location(result.eof, at));
    for (const token of result.tokens)
      found.push(tokenTerm(token, at, wantsText(options) ? result.text : undefined));
    end = location(result.end, at);
    if (result.rest === "") return tuple3(OK, fromArray(found), end);
    rest = result.rest;
    at = startOf(end);
  }
}

function location(where: Term, start: Start): Term {
  return locationTerm(where[0], where[1], start);
}

/** A continuation as a term: prints as OTP's does no more than that it is one. */
class ScanContinuation {
  readonly state: Continuation;
  readonly start: Start;
  constructor(state: Continuation, start: Start) {
    this.state = state;
    this.start = start;
  }
}

/** Tokens up to a dot, of text that comes in pieces: `{more,Continuation}` or `{done,Result,Rest}`. */
export function tokens(continuation: Term, text: Term, from: Term = 1, options: Term = NIL): Term {
  const going = continuation instanceof ScanContinuation ? continuation : undefined;
  if (going === undefined && !isNil(continuation)) throw badarg(continuation);
  const start = going?.start ?? startOf(from);
  const chars = text === EOF_ATOM ? EOF : textOf(text);
  if (chars === undefined) throw badarg(text);
  const result = scanTokens(going?.state, chars);
  if ("more" in result) return tuple2(MORE, new ScanContinuation(result.more, start));
  if ("eof" in result) return tuple3(DONE, tuple2(EOF_ATOM, location(result.eof, start)), EOF_ATOM);
  if ("error" in result) {
    const error = tuple3(ERROR, errorInfoTerm(result.error, start), location(result.end, start));
    return tuple3(DONE, error, restTerm(result.rest));
  }
  const text_ = wantsText(options) ? result.text : undefined;
  const list = fromArray(result.tokens.map((token) => tokenTerm(token, start, text_)));
  const rest = chars === EOF && result.rest === "" ? EOF_ATOM : result.rest;
  return tuple3(DONE, tuple3(OK, list, location(result.end, start)), rest);
}

function tokenPart(token: Term, index: number): Term {
  if (!isTuple(token) || token.length < 2) throw badarg(token);
  return token[Math.min(index, token.length - 1)];
}

/**
 * The value of a token, or its category where it has none. Mirrors erl_scan:symbol/1.
 *
 * ```eshell
 * 1> {ok, [Token | _], _} = erl_scan:string("X."), erl_scan:symbol(Token).
 * 'X'
 * ```
 */
const symbol = (token: Term): Term => (isTuple(token) && token.length === 2 ? token[0] : tokenPart(token, 2));

function textProperty(token: Term): Term {
  const pairs = toArray(tokenPart(token, 1));
  return pairs?.find((pair) => isTuple(pair) && pair[0] === TEXT)?.[1];
}

/** Module erl_scan. The scanner: text to tokens. */
export const erl_scan = otpModule("erl_scan", {
  string: [string, 1, 2, 3] as const,
  tokens: [tokens, 3, 4] as const,
  /**
   * The text of an error of the scanner. Mirrors erl_scan:format_error/1.
   *
   * ```eshell
   * 1> {error, {_, Module, Why}, _} = erl_scan:string("'a"), lists:flatten(Module:format_error(Why)).
   * "unterminated atom starting with 'a'"
   * ```
   */
  format_error: (descriptor: Term): string => formatScanError(descriptor),
  /**
   * Whether an atom is a reserved word. Mirrors erl_scan:reserved_word/1.
   *
   * ```eshell
   * 1> erl_scan:reserved_word('case').
   * true
   * 2> erl_scan:reserved_word(ok).
   * false
   * ```
   */
  reserved_word: (name: Term): boolean => isAtom(name) && isReservedWord(atomName(name)),
  f_reserved_word: (name: Term): boolean => isAtom(name) && isReservedWord(atomName(name)),
  /**
   * The category of a token. Mirrors erl_scan:category/1.
   *
   * ```eshell
   * 1> {ok, [Token | _], _} = erl_scan:string("X."), erl_scan:category(Token).
   * var
   * ```
   */
  category: (token: Term): Term => tokenPart(token, 0),
  symbol,
  /**
   * The location of a token. Mirrors erl_scan:location/1.
   *
   * ```eshell
   * 1> {ok, [Token | _], _} = erl_scan:string("X.", {1,5}), erl_scan:location(Token).
   * {1,5}
   * ```
   */
  location: (token: Term): Term => locationOf(tokenPart(token, 1)),
  /**
   * The line of a token. Mirrors erl_scan:line/1.
   *
   * ```eshell
   * 1> {ok, [Token | _], _} = erl_scan:string("X."), erl_scan:line(Token).
   * 1
   * ```
   */
  line: (token: Term): number => startOf(locationOf(tokenPart(token, 1))).line,
  /**
   * The column of a token, or `undefined`. Mirrors erl_scan:column/1.
   *
   * ```eshell
   * 1> {ok, [Token | _], _} = erl_scan:string("X.", {1,5}), erl_scan:column(Token).
   * 5
   * ```
   */
  column: (token: Term): number | undefined => startOf(locationOf(tokenPart(token, 1))).column || undefined,
  /**
   * The text of a token, or `undefined`. Mirrors erl_scan:text/1.
   *
   * ```eshell
   * 1> {ok, [Token | _], _} = erl_scan:string("X.", 1, [text]), erl_scan:text(Token).
   * "X"
   * ```
   */
  text: textProperty,
});
