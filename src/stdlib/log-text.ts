// log-text — what the default handler of OTP's logger writes for an event, as its formatter is set.
//
// Mirrors logger_formatter: its header, template and single line, without limits of depth and length.
import { format } from "../format/format.ts";
import { formatText } from "../format/format-spec.ts";
import { isPrintableList, isPrintableUnicode } from "../format/quote.ts";
import { applyMfa, callFun } from "../process/apply.ts";
import { stacktrace } from "../process/failure.ts";
import { Frame } from "../process/frame.ts";
import { atomName, isAtom } from "../terms/atom.ts";
import { Exception } from "../terms/exception.ts";
import { fromArray, isList, toArray } from "../terms/list.ts";
import { isMap, MISSING, mapEntries, mapFrom, mapGet } from "../terms/map.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2, tuple3 } from "../terms/tuple.ts";
import { isFunOf } from "./fun-arity.ts";
import { charsOf } from "./iodata.ts";

/** Process code that may have to wait for a fun of the user's. */
export type Steps<T> = Generator<unknown, T, any>;

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const sym = (name: string): symbol => Symbol.for(name);
const LEVEL = sym("level");
const MSG = sym("msg");
const TIME = sym("time");
const REPORT = sym("report");
const STRING = sym("string");
const TEMPLATE = sym("template");
const LOGGER_FORMATTER = sym("logger_formatter");
const UNLIMITED = sym("unlimited");

/** What a handler writes for an event: its formatter is a module with its configuration. */
export function* eventText(event: Term, [module, config]: Term): Steps<string> {
  if (module !== LOGGER_FORMATTER) {
    let made = applyMfa(module, sym("format"), [event, config]);
    if (made instanceof Frame) made = yield made;
    return charsOf(made) ?? "";
  }
  const level = mapGet(event, LEVEL);
  const meta = mapGet(event, sym("meta"));
  const isSingle = mapGet(config, sym("single_line")) !== false;
  const isLegacy = mapGet(config, sym("legacy_header")) === true;
  const text = yield* messageText(mapGet(event, MSG), meta, config, isSingle);
  const message = isSingle ? text.trim().replace(/,?\r?\n */g, ", ") : text;
  const template = toArray(mapGet(config, TEMPLATE));
  if (template !== undefined) return template.map((part) => partText(part, level, meta, message)).join("");
  if (isLegacy) return `=${title(level, meta)}==== ${timestamp(mapGet(meta, TIME))} ===\n${message}\n`;
  const head = `${rfc3339(mapGet(meta, TIME))} ${atomName(level)}:`;
  return isSingle ? `${head} ${message}\n` : `${head}\n${message}\n`;
}

/** A part of a template: text, a key of the metadata or several that lead to a value, or what depends on one. */
function partText(part: Term, level: Term, meta: Term, message: string): string {
  if (part === MSG) return message;
  if (part === LEVEL) return atomName(level);
  if (isTuple(part) && part.length === 3) {
    const chosen = toArray(valueAt(part[0], meta) === MISSING ? part[2] : part[1]) ?? [];
    return chosen.map((inner) => partText(inner, level, meta, message)).join("");
  }
  if (!isAtom(part) && !isAtom(toArray(part)?.[0])) return charsOf(part) ?? "";
  const value = valueAt(part, meta);
  if (value === MISSING) return "";
  if (part === TIME) return rfc3339(value);
  if (part === sym("mfa") && isTuple(value) && value.length === 3) return format("~tw:~tw/~w", value);
  return isAtom(value) ? atomName(value) : isText(value) ? format("~ts", [value]) : format("~0tp", [value]);
}

function valueAt(key: Term, meta: Term): Term {
  const path = isAtom(key) ? [key] : (toArray(key) ?? []);
  return path.reduce((inner, step) => (isMap(inner) ? mapGet(inner, step) : MISSING), meta);
}

/** `ERROR REPORT`, or what the event itself says. */
function title(level: Term, meta: Term): string {
  const own = mapGet(meta, LOGGER_FORMATTER);
  const given = isMap(own) ? mapGet(own, sym("title")) : MISSING;
  if (given !== MISSING) return charsOf(given) ?? "";
  const isInfo = level === sym("notice") && mapGet(meta, sym("error_logger")) !== MISSING;
  return `${isInfo ? "INFO" : atomName(level).toUpperCase()} REPORT`;
}

/** `2026-11-22T12:32:55.356984+00:00` */
function rfc3339(timeUs: Term): string {
  const date = new Date(timeUs / 1000);
  const ahead = -date.getTimezoneOffset();
  const local = new Date(date.getTime() + ahead * 60_000).toISOString().slice(0, 19);
  const two = (value: number) => String(Math.floor(Math.abs(value))).padStart(2, "0");
  const micros = String(Math.floor(timeUs % 1e6)).padStart(6, "0");
  return `${local}.${micros}${ahead < 0 ? "-" : "+"}${two(ahead / 60)}:${two(ahead % 60)}`;
}

/** `22-Nov-2026::12:32:55.356984`; the time is since 1970. */
function timestamp(timeUs: number): string {
  const date = new Date(timeUs / 1000);
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${two(date.getDate())}-${MONTHS[date.getMonth()]}-${date.getFullYear()}`;
  const clock = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  return `${day}::${clock}.${String(Math.floor(timeUs % 1e6)).padStart(6, "0")}`;
}

/** The text of a message; a report is told by the callback that comes with it, if one does. */
function* messageText(msg: Term, meta: Term, config: Term, isSingle: boolean): Steps<string> {
  const [kind, content] = msg;
  if (kind === STRING) return charsOf(content) ?? formatted("~ts", fromArray([content]), isSingle);
  if (kind !== REPORT) return formatted(kind, content, isSingle);
  const own = mapGet(config, sym("report_cb"));
  const callback = own === MISSING ? mapGet(meta, sym("report_cb")) : own;
  const arity = isFunOf(callback, 1) ? 1 : isFunOf(callback, 2) ? 2 : 0;
  if (callback === MISSING || arity === 0) {
    const [text, args] = reportFormat(content);
    return formatted(text, fromArray(args), isSingle);
  }
  const limits = mapFrom([
    [sym("depth"), UNLIMITED],
    [sym("chars_limit"), UNLIMITED],
    [sym("single_line"), isSingle],
  ]);
  const wrong = (words: string, term: Term) =>
    formatted(`REPORT_CB/${arity} ${words}`, fromArray([content, term]), isSingle);
  try {
    let made = callFun(callback, arity === 1 ? [content] : [content, limits]);
    if (made instanceof Frame) made = yield made;
    if (arity === 2) return charsOf(made) ?? wrong("ERROR: ~tp; Returned: ~tp", made);
    const isFormat = isTuple(made) && made.length === 2 && isList(made[0]) && isList(made[1]);
    return isFormat ? formatted(made[0], made[1], isSingle) : wrong("ERROR: ~tp; Returned: ~tp", made);
  } catch (thrown) {
    if (!(thrown instanceof Exception)) throw thrown;
    const { class: kind, reason, items } = thrown;
    const outside = items.findIndex((item) => item.module === sym("erl_eval"));
    const own = outside < 0 ? items : items.slice(0, outside);
    return wrong("CRASH: ~tp; Reason: ~tp", tuple3(sym(kind), reason, stacktrace(own)));
  }
}

/** `~p` of a single line breaks none. */
const onOneLine = (text: string): string =>
  text.replace(
    /~(~|(-?\d*)((?:\.-?\d*)?(?:\.[^a-zA-Z])?[tlkK]*[a-zA-Z]))/g,
    (whole, _all, _width, rest?: string) => (rest !== undefined && /[pP]$/.test(rest) ? `~0${rest}` : whole),
  );

function formatted(text: Term, args: Term, isSingle: boolean): string {
  const list = toArray(args) ?? [args];
  try {
    const directives = formatText(text);
    return format(isSingle ? onOneLine(directives) : directives, list);
  } catch (thrown) {
    if (!(thrown instanceof Exception)) throw thrown;
    return format(isSingle ? "FORMAT ERROR: ~0tp - ~0tp" : "FORMAT ERROR: ~tp - ~tp", [text, args]);
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
