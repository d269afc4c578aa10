// lint-comprehension — comprehensions: generators bind anew, and nothing that is bound inside is seen outside.
import {
  B_GENERATE,
  B_GENERATE_STRICT,
  type BC,
  BIN,
  DEFAULT,
  type Expr,
  GENERATE,
  GENERATE_STRICT,
  type Generator,
  type LC,
  M_GENERATE,
  M_GENERATE_STRICT,
  MAP_FIELD_ASSOC,
  MAP_FIELD_EXACT,
  MATCH,
  type MapField,
  type MC,
  type Pattern,
  type Qualifier,
  ZIP,
} from "./abstract-format.ts";
import { checkGuardTest, isGuardTest } from "./lint-guard.ts";
import { checkPatterns } from "./lint-pattern.ts";
import { type Bound, type Environment, fail, type LintContext } from "./lint-variables.ts";

type Check = (context: LintContext, expr: Expr, env: Environment) => Bound;
type Comprehension = Extract<Expr, { 0: typeof LC | typeof BC | typeof MC }>;

const UNSIZED = new Set(["binary", "bytes", "bits", "bitstring"].map((name) => Symbol.for(name)));

/** A list, bit string or map comprehension; `check` is for the expressions in it. */
export function checkComprehension(
  context: LintContext,
  expr: Comprehension,
  env: Environment,
  check: Check,
): void {
  const [, , template, qualifiers] = expr;
  const outer = context.inRecordDefinition;
  context.inRecordDefinition = false;
  let inside = env;
  for (const qualifier of qualifiers) inside = checkQualifier(context, qualifier, inside, check);
  context.inRecordDefinition = outer;
  const templates = (isNode(template) ? [template] : template) as (Expr | MapField)[];
  for (const part of templates) {
    if (part[0] === MAP_FIELD_EXACT) fail(part[1], "illegal_map_exact_in_comprehension");
    if (part[0] === MAP_FIELD_ASSOC) {
      check(context, part[2], inside);
      check(context, part[3], inside);
    } else {
      check(context, part as Expr, inside);
    }
  }
}

function isNode(template: unknown): boolean {
  return typeof (template as unknown[])[0] === "symbol";
}

function checkQualifier(
  context: LintContext,
  qualifier: Qualifier,
  env: Environment,
  check: Check,
): Environment {
  if (qualifier[0] === ZIP) {
    const generators = qualifier[2] as Generator[];
    for (const generator of generators)
      if (!isGenerator(generator)) fail(generator[1], "illegal_zip_generator");
    return checkGenerators(context, generators, env, check);
  }
  if (isGenerator(qualifier)) {
    checkBinaryGenerator(qualifier);
    return checkGenerators(context, [qualifier], env, check);
  }
  if (qualifier[0] === MATCH) fail(qualifier[1], "compr_assign");
  if (!isGuardTest(context, qualifier)) return env.with(check(context, qualifier, env));
  checkGuardTest(context, qualifier, env);
  return env;
}

function isGenerator(qualifier: Qualifier): qualifier is Generator {
  switch (qualifier[0]) {
    case GENERATE:
    case GENERATE_STRICT:
    case B_GENERATE:
    case B_GENERATE_STRICT:
    case M_GENERATE:
    case M_GENERATE_STRICT:
      return true;
    default:
      return false;
  }
}

/** The expressions first, then the patterns: those of maps last, all keys before the values. */
function checkGenerators(
  context: LintContext,
  generators: readonly Generator[],
  env: Environment,
  check: Check,
): Environment {
  let inside = env;
  for (const [, , , source] of generators) inside = inside.with(check(context, source, inside));
  const patterns: Pattern[] = [];
  const keys: Pattern[] = [];
  const values: Pattern[] = [];
  for (const [, , pattern] of generators) {
    if (pattern[0] === MAP_FIELD_EXACT) {
      keys.push(pattern[2]);
      values.push(pattern[3]);
    } else {
      patterns.push(pattern as Pattern);
    }
  }
  return env.with(checkPatterns(context, [...patterns, ...keys, ...values], env, undefined));
}

/** A binary that a generator takes apart cannot end in a field that takes all. */
function checkBinaryGenerator(generator: Generator): void {
  if (generator[0] !== B_GENERATE && generator[0] !== B_GENERATE_STRICT) return;
  const pattern = generator[2];
  if (pattern[0] !== BIN) return;
  const last = pattern[2].at(-1);
  if (last === undefined || last[3] !== DEFAULT || last[4] === DEFAULT) return;
  if ((last[4] as unknown[]).some((type) => UNSIZED.has(type as symbol))) {
    fail(last[1], "unsized_binary_in_bin_gen_pattern");
  }
}
