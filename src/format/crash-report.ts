// crash-report — the text of a crash report of proc_lib's: what was known of a process that failed, and of its neighbours.
//
//   crasher:
//     initial call: m:init/1
//     pid: <0.90.0>
//     exception error: oops
//   neighbours:
//
// Mirrors proc_lib:format/2 without limits.
import { isList, listLength, toArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";
import { type ExceptionOptions, formatException } from "./erl_error.ts";
import { format } from "./format.ts";
import { pretty } from "./pretty.ts";
import { writeAtom } from "./quote.ts";

const ERROR_INFO = Symbol.for("error_info");
const INITIAL_CALL = Symbol.for("initial_call");
const NEIGHBOUR = Symbol.for("neighbour");
const PROCESS_LABEL = Symbol.for("process_label");
const TRIMMED = new Set<unknown>([Symbol.for("erl_eval"), Symbol.for("proc_lib")]);

/** The text of `[OwnReport, LinkReport]`, as error_logger's crash reports hold it. Mirrors proc_lib:format/2. */
export function formatCrashReport(own: Term, links: Term, explain?: ExceptionOptions["explain"]): string {
  const lines = (toArray(own) ?? []).flatMap((item) => itemText(item, "    ", explain));
  const neighbours = (toArray(links) ?? []).map((link) => {
    const report = isTuple(link) && link[0] === NEIGHBOUR ? link[1] : link;
    return `    neighbour:\n${partText(report, "      ")}`;
  });
  return `  crasher:\n${lines.join("\n")}\n  neighbours:\n${neighbours.join("\n")}`;
}

function partText(report: Term, indent: string): string {
  const items = toArray(report);
  if (items === undefined) return format("~s~tp", [indent, report]);
  return items.flatMap((item) => itemText(item, indent, undefined)).join("\n");
}

function itemText(item: Term, indent: string, explain: ExceptionOptions["explain"]): string[] {
  if (!isTuple(item) || item.length !== 2) return [];
  const [tag, data] = item;
  if (tag === PROCESS_LABEL && data === undefined) return [];
  if (tag === ERROR_INFO && isTuple(data)) {
    const [cls, reason, stacktrace] = data;
    const text = formatException(Symbol.keyFor(cls) as "error" | "exit" | "throw", reason, stacktrace, {
      column: indent.length + 1,
      print: (term, column) => pretty(term, { column }),
      trim: (module) => TRIMMED.has(module),
      explain,
    });
    return [indent + text];
  }
  if (tag === INITIAL_CALL && isTuple(data) && data.length === 3 && isList(data[2])) {
    const [module, name, args] = data;
    return [
      `${indent}initial call: ${writeAtom(module, false)}:${writeAtom(name, false)}/${listLength(args)}`,
    ];
  }
  return [format("~s~p: ~.18tp", [indent, tag, data])];
}
