// tty — lines typed at a terminal: keys go to the line editor, what is seen to the screen.
//
// The one place where keys, editor, history and screen meet; it is a port of the group leader (Lines). Keys that come
// while nobody asks for a line wait, so that typing ahead works.
import type { Host } from "../process/host.ts";
import type { Process } from "../process/process.ts";
import { type Editing, edit, insert, type Request, startEditing } from "../terminal/editor.ts";
import { entered } from "../terminal/history.ts";
import { type Key, KeyDecoder } from "../terminal/keys.ts";
import { type Panel, scrolled } from "../terminal/panel.ts";
import { Screen, type TerminalPort } from "../terminal/screen.ts";
import { matchingParen } from "../terminal/words.ts";
import type { Data } from "./collect.ts";
import { type Found, NOTHING } from "./completion.ts";
import { completionLines } from "./completion-layout.ts";
import { type AskOptions, Input, type Lines } from "./group.ts";
import { HISTORY_LIMIT, type HistoryStore } from "./history-store.ts";

export interface TtyOptions {
  readonly port: TerminalPort;
  readonly host: Host;
  /** The lines of former sessions, and where those of this one go. */
  readonly history?: HistoryStore;
}

const ESCAPE_MS = 50;
const BLINK_MS = 500;
/** Rows of choices that the first Tab shows. */
const FEW = 7;

const CLOSING = /^[)\]}]$/;

export class TtyLines implements Lines {
  readonly edits = true;
  readonly #options: TtyOptions;
  readonly #screen: Screen;
  readonly #decoder = new KeyDecoder();
  #keys: Key[] = [];
  #editing: Editing | undefined;
  /** A line was submitted, and the group leader has not yet said whether it suffices. */
  #submitted: Editing | undefined;
  #ask: AskOptions | undefined;
  #history: readonly string[];
  #killed = "";
  /** What is shown below the line. */
  #panel: Panel | undefined;
  #cancelBlink: (() => void) | undefined;
  #cancelEscape: (() => void) | undefined;
  group: Process | undefined;
  /** What completion finds for the text before the cursor. */
  complete: (before: string) => Found = () => NOTHING;
  /** What Ctrl-C and Ctrl-G do; they are no keys of the editor. */
  onInterrupt: () => void = () => {};

  constructor(options: TtyOptions) {
    this.#options = options;
    this.#screen = new Screen(options.port);
    this.#history = options.history?.entries ?? [];
  }

  get columns(): number {
    return this.#options.port.columns;
  }

  get rows(): number {
    return this.#options.port.rows;
  }

  write(chars: string): void {
    this.#screen.output(chars);
  }

  ask(prompt: string, options: AskOptions, text: string): Data | undefined {
    this.#ask = options;
    const submitted = this.#submitted;
    this.#submitted = undefined;
    if (submitted === undefined) {
      this.#editing = startEditing(prompt, this.#history, this.#killed, text);
    } else {
      this.#editing = insert(submitted, "\n");
    }
    this.#panel = undefined;
    this.#show();
    this.#work();
    return undefined;
  }

  accept(): void {
    const submitted = this.#submitted;
    this.#submitted = undefined;
    if (submitted === undefined) return;
    this.#screen.finish();
    this.#killed = submitted.killed;
    if (!this.#ask?.history) return;
    const before = this.#history;
    this.#history = entered(before, submitted.text, HISTORY_LIMIT);
    if (this.#history !== before) this.#options.history?.remember(this.#history.at(-1) as string);
  }

  abandon(): void {
    this.#submitted = undefined;
    this.#editing = undefined;
    this.#screen.erase();
  }

  /** Characters have come from the terminal. */
  push(chars: string): void {
    this.#cancelEscape?.();
    this.#cancelEscape = undefined;
    this.#keys.push(...this.#decoder.decode(chars));
    if (this.#decoder.waiting) {
      const { host } = this.#options;
      this.#cancelEscape = host.at(host.monotonicMs() + ESCAPE_MS, () => {
        this.#keys.push(...this.#decoder.flush());
        this.#work();
      });
    }
    this.#work();
  }

  /** The terminal has another size, or something else has written to it. */
  redraw(): void {
    this.#panel = undefined;
    this.#screen.redraw();
  }

  #work(): void {
    this.#keys = this.#keys.filter((key) => {
      if (key.name !== "C-c" && key.name !== "C-g") return true;
      this.onInterrupt();
      return false;
    });
    let last: Key | undefined;
    while (this.#editing !== undefined && this.#keys.length > 0) {
      last = this.#keys.shift() as Key;
      this.#key(this.#editing, last);
    }
    if (last === undefined || this.#editing === undefined) return;
    this.#show();
    this.#blink(this.#editing, last);
  }

  #key(editing: Editing, key: Key): void {
    const panel = this.#panel;
    if (panel !== undefined) {
      this.#panel = scrolled(panel, key.name, this.rows);
      if (this.#panel !== undefined) return;
    }
    const { state, requests } = edit(editing, key);
    this.#editing = state;
    for (const request of requests) this.#do(request);
  }

  /** Puts the cursor for a moment on the bracket that a closing one matches, if that was typed last. */
  #blink({ text, cursor }: Editing, key: Key): void {
    const at = CLOSING.test(key.text) ? matchingParen(text, cursor - 1, key.text) : -1;
    if (at < 0) return;
    this.#show(at);
    const { host } = this.#options;
    this.#cancelBlink = host.at(host.monotonicMs() + BLINK_MS, () => this.#show());
  }

  #do(request: Request): void {
    const editing = this.#editing as Editing;
    switch (request) {
      case "submit":
        this.#panel = undefined;
        this.#show();
        this.#editing = undefined;
        this.#submitted = editing;
        this.group?.deliver(new Input(`${editing.text}\n`));
        return;
      case "clear":
        this.#screen.clear();
        return;
      case "redraw":
        this.#screen.redraw();
        return;
      case "complete":
        this.#complete(editing);
        return;
      default:
        this.#screen.beep();
    }
  }

  #complete(editing: Editing): void {
    const found = this.complete(editing.text.slice(0, editing.cursor));
    const lines = completionLines(found, this.columns);
    if (found.insert !== "") this.#editing = insert(editing, found.insert);
    else if (lines.length > 0) this.#panel = { lines, top: 0, limit: FEW };
    else this.#screen.beep();
  }

  /** Shows the line being edited; the cursor elsewhere for a moment, if given. */
  #show(cursor?: number): void {
    this.#cancelBlink?.();
    this.#cancelBlink = undefined;
    const editing = this.#editing;
    if (editing === undefined) return;
    if (this.#ask?.secret) this.#screen.show({ ...editing, text: "", cursor: 0 });
    else this.#screen.show(cursor === undefined ? editing : { ...editing, cursor }, this.#panel);
  }
}
