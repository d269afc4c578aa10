// record-files — the record definitions in files of Erlang source: what rr/1,2,3 reads.
//
// Mirrors read_records/3 of shell.erl. Differs: of the preprocessor there is `-include` and macros without arguments;
// a form that is wrong is left out, as epp's errors are there. TypeScript modules have no records.
import { chardataText } from "../format/chardata.ts";
import type { AttributeForm } from "../syntax/abstract-format.ts";
import { parseForm } from "../syntax/parser.ts";
import { scan, type Token } from "../syntax/scanner.ts";
import { isAtom } from "../terms/atom.ts";
import { Exception } from "../terms/exception.ts";
import { toArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2, tupleFrom } from "../terms/tuple.ts";
import { call } from "./call.ts";
import { NO_COLUMN } from "./words.ts";

const ERROR = Symbol.for("error");
const OK = Symbol.for("ok");
const NOFILE = tuple2(ERROR, Symbol.for("nofile"));
const INVALID = tuple2(ERROR, Symbol.for("invalid_filename"));
const NON_EXISTING = Symbol.for("non_existing");

/** The `-record` forms that a module, a file or a pattern of files defines, or `{error,Why}` as a term. */
export function* recordsOf(fileOrModule: Term): Generator<unknown, AttributeForm[] | Term, any> {
  if (isAtom(fileOrModule)) {
    return (yield* call("code", "which", fileOrModule)) === NON_EXISTING ? NOFILE : [];
  }
  const files = yield* matching(fileOrModule);
  if (files === undefined) return INVALID;
  const records: AttributeForm[] = [];
  for (const file of files) {
    const source = yield* call("file", "read_file", file);
    if (source[0] === OK) records.push(...(yield* recordsIn(decoded(source[1]), String(file), new Map())));
    else if (files.length === 1) return source;
  }
  return records;
}

/** The files of a pattern; undefined if it is none. */
function* matching(pattern: Term): Generator<unknown, readonly Term[] | undefined, any> {
  if (pattern instanceof Uint8Array || toArray(pattern)?.length === 0) return undefined;
  try {
    return toArray(yield* call("filelib", "wildcard", chardataText(pattern, true)));
  } catch (thrown) {
    if (thrown instanceof Exception) return undefined;
    throw thrown;
  }
}

type Macros = Map<Term, readonly Token[]>;

function* recordsIn(
  text: string,
  file: string,
  macros: Macros,
): Generator<unknown, readonly AttributeForm[], any> {
  const scanned = scan(text);
  if ("error" in scanned) return [];
  const records: AttributeForm[] = [];
  for (const form of formsOf(scanned.tokens)) {
    switch (attributeOf(form)) {
      case "record": {
        const parsed = parseForm(expanded(form, macros));
        if ("form" in parsed) records.push(withoutColumns(parsed.form) as AttributeForm);
        break;
      }
      case "define":
        // `- define ( Name , Tokens ) dot`
        if (form[4]?.kind === ",") macros.set(form[3].value, expanded(form.slice(5, -2), macros));
        break;
      case "include": {
        const path = `${file.slice(0, file.lastIndexOf("/") + 1)}${form[3]?.value}`;
        const source = yield* call("file", "read_file", path);
        if (source[0] === OK) records.push(...(yield* recordsIn(decoded(source[1]), path, macros)));
        break;
      }
    }
  }
  return records;
}

/** The form as epp reads it, which tells lines only. */
function withoutColumns(node: Term): Term {
  if (!Array.isArray(node)) return node;
  if (!isTuple(node)) return node.map(withoutColumns);
  const [line, column] = node;
  if (node.length === 2 && typeof line === "number" && typeof column === "number")
    return tuple2(line, NO_COLUMN);
  return tupleFrom(node.map(withoutColumns));
}

function* formsOf(tokens: readonly Token[]): Iterable<readonly Token[]> {
  let start = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== "dot") continue;
    yield tokens.slice(start, index + 1);
    start = index + 1;
  }
}

/** The name of the attribute that the form is. */
function attributeOf([minus, name]: readonly Token[]): string | undefined {
  return minus.kind === "-" && name?.kind === "atom" ? Symbol.keyFor(name.value) : undefined;
}

/** The tokens with macros replaced; one that is not defined stays, and is a syntax error. */
function expanded(tokens: readonly Token[], macros: Macros): readonly Token[] {
  return tokens.flatMap((token, index) => {
    if (tokens[index - 1]?.kind === "?" && macros.has(token.value)) return macros.get(token.value) ?? [];
    return token.kind === "?" && macros.has(tokens[index + 1]?.value) ? [] : [token];
  });
}

function decoded(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
