// pipe — lines from a pipe or a file: no echo, no editing, the prompt printed anew for each line that is asked for.
import type { Process } from "../process/process.ts";
import { type Data, END } from "./collect.ts";
import { type AskOptions, Input, type Lines } from "./group.ts";

/** Lines of text that is pushed in as it arrives. */
export class PipeLines implements Lines {
  readonly edits = false;
  readonly #write: (chars: string) => void;
  #text = "";
  #position = 0;
  #ended = false;
  #asked = false;
  /** The group leader that lines are sent to. */
  group: Process | undefined;

  constructor(write: (chars: string) => void) {
    this.#write = write;
  }

  write(chars: string): void {
    this.#write(chars);
  }

  ask(prompt: string, { continues }: AskOptions): Data | undefined {
    const line = this.#next();
    if (!continues || typeof line !== "string") this.#write(prompt);
    this.#asked = line === undefined;
    return line;
  }

  accept(): void {}

  abandon(): void {
    this.#asked = false;
  }

  /** More text has arrived. */
  push(text: string): void {
    this.#text = this.#text.slice(this.#position) + text;
    this.#position = 0;
    this.#deliver();
  }

  /** No more text will come. */
  end(): void {
    this.#ended = true;
    this.#deliver();
  }

  #deliver(): void {
    if (!this.#asked) return;
    const line = this.#next();
    if (line === undefined) return;
    this.#asked = false;
    this.group?.deliver(new Input(line));
  }

  #next(): Data | undefined {
    const end = this.#text.indexOf("\n", this.#position) + 1;
    if (end > 0) {
      const line = this.#text.slice(this.#position, end);
      this.#position = end;
      return line;
    }
    if (!this.#ended) return undefined;
    const rest = this.#text.slice(this.#position);
    this.#text = "";
    this.#position = 0;
    return rest === "" ? END : rest;
  }
}
