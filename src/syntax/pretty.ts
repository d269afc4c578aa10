// pretty — code back to text, with erl_pp's line breaks: what `lf()`, `h()` and error texts show.
//
// Lines are at most 72 columns, an indentation is 4. Differs from OTP: no hooks; a term that stands in the code as a
// value is written by a port, since the printer of terms is in a room beside this one.

import { atomName } from "../terms/atom.ts";
import type { Term } from "../terms/term.ts";
import {
  type AttributeForm,
  type Expr,
  type Form,
  FUNCTION,
  type FunctionForm,
  type Guard,
  TYPED_RECORD_FIELD,
} from "./abstract-format.ts";
import {
  after,
  type Item,
  layOut,
  lines,
  type Page,
  type Separator,
  separator,
  seq,
  step,
} from "./layout.ts";
import {
  argsItem,
  assignmentItem,
  bodyItem,
  exprItem,
  exprItems,
  guarded,
  guardItem,
} from "./pretty-expr.ts";
import { specItem, typed, typeItem } from "./pretty-type.ts";
import { COMMA, type PrettyOptions, tupleItem, Writer } from "./pretty-writer.ts";
import { isStackOverflow } from "./too-deep.ts";

export type { PrettyOptions } from "./pretty-writer.ts";

function page({ width = 72, step = 4 }: PrettyOptions): Page {
  return { width, indent: step };
}

/** The text of an expression. Mirrors erl_pp:expr/3. */
export function prettyExpr(expr: Expr, options: PrettyOptions = {}): string {
  return text(options, (w) => exprItem(w, expr, options.precedence));
}

/** The text of expressions with commas between them. Mirrors erl_pp:exprs/3. */
export function prettyExprs(list: readonly Expr[], options: PrettyOptions = {}): string {
  return text(options, (w) => seq("", "", COMMA, exprItems(w, list)));
}

/** The text of a function definition or attribute, with its dot and a line break. Mirrors erl_pp:form/2. */
export function prettyForm(form: Form, options: PrettyOptions = {}): string {
  return text(options, (w) => [form[0] === FUNCTION ? functionItem(w, form) : attributeItem(w, form), ".\n"]);
}

/** The text of a guard: `when` and its tests. Mirrors erl_pp:guard/2. */
export function prettyGuard(guard: Guard, options: PrettyOptions = {}): string {
  return text(options, (w) => guardItem(w, guard));
}

/** The text of an item, or dots for what is nested too deeply to be laid out. */
function text(options: PrettyOptions, item: (w: Writer) => Item): string {
  try {
    return layOut(item(new Writer(options)), options.indent ?? 0, page(options));
  } catch (failure) {
    if (isStackOverflow(failure)) return "...";
    throw failure;
  }
}

function functionItem(w: Writer, [, , name, , clauses]: FunctionForm): Item {
  return lines(
    separator(";", false),
    clauses.map(([, , args, guard, body]) =>
      step(guarded(w, after(w.atom(name), argsItem(w, args)), guard), bodyItem(w, body)),
    ),
  );
}

function attributeItem(w: Writer, [, , attribute, value]: AttributeForm): Item {
  const name = atomName(attribute);
  switch (name) {
    case "record":
      return [after(["-record(", w.atom(value[0]), ","], recordFieldsItem(w, value[1])), ")"];
    case "native_record":
      return [after(["-record #", w.atom(value[0])], recordFieldsItem(w, value[1]))];
    case "spec":
    case "callback":
      return specItem(w, name, value);
    case "export":
    case "export_type":
    case "optional_callbacks":
      return argumentsItem(`-${name}`, separator(",", true), [functionsItem(w, value)]);
    case "import":
      return argumentsItem("-import", separator(",", false), [w.atom(value[0]), functionsItem(w, value[1])]);
    case "type":
    case "opaque":
    case "nominal": {
      const [type, definition, variables] = value;
      const head = after(w.atom(type), argsItem(w, variables));
      return after(`-${name} `, typed(head, typeItem(w, definition)));
    }
    default:
      return after(["-", w.atom(attribute)], argsItem(w, value));
  }
}

const argumentsItem = (name: string, by: Separator, items: readonly Item[]): Item =>
  after(name, seq("(", ")", by, items));

/** `[f/1,g/2]` */
function functionsItem(w: Writer, functions: readonly Term[]): Item {
  if (functions.length === 0) return "[]";
  const names = functions.map(([name, arity]) => [w.atom(name), `/${arity}`]);
  return seq("[", "]", separator(",", false), names);
}

function recordFieldsItem(w: Writer, fields: readonly Term[]): Item {
  return tupleItem(fields.map((field) => recordFieldItem(w, field)));
}

/** `{record_field, _, Name}`, with a default value or without, or a typed one. */
function recordFieldItem(w: Writer, field: Term): Item {
  if (field[0] !== TYPED_RECORD_FIELD) {
    const [, , name, value] = field;
    return value === undefined ? exprItem(w, name) : assignmentItem(w, name, exprItem(w, value, 100));
  }
  const [, , name, value] = field[1];
  const type = typeItem(w, field[2]);
  if (value === undefined) return typed(exprItem(w, name), type);
  return assignmentItem(w, name, typed(exprItem(w, value, 100), type));
}
