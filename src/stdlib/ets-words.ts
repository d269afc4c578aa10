// ets-words — what is wrong with the arguments of a function of module ets.
//
// Mirrors format_ets_error of OTP's erl_stdlib_errors. The cause tells first of all what is wrong with the table.
import { isAtom } from "../terms/atom.ts";
import { isInteger } from "../terms/float.ts";
import { isList, toArray } from "../terms/list.ts";
import { Pid, Ref } from "../terms/pid.ts";
import type { Term } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";
import type { Explanation } from "./argument-words.ts";
import * as w from "./argument-words.ts";
import { isMatchSpec } from "./match-spec.ts";

const BAD_KEY = "not a key that exists in the table";
const BAD_MATCHSPEC = "not a valid match specification";
const BAD_CONTINUATION = "invalid continuation";
const BAD_OPTIONS = "invalid options";
const BAD_TABLE_NAME = "invalid table name (must be an atom)";
const BAD_UPDATE_OP = "not a valid update operation";
const NAME_EXISTS = "table name already exists";
const EMPTY_TUPLE = "is an empty tuple";
const SAME_AS_KEYPOS = "the position is the same as the key position";
const UPDATE_RANGE = "the position in the update operation is out of range";
const NOT_COUNTER = "the value in the given position, in the object, is not an integer";

const TABLE_WORDS: Record<string, string> = {
  id: "the table identifier does not refer to an existing ETS table",
  access: "the table identifier refers to an ETS table with insufficient access rights",
  table_type: "the table identifier refers to an ETS table of a type not supported by this operation",
};

function tableWords([table]: readonly Term[], cause: string): string {
  if (cause !== "type") return TABLE_WORDS[cause] ?? "";
  return table instanceof Ref ? "not a valid table identifier" : "not an atom or a table identifier";
}

type Explain = (args: readonly Term[], cause: string) => Explanation;

/** The table, or else the second argument. */
const tableOr =
  (words: string): Explain =>
  (args, cause) => {
    const table = tableWords(args, cause);
    return table === "" ? ["", words] : [table];
  };

const positive = (term: Term): string => w.mustBeInt(term) || (term < 1 ? w.RANGE : "");

const limited: Explain = (args, cause) =>
  args.length === 1 ? [BAD_CONTINUATION] : [tableWords(args, cause), "", ...args.slice(2).map(positive)];

const selecting: Explain = (args, cause) => {
  if (args.length === 1) return [BAD_CONTINUATION];
  if (args.length === 2) return tableOr(BAD_MATCHSPEC)(args, cause);
  return [tableWords(args, cause), isMatchSpec(args[1]) ? "" : BAD_MATCHSPEC, positive(args[2])];
};

function tupleWords(term: Term): string {
  if (!isTuple(term)) return w.NOT_TUPLE;
  return term.length === 0 ? EMPTY_TUPLE : "";
}

const object: Explain = (args, cause) => [tableWords(args, cause), tupleWords(args[1])];

const objects: Explain = (args, cause) => {
  const table = tableWords(args, cause);
  const [, term] = args;
  if (!isList(term)) return [table, tupleWords(term)];
  const good = toArray(term)?.every((element) => isTuple(element) && element.length > 0);
  return [table, good ? "" : "not a non-empty tuple or a list of non-empty tuples"];
};

const isUpdateOp = (op: Term): boolean =>
  isInteger(op) || (isTuple(op) && (op.length === 2 || op.length === 4) && op.every(isInteger));
const isElementSpec = (spec: Term): boolean =>
  isTuple(spec) && spec.length === 2 && isInteger(spec[0]) && spec[0] > 0;
const everyOf = (term: Term, good: (element: Term) => boolean): boolean =>
  isList(term) ? (toArray(term)?.every(good) ?? false) : good(term);

function defaultTuple(term: Term, cause: string): string {
  return isTuple(term) && cause === "default" ? "default tuple too small" : tupleWords(term);
}

function updateCounter(args: readonly Term[], cause: string): Explanation {
  const table = tableWords(args, cause);
  const [, , op, ...fallback] = args;
  const opWords = everyOf(op, isUpdateOp) ? "" : BAD_UPDATE_OP;
  const more = fallback.map((term) => defaultTuple(term, cause));
  if (fallback.length > 0 && table !== "") return [table];
  if (cause === "badkey") return [table, BAD_KEY, opWords, ...more];
  if (cause === "keypos") return [table, "", SAME_AS_KEYPOS, ...more];
  if (cause === "position") return [table, "", UPDATE_RANGE];
  if (opWords === "" && more.every((words) => words === ""))
    return [table, "", table === "" ? NOT_COUNTER : ""];
  return [table, "", opWords, ...more];
}

function updateElement(args: readonly Term[], cause: string): Explanation {
  const table = tableWords(args, cause);
  const [, , spec, ...fallback] = args;
  if (cause === "keypos") return [table, "", SAME_AS_KEYPOS];
  if (cause === "position") return [table, "", UPDATE_RANGE];
  const more = fallback.map((term) => defaultTuple(term, cause));
  if (more.some((words) => words !== "")) return [table, "", "", ...more];
  if (!everyOf(spec, isElementSpec)) return [table, "", "is not a valid element specification"];
  return table === "" || fallback.length > 0 ? [table, "", w.RANGE] : [table, ""];
}

function giveAway(args: readonly Term[], cause: string): Explanation {
  const table = tableWords(args, cause);
  if (cause === "owner") return [table, "the process is already the owner of the table"];
  if (cause === "not_owner") return [table, "the current process is not the owner"];
  if (!(args[1] instanceof Pid)) return [table, w.NOT_PID];
  return [table, table === "" ? "the pid refers to a terminated process" : ""];
}

function newTable([name, options]: readonly Term[], cause: string): Explanation {
  const words = [w.mustBeAtom(name), w.mustBeList(options)];
  if (words.some((word) => word !== "")) return words;
  return cause === "already_exists" ? [NAME_EXISTS, ""] : ["", BAD_OPTIONS];
}

function lookupElement(args: readonly Term[], cause: string): Explanation {
  const table = tableWords(args, cause);
  const position = positive(args[2]);
  if (cause === "badkey") return [table, BAD_KEY, position];
  if (table === "" && position === "") return ["", "", "position is greater than the size of the object"];
  return [table, "", position];
}

function rename(args: readonly Term[], cause: string): Explanation {
  const words = [tableWords(args, cause), isAtom(args[1]) ? "" : BAD_TABLE_NAME];
  return words.every((word) => word === "") ? ["", NAME_EXISTS] : words;
}

const EXPLAIN: Record<string, Explain> = {
  delete_object: object,
  give_away: giveAway,
  "info/2": tableOr("not a valid info item"),
  insert: objects,
  insert_new: objects,
  lookup_element: lookupElement,
  "match/1": limited,
  "match/3": limited,
  "match_object/1": limited,
  "match_object/3": limited,
  match_spec_compile: () => [BAD_MATCHSPEC],
  next: tableOr(BAD_KEY),
  next_lookup: tableOr(BAD_KEY),
  new: newTable,
  prev: tableOr(BAD_KEY),
  prev_lookup: tableOr(BAD_KEY),
  rename,
  safe_fixtable: tableOr("not a boolean value"),
  select: selecting,
  select_count: selecting,
  internal_select_delete: tableOr(BAD_MATCHSPEC),
  select_delete: tableOr(BAD_MATCHSPEC),
  select_replace: tableOr(BAD_MATCHSPEC),
  select_reverse: selecting,
  setopts: tableOr(BAD_OPTIONS),
  slot: tableOr(w.RANGE),
  update_counter: updateCounter,
  update_element: updateElement,
  whereis: () => [BAD_TABLE_NAME],
};

/** What is wrong with the arguments of a function of module ets. */
export function explainEts(name: string, args: readonly Term[], cause: Term): Explanation {
  const explain = EXPLAIN[`${name}/${args.length}`] ?? EXPLAIN[name];
  const causeName = w.causeName(cause);
  return explain === undefined ? [tableWords(args, causeName)] : explain(args, causeName);
}
