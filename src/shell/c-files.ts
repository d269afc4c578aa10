// c-files — pwd/0, cd/1 and ls/0,1 of c.erl.

import { format } from "../format/format.ts";
import type { Callable } from "../stdlib/table.ts";
import { toArray } from "../terms/list.ts";
import { sortTerms } from "../terms/sort.ts";
import type { Term } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";
import { call, command } from "./call.ts";
import { print, printf } from "./print.ts";

const OK = Symbol.for("ok");

function* workingFolder(): Generator<unknown, Term, any> {
  const answer = yield* call("file", "get_cwd");
  if (answer[0] === OK) yield* printf("~ts\n", answer[1]);
  else yield* print("Cannot determine current directory\n");
  return OK;
}

function* listFolder(folder: Term): Generator<unknown, Term, any> {
  const answer = yield* call("file", "list_dir", folder);
  if (isTuple(answer) && answer[0] === OK) {
    const names = sortTerms([...(toArray(answer[1]) ?? [])]);
    yield* print(inColumns(names.map((name) => format("~ts", [name]))));
  } else if (answer[1] === Symbol.for("enotdir")) {
    yield* print(inColumns([format("~ts", [folder])]));
  } else {
    yield* printf("~ts\n", yield* call("file", "format_error", answer[1]));
  }
  return OK;
}

/** Names in columns as wide as the longest, 45 at most. Mirrors ls_print/1. */
function inColumns(names: readonly string[]): string {
  if (names.length === 0) return "";
  const width = Math.min(Math.max(...names.map((name) => [...name].length)), 40) + 5;
  let text = "";
  let column = 0;
  for (const name of names) {
    if (column + width >= 80) {
      text += "\n";
      column = 0;
    }
    text += format("~-*ts", [width, name]);
    column += width;
  }
  return `${text}\n`;
}

/** Functions of module c by name. */
export const fileCommands: Record<string, Callable | readonly [Callable, ...number[]]> = {
  pwd: command("pwd", 0, function* pwd() {
    return yield* workingFolder();
  }),
  cd: command("cd", 1, function* cd(folder: Term) {
    yield* call("file", "set_cwd", folder);
    return yield* workingFolder();
  }),
  ls: [
    command("ls", 1, function* ls(...folder: Term[]) {
      return yield* listFolder(folder.length === 0 ? "." : folder[0]);
    }),
    0,
    1,
  ],
};
