// json-errors — the errors of module json: a byte that may not be where it is, an escape that says nothing.

import { Exception, type StackItem } from "../terms/exception.ts";
import { mapFrom } from "../terms/map.ts";
import { isTypeError } from "../terms/realm.ts";
import type { Term } from "../terms/term.ts";
import { tuple2 } from "../terms/tuple.ts";
import { OtpSource } from "./otp-source.ts";

export const JSON_SOURCE: OtpSource = new OtpSource("json");
const STDLIB_ERRORS = Symbol.for("erl_stdlib_errors");

function errorAt(position: number, reason: Term, item: StackItem, callers: readonly StackItem[]): Exception {
  const cause = mapFrom([[Symbol.for("position"), position]]);
  return new Exception("error", reason, [{ ...item, info: { module: STDLIB_ERRORS, cause } }, ...callers]);
}

/** `{invalid_byte, Byte}` at a position. */
export function invalidByte(byte: number, position: number, ...callers: StackItem[]): Exception {
  const item = JSON_SOURCE.item("invalid_byte", 2, 543);
  return errorAt(position, tuple2(Symbol.for("invalid_byte"), byte), item, callers);
}

/** `{unexpected_sequence, Bytes}` at a position. */
export function unexpectedSequence(bytes: Uint8Array, position: number, ...callers: StackItem[]): Exception {
  const item = JSON_SOURCE.item("unexpected_sequence", 2, 1478);
  return errorAt(position, tuple2(Symbol.for("unexpected_sequence"), bytes), item, callers);
}

/** The place of the first byte that breaks off a UTF-8 sequence or begins none; the length if the end does it. */
export function badUtf8At(bytes: Uint8Array): number {
  const isGood = (size: number): boolean => {
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, size), { stream: true });
      return true;
    } catch (error) {
      if (isTypeError(error)) return false;
      throw error;
    }
  };
  if (isGood(bytes.length)) return bytes.length;
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isGood(middle)) good = middle;
    else bad = middle;
  }
  return good;
}
