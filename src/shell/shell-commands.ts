// shell-commands — the commands that are part of the shell itself: they see what was typed, the bindings, the history.
//
// Mirrors local_func/8 of shell.erl, clause for clause. Each gets its arguments unevaluated.
import type { EvalPorts, LocalFunction } from "../eval/ports.ts";
import { writeAtom } from "../format/quote.ts";
import { proc } from "../process/frame.ts";
import { self } from "../process/signals.ts";
import type { AttributeForm, Expr } from "../syntax/abstract-format.ts";
import * as A from "../syntax/abstract-format.ts";
import { Exception } from "../terms/exception.ts";
import { fromArray, NIL, toArray } from "../terms/list.ts";
import type { Atom, Term } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";
import {
  addRecords,
  defineFunction,
  defineRecord,
  defineSpec,
  defineType,
  expandedFields,
  forgetFunctions,
  functionsText,
  recordsText,
  typesText,
} from "./definitions.ts";
import { evaluateOne } from "./evaluator.ts";
import { columns, print } from "./print.ts";
import { recordsOf } from "./record-files.ts";
import { saveModule } from "./save-module.ts";
import { ShellLeave } from "./shell-messages.ts";
import { functionKey, inTermOrder, type ShellState } from "./shell-state.ts";
import { bindingText, exprsText, exprText, formText } from "./words.ts";

const OK = Symbol.for("ok");
const SHELL = Symbol.for("shell");

type Special = (args: readonly Expr[], bindings: Map<string, Term>) => Term;
type Waiting = (args: readonly Expr[], bindings: Map<string, Term>) => Generator<unknown, Term, any>;

/** A command that prints, or evaluates its arguments: process code. */
function waiting(body: Waiting): Special {
  return proc(body, { module: SHELL, items: () => [] });
}

/** The commands by `name/arity`. `ports` is asked for when a command runs, since it contains the commands. */
export function shellCommands(state: ShellState, ports: () => EvalPorts): ReadonlyMap<string, LocalFunction> {
  const value = (expr: Expr, bindings: Map<string, Term>) => evaluateOne(expr, bindings, ports());
  const specials: Record<string, Special> = {
    "v/1"([number]) {
      if (number[0] !== A.INTEGER) throw functionClause("v", 1);
      return state.history.results.get(Number(number[2]));
    },
    "h/0": waiting(function* () {
      for (const [number, exprs] of state.history.commands) yield* listCommand(state, number, exprs);
      return OK;
    }),
    "b/0": waiting(function* (_args, bindings) {
      for (const [name, bound] of [...bindings].sort(([a], [b]) => (a < b ? -1 : 1))) {
        const prefix = `${name} = `;
        const shown = bindingText(name, bound) ?? prefix + state.pp(bound, prefix.length + 1, columns());
        yield* print(`${shown}\n`);
      }
      return OK;
    }),
    "f/0"(_args, bindings) {
      bindings.clear();
      return OK;
    },
    "f/1"([variable], bindings) {
      if (variable[0] !== A.VAR) throw functionClause("f", 1);
      bindings.delete(Symbol.keyFor(variable[2]) as string);
      return OK;
    },
    "lf/0": waiting(function* () {
      yield* print(`${functionsText(state)}\n\n`);
      return OK;
    }),
    "lt/0": waiting(function* () {
      yield* print(`${typesText(state)}\n`);
      return OK;
    }),
    "lr/0": waiting(function* () {
      yield* print(`${recordsText(state)}\n`);
      return OK;
    }),
    "fd/3": waiting(function* (args) {
      return yield* defineFunction(state, ports(), args);
    }),
    "ft/1"([text]) {
      return defineSpec(state, textOf(text, "ft"));
    },
    "td/1"([text]) {
      return defineType(state, textOf(text, "td"));
    },
    "rd/1"([text]) {
      defineRecord(state, textOf(text, "rd"));
      return OK;
    },
    "rd/2"([name, fields]) {
      if (name[0] !== A.ATOM) throw functionClause("rd", 2);
      return defineRecord(
        state,
        `-record(${writeAtom(name[2], false)},${exprText(expandedFields(state, fields) as Expr)}).`,
      );
    },
    "fl/0"() {
      for (const name of state.recordTexts.keys()) state.records.delete(name);
      state.recordTexts.clear();
      state.types.clear();
      return forgetFunctions(state);
    },
    "ff/0"() {
      return forgetFunctions(state);
    },
    "ff/2"([name, arity]) {
      if (name[0] !== A.ATOM || arity[0] !== A.INTEGER) throw functionClause("ff", 2);
      return forgetFunctions(state, functionKey(name[2], Number(arity[2])));
    },
    "tf/0"() {
      state.types.clear();
      return OK;
    },
    "tf/1"([name]) {
      if (name[0] !== A.ATOM) throw functionClause("tf", 1);
      state.types.delete(name[2]);
      return OK;
    },
    "rf/0"() {
      forgetRecords(state, undefined);
      return NIL;
    },
    "rf/1": waiting(function* ([which], bindings) {
      const names = yield* value(which, bindings);
      forgetRecords(state, names === Symbol.for("_") ? undefined : listOf(names));
      return OK;
    }),
    "rl/0": waiting(function* () {
      for (const [, form] of inTermOrder(state.records)) yield* print(formText(form));
      return OK;
    }),
    "rl/1": waiting(function* ([which], bindings) {
      for (const name of listOf(yield* value(which, bindings))) {
        const form = state.records.get(name as Atom);
        if (form !== undefined) yield* print(formText(form));
      }
      return OK;
    }),
    "rp/1": waiting(function* ([term], bindings) {
      yield* print(`${state.pp(yield* value(term, bindings), 1, columns(), -1)}\n`);
      return OK;
    }),
    "save_module/1": waiting(function* ([path]) {
      return yield* saveModule(state, textOf(path, "save_module"));
    }),
    "history/1"([count]) {
      const before = state.keepCommands;
      state.keepCommands = integer(count, "history");
      return before;
    },
    "results/1"([count]) {
      const before = state.keepResults;
      state.keepResults = integer(count, "results");
      return before;
    },
    "catch_exception/1"([flag]) {
      if (flag[0] !== A.ATOM || typeof flag[2] !== "boolean") throw functionClause("catch_exception", 1);
      const before = state.catchException;
      state.catchException = flag[2];
      return before;
    },
    "exit/0"() {
      for (const process of self().links ?? []) process.deliver(new ShellLeave());
      throw new Exception("exit", Symbol.for("normal"));
    },
  };
  for (const arity of [1, 2, 3]) {
    specials[`rr/${arity}`] = waiting(function* rr(args, bindings) {
      const given: Term[] = [];
      for (const arg of args) given.push(yield* value(arg, bindings));
      const [file, selected = Symbol.for("_")] = given;
      const found = yield* recordsOf(file);
      if (isTuple(found)) return found;
      const wanted = selected === Symbol.for("_") ? undefined : listOf(selected);
      return fromArray(
        addRecords(
          state,
          found.filter((form: AttributeForm) => wanted?.includes(form[3][0]) ?? true),
        ),
      );
    });
  }
  const commands = new Map<string, LocalFunction>();
  for (const [key, special] of Object.entries(specials)) commands.set(key, { special });
  return commands;
}

/** The arguments are not what the command takes. As in OTP it is raised with a stacktrace of the command alone. */
function functionClause(name: string, arity: number): Exception {
  const exception = new Exception("error", Symbol.for("function_clause"), [
    { module: SHELL, name: Symbol.for(name), arity },
  ]);
  exception.complete = true;
  return exception;
}

function integer(expr: Expr, name: string): number {
  if (expr[0] !== A.INTEGER) throw functionClause(name, 1);
  return Number(expr[2]);
}

function textOf(expr: Expr, name: string): string {
  if (expr[0] !== A.STRING) throw functionClause(name, 1);
  return expr[2];
}

function listOf(term: Term): readonly Term[] {
  return toArray(term) ?? [term];
}

function forgetRecords(state: ShellState, names: readonly Term[] | undefined): void {
  for (const name of names ?? [...state.records.keys()]) {
    state.records.delete(name as Atom);
    state.recordTexts.delete(name as Atom);
  }
}

function* listCommand(
  state: ShellState,
  number: number,
  exprs: readonly Expr[],
): Generator<unknown, void, any> {
  const prefix = `${number}: `;
  yield* print(`${prefix}${exprsText(exprs, prefix.length)}\n`);
  if (!state.history.results.has(number)) return;
  yield* print(`-> ${state.pp(state.history.results.get(number), 4, columns())}\n`);
}
