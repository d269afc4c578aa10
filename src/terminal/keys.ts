// keys — what a terminal sends, as keys.
//
// A terminal sends characters for text and escape sequences for the rest. The decoder turns both into keys named as
// Emacs names them: "C-a", "M-b", "Up", "C-Left", "S-Tab", "Enter". Text is a key of its own characters, and what is
// pasted (bracketed paste) one key as a whole, so that line breaks in it are not taken for Enter.
//
// Differs from OTP's edlin_key: modifiers are decoded by rule rather than listed, and a lone Escape is a key once
// `flush` says that nothing follows.

/** One key. `name` is "" for text, "Paste" for pasted text; `text` is "" for all others. */
export interface Key {
  readonly name: string;
  readonly text: string;
}

const LETTERS: Record<string, string> = {
  A: "Up",
  B: "Down",
  C: "Right",
  D: "Left",
  E: "Begin",
  F: "End",
  H: "Home",
  P: "F1",
  Q: "F2",
  R: "F3",
  S: "F4",
  Z: "S-Tab",
};

const NUMBERS: Record<number, string> = {
  1: "Home",
  2: "Insert",
  3: "Delete",
  4: "End",
  5: "PageUp",
  6: "PageDown",
  7: "Home",
  8: "End",
  11: "F1",
  12: "F2",
  13: "F3",
  14: "F4",
  15: "F5",
  17: "F6",
  18: "F7",
  19: "F8",
  20: "F9",
  21: "F10",
  23: "F11",
  24: "F12",
};

const PASTE_END = "\x1b[201~";

/** Turns the characters of a terminal into keys; keeps what is incomplete until more comes. */
export class KeyDecoder {
  private rest = "";
  private pasted: string | null = null;

  /** Whether an escape sequence has begun that may be a lone Escape. */
  get waiting(): boolean {
    return this.pasted === null && this.rest !== "";
  }

  /** The keys that are complete once `chunk` has come. */
  decode(chunk: string): Key[] {
    const keys: Key[] = [];
    this.rest += chunk;
    while (this.rest !== "") {
      const size = this.pasted === null ? this.take(keys) : this.paste(keys);
      if (size === 0) break;
      this.rest = this.rest.slice(size);
    }
    return keys;
  }

  /** Nothing follows what has come so far: a lone Escape is the key itself. */
  flush(): Key[] {
    if (!this.waiting) return [];
    const rest = this.rest;
    this.rest = "";
    const keys = [named(rest === "\x1b" ? "Escape" : `M-${rest.slice(1, 2)}`)];
    return rest.length > 2 ? keys.concat(this.decode(rest.slice(2))) : keys;
  }

  /** Takes what begins the rest, and returns how many characters that were; 0 if it is incomplete. */
  private take(keys: Key[]): number {
    const text = this.rest;
    const code = text.charCodeAt(0);
    if (code === 0x1b) return this.escape(keys);
    if (code < 0x20 || code === 0x7f) {
      keys.push(named(control(code)));
      return code === 0x0d && text[1] === "\n" ? 2 : 1;
    }
    let end = 1;
    while (end < text.length && !isControl(text.charCodeAt(end))) end++;
    keys.push({ name: "", text: text.slice(0, end) });
    return end;
  }

  private escape(keys: Key[]): number {
    const text = this.rest;
    // "\e\e[C" is Alt and an arrow on some terminals.
    const meta = text.startsWith("\x1b\x1b") ? 1 : 0;
    const start = meta + 1;
    if (text.length === start) return 0;
    const introducer = text[start];
    if (introducer === "[" || introducer === "O") {
      if (text.length === start + 1) return 0;
      const sequence = /^[0-9;]*/.exec(text.slice(start + 1))![0];
      const final = text[start + 1 + sequence.length];
      if (final === undefined) return 0;
      const name = sequenceName(sequence, final);
      if (name === "PasteStart") this.pasted = "";
      else keys.push(named(meta === 1 && name !== "Unknown" ? `M-${name}` : name));
      return start + 2 + sequence.length;
    }
    const code = text.codePointAt(start) as number;
    const size = code > 0xffff ? 2 : 1;
    keys.push(named(`M-${isControl(code) ? control(code) : String.fromCodePoint(code)}`));
    return start + size;
  }

  private paste(keys: Key[]): number {
    const end = this.rest.indexOf(PASTE_END);
    if (end < 0) {
      // The end mark may be cut in two: what could be its beginning stays.
      const cut = this.rest.lastIndexOf("\x1b");
      const size = cut >= 0 && PASTE_END.startsWith(this.rest.slice(cut)) ? cut : this.rest.length;
      this.pasted += this.rest.slice(0, size);
      return size;
    }
    const text = (this.pasted ?? "") + this.rest.slice(0, end);
    this.pasted = null;
    keys.push({ name: "Paste", text: text.replace(/\r\n?/g, "\n") });
    return end + PASTE_END.length;
  }
}

function named(name: string): Key {
  return { name, text: "" };
}

function isControl(code: number): boolean {
  return code < 0x20 || code === 0x7f;
}

function control(code: number): string {
  switch (code) {
    case 0x08:
    case 0x7f:
      return "Backspace";
    case 0x09:
      return "Tab";
    case 0x0a:
    case 0x0d:
      return "Enter";
    case 0x1b:
      return "Escape";
    default:
      return `C-${String.fromCharCode(code + 0x40).toLowerCase()}`;
  }
}

/** The name of `CSI sequence final`: its number or letter, and its modifiers (1 + shift 1, alt 2, control 4). */
function sequenceName(sequence: string, final: string): string {
  const [first, second] = sequence.split(";").map(Number);
  if (final === "~") {
    if (first === 200) return "PasteStart";
    const name = NUMBERS[first];
    return name === undefined ? "Unknown" : modified(name, second ?? 1);
  }
  if (final === "u")
    return modified(control(first).replace(/^C-.*/, String.fromCodePoint(first)), second ?? 1);
  const name = LETTERS[final];
  if (name === undefined) return "Unknown";
  // rxvt sends the modifier alone: "\e[5C".
  return modified(name, second ?? Math.max(first, 1));
}

function modified(name: string, modifier: number): string {
  const bits = modifier - 1;
  return `${(bits & 4) !== 0 ? "C-" : ""}${(bits & 2) !== 0 ? "M-" : ""}${(bits & 1) !== 0 ? "S-" : ""}${name}`;
}
