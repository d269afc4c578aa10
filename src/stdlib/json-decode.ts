// json-decode — reads a whole JSON text at once: the short way that json:decode/1 takes as long as nothing is wrong.
//
// It does not say what is wrong with a text: that is found by reading it again as json-stream does.
import { float, integer } from "../terms/float.ts";
import { fromArray, NIL } from "../terms/list.ts";
import { mapFrom } from "../terms/map.ts";
import type { Term } from "../terms/term.ts";
import { utf8, utf8Text } from "./iodata.ts";
import { ESCAPED, QUOTE } from "./json-text.ts";

/** The text is no JSON. */
export class Malformed extends Error {}

/** Reads one value. */
export class Decoder {
  private readonly bytes: Uint8Array;
  private at = 0;
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  whole(): Term {
    const value = this.value();
    this.space();
    if (this.at < this.bytes.length) this.fail();
    return value;
  }

  private space(): void {
    while ([32, 9, 10, 13].includes(this.bytes[this.at])) this.at++;
  }

  private fail(): never {
    throw new Malformed("no JSON");
  }

  private value(): Term {
    this.space();
    switch (this.bytes[this.at]) {
      case 123:
        return this.object();
      case 91:
        return this.array();
      case QUOTE:
        return utf8(this.string());
      case 116:
        return this.word("true", true);
      case 102:
        return this.word("false", false);
      case 110:
        return this.word("null", null);
      default:
        return this.number();
    }
  }

  private word(text: string, value: Term): Term {
    for (let i = 0; i < text.length; i++) {
      if (this.bytes[this.at] !== text.charCodeAt(i)) this.fail();
      this.at++;
    }
    return value;
  }

  private array(): Term {
    const elements: Term[] = [];
    this.at++;
    this.space();
    if (this.bytes[this.at] === 93) {
      this.at++;
      return NIL;
    }
    for (;;) {
      elements.push(this.value());
      this.space();
      const next = this.bytes[this.at];
      if (next !== 44 && next !== 93) this.fail();
      this.at++;
      if (next === 93) return fromArray(elements);
    }
  }

  private object(): Term {
    const entries = new Map<string, Term>();
    this.at++;
    this.space();
    if (this.bytes[this.at] === 125) {
      this.at++;
      return mapFrom([]);
    }
    for (;;) {
      this.space();
      if (this.bytes[this.at] !== QUOTE) this.fail();
      const key = this.string();
      this.space();
      if (this.bytes[this.at] !== 58) this.fail();
      this.at++;
      const value = this.value();
      // Of equal keys the first counts.
      if (!entries.has(key)) entries.set(key, value);
      this.space();
      const next = this.bytes[this.at];
      if (next !== 44 && next !== 125) this.fail();
      this.at++;
      if (next === 125)
        return mapFrom([...entries].map(([name, entry]): [Term, Term] => [utf8(name), entry]));
    }
  }

  private string(): string {
    this.at++;
    let text = "";
    let start = this.at;
    for (;;) {
      const byte = this.bytes[this.at];
      if (byte === undefined || byte < 32) this.fail();
      if (byte === QUOTE || byte === 92) {
        text += this.plain(start);
        this.at++;
        if (byte === QUOTE) return text.isWellFormed() ? text : this.fail();
        text += this.escape();
        start = this.at;
      } else {
        this.at++;
      }
    }
  }

  private plain(start: number): string {
    const text = utf8Text(this.bytes.subarray(start, this.at));
    return text ?? this.fail();
  }

  private escape(): string {
    const char = String.fromCharCode(this.bytes[this.at] ?? 0);
    if (char === "u") {
      const hex = Buffer.from(this.bytes.subarray(this.at + 1, this.at + 5)).toString("latin1");
      if (!/^[0-9A-Fa-f]{4}$/.test(hex)) {
        this.at++;
        this.fail();
      }
      this.at += 5;
      return String.fromCharCode(Number.parseInt(hex, 16));
    }
    if (!Object.hasOwn(ESCAPED, char)) this.fail();
    this.at++;
    return ESCAPED[char];
  }

  private number(): Term {
    const rest = Buffer.from(this.bytes.subarray(this.at, this.at + 4096)).toString("latin1");
    const found = /^-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/.exec(rest);
    if (found === null) this.fail();
    const [text, fraction, exponent] = found;
    this.at += text.length;
    if (fraction === undefined && exponent === undefined) return integer(BigInt(text));
    const value = Number(text);
    if (!Number.isFinite(value)) this.fail();
    return float(value);
  }
}
