// match-spec — match specifications: `[{Head, Guards, Body}]`, checked once and compiled to closures.
//
// Mirrors what erl_db_util.c does for ETS: a head that does not match and a guard that is not true, or fails, go on to the
// next clause; a body that fails is no match.
import { atomName, isAtom } from "../terms/atom.ts";
import { badarg, Exception } from "../terms/exception.ts";
import { asCons, fromArray, isList, isNil, toArray } from "../terms/list.ts";
import { isMap, MISSING, mapEntries, mapFrom, mapGet, mapSize } from "../terms/map.ts";
import { equal, equalExact } from "../terms/order.ts";
import { Ref } from "../terms/pid.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tupleFrom } from "../terms/tuple.ts";
import { bifs } from "./erlang-bifs.ts";
import { runningSystem } from "./system-state.ts";
import type { Callable } from "./table.ts";

const UNDERSCORE = Symbol.for("_");
/** The whole object, in a body. */
export const WHOLE = Symbol.for("$_");
/** The list of all variables, in a body. */
export const ALL_BOUND = Symbol.for("$$");
const CONST = Symbol.for("const");

/** The values of `$0`, `$1` …; unset where the head did not mention them. */
type Bindings = Term[];
type Matcher = (term: Term, bindings: Bindings) => boolean;
type Expression = (bindings: Bindings, object: Term) => Term;

/** What {@link MatchSpec.run} answers for an object that no clause takes; no term. */
export const NO_MATCH: unique symbol = Symbol("no match");

/** The number of a match variable `'$N'`; -1 for any other term. */
export function variableNumber(term: Term): number {
  if (typeof term !== "symbol") return -1;
  const found = /^\$(\d{1,8})$/.exec(atomName(term));
  return found === null ? -1 : Number(found[1]);
}

/** What tells whether a term matches a pattern, and binds its variables. */
function compileHead(pattern: Term): Matcher {
  if (pattern === UNDERSCORE) return () => true;
  const number = variableNumber(pattern);
  if (number >= 0) {
    return (term, bindings) => {
      if (number in bindings) return equalExact(bindings[number], term);
      bindings[number] = term;
      return true;
    };
  }
  if (!hasVariables(pattern)) return (term) => equalExact(pattern, term);
  if (isTuple(pattern)) return compileTuple(pattern);
  if (isMap(pattern)) return compileMap(pattern);
  return compileCells(pattern);
}

/** With a stack of its own: most patterns that are nested deeply, or are long lists, have no variables. */
function hasVariables(pattern: Term): boolean {
  const pending: Term[] = [pattern];
  while (pending.length > 0) {
    const part = pending.pop();
    if (part === UNDERSCORE || variableNumber(part) >= 0) return true;
    if (isTuple(part)) for (const element of part) pending.push(element);
    else if (isMap(part)) for (const [, value] of mapEntries(part)) pending.push(value);
    else {
      const cell = asCons(part);
      if (cell !== undefined) pending.push(cell.tail, cell.head);
    }
  }
  return false;
}

function compileTuple(pattern: readonly Term[]): Matcher {
  const elements = pattern.map(compileHead);
  return (term, bindings) => {
    if (!isTuple(term) || term.length !== elements.length) return false;
    for (let i = 0; i < elements.length; i++) if (!elements[i](term[i], bindings)) return false;
    return true;
  };
}

function compileMap(pattern: Term): Matcher {
  const fields = mapEntries(pattern).map(([key, value]) => [key, compileHead(value)] as const);
  const size = mapSize(pattern);
  return (term, bindings) =>
    isMap(term) &&
    mapSize(term) >= size &&
    fields.every(([key, matches]) => {
      const value = mapGet(term, key);
      return value !== MISSING && matches(value, bindings);
    });
}

function compileCells(pattern: Term): Matcher {
  const cell = asCons(pattern);
  if (cell === undefined) return (term) => equalExact(pattern, term);
  const head = compileHead(cell.head);
  const tail = compileHead(cell.tail);
  return (term, bindings) => {
    const found = asCons(term);
    return found !== undefined && head(found.head, bindings) && tail(found.tail, bindings);
  };
}

/** BIFs that guards and bodies may call. */
const BIFS = new Set(
  (
    "is_atom is_float is_integer is_list is_number is_pid is_port is_reference is_tuple is_map is_map_key is_binary " +
    "is_bitstring is_boolean is_function is_record abs binary_part bit_size byte_size ceil element float floor hd length " +
    "map_get map_size max min node round size tl trunc tuple_size not and or xor " +
    "+ - * / div rem band bor bxor bnot bsl bsr > >= < =< =:= == =/= /= self"
  ).split(" "),
);

function bif(name: string, arity: number): Callable | undefined {
  return BIFS.has(name) ? bifs.entries.get(`${name}/${arity}`)?.fn : undefined;
}

/** Whether guards and bodies may call a function of that name and arity. */
export function isMatchFunction(name: string, arity: number): boolean {
  return bif(name, arity) !== undefined;
}

function compileExpression(term: Term): Expression {
  if (term === WHOLE) return (_, object) => object;
  if (term === ALL_BOUND) return (bindings) => fromArray(bindings.filter((_, i) => i in bindings));
  const number = variableNumber(term);
  if (number >= 0) return (bindings) => (number in bindings ? bindings[number] : term);
  if (isTuple(term)) return compileCall(term);
  if (isMap(term)) {
    const fields = mapEntries(term).map(
      ([key, value]) => [compileExpression(key), compileExpression(value)] as const,
    );
    return (b, object) => mapFrom(fields.map(([key, value]) => [key(b, object), value(b, object)]));
  }
  const cell = asCons(term);
  if (cell === undefined) return () => term;
  const head = compileExpression(cell.head);
  const tail = compileExpression(cell.tail);
  return (bindings, object) => {
    const first = head(bindings, object);
    const rest = tail(bindings, object);
    return fromArray([first], rest);
  };
}

/** A tuple in an expression: `{{…}}` makes one, `{const,T}` is T, `{Name,Arg…}` calls. */
function compileCall(term: readonly Term[]): Expression {
  const [first, ...rest] = term;
  if (term.length === 1 && isTuple(first)) {
    const elements = first.map(compileExpression);
    return (bindings, object) => tupleFrom(elements.map((element) => element(bindings, object)));
  }
  if (!isAtom(first)) throw badarg(term);
  if (first === CONST && rest.length === 1) return () => rest[0];
  const args = rest.map(compileExpression);
  const name = atomName(first);
  if (name === "andalso" || name === "orelse") {
    const stop = name === "orelse";
    return (bindings, object) => {
      let value: Term = !stop;
      for (const arg of args) {
        value = arg(bindings, object);
        if (value === stop) return value;
      }
      return value;
    };
  }
  if ((name === "and" || name === "or") && args.length !== 2) return compileMany(name, args);
  const fn = bif(name, args.length);
  if (fn === undefined) throw badarg(term);
  return (bindings, object) => fn(...args.map((arg) => arg(bindings, object)));
}

/** `{'and',A,B,C}`. */
function compileMany(name: "and" | "or", args: readonly Expression[]): Expression {
  const combine = bif(name, 2) as Callable;
  return (bindings, object) =>
    args.map((arg) => arg(bindings, object)).reduce((all, value) => combine(all, value), name === "and");
}

interface ClauseCode {
  readonly head: Matcher;
  readonly guards: readonly Expression[];
  readonly body: readonly Expression[];
}

/** Compiles a clause, whose head may be any term: one that is no tuple just fits none. */
function compileClause(clause: Term): ClauseCode {
  if (!isTuple(clause) || clause.length !== 3) throw badarg(clause);
  const [head, guards, body] = clause;
  const guardList = toArray(guards);
  const bodyList = toArray(body);
  if (guardList === undefined || bodyList === undefined || bodyList.length === 0) throw badarg(clause);
  return {
    head: compileHead(head),
    guards: guardList.map(compileExpression),
    body: bodyList.map(compileExpression),
  };
}

/** A compiled match specification. It prints as a reference, as OTP's do. */
export class MatchSpec extends Ref {
  readonly #clauses: readonly ClauseCode[];
  readonly #heads: readonly Term[];

  /** Compiles; badarg if it is none. Only what searches a table may have no clause: it finds nothing. */
  constructor(spec: Term, mayBeEmpty = false) {
    super(runningSystem().makeRef().id);
    const clauses = isList(spec) && (mayBeEmpty || !isNil(spec)) ? toArray(spec) : undefined;
    if (clauses === undefined) throw badarg(spec);
    this.#clauses = clauses.map(compileClause);
    this.#heads = clauses.map((clause) => clause[0]);
  }

  /** The only keys that objects it fits can have, the key being at that position; undefined if it may be any. */
  keys(position: number): readonly Term[] | undefined {
    const keys: Term[] = [];
    for (const head of this.#heads) {
      if (!isTuple(head)) return undefined;
      if (head.length < position) continue;
      const key = head[position - 1];
      if (hasVariables(key)) return undefined;
      if (!keys.some((known) => equal(known, key))) keys.push(key);
    }
    return keys;
  }

  /** The value of the body for an object, or NO_MATCH. */
  run(object: Term): Term {
    for (const { head, guards, body } of this.#clauses) {
      const bindings: Bindings = [];
      if (!head(object, bindings)) continue;
      try {
        if (!guards.every((guard) => guard(bindings, object) === true)) continue;
      } catch (thrown) {
        if (thrown instanceof Exception) continue;
        throw thrown;
      }
      return runBody(body, bindings, object);
    }
    return NO_MATCH;
  }
}

function runBody(body: readonly Expression[], bindings: Bindings, object: Term): Term {
  let value: Term;
  try {
    for (const expression of body) value = expression(bindings, object);
  } catch (thrown) {
    if (!(thrown instanceof Exception)) throw thrown;
    return Symbol.for("EXIT");
  }
  return value;
}

/** The specification for a table that a term is; badarg if it is none. */
export function tableSpec(spec: Term): MatchSpec {
  return spec instanceof MatchSpec ? spec : new MatchSpec(spec, true);
}

/** Whether a term is a match specification. */
export function isMatchSpec(spec: Term): boolean {
  try {
    tableSpec(spec);
    return true;
  } catch (thrown) {
    if (!(thrown instanceof Exception)) throw thrown;
    return false;
  }
}

/** The specification of ets:match: the variables of the pattern in their order, or the object. */
export function patternSpec(pattern: Term, result: symbol): MatchSpec {
  return new MatchSpec(fromArray([tupleFrom([pattern, fromArray([]), fromArray([result])])]));
}
