// node-input — the bytes of a pipe as text: UTF-8, and Latin-1 from the first line on that is none, as in erl.
//
// Differs: io:getopts() goes on to say unicode, where erl says latin1 then.

/** Decodes what arrives, piece by piece; `onLatin1` is called once, before the first text that is no UTF-8. */
export class InputDecoder {
  readonly #onLatin1: () => void;
  #latin1 = false;
  /** The start of a character whose other bytes have not arrived. */
  #pending: Buffer = Buffer.alloc(0);

  constructor(onLatin1: () => void) {
    this.#onLatin1 = onLatin1;
  }

  decode(bytes: Buffer): string {
    if (this.#latin1) return bytes.toString("latin1");
    const all = this.#pending.length === 0 ? bytes : Buffer.concat([this.#pending, bytes]);
    const whole = all.length - unfinished(all);
    const text = utf8(all.subarray(0, whole));
    if (text === undefined) return this.#switch(all);
    this.#pending = all.subarray(whole);
    return text;
  }

  /** What is left when no more will come. */
  end(): string {
    return this.#pending.length === 0 ? "" : this.#switch(this.#pending);
  }

  /** The lines before the first that is no UTF-8 are still UTF-8. */
  #switch(all: Buffer): string {
    this.#latin1 = true;
    this.#pending = Buffer.alloc(0);
    this.#onLatin1();
    let at = 0;
    let text = "";
    for (let end = all.indexOf(10) + 1; end > 0; end = all.indexOf(10, at) + 1) {
      const line = utf8(all.subarray(at, end));
      if (line === undefined) break;
      text += line;
      at = end;
    }
    return text + all.subarray(at).toString("latin1");
  }
}

function utf8(bytes: Buffer): string | undefined {
  const text = bytes.toString("utf8");
  // Only what is no UTF-8 reads as the replacement character without being one.
  return text.includes("\ufffd") && !Buffer.from(text).equals(bytes) ? undefined : text;
}

/** How many bytes at the end may be the start of a character. */
function unfinished(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] as number;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
    if (byte < 0x80) return 0;
  }
  return 0;
}

/** Text in Latin-1; what it has no character for is written as an escape, `\x{3C0}`. */
export function latin1Bytes(text: string): Buffer {
  const escaped = text.replace(
    /[^\0-\xff]/gu,
    (char) => `\\x{${(char.codePointAt(0) as number).toString(16).toUpperCase()}}`,
  );
  return Buffer.from(escaped, "latin1");
}
