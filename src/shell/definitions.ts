// definitions — functions, records and types typed at the prompt.
//
// As in OTP a definition becomes a call of a hidden command: `f(X) -> X.` of `fd(f, fun …, "f(X) -> X.")`, which the
// evaluator runs like any other. Calls in the body are directed then and there: to itself as a named fun, to BIFs, to
// commands, and all others to what is defined under that name when they run.

import { RECURSIVE } from "../eval/evaluate.ts";
import type { EvalPorts } from "../eval/ports.ts";
import { writeAtom } from "../format/quote.ts";
import type { AttributeForm, CallNode, Expr, Form, FunctionForm } from "../syntax/abstract-format.ts";
import * as A from "../syntax/abstract-format.ts";
import { isAutoImportedName } from "../syntax/auto-imported.ts";
import { parseExprs, parseForm } from "../syntax/parser.ts";
import { scan } from "../syntax/scanner.ts";
import { atomName } from "../terms/atom.ts";
import { Exception } from "../terms/exception.ts";
import type { Fun } from "../terms/fun.ts";
import { compare } from "../terms/order.ts";
import { sortTerms } from "../terms/sort.ts";
import type { Atom, Term } from "../terms/term.ts";
import { isTuple, tuple, tuple2, tupleFrom } from "../terms/tuple.ts";
import { evaluateOne } from "./evaluator.ts";
import { inTermOrder, type LocalDefinition, type ShellState } from "./shell-state.ts";
import { exprText, formText, messageOf, recordRefusal } from "./words.ts";

/** Commands that get their arguments unevaluated. Mirrors shell:local_func/0. */
export const SPECIAL_NAMES: ReadonlySet<string> = new Set(
  "v h b f fd ff fl lf lr lt rd rf rl rp rr tf save_module history results catch_exception".split(" "),
);

const HIDDEN: Record<string, string> = {
  record: "rd",
  native_record: "rd",
  spec: "ft",
  type: "td",
  nominal: "td",
};

/** Whether a function of that name can be typed at the prompt: commands and BIFs cannot. */
export function isDefinable(name: string, isCommand: (name: string) => boolean): boolean {
  return !isCommand(name) && !isAutoImportedName(name) && !SPECIAL_NAMES.has(name);
}

/** The call that makes the definition. */
export function definitionCall(form: Form, isCommand: (name: string) => boolean): Expr {
  const anno = form[1];
  const text = tuple(A.STRING, anno, formText(form));
  const call = (name: string, args: readonly Term[]) =>
    tuple(A.CALL, anno, tuple(A.ATOM, anno, Symbol.for(name)), args);
  if (form[0] === A.ATTRIBUTE) return call(HIDDEN[atomName(form[2])], [text]) as never;
  const [, , name, arity, clauses] = form as FunctionForm;
  const body = clauses.map((clause) => directed(clause, name, arity, isCommand));
  const fun = tuple(A.NAMED_FUN, anno, RECURSIVE, body) as unknown as Expr;
  return call("fd", [tuple(A.ATOM, anno, name), asWritten(fun, name), text]) as never;
}

/** The fun with the places that it has in the text of the call, where errors in it are told. */
function asWritten(fun: Expr, name: Atom): Expr {
  const scanned = scan(`fd(${writeAtom(name, false)}, ${exprText(fun)}).`);
  if ("error" in scanned) return fun;
  const parsed = parseExprs(scanned.tokens);
  return "error" in parsed ? fun : ((parsed.exprs[0] as CallNode)[3][1] as Expr);
}

/** The node with its local calls directed. Mirrors reconstruct1/3 of shell.erl. */
function directed(node: Term, name: Atom, arity: number, isCommand: (name: string) => boolean): Term {
  if (!Array.isArray(node)) return node;
  const parts = node.map((part) => directed(part, name, arity, isCommand));
  if (!isTuple(node)) return parts;
  if (node[0] !== A.CALL || node[2][0] !== A.ATOM) return tupleFrom(parts);
  const [, anno, [, calleeAnno, callee], args] = node;
  const at = (module: string) =>
    tuple(
      A.REMOTE,
      calleeAnno,
      tuple(A.ATOM, calleeAnno, Symbol.for(module)),
      tuple(A.ATOM, calleeAnno, callee),
    );
  let target: Term;
  if (callee === name) {
    target = args.length === arity ? tuple(A.VAR, calleeAnno, RECURSIVE) : at("shell_default");
  } else if (SPECIAL_NAMES.has(atomName(callee))) {
    target = parts[2];
  } else {
    target = at(
      !isCommand(atomName(callee)) && isAutoImportedName(atomName(callee)) ? "erlang" : "shell_default",
    );
  }
  return tuple(A.CALL, anno, target, parts[3]);
}

/** Defines a function: `fd(Name, Fun, Text)`. */
export function* defineFunction(
  state: ShellState,
  ports: EvalPorts,
  [name, fun, text]: readonly Expr[],
): Generator<unknown, Term, any> {
  const made: Fun = yield* evaluateOne(fun, new Map(), ports);
  const definition = state.definition(name[2] as Atom, made.arity);
  definition.fun = made;
  definition.text = text[2] as string;
  return OK;
}

/** Defines a record from the text of its form: `rd(Text)`. */
export function defineRecord(state: ShellState, text: string): Atom {
  const form = formOf(text);
  const name = form[3][0] as Atom;
  addRecords(state, [form]);
  state.recordTexts.set(name, formText(form));
  return name;
}

/**
 * A record's fields as rd/2 gets them, with the records in it as tuples: a command's arguments have been expanded, and
 * so do not depend on what these records become.
 */
export function expandedFields(state: ShellState, node: Term): Term {
  if (!Array.isArray(node)) return node;
  if (node[0] !== A.RECORD || node.length !== 4) {
    const parts = node.map((part) => expandedFields(state, part));
    return isTuple(node) ? tupleFrom(parts) : parts;
  }
  const [, anno, name, given] = node;
  const values = new Map<Term, Term>();
  let others: Term = tuple(A.ATOM, anno, undefined);
  for (const [, , field, value] of given) {
    if (field[0] === A.VAR) others = value;
    else values.set(field[2], value);
  }
  const hasOthers = given.some((init: Term) => init[2][0] === A.VAR);
  const fields = (state.record(name)?.fields ?? []).map((field) => {
    if (values.has(field.name)) return expandedFields(state, values.get(field.name));
    return hasOthers || field.value === undefined ? others : expandedFields(state, field.value);
  });
  return tuple(A.TUPLE, anno, [tuple(A.ATOM, anno, name), ...fields]);
}

/** Adds record definitions; an exit with the words of the error if they are wrong. Mirrors add_records/3. */
export function addRecords(state: ShellState, forms: readonly AttributeForm[]): Atom[] {
  const wrong = recordRefusal(forms);
  if (wrong !== undefined) throw new Exception("exit", messageOf(wrong));
  const names = forms.map((form) => form[3][0] as Atom);
  for (const form of forms) state.records.set(form[3][0], form);
  return sortTerms([...new Set(names)]) as Atom[];
}

/** Keeps a type from the text of its form. */
export function defineType(state: ShellState, text: string): Term {
  const form = formOf(text);
  state.types.set(form[3][0], text);
  return OK;
}

/** Keeps a -spec from the text of its form. */
export function defineSpec(state: ShellState, text: string): Term {
  const [[name, arity]] = formOf(text)[3];
  state.definition(name, arity).spec = text;
  return OK;
}

function formOf(text: string): AttributeForm {
  const scanned = scan(text);
  if ("error" in scanned) throw new Exception("exit", messageOf(scanned.error));
  const parsed = parseForm(scanned.tokens);
  if ("error" in parsed) throw new Exception("exit", messageOf(parsed.error));
  return parsed.form as AttributeForm;
}

/** What lf/0 shows: functions with their specs, and specs without a function. */
export function functionsText(state: ShellState): string {
  const others = functionsInOrder(state).filter((one) => one.text === undefined && one.spec !== undefined);
  return [...definedFunctions(state), ...others].map(definitionText).join("\n").trim();
}

/** The functions that are defined, in the order of their names. */
export function definedFunctions(state: ShellState): LocalDefinition[] {
  return functionsInOrder(state).filter((one) => one.text !== undefined);
}

function functionsInOrder(state: ShellState): LocalDefinition[] {
  return [...state.functions.values()].sort((a, b) =>
    compare(tuple2(a.name, a.arity), tuple2(b.name, b.arity)),
  );
}

export function definitionText({ name, arity, text, spec }: LocalDefinition): string {
  if (text === undefined) return `${spec}%% ${atomName(name)}/${arity} not implemented`;
  return (spec ?? "") + text;
}

/** What lt/0 shows. */
export function typesText(state: ShellState): string {
  return inTermOrder(state.types)
    .map(([, text]) => text)
    .join("\n\n");
}

/** The texts of the records that were defined as -record. */
export function definedRecords(state: ShellState): string[] {
  return inTermOrder(state.recordTexts).map(([, text]) => text);
}

/** What lr/0 shows. */
export function recordsText(state: ShellState): string {
  return definedRecords(state).join("");
}

/** Forgets functions with their specs: one, or all. Mirrors ff/0,2. */
export function forgetFunctions(state: ShellState, key?: string): Term {
  if (key === undefined) state.functions.clear();
  else state.functions.delete(key);
  return OK;
}

const OK = Symbol.for("ok");
