// bits — bit strings: a binary is a Uint8Array, one whose length is no multiple of eight is a Bits.
//
// The functions here take either form. Bits are numbered from 0, the most significant of the first byte. A slice of
// whole bytes at a byte's edge shares memory with what it was cut from, as Erlang's sub-binaries do: never write
// to a binary that has been handed out.

/** `bitLength` bits, in the leading bits of `bytes`; unused bits of the last byte are zero. Never a multiple of 8. */
export class Bits {
  readonly bytes: Uint8Array;
  readonly bitLength: number;
  constructor(bytes: Uint8Array, bitLength: number) {
    this.bytes = bytes;
    this.bitLength = bitLength;
  }
}

export type BitString = Uint8Array | Bits;

/** Whether a term is a bit string. Mirrors is_bitstring/1. */
export function isBitString(term: unknown): term is BitString {
  return term instanceof Uint8Array || term instanceof Bits;
}

/** The number of bits. Mirrors bit_size/1. */
export function bitSize(bits: BitString): number {
  return bits instanceof Bits ? bits.bitLength : bits.length * 8;
}

/** The number of bytes that the bits take. Mirrors byte_size/1. */
export function byteSize(bits: BitString): number {
  return bits instanceof Bits ? bits.bytes.length : bits.length;
}

/** The bytes that hold the bits; the unused bits of the last are zero. */
export function bytesOf(bits: BitString): Uint8Array {
  return bits instanceof Bits ? bits.bytes : bits;
}

/** The bit string of the first `bitLength` bits of `bytes`, with the unused ones of the last byte cleared. */
export function makeBits(bytes: Uint8Array, bitLength: number): BitString {
  const size = (bitLength + 7) >> 3;
  const used = bitLength & 7;
  if (used === 0) return size === bytes.length ? bytes : bytes.subarray(0, size);
  const mask = (0xff << (8 - used)) & 0xff;
  if (size === bytes.length && (bytes[size - 1] & ~mask) === 0) return new Bits(bytes, bitLength);
  const copy = bytes.slice(0, size);
  copy[size - 1] &= mask;
  return new Bits(copy, bitLength);
}

/** The 8 bits from bit `at`; those beyond the end are zero. */
export function byteAt(bytes: Uint8Array, at: number): number {
  const index = at >> 3;
  const shift = at & 7;
  if (shift === 0) return index < bytes.length ? bytes[index] : 0;
  const high = index < bytes.length ? bytes[index] << shift : 0;
  const low = index + 1 < bytes.length ? bytes[index + 1] >> (8 - shift) : 0;
  return (high | low) & 0xff;
}

/** `length` bits from bit `from`. Both must lie within. */
export function sliceBits(bits: BitString, from: number, length: number): BitString {
  const bytes = bytesOf(bits);
  if ((from & 7) === 0) {
    const first = from >> 3;
    return makeBits(bytes.subarray(first, first + ((length + 7) >> 3)), length);
  }
  const out = new Uint8Array((length + 7) >> 3);
  for (let i = 0; i < out.length; i++) out[i] = byteAt(bytes, from + i * 8);
  return makeBits(out, length);
}

/** Copies all the bits of `source` to bit `at` of `target`, whose bits from there on are zero. */
export function writeBits(target: Uint8Array, at: number, source: BitString): void {
  const bytes = bytesOf(source);
  const shift = at & 7;
  let index = at >> 3;
  if (shift === 0) {
    target.set(bytes, index);
    return;
  }
  const last = (at + bitSize(source) - 1) >> 3;
  for (let i = 0; i < bytes.length; i++) {
    target[index++] |= bytes[i] >> shift;
    if (index <= last) target[index] = (bytes[i] << (8 - shift)) & 0xff;
  }
}

/** The bit strings one after the other. */
export function concatBits(parts: readonly BitString[]): BitString {
  let length = 0;
  for (const part of parts) length += bitSize(part);
  const bytes = new Uint8Array((length + 7) >> 3);
  let at = 0;
  for (const part of parts) {
    writeBits(bytes, at, part);
    at += bitSize(part);
  }
  return makeBits(bytes, length);
}

/** Erlang's order of bit strings: bit by bit, and of two that begin alike the shorter first. Negative, 0 or positive. */
export function compareBits(a: BitString, b: BitString): number {
  const x = bytesOf(a);
  const y = bytesOf(b);
  const bits = Math.min(bitSize(a), bitSize(b));
  const whole = bits >> 3;
  for (let i = 0; i < whole; i++) {
    if (x[i] !== y[i]) return x[i] - y[i];
  }
  const rest = bits & 7;
  if (rest > 0) {
    const shift = 8 - rest;
    const difference = (x[whole] >> shift) - (y[whole] >> shift);
    if (difference !== 0) return difference;
  }
  return bitSize(a) - bitSize(b);
}
