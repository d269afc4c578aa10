// format-error — the words of errors of the scanner and the parser. Those of lint are in lint-messages.ts.
import { atomName } from "../terms/atom.ts";
import type { Term } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";
import type { ErrorInfo } from "./abstract-format.ts";
import { formatLintError } from "./lint-messages.ts";
import { writeAtom, writeString } from "./write-token.ts";

/** The words of an error of the scanner, the parser or lint. */
export function formatError([, module, descriptor]: ErrorInfo): string {
  switch (Symbol.keyFor(module)) {
    case "erl_scan":
      return formatScanError(descriptor);
    case "erl_parse":
      return formatParseError(descriptor);
    default:
      return formatLintError(descriptor);
  }
}

/** The text of an error that the scanner describes so. Mirrors erl_scan:format_error/1. */
export function formatScanError(descriptor: Term): string {
  if (!isTuple(descriptor)) {
    switch (atomName(descriptor)) {
      case "indentation":
        return "bad indentation in triple-quoted string";
      case "white_space":
        return "not white space after start of triple-quoted string";
      default:
        return "adjacent string literals without intervening white space";
    }
  }
  const [tag, what, head] = descriptor;
  switch (atomName(tag)) {
    case "unterminated":
      if (descriptor.length === 2) return "unterminated character";
      return `unterminated ${stringThing(what)} starting with ${writeString(head, isTuple(what) || atomName(what) !== "atom" ? '"' : "'")}`;
    case "base":
      return `illegal base '${what}'`;
    default:
      return `illegal ${writeAtom(what)}`;
  }
}

function stringThing(what: Term): string {
  if (!isTuple(what)) return atomName(what);
  const [tag, name, open, close] = what;
  if (atomName(tag) === "string") return "triple-quoted string";
  const sigil = `~${atomName(name)}`;
  return what.length === 3
    ? `triple-quoted ${sigil} sigil string`
    : `${sigil}${String.fromCharCode(open, close)} sigil string`;
}

/** The text of an error that the parser describes so: a string, or a list of strings. Mirrors erl_parse:format_error/1. */
export function formatParseError(descriptor: Term): string {
  return typeof descriptor === "string" ? descriptor : (descriptor as string[]).join("");
}
