// words — the texts of the rooms below as the shell shows them: errors, exceptions, code.
import { funData } from "../eval/funs.ts";
import { formatException } from "../format/erl_error.ts";
import { pretty } from "../format/pretty.ts";
import { running } from "../process/running.ts";
import type { AttributeForm, ErrorInfo, Expr, Form } from "../syntax/abstract-format.ts";
import * as A from "../syntax/abstract-format.ts";
import { anyNode } from "../syntax/any-node.ts";
import { formatParseError, formatScanError } from "../syntax/format-error.ts";
import { lint } from "../syntax/lint.ts";
import { formatLintError } from "../syntax/lint-messages.ts";
import { prettyExpr, prettyExprs, prettyForm } from "../syntax/pretty.ts";
import { atomName } from "../terms/atom.ts";
import { Exception } from "../terms/exception.ts";
import type { Atom, Term } from "../terms/term.ts";
import { tuple, tuple2, tuple3 } from "../terms/tuple.ts";
import type { ShellException } from "./shell-messages.ts";
import { recordFields, type ShellState } from "./shell-state.ts";

/** The words of an error: `Module:format_error(Descriptor)`. */
export function messageOf([, module, descriptor]: ErrorInfo): string {
  switch (Symbol.keyFor(module)) {
    case "erl_scan":
      return formatScanError(descriptor);
    case "erl_lint":
      return formatLintError(descriptor);
    default:
      return formatParseError(descriptor);
  }
}

/** The column of a place that tells its line only. */
export const NO_COLUMN = 0;

/** `Line:Column: Words`; a record that was read from a file has no columns. */
export function errorText(error: ErrorInfo): string {
  const [line, column] = error[0];
  return `${column === NO_COLUMN ? line : `${line}:${column}`}: ${messageOf(error)}`;
}

/** An exception as the shell reports it, further lines indented to `column`. Mirrors report_exception/4. */
export function exceptionText(
  exception: ShellException,
  column: number,
  print: (term: Term, column: number) => string,
): string {
  return formatException(exception.class, exception.reason, exception.stacktrace, {
    column,
    print,
    trim: (module) => module === ERL_EVAL || module === SHELL,
    explain,
  });
}

const ERL_EVAL = Symbol.for("erl_eval");
const SHELL = Symbol.for("shell");

/** Has the module of an error_info explain the arguments; one that cannot is no reason to fail. */
function explain(module: symbol, name: symbol, reason: Term, stacktrace: Term): Term {
  try {
    return running.system?.functions.builtin(module, name, 2)?.fn(reason, stacktrace);
  } catch (thrown) {
    if (thrown instanceof Exception) return undefined;
    throw thrown;
  }
}

/** What is wrong with an expression before it is run. `f(X)` may name what is unbound. */
export function refusal(
  expr: Expr,
  bindings: ReadonlyMap<string, Term>,
  state: ShellState,
): ErrorInfo | undefined {
  return lint(withoutForgetting(expr) as Expr, variables(bindings), state.records);
}

function* variables(bindings: ReadonlyMap<string, Term>): Iterable<symbol> {
  for (const name of bindings.keys()) yield Symbol.for(name);
}

/** The expression with `ok` for each `f(X)`. Mirrors prep_check/1. */
function withoutForgetting(node: Term): Term {
  return anyNode(node, isForgetting) ? replacingForgetting(node) : node;
}

function replacingForgetting(node: Term): Term {
  if (!Array.isArray(node)) return node;
  return isForgetting(node) ? tuple(A.ATOM, node[1], Symbol.for("ok")) : node.map(replacingForgetting);
}

function isForgetting(node: readonly Term[]): boolean {
  const callee = node[2];
  if (node[0] !== A.CALL || callee[0] !== A.ATOM || callee[2] !== Symbol.for("f")) return false;
  return node[3].length === 1 && node[3][0][0] === A.VAR;
}

/**
 * What is wrong with record definitions, each of which may use those before it, but none that the shell has already.
 * Mirrors add_records/3.
 */
export function recordRefusal(forms: readonly AttributeForm[]): ErrorInfo | undefined {
  const records = new Map<Atom, AttributeForm>();
  for (const form of forms) {
    const name = form[3][0] as Atom;
    const seen = new Set<Atom>();
    for (const field of recordFields(form)) {
      if (seen.has(field.name)) return [form[1], ERL_LINT, tuple3(REDEFINE_FIELD, name, field.name)];
      seen.add(field.name);
      const wrong = field.value === undefined ? undefined : lint(field.value, [], records, true);
      if (wrong !== undefined) return wrong;
    }
    const wrong = refusedType(form[3][1], records) ?? lonelyVariable(form[3][1]);
    if (wrong !== undefined) return wrong;
    records.set(name, form);
  }
  return undefined;
}

/** What is wrong with the first type `#r{…}` whose record is not there. */
function refusedType(node: Term, records: ReadonlyMap<Atom, AttributeForm>): ErrorInfo | undefined {
  if (!Array.isArray(node)) return undefined;
  if (node[0] === A.TYPE && node[2] === A.RECORD) {
    const [[, anno, name]] = node[3];
    return lint(tuple(A.RECORD, anno, name, []) as never, [], records, true);
  }
  for (const part of node) {
    const wrong = refusedType(part, records);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

/** The first type variable of the fields' types that stands there only once. */
function lonelyVariable(fields: readonly Term[]): ErrorInfo | undefined {
  const seen = new Map<Term, readonly Term[] | undefined>();
  const visit = (node: Term): void => {
    if (!Array.isArray(node)) return;
    if (node[0] === A.VAR) seen.set(node[2], seen.has(node[2]) ? undefined : node);
    // The variable of `V :: Type` is a name for the reader.
    else if (node[0] === A.ANN_TYPE) visit(node[2][1]);
    else node.forEach(visit);
  };
  for (const field of fields) if (field[0] === A.TYPED_RECORD_FIELD) visit(field[2]);
  for (const [name, node] of seen) {
    if (node === undefined || atomName(name).startsWith("_")) continue;
    return [node[1], ERL_LINT, tuple2(Symbol.for("singleton_typevar"), name)];
  }
  return undefined;
}

const ERL_LINT = Symbol.for("erl_lint");
const REDEFINE_FIELD = Symbol.for("redefine_field");

/** The text of an expression. Mirrors erl_pp:expr/2. */
export function exprText(expr: Expr): string {
  return prettyExpr(expr, PRETTY);
}

/** The text of expressions, further lines indented. Mirrors erl_pp:exprs/3. */
export function exprsText(exprs: readonly Expr[], indent: number): string {
  return prettyExprs(exprs, { ...PRETTY, indent });
}

/** The text of a definition, with its dot and a line break. Mirrors erl_pp:form/2. */
export function formText(form: Form): string {
  return prettyForm(form, PRETTY);
}

/** A variable that is bound to a fun expression, as code; undefined for other values. Mirrors list_bindings/2. */
export function bindingText(name: string, value: Term): string | undefined {
  const code = funData(value)?.code;
  if (code === undefined) return undefined;
  const { anno, clauses, variable } = code;
  const fun =
    variable === undefined
      ? tuple(A.FUN, anno, tuple(A.CLAUSES, clauses))
      : tuple(A.NAMED_FUN, anno, variable, clauses);
  return exprText(tuple(A.MATCH, anno, tuple(A.VAR, anno, Symbol.for(name)), fun) as unknown as Expr);
}

const PRETTY = { writeValue: (term: Term) => pretty(term) };
