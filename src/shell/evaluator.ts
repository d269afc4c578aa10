// evaluator — the process that evaluates what is typed at a shell.
//
// Mirrors eval_loop and eval_exprs of shell.erl. An exception ends it, with what it was linked to, unless exceptions
// are to be caught; the shell then starts another with the bindings and the dictionary of the last good command.
import { compileExpression } from "../eval/evaluate.ts";
import type { EvalPorts } from "../eval/ports.ts";
import { SHELL } from "../eval/stack-lines.ts";
import { exitSignal } from "../process/exit.ts";
import { exceptionOf, exitReason, stacktrace } from "../process/failure.ts";
import { proc } from "../process/frame.ts";
import type { Process } from "../process/process.ts";
import { receiveFrame } from "../process/receive.ts";
import { PREEMPT } from "../process/scheduler.ts";
import { self } from "../process/signals.ts";
import type { Expr } from "../syntax/abstract-format.ts";
import { Exception } from "../terms/exception.ts";
import type { Term } from "../terms/term.ts";
import { columns, print } from "./print.ts";
import {
  type Bindings,
  type Dictionary,
  ShellCommand,
  ShellException,
  ShellRefusal,
  ShellValue,
} from "./shell-messages.ts";
import type { ShellState } from "./shell-state.ts";
import { refusal } from "./words.ts";

const NORMAL = Symbol.for("normal");

/** The code of an evaluator of `shell`. */
export const evaluator = proc(
  function* evaluator(
    shell: Process,
    state: ShellState,
    ports: EvalPorts,
    start: { readonly bindings: Bindings; readonly dictionary: Dictionary },
  ): Generator<unknown, void, any> {
    const me = self();
    let bindings = start.bindings;
    if (start.dictionary !== null) me.dictionary = new Map(start.dictionary);
    for (;;) {
      const command: ShellCommand = yield receiveFrame((message) => message instanceof ShellCommand);
      try {
        const result = yield* evaluateCommand(command, bindings, state, ports);
        if (result instanceof ShellValue) bindings = result.bindings;
        shell.deliver(result);
      } catch (thrown) {
        const exception = exceptionOf(thrown);
        if (exception.class === "exit" && exception.reason === NORMAL) throw thrown;
        const { class: cls, reason, items } = exception;
        const kept = state.catchException === true;
        shell.deliver(new ShellException(cls, reason, stacktrace(items), kept));
        if (!kept) {
          endLinked(me, shell, exception);
          throw new Exception("exit", NORMAL);
        }
      }
    }
  },
  { module: Symbol.for("shell"), items: () => SHELL },
);

function* evaluateCommand(
  { exprs, silent }: ShellCommand,
  before: Bindings,
  state: ShellState,
  ports: EvalPorts,
): Generator<unknown, ShellValue | ShellRefusal, any> {
  const bindings = new Map(before);
  let value: Term;
  for (const expr of exprs) {
    const error = refusal(expr, bindings, state);
    if (error !== undefined) return new ShellRefusal(error);
    value = yield compileExpression(expr, bindings, ports)();
  }
  // Whoever was started or woken runs first, as in OTP: a process that ends at once takes a linked evaluator along
  // before the value is shown.
  yield PREEMPT;
  if (!silent) yield* print(`${state.pp(value, 1, columns())}\n`);
  return new ShellValue(value, bindings, dictionaryOf(self()));
}

function dictionaryOf(process: Process): Dictionary {
  return process.dictionary === null ? null : new Map(process.dictionary);
}

/** The processes linked to the evaluator get the reason of the exception; nobody reports the evaluator's own end. */
function endLinked(evaluator: Process, shell: Process, exception: Exception): void {
  const reason = exitReason(exception);
  for (const linked of [...(evaluator.links ?? [])]) {
    if (linked !== shell) exitSignal(evaluator, linked, reason, false);
  }
}

/** The value of one expression with its own bindings: an argument of a command that gets it unevaluated. */
export function* evaluateOne(
  expr: Expr,
  bindings: Map<string, Term>,
  ports: EvalPorts,
): Generator<unknown, Term, any> {
  return yield compileExpression(expr, bindings, ports)();
}
