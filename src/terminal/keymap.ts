// keymap — which key does what while a line is edited. Mirrors edlin_key's maps.
//
// Keys are named as in keys.ts. A key that is in no map does nothing.
//
// Differs from OTP: M-c, M-l and M-u change the case of a word, as in Emacs (clearing and redrawing are M-C and M-L),
// C-o begins a new line (M-o alone opens the editor), and C-_ undoes.

/** What a key can do to the line; `editor.ts` has a function for each. */
export type Action =
  | "backward_char"
  | "backward_delete_char"
  | "backward_kill_line"
  | "backward_kill_word"
  | "backward_line"
  | "backward_word"
  | "capitalize_word"
  | "beginning_of_expression"
  | "beginning_of_line"
  | "clear"
  | "clear_line"
  | "downcase_word"
  | "end_of_expression"
  | "end_of_line"
  | "forward_char"
  | "forward_delete_char"
  | "forward_delete_word"
  | "forward_line"
  | "forward_word"
  | "help"
  | "history_down"
  | "history_up"
  | "kill_line"
  | "kill_word"
  | "new_line"
  | "new_line_finish"
  | "open_editor"
  | "redraw_line"
  | "search"
  | "tab_expand"
  | "transpose_char"
  | "transpose_word"
  | "undo"
  | "upcase_word"
  | "yank";

/** What a key can do during a search; any other key ends the search and then does what it always does. */
export type SearchAction = "skip_up" | "skip_down" | "search_cancel" | "search_found" | "search_delete";

export const KEYMAP: ReadonlyMap<string, Action> = new Map<string, Action>([
  ["Enter", "new_line_finish"],
  ["M-Enter", "new_line"],
  ["Tab", "tab_expand"],
  ["C-a", "beginning_of_line"],
  ["C-b", "backward_char"],
  ["C-d", "forward_delete_char"],
  ["C-e", "end_of_line"],
  ["C-f", "forward_char"],
  ["C-k", "kill_line"],
  ["C-l", "clear"],
  ["C-n", "history_down"],
  ["C-o", "new_line"],
  ["C-p", "history_up"],
  ["C-r", "search"],
  ["C-t", "transpose_char"],
  ["C-u", "backward_kill_line"],
  ["C-w", "backward_kill_word"],
  ["C-y", "yank"],
  ["C-_", "undo"],
  ["M-B", "backward_word"],
  ["M-b", "backward_word"],
  ["M-C", "clear_line"],
  ["M-c", "capitalize_word"],
  ["M-D", "kill_word"],
  ["M-d", "kill_word"],
  ["M-F", "forward_word"],
  ["M-f", "forward_word"],
  ["M-h", "help"],
  ["M-L", "redraw_line"],
  ["M-l", "downcase_word"],
  ["M-o", "open_editor"],
  ["M-T", "transpose_word"],
  ["M-t", "transpose_word"],
  ["M-u", "upcase_word"],
  ["M-<", "beginning_of_expression"],
  ["M->", "end_of_expression"],
  ["Backspace", "backward_delete_char"],
  ["M-Backspace", "backward_kill_word"],
  ["Delete", "forward_delete_char"],
  ["C-Delete", "forward_delete_word"],
  ["Home", "beginning_of_line"],
  ["End", "end_of_line"],
  ["Up", "history_up"],
  ["M-Up", "backward_line"],
  ["C-Up", "backward_line"],
  ["M-S-Up", "beginning_of_expression"],
  ["Down", "history_down"],
  ["M-Down", "forward_line"],
  ["C-Down", "forward_line"],
  ["M-S-Down", "end_of_expression"],
  ["Left", "backward_char"],
  ["M-Left", "backward_word"],
  ["C-Left", "backward_word"],
  ["Right", "forward_char"],
  ["M-Right", "forward_word"],
  ["C-Right", "forward_word"],
]);

export const SEARCH_KEYMAP: ReadonlyMap<string, SearchAction> = new Map<string, SearchAction>([
  ["C-r", "skip_up"],
  ["Up", "skip_up"],
  ["C-s", "skip_down"],
  ["Down", "skip_down"],
  ["M-c", "search_cancel"],
  ["Escape", "search_cancel"],
  ["Enter", "search_found"],
  ["Backspace", "search_delete"],
]);
