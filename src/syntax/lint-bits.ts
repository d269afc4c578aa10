// lint-bits — sizes and types in bit syntax: what goes together, in construction and in patterns.
import { atomName } from "../terms/atom.ts";
import { isInteger } from "../terms/float.ts";
import type { Term } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";
import { type Anno, type BitType, DEFAULT, UNIT } from "./abstract-format.ts";
import { fail } from "./lint-variables.ts";

/** The size of a segment: as written, `all` of a binary, or not known before it is run. */
export type Size = "default" | "all" | "unknown" | "undefined" | number | bigint;

/** A type specifier list, taken apart. */
export interface SegmentType {
  type?: string;
  unit?: number;
  sign?: string;
  endian?: string;
}

const FIELDS = new Map<string, SegmentType>([
  ["integer", { type: "integer" }],
  ["utf8", { type: "utf8" }],
  ["utf16", { type: "utf16" }],
  ["utf32", { type: "utf32" }],
  ["float", { type: "float" }],
  ["binary", { type: "binary" }],
  ["bytes", { type: "binary", unit: 8 }],
  ["bitstring", { type: "binary", unit: 1 }],
  ["bits", { type: "binary", unit: 1 }],
  ["big", { endian: "big" }],
  ["little", { endian: "little" }],
  ["native", { endian: "native" }],
  ["signed", { sign: "signed" }],
  ["unsigned", { sign: "unsigned" }],
]);

function fieldOf(where: Anno, type: BitType): SegmentType {
  if (isTuple(type)) {
    const [tag, unit] = type as [symbol, Term];
    if (tag === UNIT && isInteger(unit) && unit > 0 && unit <= 256) return { unit: Number(unit) };
    return fail(where, "undefined_bittype", type);
  }
  return FIELDS.get(atomName(type)) ?? fail(where, "undefined_bittype", type);
}

/**
 * Checks the types of a segment against its size, and gives the size in bits, as far as it is known. Mirrors
 * erl_lint's bit_type and bit_size_check with erl_bits:set_bit_type/2.
 */
export function checkSegment(where: Anno, size: Size, types: readonly BitType[] | typeof DEFAULT): Size {
  const merged: SegmentType = {};
  if (types !== DEFAULT) {
    for (const type of types as readonly BitType[]) {
      const field = fieldOf(where, type);
      for (const key of ["endian", "sign", "type", "unit"] as const) mergeField(where, merged, field, key);
    }
  }
  const type = merged.type ?? "integer";
  let { unit } = merged;
  let bits = size;
  switch (type) {
    case "binary":
      if (bits === "default") bits = "all";
      unit ??= 8;
      break;
    case "integer":
    case "float":
      if (bits === "default") {
        if (unit !== undefined) fail(where, "bittype_unit");
        bits = type === "integer" ? 8 : 64;
      }
      unit ??= 1;
      break;
    default:
      if (bits === "default") bits = "undefined";
      if (bits !== "undefined" || unit !== undefined) fail(where, "utf_bittype_size_or_unit");
  }
  if (bits === "all" && type !== "binary") fail(where, "illegal_bitsize");
  return typeof bits === "number" ? bits * (unit ?? 1) : bits;
}

function mergeField(where: Anno, merged: SegmentType, field: SegmentType, key: keyof SegmentType): void {
  const value = field[key];
  const other = merged[key];
  if (value === undefined) return;
  if (other !== undefined && other !== value) {
    const term = (v: string | number) => (typeof v === "number" ? v : Symbol.for(v));
    fail(where, "bittype_mismatch", term(value), term(other), key === "endian" ? "endianness" : key);
  }
  merged[key] = value as never;
}
