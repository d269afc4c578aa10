// io-words — why io:format and its kin failed: the device, the format string or an argument.
//
// Mirrors format_io_error of OTP's erl_stdlib_errors. The cause is `{io,Why}` or `{device,Why}`.
import { pretty } from "../format/pretty.ts";
import { isAtom } from "../terms/atom.ts";
import { isFloat, isInteger } from "../terms/float.ts";
import { isList, toArray } from "../terms/list.ts";
import { Pid } from "../terms/pid.ts";
import type { Term } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";
import { type Explanation, mustBeList } from "./argument-words.ts";
import { type ArgumentType, argumentTypes, formatString } from "./format-check.ts";
import { isFunOf } from "./fun-arity.ts";
import { charsOf } from "./iodata.ts";

const IO = Symbol.for("io");
const FORMAT = Symbol.for("format");
const NO_TRANSLATION = Symbol.for("no_translation");

const DEVICE_WORDS: readonly (readonly [symbol, string])[] = [
  [Symbol.for("arguments"), "the device does not exist"],
  [Symbol.for("calling_self"), "the device is not allowed to be the current process"],
  [Symbol.for("terminated"), "the device has terminated"],
];

/** The number of arguments with which a function is given its device. */
const WITH_DEVICE: Record<string, readonly number[]> = {
  format: [3],
  fwrite: [3],
  put_chars: [2, 3],
  nl: [1],
  write: [2],
};

/** What is wrong with the arguments of a function of module io. */
export function explainIo(name: string, args: readonly Term[], cause: Term): Explanation {
  if (!isTuple(cause) || cause.length !== 2) return [];
  const hasDevice = WITH_DEVICE[name]?.includes(args.length) ?? false;
  const told = (words: string): Explanation => (hasDevice ? [words] : [{ general: words }]);
  const [origin, why] = cause;
  if (origin === IO) {
    const words = DEVICE_WORDS.find(([known]) => known === why)?.[1];
    return words === undefined ? [] : told(words);
  }
  if (isTuple(why) && why[0] === NO_TRANSLATION) {
    return told(`device failed to transcode string from ${pretty(why[1])} to ${pretty(why[2])}`);
  }
  const own = hasDevice ? args.slice(1) : args;
  const words = explainOwn(name, own, why);
  return hasDevice && words.length > 0 && typeof words[0] === "string" ? ["", ...words] : words;
}

/** OTP explains formats only: of what else a device refuses it says nothing. */
function explainOwn(name: string, args: readonly Term[], why: Term): Explanation {
  switch (name) {
    case "format":
    case "fwrite":
      return explainFormat(args, why);
    default:
      return [];
  }
}

function unknown(why: Term): { general: string } {
  return { general: `unknown error: ${pretty(why)}` };
}

const MISSING_LIST = { general: "possibly missing argument list" };

function isFormat(term: Term): boolean {
  return isAtom(term) || term instanceof Uint8Array || (toArray(term)?.every(isInteger) ?? false);
}

function explainFormat(own: readonly Term[], why: Term): Explanation {
  const [format] = own;
  // The atom `undefined` is an argument like any other.
  const args = own.length > 1 ? own[1] : [];
  if (!isFormat(format)) {
    const swapped = format instanceof Pid && isFormat(args);
    return ["not a valid format string", mustBeList(args), ...(swapped ? [MISSING_LIST] : [])];
  }
  if (!isList(args)) return ["", mustBeList(args)];
  const types = argumentTypes(formatString(format) ?? "");
  if ("error" in types) return [`format string invalid (${types.error})`];
  const given = toArray(args) ?? [];
  if (types.length !== given.length) {
    return ["wrong number of arguments", ...(isAtom(format) ? [MISSING_LIST] : [])];
  }
  const wrong = types.map((type, i) => explainElement(type, given[i], i + 1)).filter((words) => words !== "");
  if (wrong.length > 0) return ["", wrong.join("\n")];
  return why === FORMAT ? ["failed to format string"] : [unknown(why)];
}

const ORDERS: readonly Term[] = [undefined, Symbol.for("ordered"), Symbol.for("reversed")];

function explainElement(type: ArgumentType, arg: Term, number: number): string {
  const must = (what: string) => `element ${number} must be of type ${what}`;
  switch (type) {
    case "term":
      return "";
    case "int":
      return isInteger(arg) ? "" : must("integer");
    case "float":
      return isFloat(arg) ? "" : must("float");
    case "string":
      // As OTP's check goes, character data that is only incomplete passes.
      return isAtom(arg) || arg instanceof Uint8Array || (isList(arg) && charsOf(arg) !== undefined)
        ? ""
        : must("string");
    case "fun":
      if (ORDERS.includes(arg) || isFunOf(arg, 2)) return "";
      return `element ${number} must be 'undefined', 'ordered', 'reversed', or a fun that takes two arguments`;
  }
}
