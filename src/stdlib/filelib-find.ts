// filelib-find — finding a source file by the name of what was made of it, and names that stay below a folder.

import { fromArray, isList, toArray } from "../terms/list.ts";
import { isError } from "../terms/realm.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2, tuple3 } from "../terms/tuple.ts";
import { nameText } from "./filename.ts";
import { files } from "./files-port.ts";

const OK = Symbol.for("ok");
const UNSAFE = Symbol.for("unsafe");
const NOT_FOUND = tuple2(Symbol.for("error"), Symbol.for("not_found"));

/** Where sources of what is in a folder are looked for: a suffix of its name, and what stands instead. */
const FILE_RULES: Term = fromArray([tuple2("", ""), tuple2("ebin", "src"), tuple2("ebin", "esrc")]);
/** The extensions of sources by those of what is made of them, with the rules for their folders. */
const SOURCE_RULES: Term = fromArray(
  [
    [".beam", ".erl"],
    [".beam", ".yrl"],
    ["", ".erl"],
    ["", ".in"],
    ["", ""],
  ].map(([made, source]) => tuple3(made, source, FILE_RULES)),
);

function isRegular(path: string): boolean {
  try {
    return files.of().disk.info(path, true).kind === "regular";
  } catch (thrown) {
    if (isError(thrown) && "code" in thrown) return false;
    throw thrown;
  }
}

const joined = (folder: string, name: string): string => (folder === "" ? name : `${folder}/${name}`);

/**
 * `{ok, Name}` of a file, looked for in a folder and by rules in others. Mirrors filelib:find_file/2,3.
 *
 * ```eshell
 * 1> filelib:find_file("nosuch", "/nosuch").
 * {error,not_found}
 * ```
 */
export function find_file(name: Term, folder: Term, ...rules: Term[]): Term {
  const found = search(
    nameText(name) ?? "",
    nameText(folder) ?? "",
    rules.length === 0 ? FILE_RULES : rules[0],
  );
  return found === undefined ? NOT_FOUND : tuple2(OK, found);
}

function search(name: string, folder: string, rules: Term): string | undefined {
  const given = isList(rules) ? (toArray(rules) ?? []) : [];
  for (const rule of given.length === 0 ? (toArray(FILE_RULES) ?? []) : given) {
    if (!isTuple(rule) || rule.length !== 2) continue;
    const [from, to] = rule.map((part) => nameText(part) ?? "");
    if (!folder.endsWith(from)) continue;
    const path = joined(folder.slice(0, folder.length - from.length) + to, name);
    if (isRegular(path)) return path;
  }
  return undefined;
}

/**
 * `{ok, Name}` of the source of a file, by the rules for its extension. Mirrors filelib:find_source/1,2,3.
 *
 * ```eshell
 * 1> filelib:find_source("/nosuch/ebin/m.beam").
 * {error,not_found}
 * ```
 */
export function find_source(name: Term, ...rest: Term[]): Term {
  const whole = nameText(name) ?? "";
  const slash = whole.lastIndexOf("/");
  const [base, folder] =
    rest.length === 0
      ? [whole.slice(slash + 1), slash < 0 ? "." : whole.slice(0, slash)]
      : [whole, nameText(rest[0]) ?? ""];
  const dot = base.lastIndexOf(".");
  const extension = dot < 0 ? "" : base.slice(dot);
  for (const rule of toArray(rest.length === 2 ? rest[1] : SOURCE_RULES) ?? []) {
    if (!isTuple(rule) || rule.length !== 3 || nameText(rule[0]) !== extension) continue;
    const source = base.slice(0, base.length - extension.length) + (nameText(rule[1]) ?? "");
    const found = search(source, folder, rule[2]);
    if (found !== undefined) return tuple2(OK, found);
  }
  return NOT_FOUND;
}

/**
 * A relative name without `.` and `..`; `unsafe` if it, or a link on its way, leads out of the folder. Mirrors filelib:safe_relative_path/2.
 *
 * ```eshell
 * 1> filelib:safe_relative_path("a/../b", "").
 * "b"
 * 2> filelib:safe_relative_path("../b", "").
 * unsafe
 * ```
 */
export function safe_relative_path(name: Term, folder: Term): Term {
  const path = nameText(name);
  if (path === undefined || path.startsWith("/")) return UNSAFE;
  const base = nameText(folder) ?? "";
  const kept: string[] = [];
  const pending = path.split("/").filter((part) => part !== "" && part !== ".");
  // A link may lead to itself.
  for (let links = 0; pending.length > 0; ) {
    const part = pending.shift() as string;
    if (part === "..") {
      if (kept.pop() === undefined) return UNSAFE;
      continue;
    }
    const target = linkTarget(joined(base, [...kept, part].join("/")));
    if (target === undefined) kept.push(part);
    else if (target.startsWith("/") || ++links > 64) return UNSAFE;
    else pending.unshift(...target.split("/").filter((piece) => piece !== "" && piece !== "."));
  }
  return kept.join("/");
}

function linkTarget(path: string): string | undefined {
  try {
    return files.of().disk.readLink(path);
  } catch (thrown) {
    if (isError(thrown) && "code" in thrown) return undefined;
    throw thrown;
  }
}
