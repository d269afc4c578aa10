// patterns — matching: code that takes a term apart, and jumps to a label if it is not of the pattern's shape.

import type { Expr, MapFieldExact, Pattern } from "../syntax/abstract-format.ts";
import * as A from "../syntax/abstract-format.ts";
import { fromString } from "../terms/list.ts";
import { matchBits } from "./bit-patterns.ts";
import { guardValue } from "./guards.ts";
import { characters, comparesByIdentity, constantExpression, NOT_LITERAL, source } from "./literals.ts";
import { matchRecord, recordIndex } from "./records.ts";
import type { Fn } from "./unit.ts";

/** How the variables of a pattern are taken. */
export interface Binding {
  /** In the head of a fun and in generators all variables are new ones; elsewhere bound ones must be equal. */
  readonly shadows: boolean;
  /** Whether the name of what is matched may stand for the variable: it is in scope wherever the variable is. */
  readonly aliases: boolean;
  /** The variables that this pattern has bound so far. */
  readonly fresh: Set<string>;
}

export function binding(shadows = false, aliases = shadows): Binding {
  return { shadows, aliases, fresh: new Set() };
}

/** Binds for good what the head of a clause has matched: a clause that is not chosen binds nothing. */
export function bindMatched(fn: Fn, how: Binding): void {
  if (how.shadows) return;
  for (const name of how.fresh) fn.bind(name, fn.bound.get(name) as string);
}

const UNDERSCORE = "_";

/** Matches the term that `subject` names; jumps to `fail` if it does not. */
export function match(fn: Fn, pattern: Pattern, subject: string, fail: string, how: Binding): void {
  switch (pattern[0]) {
    case A.VAR:
      matchVariable(fn, Symbol.keyFor(pattern[2]) as string, subject, fail, how);
      return;
    case A.NIL_LIST:
      fn.emit(`if(${subject}!==${fn.rt("NIL")}&&!${fn.rt("isNil")}(${subject}))break ${fail};`);
      return;
    case A.CONS:
      matchCons(fn, pattern, subject, fail, how);
      return;
    case A.TUPLE:
      fn.emit(
        `if(!(${subject} instanceof ${fn.rt("Tuple")})||${subject}.length!==${pattern[2].length})break ${fail};`,
      );
      for (const [i, element] of pattern[2].entries()) matchPart(fn, element, `${subject}[${i}]`, fail, how);
      return;
    case A.MATCH:
      match(fn, pattern[2], subject, fail, how);
      match(fn, pattern[3], subject, fail, how);
      return;
    case A.MAP:
      matchMap(fn, pattern[2] as MapFieldExact[], subject, fail, how);
      return;
    case A.BIN:
      matchBits(fn, pattern[2], subject, fail, how, match);
      return;
    case A.RECORD_INDEX:
      fn.emit(`if(${subject}!==${recordIndex(fn, pattern)})break ${fail};`);
      return;
    case A.RECORD:
      matchRecord(fn, pattern, subject, fail, (value, part) => matchPart(fn, value, part, fail, how));
      return;
    default:
      matchConstant(fn, pattern, subject, fail, how);
  }
}

/** Whether a pattern matches everything and binds nothing. */
export function isAnything(pattern: Pattern): boolean {
  return pattern[0] === A.VAR && Symbol.keyFor(pattern[2]) === UNDERSCORE;
}

/** Matches an element, naming it first where it is looked at more than once. */
function matchPart(fn: Fn, pattern: Pattern, part: string, fail: string, how: Binding): void {
  if (isAnything(pattern)) return;
  const direct =
    pattern[0] === A.ATOM ||
    (pattern[0] === A.VAR && !how.aliases && !how.fresh.has(Symbol.keyFor(pattern[2]) as string));
  match(fn, pattern, direct ? part : fn.let(part), fail, how);
}

/** Binds a variable, or compares it with what it is bound to. */
export function matchVariable(fn: Fn, name: string, subject: string, fail: string, how: Binding): void {
  if (name === UNDERSCORE) return;
  const bound = how.fresh.has(name) || !how.shadows ? fn.lookup(name) : undefined;
  if (bound !== undefined) {
    const value = fn.simple(subject);
    fn.emit(`if(${value}!==${bound}&&!${fn.rt("equalExact")}(${value},${bound}))break ${fail};`);
    return;
  }
  how.fresh.add(name);
  if (how.aliases && /^[\w$]+$/.test(subject)) fn.bound.set(name, subject);
  else fn.bind(name, subject);
}

function matchCons(fn: Fn, pattern: Expr, subject: string, fail: string, how: Binding): void {
  let rest: Expr = pattern;
  let term = subject;
  while (rest[0] === A.CONS) {
    const cell = fn.let(`${term} instanceof ${fn.rt("Cons")}?${term}:${fn.rt("asCons")}(${term})`);
    fn.emit(`if(${cell}===void 0)break ${fail};`);
    matchPart(fn, rest[2], `${cell}.head`, fail, how);
    rest = rest[3];
    if (rest[0] !== A.CONS) {
      matchPart(fn, rest, `${cell}.tail`, fail, how);
      return;
    }
    term = fn.let(`${cell}.tail`);
  }
}

function matchMap(
  fn: Fn,
  fields: readonly MapFieldExact[],
  subject: string,
  fail: string,
  how: Binding,
): void {
  fn.emit(`if(!${fn.rt("isMap")}(${subject}))break ${fail};`);
  for (const field of fields) {
    const key = guardValue(fn, field[2], fail);
    const value = fn.let(`${fn.rt("mapGet")}(${subject},${key})`);
    fn.emit(`if(${value}===${fn.rt("MISSING")})break ${fail};`);
    match(fn, field[3], value, fail, how);
  }
}

function matchConstant(fn: Fn, pattern: Expr, subject: string, fail: string, how: Binding): void {
  if (pattern[0] === A.OP && pattern.length === 5 && Symbol.keyFor(pattern[2]) === "++") {
    matchPrefix(fn, pattern[3], pattern[4], subject, fail, how);
    return;
  }
  const value = constantExpression(pattern);
  if (value === NOT_LITERAL) {
    fn.throwing(`${fn.rt("illegalPattern")}(${fn.unit.constant(pattern)})`);
    return;
  }
  const code = source(fn.unit, value);
  if (comparesByIdentity(value)) fn.emit(`if(${subject}!==${code})break ${fail};`);
  else fn.emit(`if(!${fn.rt("equalExact")}(${subject},${code}))break ${fail};`);
}

/** `"abc" ++ T`: a list pattern whose head is a literal. */
function matchPrefix(fn: Fn, prefix: Expr, rest: Expr, subject: string, fail: string, how: Binding): void {
  const literal = constantExpression(prefix);
  const codes = typeof literal === "string" ? characters(literal) : elements(literal);
  let term = subject;
  for (const code of codes) {
    const cell = fn.let(`${term} instanceof ${fn.rt("Cons")}?${term}:${fn.rt("asCons")}(${term})`);
    fn.emit(`if(${cell}===void 0||${cell}.head!==${source(fn.unit, code)})break ${fail};`);
    term = fn.let(`${cell}.tail`);
  }
  match(fn, rest, term, fail, how);
}

function elements(list: any): unknown[] {
  const all: unknown[] = [];
  let rest = typeof list === "string" ? fromString(list) : list;
  for (; rest?.head !== undefined || rest?.tail !== undefined; rest = rest.tail) all.push(rest.head);
  return all;
}
