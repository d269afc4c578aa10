// server — the shell process: prompt, reading, the history, and the evaluator that it keeps.
//
// Mirrors server_loop, get_command and shell_rep of shell.erl. The number of the prompt advances with every command
// that was understood; a scan or parse error, or a wrong number in `v(N)`, does not count.
//
// Differs from OTP: it reads by itself, not through a process of its own; no restricted shell.
import type { EvalPorts } from "../eval/ports.ts";
import { format } from "../format/format.ts";
import { end } from "../process/exit.ts";
import { proc } from "../process/frame.ts";
import type { Process } from "../process/process.ts";
import { receiveFrame, TIMEOUT } from "../process/receive.ts";
import { demonitor, exit, monitor, self, sendFromErlang } from "../process/signals.ts";
import type { ErrorInfo, Expr } from "../syntax/abstract-format.ts";
import * as A from "../syntax/abstract-format.ts";
import type { TokensResult } from "../syntax/scanner.ts";
import { isStackOverflow, tooDeep } from "../syntax/too-deep.ts";
import { isAtom } from "../terms/atom.ts";
import { Exception } from "../terms/exception.ts";
import { fromArray, NIL, toArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple, tuple2 } from "../terms/tuple.ts";
import { NoCommand } from "./command-history.ts";
import { definitionCall, isDefinable } from "./definitions.ts";
import { evaluator } from "./evaluator.ts";
import { columns, print, request } from "./print.ts";
import { FormCollector, readForm } from "./reader.ts";
import {
  type Dictionary,
  ShellCommand,
  ShellException,
  ShellLeave,
  ShellRefusal,
  ShellValue,
} from "./shell-messages.ts";
import type { ShellState } from "./shell-state.ts";
import { errorText, exceptionText, exprText } from "./words.ts";

const DEFAULT = Symbol.for("default");
const EXIT = Symbol.for("EXIT");
const INTERRUPT = Symbol.for("interrupt");
const IO_REPLY = Symbol.for("io_reply");
const LONG_MS = 5000;
const ANCESTORS = Symbol.for("$ancestors");
const APPLY = { module: Symbol.for("erlang"), name: Symbol.for("apply"), arity: 2 };

/** What a shell is made of. */
export interface ShellParts {
  readonly state: ShellState;
  readonly ports: EvalPorts;
  /** Who started the shell, the nearest first: what evaluators have in their dictionary, as in OTP. */
  readonly ancestors: readonly Term[];
  /** The line that greets. */
  readonly banner: string;
  /** Whether some command of shell_default or c has that name. */
  readonly isCommand: (name: string) => boolean;
  /** What the end of the input and q/0 do. */
  readonly leave: () => void;
}

/** The code of a shell process. */
export const server = proc(
  function* server(parts: ShellParts): Generator<unknown, void, any> {
    self().trapExit = true;
    yield* new Server(parts).loop();
  },
  { module: Symbol.for("shell"), items: () => [] },
);

class Server {
  readonly #parts: ShellParts;
  readonly #state: ShellState;
  #evaluator: Process;
  #dictionary: Dictionary;

  constructor(parts: ShellParts) {
    this.#parts = parts;
    this.#state = parts.state;
    this.#dictionary = new Map([[ANCESTORS, [ANCESTORS, fromArray([self(), ...parts.ancestors])]]]);
    this.#evaluator = this.#startEvaluator();
  }

  *loop(): Generator<unknown, void, any> {
    yield* print(this.#parts.banner);
    const { history } = this.#state;
    for (let number = 1; ; ) {
      const read = yield* this.#read(yield* this.#prompt(number));
      if ("eof" in read) {
        yield* print("*** Terminating erlang (nonode@nohost)\n");
        this.#parts.leave();
        return;
      }
      if ("error" in read) {
        this.#state.outcome = new ShellRefusal(read.error);
        yield* this.#complain(errorText(read.error));
        continue;
      }
      let exprs: readonly Expr[];
      try {
        exprs = history.expand(read.exprs, number);
      } catch (thrown) {
        if (thrown instanceof NoCommand) {
          yield* this.#complain(`${exprText(thrown.expr)}: command not found`);
        } else if (isStackOverflow(thrown)) {
          yield* this.#complain(errorText(tooDeep(read.exprs[0][1])));
        } else {
          throw thrown;
        }
        continue;
      }
      this.#state.busy = true;
      const result = yield* this.#evaluate(new ShellCommand(exprs, false));
      this.#state.busy = false;
      const kept = result instanceof Failed ? result.result : result;
      history.add(number, exprs, kept, this.#state.keepCommands, this.#state.keepResults);
      if (this.#state.leaving) {
        this.#parts.leave();
        return;
      }
      number++;
    }
  }

  #startEvaluator(): Process {
    const me = self();
    const { state, ports } = this.#parts;
    const start = { bindings: this.#state.bindings, dictionary: this.#dictionary };
    this.#evaluator = me.system.spawn(() => evaluator(me, state, ports, start), {
      link: true,
      silent: true,
      initialCall: APPLY,
    });
    return this.#evaluator;
  }

  /** The text of the prompt, from the prompt function where there is one. */
  *#prompt(number: number): Generator<unknown, Term, any> {
    const func = this.#state.promptFunc;
    if (func === DEFAULT) return this.#state.settings.paint.prompt(`${number}> `);
    if (!isTuple(func) || func.length !== 2 || !isAtom(func[0]) || !isAtom(func[1])) {
      return yield* this.#badPrompt(func, number);
    }
    const anno = tuple(1, 1);
    const pair = tuple(A.TUPLE, anno, [
      tuple(A.ATOM, anno, Symbol.for("history")),
      tuple(A.INTEGER, anno, number),
    ]);
    const list = tuple(A.CONS, anno, pair, tuple(A.NIL_LIST, anno));
    const callee = tuple(A.REMOTE, anno, tuple(A.ATOM, anno, func[0]), tuple(A.ATOM, anno, func[1]));
    const value = yield* this.#evaluate(
      new ShellCommand([tuple(A.CALL, anno, callee, [list]) as never], true),
    );
    return value instanceof Failed ? yield* this.#badPrompt(func, number) : value;
  }

  *#badPrompt(func: Term, number: number): Generator<unknown, string, any> {
    yield* this.#complain(`Bad prompt function: ${format("~tp", [func])}`);
    return this.#state.settings.paint.prompt(`${number}> `);
  }

  /** A command that cannot be run. */
  *#complain(text: string): Generator<unknown, void, any> {
    yield* print(`${this.#state.settings.paint.error(`* ${text}`)}\n`);
  }

  /** Reads one command. A process that the evaluator is linked to may end meanwhile, and the evaluator with it. */
  *#read(prompt: Term): Generator<unknown, Understood, any> {
    const scanned = yield* this.#ask(prompt);
    const read = readForm(scanned, (name) => isDefinable(name, this.#parts.isCommand));
    if ("form" in read) return { exprs: [definitionCall(read.form, this.#parts.isCommand)] };
    if ("error" in read && read.scanning) {
      // What is left of the line is skipped.
      yield* request(tuple(Symbol.for("get_line"), Symbol.for("unicode"), NIL));
    }
    return read;
  }

  *#ask(prompt: Term): Generator<unknown, TokensResult, any> {
    const me = self();
    const leader = me.groupLeader;
    const ref = monitor(me, leader);
    const get = tuple(Symbol.for("get_until"), Symbol.for("unicode"), prompt, new FormCollector());
    sendFromErlang(leader, tuple(Symbol.for("io_request"), me, ref, get));
    for (;;) {
      const message: Term = yield receiveFrame(
        (term) =>
          isTuple(term) &&
          (term[1] === ref || (term[0] === EXIT && (term[1] === this.#evaluator || term[2] === INTERRUPT))),
      );
      if (message[0] === IO_REPLY) {
        demonitor(me, ref);
        return message[2];
      }
      if (message[0] !== EXIT) throw new Exception("exit", Symbol.for("terminated"));
      const interrupted = message[2] === INTERRUPT;
      if (interrupted) {
        end(this.#evaluator, Symbol.for("killed"));
        yield receiveFrame((term) => isExitOf(term, this.#evaluator));
      }
      // Else an idle evaluator was taken along by a link.
      const exception = interrupted ? exitOf(Symbol.for("killed"), "exit") : exitOf(message[2], "error");
      yield* this.#report(exception, "** ");
      this.#startEvaluator();
    }
  }

  /** Has the evaluator evaluate a command, and waits for what becomes of it. */
  *#evaluate(command: ShellCommand): Generator<unknown, Term, any> {
    this.#evaluator.deliver(command);
    let patienceMs = LONG_MS;
    for (;;) {
      const message: Term = yield receiveFrame(null, patienceMs);
      if (message === TIMEOUT) {
        yield* print("Command is taking a long time, type Ctrl+G, then enter 'i' to interrupt\n");
        patienceMs = Number.POSITIVE_INFINITY;
      } else if (message instanceof ShellValue) {
        this.#state.outcome = message;
        this.#state.bindings = message.bindings;
        this.#dictionary = message.dictionary;
        return message.value;
      } else if (message instanceof ShellRefusal) {
        this.#state.outcome = message;
        yield* this.#complain(errorText(message.error));
        return new Failed(tuple2(EXIT, message.error[2]));
      } else if (message instanceof ShellException) {
        if (!message.caught) yield receiveFrame((term) => isExitOf(term, this.#evaluator));
        return yield* this.#failed(message, message.caught ? "* " : "** ");
      } else if (message instanceof ShellLeave) {
        throw new Exception("exit", Symbol.for("normal"));
      } else if (isExitOf(message, this.#evaluator)) {
        return yield* this.#failed(exitOf(message[2], "exit"), "** ");
      } else if (isTuple(message) && message[0] === EXIT) {
        if (message[2] === INTERRUPT) end(this.#evaluator, Symbol.for("killed"));
        else {
          exit(self(), this.#evaluator, message[2]);
          throw new Exception("exit", message[2]);
        }
      }
    }
  }

  /** An exception ended the command: shows it, and goes on with an evaluator that lives. */
  *#failed(exception: ShellException, tag: string): Generator<unknown, Failed, any> {
    this.#state.outcome = exception;
    yield* this.#report(exception, tag);
    if (!exception.caught) this.#startEvaluator();
    const reason =
      exception.class === "throw" ? tuple2(Symbol.for("nocatch"), exception.reason) : exception.reason;
    return new Failed(tuple2(EXIT, tuple2(reason, exception.stacktrace)));
  }

  *#report(exception: ShellException, tag: string): Generator<unknown, void, any> {
    const width = columns();
    const pp = (term: Term, column: number) => this.#state.pp(term, column, width);
    const text = `${tag}${exceptionText(exception, tag.length + 1, pp)}`;
    yield* print(`${this.#state.settings.paint.error(text)}\n`);
  }
}

type Understood =
  | { readonly exprs: readonly Expr[] }
  | { readonly error: ErrorInfo }
  | { readonly eof: true };

/** A command that has no value; what the history keeps of it. */
class Failed {
  readonly result: Term;
  constructor(result: Term) {
    this.result = result;
  }
}

function isExitOf(term: Term, process: Process): boolean {
  return isTuple(term) && term[0] === EXIT && term[1] === process;
}

/** The exception that an exit reason stands for: `{Reason, Stacktrace}`, or a reason alone. */
function exitOf(reason: Term, cls: "error" | "exit"): ShellException {
  if (isTuple(reason) && reason.length === 2 && isStacktrace(reason[1])) {
    return new ShellException(cls, reason[0], reason[1], false);
  }
  return new ShellException(cls, reason, NIL, false);
}

function isStacktrace(term: Term): boolean {
  return toArray(term)?.every((item) => isTuple(item) && item.length >= 3 && isAtom(item[0])) ?? false;
}
