// keys — what the keys of a terminal send that type no character.

/**
 * The keys of the emulated terminal by name: `session.keys("1 + 1", key.left, key.backspace, "2", key.enter)`.
 */
export const key = {
  enter: "\r",
  tab: "\t",
  backspace: "\x7f",
  escape: "\x1b",
  delete: "\x1b[3~",
  up: "\x1b[A",
  down: "\x1b[B",
  right: "\x1b[C",
  left: "\x1b[D",
  home: "\x1b[H",
  end: "\x1b[F",
  pageUp: "\x1b[5~",
  pageDown: "\x1b[6~",
  /** A letter with the Control key: `key.ctrl("a")`. */
  ctrl: (letter: string): string => String.fromCharCode(letter.toUpperCase().charCodeAt(0) & 0x1f),
  /** A key with the Alt key: `key.alt("f")`, `key.alt(key.enter)`. */
  alt: (other: string): string => `\x1b${other}`,
} as const;
