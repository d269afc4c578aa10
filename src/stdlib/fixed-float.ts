// fixed-float — a float with a fixed number of decimals, as float_to_list(F, [{decimals, N}]) writes it.

/**
 * A float with that many decimals. OTP scales the fraction by a power of ten in floating point and rounds the
 * result, so 1.45 with one decimal is 1.5; only beyond 18 decimals or 2^53 are its digits exact.
 */
export function fixedFloat(value: number, decimals: number): string {
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  const size = Math.abs(value);
  if (size > 2 ** 53 || decimals > 18) return sign + exactDecimals(size, decimals);
  let whole = Math.floor(size);
  let fraction = BigInt(Math.round((size - whole) * 10 ** decimals));
  const limit = 10n ** BigInt(decimals);
  if (fraction >= limit) {
    fraction -= limit;
    whole++;
  }
  return decimals === 0 ? `${sign}${whole}` : `${sign}${whole}.${String(fraction).padStart(decimals, "0")}`;
}

/** C's `%.<decimals>f`: every float is an integer divided by 2^1074, so its digits can be had exactly. */
function exactDecimals(size: number, decimals: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, size);
  const bits = view.getBigUint64(0);
  const biased = Number(bits >> 52n);
  const mantissa = (bits & 0xfffffffffffffn) | (biased > 0 ? 1n << 52n : 0n);
  const exponent = Math.max(biased, 1) - 1075;
  const scale = 10n ** BigInt(decimals);
  let scaled: bigint;
  if (exponent >= 0) {
    scaled = (mantissa << BigInt(exponent)) * scale;
  } else {
    const shift = BigInt(-exponent);
    const product = mantissa * scale;
    scaled = product >> shift;
    const rest = product - (scaled << shift);
    const half = 1n << (shift - 1n);
    if (rest > half || (rest === half && (scaled & 1n) === 1n)) scaled++;
  }
  const text = String(scaled).padStart(decimals + 1, "0");
  return decimals === 0 ? text : `${text.slice(0, -decimals)}.${text.slice(-decimals)}`;
}
