// tty — a terminal: keys go to the line editor, what is seen to the screen.
//
// The one place where keys, editor, history and screen meet. Several may ask for lines (the group leaders of several
// shells, the job control menu), each through TtyLines of its own; one of them has the keyboard, and its line is what
// is seen below the output. Keys that come while it does not ask for a line wait, so that typing ahead works.
//
// Differs from OTP: what shells in the background print is printed at once.
import type { Host } from "../process/host.ts";
import type { Process } from "../process/process.ts";
import { type Editing, edit, insert, type Request, startEditing } from "../terminal/editor.ts";
import { entered } from "../terminal/history.ts";
import { type Key, KeyDecoder } from "../terminal/keys.ts";
import type { Span } from "../terminal/layout.ts";
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
  /** Hears what is printed, as it was printed. */
  readonly printed?: (chars: string) => void;
  /** What the keys do that are no keys of the editor. */
  readonly suspend?: () => void;
  /** Lets the user edit a text in the editor of their choice; undefined if that failed. */
  readonly editText?: (text: string) => Promise<string | undefined>;
}

const ESCAPE_MS = 50;
const BLINK_MS = 500;
/** Rows of choices that the first Tab shows. */
const FEW = 7;

const CLOSING = /^[)\]}]$/;
/** Keys that are obeyed also while no line is asked for. */
const CONTROLS: ReadonlySet<string> = new Set(["C-c", "C-g", "C-z"]);

export class Tty {
  readonly screen: Screen;
  readonly #options: TtyOptions;
  readonly #decoder = new KeyDecoder();
  #keys: Key[] = [];
  /** Who has the keyboard. */
  #current: TtyLines;
  #history: readonly string[];
  #killed = "";
  /** What is shown below the line. */
  #panel: Panel | undefined;
  #cancelBlink: (() => void) | undefined;
  #cancelEscape: (() => void) | undefined;
  /** The text is in an editor, which has the terminal. */
  #away = false;
  /** How parts of a text look that is Erlang; the cursor is that of the text. */
  highlight: (text: string, cursor?: number) => readonly Span[] = () => [];
  /** What completion finds for the text before the cursor. */
  complete: (before: string) => Found = () => NOTHING;
  /** Help about what the text ends with. */
  help: (before: string) => string | undefined = () => undefined;
  /** What Ctrl-G and Ctrl-C do. */
  onSwitch: () => void = () => {};
  onBreak: () => void = () => {};

  constructor(options: TtyOptions) {
    this.#options = options;
    this.screen = new Screen(options.port);
    this.#history = options.history?.entries ?? [];
    this.#current = new TtyLines(this);
  }

  get columns(): number {
    return this.#options.port.columns;
  }

  get rows(): number {
    return this.#options.port.rows;
  }

  /** The lines that have the keyboard; at first those of the first shell. */
  get current(): TtyLines {
    return this.#current;
  }

  /** Gives the keyboard to others. The line that was being edited stays on the screen as it is. */
  switchTo(lines: TtyLines): void {
    if (lines === this.#current) return;
    this.#panel = undefined;
    if (this.#current.editing === undefined) this.screen.erase();
    this.#show();
    this.screen.finish();
    this.#current = lines;
    this.changed(lines);
  }

  /** A line to be edited by these lines, from its first character. */
  start(prompt: string, text: string): Editing {
    return startEditing(prompt, this.#history, this.#killed, text);
  }

  /** What these lines edit has changed; keys may be waiting for it. */
  changed(lines: TtyLines): void {
    if (lines !== this.#current) return;
    this.#panel = undefined;
    this.#show();
    this.#work();
  }

  /** Shows how far long work is, where a line would be edited. The next line that is edited takes its place. */
  progress(lines: TtyLines, line: string | undefined): void {
    if (lines !== this.#current || lines.editing !== undefined || this.#away) return;
    if (line === undefined) this.screen.erase();
    else this.screen.show(startEditing(line.slice(0, this.columns - 1), []));
  }

  /** A line was entered. */
  entered(lines: TtyLines, { killed, text }: Editing, remember: boolean): void {
    if (lines === this.#current) this.screen.finish();
    this.#killed = killed;
    if (!remember) return;
    const before = this.#history;
    this.#history = entered(before, text, HISTORY_LIMIT);
    if (this.#history !== before) this.#options.history?.remember(this.#history.at(-1) as string);
  }

  /** Shows output, above the line that is being edited. */
  print(chars: string): void {
    this.#options.printed?.(chars);
    this.screen.output(chars);
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
    this.screen.redraw();
  }

  #work(): void {
    let last: Key | undefined;
    while (!this.#away) {
      const { editing } = this.#current;
      const control = this.#keys.findIndex(({ name }) => CONTROLS.has(name));
      if (control === 0 || (control > 0 && editing === undefined)) {
        this.#control(this.#keys.splice(control, 1)[0].name);
      } else {
        if (editing === undefined || this.#keys.length === 0) break;
        last = this.#keys.shift() as Key;
        this.#key(editing, last);
      }
    }
    const { editing } = this.#current;
    if (last === undefined || editing === undefined || this.#away) return;
    this.#show();
    this.#blink(editing, last);
  }

  #control(name: string): void {
    if (name === "C-g") this.onSwitch();
    else if (name === "C-c") this.onBreak();
    else this.#options.suspend?.();
  }

  #key(editing: Editing, key: Key): void {
    const panel = this.#panel;
    if (panel !== undefined) {
      this.#panel = scrolled(panel, key.name, this.rows);
      if (this.#panel !== undefined) return;
    }
    const { state, requests } = edit(editing, key);
    this.#current.editing = state;
    for (const request of requests) this.#do(request, state);
  }

  /** Puts the cursor for a moment on the bracket that a closing one matches, if that was typed last. */
  #blink({ text, cursor }: Editing, key: Key): void {
    const at = CLOSING.test(key.text) ? matchingParen(text, cursor - 1, key.text) : -1;
    if (at < 0) return;
    this.#show(at);
    const { host } = this.#options;
    this.#cancelBlink = host.at(host.monotonicMs() + BLINK_MS, () => this.#show());
  }

  #do(request: Request, editing: Editing): void {
    switch (request) {
      case "submit":
        this.#panel = undefined;
        this.#show(undefined, false);
        this.#current.submit(editing);
        return;
      case "clear":
        this.screen.clear();
        return;
      case "redraw":
        this.screen.redraw();
        return;
      case "complete":
        this.#complete(editing);
        return;
      case "help":
        this.#help(editing);
        return;
      case "open_editor":
        this.#openEditor(editing);
        return;
      default:
        this.screen.beep();
    }
  }

  #complete(editing: Editing): void {
    const found = this.#current.completes ? this.complete(editing.text.slice(0, editing.cursor)) : NOTHING;
    const lines = completionLines(found, this.columns);
    if (found.insert !== "") this.#current.editing = insert(editing, found.insert);
    else if (lines.length > 0) this.#panel = { lines, top: 0, limit: FEW };
    else this.screen.beep();
  }

  #help({ text, cursor }: Editing): void {
    const before = text.slice(0, cursor) + (/^[\w@]*/.exec(text.slice(cursor))?.[0] ?? "");
    const help = this.#current.completes ? this.help(before) : undefined;
    const row = new RegExp(`.{1,${Math.max(1, this.columns - 1)}}`, "gu");
    const lines =
      help
        ?.trimEnd()
        .split("\n")
        .flatMap((line) => line.match(row) ?? [""]) ?? [];
    if (lines.length > 0) this.#panel = { lines, top: 0, limit: lines.length };
    else this.screen.beep();
  }

  #openEditor(editing: Editing): void {
    const { editText } = this.#options;
    if (editText === undefined) {
      this.screen.beep();
      return;
    }
    const lines = this.#current;
    this.screen.erase();
    this.#away = true;
    void editText(editing.text).then((text) => {
      this.#away = false;
      const edited = text?.replace(/\n+$/, "") ?? editing.text;
      lines.editing = { ...editing, text: edited, cursor: edited.length };
      this.changed(lines);
    });
  }

  /** Shows the line being edited; the cursor elsewhere for a moment, if given; no bracket marked if it is done. */
  #show(cursor?: number, edited = true): void {
    this.#cancelBlink?.();
    this.#cancelBlink = undefined;
    const { shown, completes } = this.#current;
    if (shown === undefined) return;
    const spans = completes ? this.highlight(shown.text, edited ? shown.cursor : undefined) : undefined;
    this.screen.show(cursor === undefined ? shown : { ...shown, cursor }, this.#panel, spans);
  }
}

/** The lines that one group leader, or the job control menu, asks a terminal for. */
export class TtyLines implements Lines {
  readonly edits = true;
  readonly tty: Tty;
  /** The line being edited. */
  editing: Editing | undefined;
  /** A line was submitted, and who asked has not yet said whether it suffices. */
  #submitted: Editing | undefined;
  #asked: AskOptions = { history: false, secret: false, continues: false };
  group: Process | undefined;
  /** Takes a submitted line instead of a group leader. */
  readonly #take: ((line: string) => void) | undefined;

  constructor(tty: Tty, take?: (line: string) => void) {
    this.tty = tty;
    this.#take = take;
  }

  get columns(): number {
    return this.tty.columns;
  }

  get rows(): number {
    return this.tty.rows;
  }

  /** Whether what is typed is Erlang. */
  get completes(): boolean {
    return this.#asked.history;
  }

  /** The line being edited as it may be seen. */
  get shown(): Editing | undefined {
    if (this.editing === undefined || !this.#asked.secret) return this.editing;
    return { ...this.editing, text: "", cursor: 0 };
  }

  set complete(complete: (before: string) => Found) {
    this.tty.complete = complete;
  }

  set help(help: (before: string) => string | undefined) {
    this.tty.help = help;
  }

  write(chars: string): void {
    this.tty.print(chars);
  }

  ask(prompt: string, options: AskOptions, text: string): Data | undefined {
    this.#asked = options;
    const submitted = this.#submitted;
    this.#submitted = undefined;
    this.editing = submitted === undefined ? this.tty.start(prompt, text) : insert(submitted, "\n");
    this.tty.changed(this);
    return undefined;
  }

  progress(line: string | undefined): void {
    this.tty.progress(this, line);
  }

  accept(): void {
    const submitted = this.#submitted;
    this.#submitted = undefined;
    if (submitted !== undefined) this.tty.entered(this, submitted, this.#asked.history);
  }

  abandon(): void {
    this.#submitted = undefined;
    this.editing = undefined;
    if (this.tty.current === this) this.tty.screen.erase();
  }

  /** Enter was typed. */
  submit(editing: Editing): void {
    this.editing = undefined;
    this.#submitted = editing;
    if (this.#take === undefined) this.group?.deliver(new Input(`${editing.text}\n`));
    else this.#take(editing.text);
  }
}
