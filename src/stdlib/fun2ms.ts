// fun2ms — a fun of the shell as a match specification: ets:fun2ms/1.
//
// Mirrors ms_transform: parameters become '$1', '$2' …, in the order in which they are first seen; variables from around
// the fun are constants.
import { funData } from "../eval/funs.ts";
import { atomName } from "../terms/atom.ts";
import { fromArray, NIL, toArray } from "../terms/list.ts";
import { mapFrom } from "../terms/map.ts";
import type { Term } from "../terms/term.ts";
import { tuple1, tuple2, tuple3, tupleFrom } from "../terms/tuple.ts";
import { normalise } from "./erl_parse.ts";

const sym = (name: string): symbol => Symbol.for(name);
const UNDERSCORE = sym("_");
const WHOLE = sym("$_");
const FAILED = tuple2(sym("error"), sym("transform_error"));

/** The fun cannot be a match specification. */
class NoSpec extends Error {}

/** The names of the parameters, as they are numbered. */
class Names {
  readonly #numbers = new Map<string, number>();
  readonly #outer: ReadonlyMap<string, Term>;
  /** The variable that is the whole object. */
  whole: string | undefined;
  constructor(outer: ReadonlyMap<string, Term>) {
    this.#outer = outer;
  }
  bind(name: string): Term {
    if (name === "_") return UNDERSCORE;
    if (this.#outer.has(name)) return this.#outer.get(name);
    let number = this.#numbers.get(name);
    if (number === undefined) {
      number = this.#numbers.size + 1;
      this.#numbers.set(name, number);
    }
    return sym(`$${number}`);
  }
  use(name: string): Term {
    if (name === this.whole) return WHOLE;
    const number = this.#numbers.get(name);
    if (number !== undefined) return sym(`$${number}`);
    if (!this.#outer.has(name)) throw new NoSpec(name);
    return tuple2(sym("const"), this.#outer.get(name));
  }
}

/** The match specification that a fun of the shell is; `{error,transform_error}` if it can be none. */
export function fun2ms(fun: Term): Term {
  const data = funData(fun);
  if (data === undefined) return FAILED;
  const outer = new Map<string, Term>(data.bindings);
  try {
    const clauses: Term[] = [];
    for (const clause of data.code.clauses)
      clauses.push(...translateClause(clause as unknown as Term[], outer));
    return fromArray(clauses);
  } catch (thrown) {
    if (thrown instanceof NoSpec) return FAILED;
    throw thrown;
  }
}

/** Alternatives of a guard (`;`) become clauses of their own. */
function translateClause(
  [, , patterns, guards, body]: readonly Term[],
  outer: ReadonlyMap<string, Term>,
): Term[] {
  if (patterns.length !== 1) throw new NoSpec("arity");
  const names = new Names(outer);
  const head = translateHead(patterns[0], names);
  const alternatives: readonly Term[][] = guards.length === 0 ? [[]] : guards;
  return alternatives.map((guard) => {
    const conditions = fromArray(guard.map((expr) => expression(expr, names)));
    return tuple3(head, conditions, fromArray(body.map((expr: Term) => expression(expr, names))));
  });
}

/** A tuple, perhaps with a name for the whole, or a variable alone. */
function translateHead(pattern: Term, names: Names): Term {
  const [tag, , left, right] = pattern;
  if (tag === sym("match")) {
    const [variable, rest] = left[0] === sym("var") ? [left, right] : [right, left];
    if (variable[0] !== sym("var")) throw new NoSpec("head");
    names.whole = atomName(variable[2]);
    return patternTerm(rest, names);
  }
  if (tag !== sym("tuple") && tag !== sym("var")) throw new NoSpec("head");
  return patternTerm(pattern, names);
}

function patternTerm(node: Term, names: Names): Term {
  switch (atomName(node[0])) {
    case "var":
      return names.bind(atomName(node[2]));
    case "tuple":
      return tupleFrom(elementsOf(node[2]).map((element) => patternTerm(element, names)));
    case "cons":
      return fromArray([patternTerm(node[2], names)], patternTerm(node[3], names));
    case "map":
      return mapFrom(
        elementsOf(node[2]).map(
          (field) => [constant(field[2]), patternTerm(field[3], names)] as [Term, Term],
        ),
      );
    default:
      return constant(node);
  }
}

function elementsOf(list: Term): readonly Term[] {
  return toArray(list) ?? [];
}

/** A literal. */
function constant(node: Term): Term {
  switch (atomName(node[0])) {
    case "atom":
    case "integer":
    case "float":
    case "char":
    case "string":
    case "nil":
    case "bin":
    case "op":
      return normalise(node);
    default:
      throw new NoSpec("pattern");
  }
}

/** Pseudo functions of match specifications without arguments. */
const PSEUDO: Record<string, Term> = { object: WHOLE, bindings: sym("$*") };

const GUARD_BIFS = new Set(
  (
    "is_atom is_float is_integer is_list is_number is_pid is_port is_reference is_tuple is_map is_map_key is_binary " +
    "is_bitstring is_boolean is_function is_record abs binary_part bit_size byte_size ceil element float floor hd length " +
    "map_get map_size max min node round size tl trunc tuple_size self"
  ).split(" "),
);

function expression(node: Term, names: Names): Term {
  switch (atomName(node[0])) {
    case "var":
      return names.use(atomName(node[2]));
    case "atom":
      return literalAtom(node[2]);
    case "tuple":
      return tuple1(tupleFrom(elementsOf(node[2]).map((element) => expression(element, names))));
    case "cons":
      return fromArray([expression(node[2], names)], expression(node[3], names));
    case "map":
      return mapFrom(
        elementsOf(node[2]).map(
          (field) => [expression(field[2], names), expression(field[3], names)] as [Term, Term],
        ),
      );
    case "op": {
      if (node.length === 4 && isNumberNode(node[3])) return normalise(node);
      return tupleFrom([node[2], ...node.slice(3).map((operand: Term) => expression(operand, names))]);
    }
    case "call":
      return call(node, names);
    case "nil":
      return NIL;
    default:
      return constant(node);
  }
}

function isNumberNode(node: Term): boolean {
  return node[0] === sym("integer") || node[0] === sym("float");
}

/** Atoms that would mean something in an expression are made constants. */
function literalAtom(atom: Term): Term {
  const name = atomName(atom);
  return /^\$(\d+|_|\$)$/.test(name) ? tuple2(sym("const"), atom) : atom;
}

function call([, , callee, args]: readonly Term[], names: Names): Term {
  const remote = callee[0] === sym("remote");
  const nameNode = remote ? callee[3] : callee;
  if (nameNode[0] !== sym("atom") || (remote && callee[2][2] !== sym("erlang"))) throw new NoSpec("call");
  const name = atomName(nameNode[2]);
  if (args.length === 0 && !remote && Object.hasOwn(PSEUDO, name)) return PSEUDO[name];
  if (!GUARD_BIFS.has(name)) throw new NoSpec(name);
  return tupleFrom([sym(name), ...args.map((arg: Term) => expression(arg, names))]);
}
