// json-numbers — reads the numbers of a JSON text.
import { float, integer } from "../terms/float.ts";
import type { Term } from "../terms/term.ts";
import { latin1Text } from "./iodata.ts";

/** So many digits make an integer that a JavaScript number holds exactly. */
const EXACT_DIGITS = 15;
/** The powers of ten that a JavaScript number holds exactly: one division or multiplication by them rounds once. */
const POWERS = Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));

export class JsonNumbers {
  private readonly bytes: Uint8Array;
  /** Where the text goes on behind the number that was read last. */
  end = 0;
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** The number that begins at `from`; undefined if there is none, or no float is so large. */
  read(from: number): Term {
    const { bytes } = this;
    const negative = bytes[from] === 45;
    const start = negative ? from + 1 : from;
    let at = start;
    let value = 0;
    let byte = bytes[at];
    if (byte === 48) {
      byte = bytes[++at];
    } else {
      while (byte >= 48 && byte <= 57) {
        value = value * 10 + byte - 48;
        byte = bytes[++at];
      }
      if (at === start) return undefined;
    }
    if (byte === 46 || (byte | 32) === 101) return this.float(from, start, at, value);
    this.end = at;
    if (at - start > EXACT_DIGITS) return integer(BigInt(latin1Text(bytes.subarray(from, at))));
    // There is no integer -0.
    return negative && value !== 0 ? -value : value;
  }

  private float(from: number, start: number, point: number, whole: number): Term {
    const { bytes } = this;
    let at = point;
    let value = whole;
    let digits = point - start;
    let power = 0;
    let byte = bytes[at];
    if (byte === 46) {
      byte = bytes[++at];
      while (byte >= 48 && byte <= 57) {
        value = value * 10 + byte - 48;
        byte = bytes[++at];
      }
      power = point + 1 - at;
      digits -= power;
      if (power === 0) return undefined;
    }
    if ((byte | 32) === 101) {
      byte = bytes[++at];
      const negative = byte === 45;
      if (negative || byte === 43) byte = bytes[++at];
      const first = at;
      let exponent = 0;
      while (byte >= 48 && byte <= 57) {
        exponent = exponent * 10 + byte - 48;
        byte = bytes[++at];
      }
      if (at === first) return undefined;
      power += negative ? -exponent : exponent;
    }
    this.end = at;
    if (digits > EXACT_DIGITS || power > 22 || power < -22) {
      const long = Number(latin1Text(bytes.subarray(from, at)));
      return Number.isFinite(long) ? float(long) : undefined;
    }
    const exact = power < 0 ? value / POWERS[-power] : value * POWERS[power];
    return float(bytes[from] === 45 ? -exact : exact);
  }
}
