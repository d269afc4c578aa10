// real-clock — a session's clock that is the real one: time passes by itself, and advancing is waiting.
//
// Invariant: once it is stopped nothing calls back any more. What waits in the session does not keep the program alive,
// so that a session which a test forgets to stop does not either; what the test itself waits for does.
import type { Host } from "../process/host.ts";
import type { ScriptClock } from "../shell/scripted-session.ts";

/** How long to wait before looking again whether something has happened. */
const LOOK_MS = 2;

export class RealClock implements ScriptClock {
  readonly nextMs = LOOK_MS;
  readonly #host: Host;
  readonly #background: Host;
  readonly #alarms = new Set<() => void>();
  #turns = 0;
  #stopped = false;

  constructor(host: Host, background: Host) {
    this.#host = host;
    this.#background = background;
  }

  monotonicMs(): number {
    return this.#host.monotonicMs();
  }

  systemMs(): number {
    return this.#host.systemMs();
  }

  soon(callback: () => void): void {
    this.#background.soon(() => this.#call(callback));
  }

  at(deadlineMs: number, callback: () => void): () => void {
    const cancelAlarm = this.#background.at(deadlineMs, () => {
      this.#alarms.delete(cancel);
      this.#call(callback);
    });
    const cancel = (): void => {
      this.#alarms.delete(cancel);
      cancelAlarm();
    };
    this.#alarms.add(cancel);
    return cancel;
  }

  #call(callback: () => void): void {
    if (this.#stopped) return;
    this.#turns++;
    callback();
  }

  run(): number {
    const turns = this.#turns;
    this.#turns = 0;
    return turns;
  }

  advance(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#host.at(this.#host.monotonicMs() + ms, resolve);
    });
  }

  stop(): void {
    this.#stopped = true;
    for (const cancel of this.#alarms) cancel();
  }
}
