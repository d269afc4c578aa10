// lint-guard — guards, and the other places where only guard expressions may stand: map keys and sizes in patterns.
import { atomName } from "../terms/atom.ts";
import {
  type Anno,
  ATOM,
  BIN,
  type BinElement,
  CALL,
  CHAR,
  CONS,
  DEFAULT,
  type Expr,
  FLOAT,
  type Guard,
  INTEGER,
  MAP,
  MAP_FIELD_EXACT,
  type MapField,
  NIL_LIST,
  OP,
  RECORD,
  RECORD_FIELD,
  RECORD_INDEX,
  REMOTE,
  STRING,
  TUPLE,
  VALUE,
  VAR,
} from "./abstract-format.ts";
import { constantValue } from "./constant.ts";
import { isGuardBif, isGuardOperator, isTypeTest } from "./guard-functions.ts";
import { checkSegment, type Size } from "./lint-bits.ts";
import {
  checkFields,
  checkRecordName,
  checkTupleRecordIndex,
  defaultsOf,
  fieldOf,
  missingField,
  recordOf,
} from "./lint-records.ts";
import { type Environment, fail, type LintContext, useVariable } from "./lint-variables.ts";

const IS_RECORD = "is_record";

/** Every test of a guard. Mirrors erl_lint's guard. */
export function checkGuard(context: LintContext, guard: Guard, env: Environment): void {
  for (const tests of guard) for (const test of tests) checkGuardTest(context, test, env);
}

/** A test at the top of a guard, where the type tests' old names count too. */
export function checkGuardTest(context: LintContext, test: Expr, env: Environment): void {
  if (test[0] === CALL && test[2][0] === ATOM) {
    const name = atomName(test[2][2]);
    const args = test[3];
    if (name === "record" && args.length === 2) {
      checkIsRecord(context, test[1], args, env);
      return;
    }
    if (name !== IS_RECORD && args.length !== 2 && isTypeTest(name, args.length)) {
      checkAll(context, args, env);
      return;
    }
  }
  checkGuardExpr(context, test, env);
}

function checkAll(context: LintContext, list: readonly Expr[], env: Environment): void {
  for (const expr of list) checkGuardExpr(context, expr, env);
}

/** An expression that may do nothing but what guards may. Mirrors erl_lint's gexpr. */
export function checkGuardExpr(context: LintContext, expr: Expr, env: Environment): void {
  switch (expr[0]) {
    case VAR:
      useVariable(context, expr[2], expr[1], env);
      return;
    case CHAR:
    case INTEGER:
    case FLOAT:
    case ATOM:
    case STRING:
    case NIL_LIST:
    case VALUE:
      return;
    case CONS: {
      let rest: Expr = expr;
      for (; rest[0] === CONS; rest = rest[3]) checkGuardExpr(context, rest[2], env);
      checkGuardExpr(context, rest, env);
      return;
    }
    case TUPLE:
      checkAll(context, expr[2], env);
      return;
    case MAP:
      if (expr.length === 4) {
        checkGuardExpr(context, expr[2], env);
        checkMapFields(context, expr[3], env);
      } else {
        checkConstruction(expr[2]);
        checkMapFields(context, expr[2], env);
      }
      return;
    case RECORD_INDEX:
      checkTupleRecordIndex(context, expr);
      return;
    case RECORD_FIELD: {
      const [, where, record, name, field] = expr;
      checkGuardExpr(context, record, env);
      checkRecordName(context, where, name);
      fieldOf(context, name, field);
      return;
    }
    case RECORD: {
      if (expr.length === 5) break;
      const [, where, name, fields] = expr;
      checkRecordName(context, where, name);
      const record = recordOf(context, name);
      if (record === undefined || record.isNative) fail(where, "native_record_in_guard");
      const check = (value: Expr) => checkGuardExpr(context, value, env);
      checkFields(record, name, fields, check);
      for (const value of defaultsOf(record, fields, where)) check(value);
      return;
    }
    case BIN:
      for (const element of expr[2]) {
        checkElement(context, element, (value) => checkGuardExpr(context, value, env));
      }
      return;
    case CALL:
      checkCall(context, expr[1], expr[2], expr[3], env);
      return;
    case OP: {
      const name = atomName(expr[2]);
      if (expr.length === 4) {
        checkGuardExpr(context, expr[3], env);
        if (isGuardOperator(name, 1)) return;
        break;
      }
      checkGuardExpr(context, expr[3], env);
      checkGuardExpr(context, expr[4], env);
      if (name === "andalso" || name === "orelse" || isGuardOperator(name, 2)) return;
      break;
    }
  }
  illegal(context, expr[1]);
}

/** In the size of a segment it is the size that is illegal. */
function illegal(context: LintContext, where: Anno): never {
  return fail(where, context.sizeVariables === undefined ? "illegal_guard_expr" : "illegal_bitsize");
}

function checkCall(
  context: LintContext,
  where: Anno,
  callee: Expr,
  args: readonly Expr[],
  env: Environment,
): void {
  const isRemote = callee[0] === REMOTE;
  const name = isRemote ? callee[3] : callee;
  if (name[0] !== ATOM || (isRemote && (callee[2][0] !== ATOM || callee[2][2] !== Symbol.for("erlang")))) {
    illegal(context, where);
  }
  const text = atomName(name[2]);
  if (text === IS_RECORD && args.length === 2) {
    checkIsRecord(context, where, args, env);
    return;
  }
  if (text === IS_RECORD && args.length === 3) {
    checkGuardExpr(context, args[0], env);
    if (args[1][0] === ATOM && (args[2][0] === INTEGER || args[2][0] === ATOM)) return;
    checkGuardExpr(context, args[1], env);
    checkGuardExpr(context, args[2], env);
    illegal(context, where);
  }
  checkAll(context, args, env);
  if (isGuardBif(text, args.length) || (isRemote && isGuardOperator(text, args.length))) return;
  illegal(context, where);
}

/** `is_record(E, name)`: the name must be an atom, of a record that is defined. */
function checkIsRecord(context: LintContext, where: Anno, args: readonly Expr[], env: Environment): void {
  checkGuardExpr(context, args[0], env);
  if (args[1][0] === ATOM) {
    checkRecordName(context, args[1][1], args[1][2]);
    return;
  }
  checkGuardExpr(context, args[1], env);
  illegal(context, where);
}

function checkMapFields(context: LintContext, fields: readonly MapField[], env: Environment): void {
  for (const [, , key, value] of fields) {
    checkGuardExpr(context, key, env);
    checkGuardExpr(context, value, env);
  }
}

/** In `#{…}` itself only `=>` may stand. */
export function checkConstruction(fields: readonly MapField[]): void {
  for (const field of fields) if (field[0] === MAP_FIELD_EXACT) fail(field[1], "illegal_map_construction");
}

/** A segment that is constructed; `check` is for its value and its size. Mirrors erl_lint's bin_element. */
export function checkElement(_context: LintContext, element: BinElement, check: (expr: Expr) => void): void {
  const [, where, value, size, types] = element;
  check(value);
  let bits: Size = "default";
  if (size !== DEFAULT) {
    const expr = size as Expr;
    if (expr[0] === ATOM && expr[2] === Symbol.for("all")) {
      bits = "all";
    } else {
      const constant = isGuardExpr(expr) ? constantValue(expr) : undefined;
      bits =
        typeof constant?.value === "number" && Number.isSafeInteger(constant.value)
          ? constant.value
          : "unknown";
      if (bits === "unknown") check(expr);
    }
  }
  checkSegment(where, bits, types);
}

/** Whether an expression could stand in a guard, as far as its form goes. Mirrors erl_lint:is_guard_test/3. */
export function isGuardTest(context: LintContext, expr: Expr): boolean {
  if (expr[0] === CALL && expr[2][0] === ATOM) {
    const name = atomName(expr[2][2]);
    const args = expr[3];
    if (name === "record" && args.length === 2) return args.every(isGuardExpr);
    if (isTypeTest(name, args.length)) {
      if (name === IS_RECORD && args.length === 2 && args[1][0] !== ATOM) return false;
      return args.every(isGuardExpr);
    }
  }
  if (expr[0] === RECORD && expr.length === 4) {
    const record = recordOf(context, expr[2]);
    if (record !== undefined && missingField(record, expr[3]) !== undefined) return false;
    const defaults = record === undefined ? [] : defaultsOf(record, expr[3], expr[1]);
    return expr[3].every((field) => isGuardExpr(field[3])) && defaults.every(isGuardExpr);
  }
  return isGuardExpr(expr);
}

function isGuardExpr(expr: Expr): boolean {
  switch (expr[0]) {
    case VAR:
    case CHAR:
    case INTEGER:
    case FLOAT:
    case ATOM:
    case STRING:
    case NIL_LIST:
    case RECORD_INDEX:
      return true;
    case CONS: {
      let rest: Expr = expr;
      for (; rest[0] === CONS; rest = rest[3]) if (!isGuardExpr(rest[2])) return false;
      return isGuardExpr(rest);
    }
    case TUPLE:
      return expr[2].every(isGuardExpr);
    case MAP:
      return expr.length === 4 ? isGuardExpr(expr[2]) && areGuardFields(expr[3]) : areGuardFields(expr[2]);
    case RECORD_FIELD:
      return isGuardExpr(expr[2]);
    case RECORD:
      return expr.length === 4 && expr[3].every((field) => isGuardExpr(field[3]));
    case BIN:
      return expr[2].every(
        ([, , value, size]) => isGuardExpr(value) && (size === DEFAULT || isGuardExpr(size as Expr)),
      );
    case CALL: {
      const callee = expr[2];
      const args = expr[3];
      if (callee[0] === ATOM) return isGuardBif(atomName(callee[2]), args.length) && args.every(isGuardExpr);
      if (callee[0] !== REMOTE || callee[2][0] !== ATOM || callee[3][0] !== ATOM) return false;
      if (callee[2][2] !== Symbol.for("erlang")) return false;
      const name = atomName(callee[3][2]);
      return (isGuardBif(name, args.length) || isGuardOperator(name, args.length)) && args.every(isGuardExpr);
    }
    case OP: {
      const name = atomName(expr[2]);
      if (expr.length === 4) return isGuardOperator(name, 1) && isGuardExpr(expr[3]);
      if (name !== "andalso" && name !== "orelse" && !isGuardOperator(name, 2)) return false;
      return isGuardExpr(expr[3]) && isGuardExpr(expr[4]);
    }
    default:
      return false;
  }
}

function areGuardFields(fields: readonly MapField[]): boolean {
  return fields.every(([, , key, value]) => isGuardExpr(key) && isGuardExpr(value));
}
