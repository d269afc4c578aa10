// argument-words — what can be wrong with an argument, in OTP's words, and the checks that find out.
//
// A check answers the words for what is wrong, or "" if nothing is. Explanations are lists of such answers, one for
// each argument from the first on; `{general}` tells something of the call as a whole.
import { isNumber } from "../terms/arithmetic.ts";
import { atomName, isAtom } from "../terms/atom.ts";
import { isFloat, isInteger } from "../terms/float.ts";
import { isFun } from "../terms/fun.ts";
import { isList, listLength, toArray } from "../terms/list.ts";
import { isMap, mapFrom } from "../terms/map.ts";
import { Pid, Ref } from "../terms/pid.ts";
import type { Term } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";
import { isFunOf } from "./fun-arity.ts";
import { bytesOf, isScalar, utf8 } from "./iodata.ts";

export type Explanation = readonly (string | { readonly general: string })[];

export const NOT_ATOM = "not an atom";
export const NOT_BINARY = "not a binary";
export const NOT_BITSTRING = "not a bitstring";
export const NOT_CONS = "not a nonempty list";
export const NOT_FLOAT = "not a float";
export const NOT_FUN = "not a fun";
export const NOT_INTEGER = "not an integer";
export const NOT_IODATA = "not an iodata term";
export const NOT_LIST = "not a list";
export const NOT_PROPER_LIST = "not a proper list";
export const NOT_MAP = "not a map";
export const NOT_NUMBER = "not a number";
export const NOT_PID = "not a pid";
export const NOT_PORT = "not a port";
export const NOT_PID_OR_PORT = "not a pid or a port";
export const NOT_REF = "not a reference";
export const NOT_STRING = "not a list of characters";
export const NOT_TUPLE = "not a tuple";
export const RANGE = "out of range";
export const BAD_OPTION = "invalid option in list";
export const BAD_DESTINATION = "invalid destination";
export const BAD_TIME_UNIT = "invalid time unit";
export const DEAD_PROCESS = "the pid does not refer to an existing process";
export const NON_EXISTING_ATOM = "not an already existing atom";

export const mustBeAtom = (term: Term): string => (isAtom(term) ? "" : NOT_ATOM);
export const mustBeBoolean = (term: Term): string =>
  typeof term === "boolean" ? "" : "not a boolean ('true' or 'false')";
export const mustBeFloat = (term: Term): string => (isFloat(term) ? "" : NOT_FLOAT);
export const mustBeFun = (term: Term): string => (isFun(term) ? "" : NOT_FUN);
export const mustBeInt = (term: Term): string => (isInteger(term) ? "" : NOT_INTEGER);
export const mustBeIodata = (term: Term): string => (bytesOf(term) === undefined ? NOT_IODATA : "");
export const mustBeMap = (term: Term): string => (isMap(term) ? "" : NOT_MAP);
export const mustBeNumber = (term: Term): string => (isNumber(term) ? "" : NOT_NUMBER);
export const mustBePid = (term: Term, words = ""): string => (term instanceof Pid ? words : NOT_PID);
export const mustBeRef = (term: Term): string => (term instanceof Ref ? "" : NOT_REF);
export const mustBeTuple = (term: Term): string => (isTuple(term) ? "" : NOT_TUPLE);

/** `words` for a proper list: then it is something else that is wrong with it. */
export function mustBeList(term: Term, words = ""): string {
  if (!isList(term)) return NOT_LIST;
  return listLength(term) < 0 ? NOT_PROPER_LIST : words;
}

/** `words` for a binary. */
export function mustBeBinary(term: Term, words = ""): string {
  return term instanceof Uint8Array ? words : NOT_BINARY;
}

/** An integer from `min` to `max`. */
export function mustBeIntBetween(term: Term, min: number | bigint, max: number | bigint): string {
  if (!isInteger(term)) return NOT_INTEGER;
  return term >= min && term <= max ? "" : RANGE;
}

export const mustBeNonNegInt = (term: Term): string => mustBeIntBetween(term, 0, Number.POSITIVE_INFINITY);
export const mustBePosInt = (term: Term): string => mustBeIntBetween(term, 1, Number.POSITIVE_INFINITY);

export function mustBeBase(term: Term): string {
  return mustBeIntBetween(term, 2, 36) === "" ? "" : "not an integer in the range 2 through 36";
}

export function mustBeFunOf(term: Term, arity: 1 | 2 | 3): string {
  if (isFunOf(term, arity)) return "";
  return [
    "not a fun that takes one argument",
    "not a fun that takes two arguments",
    "not a fun that takes three arguments",
  ][arity - 1];
}

/** A list of options of which one must be wrong, unless it is no list at all. */
export const mustBeOptionList = (term: Term): string => mustBeList(term) || BAD_OPTION;

/** The options are to blame only if nothing is wrong with the argument before. */
export function maybeOptionListError(options: Term, before: string): string {
  return mustBeList(options) || (before === "" ? BAD_OPTION : "");
}

/** A list whose text is wrong: `words` if it is one. */
export function textualList(list: Term, what: string): string {
  return listLength(list) < 0 ? NOT_LIST : `not a textual representation of ${what}`;
}

/** Whether a list has but characters. */
export function isFlatCharList(list: Term): boolean {
  return toArray(list)?.every(isScalar) ?? false;
}

/** The name of a cause, "" if there is none. */
export function causeName(cause: Term): string {
  return cause === undefined || !isAtom(cause) ? "" : atomName(cause);
}

/** As OTP's format_error/2 answers: `#{1 => <<"not a list">>}`. */
export function explanationMap(explanation: Explanation): Term {
  const entries: [Term, Term][] = [];
  let argument = 1;
  for (const words of explanation) {
    if (typeof words === "object") entries.push([GENERAL, utf8(words.general)]);
    else {
      if (words !== "") entries.push([argument, utf8(words)]);
      argument++;
    }
  }
  return mapFrom(entries);
}

const GENERAL = Symbol.for("general");
