// match-spec-lint — what is wrong with a match specification, in the words of OTP's erl_db_util.c.
import { pretty } from "../format/pretty.ts";
import { atomName, isAtom } from "../terms/atom.ts";
import { asCons, isList, isNil, toArray } from "../terms/list.ts";
import { isMap, mapEntries } from "../terms/map.ts";
import type { Term } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";
import { isMatchFunction, variableNumber } from "./match-spec.ts";

/** Special forms of other uses of match specifications: tracing. */
const TRACING = new Set(["message", "silent", "trace", "enable_trace", "disable_trace", "caller", "display"]);
const ANY_ARITY = new Set(["and", "or", "andalso", "orelse"]);

/** What is wrong with a specification; empty if nothing is. */
export function matchSpecErrors(spec: Term): string[] {
  if (!isList(spec) || isNil(spec)) return ["Match programs are not in a list."];
  const clauses = toArray(spec);
  if (clauses === undefined) return ["Match programs are not in a proper list."];
  const errors: string[] = [];
  for (const clause of clauses) {
    if (!isTuple(clause) || clause.length !== 3) return ["Match program part is not a tuple of arity 3."];
    const [head, guards, body] = clause;
    const bound = new Set<number>();
    addVariables(head, bound);
    errors.push(...expressionErrors(guards, bound));
    if (isList(body) && !isNil(body)) errors.push(...expressionErrors(body, bound));
    else errors.push("Body clause does not return anything.");
  }
  return errors;
}

function addVariables(pattern: Term, bound: Set<number>): void {
  const number = variableNumber(pattern);
  if (number >= 0) bound.add(number);
  else for (const part of parts(pattern)) addVariables(part, bound);
}

/** What a term is made of. */
function parts(term: Term): readonly Term[] {
  if (isTuple(term)) return term;
  if (isMap(term)) return mapEntries(term).flat();
  const cell = isList(term) ? asCons(term) : undefined;
  return cell === undefined ? [] : [cell.head, cell.tail];
}

function expressionErrors(list: Term, bound: ReadonlySet<number>): string[] {
  if (!isList(list)) return ["Match expression is not a list."];
  const expressions = toArray(list);
  if (expressions === undefined) return ["Match expression is not a proper list."];
  return expressions.flatMap((expression) => termErrors(expression, bound));
}

function termErrors(term: Term, bound: ReadonlySet<number>): string[] {
  const number = variableNumber(term);
  if (number >= 0) return bound.has(number) ? [] : [`Variable $${number} is unbound.`];
  if (!isTuple(term)) return parts(term).flatMap((part) => termErrors(part, bound));
  const [first, ...rest] = term;
  if (term.length === 1 && isTuple(first)) return first.flatMap((part) => termErrors(part, bound));
  if (term.length === 0 || !isAtom(first)) {
    return [`${pretty(term)} is neither a function call, nor a tuple (tuples are written {{ ... }}).`];
  }
  const name = atomName(first);
  const special = (what: string) => [`Special form '${name}' ${what}`];
  if (name === "const") {
    return rest.length === 1 ? [] : special(`called with more than one argument in ${pretty(term)}.`);
  }
  if (TRACING.has(name)) return special("used in wrong dialect.");
  if (ANY_ARITY.has(name) && rest.length === 0) return special(`called without arguments in {${name}}.`);
  if (name === "self" && rest.length > 0) return special(`called with arguments in ${pretty(term)}.`);
  if (!ANY_ARITY.has(name) && !isMatchFunction(name, rest.length)) {
    return name === "get_tcw"
      ? [`Function ${name}/${rest.length} cannot be called in this context.`]
      : [`Function ${name}/${rest.length} does_not_exist.`];
  }
  return rest.flatMap((part) => termErrors(part, bound));
}
