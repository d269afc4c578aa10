// base64-steps — base 64 character by character, as OTP's module does it: for what the fast way does not take.
//
// That is everything wrong, and what is right but rare: white space, other characters (mime), lists with elements that
// are no bytes. The functions of OTP's module come in three kinds that do the same: of a list, of a binary, and of a list
// to a string, which is not tail-recursive and takes no accumulator. An error tells how far the kind at hand had come.
import { Exception, errorTuple } from "../terms/exception.ts";
import { isInteger } from "../terms/float.ts";
import { asCons, isNil, NIL } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { tuple, tupleFrom } from "../terms/tuple.ts";
import { lists as listBifs } from "./erlang-lists.ts";
import { OtpFunction } from "./otp-function.ts";
import { OtpSource } from "./otp-source.ts";

export const source: OtpSource = new OtpSource("base64");

/** What base64's options say: the first place of their alphabet in OTP's tables, and whether texts end in `=`. */
export interface Coding {
  readonly offset: number;
  readonly padding: boolean;
}

const BAD = Symbol.for("bad");
const WHITE = Symbol.for("ws");
const EQUALS = Symbol.for("eq");
const MISSING_PADDING = Symbol.for("missing_padding");
const BADARG = Symbol.for("badarg");
const CONSTRUCTION = { module: Symbol.for("erl_erts_errors"), function: Symbol.for("format_bs_fail") };

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const STANDARD = `${LETTERS}+/`;
const URLSAFE = `${LETTERS}-_`;

function meanings(digits: string): Term[] {
  const table: Term[] = Array(256).fill(BAD);
  for (let i = 0; i < 64; i++) table[digits.charCodeAt(i)] = i;
  for (const code of [9, 10, 13, 32]) table[code] = WHITE;
  table[61] = EQUALS;
  return table;
}
/** What the characters mean in the two alphabets, one after the other; and the characters of all numbers below 64. */
const MEANING = tupleFrom([...meanings(STANDARD), ...meanings(URLSAFE)]);
const DIGIT = tupleFrom(Array.from(STANDARD + URLSAFE, (digit) => digit.charCodeAt(0)));

/** `element(X + Offset, Table)`, which OTP has inlined: the error's line is that of the table. */
function lookUp(f: OtpFunction, x: Term, offset: number, table: Term, line: number): Term {
  const at = f.plus(line, x, offset);
  return typeof at === "number" && at >= 1 && at <= table.length && Number.isInteger(at)
    ? table[at - 1]
    : f.bif(line, "element", listBifs.element, at, table);
}

/** The digits of a list's bytes; an integer beyond a byte counts as far as OTP's arithmetic lets it. */
export function encodeSteps(list: Term, { offset, padding }: Coding, toString: boolean): string {
  const name = toString ? "encode_list_to_string" : "encode_list";
  const f = new OtpFunction(source, name, toString ? 3 : 4);
  const [one, two, three] = toString ? [197, 204, 212] : [261, 268, 276];
  let text = "";
  const emit = (n: Term) => {
    text += String.fromCharCode(lookUp(f, n, offset, DIGIT, 876));
  };
  const step = (rest: Term): Term => {
    const cells = [asCons(rest)];
    while (cells.length < 3 && cells.at(-1) !== undefined) cells.push(asCons(cells.at(-1)?.tail));
    const [b1, b2, b3] = cells.map((cell) => cell?.head);
    const count = cells.indexOf(undefined);
    const end = count < 0 ? NIL : count === 0 ? rest : cells[count - 1]?.tail;
    if (!isNil(end)) {
      throw source.noClause(
        name,
        [offset, padding, rest, ...(toString ? [] : [Buffer.from(text)])],
        toString ? 194 : 258,
      );
    }
    if (count === 1) {
      emit(f.bits(one, "bsr", b1, 2));
      emit(f.bits(one + 1, "bsl", f.bits(one + 1, "band", b1, 3), 4));
      text += padding ? "==" : "";
      return NIL;
    }
    if (count === 2) {
      emit(f.bits(two, "bsr", b1, 2));
      const high = f.bits(two + 1, "bsl", f.bits(two + 1, "band", b1, 3), 4);
      emit(f.bits(two + 1, "bor", high, f.bits(two + 1, "bsr", b2, 4)));
      emit(f.bits(two + 2, "bsl", f.bits(two + 2, "band", b2, 15), 2));
      text += padding ? "=" : "";
      return NIL;
    }
    const upper = f.bits(three, "bor", f.bits(three, "bsl", b1, 16), f.bits(three, "bsl", b2, 8));
    const all = f.bits(three, "bor", upper, b3);
    emit(f.bits(three + 1, "bsr", all, 18));
    for (const shift of [12, 6, 0]) emit(f.bits(three + 1, "band", f.bits(three + 1, "bsr", all, shift), 63));
    return cells[2]?.tail;
  };
  // The function to a string waits for itself from the second step on.
  for (let rest = isNil(list) ? list : step(list); !isNil(rest); ) {
    const again = rest;
    rest = toString ? f.call(216, () => step(again)) : step(again);
  }
  return text;
}

/** The functions of one kind: their name, and the lines that errors tell. */
interface Kind {
  readonly name: string;
  /** The arity with no digit pending: the accumulator is an argument, or is not. */
  readonly arity: 3 | 4;
  /** The first clause with none, one, two, three digits pending. */
  readonly clauses: readonly number[];
  /** Where four digits become bytes; of a digit and `==`, of two and `=`; and the same at the end of the text. */
  readonly whole: number;
  readonly ends: readonly [number, number];
  readonly cut: readonly [number, number];
  /** Where the function calls itself, waiting for the rest. */
  readonly recursion?: number;
}

const LIST: Kind = {
  name: "decode_list",
  arity: 4,
  clauses: [620, 628, 634, 645],
  whole: 650,
  ends: [648, 649],
  cut: [655, 656],
};
const BINARY: Kind = {
  name: "decode_binary",
  arity: 4,
  clauses: [659, 710, 716, 727],
  whole: 732,
  ends: [730, 731],
  cut: [737, 738],
};
const STRING: Kind = {
  name: "decode_list_to_string",
  arity: 3,
  clauses: [748, 756, 762, 773],
  whole: 782,
  ends: [778, 780],
  cut: [791, 792],
  recursion: 786,
};
const MIME_LIST: Kind = { ...LIST, name: "mime_decode_list", clauses: [438, 446, 453, 467, 481] };
const MIME_BINARY: Kind = { ...BINARY, name: "mime_decode_binary", clauses: [496, 504, 511, 525, 539] };
const MIME_STRING: Kind = {
  ...STRING,
  name: "mime_decode_list_to_string",
  clauses: [554, 562, 569, 582, 600],
  recursion: 589,
};

/** The bytes of base 64, one step after the other. */
export function decodeSteps(data: Term, coding: Coding, mime: boolean, toString: boolean): Uint8Array {
  const isBinary = data instanceof Uint8Array;
  const kind = mime
    ? isBinary
      ? MIME_BINARY
      : toString
        ? MIME_STRING
        : MIME_LIST
    : isBinary
      ? BINARY
      : toString
        ? STRING
        : LIST;
  return new Decoder(data, coding, kind).decode(mime);
}

class Decoder {
  private rest: Term;
  private readonly coding: Coding;
  private readonly kind: Kind;
  private readonly bytes: number[] = [];
  /** How many times four digits have become bytes. */
  private groups = 0;
  /** What is decoded of four digits: numbers, but `bad` and `eq` as well, since OTP asks only at the fourth. */
  private pending: Term[] = [];
  constructor(data: Term, coding: Coding, kind: Kind) {
    this.rest = data;
    this.coding = coding;
    this.kind = kind;
  }

  decode(mime: boolean): Uint8Array {
    const step = mime ? () => this.mimeStep() : () => this.step();
    try {
      while (step());
    } catch (thrown) {
      const { recursion, name, arity } = this.kind;
      if (recursion !== undefined && this.groups > 0)
        throw new OtpFunction(source, name, arity + 3).waited(thrown, recursion);
      throw thrown;
    }
    return Uint8Array.from(this.bytes);
  }

  private get f(): OtpFunction {
    return new OtpFunction(source, this.kind.name, this.kind.arity + this.pending.length);
  }

  /** What the next character means; undefined at the end. */
  private next(line: number, name = this.kind.name): Term {
    let character: Term;
    const { rest } = this;
    if (rest instanceof Uint8Array) {
      if (rest.length === 0) return undefined;
      character = rest[0];
      this.rest = rest.subarray(1);
    } else {
      if (isNil(rest)) return undefined;
      const cell = asCons(rest);
      if (cell === undefined) throw this.noClause(line, name);
      character = cell.head;
      this.rest = cell.tail;
    }
    const f = new OtpFunction(source, name, name === "only_ws" ? 4 : this.arityOf(name));
    return lookUp(f, character, this.coding.offset, MEANING, 832);
  }
  private arityOf(name: string): number {
    return name.endsWith("_after_eq") ? this.kind.arity + 3 : this.kind.arity + this.pending.length;
  }

  private noClause(line: number, name = this.kind.name): Exception {
    const { offset, padding } = this.coding;
    const accumulated = this.kind.arity === 4 ? [Buffer.from(this.bytes)] : [];
    return source.noClause(name, [offset, padding, this.rest, ...accumulated, ...this.pending], line);
  }

  /** One character of strict base 64; false at the end. */
  private step(): boolean {
    const { clauses } = this.kind;
    if (this.rest instanceof Uint8Array && this.pending.length === 0 && this.rest.length >= 4) {
      return this.four();
    }
    const line = clauses[this.pending.length];
    const meaning = this.next(line);
    if (meaning === undefined) return this.atEnd(line);
    if (meaning === WHITE) return true;
    if (this.pending.length < 3) {
      this.pending.push(meaning);
      return true;
    }
    return this.fourth(meaning, this.f, this.kind.whole, this.kind.ends);
  }

  /** Four characters of a binary at once; the function that looks at them is another where one is not a digit. */
  private four(): boolean {
    const line = this.kind.clauses[0];
    const four = [this.next(line), this.next(line), this.next(line), this.next(line)];
    const digits = four.filter((meaning) => meaning !== WHITE);
    if (digits.length < 4) {
      this.pending = digits;
      return true;
    }
    this.pending = digits.slice(0, 3);
    return this.fourth(four[3], new OtpFunction(source, "dec_bin", 8), 686, [684, 685]);
  }

  private fourth(
    meaning: Term,
    f: OtpFunction,
    whole: number,
    [afterTwo, afterThree]: readonly [number, number],
  ): boolean {
    if (meaning !== EQUALS) {
      if (this.kind.arity === 3) this.combined([...this.pending, meaning]);
      else this.build(f, whole, [...this.pending, meaning]);
      this.pending = [];
      return true;
    }
    this.partial(f, this.pending[2] === EQUALS ? afterTwo : afterThree);
    this.onlyWhite();
    return false;
  }

  /** The bytes of two or three digits: `<<B1:6, (B2 bsr 4):2>>`. */
  private partial(f: OtpFunction, line: number): void {
    const [b1, b2, b3] = this.pending;
    const segments = b3 === EQUALS ? [b1, f.bits(line, "bsr", b2, 4)] : [b1, b2, f.bits(line, "bsr", b3, 2)];
    this.pending = [];
    this.build(f, line, segments, segments.length);
  }

  /** The bytes of segments of six bits each, as far as there are whole ones; or which segment is no integer. */
  private build(f: OtpFunction, line: number, segments: readonly Term[], last = 0): void {
    const wrong = segments.findIndex((segment) => !isInteger(segment));
    if (wrong >= 0) {
      // The accumulator is the first segment.
      const segment = wrong + (this.kind.arity === 4 ? 2 : 1);
      const cause = tuple(segment, INTEGER, TYPE, segments[wrong]);
      throw new Exception("error", BADARG, [{ ...f.at(line), info: { ...CONSTRUCTION, cause } }]);
    }
    const [b1, b2, b3 = 0, b4 = 0] = segments;
    // The last segment of what is cut off is shifted already.
    if (last === 2) this.bytes.push((b1 << 2) | (b2 & 3));
    else if (last === 3) this.bytes.push((b1 << 2) | (b2 >> 4), ((b2 & 15) << 4) | (b3 & 15));
    else this.bytes.push((b1 << 2) | (b2 >> 4), ((b2 & 15) << 4) | (b3 >> 2), ((b3 & 3) << 6) | b4);
    if (last === 0) this.groups++;
  }

  /** The same in integers, for a string. */
  private combined([b1, b2, b3, b4]: readonly Term[]): void {
    const { f } = this;
    const line = this.kind.whole;
    const bor = (a: Term, b: Term) => f.bits(line, "bor", a, b);
    const upper = bor(f.bits(line, "bsl", b1, 18), f.bits(line, "bsl", b2, 12));
    bor(bor(upper, f.bits(line, "bsl", b3, 6)), b4);
    this.build(f, line, [b1, b2, b3, b4]);
  }

  private atEnd(line: number): boolean {
    if (this.pending.length === 0) return false;
    if (this.pending.length === 1) throw this.noClause(line);
    if (this.coding.padding) throw this.missingPadding();
    if (this.pending.length === 2) this.pending.push(EQUALS);
    this.partial(this.f, this.kind.cut[this.pending[2] === EQUALS ? 0 : 1]);
    return false;
  }

  private missingPadding(): Exception {
    return new Exception("error", MISSING_PADDING, [
      { ...this.f.at(809), info: { module: Symbol.for("base64") } },
    ]);
  }

  /** After the padding there may be white space. */
  private onlyWhite(): void {
    const [name, first, line] =
      this.rest instanceof Uint8Array ? ["only_ws_binary", 741, 744] : ["only_ws", 795, 798];
    for (;;) {
      const meaning = this.next(first as number, name as string);
      if (meaning === undefined) return;
      if (meaning !== WHITE) {
        throw source.error(errorTuple(CASE_CLAUSE, meaning).reason, name as string, 4, line as number);
      }
    }
  }

  /** One character of base 64 that may have others in it; false at the end. */
  private mimeStep(): boolean {
    const { clauses } = this.kind;
    const { length } = this.pending;
    const line = clauses[length];
    const meaning = this.next(line);
    if (meaning === undefined) {
      if (length === 0) return false;
      if (length === 1) throw this.noClause(line);
      if (this.coding.padding) throw this.missingPadding();
      return this.afterEquals(length === 2);
    }
    if (isInteger(meaning)) return this.add(meaning);
    return meaning === EQUALS && length >= 2 ? this.afterEquals(length === 2) : true;
  }
  private add(digit: Term): boolean {
    this.pending.push(digit);
    if (this.pending.length < 4) return true;
    this.build(this.f, this.kind.whole, this.pending);
    this.pending = [];
    return true;
  }
  /** A `=` that is not at the end is passed over as well. */
  private afterEquals(hasTwo: boolean): boolean {
    if (hasTwo) this.pending.push(EQUALS);
    for (;;) {
      const meaning = this.next(this.kind.clauses[4], `${this.kind.name}_after_eq`);
      if (meaning === undefined) break;
      if (!isInteger(meaning)) continue;
      if (hasTwo) this.pending.pop();
      return this.add(meaning);
    }
    this.partial(this.f, this.kind.cut[0]);
    return false;
  }
}

const INTEGER = Symbol.for("integer");
const TYPE = Symbol.for("type");
const CASE_CLAUSE = Symbol.for("case_clause");
