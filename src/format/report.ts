// report — the text of what the logger's default handler prints: header, message, and the report of a process that died.
//
//   =ERROR REPORT==== 22-Nov-2026::12:32:55.356984 ===
//   Error in process <0.85.0> with exit value:
//   {badarith,[{erlang,'/',[1,0],[…]}]}
//
// Mirrors logger_formatter with the configuration of the shell's default handler (legacy_header, one report over
// several lines) and logger:format_report/1. What the time is comes in.
import { Exception } from "../terms/exception.ts";
import { fromArray, isList, toArray } from "../terms/list.ts";
import { isMap, mapEntries } from "../terms/map.ts";
import type { Pid } from "../terms/pid.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2 } from "../terms/tuple.ts";
import { type Chars, FlatChars } from "./chars.ts";
import { format } from "./format.ts";
import { formatText } from "./format-spec.ts";
import { ListCursor } from "./list-cursor.ts";
import { isPrintableList, isPrintableUnicode } from "./quote.ts";

/** A moment on the wall: microseconds since 1970, and by how many minutes local time is ahead of UTC. */
export interface ReportTime {
  readonly microseconds: number;
  readonly offsetMinutes: number;
}

/** What is logged. */
export type LogMessage =
  | { readonly format: Term; readonly args: Term }
  | { readonly text: Term }
  | { readonly report: Term };

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** An event as it is printed, header and final newline included. `title` is `ERROR REPORT`, `CRASH REPORT` … */
export function reportText(title: string, time: ReportTime, message: LogMessage): string {
  return `${header(title, time)}\n${messageText(message)}\n`;
}

/** The title of an event of a level: `ERROR REPORT`. */
export function titleOf(level: string): string {
  return `${level.toUpperCase()} REPORT`;
}

/** What is logged of a process that ended with an error outside any handler; `reason` is `{Reason, Stacktrace}`. */
export function processCrash(pid: Pid, reason: Term): LogMessage {
  return { format: "Error in process ~p with exit value:~n~p~n", args: [pid, reason] };
}

function header(title: string, { microseconds, offsetMinutes }: ReportTime): string {
  const local = new Date(Math.floor(microseconds / 1000) + offsetMinutes * 60_000);
  const two = (value: number) => String(value).padStart(2, "0");
  const date = `${local.getUTCDate()}-${MONTHS[local.getUTCMonth()]}-${local.getUTCFullYear()}`;
  const clock = `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}:${two(local.getUTCSeconds())}`;
  const fraction = String(((microseconds % 1e6) + 1e6) % 1e6).padStart(6, "0");
  return `=${title}==== ${date}::${clock}.${fraction} ===`;
}

/** The text of a message, without a newline of its own. */
export function messageText(message: LogMessage): string {
  if ("text" in message) return formatOrComplain("~ts", [message.text]);
  if ("report" in message) {
    const { format: text, args } = formatReport(message.report);
    return formatOrComplain(text, args);
  }
  return formatOrComplain(message.format, message.args);
}

function formatOrComplain(text: Term, args: Term): string {
  try {
    return format(formatText(text), toArray(args) ?? [args]);
  } catch (thrown) {
    if (!(thrown instanceof Exception)) throw thrown;
    // Whatever is wrong with a message, something of it must be printed: OTP's words.
    return format("FORMAT ERROR: ~tp - ~tp", [text, args]);
  }
}

/** The format and arguments of a report: text as it is, pairs one to a line. Mirrors logger:format_report/1. */
export function formatReport(report: Term): { format: string; args: Term[] } {
  const list = isMap(report)
    ? fromArray(mapEntries(report).map(([key, value]) => tuple2(key, value)))
    : report;
  const items = toArray(list);
  if (items === undefined) return { format: "~tp", args: [list] };
  if (items.length === 0) return { format: "~tp", args: [[]] };
  if (isText(list)) return { format: "~ts", args: [list] };
  const args: Term[] = [];
  const lines = items.map((item) => {
    if (!isTuple(item) || item.length !== 2) {
      args.push(item);
      return "    ~tp";
    }
    args.push(item[0], item[1]);
    return isText(item[1]) ? "    ~tp: ~ts" : "    ~tp: ~tp";
  });
  return { format: lines.join("\n"), args };
}

/** Whether a term is a list, deep or flat, of printable characters, and not empty. */
function isText(term: Term): boolean {
  if (typeof term === "string") return term !== "" && isPrintableList(term, isPrintableUnicode);
  if (!isList(term)) return false;
  const chars = new FlatChars();
  return addText(chars, term) && chars.value !== "";
}

function addText(chars: Chars, list: Term): boolean {
  const cursor = new ListCursor(list);
  while (cursor.next()) {
    if (isPrintableUnicode(cursor.head)) chars.add(" ");
    else if (!isList(cursor.head) || !addText(chars, cursor.head)) return false;
  }
  return cursor.atEnd();
}
