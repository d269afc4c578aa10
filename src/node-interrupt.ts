// node-interrupt — cuts off what runs in a process and never gives way: a plain `while (true) {}` of a user's module.
//
// While such a loop runs, nothing else does: no key is read, no signal arrives. So a worker thread looks whether the
// main thread still turns. If not, it reads the terminal in its place: Ctrl-C, or Ctrl-G and `i`, has V8 terminate what
// runs, be it a loop, a recursion or a regular expression; other keys are handed on.
//
// Turns are those of the scheduler, and those in which modules are loaded, for a top level may not end either.
//
// Nothing of what was cut off runs any more, no `catch` and no `finally`, of Node's own neither. Turns of the event loop
// that Node starts from JavaScript (setImmediate, timers) would not survive that: so the turns of the scheduler come as
// messages, which cost no more. Only such a turn is cut off; what else may be stuck ends with the program, if asked.
//
// Invariant: `shared[STATE]` is RUNNING only inside a turn, and only the worker makes INTERRUPTED of it. A turn that has
// just ended then waits for its termination, so that it never strikes what comes next.
import { MessageChannel, Worker } from "node:worker_threads";
import type { Host } from "./process/host.ts";

const STATE = 0;
const BEATS = 1;
const IDLE = 0;
const RUNNING = 1;
const INTERRUPTED = 2;

/** How often the main thread shows that it turns, and the worker looks. */
const BEAT_MS = 250;

/** What the worker tells: keys that it has read, or that it has cut off what ran. */
type FromWorker = string | { readonly interrupted: true };

export interface Watched {
  /** What ran was cut off: its turn must be tidied up. */
  readonly interrupted: () => void;
  /** Keys that came meanwhile. */
  readonly keys: (chars: string) => void;
}

export class Interrupter {
  /** The host whose turns can be cut off. */
  readonly host: Host;
  readonly #shared = new Int32Array(new SharedArrayBuffer(8));
  /** What is to run in the next turn. */
  readonly #waiting: (() => void)[] = [];
  readonly #post: () => void;
  #interrupted: () => void = () => {};

  /** `flush` writes what was printed before a turn, which may be the last thing that is seen for a while. */
  constructor(host: Host, flush: () => void) {
    const shared = this.#shared;
    const { port1, port2 } = new MessageChannel();
    const waiting = this.#waiting;
    const turn = (): void => {
      if (Atomics.load(shared, STATE) !== IDLE) this.#tidy();
      flush();
      Atomics.store(shared, STATE, RUNNING);
      for (let due = waiting.length; due > 0; due--) (waiting.shift() as () => void)();
      while (Atomics.compareExchange(shared, STATE, RUNNING, IDLE) === INTERRUPTED);
      this.#goOn();
    };
    port1.on("message", turn);
    this.#post = () => port2.postMessage(null);
    const soon = (callback: () => void): void => {
      waiting.push(callback);
      if (waiting.length === 1 && Atomics.load(shared, STATE) === IDLE) this.#post();
    };
    this.host = { ...host, soon, interruptibly: soon };
  }

  /** Starts to watch over the turns, and the terminal while one of them does not end. */
  watch({ interrupted, keys }: Watched): void {
    this.#interrupted = interrupted;
    const shared = this.#shared;
    setInterval(() => Atomics.add(shared, BEATS, 1), BEAT_MS).unref();
    // Before the first key there is nothing to be interrupted; and the first prompt comes sooner.
    process.stdin.once("data", () => {
      const worker = new Worker(`(${watchMainThread})()`, {
        eval: true,
        workerData: {
          shared,
          state: STATE,
          beats: BEATS,
          running: RUNNING,
          cut: INTERRUPTED,
          everyMs: BEAT_MS,
        },
      });
      worker.unref();
      worker.on("message", (message: FromWorker) => {
        if (typeof message === "string") keys(message);
        else if (Atomics.load(shared, STATE) === INTERRUPTED) this.#tidy();
      });
    });
  }

  #tidy(): void {
    Atomics.store(this.#shared, STATE, IDLE);
    this.#interrupted();
    this.#goOn();
  }

  /** A turn has ended: another follows if there is something to run, once I/O had its chance. */
  #goOn(): void {
    if (this.#waiting.length > 0) setImmediate(this.#post);
  }
}

/** The code of the worker. It runs from its text, and so refers to nothing outside itself. */
function watchMainThread(): void {
  const { Session } = process.getBuiltinModule("node:inspector");
  const { writeSync } = process.getBuiltinModule("node:fs");
  const { spawnSync } = process.getBuiltinModule("node:child_process");
  const { ReadStream } = process.getBuiltinModule("node:tty");
  const { parentPort, workerData } = process.getBuiltinModule("node:worker_threads");
  const { shared, state, beats, running, cut, everyMs } = workerData;
  // Connected only while something is stuck: a program that ends waits for whoever is connected.
  let session: InstanceType<typeof Session> | undefined;
  let last = -1;
  let silent = 0;
  let keys: InstanceType<typeof ReadStream> | undefined;
  /** What was typed at the menu, if that is open. */
  let typed: string | undefined;
  /** It was told that the next Ctrl-C ends the program. */
  let asked = false;

  const tell = (text: string): void => void writeSync(1, text.replace(/\n/g, "\r\n"));
  const quit = (): void => {
    tell("\x1b[?2004l\n");
    spawnSync("stty", ["sane"], { stdio: ["inherit", "ignore", "ignore"] });
    process.kill(process.pid, "SIGKILL");
  };
  /** The terminal is gone: nobody can interrupt what runs, nor see it, and a signal would not be heard. */
  const hungUp = (): void => void process.kill(process.pid, "SIGKILL");
  /** Whether what ran could be cut off. */
  const interrupt = (): boolean => {
    if (Atomics.compareExchange(shared, state, running, cut) === running) {
      session?.post("Runtime.terminateExecution");
      parentPort?.postMessage({ interrupted: true });
      return true;
    }
    asked = true;
    tell("\n%% busy outside of any process, where nothing can be interrupted; Ctrl-C ends the program\n");
    return false;
  };
  const menu = (character: string): void => {
    if (character === "\x7f" && typed !== "") {
      typed = typed?.slice(0, -1);
      tell("\b \b");
    } else if (character >= " " && character !== "\x7f") {
      typed += character;
      tell(character);
    }
    if (character !== "\r" && character !== "\n") return;
    const command = typed?.trim()[0];
    typed = undefined;
    tell("\n");
    if (command === "q") quit();
    else if (command === "i" || command === "k") {
      if (interrupt()) parentPort?.postMessage("\x07");
    } else if (command !== "c") {
      tell("  c - go on, i - interrupt what runs, q - quit\n --> ");
      typed = "";
    }
  };
  const read = (chars: string): void => {
    for (const character of chars) {
      if (typed !== undefined) menu(character);
      else if (character === "\x03" && asked) quit();
      else if (character === "\x03") interrupt();
      else if (character === "\x07") {
        tell("\nUser switch command (enter 'h' for help)\n --> ");
        typed = "";
      } else parentPort?.postMessage(character);
    }
  };
  const terminal = (): InstanceType<typeof ReadStream> | undefined => {
    try {
      return new ReadStream(0);
    } catch {
      // There is none any more.
      hungUp();
      return undefined;
    }
  };
  setInterval(() => {
    const now: number = Atomics.load(shared as Int32Array, beats);
    silent = now === last ? silent + 1 : 0;
    last = now;
    if (silent >= 2 && keys === undefined) {
      session = new Session();
      session.connectToMainThread();
      keys = terminal();
      keys?.setEncoding("utf8");
      keys?.on("data", read);
      keys?.on("end", hungUp);
      keys?.on("error", hungUp);
    } else if (silent === 0 && keys !== undefined) {
      session?.disconnect();
      session = undefined;
      keys.destroy();
      keys = undefined;
      typed = undefined;
      asked = false;
    }
  }, everyMs);
}
