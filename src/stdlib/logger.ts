// logger — log events: levels, the primary configuration, and handlers.
//
// The default handler writes to the standard output as OTP's does. Events of the system itself (a crashed process)
// come in through `logCrash`. Differs from OTP: filters of the primary configuration are kept but not run, the default
// handler's configuration is fixed, and other handlers run in a process of their own.
import { applyMfa, callFun1 } from "../process/apply.ts";
import { Frame, proc } from "../process/frame.ts";
import { running } from "../process/running.ts";
import { spawnProcess } from "../process/spawn.ts";
import type { CrashReport, System } from "../process/system.ts";
import { atomName, isAtom } from "../terms/atom.ts";
import { badarg, functionClause } from "../terms/exception.ts";
import { isFun } from "../terms/fun.ts";
import { fromArray, isList, NIL, toArray } from "../terms/list.ts";
import { EMPTY_MAP, isMap, MISSING, mapEntries, mapFrom, mapGet, mapPut } from "../terms/map.ts";
import type { Pid } from "../terms/pid.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2, tuple3 } from "../terms/tuple.ts";
import { deviceOf, groupLeader, NoDevice } from "./io-device.ts";
import { type LogMessage, logText, reportFormat } from "./log-text.ts";
import { DEFAULT_HANDLER, PROXY_CONFIG } from "./logger-config.ts";
import { ports } from "./ports.ts";
import { runningSystem, SystemState } from "./system-state.ts";
import { otpModule } from "./table.ts";

const LEVELS = [
  "none",
  "emergency",
  "alert",
  "critical",
  "error",
  "warning",
  "notice",
  "info",
  "debug",
  "all",
];
const LOGGER = Symbol.for("logger");
const OK = Symbol.for("ok");
const ERROR = Symbol.for("error");
const LEVEL = Symbol.for("level");
const DEFAULT = Symbol.for("default");
const USER = Symbol.for("user");
const NOT_FOUND = Symbol.for("not_found");
const sym = (name: string): symbol => Symbol.for(name);

interface LoggerState {
  primary: Term;
  readonly handlers: Map<Term, Term>;
  readonly moduleLevels: Map<Term, Term>;
}

const state = new SystemState<LoggerState>(() => ({
  primary: mapFrom([
    [LEVEL, sym("notice")],
    [sym("filter_default"), sym("log")],
    [sym("filters"), NIL],
    [sym("metadata"), EMPTY_MAP],
  ]),
  handlers: new Map<Term, Term>([[DEFAULT, DEFAULT_HANDLER]]),
  moduleLevels: new Map(),
}));

function severity(level: Term): number {
  return isAtom(level) ? LEVELS.indexOf(atomName(level)) : -1;
}

function isLoggable(level: Term): boolean {
  const at = severity(level);
  return at > 0 && at < LEVELS.length - 1;
}

function allows(system: System, level: Term): boolean {
  return severity(level) <= severity(mapGet(state.of(system).primary, LEVEL));
}

/** Logs an event if its level is high enough. */
export function log(
  level: Term,
  message: LogMessage,
  meta: Term = EMPTY_MAP,
  system: System = runningSystem(),
): symbol {
  if (!allows(system, level)) return OK;
  const timeUs = system.host.systemMs() * 1000;
  for (const [id, config] of state.of(system).handlers) {
    const limit = mapGet(config, LEVEL);
    if (limit !== MISSING && severity(level) > severity(limit)) continue;
    if (id === DEFAULT && config === DEFAULT_HANDLER)
      write(system, logText(atomName(level), timeUs, message));
    else handle(system, config, eventOf(level, message, meta, timeUs));
  }
  return OK;
}

/** Writes to the standard output: to the device of user, or past it. */
function write(system: System, text: string): void {
  const device = deviceOf(USER);
  if (device instanceof NoDevice || !("write" in device)) ports.of(system).os.display(text);
  else device.write(text);
}

function eventOf(level: Term, message: LogMessage, meta: Term, timeUs: number): Term {
  let all = mapPut(mapFrom(mapEntries(meta)), sym("time"), Math.floor(timeUs));
  if (mapGet(all, sym("pid")) === MISSING) all = mapPut(all, sym("pid"), running.strand?.process);
  if (mapGet(all, sym("gl")) === MISSING) all = mapPut(all, sym("gl"), groupLeader());
  return mapFrom([
    [LEVEL, level],
    [sym("msg"), messageTerm(message)],
    [sym("meta"), all],
  ]);
}

function messageTerm(message: LogMessage): Term {
  if ("string" in message) return tuple2(sym("string"), message.string);
  return "report" in message ? tuple2(sym("report"), message.report) : tuple2(message.format, message.args);
}

function handle(system: System, config: Term, event: Term): void {
  const module = mapGet(config, sym("module"));
  spawnProcess(system, () => applyMfa(module, sym("log"), [event, config]), { silent: true });
}

/** Tells of a process that ended with an error. Plugged into the system's `report`. */
export function logCrash({ process, reason }: CrashReport): void {
  const args = fromArray([process, reason]);
  const meta = mapFrom([
    [sym("pid"), process],
    [sym("gl"), process.groupLeader],
  ]);
  log(ERROR, { format: "Error in process ~p with exit value:~n~p~n", args }, meta, process.system);
}

/** The event that arguments of a log function stand for: `(String)`, `(Report)`, `(Format,Args)`, `(Fun,Arg)` with meta. */
function logArguments(level: Term, args: readonly Term[]): Term {
  const [first, second, third] = args;
  if (args.length === 1 || (args.length === 2 && isMap(second))) {
    const meta = args.length === 2 ? second : EMPTY_MAP;
    return log(level, isMap(first) || isReportList(first) ? { report: first } : { string: first }, meta);
  }
  const meta = args.length === 3 ? third : EMPTY_MAP;
  if (isFun(first)) return allows(runningSystem(), level) ? logLazily(level, first, second, meta) : OK;
  if (!isList(second)) throw functionClause(LOGGER, level as symbol, args);
  return log(level, { format: first, args: second }, meta);
}

/** A list of pairs and terms, not text. */
function isReportList(term: Term): boolean {
  const list = typeof term === "string" ? undefined : toArray(term);
  return list?.some((element) => isTuple(element)) ?? false;
}

const logLazily = proc(
  function* log_fun(level: Term, fun: Term, arg: Term, meta: Term): Generator<unknown, Term, Term> {
    let made = callFun1(fun, arg);
    if (made instanceof Frame) made = yield made;
    if (isTuple(made)) return log(level, { format: made[0], args: made[1] }, meta);
    return log(level, isMap(made) || isReportList(made) ? { report: made } : { string: made }, meta);
  },
  { module: LOGGER },
);

const atLevel =
  (level: symbol) =>
  (...args: Term[]): Term =>
    logArguments(level, args);

function logAt(level: Term, ...args: Term[]): Term {
  if (!isLoggable(level)) throw badarg(level);
  return logArguments(level, args);
}

/**
 * Sets them. Mirrors logger:set_primary_config/1,2.
 *
 * ```eshell
 * 1> logger:set_primary_config(level, notice).
 * ok
 * ```
 */
function set_primary_config(...args: Term[]): Term {
  const system = state.of();
  const changes: [Term, Term][] =
    args.length === 1 ? (isMap(args[0]) ? mapEntries(args[0]) : []) : [[args[0], args[1]]];
  if (args.length === 1 && !isMap(args[0])) return tuple2(ERROR, tuple2(sym("invalid_config"), args[0]));
  for (const [key, value] of changes) {
    if (mapGet(system.primary, key) === MISSING) {
      return tuple2(ERROR, tuple2(sym("invalid_config"), mapFrom([[key, value]])));
    }
    if (key === LEVEL && severity(value) < 0) return tuple2(ERROR, tuple2(sym("invalid_level"), value));
  }
  for (const [key, value] of changes) system.primary = mapPut(system.primary, key, value);
  return OK;
}

function handlerConfigs(): Term {
  return fromArray([...state.of().handlers.values()]);
}

function moduleLevels(modules?: Term): Term {
  const wanted = modules === undefined ? undefined : (toArray(modules) ?? [modules]);
  const all = [...state.of().moduleLevels].filter(([module]) => wanted?.includes(module) ?? true);
  return fromArray(all.map(([module, level]) => tuple2(module, level)));
}

/**
 * Sets the level of a module. Mirrors logger:set_module_level/2.
 *
 * ```eshell
 * 1> logger:set_module_level(my_module, debug).
 * ok
 * ```
 */
function set_module_level(modules: Term, level: Term): Term {
  if (severity(level) < 0) return tuple2(ERROR, tuple2(sym("invalid_level"), level));
  for (const module of toArray(modules) ?? [modules]) state.of().moduleLevels.set(module, level);
  return OK;
}

/**
 * Takes it back. Mirrors logger:unset_module_level/0,1.
 *
 * ```eshell
 * 1> logger:unset_module_level(my_module).
 * ok
 * ```
 */
function unset_module_level(...modules: Term[]): Term {
  if (modules.length === 0) state.of().moduleLevels.clear();
  else for (const module of toArray(modules[0]) ?? [modules[0]]) state.of().moduleLevels.delete(module);
  return OK;
}

function add_handler(id: Term, module: Term, config: Term): Term {
  const { handlers } = state.of();
  if (!isAtom(id) || !isAtom(module) || !isMap(config)) throw badarg(id, module, config);
  if (handlers.has(id)) return tuple2(ERROR, tuple2(sym("already_exist"), id));
  const functions = runningSystem().functions;
  const known =
    functions.builtin(module as symbol, sym("log"), 2) ?? functions.lookup(module as symbol, sym("log"), 2);
  if (known === undefined) {
    const missing = tuple2(sym("function_not_exported"), tuple3(module, sym("log"), 2));
    return tuple2(ERROR, tuple2(sym("invalid_handler"), missing));
  }
  let whole = mapPut(mapPut(mapFrom(mapEntries(config)), sym("id"), id), sym("module"), module);
  if (mapGet(whole, LEVEL) === MISSING) whole = mapPut(whole, LEVEL, sym("all"));
  handlers.set(id, whole);
  return OK;
}

/**
 * Removes a handler. Mirrors logger:remove_handler/1.
 *
 * ```eshell
 * 1> logger:remove_handler(nosuch).
 * {error,{not_found,nosuch}}
 * ```
 */
function remove_handler(id: Term): Term {
  return state.of().handlers.delete(id) ? OK : tuple2(ERROR, tuple2(NOT_FOUND, id));
}

/**
 * What a handler is set to: `{ok, Config}`. Mirrors logger:get_handler_config/0,1.
 *
 * ```eshell
 * 1> logger:get_handler_config(nosuch).
 * {error,{not_found,nosuch}}
 * ```
 */
function get_handler_config(...id: Term[]): Term {
  if (id.length === 0) return handlerConfigs();
  const config = state.of().handlers.get(id[0]);
  return config === undefined ? tuple2(ERROR, tuple2(NOT_FOUND, id[0])) : tuple2(OK, config);
}

function set_handler_config(id: Term, ...change: Term[]): Term {
  const { handlers } = state.of();
  const config = handlers.get(id);
  if (config === undefined) return tuple2(ERROR, tuple2(NOT_FOUND, id));
  const entries: [Term, Term][] = change.length === 1 ? mapEntries(change[0]) : [[change[0], change[1]]];
  const level = entries.find(([key]) => key === LEVEL);
  if (level !== undefined && severity(level[1]) < 0)
    return tuple2(ERROR, tuple2(sym("invalid_level"), level[1]));
  let changed = config;
  for (const [key, value] of entries) changed = mapPut(changed, key, value);
  handlers.set(id, changed);
  return OK;
}

/**
 * `gt`, `eq` or `lt`: which level is graver. Mirrors logger:compare_levels/2.
 *
 * ```eshell
 * 1> logger:compare_levels(error, warning).
 * gt
 * ```
 */
function compare_levels(a: Term, b: Term): symbol {
  const [x, y] = [severity(a), severity(b)];
  if (x < 0 || y < 0) throw badarg(a, b);
  // The more severe is the greater.
  return sym(x === y ? "eq" : x < y ? "gt" : "lt");
}

const metadata = new SystemState(() => new WeakMap<Pid, Term>());

function processMetadata(change: (old: Term) => Term): symbol {
  const pid = running.strand?.process as Pid;
  metadata.of().set(pid, change(metadata.of().get(pid) ?? EMPTY_MAP));
  return OK;
}

/**
 * Logs an event of that level: a text, a format with its arguments, or a report. What is below the primary level,
 * `notice`, is not shown. Mirrors logger:emergency/1,2,3, alert/1,2,3, critical/1,2,3, error/1,2,3, warning/1,2,3,
 * notice/1,2,3, info/1,2,3 and debug/1,2,3.
 *
 * ```eshell
 * 1> logger:info("~p was done", [this]).
 * ok
 * ```
 */
const levels = Object.fromEntries(
  LEVELS.slice(1, -1).map((level) => [level, [atLevel(sym(level)), 1, 2, 3] as const]),
);

/** Module logger. Log events: those at or above the level go to the handlers, which write them to the terminal. */
export const logger = otpModule("logger", {
  ...levels,
  /**
   * Logs at a level. Mirrors logger:log/2,3,4.
   *
   * ```eshell
   * 1> logger:log(debug, "not shown").
   * ok
   * ```
   */
  log: [logAt, 2, 3, 4] as const,
  macro_log: [(_location: Term, ...args: Term[]): Term => logAt(args[0], ...args.slice(1)), 3, 4, 5] as const,
  /**
   * Whether a level is logged for a module. Mirrors logger:allow/2.
   *
   * ```eshell
   * 1> logger:allow(error, lists).
   * true
   * 2> logger:allow(debug, lists).
   * false
   * ```
   */
  allow: (level: Term, module: Term): boolean => {
    const own = state.of().moduleLevels.get(module);
    return own === undefined ? allows(runningSystem(), level) : severity(level) <= severity(own);
  },
  compare_levels,
  format_report: (report: Term): Term => {
    const [text, args] = reportFormat(report);
    return tuple2(text, fromArray(args));
  },
  /**
   * The time as events tell it: microseconds since 1970. Mirrors logger:timestamp/0.
   *
   * ```eshell
   * 1> is_integer(logger:timestamp()).
   * true
   * ```
   */
  timestamp: (): number => Math.floor(runningSystem().host.systemMs() * 1000),
  set_primary_config: [set_primary_config, 1, 2] as const,
  update_primary_config: (config: Term): Term => set_primary_config(config),
  /**
   * The level and the filters of all. Mirrors logger:get_primary_config/0.
   *
   * ```eshell
   * 1> map_get(level, logger:get_primary_config()).
   * notice
   * ```
   */
  get_primary_config: (): Term => state.of().primary,
  get_config: (): Term =>
    mapFrom([
      [sym("primary"), state.of().primary],
      [sym("handlers"), handlerConfigs()],
      [sym("proxy"), PROXY_CONFIG],
      [sym("module_levels"), moduleLevels()],
    ]),
  get_proxy_config: (): Term => PROXY_CONFIG,
  /**
   * The handlers. Mirrors logger:get_handler_ids/0.
   *
   * ```eshell
   * 1> logger:get_handler_ids().
   * [default]
   * ```
   */
  get_handler_ids: (): Term => fromArray([...state.of().handlers.keys()]),
  get_handler_config: [get_handler_config, 0, 1] as const,
  set_handler_config: [set_handler_config, 2, 3] as const,
  update_handler_config: [set_handler_config, 2, 3] as const,
  add_handler,
  remove_handler,
  set_module_level,
  /**
   * The levels of modules that have one of their own. Mirrors logger:get_module_level/0,1.
   *
   * ```eshell
   * 1> logger:get_module_level().
   * []
   * ```
   */
  get_module_level: [moduleLevels, 0, 1] as const,
  unset_module_level: [unset_module_level, 0, 1] as const,
  /**
   * Sets what each event of this process tells besides. Mirrors logger:set_process_metadata/1.
   *
   * ```eshell
   * 1> logger:set_process_metadata(#{a => 1}), logger:get_process_metadata().
   * #{a => 1}
   * ```
   */
  set_process_metadata: (meta: Term): Term => processMetadata(() => meta),
  update_process_metadata: (meta: Term): Term =>
    processMetadata((old) => mapEntries(meta).reduce((all, [key, value]) => mapPut(all, key, value), old)),
  /** What each event of this process tells besides, or `undefined`. Mirrors logger:get_process_metadata/0. */
  get_process_metadata: (): Term => metadata.of().get(running.strand?.process as Pid),
  /**
   * Takes it away. Mirrors logger:unset_process_metadata/0.
   *
   * ```eshell
   * 1> logger:unset_process_metadata().
   * ok
   * ```
   */
  unset_process_metadata: (): Term => {
    metadata.of().delete(running.strand?.process as Pid);
    return OK;
  },
});
