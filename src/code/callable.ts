// callable — what Erlang code calls of a module: raw terms in, through the border, a value or a Frame out.

import { traced } from "../process/failure.ts";
import { type Frame, proc } from "../process/frame.ts";
import { running } from "../process/running.ts";
import { toModule } from "../terms/border.ts";
import { isPromise } from "../terms/realm.ts";
import type { Term } from "../terms/term.ts";

export type Callable = (...args: any[]) => Term;
type Fn = (...args: any[]) => unknown;

/**
 * Calls what `getter` gives with that many raw terms. The function is read at each call: an exported variable may
 * have got another value.
 */
export function raw(getter: () => Fn, arity: number): Callable {
  switch (arity) {
    case 0:
      return () => guarded(getter, NONE);
    case 1:
      return (a) => {
        running.plain++;
        try {
          return awaited(getter()(toModule(a)));
        } catch (thrown) {
          traced(thrown);
          throw thrown;
        } finally {
          running.plain--;
        }
      };
    case 2:
      return (a, b) => {
        running.plain++;
        try {
          return awaited(getter()(toModule(a), toModule(b)));
        } catch (thrown) {
          traced(thrown);
          throw thrown;
        } finally {
          running.plain--;
        }
      };
    default:
      return (...args) => guarded(getter, args.map(toModule));
  }
}

const NONE: readonly Term[] = [];

function guarded(getter: () => Fn, args: readonly Term[]): Term {
  running.plain++;
  try {
    return awaited(getter()(...args));
  } catch (thrown) {
    traced(thrown);
    throw thrown;
  } finally {
    running.plain--;
  }
}

/** A plain function may return a native promise: Erlang waits for it, as it does for an async one. */
function awaited(result: unknown): Term {
  return isPromise(result) ? awaitPromise(result) : result;
}

const awaitPromise: (promise: Promise<unknown>) => Promise<unknown> | Frame = proc(
  function* await_(promise: Promise<unknown>) {
    return yield promise;
  },
  { items: () => [] },
);
