// pretty-expr — expressions, patterns and clauses as items to lay out: the upper half of erl_pp.
import { atomName } from "../terms/atom.ts";
import type { Atom } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";
import {
  ATOM,
  B_GENERATE,
  B_GENERATE_STRICT,
  BC,
  BIN,
  type BinElement,
  type BitType,
  BLOCK,
  CALL,
  CASE,
  CATCH,
  CHAR,
  CLAUSES,
  type Clause,
  CONS,
  DEFAULT,
  type Expr,
  FLOAT,
  FUN,
  GENERATE,
  GENERATE_STRICT,
  type Guard,
  IF,
  INTEGER,
  LC,
  M_GENERATE,
  M_GENERATE_STRICT,
  MAP,
  MAP_FIELD_ASSOC,
  MATCH,
  MAYBE,
  MAYBE_MATCH,
  type MapField,
  MC,
  NAMED_FUN,
  NIL_LIST,
  OP,
  type Qualifier,
  RECEIVE,
  RECORD,
  RECORD_FIELD,
  RECORD_INDEX,
  REMOTE,
  type RecordFieldInit,
  STRING,
  TRY,
  TUPLE,
  VALUE,
  VAR,
  ZIP,
} from "./abstract-format.ts";
import { isAutoImported } from "./auto-imported.ts";
import {
  after,
  closeStep,
  forced,
  type Item,
  lines,
  reserved,
  separator,
  seq,
  spaced,
  step,
} from "./layout.ts";
import {
  CALL_PRECEDENCE,
  COMMA,
  HASH_PREFIX,
  infixPrecedence,
  MAX_PRECEDENCE,
  PREFIX,
  parenthesised,
  SEMICOLON,
  tupleItem,
  type Writer,
} from "./pretty-writer.ts";

const UNDERSCORE = Symbol.for("_");
const END = reserved("end");

/** An expression in a place that demands a precedence. Mirrors erl_pp's lexpr. */
export function exprItem(w: Writer, expr: Expr, demanded = 0): Item {
  switch (expr[0]) {
    case VAR:
      return w.variable(expr[2]);
    case CHAR:
      return w.char(expr[2]);
    case INTEGER:
    case FLOAT:
      return w.number(expr[2]);
    case ATOM:
      return w.atom(expr[2]);
    case STRING:
      return w.string(expr[2]);
    case NIL_LIST:
      return "[]";
    case CONS:
      return listItem(w, expr);
    case TUPLE:
      return tupleItem(exprItems(w, expr[2]));
    case LC:
    case BC:
    case MC:
      return comprehensionItem(w, expr);
    case RECORD_INDEX:
      return parenthesised(HASH_PREFIX[0], demanded, [
        w.recordName(expr[2]),
        ".",
        exprItem(w, expr[3], HASH_PREFIX[1]),
      ]);
    case RECORD:
      return recordItem(w, expr, demanded);
    case RECORD_FIELD: {
      const [left, own, right] = infixPrecedence("#");
      const name = [hashSpace(expr[2]), w.recordName(expr[3]), "."];
      return parenthesised(own, demanded, [exprItem(w, expr[2], left), name, exprItem(w, expr[4], right)]);
    }
    case MAP: {
      if (expr.length === 3)
        return parenthesised(HASH_PREFIX[0], demanded, after("#", mapFieldsItem(w, expr[2])));
      const [left, own] = infixPrecedence("#");
      const before = [exprItem(w, expr[2], left), hashSpace(expr[2]), "#"];
      return parenthesised(own, demanded, after(before, mapFieldsItem(w, expr[3])));
    }
    case BLOCK:
      return spaced([step("begin", bodyItem(w, expr[2])), END]);
    case IF:
      return spaced([step("if", clauseLines(expr[2].map((clause) => ifClause(w, clause)))), END]);
    case CASE: {
      const head = spaced([step("case", exprItem(w, expr[2])), reserved("of")]);
      return spaced([step(head, patternClauses(w, expr[3])), END]);
    }
    case RECEIVE: {
      const first = step("receive", patternClauses(w, expr[2]));
      if (expr.length === 3) return spaced([first, END]);
      const timeout = spaced([step([exprItem(w, expr[3]), " ->"], bodyItem(w, expr[4]))]);
      return spaced([first, step("after", timeout), END]);
    }
    case FUN:
      return funItem(w, expr);
    case NAMED_FUN: {
      const name = atomName(expr[2]);
      const clauses = expr[3].map(([, , args, guard, body]) =>
        step([name, guarded(w, argsItem(w, args), guard)], bodyItem(w, body)),
      );
      return spaced([after(["fun", " "], clauseLines(clauses)), END]);
    }
    case CALL:
      return parenthesised(CALL_PRECEDENCE[0], demanded, after(calleeItem(w, expr), argsItem(w, expr[3])));
    case TRY:
      return tryItem(w, expr);
    case CATCH:
      return parenthesised(0, demanded, spaced([step("catch", exprItem(w, expr[2], 100))]));
    case MAYBE: {
      const body = step("maybe", bodyItem(w, expr[2]));
      return spaced(
        expr.length === 3 ? [body, END] : [body, step("else", patternClauses(w, expr[3][2])), END],
      );
    }
    case MAYBE_MATCH:
      return spaced([closeStep([exprItem(w, expr[2]), " ?="], exprItem(w, expr[3]))]);
    case MATCH: {
      const [left, own, right] = infixPrecedence("=");
      const item = closeStep([exprItem(w, expr[2], left), " ="], exprItem(w, expr[3], right));
      return parenthesised(own, demanded, spaced([item]));
    }
    case OP:
      return operatorItem(w, expr, demanded);
    case REMOTE: {
      const [left, own, right] = infixPrecedence(":");
      return parenthesised(own, demanded, [exprItem(w, expr[2], left), ":", exprItem(w, expr[3], right)]);
    }
    case BIN:
      return binaryItem(w, expr[2]);
    case VALUE:
      return w.value(expr[2]);
  }
}

export function exprItems(w: Writer, list: readonly Expr[]): Item[] {
  return list.map((expr) => exprItem(w, expr));
}

/** A body: one expression, or several on lines of their own. */
export function bodyItem(w: Writer, body: readonly Expr[]): Item {
  return body.length === 1 ? exprItem(w, body[0]) : lines(COMMA, exprItems(w, body));
}

/** `(A, …)`. */
export function argsItem(w: Writer, args: readonly Expr[]): Item {
  return seq("(", ")", COMMA, exprItems(w, args));
}

/** Clauses, each on a line of its own. */
export function clauseLines(clauses: readonly Item[]): Item {
  return lines(SEMICOLON, clauses);
}

/** `Before when Guard ->`. */
export function guarded(w: Writer, before: Item, guard: Guard): Item {
  return [spaced([step(before, guardItem(w, guard))]), " ->"];
}

/** `when` and the tests of a guard, if there are any. */
export function guardItem(w: Writer, guard: Guard): Item {
  const tests = guard.map((alternative) => seq("", "", COMMA, exprItems(w, alternative)));
  return tests.length === 0 ? "" : spaced([step("when", seq("", "", SEMICOLON, tests))]);
}

function ifClause(w: Writer, [, , , guard, body]: Clause): Item {
  const tests = guard.map((alternative) => seq("", "", COMMA, exprItems(w, alternative)));
  return step([seq("", "", separator(";", false), tests), " ->"], bodyItem(w, body));
}

function patternClauses(w: Writer, clauses: readonly Clause[]): Item {
  return clauseLines(
    clauses.map(([, , [pattern], guard, body]) =>
      step(guarded(w, exprItem(w, pattern), guard), bodyItem(w, body)),
    ),
  );
}

function tryItem(
  w: Writer,
  [, , body, ofClauses, catchClauses, afterBody]: Extract<Expr, { 0: typeof TRY }>,
): Item {
  const first = step("try", bodyItem(w, body));
  const parts: Item[] = [
    ofClauses.length === 0 ? first : step(spaced([first, reserved("of")]), patternClauses(w, ofClauses)),
  ];
  if (catchClauses.length > 0) {
    parts.push(step("catch", clauseLines(catchClauses.map((clause) => catchClause(w, clause)))));
  }
  if (afterBody.length > 0) parts.push(step("after", bodyItem(w, afterBody)));
  return spaced([...parts, END]);
}

function catchClause(w: Writer, [, , [triple], guard, body]: Clause): Item {
  const [kind, reason, stack] = (triple as Extract<Expr, { 0: typeof TUPLE }>)[2];
  const pattern: Item[] = [exprItem(w, kind), ":", exprItem(w, reason)];
  if (stack[0] !== VAR || stack[2] !== UNDERSCORE) pattern.push(":", exprItem(w, stack));
  return step(guarded(w, pattern, guard), bodyItem(w, body));
}

function funItem(w: Writer, [, , body]: Extract<Expr, { 0: typeof FUN }>): Item {
  if (body[0] === CLAUSES) {
    const clauses = body[1].map(([, , args, guard, block]) =>
      step(guarded(w, argsItem(w, args), guard), bodyItem(w, block)),
    );
    return spaced([after("fun", clauseLines(clauses)), END]);
  }
  if (body.length === 3) return ["fun ", w.atom(body[1]), `/${body[2]}`];
  return ["fun ", exprItem(w, body[1]), ":", exprItem(w, body[2]), "/", exprItem(w, body[3])];
}

/** What is called: `erlang:f` without its module where it need not be said. */
function calleeItem(w: Writer, [, , callee, args]: Extract<Expr, { 0: typeof CALL }>): Item {
  if (callee[0] === REMOTE) {
    const [, , module, name] = callee;
    const isErlang = module[0] === ATOM && module[2] === Symbol.for("erlang");
    if (isErlang && name[0] === ATOM && name[2] !== Symbol.for("float")) {
      if (isAutoImported(atomName(name[2]), args.length)) return exprItem(w, name, CALL_PRECEDENCE[1]);
    }
  }
  return exprItem(w, callee, CALL_PRECEDENCE[1]);
}

function operatorItem(w: Writer, expr: Extract<Expr, { 0: typeof OP }>, demanded: number): Item {
  const name = atomName(expr[2]);
  if (expr.length === 4) {
    const operator = reserved(name === "+" || name === "-" ? name : `${name} `);
    return parenthesised(PREFIX[0], demanded, [operator, exprItem(w, expr[3], PREFIX[1])]);
  }
  const [left, own, right] = infixPrecedence(name);
  const items = [exprItem(w, expr[3], left), reserved(name), exprItem(w, expr[4], right)];
  const isShortCircuit = name === "andalso" || name === "orelse";
  return parenthesised(own, demanded, isShortCircuit ? lines(separator("", true), items) : spaced(items));
}

function listItem(w: Writer, list: Expr): Item {
  const elements: Item[] = [];
  let rest = list;
  for (; rest[0] === CONS; rest = rest[3]) elements.push(exprItem(w, rest[2]));
  if (rest[0] === NIL_LIST) return seq("[", "]", COMMA, elements);
  return seq("[", "]", separator(",", true, " |"), [...elements, exprItem(w, rest)]);
}

function comprehensionItem(w: Writer, expr: Extract<Expr, { 0: typeof LC | typeof BC | typeof MC }>): Item {
  const [open, close] = expr[0] === LC ? ["[", "]"] : expr[0] === BC ? ["<<", ">>"] : ["#{", "}"];
  const parts = typeof expr[2][0] === "symbol" ? [expr[2]] : expr[2];
  const items = (parts as (Expr | MapField)[]).map((part) =>
    expr[0] === MC
      ? mapFieldItem(w, part as MapField)
      : exprItem(w, part as Expr, expr[0] === BC ? MAX_PRECEDENCE : 0),
  );
  const template = items.length === 1 ? items[0] : seq("", "", COMMA, items);
  const qualifiers = lines(
    COMMA,
    expr[3].map((qualifier) => qualifierItem(w, qualifier)),
  );
  const inside = spaced([step([template, " ||"], qualifiers)]);
  return spaced([seq(open, "", separator("", true), [forced(" ", [inside])]), [close]]);
}

const ARROWS = new Map<symbol, string>([
  [GENERATE, " <-"],
  [GENERATE_STRICT, " <:-"],
  [B_GENERATE, " <="],
  [B_GENERATE_STRICT, " <:="],
  [M_GENERATE, " <-"],
  [M_GENERATE_STRICT, " <:-"],
]);

function qualifierItem(w: Writer, qualifier: Qualifier): Item {
  if (qualifier[0] === ZIP) {
    return lines(
      separator("&&", true),
      qualifier[2].map((part) => qualifierItem(w, part)),
    );
  }
  const arrow = ARROWS.get(qualifier[0]);
  if (arrow === undefined) return exprItem(w, qualifier as Expr);
  const [tag, , pattern, source] = qualifier as readonly [symbol, unknown, Expr | MapField, Expr];
  const isMap = tag === M_GENERATE || tag === M_GENERATE_STRICT;
  const left = isMap ? mapFieldItem(w, pattern as MapField) : exprItem(w, pattern as Expr);
  return spaced([step([left, arrow], exprItem(w, source))]);
}

function mapFieldsItem(w: Writer, fields: readonly MapField[]): Item {
  return tupleItem(fields.map((field) => mapFieldItem(w, field)));
}

function mapFieldItem(w: Writer, [tag, , key, value]: MapField): Item {
  return spaced([step([exprItem(w, key), tag === MAP_FIELD_ASSOC ? " =>" : " :="], exprItem(w, value))]);
}

function recordItem(w: Writer, expr: Extract<Expr, { 0: typeof RECORD }>, demanded: number): Item {
  if (expr.length === 4) {
    return parenthesised(
      HASH_PREFIX[0],
      demanded,
      after(w.recordName(expr[2]), recordFieldsItem(w, expr[3])),
    );
  }
  const [left, own] = infixPrecedence("#");
  const before = [exprItem(w, expr[2], left), hashSpace(expr[2]), w.recordName(expr[3])];
  return parenthesised(own, demanded, after(before, recordFieldsItem(w, expr[4])));
}

function recordFieldsItem(w: Writer, fields: readonly RecordFieldInit[]): Item {
  return tupleItem(fields.map(([, , name, value]) => assignmentItem(w, name, exprItem(w, value, 100))));
}

/** `Name = Value` of a record's field. */
export function assignmentItem(w: Writer, name: Expr, value: Item): Item {
  return spaced([closeStep([exprItem(w, name, 150), " ="], value)]);
}

/** A space before `#` where the two would be read as one number or arity. */
function hashSpace(before: Expr): string {
  return before[0] === INTEGER || (before[0] === FUN && before[2][0] !== CLAUSES) ? " " : "";
}

function binaryItem(w: Writer, elements: readonly BinElement[]): Item {
  if (elements.length === 0) return "<<>>";
  const items = elements.map((element) => segmentItem(w, element));
  return ["<<", seq("", "", separator(",", false), items), ">>"];
}

function segmentItem(w: Writer, [, , value, size, types]: BinElement): Item {
  let item = exprItem(w, value, MAX_PRECEDENCE);
  if (size !== DEFAULT) item = [item, ":", exprItem(w, size as Expr, MAX_PRECEDENCE)];
  if (types === DEFAULT) return item;
  const names = (types as readonly BitType[]).map((type) =>
    isTuple(type) ? `${w.atom(type[0] as Atom)}:${type[1]}` : w.atom(type as Atom),
  );
  return [item, "/", names.join("-")];
}
