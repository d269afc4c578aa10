// generators — the loops of `P <- L`, `P <= B` and `K := V <- M`, relaxed and strict.

import type { BinElement, Expr, Generator, MapFieldExact, Pattern } from "../syntax/abstract-format.ts";
import * as A from "../syntax/abstract-format.ts";
import type { StackItem } from "../terms/exception.ts";
import { readSegments } from "./bit-patterns.ts";
import { type Binding, binding, match } from "./patterns.ts";
import * as S from "./stack-lines.ts";
import type { Fn } from "./unit.ts";

/** Emits the head of an endless loop of that label. */
export function openLoop(fn: Fn): string {
  const label = fn.label();
  const turns = fn.plain ? "" : fn.variable("0");
  fn.emit(`${label}:for(;;){`);
  if (turns !== "") fn.emit(`if((++${turns}&4095)===0)yield ${fn.rt("PREEMPT")};`);
  return label;
}

/** Moves on to the next cell of the list in variable `rest`: the cell, or a jump out of the loop at the end. */
function nextCell(fn: Fn, rest: string, loop: string, bad: () => void): string {
  const cell = fn.let(`${rest} instanceof ${fn.rt("Cons")}?${rest}:${fn.rt("asCons")}(${rest})`);
  fn.emit(`if(${cell}===void 0){if(${fn.rt("isNil")}(${rest}))break ${loop};`);
  bad();
  fn.emit(`}${rest}=${cell}.tail;`);
  return cell;
}

/** Matches an element and goes on with the rest of the qualifiers; a strict generator refuses what does not match. */
function turn(
  fn: Fn,
  loop: string,
  strict: boolean,
  matchElement: (fail: string, how: Binding) => void,
  items: { inner: StackItem; failed: StackItem; value: string },
  rest: () => void,
): void {
  const skip = fn.label();
  fn.emit(`${skip}:{`);
  fn.scope(() => {
    matchElement(skip, binding(true));
    fn.at([items.inner], rest);
  });
  fn.emit(`continue ${loop};}`);
  if (strict) fn.throwing(`${fn.rt("badMatch")}(${items.value})`, items.failed);
  fn.emit("}");
}

export function listGenerator(fn: Fn, node: Generator, rest: () => void): void {
  const [kind, , pattern, source] = node as [symbol, unknown, Pattern, Expr];
  const list = fn.variable(fn.valueAt(source, S.GENERATOR_LIST));
  // A list that the standard library or a module has made is an array: it is not turned into cells.
  const array = fn.let(`${fn.rt("arrayOf")}(${list})`);
  const index = fn.variable("0");
  const loop = openLoop(fn);
  const value = fn.variable();
  fn.emit(
    `if(${array}!==void 0){if(${index}>=${array}.length)break ${loop};${value}=${array}[${index}++];}else{`,
  );
  const cell = nextCell(fn, list, loop, () =>
    fn.throwing(`${fn.rt("badGenerator")}(${list})`, S.GENERATE_BAD),
  );
  fn.emit(`${value}=${cell}.head;}`);
  turn(
    fn,
    loop,
    kind === A.GENERATE_STRICT,
    (fail, how) => match(fn, pattern, value, fail, how),
    { inner: S.GENERATE, failed: S.GENERATE_STRICT, value },
    rest,
  );
}

export function mapGenerator(fn: Fn, node: Generator, rest: () => void): void {
  const [kind, , pattern, source] = node as [symbol, unknown, MapFieldExact, Expr];
  const subject = fn.simple(fn.valueAt(source, S.GENERATOR_MAP));
  const entries = mapEntries(fn, subject);
  const index = fn.variable("0");
  const loop = openLoop(fn);
  fn.emit(`if(${index}>=${entries}.length)break ${loop};`);
  const entry = fn.let(`${entries}[${index}++]`);
  const key = fn.let(`${entry}[0]`);
  const value = fn.let(`${entry}[1]`);
  turn(
    fn,
    loop,
    kind === A.M_GENERATE_STRICT,
    (fail, how) => {
      match(fn, pattern[2], key, fail, how);
      match(fn, pattern[3], value, fail, how);
    },
    { inner: S.M_GENERATE, failed: S.M_GENERATE_STRICT, value: `${fn.rt("tuple2")}(${key},${value})` },
    rest,
  );
}

/** The associations of a map, or of an iterator of one. */
export function mapEntries(fn: Fn, subject: string): string {
  const entries = fn.let(`${fn.rt("mapGenerator")}(${subject})`);
  fn.emit(`if(${entries}===void 0){`);
  fn.throwing(`${fn.rt("badGenerator")}(${subject})`, S.M_GENERATE_BAD);
  fn.emit("}");
  return entries;
}

export function bitGenerator(fn: Fn, node: Generator, rest: () => void): void {
  const [kind, , pattern, source] = node as [symbol, unknown, Pattern & { 2: BinElement[] }, Expr];
  const strict = kind === A.B_GENERATE_STRICT;
  const subject = fn.simple(fn.valueAt(source, S.GENERATOR_BITS));
  const reader = fn.let(`${fn.rt("bitGenerator")}(${subject})`);
  fn.emit(`if(${reader}===void 0){`);
  fn.throwing(`${fn.rt("badGenerator")}(${subject})`, S.B_GENERATE_BAD);
  fn.emit("}");
  const loop = openLoop(fn);
  const start = fn.let(`${reader}.at`);
  const matches = fn.variable("true");
  fn.scope(() => {
    const ended = fn.label();
    fn.emit(`${ended}:{`);
    bitTurn(fn, pattern[2], reader, ended, matches, binding(true, false));
    fn.emit(`if(${matches}){`);
    fn.at([S.B_GENERATE], rest);
    fn.emit(`continue ${loop};}`);
    if (strict) fn.throwing(`${fn.rt("badMatch")}(${reader}.rest(${start}))`, S.B_GENERATE_STRICT);
    else fn.emit(`continue ${loop};`);
    fn.emit("}");
  });
  if (strict) {
    fn.emit(`${reader}.at=${start};if(!${reader}.atEnd()){`);
    fn.throwing(`${fn.rt("badMatch")}(${reader}.rest(${start}))`, S.B_GENERATE_STRICT);
    fn.emit("}");
  }
  fn.emit(`break ${loop};}`);
}

/**
 * Reads one element off a bit string: `matches` becomes false if a value is another than the pattern's, or no finite
 * float, in which case the reader still moves on; jumps to `ended` if there are not enough bits.
 */
export function bitTurn(
  fn: Fn,
  elements: readonly BinElement[],
  reader: string,
  ended: string,
  matches: string,
  how: Binding,
): void {
  readSegments(fn, elements, reader, ended, (pattern, value, { kind }) => {
    const done = fn.label();
    const other = fn.label();
    fn.emit(`${done}:{${other}:{`);
    if (kind === "float") fn.emit(`if(${value}===${fn.rt("NO_FLOAT")})break ${other};`);
    match(fn, pattern, value, other, how);
    fn.emit(`break ${done};}${matches}=false;}`);
  });
}
