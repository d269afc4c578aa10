// re-words — what is wrong with the arguments of a function of module re. Mirrors format_re_error of erl_stdlib_errors.
import { isAtom } from "../terms/atom.ts";
import type { Term } from "../terms/term.ts";
import { causeName, type Explanation, NOT_IODATA } from "./argument-words.ts";
import { isFunOf } from "./fun-arity.ts";
import { bytesOf } from "./iodata.ts";
import { regexpFailure } from "./re.ts";
import { isCompiled } from "./re-calls.ts";

const BAD_OPTIONS = "invalid options";

const iodata = (term: Term): string => (bytesOf(term) === undefined ? NOT_IODATA : "");

function textual(term: Term): string {
  const failure = regexpFailure(term);
  if (failure === undefined) return "";
  return `could not parse regular expression\n${failure.words} on character ${failure.at}`;
}

function regexp(term: Term): string {
  if (bytesOf(term) !== undefined) return textual(term);
  return isCompiled(term) ? "" : "neither an iodata term nor a compiled regular expression";
}

const replacement = (term: Term): string =>
  isFunOf(term, 1) || bytesOf(term) !== undefined ? "" : "not a valid replacement";

/** What is wrong with the arguments of a function of module re. */
export function explainRe(name: string, args: readonly Term[], cause: Term): Explanation {
  const [first, second, third] = args;
  const options = causeName(cause) === "badopt" ? [BAD_OPTIONS] : [];
  switch (name) {
    case "compile":
      if (args.length === 1) return [NOT_IODATA];
      return [bytesOf(first) === undefined ? NOT_IODATA : textual(first), ...options];
    case "inspect":
      if (!isCompiled(first))
        return ["not a compiled regular expression", isAtom(second) ? "" : "not a valid item"];
      return ["", "not a valid item"];
    case "replace":
      return [iodata(first), regexp(second), replacement(third), ...(args.length > 3 ? options : [])];
    case "run":
    case "split":
      return [iodata(first), regexp(second), ...(args.length > 2 ? options : [])];
    default:
      return [];
  }
}
