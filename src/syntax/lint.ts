// lint — what is wrong with an expression before it is run: erl_lint, as the shell applies it to what is typed.
//
// Finds the first error in OTP's order of looking, which is the one that the shell prints; where erl_lint's order is
// not that of the text (a `receive` is looked at from its end), so is this. Warnings, which the shell drops, are not
// made. Long chains of operators and list cells are walked in loops.
import { atomName } from "../terms/atom.ts";
import type { Atom, Term } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";
import {
  ATOM,
  type AttributeForm,
  BC,
  BIN,
  BLOCK,
  CALL,
  CASE,
  CATCH,
  CLAUSES,
  type Clause,
  CONS,
  type ErrorInfo,
  type Expr,
  FUN,
  IF,
  LC,
  MAP,
  MATCH,
  MAYBE,
  MAYBE_MATCH,
  MC,
  NAMED_FUN,
  OP,
  RECEIVE,
  RECORD,
  RECORD_FIELD,
  RECORD_INDEX,
  REMOTE,
  TRY,
  TUPLE,
  VAR,
} from "./abstract-format.ts";
import { checkComprehension } from "./lint-comprehension.ts";
import { checkConstruction, checkElement, checkGuard } from "./lint-guard.ts";
import { checkPattern, checkPatterns } from "./lint-pattern.ts";
import { checkRecord, checkRecordField, checkRecordInfo, checkRecordUpdate } from "./lint-record-expr.ts";
import { checkRecordName, checkTupleRecordIndex } from "./lint-records.ts";
import {
  BOUND,
  type Bound,
  Environment,
  exported,
  fail,
  Gathered,
  type LintContext,
  LintFailure,
  merge,
  NONE,
  STACKTRACE,
  type State,
  unsafe,
  useVariable,
} from "./lint-variables.ts";
import { checkModuleName } from "./module-name.ts";
import { firstAnno } from "./parse-state.ts";
import { isStackOverflow, tooDeep } from "./too-deep.ts";
import { usedRecords } from "./used-records.ts";

const UNDERSCORE = Symbol.for("_");
const UNSAFE_BY = {
  catch: Symbol.for("catch"),
  try: Symbol.for("try"),
  maybe: Symbol.for("maybe"),
  else: Symbol.for("else"),
  if: Symbol.for("if"),
  case: Symbol.for("case"),
  receive: Symbol.for("receive"),
} as const;

/**
 * The first error of an expression typed at the shell, or undefined. `variables` are the names bound so far,
 * `records` the shell's record definitions; as the default value of a field it binds no variables, and these are the ones before it. Mirrors the shell's use of erl_eval:check_command/2.
 */
export function lint(
  expr: Expr,
  variables: Iterable<symbol>,
  records: ReadonlyMap<Atom, AttributeForm>,
  inRecordDefinition = false,
): ErrorInfo | undefined {
  const bound = new Map<symbol, State>();
  for (const name of variables) bound.set(name, BOUND);
  const context: LintContext = {
    records: inRecordDefinition ? records : new Map(),
    inRecordDefinition,
    sizeVariables: undefined,
  };
  try {
    if (!inRecordDefinition) context.records = checkedRecords(context, usedRecords(expr, records));
    context.inRecordDefinition = inRecordDefinition;
    checkExpr(context, expr, new Environment(bound));
    return undefined;
  } catch (failure) {
    if (failure instanceof LintFailure) return failure.info;
    if (isStackOverflow(failure)) return tooDeep(firstAnno(expr));
    throw failure;
  }
}

/** The definitions, each of which knows those before it. */
function checkedRecords(
  context: LintContext,
  records: ReadonlyMap<Atom, AttributeForm>,
): ReadonlyMap<Atom, AttributeForm> {
  const known = new Map<Atom, AttributeForm>();
  context.records = known;
  for (const [name, definition] of records) {
    checkRecordDefinition(context, definition);
    known.set(name, definition);
  }
  return known;
}

/** The fields of a definition: no name twice, and default values that bind no variables. */
function checkRecordDefinition(context: LintContext, [, , kind, [name, fields]]: AttributeForm): void {
  const seen = new Set<Atom>();
  const nothing = new Environment(NONE);
  for (let field of fields as Term[]) {
    if (typeof field[1] === "object" && isTuple(field[1]) && field[1].length > 2) field = field[1];
    const fieldName: Atom = field[2][2];
    if (seen.has(fieldName)) fail(field[1], "redefine_field", name, fieldName);
    seen.add(fieldName);
    if (field[3] === undefined || atomName(kind) === "native_record") continue;
    context.inRecordDefinition = true;
    checkExpr(context, field[3], nothing);
    context.inRecordDefinition = false;
  }
}

/** Expressions one after the other; gives all that they bind. */
function checkExprs(context: LintContext, list: readonly Expr[], env: Environment): Bound {
  let bound = NONE;
  for (const expr of list) {
    const more = checkExpr(context, expr, env);
    env = env.with(more);
    bound = merge(bound, more);
  }
  return bound;
}

/** Expressions beside each other: none sees what another binds. */
function checkBeside(context: LintContext, list: readonly Expr[], env: Environment): Bound {
  const all = new Gathered();
  for (const expr of list) all.add(checkExpr(context, expr, env));
  return all.bound;
}

/** Checks an expression and gives the variables that it binds. Mirrors erl_lint's expr. */
function checkExpr(context: LintContext, expr: Expr, env: Environment): Bound {
  switch (expr[0]) {
    case VAR:
      useVariable(context, expr[2], expr[1], env);
      return NONE;
    case CONS: {
      const all = new Gathered();
      let rest: Expr = expr;
      for (; rest[0] === CONS; rest = rest[3]) all.add(checkExpr(context, rest[2], env));
      all.add(checkExpr(context, rest, env));
      return all.bound;
    }
    case TUPLE:
      return checkBeside(context, expr[2], env);
    case MAP: {
      const isUpdate = expr.length === 4;
      const fields = isUpdate ? expr[3] : expr[2];
      if (!isUpdate) checkConstruction(fields);
      let bound = isUpdate ? checkExpr(context, expr[2] as Expr, env) : NONE;
      for (const [, , key, value] of fields) bound = merge(bound, checkBeside(context, [key, value], env));
      return bound;
    }
    case RECORD_INDEX:
      checkTupleRecordIndex(context, expr);
      return NONE;
    case RECORD:
      return expr.length === 4
        ? collect((check) => checkRecord(context, expr, check), context, env)
        : collect((check) => checkRecordUpdate(context, expr, check), context, env);
    case RECORD_FIELD:
      return collect((check) => checkRecordField(context, expr, check), context, env);
    case BIN:
      return collect(
        (check) => {
          for (const element of expr[2]) checkElement(context, element, check);
        },
        context,
        env,
      );
    case BLOCK:
      return checkExprs(context, expr[2], env);
    case IF:
      return exported(checkClauses(context, expr[2], env), UNSAFE_BY.if, expr[1]);
    case CASE: {
      const subject = checkExpr(context, expr[2], env);
      const clauses = checkClauses(context, expr[3], env.with(subject));
      return merge(subject, exported(clauses, UNSAFE_BY.case, expr[1]));
    }
    case RECEIVE: {
      if (expr.length === 3) return exported(checkClauses(context, expr[2], env), UNSAFE_BY.receive, expr[1]);
      const timeout = checkExpr(context, expr[3], env);
      const after = checkExprs(context, expr[4], env);
      const clauses = checkClauses(context, expr[2], env);
      return merge(timeout, exported([after, ...clauses], UNSAFE_BY.receive, expr[1]));
    }
    case TRY:
      return checkTry(context, expr, env);
    case CATCH:
      return unsafe(checkExpr(context, expr[2], env), UNSAFE_BY.catch, expr[1]);
    case MAYBE:
      return checkMaybe(context, expr, env);
    case MATCH:
    case MAYBE_MATCH:
      return checkMatch(context, expr, env);
    case FUN:
      checkFun(context, expr, env);
      return NONE;
    case NAMED_FUN: {
      const own = expr[2] === UNDERSCORE ? NONE : new Map<symbol, State>([[expr[2], BOUND]]);
      checkFunClauses(context, expr[3], env.with(own));
      return NONE;
    }
    case CALL:
      return checkCall(context, expr, env);
    case OP:
      return checkOperator(context, expr, env);
    case LC:
    case BC:
    case MC:
      checkComprehension(context, expr, env, checkExpr);
      return NONE;
    case REMOTE:
      return fail(firstAnno(expr[2]), "illegal_expr");
    default:
      return NONE;
  }
}

/** What all expressions that a walk hands to its `check` bind. */
function collect(walk: (check: (expr: Expr) => void) => void, context: LintContext, env: Environment): Bound {
  const all = new Gathered();
  walk((expr) => all.add(checkExpr(context, expr, env)));
  return all.bound;
}

/** `P1 = P2 = E`: the expression first, then the patterns from the right. */
function checkMatch(context: LintContext, expr: Expr, env: Environment): Bound {
  const patterns: Expr[] = [];
  let value = expr;
  while (value[0] === MATCH || value[0] === MAYBE_MATCH) {
    patterns.push(value[2]);
    value = value[3];
  }
  let bound = checkExpr(context, value, env);
  for (let i = patterns.length - 1; i >= 0; i--) {
    const now = env.with(bound);
    bound = merge(bound, checkPattern(context, patterns[i], now, now));
  }
  return bound;
}

/** Clauses of case, if and receive: what each of them binds. */
function checkClauses(context: LintContext, clauses: readonly Clause[], env: Environment): Bound[] {
  return clauses.map(([, , patterns, guard, body]) => {
    const head = checkPatterns(context, patterns, env, env);
    const inside = env.with(head);
    checkGuard(context, guard, inside);
    return merge(head, checkExprs(context, body, inside));
  });
}

function checkTry(context: LintContext, expr: Extract<Expr, { 0: typeof TRY }>, env: Environment): Bound {
  const [, where, body, ofClauses, catchClauses, after] = expr;
  const fromBody = checkExprs(context, body, env);
  const lost = unsafe(fromBody, UNSAFE_BY.try, where);
  const fromOf = checkClauses(context, ofClauses, env.with(fromBody));
  const inCatch = env.with(lost);
  const fromCatch = catchClauses.map((clause) => checkCatchClause(context, clause, inCatch));
  const fromClauses = unsafe(exported([...fromOf, ...fromCatch], UNSAFE_BY.try, where), UNSAFE_BY.try, where);
  const bound = merge(lost, fromClauses);
  const fromAfter = checkExprs(context, after, env.with(bound));
  return merge(bound, unsafe(fromAfter, UNSAFE_BY.try, where));
}

/** The stacktrace must be a new variable, and may not be used in the guard. */
function checkCatchClause(context: LintContext, clause: Clause, env: Environment): Bound {
  const [, , [triple], guard, body] = clause;
  const [kind, reason, stack] = (triple as Extract<Expr, { 0: typeof TUPLE }>)[2];
  const head = checkPatterns(context, [kind, reason], env, env);
  const inside = env.with(merge(head, checkPattern(context, stack, env, env)));
  let inGuard = inside;
  if (stack[0] === VAR && stack[2] !== UNDERSCORE) {
    if (head.has(stack[2]) || env.get(stack[2]) !== undefined) fail(stack[1], "stacktrace_bound", stack[2]);
    inGuard = inside.with(new Map<symbol, State>([[stack[2], STACKTRACE]]));
  }
  checkGuard(context, guard, inGuard);
  const bound = inside === env ? NONE : inside.bound;
  return merge(bound, checkExprs(context, body, inside));
}

function checkMaybe(context: LintContext, expr: Extract<Expr, { 0: typeof MAYBE }>, env: Environment): Bound {
  const bound = unsafe(checkExprs(context, expr[2], env), UNSAFE_BY.maybe, expr[1]);
  if (expr.length === 3) return bound;
  const [, where, clauses] = expr[3];
  const fromElse = exported(checkClauses(context, clauses, env.with(bound)), UNSAFE_BY.else, where);
  return merge(bound, unsafe(fromElse, UNSAFE_BY.else, where));
}

function checkFun(context: LintContext, expr: Extract<Expr, { 0: typeof FUN }>, env: Environment): void {
  const body = expr[2];
  if (body[0] === CLAUSES) {
    checkFunClauses(context, body[1], env);
  } else if (body.length === 3) {
    if (body[1] === Symbol.for("record_info") && body[2] === 2) fail(expr[1], "illegal_record_info");
  } else {
    checkBeside(context, [body[1], body[2], body[3]], env);
  }
}

/** Clauses of a fun: their patterns bind anew, and nothing is seen outside. */
function checkFunClauses(context: LintContext, clauses: readonly Clause[], env: Environment): void {
  const outer = context.inRecordDefinition;
  context.inRecordDefinition = false;
  for (const [, , patterns, guard, body] of clauses) {
    const inside = env.with(checkPatterns(context, patterns, env, undefined));
    checkGuard(context, guard, inside);
    checkExprs(context, body, inside);
  }
  context.inRecordDefinition = outer;
}

function checkCall(context: LintContext, expr: Extract<Expr, { 0: typeof CALL }>, env: Environment): Bound {
  const [, where, callee, args] = expr;
  if (callee[0] === REMOTE) {
    const [, , module, name] = callee;
    if (module[0] === ATOM) {
      const isBoth = name[0] === ATOM;
      if (isBoth && isIsRecord(name[2], args) && module[2] === Symbol.for("erlang")) {
        return checkIsRecord(context, args, env);
      }
      checkModuleName(module[2], isBoth ? where : module[1]);
      if (isBoth) return checkBeside(context, args, env);
    }
    return checkBeside(context, [module, name, ...args], env);
  }
  if (callee[0] !== ATOM) return checkBeside(context, [callee, ...args], env);
  if (isIsRecord(callee[2], args)) return checkIsRecord(context, args, env);
  // f(X) forgets X, which need not be bound.
  if (callee[2] === Symbol.for("f") && args.length === 1 && args[0][0] === VAR) return NONE;
  const bound = checkBeside(context, args, env);
  if (callee[2] === Symbol.for("record_info") && args.length === 2) checkRecordInfo(context, where, args);
  return bound;
}

function isIsRecord(name: Atom, args: readonly Expr[]): boolean {
  return name === Symbol.for("is_record") && args.length === 2 && args[1][0] === ATOM;
}

function checkIsRecord(context: LintContext, [value, name]: readonly Expr[], env: Environment): Bound {
  const bound = checkExpr(context, value, env);
  if (name[0] === ATOM) checkRecordName(context, name[1], name[2]);
  return bound;
}

type BinaryOperator = Extract<Expr, { 0: typeof OP; length: 5 }>;

function isShortCircuit(expr: Expr): boolean {
  if (expr[0] !== OP || expr.length !== 5) return false;
  const name = atomName(expr[2]);
  return name === "andalso" || name === "orelse";
}

function checkOperator(context: LintContext, expr: Extract<Expr, { 0: typeof OP }>, env: Environment): Bound {
  if (expr.length === 4 || !isShortCircuit(expr)) return checkOperands(context, expr, env);
  // What only the right side binds is unsafe behind the whole.
  const bound = checkExpr(context, expr[3], env);
  const [, where, operator] = expr;
  let inside = env.with(bound);
  let right: Bound = NONE;
  let rest: Expr = expr[4];
  for (;;) {
    const isChain = isShortCircuit(rest);
    const operand: Expr = isChain ? (rest as BinaryOperator)[3] : rest;
    const more = checkExpr(context, operand, inside);
    right = merge(right, more);
    if (!isChain) return merge(bound, unsafe(right, operator, where));
    inside = inside.with(more);
    rest = (rest as BinaryOperator)[4];
  }
}

/** The operands of a tree of operators from left to right: they stand beside each other. */
function checkOperands(context: LintContext, expr: Expr, env: Environment): Bound {
  const all = new Gathered();
  const pending: Expr[] = [expr];
  while (pending.length > 0) {
    const next = pending.pop() as Expr;
    const isTree = next[0] === OP && (next.length === 4 || !isShortCircuit(next));
    if (!isTree) {
      all.add(checkExpr(context, next, env));
      continue;
    }
    if (next.length === 5) pending.push(next[4]);
    pending.push(next[3]);
  }
  return all.bound;
}
