// job-control — Ctrl-G: several shells on one terminal, one of which has the keyboard.
//
// Mirrors the shell switch of user_drv: the same commands, the same words. A shell starts when it is first connected
// to. One that ends is followed by another at once, as in OTP.
//
// Differs from OTP: no remote shells; jobs in the background print at once.
import { end } from "../process/exit.ts";
import { proc } from "../process/frame.ts";
import { receiveFrame } from "../process/receive.ts";
import { monitor, self } from "../process/signals.ts";
import type { System } from "../process/system.ts";
import type { Term } from "../terms/term.ts";
import { tuple3 } from "../terms/tuple.ts";
import type { Shell } from "./start-shell.ts";
import { type Tty, TtyLines } from "./tty.ts";

const EXIT = Symbol.for("EXIT");
const INTERRUPT = Symbol.for("interrupt");
const KILLED = Symbol.for("killed");
const DOWN = Symbol.for("DOWN");
const NORMAL = Symbol.for("normal");
const ASK = { history: false, secret: false, continues: false };

const HELP = `
  c [nn]            - connect to job
  i [nn]            - interrupt job
  k [nn]            - kill job
  j                 - list all jobs
  s                 - start local shell
  q                 - quit erlang
  ? | h             - this message
`;

interface Job {
  readonly number: number;
  readonly lines: TtyLines;
  /** Undefined until it is connected to. */
  shell: Shell | undefined;
  readonly first: boolean;
}

export interface JobControlParts {
  readonly system: System;
  readonly tty: Tty;
  /** Starts a shell that asks these lines. */
  readonly start: (lines: TtyLines) => Shell;
  readonly quit: () => void;
}

export class JobControl {
  readonly #parts: JobControlParts;
  readonly #jobs: Job[] = [];
  readonly #menu: TtyLines;
  #current: Job | undefined;
  #count = 0;

  /** The job control of a terminal, with a first shell that has been started. */
  constructor(parts: JobControlParts) {
    this.#parts = parts;
    this.#menu = new TtyLines(parts.tty, (line) => this.#command(line));
    this.#connect(this.#add(parts.tty.current, true));
    parts.tty.onSwitch = () => this.#open();
  }

  /** The shell that has the keyboard, or had it last. */
  get shell(): Shell | undefined {
    return this.#current?.shell;
  }

  #open(): void {
    const { tty } = this.#parts;
    if (tty.current === this.#menu) return;
    tty.switchTo(this.#menu);
    tty.screen.output("User switch command (enter 'h' for help)\n");
    this.#ask();
  }

  #ask(): void {
    this.#menu.ask(" --> ", ASK, "");
  }

  #command(line: string): void {
    this.#menu.accept();
    const [name = "", number] = line.trim().split(/\s+/);
    const job =
      number === undefined ? this.#current : this.#jobs.find((other) => other.number === Number(number));
    if (name === "q") {
      this.#parts.quit();
    } else if (name === "c" && job !== undefined) {
      this.#parts.tty.screen.output("\n");
      this.#connect(job);
    } else {
      this.#parts.tty.screen.output(this.#answer(name, number, job));
      this.#ask();
    }
  }

  /** Does what the command says; what it prints. */
  #answer(name: string, number: string | undefined, job: Job | undefined): string {
    if ("cik".includes(name) && name !== "" && job === undefined) {
      return number === undefined && name !== "c" ? "\n" : "\nUnknown job\n";
    }
    switch (name) {
      case "":
        return "\n";
      case "i":
        this.#interrupt(job as Job);
        return `\nInterrupted job ${(job as Job).number}, enter 'c' to resume.\n`;
      case "k":
        this.#kill(job as Job);
        return "\n";
      case "j":
        return `\n${this.#jobs.map((other) => this.#listed(other)).join("")}`;
      case "s":
        this.#current = this.#add(new TtyLines(this.#parts.tty), false);
        return "\n";
      case "h":
      case "?":
        return HELP;
      default:
        return "\nUnknown command\n";
    }
  }

  #listed(job: Job): string {
    const mark = job === this.#current ? "*" : " ";
    return `${String(job.number).padStart(4)}${mark} {shell,start,[${job.first ? "init" : ""}]}\n`;
  }

  #add(lines: TtyLines, first: boolean): Job {
    const job: Job = { number: ++this.#count, lines, shell: undefined, first };
    this.#jobs.push(job);
    return job;
  }

  #connect(job: Job): void {
    this.#current = job;
    this.#parts.tty.switchTo(job.lines);
    if (job.shell === undefined) this.#start(job);
  }

  #start(job: Job): void {
    const { system, start } = this.#parts;
    job.shell = start(job.lines);
    const { process } = job.shell;
    system.spawn(() => watch(process, (reason) => this.#ended(job, reason)), { silent: true });
  }

  #interrupt({ shell }: Job): void {
    shell?.process.deliver(tuple3(EXIT, shell.group, INTERRUPT));
  }

  #kill(job: Job): void {
    this.#jobs.splice(this.#jobs.indexOf(job), 1);
    if (job === this.#current) this.#current = undefined;
    if (job.shell === undefined) return;
    end(job.shell.process, KILLED);
    end(job.shell.group, KILLED);
  }

  /** A shell has ended by itself, or was killed: another takes its place. */
  #ended(job: Job, reason: Term): void {
    if (!this.#jobs.includes(job)) return;
    job.lines.write(`*** ${reason === NORMAL ? "" : "ERROR: "}Shell process terminated! ***\n`);
    this.#start(job);
  }
}

const watch = proc(
  function* watch(process: Shell["process"], ended: (reason: Term) => void): Generator<unknown, void, any> {
    monitor(self(), process);
    const down = yield receiveFrame((message) => message[0] === DOWN);
    ended(down[4]);
  },
  { items: () => [] },
);
