// zip — generators that run side by side: `P1 <- L1 && P2 <- L2`.
//
// In each turn all of them move on. If a relaxed one does not match, the turn is skipped for all; if a strict one does
// not, or if one ends before the others, that is `bad_generators` with what is left of each.

import type { BinElement, Expr, Generator, MapFieldExact } from "../syntax/abstract-format.ts";
import * as A from "../syntax/abstract-format.ts";
import { bitTurn, mapEntries, openLoop } from "./generators.ts";
import { type Binding, binding, match, matchVariable } from "./patterns.ts";
import * as S from "./stack-lines.ts";
import type { Fn } from "./unit.ts";

const NO_BYTES = new Uint8Array(0);

interface Side {
  readonly strict: boolean;
  /** Source: whether it has ended, and what is left of it before this turn. */
  readonly ended: string;
  readonly left: string;
  /** Emits the match of its next element: `fail` if it does not match, `bad` if there is none. */
  readonly turn: (fail: string, bad: string, how: Binding) => void;
}

export function zip(fn: Fn, list: readonly Generator[], rest: () => void): void {
  const prepared = list.map((node) => prepare(fn, node));
  const loop = openLoop(fn);
  const sides = prepared.map((open) => open());
  fn.emit(`if(${sides.map((side) => side.ended).join("&&")})break ${loop};`);
  const bad = fn.label();
  const ok = fn.variable("true");
  fn.emit(`${bad}:{`);
  fn.emit(`if(${sides.map((side) => side.ended).join("||")})break ${bad};`);
  fn.scope(() => {
    const how = binding(true, false);
    for (const side of sides) {
      const done = fn.label();
      const other = fn.label();
      fn.emit(`${done}:{${other}:{`);
      side.turn(side.strict ? bad : other, bad, how);
      fn.emit(`break ${done};}${ok}=false;}`);
    }
    fn.emit(`if(${ok}){`);
    fn.at([S.ZIP], rest);
    fn.emit("}");
  });
  fn.emit(`continue ${loop};}`);
  fn.throwing(`${fn.rt("badGenerators")}(${sides.map((side) => side.left).join(",")})`, S.ZIP_BAD);
  fn.emit("}");
}

/** Evaluates the source; the result emits, in the loop, what is needed at the beginning of a turn. */
function prepare(fn: Fn, node: Generator): () => Side {
  const [kind, , pattern, source] = node as [symbol, unknown, Expr, Expr];
  const value = fn.variable(fn.valueAt(source, S.ZIP_GENERATOR));
  switch (kind) {
    case A.GENERATE:
    case A.GENERATE_STRICT:
      return () => listSide(fn, pattern, value, kind === A.GENERATE_STRICT);
    case A.B_GENERATE:
    case A.B_GENERATE_STRICT: {
      const reader = fn.let(`${fn.rt("bitGenerator")}(${value})`);
      const elements = (pattern as unknown as { 2: BinElement[] })[2];
      return () => bitSide(fn, elements, value, reader, kind === A.B_GENERATE_STRICT);
    }
    default: {
      const entries = mapEntries(fn, value);
      const index = fn.variable("0");
      return () =>
        mapSide(fn, pattern as unknown as MapFieldExact, entries, index, kind === A.M_GENERATE_STRICT);
    }
  }
}

function listSide(fn: Fn, pattern: Expr, list: string, strict: boolean): Side {
  const left = fn.let(list);
  const cell = fn.let(`${fn.rt("asCons")}(${left})`);
  fn.emit(`if(${cell}!==void 0)${list}=${cell}.tail;`);
  return {
    strict,
    left,
    ended: `${fn.rt("isNil")}(${left})`,
    turn: (fail, bad, how) => {
      // A tail that is no list is no end either.
      fn.emit(`if(${cell}===void 0)break ${bad};`);
      match(fn, pattern, fn.let(`${cell}.head`), fail, how);
    },
  };
}

function mapSide(fn: Fn, pattern: MapFieldExact, entries: string, index: string, strict: boolean): Side {
  const entry = fn.let(`${entries}[${index}++]`);
  return {
    strict,
    left: `${fn.rt("mapFrom")}(${entries}.slice(${index}-1))`,
    ended: `${entry}===void 0`,
    turn: (fail, _bad, how) => {
      match(fn, pattern[2], fn.let(`${entry}[0]`), fail, how);
      match(fn, pattern[3], fn.let(`${entry}[1]`), fail, how);
    },
  };
}

function bitSide(
  fn: Fn,
  elements: readonly BinElement[],
  value: string,
  reader: string,
  strict: boolean,
): Side {
  const isBits = `${reader}!==void 0`;
  const start = fn.let(`${isBits}?${reader}.at:0`);
  const matches = fn.variable("true");
  // Too few bits are an end, for a strict generator only if there are none; what is left is nothing then.
  const ended = fn.variable(strict ? `${isBits}&&${reader}.atEnd()` : isBits);
  const missing = fn.variable(isBits);
  const out = fn.label();
  const how = binding(true, false);
  fn.emit(`if(${isBits}){${out}:{`);
  bitTurn(fn, elements, reader, out, matches, how);
  fn.emit(`${missing}=${ended}=false;}}`);
  const values = new Map([...how.fresh].map((name) => [name, fn.lookup(name) as string]));
  return {
    strict,
    left: `(${isBits}?${missing}?${fn.unit.constant(NO_BYTES)}:${reader}.rest(${start}):${value})`,
    ended,
    turn: (fail, bad, shared) => {
      fn.emit(`if(!(${isBits})||${missing})break ${bad};`);
      fn.emit(`if(!${matches})break ${fail};`);
      for (const [name, read] of values) matchVariable(fn, name, read, fail, shared);
    },
  };
}
