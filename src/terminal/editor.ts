// editor — the line being edited, as a pure state machine: a key in, the next state and requests out.
//
// Mirrors OTP's edlin: the editor never writes. What is seen follows from the state (screen.ts draws it); what the
// editor cannot do itself it requests: submit the line, complete a word, ring the bell.
//
// The text may have several lines; indices are into the JavaScript string, always between grapheme clusters.
import { find, type History, historyOf, move } from "./history.ts";
import { type Action, KEYMAP, SEARCH_KEYMAP } from "./keymap.ts";
import type { Key } from "./keys.ts";
import { nextBoundary, previousBoundary } from "./width.ts";
import { lineEnd, lineStart, verticalMove, wordEnd, wordStart } from "./words.ts";

/** A search through the history: what is looked for, where it was found, and the line to go back to. */
interface Search {
  readonly term: string;
  readonly at: number;
  readonly before: { readonly text: string; readonly cursor: number };
}

/** The text before a change, and the changes before that one. */
interface Undo {
  readonly text: string;
  readonly cursor: number;
  readonly before: Undo | undefined;
  /** The change put characters of a word at the end of `text.slice(0, cursor)`: more of them are the same change. */
  readonly typing: boolean;
}

/** A line being edited. Immutable. */
export interface Editing {
  readonly prompt: string;
  readonly text: string;
  readonly cursor: number;
  /** What was killed last, for yank; outlives the line. */
  readonly killed: string;
  readonly history: History;
  readonly search: Search | undefined;
  readonly undo: Undo | undefined;
}

/** What the editor asks of whoever drives it. */
export type Request = "submit" | "complete" | "help" | "open_editor" | "clear" | "redraw" | "beep";

/** The state after a key, and what is asked for, in order. */
export interface Step {
  readonly state: Editing;
  readonly requests: readonly Request[];
}

const NONE: readonly Request[] = [];
const BEEP: readonly Request[] = ["beep"];

/** A new line to be edited. */
export function startEditing(prompt: string, entries: readonly string[], killed = "", text = ""): Editing {
  return {
    prompt,
    text,
    cursor: text.length,
    killed,
    history: historyOf(entries),
    search: undefined,
    undo: undefined,
  };
}

/** What is seen of a line: what stands before its text, and where the cursor is in that, if it is there. */
export interface Shown {
  readonly prompt: string;
  readonly cursor: number | undefined;
  /** What stands before the second and further lines, if it is not the dots of the prompt. */
  readonly continuation: string | undefined;
}

/** The prompt, or what is being searched for, with what was found on a line of its own. */
export function shownBefore({ prompt, search, text }: Editing): Shown {
  if (search === undefined) return { prompt, cursor: undefined, continuation: undefined };
  const looking = `search: ${search.term}`;
  const found = text === "" ? looking : `${looking}\n  `;
  return { prompt: found, cursor: looking.length, continuation: "  " };
}

/** The state after `key`. */
export function edit(state: Editing, key: Key): Step {
  const step = editWith(state, key);
  const { text, cursor, undo } = state;
  // What undoes has seen to it; the lines of the history are no changes of this one.
  if (step.state.text === text || step.state.undo !== undo || step.state.search !== undefined) return step;
  if (step.state.history !== state.history) return { ...step, state: { ...step.state, undo: undefined } };
  const typing = key.name === "" && !/\s/.test(key.text);
  if (typing && undo?.typing === true && cursor === undo.cursor + text.length - undo.text.length) return step;
  return { ...step, state: { ...step.state, undo: { text, cursor, before: undo, typing } } };
}

function editWith(state: Editing, key: Key): Step {
  if (state.search !== undefined) return editSearch(state, state.search, key);
  if (key.name === "" || key.name === "Paste") return plain(insert(state, key.text));
  const action = KEYMAP.get(key.name);
  return action === undefined ? plain(state) : ACTIONS[action](state);
}

/** The state with `text` typed at the cursor, as completion does it. */
export function insert(state: Editing, text: string): Editing {
  const { cursor } = state;
  return changed(state, state.text.slice(0, cursor) + text + state.text.slice(cursor), cursor + text.length);
}

function plain(state: Editing): Step {
  return { state, requests: NONE };
}

function request(state: Editing, ...requests: Request[]): Step {
  return { state, requests };
}

function changed(state: Editing, text: string, cursor: number): Editing {
  return { ...state, text, cursor };
}

/** The cursor at `cursor`; a bell if it is there already. */
function moveTo(state: Editing, cursor: number): Step {
  return cursor === state.cursor ? { state, requests: BEEP } : plain({ ...state, cursor });
}

/** The text without `from` to `to`, which is kept for yank if `kill`. */
function remove(state: Editing, from: number, to: number, kill: boolean): Step {
  if (from === to) return { state, requests: BEEP };
  const { text } = state;
  const next = changed(state, text.slice(0, from) + text.slice(to), from);
  return plain(kill ? { ...next, killed: text.slice(from, to) } : next);
}

function through(state: Editing, step: -1 | 1): Step {
  const moved = move(state.history, state.text, step);
  if (moved === undefined) return { state, requests: BEEP };
  return plain({ ...changed(state, moved.text, moved.text.length), history: moved.history });
}

/** To the line above or below in the text, and from its first or last line through the history. */
function upOrDown(state: Editing, step: -1 | 1): Step {
  const cursor = verticalMove(state.text, state.cursor, step);
  return cursor === undefined ? through(state, step) : plain({ ...state, cursor });
}

function vertical(state: Editing, step: -1 | 1): Step {
  return moveTo(state, verticalMove(state.text, state.cursor, step) ?? state.cursor);
}

/** Swaps `a…b` and `c…d` of the text, which meet or have something between them; the cursor goes after both. */
function swap(state: Editing, a: number, b: number, c: number, d: number): Step {
  if (a >= b || c >= d || b > c) return { state, requests: BEEP };
  const { text } = state;
  const swapped = text.slice(c, d) + text.slice(b, c) + text.slice(a, b);
  return plain(changed(state, text.slice(0, a) + swapped + text.slice(d), d));
}

/** The word at or after the cursor with its case changed; the cursor goes behind it. */
function recase(state: Editing, change: (word: string) => string): Step {
  const { text, cursor } = state;
  const end = wordEnd(text, cursor);
  if (end === cursor) return { state, requests: BEEP };
  const changedWord = change(text.slice(cursor, end));
  return plain(
    changed(state, text.slice(0, cursor) + changedWord + text.slice(end), cursor + changedWord.length),
  );
}

function capitalized(word: string): string {
  return word.toLowerCase().replace(/[\p{L}\p{N}]/u, (first) => first.toUpperCase());
}

function undone(state: Editing): Step {
  const { undo } = state;
  if (undo === undefined) return { state, requests: BEEP };
  return plain({ ...changed(state, undo.text, undo.cursor), undo: undo.before });
}

const ACTIONS: Record<Action, (state: Editing) => Step> = {
  backward_char: (s) => moveTo(s, previousBoundary(s.text, s.cursor)),
  forward_char: (s) => moveTo(s, nextBoundary(s.text, s.cursor)),
  backward_word: (s) => moveTo(s, wordStart(s.text, s.cursor)),
  forward_word: (s) => moveTo(s, wordEnd(s.text, s.cursor)),
  backward_line: (s) => vertical(s, -1),
  forward_line: (s) => vertical(s, 1),
  beginning_of_line: (s) => plain({ ...s, cursor: lineStart(s.text, s.cursor) }),
  end_of_line: (s) => plain({ ...s, cursor: lineEnd(s.text, s.cursor) }),
  beginning_of_expression: (s) => plain({ ...s, cursor: 0 }),
  end_of_expression: (s) => plain({ ...s, cursor: s.text.length }),
  backward_delete_char: (s) => remove(s, previousBoundary(s.text, s.cursor), s.cursor, false),
  forward_delete_char: (s) => remove(s, s.cursor, nextBoundary(s.text, s.cursor), false),
  forward_delete_word: (s) => remove(s, s.cursor, wordEnd(s.text, s.cursor), false),
  backward_kill_word: (s) => remove(s, wordStart(s.text, s.cursor), s.cursor, true),
  kill_word: (s) => remove(s, s.cursor, wordEnd(s.text, s.cursor), true),
  backward_kill_line: (s) => remove(s, lineStart(s.text, s.cursor), s.cursor, true),
  kill_line: (s) => {
    const end = lineEnd(s.text, s.cursor);
    // At the end of a line its line break goes, so that the next line is joined.
    return remove(s, s.cursor, end === s.cursor ? Math.min(end + 1, s.text.length) : end, true);
  },
  clear_line: (s) => plain(changed(s, "", 0)),
  yank: (s) => plain(insert(s, s.killed)),
  transpose_char: (s) => {
    const end = s.cursor === s.text.length ? s.cursor : nextBoundary(s.text, s.cursor);
    const middle = previousBoundary(s.text, end);
    return swap(s, previousBoundary(s.text, middle), middle, middle, end);
  },
  transpose_word: (s) => {
    const end = wordEnd(s.text, s.cursor);
    const start = wordStart(s.text, end);
    const before = wordStart(s.text, start);
    return swap(s, before, wordEnd(s.text, before), start, end);
  },
  history_up: (s) => upOrDown(s, -1),
  history_down: (s) => upOrDown(s, 1),
  search: (s) => {
    const before = { text: s.text, cursor: s.cursor };
    const last = s.history.entries.length - 1;
    return plain(look(s, { term: "", at: last, before }, last, -1).state);
  },
  new_line: (s) => plain(insert(s, "\n")),
  new_line_finish: (s) => request({ ...s, cursor: s.text.length }, "submit"),
  tab_expand: (s) => request(s, "complete"),
  capitalize_word: (s) => recase(s, capitalized),
  downcase_word: (s) => recase(s, (word) => word.toLowerCase()),
  upcase_word: (s) => recase(s, (word) => word.toUpperCase()),
  undo: undone,
  help: (s) => request(s, "help"),
  open_editor: (s) => request(s, "open_editor"),
  clear: (s) => request(s, "clear"),
  redraw_line: (s) => request(s, "redraw"),
};

function editSearch(state: Editing, search: Search, key: Key): Step {
  if (key.name === "" || key.name === "Paste") {
    return look(state, { ...search, term: search.term + key.text }, search.at, -1);
  }
  switch (SEARCH_KEYMAP.get(key.name)) {
    case "skip_up":
      return look(state, search, search.at - 1, -1);
    case "skip_down":
      return look(state, search, search.at + 1, 1);
    case "search_delete": {
      const term = search.term.slice(0, previousBoundary(search.term, search.term.length));
      return look(state, { ...search, term }, state.history.entries.length - 1, -1);
    }
    case "search_cancel":
      return plain({ ...changed(state, search.before.text, search.before.cursor), search: undefined });
    case "search_found":
      return edit({ ...state, search: undefined }, key);
    default:
      // Any other key takes what was found.
      return plain({ ...state, cursor: state.text.length, search: undefined });
  }
}

/** The search with the nearest line from `from` on shown; a bell, and no line, if there is none. */
function look(state: Editing, search: Search, from: number, step: -1 | 1): Step {
  const { entries } = state.history;
  const at = find(state.history, search.term, Math.min(from, entries.length - 1), step);
  if (at < 0) return { state: { ...changed(state, "", 0), search }, requests: BEEP };
  const text = entries[at];
  return plain({ ...changed(state, text, text.length), search: { ...search, at } });
}
