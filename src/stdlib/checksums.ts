// checksums — CRC-32 and Adler-32 as erlang:crc32 and erlang:adler32 compute them, and their combination.
import zlib from "node:zlib";

const ADLER_BASE = 65521;
/** So many bytes leave both sums below 2^31. */
const ADLER_RUN = 3800;

/**
 * The CRC-32 of `bytes`, continued from that of what came before them. Mirrors erlang:crc32/2.
 *
 * ```eshell
 * 1> erlang:crc32("abc").
 * 891568578
 * 2> erlang:crc32(erlang:crc32("ab"), "c").
 * 891568578
 * ```
 */
export function crc32(before: number, bytes: Uint8Array): number {
  return zlib.crc32(bytes, before);
}

/**
 * The Adler-32 of `bytes`, continued from that of what came before them. Mirrors erlang:adler32/2.
 *
 * ```eshell
 * 1> erlang:adler32("abc").
 * 38600999
 * ```
 */
export function adler32(before: number, bytes: Uint8Array): number {
  let a = before & 0xffff;
  let b = before >>> 16;
  for (let i = 0; i < bytes.length; ) {
    for (const end = Math.min(i + ADLER_RUN, bytes.length); i < end; i++) {
      a += bytes[i];
      b += a;
    }
    a %= ADLER_BASE;
    b %= ADLER_BASE;
  }
  return ((b << 16) | a) >>> 0;
}

/** The CRC-32 of two pieces from those of each: the first is run over as many zero bytes as the second is long. */
export function crc32Combine(first: number, second: number, secondSize: number): number {
  // Adding a zero bit is a linear map of the 32 bits; its powers are had by squaring.
  let power = new Uint32Array(32);
  power[0] = 0xedb88320;
  for (let i = 1; i < 32; i++) power[i] = 1 << (i - 1);
  power = square(square(square(power)));
  let crc = first;
  for (let left = secondSize; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) crc = times(power, crc);
    power = square(power);
  }
  return (crc ^ second) >>> 0;
}

function times(matrix: Uint32Array, vector: number): number {
  let sum = 0;
  for (let i = 0; vector !== 0; i++, vector >>>= 1) if (vector & 1) sum ^= matrix[i];
  return sum >>> 0;
}

function square(matrix: Uint32Array): Uint32Array<ArrayBuffer> {
  const result = new Uint32Array(32);
  for (let i = 0; i < 32; i++) result[i] = times(matrix, matrix[i]);
  return result;
}

/** The Adler-32 of two pieces from those of each. */
export function adler32Combine(first: number, second: number, secondSize: number): number {
  const rest = secondSize % ADLER_BASE;
  const a1 = first & 0xffff;
  const a = (a1 + (second & 0xffff) + ADLER_BASE - 1) % ADLER_BASE;
  const b = (rest * a1 + (first >>> 16) + (second >>> 16) + ADLER_BASE - rest) % ADLER_BASE;
  return ((b << 16) | a) >>> 0;
}
