// parse-form — function definitions and the attributes that the shell takes: `-record`, `-type`, `-nominal`, `-spec`.

import { atomName } from "../terms/atom.ts";
import type { Atom } from "../terms/term.ts";
import { tuple2, tuple3 } from "../terms/tuple.ts";
import {
  ATOM,
  ATTRIBUTE,
  CALL,
  type Expr,
  type Form,
  FUNCTION,
  MATCH,
  RECORD_FIELD,
  TYPED,
  TYPED_RECORD_FIELD,
  type TypeNode,
  VAR,
} from "./abstract-format.ts";
import { checkClauses, type NamedClause } from "./parse-clauses.ts";
import { recordName } from "./parse-hash.ts";
import {
  anno,
  clauseBody,
  clauseGuard,
  firstAnno,
  make,
  type Parser,
  patArgumentList,
} from "./parse-state.ts";
import { topType, typeSpec } from "./parse-type.ts";

const RECORD_ATTRIBUTE = Symbol.for("record");
const NATIVE_RECORD = Symbol.for("native_record");

/** A form, without its dot. */
export function form(p: Parser): Form {
  if (!p.at("-")) return functionForm(p);
  p.next();
  const token = p.expect("atom");
  const name = atomName(token.value);
  const start = anno(token);
  switch (name) {
    case "record":
      return make(ATTRIBUTE, start, ...recordDefinition(p));
    case "spec":
    case "callback":
      return make(ATTRIBUTE, start, token.value, typeSpec(p));
    case "type":
    case "opaque":
    case "nominal":
      return make(ATTRIBUTE, start, token.value, typeDefinition(p, name));
    default:
      return p.failAt(start, "bad attribute");
  }
}

function functionForm(p: Parser): Form {
  const list: NamedClause[] = [];
  do list.push(functionClause(p));
  while (p.accept(";"));
  const [first] = list;
  return make(FUNCTION, first.anno, first.name, first.args.length, checkClauses(p, list));
}

/** `name(Patterns) when Guard -> Body`. */
export function functionClause(p: Parser): NamedClause {
  const name = p.expect("atom");
  return {
    anno: anno(name),
    name: name.value,
    args: patArgumentList(p),
    guard: clauseGuard(p),
    body: clauseBody(p),
  };
}

/** A field of a record definition: an expression, or `{typed, Expr, Type}`. */
type Field = Expr | [typeof TYPED, Expr, TypeNode];

/** `r, {…}`, `(r, {…})`, or with `#r {…}` a native record: the attribute's name and value. */
function recordDefinition(p: Parser): [symbol, unknown] {
  const parenthesised = p.accept("(");
  const start = anno(p.token);
  const isNative = p.accept("#");
  const name: Atom = isNative ? recordName(p) : p.expect("atom").value;
  if (!isNative && !parenthesised && !p.at(",")) p.failAt(start, "bad record declaration");
  if (!isNative) p.expect(",");
  const [location, fields] = recordTuple(p);
  if (parenthesised) p.expect(")");
  if (fields === undefined) p.failAt(location, "bad record declaration");
  const value = tuple2(
    name,
    fields.map((field) => recordField(p, field)),
  );
  return [isNative ? NATIVE_RECORD : RECORD_ATTRIBUTE, value];
}

function recordTuple(p: Parser): [Expr[1], Field[] | undefined] {
  const start = anno(p.token);
  if (!p.at("{")) return [firstAnno(p.expr(p)), undefined];
  p.next();
  const fields: Field[] = [];
  if (p.accept("}")) return [start, fields];
  do {
    const left = p.expr(p);
    fields.push(p.accept("::") ? [TYPED, left, topType(p)] : left);
  } while (p.accept(","));
  p.expect("}");
  return [start, fields];
}

function recordField(p: Parser, field: Field): unknown {
  switch (field[0]) {
    case TYPED:
      return tuple3(TYPED_RECORD_FIELD, recordField(p, field[1]), field[2]);
    case ATOM:
      return tuple3(RECORD_FIELD, field[1], field);
    case MATCH:
      if (field[2][0] === ATOM) return make(RECORD_FIELD, field[2][1], field[2], field[3]);
      break;
  }
  return p.failAt(firstAnno(field as Expr), "bad record field");
}

/** `name(Variables) :: Type`, in parentheses or not. */
function typeDefinition(p: Parser, attribute: string): unknown {
  const parenthesised = p.accept("(");
  const head = p.expr(p);
  // Without a type it is read as an attribute like any other, whose value must be a term.
  if (p.at("dot") && head[0] !== ATOM) p.failAt(firstAnno(head), "bad attribute");
  p.expect("::");
  const type = topType(p);
  if (parenthesised) p.expect(")");
  if (head[0] !== CALL || head[2][0] !== ATOM)
    return p.failAt(firstAnno(head), `bad ${attribute} declaration`);
  const [, , name, args] = head;
  for (const arg of args) {
    if (arg[0] === VAR && arg[2] === Symbol.for("_")) p.failAt(arg[1], "bad type variable");
  }
  for (const arg of args) if (arg[0] !== VAR) p.failAt(firstAnno(arg), "bad type variable");
  return tuple3(name[2], type, args);
}
