// log-text — what the default handler of OTP's logger writes for an event.
//
// Mirrors logger_formatter with `legacy_header => true`, and logger:format_report/1.
import { format } from "../format/format.ts";
import { formatText } from "../format/format-spec.ts";
import { isPrintableList, isPrintableUnicode } from "../format/quote.ts";
import { Exception } from "../terms/exception.ts";
import { fromArray, isList, toArray } from "../terms/list.ts";
import { isMap, mapEntries } from "../terms/map.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2 } from "../terms/tuple.ts";
import { charsOf } from "./iodata.ts";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** What is told: a format with its arguments, a report, or a text; under another title than its level's perhaps. */
export type LogMessage = { readonly title?: string } & (
  | { readonly format: Term; readonly args: Term }
  | { readonly report: Term }
  | { readonly string: Term }
);

/** `=ERROR REPORT==== 22-Nov-2026::12:32:55.356984 ===`, the message, and a newline. `timeUs` is since 1970. */
export function logText(level: string, timeUs: number, message: LogMessage): string {
  return `=${(message.title ?? level).toUpperCase()} REPORT==== ${timestamp(timeUs)} ===\n${messageText(message)}\n`;
}

function timestamp(timeUs: number): string {
  const date = new Date(timeUs / 1000);
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${two(date.getDate())}-${MONTHS[date.getMonth()]}-${date.getFullYear()}`;
  const clock = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  return `${day}::${clock}.${String(Math.floor(timeUs % 1e6)).padStart(6, "0")}`;
}

function messageText(message: LogMessage): string {
  if ("string" in message) return charsOf(message.string) ?? formatted("~ts", fromArray([message.string]));
  if ("report" in message) {
    const [text, args] = reportFormat(message.report);
    return formatted(text, fromArray(args));
  }
  return formatted(message.format, message.args);
}

function formatted(text: Term, args: Term): string {
  try {
    return format(formatText(text), toArray(args) ?? [args]);
  } catch (thrown) {
    if (!(thrown instanceof Exception)) throw thrown;
    return format("FORMAT ERROR: ~0tp - ~0tp", [text, args]);
  }
}

/** A report as a format and its arguments: a line for each pair or term. Mirrors logger:format_report/1. */
export function reportFormat(report: Term): [string, Term[]] {
  if (isMap(report))
    return reportFormat(fromArray(mapEntries(report).map(([key, value]) => tuple2(key, value))));
  const list = toArray(report);
  if (list === undefined) return ["~tp", [report]];
  if (list.length === 0) return ["~tp", [report]];
  if (isText(report)) return ["~ts", [report]];
  const lines: string[] = [];
  const args: Term[] = [];
  for (const entry of list) {
    if (isTuple(entry) && entry.length === 2) {
      lines.push(isText(entry[1]) ? "    ~tp: ~ts" : "    ~tp: ~tp");
      args.push(entry[0], entry[1]);
    } else {
      lines.push("    ~tp");
      args.push(entry);
    }
  }
  return [lines.join("\n"), args];
}

/** Whether a list, flattened, is printable text, and not empty. */
function isText(term: Term): boolean {
  if (!isList(term)) return false;
  const flat: Term[] = [];
  const pending: Term[] = [term];
  while (pending.length > 0) {
    const next = pending.pop();
    const elements = isList(next) ? toArray(next) : undefined;
    if (elements === undefined) flat.push(next);
    else for (let i = elements.length - 1; i >= 0; i--) pending.push(elements[i]);
  }
  return flat.length > 0 && isPrintableList(fromArray(flat), isPrintableUnicode);
}
