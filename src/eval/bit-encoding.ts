// bit-encoding — how integers, floats and code points are laid out in bytes.
import type { Term } from "../terms/term.ts";

/** The low `bits` bits of an integer, in the leading bits of `target`. */
export function fill(target: Uint8Array, value: number | bigint, bits: number, little: boolean): void {
  if (bits === 0) return;
  if (little) {
    const whole = bits >> 3;
    const rest = bits & 7;
    const bytes = bigEndian(value, bits, target.length);
    bytes.reverse();
    for (let i = 0; i < whole; i++) target[i] = bytes[i];
    if (rest > 0) target[whole] = (bytes[whole] << (8 - rest)) & 0xff;
    return;
  }
  const shift = target.length * 8 - bits;
  const bytes = bigEndian(
    shift === 0 ? value : BigInt(value) << BigInt(shift),
    target.length * 8,
    target.length,
  );
  target.set(bytes);
}

/** The low `bits` bits of an integer as so many bytes, the most significant first. */
function bigEndian(value: number | bigint, bits: number, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  if (typeof value === "number" && bits <= 32) {
    let low =
      value >= -0x80000000 && value <= 0xffffffff ? value >>> 0 : Number(BigInt.asUintN(32, BigInt(value)));
    if (bits < 32) low &= 2 ** bits - 1;
    for (let i = size - 1; i >= 0; i--) {
      bytes[i] = low & 0xff;
      low >>>= 8;
    }
    return bytes;
  }
  const text = BigInt.asUintN(bits, BigInt(value))
    .toString(16)
    .padStart(size * 2, "0");
  for (let i = 0; i < size; i++) bytes[i] = Number.parseInt(text.slice(i * 2, i * 2 + 2), 16);
  return bytes;
}

/** The bytes of a float of 16, 32 or 64 bits; undefined for another size. */
export function floatBytes(value: number, bits: number, little: boolean): Uint8Array | undefined {
  const bytes = new Uint8Array(bits >> 3);
  const view = new DataView(bytes.buffer);
  if (bits === 64) view.setFloat64(0, value, little);
  else if (bits === 32) view.setFloat32(0, value, little);
  else if (bits === 16) {
    view.setUint16(0, toHalf(value), little);
  } else return undefined;
  return bytes;
}

/** The 16 bits of a half precision float, rounded to even; infinity if it is too large, as in OTP. */
function toHalf(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  if (size >= 65520) return sign | 0x7c00;
  if (size < 2 ** -14) return sign | roundToEven(size / 2 ** -24);
  const exponent = Math.floor(Math.log2(size));
  const fraction = roundToEven((size / 2 ** exponent - 1) * 1024);
  return sign | (((exponent + 15) << 10) + fraction);
}

function roundToEven(value: number): number {
  const low = Math.floor(value);
  const rest = value - low;
  return rest > 0.5 || (rest === 0.5 && low % 2 === 1) ? low + 1 : low;
}

/** The value of a half precision float; NaN for what is no number. */
export function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** Whether a term is a character: a code point that is no surrogate. */
export function isCodePoint(value: Term): value is number {
  return (
    Number.isSafeInteger(value) && value >= 0 && value <= 0x10ffff && !(value >= 0xd800 && value <= 0xdfff)
  );
}

/** The bytes of a character. */
export function encode(code: number, kind: 8 | 16 | 32, little: boolean): Uint8Array {
  if (kind === 8) return new TextEncoder().encode(String.fromCodePoint(code));
  const units =
    kind === 32
      ? [code]
      : Array.from({ length: code > 0xffff ? 2 : 1 }, (_, i) => String.fromCodePoint(code).charCodeAt(i));
  const bytes = new Uint8Array((units.length * kind) / 8);
  const view = new DataView(bytes.buffer);
  units.forEach((unit, i) => {
    if (kind === 16) view.setUint16(i * 2, unit, little);
    else view.setUint32(i * 4, unit, little);
  });
  return bytes;
}
