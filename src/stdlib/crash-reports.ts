// crash-reports — what proc_lib tells the logger of a process that fails: what is known of it, and of its neighbours.
import { formatCrashReport } from "../format/crash-report.ts";
import { stacktrace } from "../process/failure.ts";
import type { Process } from "../process/process.ts";
import type { Exception } from "../terms/exception.ts";
import { ExternalFun } from "../terms/fun.ts";
import { fromArray, isList, NIL, toArray } from "../terms/list.ts";
import { isMap, mapFrom, mapGet } from "../terms/map.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2, tuple3 } from "../terms/tuple.ts";
import { dictionaryValue } from "./erlang-process.ts";
import { processItem } from "./erlang-process-info.ts";
import { explain } from "./explain.ts";
import { log } from "./logger-events.ts";
import { OtpSource } from "./otp-source.ts";

const SOURCE = new OtpSource("proc_lib");
const sym = (name: string): symbol => Symbol.for(name);
const PROC_LIB = sym("proc_lib");
const SHUTDOWN = sym("shutdown");
export const ANCESTORS: symbol = sym("$ancestors");
export const INITIAL_CALL: symbol = sym("$initial_call");
export const PROCESS_LABEL: symbol = sym("$process_label");
/** Of its neighbours at most so many are told. */
const MAX_NEIGHBOURS = 15;

const map = (entries: Record<string, Term>): Term =>
  mapFrom(Object.entries(entries).map(([key, value]) => [sym(key), value]));

/** The ancestors that a process knows of: itself a name or a pid each, the parent first. */
export function ancestorsOf(process: Process): Term {
  const ancestors = dictionaryValue(process, ANCESTORS);
  return isList(ancestors) ? ancestors : NIL;
}

/** `{M,F,A}` of what a process was started with; undefined if it does not say. */
export function initialCallOf(value: Term): readonly [Term, Term, Term] | undefined {
  return isTuple(value) && value.length === 3 ? (value as never) : undefined;
}

/** `{M,F,['Argument__1',…]}` */
export function withDummies([module, name, arity]: readonly [Term, Term, Term]): Term {
  const args = Number.isSafeInteger(arity) && arity >= 0 && arity < 256 ? Array.from({ length: arity }) : [];
  return tuple3(module, name, fromArray(args.map((_, index) => sym(`Argument__${index + 1}`))));
}

const item = (process: Process, name: string): Term => tuple2(sym(name), processItem(process, name));

function ownReport(process: Process, { class: kind, reason, items }: Exception): Term {
  const call = initialCallOf(dictionaryValue(process, INITIAL_CALL));
  const dictionary = toArray(processItem(process, "dictionary")) ?? [];
  const hidden = [ANCESTORS, INITIAL_CALL, PROCESS_LABEL];
  const own = dictionary.filter(([key]) => !hidden.includes(key));
  return fromArray([
    ...(call === undefined ? [] : [tuple2(sym("initial_call"), withDummies(call))]),
    tuple2(sym("pid"), process),
    item(process, "registered_name"),
    tuple2(sym("process_label"), dictionaryValue(process, PROCESS_LABEL)),
    tuple2(sym("error_info"), tuple3(sym(kind), reason, stacktrace(items))),
    tuple2(sym("ancestors"), ancestorsOf(process)),
    item(process, "message_queue_len"),
    item(process, "messages"),
    item(process, "links"),
    tuple2(sym("dictionary"), fromArray(own)),
    ...["trap_exit", "status", "heap_size", "stack_size", "reductions"].map((name) => item(process, name)),
  ]);
}

function neighbourReport(process: Process): Term {
  const call = initialCallOf(dictionaryValue(process, INITIAL_CALL));
  const names = [
    "message_queue_len",
    "links",
    "trap_exit",
    "status",
    "heap_size",
    "stack_size",
    "reductions",
  ];
  const report = fromArray([
    tuple2(sym("pid"), process),
    item(process, "registered_name"),
    tuple2(sym("process_label"), dictionaryValue(process, PROCESS_LABEL)),
    call === undefined ? item(process, "initial_call") : tuple2(sym("initial_call"), withDummies(call)),
    item(process, "current_function"),
    tuple2(sym("ancestors"), ancestorsOf(process)),
    ...[...names, "current_stacktrace"].map((name) => item(process, name)),
  ]);
  return tuple2(sym("neighbour"), report);
}

/** The processes that are linked to it, or to one of these, and trap no exits: those that end with it. */
function neighboursOf(process: Process): Process[] {
  const found = new Set<Process>([process]);
  for (const near of found) {
    for (const linked of near.links ?? []) {
      if (found.size > MAX_NEIGHBOURS) break;
      if (!linked.trapExit) found.add(linked);
    }
  }
  found.delete(process);
  return [...found];
}

const isExpected = ({ class: kind, reason }: Exception): boolean =>
  kind === "exit" &&
  (reason === sym("normal") ||
    reason === SHUTDOWN ||
    (isTuple(reason) && reason.length === 2 && reason[0] === SHUTDOWN));

/** Logs the crash report of a process, unless it ends as it should. */
export function reportCrash(process: Process, exception: Exception): Term {
  if (isExpected(exception)) return sym("ok");
  const neighbours = fromArray(neighboursOf(process).map(neighbourReport));
  const report = map({
    label: tuple2(PROC_LIB, sym("crash")),
    report: fromArray([ownReport(process, exception), neighbours]),
  });
  const meta = map({
    mfa: tuple3(PROC_LIB, sym("crash_report"), 4),
    line: 954,
    file: "proc_lib.erl",
    domain: fromArray([sym("otp"), sym("sasl")]),
    report_cb: new ExternalFun(PROC_LIB, sym("report_cb"), 2),
    logger_formatter: map({ title: "CRASH REPORT" }),
    error_logger: map({ tag: sym("error_report"), type: sym("crash_report") }),
  });
  return log(sym("error"), report, meta, process.system);
}

/**
 * The text of a crash report `[OwnReport,LinkReport]`. Mirrors proc_lib:format/1,2.
 *
 * ```eshell
 * 1> io:put_chars(proc_lib:format([[{initial_call,{m,init,['Argument__1']}},{error_info,{error,oops,[]}}],[]])).
 *   crasher:
 *     initial call: m:init/1
 *     exception error: oops
 *   neighbours:
 * ok
 * ```
 */
export function format(...args: Term[]): string {
  const parts = toArray(args[0]);
  if (parts?.length !== 2) throw SOURCE.noClause("do_format", args, 1256);
  return formatCrashReport(parts[0], parts[1], explain);
}

/** The text of the report that a crash is logged with. Mirrors proc_lib:report_cb/2. */
export function report_cb(report: Term, extra: Term): string {
  const parts = isMap(report) ? mapGet(report, sym("report")) : undefined;
  if (!isList(parts)) throw SOURCE.noClause("report_cb", [report, extra], 1197);
  return format(parts);
}
