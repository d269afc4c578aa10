// bit-segments — what the size and the types of a segment of bit syntax mean. Mirrors erl_bits.
import type { BinElement, Expr } from "../syntax/abstract-format.ts";
import { DEFAULT } from "../syntax/abstract-format.ts";

export type BitKind = "integer" | "float" | "binary" | "utf8" | "utf16" | "utf32";

export interface Segment {
  readonly kind: BitKind;
  /** The expression of the size; a number where it is the type's own; undefined for utf and for "the rest". */
  readonly size: Expr | number | undefined;
  readonly unit: number;
  readonly signed: boolean;
  readonly little: boolean;
  /** `native` was written: read and written as little, but another clause of eval_bits'. */
  readonly native: boolean;
}

const KINDS: Record<string, [BitKind, unit: number]> = {
  integer: ["integer", 1],
  float: ["float", 1],
  binary: ["binary", 8],
  bytes: ["binary", 8],
  bitstring: ["binary", 1],
  bits: ["binary", 1],
  utf8: ["utf8", 1],
  utf16: ["utf16", 1],
  utf32: ["utf32", 1],
};

/** The segment's type with its defaults filled in. */
export function segment(element: BinElement): Segment {
  const [, , , size, types] = element;
  let kind: BitKind = "integer";
  let unit = 1;
  let givenUnit: number | undefined;
  let signed = false;
  let little = false;
  let native = false;
  for (const type of types === DEFAULT ? [] : types) {
    if (typeof type !== "symbol") {
      givenUnit = Number(type[1]);
      continue;
    }
    const name = Symbol.keyFor(type) as string;
    if (Object.hasOwn(KINDS, name)) [kind, unit] = KINDS[name];
    else if (name === "signed") signed = true;
    else if (name === "little" || name === "native") {
      little = true;
      native = name === "native";
    }
  }
  const own = kind === "integer" ? 8 : kind === "float" ? 64 : undefined;
  return { kind, size: size === DEFAULT ? own : size, unit: givenUnit ?? unit, signed, little, native };
}
