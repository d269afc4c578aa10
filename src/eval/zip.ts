// zip — generators that run side by side: `P1 <- L1 && P2 <- L2`.
//
// In each turn all of them move on. If a relaxed one does not match, the turn is skipped for all; if a strict one does
// not, or if one ends before the others, that is `bad_generators` with what is left of each. A variable that several
// of them have must match the same: one that does not makes a difference as if its generator did not match, or, if a
// strict generator has the variable in plain sight, as if that one did not.
//
// Differs: a variable of the surroundings in a size or in a map key is seen, as in a compiled module; erl_eval forgets
// it there, and then nothing matches.

import type { BinElement, Expr, Generator, MapFieldExact } from "../syntax/abstract-format.ts";
import * as A from "../syntax/abstract-format.ts";
import { bitTurn, mapEntries, openLoop } from "./generators.ts";
import { type Binding, binding, match } from "./patterns.ts";
import * as S from "./stack-lines.ts";
import type { Fn } from "./unit.ts";

const NO_BYTES = new Uint8Array(0);

interface Side {
  readonly strict: boolean;
  /** Source: whether it has ended, and what is left of it before this turn. */
  readonly ended: string;
  readonly left: string;
  /** Source: whether it refuses to be the first of those that have all ended, as a strict one does that has bits left. */
  readonly refuses?: string;
  /** Emits the match of its next element: `fail` if it does not match, `bad` if there is none. */
  readonly turn: (fail: string, bad: string) => Map<string, string>;
}

export function zip(fn: Fn, list: readonly Generator[], rest: () => void): void {
  const prepared = list.map((node) => prepare(fn, node));
  const loop = openLoop(fn);
  const sides = prepared.map((open) => open());
  const [{ refuses }] = sides;
  const ended = sides.map((side) => side.ended);
  fn.emit(`if(${ended.join("&&")}${refuses === undefined ? "" : `&&!${refuses}`})break ${loop};`);
  const bad = fn.label();
  const ok = fn.variable("true");
  fn.emit(`${bad}:{`);
  fn.emit(`if(${ended.join("||")})break ${bad};`);
  fn.scope(() => {
    matchSides(fn, list, sides, ok, bad);
    fn.emit(`if(${ok}){`);
    fn.at([S.ZIP], rest);
    fn.emit("}");
  });
  fn.emit(`continue ${loop};}`);
  fn.throwing(`${fn.rt("badGenerators")}(${sides.map((side) => side.left).join(",")})`, S.ZIP_BAD);
  fn.emit("}");
}

/** Matches the sides one after the other; `ok` becomes false if the turn is to be skipped. */
function matchSides(
  fn: Fn,
  list: readonly Generator[],
  sides: readonly Side[],
  ok: string,
  bad: string,
): void {
  const strict = new Set(list.flatMap(strictVariables));
  const all = list.map((node) => new Set(variables(node[2])));
  /** What a variable of several sides has matched so far in this turn. */
  const common = new Map<string, string>();
  for (const [i, names] of all.entries()) {
    for (const name of names) {
      if (!common.has(name) && all.some((other, k) => k !== i && other.has(name)))
        common.set(name, fn.variable(fn.rt("MISSING")));
    }
  }
  for (const side of sides) {
    const done = fn.label();
    const other = fn.label();
    fn.emit(`${done}:{${other}:{`);
    const fail = side.strict ? bad : other;
    const read = side.turn(fail, bad);
    const shared = [...read].filter(([name]) => common.has(name));
    for (const [name, value] of shared) {
      const first = common.get(name);
      const differ = `${first}!==${fn.rt("MISSING")}&&!${fn.rt("equalExact")}(${first},${value})`;
      fn.emit(`if(${differ})break ${strict.has(name) ? bad : fail};`);
    }
    // In a turn that is skipped anyway a relaxed generator binds nothing.
    if (shared.length > 0) {
      const take = shared.map(([name, value]) => `${common.get(name)}=${value};`).join("");
      fn.emit(side.strict ? take : `if(${ok}){${take}}`);
    }
    fn.emit(`break ${done};}${ok}=false;}`);
  }
}

/** The variables of a pattern. */
function variables(node: unknown): string[] {
  if (!Array.isArray(node)) return [];
  if (node[0] === A.VAR) return [Symbol.keyFor(node[2]) as string];
  return node.flatMap(variables);
}

/** The variables of a strict generator that erl_eval finds: those within tuples, segments and associations. */
function strictVariables([kind, , pattern]: Generator): string[] {
  if (kind === A.GENERATE_STRICT) return plainVariables(pattern);
  if (kind === A.M_GENERATE_STRICT) {
    const [, , key, value] = pattern as unknown as MapFieldExact;
    return [...plainVariables(key), ...plainVariables(value)];
  }
  if (kind !== A.B_GENERATE_STRICT) return [];
  return (pattern as unknown as { 2: BinElement[] })[2].flatMap((element) => plainVariables(element[2]));
}

function plainVariables(pattern: Expr): string[] {
  if (pattern[0] === A.VAR) return [Symbol.keyFor(pattern[2]) as string];
  return pattern[0] === A.TUPLE ? pattern[2].flatMap(plainVariables) : [];
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
    turn: (fail, bad) => {
      // A tail that is no list is no end either.
      fn.emit(`if(${cell}===void 0)break ${bad};`);
      const how = binding(true, false);
      match(fn, pattern, fn.let(`${cell}.head`), fail, how);
      return bound(fn, how);
    },
  };
}

function mapSide(fn: Fn, pattern: MapFieldExact, entries: string, index: string, strict: boolean): Side {
  const entry = fn.let(`${entries}[${index}++]`);
  return {
    strict,
    left: `${fn.rt("mapFrom")}(${entries}.slice(${index}-1))`,
    ended: `${entry}===void 0`,
    turn: (fail) => {
      const how = binding(true, false);
      match(fn, pattern[2], fn.let(`${entry}[0]`), fail, how);
      match(fn, pattern[3], fn.let(`${entry}[1]`), fail, how);
      return bound(fn, how);
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
  // Too few bits are an end; what is left is nothing then.
  const some = strict ? fn.let(`${isBits}&&!${reader}.atEnd()`) : undefined;
  const missing = fn.variable(isBits);
  const out = fn.label();
  const how = binding(true, false);
  fn.emit(`if(${isBits}){${out}:{`);
  // In a scope of its own: what another side binds to a variable of that name must not be in the way.
  const values = fn.scope(() => {
    bitTurn(fn, elements, reader, out, matches, how);
    return bound(fn, how);
  });
  fn.emit(`${missing}=false;}}`);
  return {
    strict,
    left: `(${isBits}?${missing}?${fn.unit.constant(NO_BYTES)}:${reader}.rest(${start}):${value})`,
    ended: missing,
    refuses: some,
    turn: (fail, bad) => {
      fn.emit(`if(!(${isBits}))break ${bad};`);
      fn.emit(`if(!${matches})break ${fail};`);
      for (const [name, read] of values) fn.bound.set(name, read);
      return values;
    },
  };
}

/** The JavaScript names of what a pattern has bound. */
function bound(fn: Fn, how: Binding): Map<string, string> {
  return new Map([...how.fresh].map((name) => [name, fn.bound.get(name) as string]));
}
