// double-double — numbers of twice a float's precision, each the sum of two floats of which the second is too small to
// change the first.
//
// What math.ts needs to round the last bit of its functions as the C library does.

export class Double {
  readonly high: number;
  readonly low: number;
  constructor(high: number, low: number) {
    this.high = high;
    this.low = low;
  }
}

/** 2^27 + 1: what splits a float in two halves. */
export const SPLITTER = 134217729;

/** The sum of two floats, exactly. */
export function sumOf(a: number, b: number): Double {
  const sum = a + b;
  const part = sum - a;
  return new Double(sum, a - (sum - part) + (b - part));
}

/** The product of two floats, exactly. */
export function productOf(a: number, b: number): Double {
  const product = a * b;
  const bigA = SPLITTER * a;
  const highA = bigA - (bigA - a);
  const lowA = a - highA;
  const bigB = SPLITTER * b;
  const highB = bigB - (bigB - b);
  const lowB = b - highB;
  return new Double(product, highA * highB - product + highA * lowB + lowA * highB + lowA * lowB);
}

export function add(a: Double, b: Double): Double {
  const sum = sumOf(a.high, b.high);
  return sumOf(sum.high, sum.low + a.low + b.low);
}

export const negate = ({ high, low }: Double): Double => new Double(-high, -low);

export const subtract = (a: Double, b: Double): Double => add(a, negate(b));

export function multiply(a: Double, b: Double): Double {
  const product = productOf(a.high, b.high);
  return sumOf(product.high, product.low + a.high * b.low + a.low * b.high);
}

export function divide(a: Double, b: Double): Double {
  const first = a.high / b.high;
  const left = subtract(a, multiply(b, new Double(first, 0)));
  const second = left.high / b.high;
  const third = subtract(left, multiply(b, new Double(second, 0))).high / b.high;
  return add(sumOf(first, second), new Double(third, 0));
}

export function squareRoot(a: Double): Double {
  const root = Math.sqrt(a.high);
  if (root === 0) return a;
  return sumOf(root, subtract(a, productOf(root, root)).high / (2 * root));
}

/** The same times a power of two. */
export const scale = ({ high, low }: Double, factor: number): Double =>
  new Double(high * factor, low * factor);
