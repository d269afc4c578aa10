// boot — what the command line asks for once the system has started: `-s`, `-run`, `-eval`, one after the other.
//
// Mirrors start_em/1 and start_it/1 of init.erl, and what init does when the process that runs them fails: the program
// ends with status 1 and says why. Differs: no crash dump; the values of `-eval` are one text, joined by blanks; what
// is said of a module that is not there speaks of module folders.
import { display } from "../format/display.ts";
import { applyMfa } from "../process/apply.ts";
import { complete, exceptionOf, stacktrace } from "../process/failure.ts";
import { Frame, proc } from "../process/frame.ts";
import type { Process } from "../process/process.ts";
import { self } from "../process/signals.ts";
import type { System } from "../process/system.ts";
import { atomName } from "../terms/atom.ts";
import { Exception, errorTuple, type StackItem } from "../terms/exception.ts";
import { fromArray, NIL, toArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { tuple2, tuple3 } from "../terms/tuple.ts";
import { code } from "./code.ts";
import { emergency } from "./emergency.ts";
import { erl_eval } from "./erl_eval.ts";
import { parse_exprs } from "./erl_parse.ts";
import { erl_scan } from "./erl_scan.ts";
import { erlang } from "./erlang.ts";
import { ports } from "./ports.ts";

/** Something to start with: an expression, or a call. */
export type Start =
  | { readonly eval: string }
  | { readonly module: symbol; readonly name: symbol; readonly args: readonly Term[] };

const INIT = Symbol.for("init");
const NORMAL = Symbol.for("normal");
const OK = Symbol.for("ok");
const ERROR = Symbol.for("error");
const DOT = Symbol.for("dot");
const APPLY = { module: Symbol.for("erlang"), name: Symbol.for("apply"), arity: 2 };

const item = (name: string, arity: number): StackItem => ({ module: INIT, name: Symbol.for(name), arity });
const STACK = [item("start_it", 1), item("start_em", 1), item("do_boot", 3)];

/** Starts the process that does them in order; if it fails, the program ends. */
export function startEm(system: System, starts: readonly Start[], groupLeader: Process): Process {
  const process = system.spawn(() => doBoot(starts), { silent: true, groupLeader, initialCall: APPLY });
  process.onExit = [
    (reason) => {
      if (reason === NORMAL) return;
      emergency(system, `Runtime terminating during boot (${display(reason)})`);
    },
  ];
  return process;
}

const doBoot = proc(
  function* do_boot(starts: readonly Start[]): Generator<unknown, void, any> {
    self().trapExit = true;
    for (const start of starts) {
      if ("eval" in start) yield* evaluate(start.eval);
      else yield* call(start.module, start.name, start.args);
    }
  },
  { module: INIT, items: () => STACK },
);

function* evaluate(text: string): Generator<unknown, void, any> {
  try {
    const { string } = erl_scan.functions;
    const tokens = toArray(matched(string[0](text))[1]) as Term[];
    if (tokens.at(-1)?.[0] !== DOT) tokens.push(tuple2(DOT, 1));
    const exprs = matched(parse_exprs(fromArray(tokens)))[1];
    yield* value(erl_eval.functions.exprs[0](exprs, NIL, NIL, NIL));
  } catch (thrown) {
    ports.of().os.displayError(`Error! Failed to eval: ${text}\r\n\r\n`);
    throw thrown;
  }
}

/** What is `{ok, …}`; anything else is no match. */
function matched(answer: Term): Term {
  if (answer[0] !== OK) throw errorTuple(Symbol.for("badmatch"), answer);
  return answer;
}

function* call(module: symbol, name: symbol, args: readonly Term[]): Generator<unknown, void, any> {
  const loaded = yield* value(code.functions.ensure_loaded(module));
  if (loaded[0] === ERROR) {
    ports.of().os.displayError(`${loadError(module, loaded[1])}\r\n\r\n`);
    throw new Exception("error", Symbol.for("undef"));
  }
  try {
    yield* value(applyMfa(module, name, args));
  } catch (thrown) {
    const { class: kind, reason, items } = complete(exceptionOf(thrown));
    if (kind !== "error" || reason !== Symbol.for("undef")) {
      const shown = tuple3(Symbol.for(kind), reason, stacktrace(items));
      ports.of().os.display(`${display(shown)}\r\n`);
    } else if (!erlang.functions.function_exported(module, name, args.length)) {
      const what = `${atomName(module)}:${atomName(name)}/${args.length}`;
      ports.of().os.displayError(`Error! ${what} is not exported.\r\n\r\n`);
    }
    throw thrown;
  }
}

function* value(result: Term): Generator<unknown, Term, any> {
  return result instanceof Frame ? yield result : result;
}

/** The words of explain_ensure_loaded_error/2 of init.erl. */
function loadError(module: symbol, reason: Term): string {
  const failed = `Error! Failed to load module '${atomName(module)}'`;
  switch (atomName(reason)) {
    case "badfile":
      return `${failed} because it does not compile.`;
    case "nofile":
      return (
        `${failed} because it cannot be found.\r\n` +
        "Make sure that the module name is correct and that its file\r\n" +
        "is in the module folder."
      );
    default:
      return `${failed}. Reason: ${atomName(reason)}`;
  }
}
