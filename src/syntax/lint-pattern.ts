// lint-pattern — patterns: what they bind, and what may not stand in one.
import { tuple2 } from "../terms/tuple.ts";
import {
  ATOM,
  BIN,
  type BinElement,
  CHAR,
  CONS,
  DEFAULT,
  type Expr,
  FLOAT,
  INTEGER,
  MAP,
  MAP_FIELD_ASSOC,
  MATCH,
  NIL_LIST,
  OP,
  type Pattern,
  RECORD,
  RECORD_INDEX,
  STRING,
  TUPLE,
  VALUE,
  VAR,
} from "./abstract-format.ts";
import { constantValue, isConstantPattern } from "./constant.ts";
import { checkSegment, type Size } from "./lint-bits.ts";
import { checkGuardExpr } from "./lint-guard.ts";
import {
  allGiven,
  checkFields,
  checkRecordName,
  checkTupleRecordIndex,
  recordOf,
  wildcardOf,
} from "./lint-records.ts";
import {
  BOUND,
  type Bound,
  type Environment,
  fail,
  Gathered,
  type LintContext,
  merge,
  NONE,
  type State,
  useInSize,
} from "./lint-variables.ts";

const UNDERSCORE = Symbol.for("_");
const APPEND = Symbol.for("++");
const UTF_TYPES = new Set(["utf8", "utf16", "utf32"].map((name) => Symbol.for(name)));

/**
 * Checks a pattern and gives the variables that it binds. Map keys and sizes use variables of `env`; variables of
 * `old` are compared with, not bound: none where a fun or a generator binds anew. Mirrors erl_lint's pattern.
 */
export function checkPattern(
  context: LintContext,
  pattern: Pattern,
  env: Environment,
  old: Environment | undefined,
): Bound {
  switch (pattern[0]) {
    case VAR:
      return bind(context, pattern, old, NONE);
    case CHAR:
    case INTEGER:
    case FLOAT:
    case ATOM:
    case STRING:
    case NIL_LIST:
    case VALUE:
      return NONE;
    case CONS: {
      const all = new Gathered();
      let rest: Pattern = pattern;
      for (; rest[0] === CONS; rest = rest[3]) all.add(checkPattern(context, rest[2], env, old));
      all.add(checkPattern(context, rest, env, old));
      return all.bound;
    }
    case TUPLE:
      return checkPatterns(context, pattern[2], env, old);
    case MAP:
      if (pattern.length === 4) break;
      return pattern[2].reduce((bound, field) => {
        if (field[0] === MAP_FIELD_ASSOC) fail(field[1], "illegal_map_assoc_in_pattern");
        checkGuardExpr(context, field[2], env);
        return merge(bound, checkPattern(context, field[3], env, old));
      }, NONE);
    case RECORD_INDEX:
      checkTupleRecordIndex(context, pattern);
      return NONE;
    case RECORD: {
      if (pattern.length === 5) break;
      const [, where, name, fields] = pattern;
      checkRecordName(context, where, name);
      const record = recordOf(context, name);
      let bound = NONE;
      const check = (value: Expr) => {
        bound = merge(bound, checkPattern(context, value, env, old));
      };
      if (record !== undefined && !record.isNative) {
        const wildcard = wildcardOf(fields);
        if (wildcard !== undefined && allGiven(record, fields)) fail(wildcard, "bad_multi_field_init");
        checkFields(record, name, fields, check);
      } else {
        checkFields(undefined, name, fields, check);
      }
      return bound;
    }
    case BIN:
      return checkBinary(context, pattern[2], env, old);
    case OP: {
      if (pattern[2] !== APPEND || pattern.length !== 5) break;
      const rest = afterText(pattern[3]);
      if (rest === undefined) break;
      return checkPattern(context, pattern[4], env, old);
    }
    case MATCH:
      return merge(checkPattern(context, pattern[2], env, old), checkPattern(context, pattern[3], env, old));
  }
  if (!isConstantPattern(pattern)) fail(pattern[1], "illegal_pattern");
  return NONE;
}

/** Several patterns that are matched at once. */
export function checkPatterns(
  context: LintContext,
  patterns: readonly Pattern[],
  env: Environment,
  old: Environment | undefined,
): Bound {
  const all = new Gathered();
  for (const pattern of patterns) all.add(checkPattern(context, pattern, env, old));
  return all.bound;
}

/** The text left of `++` must be a string, or a list of characters and integers. */
function afterText(text: Expr): Expr | undefined {
  let rest = text;
  while (rest[0] === CONS && (rest[2][0] === CHAR || rest[2][0] === INTEGER)) rest = rest[3];
  return rest[0] === NIL_LIST || rest[0] === STRING ? rest : undefined;
}

function bind(
  context: LintContext,
  [, where, name]: Extract<Pattern, { 0: typeof VAR }>,
  old: Environment | undefined,
  earlier: Bound,
): Bound {
  if (name === UNDERSCORE || earlier.has(name)) return NONE;
  const state = old?.get(name);
  if (typeof state === "object") fail(where, "unsafe_var", name, tuple2(state.what, state.where));
  if (state !== undefined) return NONE;
  if (context.inRecordDefinition) fail(where, "variable_in_record_def", name);
  return new Map<symbol, State>([[name, BOUND]]);
}

/** A binary pattern: sizes may use variables that earlier segments bind. */
function checkBinary(
  context: LintContext,
  elements: readonly BinElement[],
  env: Environment,
  old: Environment | undefined,
): Bound {
  const all = new Gathered();
  let previous: BinElement | undefined;
  let previousSize: Size = 0;
  for (const element of elements) {
    const [, where, value, size, types] = element;
    if (value[0] === STRING && !mayHaveString(size, types)) fail(where, "typed_literal_string");
    const binds = checkSegmentValue(context, value, old, all.bound);
    const written = size === DEFAULT ? "default" : checkSize(context, size as Expr, env, all.bound);
    let bits = checkSegment(where, written, types);
    if (value[0] === STRING && bits === "all") bits = 8 * value[2].length;
    if (previous !== undefined && previousSize === "all") fail(previous[1], "unsized_binary_not_at_end");
    previous = element;
    previousSize = bits;
    all.add(binds);
  }
  return all.bound;
}

function mayHaveString(size: BinElement[3], types: BinElement[4]): boolean {
  if (size !== DEFAULT) return false;
  return types === DEFAULT || (types as unknown[]).some((type) => UTF_TYPES.has(type as symbol));
}

function checkSegmentValue(
  context: LintContext,
  value: Expr,
  old: Environment | undefined,
  earlier: Bound,
): Bound {
  if (value[0] === VAR) return bind(context, value, old, earlier);
  if (value[0] === STRING) return NONE;
  if (!isConstantPattern(value)) fail(value[1], "illegal_pattern");
  return NONE;
}

function checkSize(context: LintContext, size: Expr, env: Environment, earlier: Bound): Size {
  if (size[0] === VAR) {
    useInSize(earlier, size[2], size[1], env);
    return "unknown";
  }
  const constant = constantValue(size);
  if (typeof constant?.value === "number" && Number.isSafeInteger(constant.value)) return constant.value;
  const outer = context.sizeVariables;
  context.sizeVariables = earlier;
  checkGuardExpr(context, size, env);
  context.sizeVariables = outer;
  return "unknown";
}
