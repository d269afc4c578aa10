// group — the group leader: the process that the I/O protocol talks to.
//
// Output is written at once, also while somebody waits for input. Input requests wait in line; the first of them has
// the input: what is left of the last line, then a line at a time. Where lines come from is a port: a pipe, or a
// terminal with its line editor.
//
// Differs from OTP's group: one state machine for pipe and terminal; no latin1 mode; a failing `requests` list answers
// the error instead of ending the group leader.
import { chardataText } from "../format/chardata.ts";
import { format } from "../format/format.ts";
import { applyMfa } from "../process/apply.ts";
import type { Device } from "../process/device.ts";
import { Frame, proc } from "../process/frame.ts";
import type { Process } from "../process/process.ts";
import { receiveFrame } from "../process/receive.ts";
import { demonitor, monitor, self, sendFromErlang } from "../process/signals.ts";
import type { System } from "../process/system.ts";
import { atomName, isAtom } from "../terms/atom.ts";
import { Exception } from "../terms/exception.ts";
import { toArray } from "../terms/list.ts";
import { Pid, type Ref } from "../terms/pid.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple3 } from "../terms/tuple.ts";
import {
  CharsCollector,
  type Collected,
  Collector,
  type Data,
  END,
  errorTerm,
  LineCollector,
  optionList,
  untilCollector,
} from "./collect.ts";

/** Where a group leader's lines come from, and where its output goes. */
export interface Lines extends Device {
  /** Whether lines are typed into an editor: a request that needs more gets the whole text again. */
  readonly edits: boolean;
  /** There is no input: whoever asks for some gets an error behind the prompt. */
  readonly outputOnly?: boolean;
  /**
   * Shows the prompt and asks for a line, which is sent as an {@link Input}, or returned if it is there already.
   * An editor begins with `text`.
   */
  ask(prompt: string, options: AskOptions, text: string): Data | undefined;
  /** Shows how far long work is, in place of what it showed before; undefined takes that away. */
  progress?(line: string | undefined): void;
  /** The request has what it wants of the line that was asked for. */
  accept(): void;
  /** Nobody waits any more for the line that was asked for. */
  abandon(): void;
}

export interface AskOptions {
  /** The line belongs into the history. */
  readonly history: boolean;
  /** The request goes on: on a pipe the prompt is shown only where there is nothing to go on with. */
  readonly continues: boolean;
  /** What is typed is not shown. */
  readonly secret: boolean;
}

/** Input for a group leader, as a message: from its Lines, nobody else. */
export class Input {
  readonly data: Data;
  constructor(data: Data) {
    this.data = data;
  }
}

interface Request {
  readonly from: Pid;
  /** Tells when whoever asks has ended. */
  readonly monitor: Ref;
  readonly replyAs: Term;
  readonly prompt: string;
  readonly collector: Collector;
  readonly secret: boolean;
}

const IO_REQUEST = Symbol.for("io_request");
const DOWN = Symbol.for("DOWN");
const IO_REPLY = Symbol.for("io_reply");
const INITIAL_CALL = { module: Symbol.for("group"), name: Symbol.for("server"), arity: 3 };
const OK = Symbol.for("ok");
const UNICODE = Symbol.for("unicode");
const LATIN1 = Symbol.for("latin1");
const REQUEST_ERROR = errorTerm(Symbol.for("request"));
const NOT_SUPPORTED = errorTerm(Symbol.for("enotsup"));
/** Stands for a reply that is not there yet. */
const LATER: unique symbol = Symbol("later") as never;

/** Starts a group leader; the process is its pid. */
export function startGroup(system: System, lines: Lines): Process {
  const group = new Group(lines);
  const process = system.spawn(() => loop(group), { initialCall: INITIAL_CALL });
  process.groupLeader = process;
  system.devices.set(process, lines);
  return process;
}

const loop = proc(
  function* server_loop(group: Group): Generator<unknown, never, any> {
    for (;;) yield* group.handle(yield receiveFrame());
  },
  { module: Symbol.for("group") },
);

class Group {
  readonly #lines: Lines;
  /** Input requests, the one that has the input first. */
  readonly #requests: Request[] = [];
  /** What is left of the last line. */
  #rest = "";
  /** A line was asked for and has not come. */
  #asked = false;
  #binary = false;
  #echo: Term;
  #history = false;

  constructor(lines: Lines) {
    this.#lines = lines;
    this.#echo = lines.edits;
  }

  *handle(message: Term): Generator<unknown, void, any> {
    if (message instanceof Input) {
      if (!this.#asked) return;
      this.#asked = false;
      yield* this.#serve(message.data);
    } else if (
      isTuple(message) &&
      message.length === 4 &&
      message[0] === IO_REQUEST &&
      message[1] instanceof Pid
    ) {
      const [, from, replyAs, request] = message;
      const reply = yield* this.#request(request, from, replyAs);
      if (reply !== LATER) answer(from, replyAs, reply);
      else if (!this.#asked) yield* this.#serve(undefined);
    } else if (isTuple(message) && message[0] === DOWN) {
      yield* this.#forget(message[1]);
    }
  }

  *#request(request: Term, from: Term, replyAs: Term): Generator<unknown, Term, any> {
    if (request === Symbol.for("getopts")) return this.#options();
    if (request === Symbol.for("get_password")) return this.#password(from, replyAs);
    if (!isTuple(request) || !isAtom(request[0])) return REQUEST_ERROR;
    const args = request.slice(1) as Term[];
    switch (atomName(request[0])) {
      case "put_chars":
        return yield* this.#putChars(isEncoding(args[0]) && args.length !== 3 ? args.slice(1) : args);
      case "get_line": {
        const [prompt] = withoutEncoding(args, 1);
        return this.#input(from, replyAs, promptText(prompt), new LineCollector(), false);
      }
      case "get_chars": {
        const [prompt, count] = withoutEncoding(args, 2);
        if (!Number.isInteger(count)) return REQUEST_ERROR;
        return this.#input(from, replyAs, promptText(prompt), new CharsCollector(count), false);
      }
      case "get_until": {
        const [prompt, module, name, extra] = isEncoding(args[0]) ? args.slice(1) : args;
        const collector = module instanceof Collector ? module : untilCollector(module, name, extra);
        if (collector === undefined) return REQUEST_ERROR;
        return this.#input(from, replyAs, promptText(prompt), collector, false);
      }
      case "get_password":
        return this.#password(from, replyAs);
      case "setopts":
        return this.#setOptions(args[0]);
      case "get_geometry": {
        const size = atomName(args[0]) === "columns" ? this.#lines.columns : this.#lines.rows;
        return size ?? NOT_SUPPORTED;
      }
      case "requests":
        return yield* this.#all(args[0], from, replyAs);
      default:
        return REQUEST_ERROR;
    }
  }

  /** Several requests: the reply is the last one's, or the first error. */
  *#all(list: Term, from: Term, replyAs: Term): Generator<unknown, Term, any> {
    const requests = toArray(list) ?? [];
    for (let i = 0; i < requests.length - 1; i++) {
      const reply = yield* this.#request(requests[i], from, replyAs);
      if (reply !== OK) return reply;
    }
    return requests.length === 0 ? OK : yield* this.#request(requests[requests.length - 1], from, replyAs);
  }

  *#putChars(args: readonly Term[]): Generator<unknown, Term, any> {
    let chars = args[0];
    if (args.length > 1) {
      const [module, name, list] = args.length === 3 ? args : args.slice(1);
      try {
        chars = applyMfa(module, name, toArray(list) ?? []);
        if (chars instanceof Frame) chars = yield chars;
      } catch (thrown) {
        if (thrown instanceof Exception) return errorTerm(name);
        throw thrown;
      }
    }
    const text = textOfChars(chars);
    if (text === undefined) return errorTerm(tuple3(Symbol.for("put_chars"), Symbol.for("unicode"), chars));
    this.#lines.write(text);
    return OK;
  }

  /** What is typed can be hidden on a terminal only. */
  #password(from: Term, replyAs: Term): Term {
    return this.#lines.edits ? this.#input(from, replyAs, "", new LineCollector(), true) : NOT_SUPPORTED;
  }

  #input(from: Term, replyAs: Term, prompt: string, collector: Collector, secret: boolean): Term {
    if (this.#lines.outputOnly) {
      this.#lines.write(prompt);
      return NOT_SUPPORTED;
    }
    const ref = monitor(self(), from);
    this.#requests.push({ from, monitor: ref, replyAs, prompt, collector, secret });
    return LATER;
  }

  /** Whoever asks has ended, killed in most cases: the input is the next one's. */
  *#forget(ref: Ref): Generator<unknown, void, any> {
    const index = this.#requests.findIndex((request) => request.monitor === ref);
    if (index < 0) return;
    this.#requests.splice(index, 1);
    if (index > 0 || !this.#asked) return;
    this.#asked = false;
    this.#lines.abandon();
    yield* this.#serve(undefined);
  }

  /** Serves the requests that wait, as far as the input goes; `line` is what has come for the first. */
  *#serve(line: Data | undefined): Generator<unknown, void, any> {
    let asked = line;
    for (;;) {
      const request = this.#requests[0];
      if (request === undefined) return;
      const left = asked === undefined ? this.#rest : "";
      this.#rest = "";
      if (left !== "" && !this.#lines.edits) this.#lines.write(request.prompt);
      const data = asked ?? (left === "" ? this.#ask(request, "") : left);
      if (data === undefined) return;
      asked = undefined;
      const reply = yield* this.#feed(request.collector, data);
      if (reply === LATER) {
        // A pipe goes on with its next line, behind the same prompt; an editor with the text, to be edited.
        if (this.#lines.edits) request.collector.restart();
        const text = this.#lines.edits && data !== END ? data : "";
        asked = this.#ask(request, text, !request.collector.promptsAgain);
        if (asked === undefined) return;
        continue;
      }
      if (left === "") this.#lines.accept();
      else if (this.#lines.edits) this.#lines.write(request.prompt);
      this.#requests.shift();
      demonitor(self(), request.monitor);
      answer(request.from, request.replyAs, reply);
    }
  }

  #ask(request: Request, text: string, continues = false): Data | undefined {
    const history = this.#history || request.collector.history;
    const options = { history, secret: request.secret, continues };
    const data = this.#lines.ask(request.prompt, options, text);
    this.#asked = data === undefined;
    return data;
  }

  /** What to reply once the collector has been fed; LATER if it needs more. */
  *#feed(collector: Collector, data: Data): Generator<unknown, Term, any> {
    try {
      const fed = collector.feed(data);
      const collected = isGenerator(fed) ? yield* fed : fed;
      if (collected === undefined) return data === END ? Symbol.for("eof") : LATER;
      this.#rest = collected.rest;
      return this.#binary && typeof collected.result === "string"
        ? new TextEncoder().encode(collected.result)
        : collected.result;
    } catch (thrown) {
      if (!(thrown instanceof Exception)) throw thrown;
      return errorTerm(Symbol.for("get_until"));
    }
  }

  #options(): Term {
    return optionList([
      ["expand_fun", false],
      ["echo", this.#echo],
      ["line_history", this.#history],
      ["log", Symbol.for("none")],
      ["binary", this.#binary],
      ["encoding", Symbol.for("unicode")],
      ["terminal", this.#lines.edits],
      ["stdout", this.#lines.edits],
      ["stderr", this.#lines.edits],
      ["stdin", this.#lines.edits],
    ]);
  }

  #setOptions(list: Term): Term {
    const options = toArray(list)?.map(optionOf);
    if (options === undefined || !options.every(([name]) => OPTIONS.has(name))) return NOT_SUPPORTED;
    for (const [name, value] of options) {
      if (name === "binary") this.#binary = value === true;
      else if (name === "list") this.#binary = value !== true;
      else if (name === "echo") this.#echo = value;
      else if (name === "line_history") this.#history = value === true;
    }
    return OK;
  }
}

/** The options that may be set; what has no meaning here is taken and ignored. */
const OPTIONS: ReadonlySet<string> = new Set([
  "binary",
  "list",
  "echo",
  "encoding",
  "expand_fun",
  "line_history",
  "log",
  "unicode",
  "latin1",
]);

function optionOf(term: Term): [name: string, value: Term] {
  if (isAtom(term)) return [atomName(term), true];
  return isTuple(term) && term.length === 2 && isAtom(term[0])
    ? [atomName(term[0]), term[1]]
    : ["", undefined];
}

function answer(from: Term, replyAs: Term, reply: Term): void {
  sendFromErlang(from, tuple3(IO_REPLY, replyAs, reply));
}

function isEncoding(term: Term): boolean {
  return term === UNICODE || term === LATIN1;
}

/** The last `count` arguments: requests of before R13 name no encoding. */
function withoutEncoding(args: readonly Term[], count: number): readonly Term[] {
  return args.length > count ? args.slice(1) : args;
}

function isGenerator(value: object | undefined): value is Generator<unknown, Collected | undefined, any> {
  return value !== undefined && Symbol.iterator in value;
}

/** The text of a prompt. Mirrors io_lib:format_prompt/2. */
function promptText(prompt: Term): string {
  if (isTuple(prompt) && prompt.length === 3 && prompt[0] === Symbol.for("format")) {
    return format(prompt[1], toArray(prompt[2]) ?? []);
  }
  if (isAtom(prompt)) return atomName(prompt);
  return textOfChars(prompt) ?? format("~tp", [prompt]);
}

function textOfChars(chars: Term): string | undefined {
  if (typeof chars === "string") return chars;
  try {
    return chardataText(chars, true);
  } catch (thrown) {
    if (thrown instanceof Exception) return undefined;
    throw thrown;
  }
}
