// binary-search — looking for patterns in a binary: match, matches, split and replace of module binary.
//
// A pattern is a binary, a list of them, or what compile_pattern/1 made. Of the patterns that match at the leftmost place
// the longest counts; matches do not overlap.
import { callFun1 } from "../process/apply.ts";
import { Frame, proc } from "../process/frame.ts";
import { running } from "../process/running.ts";
import type { System } from "../process/system.ts";
import { badarg, Exception } from "../terms/exception.ts";
import { isInteger } from "../terms/float.ts";
import { fromArray, toArray } from "../terms/list.ts";
import { compare } from "../terms/order.ts";
import { Ref } from "../terms/pid.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, type Tuple, tuple2 } from "../terms/tuple.ts";
import { errorBecause } from "./argument-error.ts";
import { isFunOf } from "./fun-arity.ts";
import { bytesOf } from "./iodata.ts";
import { type Awaitable, OtpSource } from "./otp-source.ts";

const source: OtpSource = new OtpSource("binary");
const BM = Symbol.for("bm");
/** OTP looks for one pattern and for several in different ways, and tells them apart. */
const AC = Symbol.for("ac");
const SCOPE = Symbol.for("scope");
const GLOBAL = Symbol.for("global");
const TRIM = Symbol.for("trim");
const TRIM_ALL = Symbol.for("trim_all");
const INSERT = Symbol.for("insert_replaced");
const NOMATCH = Symbol.for("nomatch");

/** What to look for: a binary, or any of several. */
export type Pattern = Uint8Array | readonly Uint8Array[] | Tuple<[symbol, Ref]>;
/** Where it was found: place and length. */
export type Match = Tuple<[number, number]>;

/** The reference of a compiled pattern: it holds the patterns, there being nothing to compile. */
class PatternRef extends Ref {
  readonly patterns: readonly Uint8Array[];
  constructor(id: number, patterns: readonly Uint8Array[]) {
    super(id);
    this.patterns = patterns;
  }
}

function patternsOf(pattern: Term): readonly Uint8Array[] | undefined {
  if (isTuple(pattern))
    return (pattern[0] === BM || pattern[0] === AC) && pattern[1] instanceof PatternRef
      ? pattern[1].patterns
      : undefined;
  const patterns = pattern instanceof Uint8Array ? [pattern] : toArray(pattern);
  const good = patterns !== undefined && patterns.length > 0;
  return good && patterns.every((one) => one instanceof Uint8Array && one.length > 0) ? patterns : undefined;
}

/**
 * A pattern that is looked for often. Mirrors binary:compile_pattern/1.
 *
 * ```eshell
 * 1> binary:split(<<"a,b;c">>, binary:compile_pattern([<<",">>,<<";">>]), [global]).
 * [<<"a">>,<<"b">>,<<"c">>]
 * ```
 */
export function compile_pattern(pattern: Pattern): Tuple<[symbol, Ref]> {
  const patterns = patternsOf(pattern);
  if (patterns === undefined) throw badarg(pattern);
  const one = patterns.length === 1;
  return tuple2(one ? BM : AC, new PatternRef((running.system as System).makeRef().id, patterns));
}

/** Options that are wrong: badarg, for the reason that OTP's words go by. */
class BadOption extends Error {}

interface Options {
  start: number;
  end: number;
  global: boolean;
  trim: Term;
  insert: Term;
}

function optionsOf(subject: Uint8Array, list: Term, known: readonly symbol[]): Options {
  const options: Options = {
    start: 0,
    end: subject.length,
    global: false,
    trim: undefined,
    insert: undefined,
  };
  for (const option of toArray(list) ?? [undefined]) {
    const name = isTuple(option) && option.length === 2 ? option[0] : option;
    if (name !== SCOPE && !known.includes(name)) throw new BadOption();
    if (name === GLOBAL) options.global = true;
    else if (name === TRIM || name === TRIM_ALL) options.trim = name;
    else if (name === INSERT) options.insert = option[1];
    else scope(subject, option, options);
  }
  return options;
}

function scope(subject: Uint8Array, option: Term, options: Options): void {
  const part = isTuple(option) ? option[1] : undefined;
  if (!isTuple(part) || part.length !== 2 || !part.every(isInteger)) throw new BadOption();
  const [from, length] = part.map(Number);
  options.start = Math.min(from, from + length);
  options.end = Math.max(from, from + length);
  if (options.start < 0 || options.end > subject.length) throw badarg(part);
}

/** So far a search goes in JavaScript, before it is left to Node: most matches are near, and a call costs as much as 200 bytes. */
const NEAR = 64;

/** The first place of a pattern from a place on; the length of the bytes if there is none. */
function placeOf(bytes: Buffer, pattern: Uint8Array, from: number): number {
  const [first] = pattern;
  const { length } = pattern;
  const near = Math.min(from + NEAR, bytes.length - length + 1);
  for (let at = from; at < near; at++) {
    if (bytes[at] !== first) continue;
    let same = 1;
    while (same < length && bytes[at + same] === pattern[same]) same++;
    if (same === length) return at;
  }
  const far = near < from + NEAR ? -1 : bytes.indexOf(pattern, near);
  return far < 0 ? bytes.length : far;
}

/** The leftmost matches, one after the other: where and how long. Each pattern is looked for once in every part. */
function searchAll(
  subject: Uint8Array,
  patterns: readonly Uint8Array[],
  { start, end, global }: Options,
): [number, number][] {
  const bytes = Buffer.from(subject.buffer, subject.byteOffset, end);
  const found: [number, number][] = [];
  const places = patterns.map((pattern) => placeOf(bytes, pattern, start));
  for (let from = start; ; ) {
    let best = end;
    let longest = 0;
    for (let i = 0; i < places.length; i++) {
      if (places[i] < from) places[i] = placeOf(bytes, patterns[i], from);
      const { length } = patterns[i];
      if (places[i] < best || (places[i] === best && length > longest && best < end)) {
        best = places[i];
        longest = length;
      }
    }
    if (best === end) return found;
    found.push([best, longest]);
    if (!global) return found;
    from = best + longest;
  }
}

/** Looks as the options say; an error names the function, its arguments, and what is wrong with the options. */
function look(name: string, args: readonly Term[], options: Term, known: readonly symbol[], every: boolean) {
  const [subject, pattern] = args;
  const patterns = patternsOf(pattern);
  if (!(subject instanceof Uint8Array) || patterns === undefined) throw badarg(...args);
  try {
    const read = optionsOf(subject, options, known);
    return {
      subject,
      options: read,
      found: searchAll(subject, patterns, every ? { ...read, global: true } : read),
    };
  } catch (error) {
    throw error instanceof BadOption ? badOption(name, args) : error;
  }
}

const badOption = (name: string, args: readonly Term[]): Exception =>
  errorBecause(
    Symbol.for("badopt"),
    badarg().reason,
    source.item(name, args, 0),
    Symbol.for("erl_stdlib_errors"),
  );

const toTuples = (found: [number, number][]): Term[] => found.map(([at, length]) => tuple2(at, length));

/**
 * The first match, or nomatch. Mirrors binary:match/2,3.
 *
 * ```eshell
 * 1> binary:match(<<"banana">>, <<"an">>).
 * {1,2}
 * 2> binary:match(<<"banana">>, <<"x">>).
 * nomatch
 * ```
 */
export function match(subject: Uint8Array, pattern: Pattern, ...options: Term[]): Match | symbol {
  const { found } = look(
    "match",
    [subject, pattern, ...options],
    options.length === 0 ? [] : options[0],
    [],
    false,
  );
  return found.length === 0 ? NOMATCH : (toTuples(found)[0] as Match);
}

/**
 * All matches. Mirrors binary:matches/2,3.
 *
 * ```eshell
 * 1> binary:matches(<<"banana">>, [<<"an">>,<<"na">>]).
 * [{1,2},{3,2}]
 * ```
 */
export function matches(subject: Uint8Array, pattern: Pattern, ...options: Term[]): Match[] {
  const { found } = look(
    "matches",
    [subject, pattern, ...options],
    options.length === 0 ? [] : options[0],
    [],
    true,
  );
  return fromArray(toTuples(found)) as Match[];
}

/**
 * The parts before and after the first match, or between all. Mirrors binary:split/2,3.
 *
 * ```eshell
 * 1> binary:split(<<"a-b-c">>, <<"-">>).
 * [<<"a">>,<<"b-c">>]
 * 2> binary:split(<<"a-b-c">>, <<"-">>, [global]).
 * [<<"a">>,<<"b">>,<<"c">>]
 * ```
 */
export function split(subject: Uint8Array, pattern: Pattern, ...list: Term[]): Uint8Array[] {
  const args = [subject, pattern, ...list];
  const { options, found } = look(
    "split",
    args,
    list.length === 0 ? [] : list[0],
    [GLOBAL, TRIM, TRIM_ALL],
    false,
  );
  let parts: Uint8Array[] = [];
  let at = 0;
  for (const [place, length] of found) {
    parts.push(subject.subarray(at, place));
    at = place + length;
  }
  parts.push(subject.subarray(at));
  if (options.trim === TRIM_ALL) parts = parts.filter((part) => part.length > 0);
  if (options.trim === TRIM) while (parts.length > 0 && parts[parts.length - 1].length === 0) parts.pop();
  return fromArray(parts) as Uint8Array[];
}

/**
 * The binary with the first match, or all, replaced: by a binary, which may have the match inserted in it, or by what a fun
 * makes of the match. Mirrors binary:replace/3,4.
 *
 * ```eshell
 * 1> binary:replace(<<"a-b-c">>, <<"-">>, <<"+">>).
 * <<"a+b-c">>
 * 2> binary:replace(<<"a-b-c">>, <<"-">>, <<"+">>, [global]).
 * <<"a+b+c">>
 * ```
 */
export function replace(
  subject: Uint8Array,
  pattern: Pattern,
  by: Uint8Array,
  ...options: Term[]
): Uint8Array;
export function replace(
  subject: Uint8Array,
  pattern: Pattern,
  by: (match: Uint8Array) => Awaitable<Uint8Array>,
  ...options: Term[]
): Promise<Uint8Array>;
export function replace(...args: Term[]): any {
  const [, , by, list] = args;
  if (!(by instanceof Uint8Array) && !isFunOf(by, 1)) throw badarg(...args);
  const { subject, options, found } = look(
    "replace",
    args,
    args.length === 4 ? list : [],
    [GLOBAL, INSERT],
    false,
  );
  if (!(by instanceof Uint8Array)) return replaceLoop(subject, found, by);
  const places = options.insert === undefined ? [] : insertPlaces(options.insert, by, args);
  const pieces: Uint8Array[] = [];
  let at = 0;
  for (const [place, length] of found) {
    pieces.push(subject.subarray(at, place));
    at = place + length;
    let from = 0;
    for (const to of places) {
      pieces.push(by.subarray(from, to), subject.subarray(place, at));
      from = to;
    }
    pieces.push(by.subarray(from));
  }
  pieces.push(subject.subarray(at));
  return new Uint8Array(Buffer.concat(pieces));
}

function insertPlaces(insert: Term, by: Uint8Array, args: readonly Term[]): number[] {
  const places = isInteger(insert) ? [insert] : toArray(insert);
  if (places?.every((place) => isInteger(place) && place >= 0 && place <= by.length) !== true)
    throw badarg(...args);
  return places.map(Number).sort((a, b) => compare(a, b));
}

const replaceLoop = proc(
  function* replace(
    subject: Uint8Array,
    found: [number, number][],
    fun: Term,
  ): Generator<unknown, Uint8Array, any> {
    const pieces: Uint8Array[] = [];
    let at = 0;
    for (const [place, length] of found) {
      running.at = 0;
      let made = callFun1(fun, subject.subarray(place, place + length));
      if (made instanceof Frame) made = yield made;
      const bytes = bytesOf(made);
      if (bytes === undefined) throw new Exception("error", badarg().reason);
      pieces.push(subject.subarray(at, place), bytes);
      at = place + length;
    }
    pieces.push(subject.subarray(at));
    return new Uint8Array(Buffer.concat(pieces));
  },
  source.info("do_replace", 4, 456),
);
