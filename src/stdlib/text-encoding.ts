// text-encoding — the encodings that module unicode knows: reading one character, and writing a text.
import type { Term } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";
import { isScalar, utf8 } from "./iodata.ts";

export type Encoding = "utf8" | "latin1" | "utf16big" | "utf16little" | "utf32big" | "utf32little";

const NAMES: Record<string, Encoding> = {
  unicode: "utf8",
  utf8: "utf8",
  latin1: "latin1",
  utf16: "utf16big",
  utf32: "utf32big",
};

/** The encoding that a term names: an atom, or `{utf16, little}` and the like; undefined if it names none. */
export function encodingOf(term: Term): Encoding | undefined {
  if (typeof term === "symbol") return NAMES[Symbol.keyFor(term) as string];
  if (!isTuple(term) || term.length !== 2 || typeof term[0] !== "symbol" || typeof term[1] !== "symbol")
    return undefined;
  const [width, end] = [Symbol.keyFor(term[0]), Symbol.keyFor(term[1])];
  const wide = width === "utf16" || width === "utf32";
  return wide && (end === "big" || end === "little") ? (`${width}${end}` as Encoding) : undefined;
}

/** The character at a place and its size; `incomplete` if the bytes end within it, `error` if there is none. */
export function decodeOne(
  bytes: Uint8Array,
  at: number,
  encoding: Encoding,
): { code: number; size: number } | "error" | "incomplete" {
  if (encoding === "latin1") return { code: bytes[at], size: 1 };
  if (encoding === "utf8") return decodeUtf8(bytes, at);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const little = encoding.endsWith("little");
  const left = bytes.length - at;
  if (encoding.startsWith("utf32")) {
    if (left < 4) return "incomplete";
    const code = view.getUint32(at, little);
    return isScalar(code) ? { code, size: 4 } : "error";
  }
  if (left < 2) return "incomplete";
  const high = view.getUint16(at, little);
  if (high < 0xd800 || high > 0xdfff) return { code: high, size: 2 };
  if (high > 0xdbff) return "error";
  if (left < 4) return "incomplete";
  const low = view.getUint16(at + 2, little);
  return low >= 0xdc00 && low <= 0xdfff
    ? { code: ((high - 0xd800) << 10) + (low - 0xdc00) + 0x10000, size: 4 }
    : "error";
}

const LEAST = [0, 0, 0x80, 0x800, 0x10000];

function decodeUtf8(bytes: Uint8Array, at: number): { code: number; size: number } | "error" | "incomplete" {
  const first = bytes[at];
  if (first < 0x80) return { code: first, size: 1 };
  const size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4) return "error";
  let code = first & (0xff >> (size + 1));
  for (let i = 1; i < size; i++) {
    if (at + i >= bytes.length) return "incomplete";
    if ((bytes[at + i] & 0xc0) !== 0x80) return "error";
    code = (code << 6) | (bytes[at + i] & 0x3f);
  }
  return code >= LEAST[size] && isScalar(code) ? { code, size } : "error";
}

/** The bytes of a text; in Latin-1 it must have no characters beyond. */
export function encodeText(text: string, encoding: Encoding): Uint8Array {
  if (encoding === "utf8") return utf8(text);
  if (encoding === "latin1") return new Uint8Array(Buffer.from(text, "latin1"));
  const little = encoding.endsWith("little");
  const wide = encoding.startsWith("utf32");
  const units = wide
    ? Array.from(text, (character) => character.codePointAt(0) as number)
    : Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
  const bytes = new Uint8Array(units.length * (wide ? 4 : 2));
  const view = new DataView(bytes.buffer);
  units.forEach((unit, i) => {
    if (wide) view.setUint32(i * 4, unit, little);
    else view.setUint16(i * 2, unit, little);
  });
  return bytes;
}
