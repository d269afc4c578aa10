// bit-patterns — taking bit strings apart: patterns `<<Pattern:Size/Types, …>>`.

import type { BinElement, Pattern } from "../syntax/abstract-format.ts";
import * as A from "../syntax/abstract-format.ts";
import { float } from "../terms/float.ts";
import { tuple } from "../terms/tuple.ts";
import { type Segment, segment } from "./bit-segments.ts";
import { guardValue } from "./guards.ts";
import { characters } from "./literals.ts";
import type { Fn } from "./unit.ts";

/** The pattern matcher of patterns.ts, which calls this one. */
export type Match<How> = (fn: Fn, pattern: Pattern, subject: string, fail: string, how: How) => void;

/** Matches a bit string as a whole. */
export function matchBits<How>(
  fn: Fn,
  elements: readonly BinElement[],
  subject: string,
  fail: string,
  how: How,
  match: Match<How>,
): void {
  fn.emit(`if(!${fn.rt("isBitString")}(${subject}))break ${fail};`);
  const reader = fn.let(`new ${fn.rt("BitReader")}(${subject})`);
  readSegments(fn, elements, reader, fail, (pattern, value, { kind }) => {
    if (kind === "float") fn.emit(`if(${value}===${fn.rt("NO_FLOAT")})break ${fail};`);
    match(fn, pattern, value, fail, how);
  });
  fn.emit(`if(!${reader}.atEnd())break ${fail};`);
}

/**
 * Reads the segments one after the other; jumps to `missing` where there are no such bits. The value of a float segment
 * may be NO_FLOAT.
 */
export function readSegments(
  fn: Fn,
  elements: readonly BinElement[],
  reader: string,
  missing: string,
  match: (pattern: Pattern, value: string, how: Segment) => void,
): void {
  for (const element of elements) {
    const how = segment(element);
    const [, anno, pattern] = element;
    const size = sizeOf(fn, how, missing);
    if (pattern[0] === A.STRING) {
      for (const code of characters(pattern[2])) {
        const value = read(fn, how, reader, size, missing);
        match(tuple(A.INTEGER, anno, code) as unknown as Pattern, value, how);
      }
      continue;
    }
    match(toFloat(pattern, how), read(fn, how, reader, size, missing), how);
  }
}

/** An integer literal in a float segment stands for the float. */
function toFloat(pattern: Pattern, how: Segment): Pattern {
  if (how.kind !== "float" || pattern[0] !== A.INTEGER) return pattern;
  return tuple(A.FLOAT, pattern[1], float(Number(pattern[2]))) as unknown as Pattern;
}

function sizeOf(fn: Fn, how: Segment, missing: string): string {
  if (how.size === undefined) return "";
  return typeof how.size === "number" ? String(how.size) : fn.simple(guardValue(fn, how.size, missing));
}

function read(fn: Fn, how: Segment, reader: string, size: string, missing: string): string {
  const value = fn.let(`${reader}.${readCall(how, size)}`);
  fn.emit(`if(${value}===${fn.rt("NO_BITS")})break ${missing};`);
  return value;
}

function readCall(how: Segment, size: string): string {
  switch (how.kind) {
    case "integer":
      return `integer(${size},${how.unit},${how.signed},${how.little})`;
    case "float":
      return `float(${size},${how.unit},${how.little})`;
    case "binary":
      return size === "" ? `all(${how.unit})` : `binary(${size},${how.unit})`;
    default:
      return `utf(${how.kind.slice(3)},${how.little})`;
  }
}
