// io_lib-collect — collect_chars, collect_line and get_until: what an I/O server calls with each piece of its input until
// it has what was asked for. A state goes in and comes out: `start`, then what the last call gave, then `{stop,Result,Rest}`.
import { applyMfa } from "../process/apply.ts";
import { asCons, Cons, fromArray, isList, isNil, NIL, toArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2, tuple3 } from "../terms/tuple.ts";
import { after } from "./after.ts";
import { latin1Text } from "./iodata.ts";
import { OtpSource } from "./otp-source.ts";

const SOURCE = new OtpSource("io_lib");
const sym = (name: string): symbol => Symbol.for(name);
const START = sym("start");
const EOF = sym("eof");
const STOP = sym("stop");
const DONE = sym("done");
const MORE = sym("more");
const LIST = sym("list");
const BINARY = sym("binary");
const UNICODE = sym("unicode");
const LATIN1 = sym("latin1");
const NEWLINE = 10;
const RETURN = 13;
const EMPTY = new Uint8Array(0);

const stop = (result: Term, rest: Term): Term => tuple3(STOP, result, rest);

/** The pieces of a stack, the last on top, as one binary. */
function joined(stack: readonly Term[], ...more: readonly Uint8Array[]): Uint8Array {
  const pieces = [...stack].reverse().concat(more) as Uint8Array[];
  const whole = new Uint8Array(pieces.reduce((size, piece) => size + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** How many characters a binary has, and where the Nth ends if it has more. */
function countOf(data: Uint8Array, wanted: number, encoding: Term): { size: number; end: number } {
  if (encoding !== UNICODE) return { size: data.length, end: wanted };
  let size = 0;
  let end = 0;
  for (let at = 0; at < data.length; size++) {
    if (size === wanted) end = at;
    at++;
    while (at < data.length && (data[at] & 0xc0) === 0x80) at++;
  }
  return { size, end };
}

function charsOfBinary(stack: readonly Term[], wanted: number, data: Uint8Array, encoding: Term): Term {
  const { size, end } = countOf(data, wanted, encoding);
  if (size > wanted) return stop(joined(stack, data.subarray(0, end)), data.slice(end));
  if (size === wanted) return stop(joined(stack, data), EMPTY);
  return tuple3(BINARY, fromArray([data, ...stack]), wanted - size);
}

/** Takes characters off a list; what was taken before stands on the stack, the last first. */
function charsOfList(before: Term, wanted: number, data: Term): Term {
  const reversed = (stack: Term) => fromArray([...(toArray(stack) ?? [])].reverse());
  let stack = before;
  let rest = data;
  for (let left = wanted; ; left--) {
    if (left === 0) return stop(reversed(stack), rest);
    if (rest === EOF) return stop(isNil(stack) ? EOF : reversed(stack), EOF);
    const cell = asCons(rest);
    if (cell === undefined) {
      if (isNil(rest)) return tuple3(LIST, stack, left);
      throw SOURCE.noClause("collect_chars_list", [stack, left, rest], 1517);
    }
    stack = new Cons(cell.head, stack);
    rest = cell.tail;
  }
}

/** The protocol of OTP's old servers: `{done,Result,Rest}` or `{more,State}`. */
function charsOfOld(wanted: number, chars: Term, before: Term): Term {
  const result = charsOfList(before, Math.max(0, wanted), chars);
  if (result[0] === LIST) return tuple2(MORE, tuple2(result[2], result[1]));
  return tuple3(DONE, result[1], result[2] === EOF ? NIL : result[2]);
}

/** How many characters are wanted still, or the next state. Mirrors io_lib:collect_chars/1,3,4. */
export function collect_chars(...args: Term[]): Term {
  if (args.length === 1) return args[0][2];
  const [state, data] = args;
  const [encoding, wanted] = args.length === 3 ? [LATIN1, args[2]] : args.slice(2);
  const noClause = () => SOURCE.noClause("collect_chars", [state, data, encoding, wanted], 1445);
  if (state === START) {
    if (data === EOF) return stop(EOF, EOF);
    if (!Number.isSafeInteger(wanted)) throw noClause();
    if (data instanceof Uint8Array) return charsOfBinary([], wanted, data, encoding);
    if (isList(data)) return charsOfList(NIL, wanted, data);
    throw noClause();
  }
  if (isTuple(state) && state.length === 3 && state[0] === BINARY) {
    const stack = toArray(state[1]) ?? [];
    if (data === EOF) {
      const isEmpty = stack.length === 1 && (stack[0] as Uint8Array).length === 0;
      return stop(isEmpty ? EOF : joined(stack), EOF);
    }
    if (data instanceof Uint8Array) return charsOfBinary(stack, state[2], data, encoding);
    throw noClause();
  }
  if (isTuple(state) && state.length === 3 && state[0] === LIST) return charsOfList(state[1], state[2], data);
  if (isNil(state) && Number.isSafeInteger(wanted)) return charsOfOld(wanted, data, NIL);
  if (isTuple(state) && state.length === 2) return charsOfOld(state[0], data, state[1]);
  throw noClause();
}

/** The same, but content with whatever there is. Mirrors io_lib:collect_chars_eager/4. */
export function collect_chars_eager(...args: Term[]): Term {
  const result = collect_chars(...args);
  if (!isTuple(result) || (result[0] !== LIST && result[0] !== BINARY)) return result;
  const stack = toArray(result[1]) ?? [];
  if (result[0] === LIST) return stack.length === 0 ? result : stop(fromArray([...stack].reverse()), NIL);
  const isEmpty = stack.length === 1 && (stack[0] as Uint8Array).length === 0;
  return isEmpty ? result : stop(joined(stack), NIL);
}

function lineOfBinary(stack: readonly Term[], data: Uint8Array): Term {
  const at = data.indexOf(NEWLINE);
  if (at < 0) {
    // A carriage return at the end may belong to a line feed that is still to come.
    if (data.at(-1) !== RETURN) return fromArray([data, ...stack]);
    return fromArray([data.subarray(-1), data.subarray(0, -1), ...stack]);
  }
  const rest = data.slice(at + 1);
  const newline = new Uint8Array([NEWLINE]);
  if (at > 0 && data[at - 1] === RETURN) return stop(joined(stack, data.subarray(0, at - 1), newline), rest);
  const [last, ...before] = stack as Uint8Array[];
  if (at === 0 && last?.length === 1 && last[0] === RETURN) return stop(joined(before, newline), rest);
  return stop(joined(stack, data.subarray(0, at + 1)), rest);
}

function lineOfList(before: Term, data: Term): Term {
  let stack = before;
  let rest = data;
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    rest = cell.tail;
    if (cell.head === NEWLINE) {
      const line = asCons(stack)?.head === RETURN ? asCons(stack)?.tail : stack;
      return stop(fromArray([...(toArray(new Cons(NEWLINE, line)) ?? [])].reverse()), rest);
    }
    stack = new Cons(cell.head, stack);
  }
  if (!isNil(rest)) throw SOURCE.noClause("collect_line_list", [rest, stack], 1609);
  return stack;
}

/** The next state, or `{stop,Line,Rest}`: `\r\n` becomes `\n`. Mirrors io_lib:collect_line/1,3,4. */
export function collect_line(...args: Term[]): Term {
  if (args.length === 1) return 0;
  const [state, data] = args;
  const stack = state === START ? [] : (toArray(state) ?? []);
  if (data instanceof Uint8Array) return lineOfBinary(stack, data);
  if (isList(data)) return lineOfList(state === START ? NIL : state, data);
  if (data === EOF && state === START) return stop(EOF, EOF);
  if (data === EOF)
    return stop(stack[0] instanceof Uint8Array ? joined(stack) : fromArray([...stack].reverse()), EOF);
  throw SOURCE.noClause("collect_line", args.length === 3 ? [state, data, LATIN1, args[2]] : args, 1568);
}

/** The same without the end of the line. Mirrors io_lib:collect_line_no_eol/4. */
export function collect_line_no_eol(...args: Term[]): Term {
  const result = collect_line(...args);
  if (!isTuple(result) || result[0] !== STOP || result[1] === EOF) return result;
  return stop(applyMfa(sym("string"), sym("trim"), [result[1]]), result[2]);
}

/**
 * Goes on with a function that reads: `{Mod,Func,ExtraArgs}` is called with its continuation and characters. Mirrors io_lib:get_until/1,3,4.
 *
 * ```eshell
 * 1> io_lib:get_until(start, "a b. c", {erl_scan,tokens,[1]}).
 * {stop,{ok,[{atom,1,a},{atom,1,b},{dot,1}],1},"c"}
 * ```
 */
export function get_until(...args: Term[]): Term {
  if (args.length === 1) return 0;
  const [state, data] = args;
  const [encoding, how] = args.length === 3 ? [LATIN1, args[2]] : args.slice(2);
  const [isBinary, continuation] = state === START ? [data instanceof Uint8Array, NIL] : state;
  const unicode = sym("unicode");
  const text = (bytes: Uint8Array): Term =>
    encoding === UNICODE ? applyMfa(unicode, sym("characters_to_list"), [bytes]) : latin1Text(bytes);
  const chars = data instanceof Uint8Array ? text(data) : data;
  const given = [continuation, chars, ...(toArray(how[2]) ?? [])];
  return after(applyMfa(how[0], how[1], given), (answer) => {
    if (answer[0] === MORE) return tuple2(isBinary, answer[1]);
    const [, result, rest] = answer;
    if (!isBinary || !isList(result)) return stop(result, rest);
    const bytes =
      encoding === UNICODE
        ? applyMfa(unicode, sym("characters_to_binary"), [result])
        : applyMfa(sym("erlang"), sym("iolist_to_binary"), [result]);
    return stop(bytes, rest);
  });
}
