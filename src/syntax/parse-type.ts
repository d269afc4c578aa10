// parse-type — types and function specifications, as they stand in `-type`, `-spec` and typed records.
import { atomName } from "../terms/atom.ts";
import type { Atom, Term } from "../terms/term.ts";
import { tuple2, tuple3 } from "../terms/tuple.ts";
import {
  ANN_TYPE,
  type Anno,
  ATOM,
  CHAR,
  INTEGER,
  OP,
  REMOTE_TYPE,
  TUPLE,
  TYPE,
  type TypeNode,
  USER_TYPE,
  VAR,
} from "./abstract-format.ts";
import { recordName } from "./parse-hash.ts";
import { anno, firstAnno, leaf, make, type Parser } from "./parse-state.ts";
import type { Token } from "./token.ts";

const UNION = Symbol.for("union");
const BINARY = Symbol.for("binary");
const FUN = Symbol.for("fun");
const PRODUCT = Symbol.for("product");
const MAP = Symbol.for("map");
const RECORD = Symbol.for("record");
const ANY = Symbol.for("any");
const CONSTRAINT = Symbol.for("constraint");
const IS_SUBTYPE = Symbol.for("is_subtype");
const UNDERSCORE = Symbol.for("_");

/** Erlang's own types: name and arities. Mirrors erl_internal:is_type/2. */
const BUILTIN_TYPES = new Map<string, readonly number[]>([
  ["list", [0, 1]],
  ["nonempty_list", [0, 1]],
  ["maybe_improper_list", [0, 2]],
  ["nonempty_improper_list", [2]],
  ["nonempty_maybe_improper_list", [0, 2]],
  ["tuple", [0]],
  ...(
    "any arity atom binary bitstring bool boolean byte char dynamic float function identifier integer iodata iolist " +
    "map mfa module neg_integer nil no_return node non_neg_integer none nonempty_binary nonempty_bitstring " +
    "nonempty_string number pid port pos_integer reference record string term timeout"
  )
    .split(" ")
    .map((name) => [name, [0]] as const),
]);

/** A type, with `Name ::` before it or without, and its alternatives. */
export function topType(p: Parser): TypeNode {
  let node: TypeNode;
  if (p.at("var") && p.peek(1) === "::") {
    const variable = p.next();
    p.next();
    node = tuple3(ANN_TYPE, anno(variable), [leaf(variable, VAR), topType(p)]);
  } else {
    const left = binaryType(p, 0);
    node = p.accept("|") ? union(left, topType(p)) : left;
  }
  return node;
}

function union(left: TypeNode, right: TypeNode): TypeNode {
  const more: unknown = right[0] === TYPE && right[2] === UNION ? right[3] : [right];
  return make(TYPE, firstAnno(left as never), UNION, [left, ...(more as TypeNode[])]);
}

const OPERATORS = new Map([
  ["..", 200],
  ...["+", "-", "bor", "bxor", "bsl", "bsr", "or", "xor"].map((op) => [op, 400] as const),
  ...["/", "*", "div", "rem", "band", "and"].map((op) => [op, 500] as const),
]);

function binaryType(p: Parser, above: number): TypeNode {
  let left = unaryType(p);
  for (;;) {
    const precedence = OPERATORS.get(p.kind);
    if (precedence === undefined || precedence <= above) return left;
    const operator = p.next();
    const right = binaryType(p, precedence);
    if (operator.kind === "..") {
      if (p.at("..")) p.fail();
      left = type(firstAnno(left as never), "range", [left, right]);
    } else {
      left = make(OP, anno(operator), Symbol.for(operator.kind), left, right);
    }
  }
}

function unaryType(p: Parser): TypeNode {
  switch (p.kind) {
    case "+":
    case "-":
    case "not":
    case "bnot": {
      const operator = p.next();
      return make(OP, anno(operator), Symbol.for(operator.kind), unaryType(p));
    }
    case "(": {
      p.next();
      const node = topType(p);
      p.expect(")");
      return node;
    }
    case "var":
      return leaf(p.next(), VAR);
    case "integer":
      return leaf(p.next(), INTEGER);
    case "char":
      return leaf(p.next(), CHAR);
    case "atom":
      return namedType(p);
    case "[":
      return listType(p);
    case "{": {
      const start = anno(p.next());
      if (p.accept("}")) return type(start, "tuple", []);
      const elements = topTypes(p);
      p.expect("}");
      return type(start, "tuple", elements);
    }
    case "#":
      return hashType(p);
    case "<<":
      return binaryPattern(p);
    case "fun": {
      const start = anno(p.next());
      p.expect("(");
      if (p.accept(")")) return type(start, "fun", []);
      const node = funType(p);
      p.expect(")");
      return node;
    }
    default:
      return p.fail();
  }
}

function type(start: Anno, name: string, args: readonly TypeNode[]): TypeNode {
  return make(TYPE, start, Symbol.for(name), args);
}

function topTypes(p: Parser): TypeNode[] {
  const types = [topType(p)];
  while (p.accept(",")) types.push(topType(p));
  return types;
}

/** `(…)` behind a type's name. */
function typeArguments(p: Parser): TypeNode[] {
  p.expect("(");
  if (p.accept(")")) return [];
  const args = topTypes(p);
  p.expect(")");
  return args;
}

function namedType(p: Parser): TypeNode {
  const first = p.next();
  const start = anno(first);
  if (p.accept(":")) {
    const name = p.expect("atom");
    return tuple3(REMOTE_TYPE, start, [leaf(first), leaf(name), typeArguments(p)]);
  }
  if (!p.at("(")) return leaf(first);
  const args = typeArguments(p);
  const name = atomName(first.value);
  if (args.length === 0 && (name === "tuple" || name === "map")) return make(TYPE, start, first.value, ANY);
  const isBuiltin = BUILTIN_TYPES.get(name)?.includes(args.length) ?? false;
  return make(isBuiltin ? TYPE : USER_TYPE, start, first.value, args);
}

function listType(p: Parser): TypeNode {
  const start = anno(p.next());
  if (p.accept("]")) return type(start, "nil", []);
  const element = topType(p);
  if (p.accept(",")) {
    p.expect("...");
    p.expect("]");
    return type(start, "nonempty_list", [element]);
  }
  p.expect("]");
  return type(start, "list", [element]);
}

/** `#{…}`, `#r{…}`, `#m:r{…}`. */
function hashType(p: Parser): TypeNode {
  const start = anno(p.next());
  if (p.accept("{")) {
    const pairs: TypeNode[] = [];
    if (p.accept("}")) return make(TYPE, start, MAP, pairs);
    do {
      const key = topType(p);
      const name = p.at("=>") ? "map_field_assoc" : p.at(":=") ? "map_field_exact" : p.fail();
      const operator = anno(p.next());
      pairs.push(type(operator, name, [key, topType(p)]));
    } while (p.accept(","));
    p.expect("}");
    return make(TYPE, start, MAP, pairs);
  }
  const first = p.expect("atom");
  let name = leaf(first);
  if (p.accept(":")) {
    const place = anno(p.token);
    name = tuple3(TUPLE, start, [name, tuple3(ATOM, place, recordName(p))]);
  }
  p.expect("{");
  const fields: TypeNode[] = [];
  if (!p.at("}")) {
    do {
      const field = p.expect("atom");
      p.expect("::");
      fields.push(type(anno(field), "field_type", [leaf(field), topType(p)]));
    } while (p.accept(","));
  }
  p.expect("}");
  return make(TYPE, start, RECORD, [name, ...fields]);
}

/** `<<>>`, `<<_:8>>`, `<<_:_*8>>`, `<<_:8, _:_*8>>`. */
function binaryPattern(p: Parser): TypeNode {
  const start = anno(p.next());
  const zero = tuple3(INTEGER, start, 0);
  let base = zero;
  let unit = zero;
  if (!p.at(">>")) {
    const first = binarySize(p);
    if (first.isUnit) unit = first.size;
    else {
      base = first.size;
      if (p.accept(",")) {
        const second = binarySize(p);
        if (!second.isUnit) p.fail();
        unit = second.size;
      }
    }
  }
  p.expect(">>");
  return make(TYPE, start, BINARY, [base, unit]);
}

/** `_:Size` or `_:_*Unit`. */
function binarySize(p: Parser): { isUnit: boolean; size: TypeNode } {
  const variables = [p.expect("var")];
  p.expect(":");
  const isUnit = p.at("var") && p.peek(1) === "*";
  if (isUnit) {
    variables.push(p.next());
    p.next();
  }
  const size = unaryType(p);
  for (const variable of variables)
    if (variable.value !== UNDERSCORE) p.failAt(anno(variable), "Bad binary type");
  return { isUnit, size };
}

/** `(Types) -> Type` or `(...) -> Type`. */
function funType(p: Parser): TypeNode {
  const start = anno(p.expect("("));
  let args: Term;
  if (p.accept("...")) {
    p.expect(")");
    args = tuple3(TYPE, start, ANY);
  } else if (p.accept(")")) {
    args = make(TYPE, start, PRODUCT, []);
  } else {
    args = make(TYPE, start, PRODUCT, topTypes(p));
    p.expect(")");
  }
  p.expect("->");
  return make(TYPE, start, FUN, [args, topType(p)]);
}

/** `name(Types) -> Type when …; …`, or `module:name(…)`, in parentheses or not: the value of `-spec`. */
export function typeSpec(p: Parser): Term {
  const parenthesised = p.accept("(");
  const first = p.expect("atom");
  const name = p.accept(":") ? p.expect("atom") : undefined;
  const specs: TypeNode[] = [];
  do specs.push(typeSignature(p));
  while (p.accept(";"));
  if (parenthesised) p.expect(")");
  const arity = specArity(p, specs[0]);
  const id = name === undefined ? tuple2(first.value, arity) : tuple3(first.value, name.value, arity);
  return tuple2(id, specs);
}

/** The number of arguments; a specification must say what they are. */
function specArity(p: Parser, spec: Term): number {
  const fun = spec[2] === FUN ? spec : spec[3][0];
  const [args] = fun[3];
  return args[2] === PRODUCT ? args[3].length : p.failAt(args[1], "bad specification");
}

function typeSignature(p: Parser): TypeNode {
  const node = funType(p);
  if (!p.accept("when")) return node;
  const guards: Term[] = [];
  do guards.push(typeGuard(p));
  while (p.accept(","));
  return make(TYPE, firstAnno(node as never), Symbol.for("bounded_fun"), [node, guards]);
}

/** `Variable :: Type`, or the old `is_subtype(Variable, Type)`. */
function typeGuard(p: Parser): Term {
  if (p.at("atom")) {
    const name = p.next();
    p.expect("(");
    const types = topTypes(p);
    p.expect(")");
    const [variable, bound] = types;
    if (name.value !== IS_SUBTYPE || types.length !== 2) {
      p.failAt(anno(name), `unsupported constraint ${atomName(name.value as Atom)}`);
    }
    if (variable[0] !== VAR) p.failAt(firstAnno(variable as never), "bad type variable");
    return constraint(p, variable[1], variable[2], bound);
  }
  const variable: Token = p.expect("var");
  p.expect("::");
  return constraint(p, anno(variable), variable.value, topType(p));
}

function constraint(p: Parser, start: Anno, name: symbol, bound: TypeNode): Term {
  if (name === UNDERSCORE) p.failAt(start, "bad type variable");
  const subtype = tuple3(ATOM, start, IS_SUBTYPE);
  return make(TYPE, start, CONSTRAINT, [subtype, [tuple3(VAR, start, name), bound]]);
}
