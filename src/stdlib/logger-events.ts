// logger-events — what becomes of an event: its level is asked for, filters see it, handlers get it.
//
// As in OTP all of that is done by the process that logs, and a filter or handler that fails is taken out. An event that
// only our own functions look at is done with at once; where a fun of the user's has a say, logging is process code.

import { write } from "../format/write.ts";
import { applyMfa, callFun1, callFun2 } from "../process/apply.ts";
import { Frame, proc } from "../process/frame.ts";
import { running } from "../process/running.ts";
import { spawnProcess } from "../process/spawn.ts";
import type { System } from "../process/system.ts";
import { atomName, isAtom } from "../terms/atom.ts";
import { Exception } from "../terms/exception.ts";
import { ExternalFun } from "../terms/fun.ts";
import { fromArray, isList, toArray } from "../terms/list.ts";
import { EMPTY_MAP, isMap, MISSING, mapEntries, mapFrom, mapGet, mapPut, mapRemove } from "../terms/map.ts";
import type { Pid } from "../terms/pid.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2 } from "../terms/tuple.ts";
import { isFunOf } from "./fun-arity.ts";
import { deviceOf, groupLeader, NoDevice } from "./io-device.ts";
import { eventText, type Steps } from "./log-text.ts";
import { logger_filters } from "./logger_filters.ts";
import {
  allows,
  FILTER_DEFAULT,
  FILTERS,
  LEVEL,
  METADATA,
  PRIMARY,
  removeFilter,
  removeHandler,
  severity,
  state,
} from "./logger-state.ts";
import { OtpSource } from "./otp-source.ts";
import { ports } from "./ports.ts";
import { runningSystem, SystemState } from "./system-state.ts";

const SOURCE = new OtpSource("logger");
const sym = (name: string): symbol => Symbol.for(name);
const OK = sym("ok");
const STOP = sym("stop");
const IGNORE = sym("ignore");
const LOG = sym("log");
const MSG = sym("msg");
const META = sym("meta");
const REPORT = sym("report");
const STRING = sym("string");
const MODULE = sym("module");
const MFA = sym("mfa");
const REPORT_CB = sym("report_cb");
const USER = sym("user");
const STANDARD_HANDLER = sym("logger_std_h");
const OURS = /^(logger|logger_filters|proc_lib|error_logger)$/;

/** What each event of a process tells besides. */
export const processMetadata: SystemState<WeakMap<Pid, Term>> = new SystemState(() => new WeakMap());

const merged = (base: Term, changes: Term): Term =>
  mapEntries(changes).reduce((all, [key, value]) => mapPut(all, key, value), base);

/** Whether an event of that level is logged, of a module if its metadata names one. */
export function isAllowed(level: Term, meta: Term, system: System): boolean {
  const { primary, moduleLevels } = state.of(system);
  const mfa = mapGet(meta, MFA);
  return allows(level, isTuple(mfa) && mfa.length === 3 ? mfa[0] : MISSING, primary, moduleLevels);
}

/**
 * Logs an event if its level is high enough: a text, a report, or `{Format,Args}`. Gives `ok`, or a frame where filters or
 * handlers of the user's have a say.
 */
export function log(
  level: Term,
  message: Term,
  meta: Term = EMPTY_MAP,
  system: System = runningSystem(),
): Term {
  return isAllowed(level, meta, system) ? logAllowed(level, message, meta, system) : OK;
}

/** The same, whatever the level. */
export function logAllowed(level: Term, message: Term, meta: Term, system: System = runningSystem()): Term {
  const { primary, handlers } = state.of(system);
  const event = eventOf(level, message, meta, system);
  const steps = dispatch(event, system);
  const filtered = [primary, ...handlers.values()];
  const ours =
    isOurs(mapGet(meta, REPORT_CB)) &&
    filtered.every((config) => filtersOf(config).every((filter) => isOurs(filter[1][0]))) &&
    [...handlers.values()].every((config) => mapGet(config, MODULE) === STANDARD_HANDLER);
  if (ours) {
    steps.next();
    return OK;
  }
  if (running.strand !== null) return logging(steps);
  spawnProcess(system, () => logging(steps), { silent: true });
  return OK;
}

const logging = proc(
  function* logging(steps: Steps<void>): Generator<unknown, Term, any> {
    yield* steps;
    return OK;
  },
  { module: sym("logger"), items: () => [] },
);

function isOurs(fun: Term): boolean {
  return fun === MISSING || (fun instanceof ExternalFun && OURS.test(Symbol.keyFor(fun.module) ?? ""));
}

function filtersOf(config: Term): readonly Term[] {
  const filters = mapGet(config, FILTERS);
  return filters === MISSING ? [] : (toArray(filters) ?? []);
}

const isText = (term: Term): boolean => isList(term) || term instanceof Uint8Array;
const isReport = (term: Term): boolean =>
  isMap(term) || (isList(term) && typeof term !== "string" && isTuple(toArray(term)?.[0]));

/** `msg` of an event; undefined for what is none. */
function messageOf(message: Term): Term {
  if (isTuple(message) && message.length === 2) {
    const [format, args] = message;
    if (!(isText(format) || isAtom(format)) || !isList(args)) return undefined;
    return tuple2(isAtom(format) ? atomName(format) : format, args);
  }
  if (isReport(message)) return tuple2(REPORT, message);
  return isText(message) ? tuple2(STRING, message) : undefined;
}

function eventOf(level: Term, message: Term, meta: Term, system: System): Term {
  const { primary, handlers } = state.of(system);
  const process = running.strand?.process;
  let all = mapFrom(mapEntries(mapGet(primary, METADATA)));
  const own = process && processMetadata.of(system).get(process);
  all = merged(merged(all, own ?? EMPTY_MAP), meta);
  const defaults: [string, () => Term][] = [
    ["pid", () => process],
    ["gl", () => groupLeader()],
    ["time", () => Math.floor(system.host.systemMs() * 1000)],
  ];
  for (const [key, value] of defaults)
    if (mapGet(all, sym(key)) === MISSING) all = mapPut(all, sym(key), value());
  const msg = messageOf(message);
  if (msg === undefined || severity(level) < 1) {
    const config = mapPut(primary, sym("handlers"), fromArray([...handlers.keys()]));
    const args = [...(isTuple(message) ? [level, message] : [level, message]), all, system.makeRef(), config];
    throw SOURCE.noClause("do_log_allowed", args, 1922);
  }
  return mapFrom([
    [LEVEL, level],
    [MSG, msg],
    [META, all],
  ]);
}

function* dispatch(given: Term, system: System): Steps<void> {
  const event = yield* filter(PRIMARY, given, state.of(system).primary, system);
  if (event === STOP) return;
  const level = mapGet(event, LEVEL);
  for (const [id, config] of [...state.of(system).handlers]) {
    if (severity(level) > severity(mapGet(config, LEVEL))) continue;
    const own = yield* filter(id, event, config, system);
    if (own !== STOP) yield* handle(id, own, config, system);
  }
}

/** What the filters of the primary configuration or of a handler leave of an event: `stop`, or the event. */
function* filter(owner: Term, given: Term, config: Term, system: System): Steps<Term> {
  let event = given;
  let decided = false;
  for (const [id, [fun, arg]] of filtersOf(config)) {
    let result: Term;
    try {
      result = callFilter(fun, event, arg);
      if (result instanceof Frame) result = yield result;
    } catch (thrown) {
      if (!(thrown instanceof Exception)) throw thrown;
      result = undefined;
    }
    if (result === STOP) return STOP;
    if (result === IGNORE) continue;
    if (isEvent(result)) {
      event = result;
      decided = true;
    } else if (removeFilter(owner, id) === OK) {
      display(system, tuple2(sym("removed_failing_filter"), id));
    }
  }
  return decided || mapGet(config, FILTER_DEFAULT) === LOG ? event : STOP;
}

/** OTP's own filters are asked without a look at the table of functions. */
function callFilter(fun: Term, event: Term, arg: Term): Term {
  const own = fun instanceof ExternalFun && fun.module === logger_filters.name;
  const entry = own ? logger_filters.entries.get(`${Symbol.keyFor(fun.name)}/2`) : undefined;
  return entry === undefined ? callFun2(fun, event, arg) : entry.fn(event, arg);
}

function isEvent(term: Term): boolean {
  if (!isMap(term)) return false;
  const msg = mapGet(term, MSG);
  if (!isAtom(mapGet(term, LEVEL)) || !isMap(mapGet(term, META)) || !isTuple(msg) || msg.length !== 2)
    return false;
  if (msg[0] === REPORT) return isReport(msg[1]);
  if (msg[0] === STRING) return isText(msg[1]);
  return (isText(msg[0]) || isAtom(msg[0])) && isList(msg[1]);
}

function* handle(id: Term, event: Term, config: Term, system: System): Steps<void> {
  const module = mapGet(config, MODULE);
  if (module === STANDARD_HANDLER) {
    output(system, yield* eventText(event, mapGet(config, sym("formatter"))));
    return;
  }
  const own = [LEVEL, FILTERS, FILTER_DEFAULT].reduce((left, key) => mapRemove(left, key), config);
  try {
    const result = applyMfa(module, LOG, [event, own]);
    if (result instanceof Frame) yield result;
  } catch (thrown) {
    if (!(thrown instanceof Exception)) throw thrown;
    if (removeHandler(id) === OK) display(system, tuple2(sym("removed_failing_handler"), id));
  }
}

/** Writes to the standard output: to the device of user, or past it. */
function output(system: System, text: string): void {
  const device = deviceOf(USER);
  if (device instanceof NoDevice || !("write" in device)) ports.of(system).os.display(text);
  else device.write(text);
}

/** As erlang:display/1 does. */
function display(system: System, term: Term): void {
  ports.of(system).os.display(`${write(term)}\r\n`);
}

/**
 * Logs what a fun makes when it is asked: an event of any kind, `ignore`, or either with metadata.
 */
export const logLazily = proc(
  function* log_allowed(level: Term, fun: Term, arg: Term, meta: Term): Generator<unknown, Term, any> {
    let made: Term;
    try {
      made = callFun1(fun, arg);
      if (made instanceof Frame) made = yield made;
    } catch (thrown) {
      if (!(thrown instanceof Exception)) throw thrown;
      const failure = fromArray([tuple2(fun, arg), tuple2(sym(thrown.class), thrown.reason)]);
      return logAllowed(level, tuple2("LAZY_FUN CRASH: ~tp; Reason: ~tp", failure), meta);
    }
    const [result, more] = isTuple(made) && made.length === 2 && isMap(made[1]) ? made : [made, EMPTY_MAP];
    if (result === IGNORE) return OK;
    const all = merged(meta, more);
    if (messageOf(result) !== undefined) return logAllowed(level, result, all);
    const wrong = tuple2("LAZY_FUN ERROR: ~tp; Returned: ~tp", fromArray([tuple2(fun, arg), result]));
    return logAllowed(level, wrong, all);
  },
  { module: sym("logger"), items: () => [] },
);

/** Whether a message is a fun with its argument. */
export const isLazy = (message: Term): boolean =>
  isTuple(message) && message.length === 2 && isFunOf(message[0], 1);
