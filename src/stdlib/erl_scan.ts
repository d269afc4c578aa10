// erl_scan — text to tokens, as terms. The scanner itself is syntax/scanner.ts.
//
// Differs from OTP: a continuation is opaque.
import { write } from "../format/write.ts";
import { formatScanError } from "../syntax/format-error.ts";
import { isReservedWord } from "../syntax/reserved-words.ts";
import { type Continuation, EOF, firstTokens, tokens as scanTokens, type Token } from "../syntax/scanner.ts";
import { atomName, isAtom } from "../terms/atom.ts";
import { badarg, Exception, type StackItem } from "../terms/exception.ts";
import { isInteger } from "../terms/float.ts";
import { fromArray, isList, isNil, NIL, toArray } from "../terms/list.ts";
import { Ref } from "../terms/pid.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2, tuple3 } from "../terms/tuple.ts";
import { isScalar, textOf } from "./iodata.ts";
import { OtpSource } from "./otp-source.ts";
import {
  errorInfoTerm,
  locationOf,
  locationTerm,
  restTerm,
  type Start,
  startOf,
  tokenTerm,
} from "./scan-terms.ts";
import { runningSystem } from "./system-state.ts";
import { otpModule } from "./table.ts";

const OK = Symbol.for("ok");
const ERROR = Symbol.for("error");
const EOF_ATOM = Symbol.for("eof");
const MORE = Symbol.for("more");
const DONE = Symbol.for("done");
const CONTINUATION = Symbol.for("erl_scan_continuation");
const TEXT = Symbol.for("text");
const BADARG = Symbol.for("badarg");
const LOCATION = Symbol.for("location");
const NOT_CHARACTER = Symbol.for("not_character");
const SOURCE = new OtpSource("erl_scan");
const ANNO = new OtpSource("erl_anno");

/** What the options ask for beside tokens. */
interface Wanted {
  readonly text: boolean;
  readonly comments: boolean;
  readonly whiteSpace: boolean;
}

const NOTHING_MORE: Wanted = { text: false, comments: false, whiteSpace: false };

function wanted(options: Term): Wanted {
  if (isNil(options)) return NOTHING_MORE;
  const given = isList(options) ? (toArray(options) ?? []) : [options];
  const has = (name: string) => given.includes(Symbol.for(name)) || given.includes(Symbol.for("return"));
  return {
    text: given.includes(TEXT),
    comments: has("return_comments"),
    whiteSpace: has("return_white_spaces"),
  };
}

/** Where a text begins, or undefined: a line, or a line and a column. */
function startAt(term: Term): Start | undefined {
  const good = isTuple(term)
    ? term.length === 2 && term.every(Number.isSafeInteger)
    : Number.isSafeInteger(term);
  return good ? startOf(term) : undefined;
}

/** The characters to scan; what is no character is told by the function of OTP's that meets it. */
function charactersOf(term: Term, start: Start, caller: StackItem): string {
  const text = textOf(term);
  if (text !== undefined) return text;
  const wrong = (toArray(term) ?? []).find((code) => !isScalar(code));
  const column = start.column === 0 ? Symbol.for("no_col") : start.column;
  if (wrong === undefined) throw SOURCE.noClause("scan1", [term, start.line, column], 570, caller);
  throw SOURCE.error(tuple2(NOT_CHARACTER, wrong), "scan1", 5, 605, caller);
}

/** The tokens of a piece of text as terms, with the white space and comments between them if they are wanted. */
function tokenTerms(tokens: readonly Token[], text: string, start: Start, want: Wanted): Term[] {
  if (start.line < 0) throw new Exception("error", BADARG, [ANNO.item("new", [start.line], 189)]);
  const textOfTokens = want.text ? text : undefined;
  if (!want.comments && !want.whiteSpace) return tokens.map((token) => tokenTerm(token, start, textOfTokens));
  const found: Term[] = [];
  const gaps = new Gaps(text, start, want);
  for (const token of tokens) {
    found.push(...gaps.upTo(token.start), tokenTerm(token, start, textOfTokens));
    gaps.skip(token.end);
  }
  found.push(...gaps.upTo(text.length));
  return found;
}

const WHITE_SPACE = Symbol.for("white_space");
const COMMENT = Symbol.for("comment");

/** What stands between tokens. A token of white space has a new line at most at its beginning. */
class Gaps {
  private readonly text: string;
  private readonly start: Start;
  private readonly want: Wanted;
  private at = 0;
  private line = 1;
  private column = 1;
  constructor(text: string, start: Start, want: Wanted) {
    this.text = text;
    this.start = start;
    this.want = want;
  }

  skip(end: number): void {
    for (const char of this.text.slice(this.at, end)) {
      if (char === "\n") {
        this.line++;
        this.column = 1;
      } else this.column++;
    }
    this.at = Math.max(this.at, end);
  }

  upTo(end: number): Term[] {
    const found: Term[] = [];
    for (const [piece] of this.text.slice(this.at, end).matchAll(/%[^\n]*|\n[^\n%]*|[^\n%]+/g)) {
      const isComment = piece.startsWith("%");
      if (isComment ? this.want.comments : this.want.whiteSpace) {
        const where = locationTerm(this.line, this.column, this.start);
        const anno = this.want.text ? fromArray([tuple2(TEXT, piece), tuple2(LOCATION, where)]) : where;
        found.push(tuple3(isComment ? COMMENT : WHITE_SPACE, anno, piece));
      }
      this.skip(this.at + piece.length);
    }
    return found;
  }
}

/**
 * All tokens of a text. `{ok,Tokens,End}` or `{error,Info,Where}`. Mirrors erl_scan:string/1,2,3.
 *
 * ```eshell
 * 1> erl_scan:string("X + 1.").
 * {ok,[{var,1,'X'},{'+',1},{integer,1,1},{dot,1}],1}
 * 2> erl_scan:string("a %b", 1, [return_comments]).
 * {ok,[{atom,1,a},{comment,1,"%b"}],1}
 * ```
 */
function string(text: Term, from: Term = 1, options: Term = NIL): Term {
  const start = startAt(from);
  if (!isList(text) || start === undefined) throw SOURCE.noClause("string", [text, from, options], 279);
  const chars = charactersOf(text, start, SOURCE.item("string1", 5, 550));
  const want = wanted(options);
  const found: Term[] = [];
  let end: Term = locationTerm(1, 1, start);
  let at: Start = start;
  for (let rest = chars; ; ) {
    const result = firstTokens(rest);
    if ("error" in result) return tuple3(ERROR, errorInfoTerm(result.error, at), location(result.end, at));
    if ("eof" in result) {
      found.push(...tokenTerms([], rest, at, want));
      return tuple3(OK, fromArray(found), location(result.eof, at));
    }
    // What is left of the text is not this piece's.
    const piece = rest.slice(0, rest.length - result.rest.length);
    found.push(...tokenTerms(result.tokens, want.text ? result.text : piece, at, want));
    end = location(result.end, at);
    if (result.rest === "") return tuple3(OK, fromArray(found), end);
    rest = result.rest;
    at = startOf(end);
  }
}

function location(where: Term, start: Start): Term {
  return locationTerm(where[0], where[1], start);
}

/** A continuation: a reference that nobody can make, `{erl_scan_continuation, Ref}` as a term. */
class ScanContinuation extends Ref {
  readonly state: Continuation;
  readonly start: Start;
  constructor(state: Continuation, start: Start) {
    super(runningSystem().makeRef().id);
    this.state = state;
    this.start = start;
  }
}

function continuationOf(term: Term): ScanContinuation | undefined {
  const [tag, state] = isTuple(term) && term.length === 2 ? term : [];
  return tag === CONTINUATION && state instanceof ScanContinuation ? state : undefined;
}

/** Tokens up to a dot, of text that comes in pieces: `{more,Continuation}` or `{done,Result,Rest}`. */
export function tokens(continuation: Term, text: Term, from: Term = 1, options: Term = NIL): Term {
  const going = continuationOf(continuation);
  const start = going?.start ?? startAt(from);
  if ((going === undefined && !isNil(continuation)) || start === undefined) {
    throw SOURCE.noClause("tokens", [continuation, text, from, options], 344);
  }
  if (text !== EOF_ATOM && !isList(text)) throw SOURCE.noClause("tokens1", [text], 531);
  const chars = text === EOF_ATOM ? EOF : charactersOf(text, start, SOURCE.item("tokens1", 7, 532));
  const result = scanTokens(going?.state, chars);
  if ("more" in result) return tuple2(MORE, tuple2(CONTINUATION, new ScanContinuation(result.more, start)));
  if ("eof" in result) return tuple3(DONE, tuple2(EOF_ATOM, location(result.eof, start)), EOF_ATOM);
  if ("error" in result) {
    const error = tuple3(ERROR, errorInfoTerm(result.error, start), location(result.end, start));
    return tuple3(DONE, error, restTerm(result.rest));
  }
  const list = fromArray(tokenTerms(result.tokens, result.text, start, wanted(options)));
  const rest = chars === EOF && result.rest === "" ? EOF_ATOM : result.rest;
  return tuple3(DONE, tuple3(OK, list, location(result.end, start)), rest);
}

/** Where the text of a continuation began. Mirrors erl_scan:continuation_location/1. */
function continuation_location(continuation: Term): Term {
  const going = continuationOf(continuation);
  if (going === undefined) {
    throw SOURCE.noClause("continuation_location", [continuation], 354);
  }
  const { line, column } = going.start;
  return column === 0 ? line : tuple2(line, column);
}

/** What is known of a token's place; `element/2` fails for what is no token. */
function annoOf(token: Term, name: string, line: number): Term {
  if (isTuple(token) && token.length >= 2) return token[1];
  return SOURCE.within("element", [2, token], [SOURCE.item(name, 1, line)], () => {
    throw badarg(token);
  });
}

/** The location of a token, or erl_anno's error for what is none. */
function placeOf(token: Term, name: string, line: number): Term {
  const anno = annoOf(token, name, line);
  const place = locationOf(anno);
  if (startAt(place) !== undefined && (place !== 0 || anno === 0 || isList(anno))) return place;
  const callers = name === "location" ? [] : [ANNO.item(name, 1, name === "line" ? 330 : 253)];
  throw new Exception("error", BADARG, [ANNO.item("anno_info", [anno, LOCATION, 0], 507), ...callers]);
}

/** The end of a token of which the text is known, or `undefined`. Mirrors erl_scan:end_location/1. */
function end_location(token: Term): Term {
  const anno = annoOf(token, "end_location", 376);
  const text = textOf(textProperty(token) ?? NIL);
  const { line, column } = startOf(locationOf(anno));
  if (!isList(anno) || text === undefined || text === "") return undefined;
  const lines = text.split("\n");
  const last = lines[lines.length - 1].length;
  if (column === 0) return line + lines.length - 1;
  return tuple2(line + lines.length - 1, lines.length === 1 ? column + last : last + 1);
}

/**
 * The value of a token, or its category where it has none. Mirrors erl_scan:symbol/1.
 *
 * ```eshell
 * 1> {ok, [Token | _], _} = erl_scan:string("X."), erl_scan:symbol(Token).
 * 'X'
 * ```
 */
function symbol(token: Term): Term {
  if (!isTuple(token) || token.length < 2) throw SOURCE.badarg("symbol", [token], 427);
  return token[token.length === 2 ? 0 : 2];
}

function category(token: Term): Term {
  if (!isTuple(token) || token.length < 2) throw SOURCE.badarg("category", [token], 415);
  return token[0];
}

function textProperty(token: Term): Term {
  const anno = annoOf(token, "text", 403);
  if (isList(anno)) {
    return toArray(anno)?.find((pair) => isTuple(pair) && pair[0] === TEXT)?.[1];
  }
  if (startAt(anno) !== undefined) return undefined;
  throw new Exception("error", BADARG, [ANNO.item("anno_info", [anno, TEXT], 518)]);
}

const KNOWN_ATOMS: readonly Term[] = ["string_concat", "indentation", "white_space"].map((name) =>
  Symbol.for(name),
);

/** Whether a term tells an error of the scanner. */
function isDescriptor(term: Term): boolean {
  if (!isTuple(term)) return KNOWN_ATOMS.includes(term);
  const [tag, what, head] = term;
  const name = typeof tag === "symbol" ? atomName(tag) : "";
  if (term.length === 2) {
    return (
      (name === "illegal" && isAtom(what)) ||
      (name === "base" && isInteger(what)) ||
      (name === "unterminated" && isAtom(what))
    );
  }
  return term.length === 3 && name === "unterminated" && textOf(head) !== undefined;
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
  format_error: (descriptor: Term): string =>
    isDescriptor(descriptor) ? formatScanError(descriptor) : write(descriptor, { latin1: true }),
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
  category,
  symbol,
  /**
   * The location of a token. Mirrors erl_scan:location/1.
   *
   * ```eshell
   * 1> {ok, [Token | _], _} = erl_scan:string("X.", {1,5}), erl_scan:location(Token).
   * {1,5}
   * ```
   */
  location: (token: Term): Term => placeOf(token, "location", 392),
  /**
   * The line of a token. Mirrors erl_scan:line/1.
   *
   * ```eshell
   * 1> {ok, [Token | _], _} = erl_scan:string("X."), erl_scan:line(Token).
   * 1
   * ```
   */
  line: (token: Term): number => startOf(placeOf(token, "line", 384)).line,
  /**
   * The column of a token, or `undefined`. Mirrors erl_scan:column/1.
   *
   * ```eshell
   * 1> {ok, [Token | _], _} = erl_scan:string("X.", {1,5}), erl_scan:column(Token).
   * 5
   * ```
   */
  column: (token: Term): number | undefined => startOf(placeOf(token, "column", 365)).column || undefined,
  /**
   * The text of a token, or `undefined`. Mirrors erl_scan:text/1.
   *
   * ```eshell
   * 1> {ok, [Token | _], _} = erl_scan:string("X.", 1, [text]), erl_scan:text(Token).
   * "X"
   * ```
   */
  text: textProperty,
  continuation_location,
  end_location,
});
