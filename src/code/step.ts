// step — one algorithm for loads that may wait and loads that may not.
//
// The first call of a module happens in process code, which waits; or in the middle of a plain function, which cannot.
// Loading is therefore a generator that yields what would take time, in both its forms, and is driven either way.

/** Something that takes time. */
export interface Step<T> {
  now(): T;
  later(): T | Promise<T>;
  /** It cannot be done at once: `now` can only say so. */
  readonly waits?: true;
}

/** Runs to the end without giving way to anything else. */
export function driveNow<T>(work: Generator<Step<any>, T, any>): T {
  let result = work.next();
  while (!result.done) result = stepNow(work, result.value);
  return result.value;
}

/** The same up to a step that cannot be done at once; from there on it gives way. */
export function driveSoon<T>(work: Generator<Step<any>, T, any>): T | Promise<T> {
  let result = work.next();
  while (!result.done) {
    if (result.value.waits) return driveOn(work, result);
    result = stepNow(work, result.value);
  }
  return result.value;
}

/** Runs to the end, giving way at each step. */
export async function driveLater<T>(work: Generator<Step<any>, T, any>): Promise<T> {
  return driveOn(work, work.next());
}

function stepNow<T>(work: Generator<Step<any>, T, any>, step: Step<any>): IteratorResult<Step<any>, T> {
  let value: unknown;
  try {
    value = step.now();
  } catch (failure) {
    return work.throw(failure);
  }
  return work.next(value);
}

async function driveOn<T>(
  work: Generator<Step<any>, T, any>,
  result: IteratorResult<Step<any>, T>,
): Promise<T> {
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
