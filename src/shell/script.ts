// script — runs a file as a program: a module with `main`, or Erlang expressions as they are typed at a prompt.
//
// Mirrors escript: main/1 gets the arguments as strings, the program ends with status 0 when it has returned, and with
// 127 and the exception on standard error when it fails. A file of expressions is read as a whole before any is run, and
// may define functions and records as a prompt does; if main/1 is one of them, it is called at the end.
//
// Differs from OTP: no preprocessor; attributes such as -module are passed over; functions need no -export.

import { exportedFunctions } from "../code/module-info.ts";
import type { Version } from "../code/version.ts";
import { compileExpression } from "../eval/evaluate.ts";
import { display } from "../format/display.ts";
import { pretty } from "../format/pretty.ts";
import { applyMfa } from "../process/apply.ts";
import { complete, exceptionOf, stacktrace } from "../process/failure.ts";
import { Frame, proc } from "../process/frame.ts";
import type { Process } from "../process/process.ts";
import type { System } from "../process/system.ts";
import { emergency } from "../stdlib/emergency.ts";
import { ports } from "../stdlib/ports.ts";
import type { OtpModule } from "../stdlib/table.ts";
import type { ErrorInfo } from "../syntax/abstract-format.ts";
import { atomName } from "../terms/atom.ts";
import type { ExceptionClass } from "../terms/exception.ts";
import { fromArray } from "../terms/list.ts";
import { isError } from "../terms/realm.ts";
import type { Term } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";
import { readForms } from "./forms.ts";
import type { Runtime } from "./runtime.ts";
import { ShellException } from "./shell-messages.ts";
import { shellPorts } from "./start-shell.ts";
import { errorText, exceptionText, refusal } from "./words.ts";

/** What is run. */
export interface Script {
  /** The file as it was named. */
  readonly file: string;
  /** The module that the file is, with its path; or the text of expressions. */
  readonly code: { readonly module: symbol; readonly path: string } | { readonly text: string };
  readonly args: readonly string[];
}

const FAILED = 127;
const MAIN = Symbol.for("main");
const NORMAL = Symbol.for("normal");
const SHELL_DEFAULT = Symbol.for("shell_default");
const DEPTH = 50;
const NO_FRAME = { items: () => [] };
/** The script cannot be run: the text says why. */
class Fatal extends Error {}

/** Starts the process that runs a script and then ends the program. */
export function startScript(runtime: Runtime, user: Process, script: Script): Process {
  const { system } = runtime;
  const process = system.spawn(() => run(runtime, script), { silent: true, groupLeader: user });
  process.onExit = [
    (reason) => {
      if (reason === NORMAL) return;
      // What a timer of the script's threw is as good as thrown by main.
      if (isTuple(reason) && isError(reason[0])) fail(system, words("error", reason[0], reason[1]));
      else emergency(system, `Runtime terminating during boot (${display(reason)})`);
    },
  ];
  return process;
}

const run = proc(function* run(
  runtime: Runtime,
  { file, code, args }: Script,
): Generator<unknown, void, any> {
  const { system } = runtime;
  try {
    if ("module" in code) yield* runModule(runtime, code, args);
    else yield* runExpressions(runtime, file, code.text, args);
    system.halt(0);
  } catch (thrown) {
    fail(system, thrown instanceof Fatal ? thrown.message : failure(thrown));
  }
}, NO_FRAME);

function fail(system: System, text: string): void {
  ports.of(system).os.displayError(`eshell: ${text}\n`);
  system.halt(FAILED);
}

function failure(thrown: unknown): string {
  const { class: cls, reason, items } = complete(exceptionOf(thrown));
  return words(cls, reason, stacktrace(items));
}

/** The words of an exception. Mirrors format_exception/3 of escript.erl. */
function words(cls: ExceptionClass, reason: Term, items: Term): string {
  const exception = new ShellException(cls, reason, items, false);
  return exceptionText(exception, 1, (term, column) => pretty(term, { column, depth: DEPTH }));
}

function* runModule(
  runtime: Runtime,
  { module, path }: { readonly module: symbol; readonly path: string },
  args: readonly string[],
): Generator<unknown, void, any> {
  const name = atomName(module);
  if (runtime.modules.has(module))
    throw new Fatal(`${name} is a module of the system: the file needs another name`);
  const found = runtime.code.which(module);
  if (found !== path) throw new Fatal(`module ${name} is ${found ?? "no file's"}, and not ${path}`);
  const version: Version | undefined = yield runtime.code.loadForCall(module);
  if (version === undefined) throw new Fatal("There were compilation errors.");
  const arities = exportedFunctions(version).flatMap(([known, arity]) => (known === MAIN ? [arity] : []));
  // `function main()` is as good, where the arguments do not matter.
  const takesNone = arities.includes(0) && !arities.includes(1);
  const result = applyMfa(module, MAIN, takesNone ? [] : [fromArray(args)]);
  if (result instanceof Frame) yield result;
}

function* runExpressions(
  { system, state, modules }: Runtime,
  file: string,
  text: string,
  args: readonly string[],
): Generator<unknown, void, any> {
  const shellDefault = modules.get(SHELL_DEFAULT) as OtpModule;
  const { ports: evalPorts, isCommand } = shellPorts(system, state, shellDefault);
  const bindings = new Map<string, Term>();
  const read = readForms(text, isCommand);
  if ("errors" in read) throw refused(file, read.errors);
  for (const expr of read.exprs) {
    const wrong = refusal(expr, bindings, state);
    if (wrong !== undefined) throw refused(file, [wrong]);
    yield compileExpression(expr, bindings, evalPorts)();
  }
  const main = state.localFunction(MAIN, 1);
  if (main === undefined) return;
  const result = main.invoke(fromArray(args));
  if (result instanceof Frame) yield result;
}

/** Says what is wrong with the text. */
function refused(file: string, errors: readonly ErrorInfo[]): Fatal {
  for (const error of errors) ports.of().os.displayError(`${file}:${errorText(error)}\n`);
  return new Fatal("There were compilation errors.");
}
