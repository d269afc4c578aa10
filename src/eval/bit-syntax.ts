// bit-syntax — making bit strings: `<<Value:Size/Types, …>>`.
import type { BinElement, BinNode, Expr } from "../syntax/abstract-format.ts";
import { STRING } from "../syntax/abstract-format.ts";
import { type Segment, segment } from "./bit-segments.ts";
import { characters, source } from "./literals.ts";
import * as S from "./stack-lines.ts";
import type { Fn } from "./unit.ts";

/** The value of a bit string expression: first all values and sizes, then the segments. */
export function bitString(fn: Fn, node: BinNode): string {
  const constant = constantBytes(node[2]);
  if (constant !== undefined) return fn.unit.constant(constant);
  const writes = node[2].flatMap((element) => segmentWrites(fn, element));
  const writer = fn.let(`new ${fn.rt("BitWriter")}()`);
  fn.emit(`${fn.place(S.BIN)};`);
  for (const write of writes) fn.emit(`${writer}.${write};`);
  return fn.let(`${writer}.done()`);
}

/** The bytes of a bit string that is made of plain string literals alone. */
function constantBytes(elements: readonly BinElement[]): Uint8Array | undefined {
  const bytes: number[] = [];
  for (const element of elements) {
    const plain = segment(element);
    if (element[2][0] !== STRING || plain.kind !== "integer" || plain.size !== 8) return undefined;
    for (const code of characters(element[2][2])) bytes.push(code);
  }
  return Uint8Array.from(bytes);
}

function segmentWrites(fn: Fn, element: BinElement): string[] {
  const how = segment(element);
  const [, , value] = element;
  if (value[0] === STRING) {
    const codes = characters(value[2]);
    if (how.kind === "integer" && how.size === 8)
      return [`bytes(${fn.unit.constant(Uint8Array.from(codes))})`];
    return [
      `string(${fn.unit.constant(codes)},${`"${how.kind}"`},${sizeOf(fn, how)},${how.unit},${how.little},${clause(how)})`,
    ];
  }
  const code = fn.valueAt(value, ...S.BIN_FIELD, S.BIN);
  const simple = fn.simple(code);
  return [write(how, simple, sizeOf(fn, how))];
}

function sizeOf(fn: Fn, how: Segment): string {
  if (how.size === undefined) return "void 0";
  if (typeof how.size === "number") return String(how.size);
  const value = fn.valueAt(how.size as Expr, ...S.BIN_FIELD, S.BIN);
  return value === source(fn.unit, Symbol.for("all")) ? "void 0" : fn.simple(value);
}

function write(how: Segment, value: string, size: string): string {
  switch (how.kind) {
    case "integer":
      return `integer(${value},${size},${how.unit},${how.little},${clause(how)})`;
    case "float":
      return `float(${value},${size},${how.unit},${how.little},${clause(how)})`;
    case "binary":
      return `binary(${value},${size},${how.unit},${size === "void 0"})`;
    default:
      return `utf(${value},${how.kind.slice(3)},${how.little},${clause(how)})`;
  }
}

/** The line of the clause of eval_bits:eval_exp_field/6 for the segment, as its failure shows it. */
function clause(how: Segment): number {
  const order = how.native ? 1 : how.little ? 0 : 2;
  switch (how.kind) {
    case "integer":
      return 138 + 4 * order + (how.signed ? 0 : 2);
    case "float":
      return 164 + 2 * order;
    case "utf8":
      return 150;
    case "binary":
      return 177;
    default:
      return (how.kind === "utf16" ? 152 : 158) + 2 * ((order + 1) % 3);
  }
}
