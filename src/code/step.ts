// step — one algorithm for loads that may wait and loads that may not.
//
// The first call of a module happens in process code, which waits; or in the middle of a plain function, which cannot.
// Loading is therefore a generator that yields what would take time, in both its forms, and is driven either way.

/** Something that takes time. */
export interface Step<T> {
  now(): T;
  later(): T | Promise<T>;
}

/** Runs to the end without giving way to anything else. */
export function driveNow<T>(work: Generator<Step<any>, T, any>): T {
  let result = work.next();
  while (!result.done) {
    let value: unknown;
    try {
      value = result.value.now();
    } catch (failure) {
      result = work.throw(failure);
      continue;
    }
    result = work.next(value);
  }
  return result.value;
}

/** Runs to the end, giving way at each step. */
export async function driveLater<T>(work: Generator<Step<any>, T, any>): Promise<T> {
  let result = work.next();
  while (!result.done) {
    let value: unknown;
    try {
      value = await result.value.later();
    } catch (failure) {
      result = work.throw(failure);
      continue;
    }
    result = work.next(value);
  }
  return result.value;
}
