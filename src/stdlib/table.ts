// table — the export table of an OTP module: what `M:F(A)` finds, arity being part of the name.
import type { Builtin } from "../process/apply.ts";
import type { Term } from "../terms/term.ts";
import { refusalPlace } from "./otp-lines.ts";

export type Callable = (...args: any[]) => Term;

/** One exported function of an OTP module. */
export type Entry = Builtin;

/** Name → function, or `[function, ...arities]` where its `length` is not its only arity. */
export type Functions = Record<string, Callable | readonly [Callable, ...number[]]>;

export interface OtpModule<F extends Functions = Functions> {
  readonly name: symbol;
  readonly functions: F;
  /** `name/arity` → entry. */
  readonly entries: ReadonlyMap<string, Entry>;
}

/**
 * The module of that name. `errors` says whose format_error/2 explains its BIFs' arguments (`erl_erts_errors`,
 * `erl_stdlib_errors` …); `bifs` restricts that to some functions, where the others are written in Erlang in OTP.
 */
export function otpModule<F extends Functions>(
  name: string,
  functions: F,
  options: { errors?: string; bifs?: readonly string[] } = {},
): OtpModule<F> {
  const module = Symbol.for(name);
  const errors = options.errors === undefined ? undefined : Symbol.for(options.errors);
  const entries = new Map<string, Entry>();
  for (const [key, value] of Object.entries(functions)) {
    const [fn, ...given] = typeof value === "function" ? [value] : value;
    const arities = given.length > 0 ? given : [fn.length];
    for (const arity of arities) {
      const explained = options.bifs === undefined || options.bifs.includes(key) ? errors : undefined;
      const place = explained === undefined ? undefined : refusalPlace(name, key, arity, false);
      entries.set(`${key}/${arity}`, { module, name: Symbol.for(key), arity, fn, errors: explained, place });
    }
  }
  return { name: module, functions, entries };
}
