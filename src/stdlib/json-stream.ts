// json-stream — json:decode/3, decode_start/3 and decode_continue/2: a decoder that asks the caller's funs what to
// make of values, and that can stop where its text ends and go on with more.
//
// A stack says what is being read: `array` or `object` with the accumulator from before it, or the key of the value
// that is due. What is left to do when the text ends is a term, `{Rest, Acc, Stack, Decode, What}`, as in OTP.
import { callFun1, callFun2, callFun3 } from "../process/apply.ts";
import { Frame, proc } from "../process/frame.ts";
import { running } from "../process/running.ts";
import { Exception, errorTuple, type StackItem } from "../terms/exception.ts";
import { float, integer, isFloat, isInteger } from "../terms/float.ts";
import { asCons, fromArray, isNil, NIL, toArray } from "../terms/list.ts";
import { mapFrom } from "../terms/map.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple, tuple2, tuple3 } from "../terms/tuple.ts";
import { latin1Text, utf8 } from "./iodata.ts";
import {
  ARRAY_PLACE,
  type Callback,
  Decoders,
  decodersOf,
  isOfErlang,
  NUMBER_PLACE,
  OBJECT_PLACE,
  placed,
  STRING_PLACE,
  ZERO_PLACE,
} from "./json-callbacks.ts";
import { Decoder, MALFORMED } from "./json-decode.ts";
import { invalidByte, JSON_SOURCE as SOURCE, unexpectedSequence } from "./json-errors.ts";
import { JsonNumbers } from "./json-numbers.ts";
import { Pause, QUOTE, readString } from "./json-text.ts";
import { reverse } from "./lists-plain.ts";
import { NOWHERE, raiseAt } from "./otp-source.ts";

const ARRAY = Symbol.for("array");
const OBJECT = Symbol.for("object");
const CONTINUE = Symbol.for("continue");
const END_OF_INPUT = Symbol.for("end_of_input");
const UNEXPECTED_END = Symbol.for("unexpected_end");
const NUMBER = Symbol.for("number");
const FLOAT_ERROR = Symbol.for("float_error");
const VALUE = Symbol.for("value");
const ARRAY_PUSH = Symbol.for("array_push");
const OBJECT_VALUE = Symbol.for("object_value");
const OBJECT_PUSH = Symbol.for("object_push");
const OBJECT_KEY = Symbol.for("object_key");

type Run<T = Term> = Generator<unknown, T, any>;

function* awaited(result: Term): Run {
  const value = result instanceof Frame ? yield result : result;
  running.at = 0;
  return value;
}

/** What a number may be written with: digits, `+`, `-`, `.`, `e` and `E`. */
const NUMBER_BYTES = Buffer.from("0123456789+-.eE");

const WORDS: Record<number, readonly [string, Term]> = {
  116: ["true", true],
  102: ["false", false],
  110: ["null", null],
};

class Machine {
  private readonly bytes: Uint8Array;
  private readonly decoders: Decoders;
  private readonly numbers: JsonNumbers;
  private acc: Term;
  private stack: Term;
  private at = 0;
  constructor(bytes: Uint8Array, acc: Term, stack: Term, decoders: Decoders) {
    this.bytes = bytes;
    this.numbers = new JsonNumbers(bytes);
    this.acc = acc;
    this.stack = stack;
    this.decoders = decoders;
  }

  *run(todo: Term): Run {
    running.at = 0;
    const whole =
      todo === VALUE && isNil(this.stack) && this.decoders.asksNothing ? this.atOnce() : undefined;
    if (whole !== undefined) return whole;
    try {
      let step: Run<Term> = this.resume(todo);
      for (;;) {
        const next = yield* step;
        if (!(next instanceof Done)) {
          step = this.resume(next);
          continue;
        }
        return this.result(next.value);
      }
    } catch (thrown) {
      if (!(thrown instanceof Pause)) throw thrown;
      const rest = this.bytes.subarray(thrown.from);
      return tuple2(CONTINUE, tuple(rest, this.acc, this.stack, this.decoders.record, thrown.todo));
    }
  }

  /** The result where nobody is asked, by the short way; undefined if the text is not good or goes on. */
  private atOnce(): Term {
    const decoder = new Decoder(this.bytes, this.decoders.null);
    const value = decoder.first();
    if (value === MALFORMED || (decoder.at === this.bytes.length && (isInteger(value) || isFloat(value))))
      return undefined;
    this.at = decoder.at;
    return this.result(value);
  }

  private result(value: Term): Term {
    // Space alone is not left over; before something else it is.
    const end = this.at;
    this.space();
    const rest = this.bytes.subarray(this.at < this.bytes.length ? end : this.at);
    return tuple3(value, this.acc, rest);
  }

  private *resume(todo: Term): Run {
    if (!isTuple(todo)) return todo === OBJECT_KEY ? this.objectKey() : yield* this.value();
    switch (todo[0]) {
      case ARRAY_PUSH:
        return yield* this.arrayPush(todo[1]);
      case OBJECT_VALUE:
        return this.objectValue(todo[1]);
      case OBJECT_PUSH:
        return yield* this.objectPush(todo[1], todo[2]);
      default:
        return yield* this.value();
    }
  }

  private space(): void {
    let byte = this.bytes[this.at];
    while (byte === 32 || byte === 9 || byte === 10 || byte === 13) byte = this.bytes[++this.at];
  }

  /** The byte at `at` is wrong, unless the text ends before `needed` more: then reading goes on from `from`. */
  private unexpected(from: number, at: number, needed: number, todo: Term): never {
    if (this.bytes.length <= at + needed) throw new Pause(from, todo);
    throw invalidByte(this.bytes[at], at);
  }

  /** A value is complete: what comes next depends on what it is part of. */
  private done(value: Term): Term {
    const top = asCons(this.stack);
    if (top === undefined) return new Done(value);
    if (top.head === ARRAY) return tuple2(ARRAY_PUSH, value);
    if (top.head === OBJECT) return tuple2(OBJECT_VALUE, value);
    this.stack = top.tail;
    return tuple3(OBJECT_PUSH, value, top.head);
  }

  private *value(): Run {
    this.space();
    const byte = this.bytes[this.at];
    if (byte === QUOTE) return this.done(yield* this.string());
    if (byte === 91) return yield* this.open(ARRAY, 93, "array_start", "array_finish");
    if (byte === 123) return yield* this.open(OBJECT, 125, "object_start", "object_finish");
    if (WORDS[byte] !== undefined) return this.done(this.word(...WORDS[byte]));
    if (byte === 45 || (byte >= 48 && byte <= 57)) return this.done(yield* this.number());
    return this.unexpected(this.at, this.at, 0, VALUE);
  }

  private word(text: string, value: Term): Term {
    for (let i = 1; i < text.length; i++) {
      if (this.bytes[this.at + i] !== text.charCodeAt(i))
        this.unexpected(this.at, this.at + 1, text.length - 1, VALUE);
    }
    this.at += text.length;
    return value === null ? this.decoders.null : value;
  }

  private *open(kind: symbol, close: number, start: Callback, finish: Callback): Run {
    const from = this.at++;
    this.space();
    const opener = this.decoders.get(start);
    const byte = this.bytes[this.at];
    if (byte === undefined) throw new Pause(from, VALUE);
    if (byte !== close && kind === OBJECT && byte !== QUOTE) throw invalidByte(byte, this.at);
    const place = kind === ARRAY ? ARRAY_PLACE : OBJECT_PLACE;
    if (opener !== undefined) running.at = byte === close ? place + 1 : place;
    const fresh = opener === undefined ? NIL : yield* awaited(callFun1(opener, this.acc));
    if (byte === close) {
      this.at++;
      return this.done(yield* this.close(kind, finish, fresh, this.acc, place + 2));
    }
    const outer = { acc: this.acc, stack: this.stack };
    this.stack = fromArray([kind, this.acc], this.stack);
    this.acc = fresh;
    if (kind === ARRAY) return VALUE;
    try {
      return this.done(yield* this.string());
    } catch (thrown) {
      // Without its first key the object has not begun.
      if (thrown instanceof Pause) Object.assign(this, outer, { at: from });
      throw thrown instanceof Pause ? new Pause(from, VALUE) : thrown;
    }
  }

  /** The value of an array or object that has ended. */
  private *close(kind: symbol, finish: Callback, collected: Term, before: Term, place: number): Run {
    const finisher = this.decoders.get(finish);
    if (finisher !== undefined) {
      running.at = place;
      const pair = yield* awaited(callFun2(finisher, collected, before));
      if (!isTuple(pair) || pair.length !== 2) throw raiseAt(place, errorTuple(Symbol.for("badmatch"), pair));
      this.acc = pair[1];
      return pair[0];
    }
    this.acc = before;
    if (kind === ARRAY) return reverse(collected);
    return mapFrom((toArray(collected) ?? []).map((pair): [Term, Term] => [pair[0], pair[1]]));
  }

  /** Takes the array or object that ends here off the stack. */
  private *finish(kind: symbol, name: Callback): Run {
    this.at++;
    const before = asCons(asCons(this.stack)?.tail);
    const collected = this.acc;
    const value = yield* this.close(
      kind,
      name,
      collected,
      before?.head,
      (kind === ARRAY ? ARRAY_PLACE : OBJECT_PLACE) + 5,
    );
    this.stack = before?.tail;
    return this.done(value);
  }

  private *arrayPush(value: Term): Run {
    this.space();
    const byte = this.bytes[this.at];
    if (byte !== 44 && byte !== 93) this.unexpected(this.at, this.at, 0, tuple2(ARRAY_PUSH, value));
    const push = this.decoders.get("array_push");
    if (push !== undefined) running.at = byte === 93 ? ARRAY_PLACE + 4 : ARRAY_PLACE + 3;
    this.acc =
      push === undefined ? fromArray([value], this.acc) : yield* awaited(callFun2(push, value, this.acc));
    if (byte === 93) return yield* this.finish(ARRAY, "array_finish");
    this.at++;
    return VALUE;
  }

  private objectValue(key: Term): Term {
    this.space();
    if (this.bytes[this.at] !== 58) this.unexpected(this.at, this.at, 0, tuple2(OBJECT_VALUE, key));
    this.at++;
    this.stack = fromArray([key], this.stack);
    return VALUE;
  }

  private *objectPush(value: Term, key: Term): Run {
    this.space();
    const byte = this.bytes[this.at];
    if (byte !== 44 && byte !== 125) this.unexpected(this.at, this.at, 0, tuple3(OBJECT_PUSH, value, key));
    const push = this.decoders.get("object_push");
    if (push !== undefined) running.at = byte === 125 ? OBJECT_PLACE + 4 : OBJECT_PLACE + 3;
    this.acc =
      push === undefined
        ? fromArray([tuple2(key, value)], this.acc)
        : yield* awaited(callFun3(push, key, value, this.acc));
    if (byte === 125) return yield* this.finish(OBJECT, "object_finish");
    this.at++;
    return OBJECT_KEY;
  }

  private *objectKey(): Run {
    this.space();
    if (this.bytes[this.at] !== QUOTE) this.unexpected(this.at, this.at, 0, OBJECT_KEY);
    return this.done(yield* this.string());
  }

  private *number(): Run {
    if (this.decoders.readsNumbers) {
      const value = this.numbers.read(this.at);
      if (value !== undefined && this.numbers.end < this.bytes.length) {
        this.at = this.numbers.end;
        return value;
      }
    }
    const from = this.at;
    let last = from;
    while (last < this.bytes.length && NUMBER_BYTES.includes(this.bytes[last])) last++;
    const rest = latin1Text(this.bytes.subarray(from, last));
    const [text, whole, fraction, exponent] = /^(-?(?:0|[1-9]\d*)?)(\.\d*)?([eE][+-]?\d*)?/.exec(
      rest,
    ) as RegExpExecArray;
    const end = from + text.length;
    if (/[-.eE+]$/.test(text)) this.unexpected(from, end, 0, VALUE);
    const isAtEnd = end === this.bytes.length;
    let value: Term;
    if (fraction === undefined && exponent === undefined) {
      const zero = whole === "0" || whole === "-0" ? ZERO_PLACE : NUMBER_PLACE;
      running.at = isAtEnd && zero === NUMBER_PLACE ? NUMBER_PLACE + 1 : zero;
      value = yield* this.converted("integer", whole === "-0" ? "0" : text);
    } else {
      const token = fraction === undefined ? `${whole}.0e${exponent.slice(1)}` : text;
      try {
        value = yield* this.converted("float", token);
      } catch (thrown) {
        if (!(thrown instanceof Exception)) throw thrown;
        if (isAtEnd) throw new Pause(from, tuple3(FLOAT_ERROR, utf8(token), from));
        throw unexpectedSequence(utf8(token), from);
      }
    }
    if (isAtEnd) throw new Pause(from, tuple2(NUMBER, value));
    this.at = end;
    return value;
  }

  private *converted(name: "integer" | "float", text: string): Run {
    const convert = this.decoders.get(name);
    if (isOfErlang(convert)) running.at = 0;
    if (isOfErlang(convert, "binary_to_integer")) return integer(BigInt(text));
    if (isOfErlang(convert, "binary_to_float") && Number.isFinite(Number(text))) return float(Number(text));
    return yield* awaited(callFun1(convert, utf8(text)));
  }

  private *string(): Run {
    const string = readString(this.bytes, this.at, this.stringTodo());
    this.at = string.end;
    const convert = this.decoders.get("string");
    if (convert === undefined) return utf8(string.text);
    running.at = string.isEscaped ? STRING_PLACE + 1 : STRING_PLACE;
    return yield* awaited(callFun1(convert, utf8(string.text)));
  }

  /** A key of which the text has only a part is read again as a key. */
  private stringTodo(): Term {
    return asCons(this.stack)?.head === OBJECT ? OBJECT_KEY : VALUE;
  }
}

/** The outermost value. */
class Done {
  readonly value: Term;
  constructor(value: Term) {
    this.value = value;
  }
}

/** What a decoder that has paused amounts to if no more text comes: `{Value, Acc, <<>>}`, or an error. */
function ended(state: Term, name: string, arity: number, line: number): Term {
  const [, acc, stack, , todo] = state;
  if (isTuple(todo) && todo[0] === NUMBER && isNil(stack)) return tuple3(todo[1], acc, new Uint8Array(0));
  if (isTuple(todo) && todo[0] === FLOAT_ERROR) throw raiseAt(NOWHERE, unexpectedSequence(todo[1], todo[2]));
  throw raiseAt(NOWHERE, SOURCE.error(UNEXPECTED_END, name, arity, line));
}

const isPaused = (result: Term): boolean => result[0] === CONTINUE && result.length === 2;

/**
 * The term of a JSON text by the caller's funs, and the text behind it. Mirrors json:decode/3.
 *
 * ```eshell
 * 1> json:decode(<<"[1,2] x">>, 0, #{array_start => fun(A) -> A end, array_push => fun(E, A) -> E + A end,
 * ..   array_finish => fun(A, _) -> {A, ok} end}).
 * {3,ok,<<" x">>}
 * ```
 */
export function decodeBy(bytes: Term, acc: Term, callbacks: Term): Term {
  if (!(bytes instanceof Uint8Array)) throw SOURCE.noClause("decode", [bytes, acc, callbacks], 940);
  return decodeLoop(bytes, acc, NIL, decodersOf(callbacks, "decode", 941), VALUE);
}
const decodeLoop = proc(
  function* decode(bytes: Uint8Array, acc: Term, stack: Term, decoders: Decoders, todo: Term): Run {
    const result = yield* new Machine(bytes, acc, stack, decoders).run(todo);
    return isPaused(result) ? ended(result[1], "decode", 3, 948) : result;
  },
  SOURCE.frames("decode", 3, (at) => [...placed(at), SOURCE.item("decode", 3, 942)]),
);

/** The same for a text that may go on: `{continue, State}` if it must. Mirrors json:decode_start/3. */
export function decode_start(bytes: Term, acc: Term, callbacks: Term): Term {
  if (!(bytes instanceof Uint8Array)) throw SOURCE.noClause("decode_start", [bytes, acc, callbacks], 963);
  return machineRun(bytes, acc, NIL, decodersOf(callbacks, "decode_start", 964), VALUE);
}
const machineRun = proc(
  function* decode_continue(bytes: Uint8Array, acc: Term, stack: Term, decoders: Decoders, todo: Term): Run {
    return yield* new Machine(bytes, acc, stack, decoders).run(todo);
  },
  { module: Symbol.for("json"), items: placed },
);

/**
 * Goes on with more of the text, or with `end_of_input`. Mirrors json:decode_continue/2.
 *
 * ```eshell
 * 1> {continue, S} = json:decode_start(<<"[1,">>, ok, #{}), json:decode_continue(<<"2]">>, S).
 * {[1,2],ok,<<>>}
 * ```
 */
export function decode_continue(more: Term, state: Term): Term {
  if (more === END_OF_INPUT) return ended(isTuple(state) ? state : [], "decode_continue", 2, 994);
  if (!(more instanceof Uint8Array) || !isTuple(state) || state.length !== 5) {
    throw SOURCE.noClause("decode_continue", [more, state], 987);
  }
  const [rest, acc, stack, record, todo] = state;
  return machineRun(new Uint8Array(Buffer.concat([rest, more])), acc, stack, new Decoders(record), todo);
}

/** The term of a JSON text that is nested deep, or the error that OTP raises for what is none. */
export function decodeSlowly(bytes: Uint8Array, caller: StackItem): Term {
  const machine = new Machine(bytes, Symbol.for("ok"), NIL, decodersOf(mapFrom([]), "decode", 882));
  const { value: result } = calledFrom(caller, () => machine.run(VALUE).next());
  const [value, , rest] = isPaused(result) ? ended(result[1], "decode", 1, 892) : result;
  if (rest.length > 0) throw invalidByte(rest[0], 0);
  return value;
}

function calledFrom<T>(caller: StackItem, call: () => T): T {
  try {
    return call();
  } catch (thrown) {
    if (thrown instanceof Exception) thrown.items.push(caller);
    throw thrown;
  }
}
