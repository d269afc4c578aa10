// binary-construction-error — why `<<…>>` could not be built, in OTP's words.
//
// Mirrors erl_erts_errors:format_bs_fail/2. The cause is `{Segment, Type, Error, Value}`, as the evaluator and OTP's
// compiled code raise it.
import { format } from "../format/format.ts";
import { pretty } from "../format/pretty.ts";
import { write } from "../format/write.ts";
import { atomName } from "../terms/atom.ts";
import { bitSize, byteSize, isBitString, sliceBits } from "../terms/bits.ts";
import { isInteger } from "../terms/float.ts";
import type { Term } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";
import { utf8Text } from "./iodata.ts";

/** The words for a cause, undefined if it is none of a binary's construction. */
export function explainConstruction(reason: Term, cause: Term, position?: Term): string | undefined {
  if (!isTuple(cause) || cause.length !== 4) return undefined;
  const [segment, type, error, value] = cause;
  const words =
    reason === Symbol.for("system_limit")
      ? systemLimit(type, error, value)
      : badSegment(atomName(type), atomName(error), value);
  return asUtf8(`segment ${write(position ?? segment)} of type '${atomName(type)}': ${words}`);
}

/** OTP makes a binary of the message, Latin-1, and prints that as UTF-8 if it can be. */
function asUtf8(text: string): string {
  if (!/[\x80-\xff]/.test(text) || /[^\0-\xff]/.test(text)) return text;
  return utf8Text(Uint8Array.from(text, (char) => char.charCodeAt(0))) ?? text;
}

function systemLimit(type: Term, error: Term, value: Term): string {
  if (atomName(type) === "binary" && atomName(error) === "binary") {
    return `the size of the binary/bitstring is too large (exceeding ${2 ** 31 - 1} bits)`;
  }
  return `the size ${pretty(value)} is too large`;
}

const EXPECTED: Record<string, string> = {
  binary: " binary",
  float: " float or an integer",
  integer: "n integer",
};

function badSegment(type: string, error: string, value: Term): string {
  const shown = possiblyTruncated(value);
  if (type === "float" && error === "invalid") {
    return `expected one of the supported sizes 16, 32, or 64 but got: ${pretty(value)}`;
  }
  if (type === "float" && error === "no_float")
    return `the value ${shown} is outside the range expressible as a float`;
  if (type === "binary" && error === "unit") {
    return `the size of the value ${shown} is not a multiple of the unit for the segment`;
  }
  if (error === "short") return `the value ${shown} is shorter than the size of the segment`;
  if (error === "size") return `expected a non-negative integer as size but got: ${shown}`;
  return `expected a${EXPECTED[type] ?? ` non-negative integer encodable as ${type}`} but got: ${shown}`;
}

/** Long numbers and binaries lose their middle. */
function possiblyTruncated(value: Term): string {
  if (isInteger(value)) {
    const digits = String(value);
    return digits.length < 48 ? digits : `${digits.slice(0, 12)}...${digits.slice(-12)}`;
  }
  if (!isBitString(value)) return format("~P", [value, 20]);
  const size = byteSize(value);
  if (size < 16) return format("~p", [value]);
  // OTP keeps the first eight bytes, and what is behind the last but two.
  const front = write(sliceBits(value, 0, 64));
  const back = write(sliceBits(value, (size - 2) * 8, bitSize(value) - (size - 2) * 8));
  return `${front.slice(0, -2)}...,${back.slice(2)}`;
}
