// re-calls — what the functions of module re make of their arguments: options, expression and texts, or the error.
import { atomName, isAtom } from "../terms/atom.ts";
import { Exception } from "../terms/exception.ts";
import { fromArray, isList, NIL, toArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2 } from "../terms/tuple.ts";
import { errorBecause } from "./argument-error.ts";
import { bytesOf, charsOf, latin1Text } from "./iodata.ts";
import { Compiled, type Options, parseOptions } from "./re-compiled.ts";
import { ReFailure } from "./re-failures.ts";

const RE = Symbol.for("re");
const ERROR = Symbol.for("error");
const COMPILE = Symbol.for("compile");
const BADARG = Symbol.for("badarg");
const BADOPT = Symbol.for("badopt");
const STDLIB_ERRORS = Symbol.for("erl_stdlib_errors");

export function latin1Of(data: Term): string | undefined {
  const bytes = bytesOf(data);
  return bytes && latin1Text(bytes);
}

/** The error of a call, with words about its arguments. */
export function error(name: string, args: readonly Term[], cause?: symbol): Exception {
  return errorBecause(cause, BADARG, { module: RE, name: Symbol.for(name), arity: args }, STDLIB_ERRORS);
}

/** The error of a call that OTP makes by a detour, and has no words for. */
export function bareError(name: string, args: readonly Term[]): Exception {
  return new Exception("error", BADARG, [{ module: RE, name: Symbol.for(name), arity: args }]);
}

export interface Prepared {
  options: Options;
  re: Compiled;
}

/** Options of a call, and its expression; or the error of the call, or a ReFailure. */
export function prepare(name: string, args: readonly Term[], re: Term, list: Term): Prepared {
  const options = parseOptions(list);
  // Only run/3 finds the wrong option itself: the others just hear from it that something is wrong.
  if (options === undefined) throw error(name, args, name === "run" ? BADOPT : undefined);
  if (isCompiled(re)) {
    const known = re[4] as Compiled;
    const otherLines = options.newline !== undefined && options.newline !== known.flags.newline;
    if (options.compiles || otherLines || options.badCapture) throw error(name, args);
    return { options, re: known.forRun(options.flags) };
  }
  const { unicode } = options.flags;
  const text = unicode ? charsOf(re) : latin1Of(re);
  if (text === undefined) {
    const detour = name === "run" && isList(re) && takesDetour(args, unicode);
    throw detour ? bareError(name, args) : error(name, args);
  }
  const made = new Compiled(text, options);
  if (options.badCapture) throw error(name, args);
  return { options, re: made };
}

/** Whether OTP makes bytes of the arguments in re.erl, whose errors have no words. */
export const takesDetour = (args: readonly Term[], unicode: boolean): boolean =>
  unicode && !args.slice(0, 2).every((term) => term instanceof Uint8Array);

const hasOption = (list: Term, name: string): boolean => toArray(list)?.includes(Symbol.for(name)) === true;

/** What re:run answers for an expression that is none. */
export function refused(name: string, args: readonly Term[], thrown: unknown): Term {
  if (!(thrown instanceof ReFailure)) throw thrown;
  const list = optionsOf(args, 2);
  if (hasOption(list, "report_errors"))
    return tuple2(ERROR, tuple2(COMPILE, tuple2(thrown.words, thrown.at)));
  throw takesDetour(args, hasOption(list, "unicode")) ? bareError(name, args) : error(name, args);
}

/** The options among the arguments, where the atom `undefined` is no list. */
export const optionsOf = (args: readonly Term[], at: number): Term => (args.length > at ? args[at] : NIL);

/** Whether a term is a compiled expression. */
export function isCompiled(term: Term): boolean {
  return isTuple(term) && term.length === 5 && term[4] instanceof Compiled;
}

/** Where in the text a run begins; undefined behind its end. */
export function offsetIn(text: string, re: Compiled, { offset }: Options): number | undefined {
  const { unicode } = re.flags;
  if (offset > (unicode ? Buffer.byteLength(text) : text.length)) return undefined;
  return unicode ? textOffset(text, offset) : offset;
}

/** A position of bytes as one of the text. */
function textOffset(text: string, bytes: number): number {
  return bytes === 0 ? 0 : Buffer.from(text).subarray(0, bytes).toString().length;
}

/** What re:replace and re:split do not pass on to re:run. */
const NOT_PASSED_ON: readonly Term[] = [Symbol.for("report_errors"), Symbol.for("capture")];

/** `{return,Type}` and what is left of the options; undefined if one is none of these functions'. */
export function splitReturn(list: Term): { type: string; rest: Term[] } | undefined {
  let type = "iodata";
  const rest: Term[] = [];
  const elements = toArray(list);
  if (elements === undefined) return undefined;
  for (const option of elements) {
    const name = isTuple(option) && option.length > 1 ? option[0] : option;
    if (NOT_PASSED_ON.includes(name)) return undefined;
    if (isTuple(option) && option.length === 2 && name === Symbol.for("return")) {
      type = isAtom(option[1]) ? atomName(option[1]) : "";
      if (!["iodata", "list", "binary"].includes(type)) return undefined;
    } else rest.push(option);
  }
  return { type, rest };
}

/** What re:replace or re:split passes on; or the error of the call. */
export function prepareFor(name: string, args: readonly Term[], rest: readonly Term[]): Prepared {
  try {
    return prepare(name, args, args[1], fromArray(rest));
  } catch (thrown) {
    if (thrown instanceof ReFailure) throw error(name, args);
    throw thrown;
  }
}

export function latin1OrUnicode(name: string, args: readonly Term[], data: Term, re: Compiled): string {
  const text = re.flags.unicode ? charsOf(data) : latin1Of(data);
  if (text === undefined) throw error(name, args);
  return text;
}
