// logger — OTP's module logger: levels, the primary configuration, handlers and filters.
//
// Events of the system itself (a crashed process) come in through `logCrash`. Differs from OTP: the module of the default
// handler, logger_std_h, cannot be called, and its own settings (`config`) are kept but not acted upon.

import { running } from "../process/running.ts";
import type { CrashReport } from "../process/system.ts";
import { isAtom } from "../terms/atom.ts";
import { badarg } from "../terms/exception.ts";
import { isFun } from "../terms/fun.ts";
import { fromArray, toArray } from "../terms/list.ts";
import { EMPTY_MAP, isMap, MISSING, mapEntries, mapFrom, mapGet, mapPut } from "../terms/map.ts";
import type { Pid } from "../terms/pid.ts";
import type { Term } from "../terms/term.ts";
import { tuple2 } from "../terms/tuple.ts";
import { reportFormat } from "./log-text.ts";
import { PROXY_CONFIG } from "./logger-config.ts";
import { isAllowed, isLazy, log, logAllowed, logLazily, processMetadata } from "./logger-events.ts";
import {
  addFilter,
  addHandler,
  allows,
  changeConfig,
  changeFormatter,
  handlerConfig,
  LEVELS,
  PRIMARY,
  removeFilter,
  removeHandler,
  setModuleLevels,
  severity,
  state,
} from "./logger-state.ts";
import { runningSystem } from "./system-state.ts";
import { otpModule } from "./table.ts";

const ERROR = Symbol.for("error");
const OK = Symbol.for("ok");
const sym = (name: string): symbol => Symbol.for(name);

function isLoggable(level: Term): boolean {
  const at = severity(level);
  return at > 0 && at < LEVELS.length - 1;
}

/** Tells of a process that ended with an error. Plugged into the system's `report`. */
export function logCrash({ process, reason }: CrashReport): void {
  const args = fromArray([process, reason]);
  const emulator = mapFrom([
    [sym("emulator"), true],
    [sym("tag"), ERROR],
  ]);
  const meta = mapFrom([
    [sym("pid"), process],
    [sym("gl"), process.groupLeader],
    [sym("error_logger"), emulator],
  ]);
  log(ERROR, tuple2("Error in process ~p with exit value:~n~p~n", args), meta, process.system);
}

/** Logs what the arguments of a log function stand for: `(Message)`, `(Message,Meta)`, `(Format | Fun,Args)` and with meta. */
function logArguments(level: Term, [first, ...rest]: readonly Term[]): Term {
  const isMessage = rest.length === 0 || (rest.length === 1 && isMap(rest[0]) && !isFun(first));
  const message = isMessage ? first : tuple2(first, rest[0]);
  const meta = (isMessage ? rest[0] : rest[1]) ?? EMPTY_MAP;
  if (!isAllowed(level, meta, runningSystem())) return OK;
  return isLazy(message) ? logLazily(level, message[0], message[1], meta) : logAllowed(level, message, meta);
}

const atLevel =
  (level: symbol) =>
  (...args: Term[]): Term =>
    logArguments(level, args);

function logAt(level: Term, ...args: Term[]): Term {
  if (!isLoggable(level)) throw badarg(level);
  return logArguments(level, args);
}

const handlerConfigs = (): Term => fromArray([...state.of().handlers.values()]);

function moduleLevels(modules?: Term): Term {
  const wanted = modules === undefined ? undefined : (toArray(modules) ?? [modules]);
  const all = [...state.of().moduleLevels].filter(([module]) => wanted?.includes(module) ?? true);
  return fromArray(all.map(([module, level]) => tuple2(module, level)));
}

/** Modules as a list: one alone stands for itself. */
const moduleList = (modules: Term): Term => (isAtom(modules) ? fromArray([modules]) : modules);

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

function changeProcessMetadata(change: (old: Term) => Term): symbol {
  const pid = running.strand?.process as Pid;
  const all = processMetadata.of();
  all.set(pid, change(all.get(pid) ?? EMPTY_MAP));
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

/** What the macros of OTP call: the location is metadata. */
function macro_log(location: Term, level: Term, ...args: Term[]): Term {
  const at = args.length === 3 || (args.length === 2 && isMap(args[1])) ? args.length - 1 : args.length;
  const own = at < args.length ? args[at] : EMPTY_MAP;
  const meta = mapEntries(own).reduce((all, [key, value]) => mapPut(all, key, value), location);
  return logArguments(level, [...args.slice(0, at), meta]);
}

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
  macro_log: [macro_log, 3, 4, 5] as const,
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
    const { primary, moduleLevels } = state.of();
    return allows(level, module, primary, moduleLevels);
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
  /**
   * The same of a report with a label, as OTP's own behaviours log them. Mirrors logger:format_otp_report/1.
   *
   * ```eshell
   * 1> logger:format_otp_report(#{label => {a,b}, report => [{a,1}]}).
   * {"    ~tp: ~tp",[a,1]}
   * ```
   */
  format_otp_report: (report: Term): Term => {
    const inner = isMap(report) ? mapGet(report, sym("report")) : MISSING;
    const labelled = inner !== MISSING && mapGet(report, sym("label")) !== MISSING;
    const [text, args] = reportFormat(labelled ? inner : report);
    return tuple2(text, fromArray(args));
  },
  /**
   * Sets a part of the primary configuration, or all of it. Mirrors logger:set_primary_config/1,2.
   *
   * ```eshell
   * 1> logger:set_primary_config(level, notice).
   * ok
   * 2> logger:set_primary_config(level, loud).
   * {error,{invalid_level,loud}}
   * ```
   */
  set_primary_config: [(...given: Term[]): Term => changeConfig(PRIMARY, given, true), 1, 2] as const,
  /**
   * Sets some of it, and leaves the rest. Mirrors logger:update_primary_config/1.
   *
   * ```eshell
   * 1> logger:update_primary_config(#{level => notice}).
   * ok
   * ```
   */
  update_primary_config: (config: Term): Term => changeConfig(PRIMARY, [config], false),
  /**
   * Puts a filter `{Fun,Arg}` before all handlers: `Fun(Event, Arg)` gives the event, `stop`, or `ignore`. Mirrors logger:add_primary_filter/2.
   *
   * ```eshell
   * 1> logger:add_primary_filter(calm, {fun(_, stop) -> stop end, stop}), logger:error("not shown").
   * ok
   * 2> logger:remove_primary_filter(calm).
   * ok
   * ```
   */
  add_primary_filter: (id: Term, filter: Term): Term => addFilter(PRIMARY, id, filter),
  /**
   * Takes a filter out. Mirrors logger:remove_primary_filter/1.
   *
   * ```eshell
   * 1> logger:remove_primary_filter(nosuch).
   * {error,{not_found,nosuch}}
   * ```
   */
  remove_primary_filter: (id: Term): Term => removeFilter(PRIMARY, id),
  /**
   * Puts a filter before a handler. Mirrors logger:add_handler_filter/3.
   *
   * ```eshell
   * 1> logger:add_handler_filter(nosuch, calm, {fun(_, stop) -> stop end, stop}).
   * {error,{not_found,nosuch}}
   * ```
   */
  add_handler_filter: (handler: Term, id: Term, filter: Term): Term => addFilter(handler, id, filter),
  /**
   * Takes a handler's filter out. Mirrors logger:remove_handler_filter/2.
   *
   * ```eshell
   * 1> logger:remove_handler_filter(default, nosuch).
   * {error,{not_found,nosuch}}
   * ```
   */
  remove_handler_filter: (handler: Term, id: Term): Term => removeFilter(handler, id),
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
  /**
   * What a handler is set to: `{ok, Config}`; without a name, all of them. Mirrors logger:get_handler_config/0,1.
   *
   * ```eshell
   * 1> logger:get_handler_config(nosuch).
   * {error,{not_found,nosuch}}
   * ```
   */
  get_handler_config: [
    (...id: Term[]): Term => (id.length === 0 ? handlerConfigs() : handlerConfig(id[0])),
    0,
    1,
  ] as const,
  /** Sets a part of a handler's configuration, or all of it. Mirrors logger:set_handler_config/2,3. */
  set_handler_config: [(id: Term, ...given: Term[]): Term => changeConfig(id, given, true), 2, 3] as const,
  /** Sets some of it, and leaves the rest. Mirrors logger:update_handler_config/2,3. */
  update_handler_config: [
    (id: Term, ...given: Term[]): Term => changeConfig(id, given, false),
    2,
    3,
  ] as const,
  /**
   * Sets some of a handler's formatter: `single_line`, `legacy_header`, `template` … Mirrors logger:update_formatter_config/2,3.
   *
   * ```eshell
   * 1> logger:update_formatter_config(default, single_line, false).
   * ok
   * 2> logger:update_formatter_config(default, single_line, a).
   * {error,{invalid_formatter_config,logger_formatter,
   *                                  {single_line,a}}}
   * ```
   */
  update_formatter_config: [(id: Term, ...given: Term[]): Term => changeFormatter(id, given), 2, 3] as const,
  /**
   * Adds a handler: a module whose `log(Event, Config)` gets each event. Mirrors logger:add_handler/3.
   *
   * ```eshell
   * 1> logger:add_handler(mine, lists, #{}).
   * {error,
   *     {invalid_handler,{function_not_exported,{lists,log,2}}}}
   * ```
   */
  add_handler: addHandler,
  /**
   * Removes a handler. Mirrors logger:remove_handler/1.
   *
   * ```eshell
   * 1> logger:remove_handler(nosuch).
   * {error,{not_found,nosuch}}
   * ```
   */
  remove_handler: removeHandler,
  /**
   * Sets the level of modules: of events whose metadata has `mfa`. Mirrors logger:set_module_level/2.
   *
   * ```eshell
   * 1> logger:set_module_level(my_module, debug), logger:get_module_level(my_module).
   * [{my_module,debug}]
   * ```
   */
  set_module_level: (modules: Term, level: Term): Term => setModuleLevels(moduleList(modules), level),
  /**
   * The levels of modules that have one of their own. Mirrors logger:get_module_level/0,1.
   *
   * ```eshell
   * 1> logger:get_module_level().
   * []
   * ```
   */
  get_module_level: [moduleLevels, 0, 1] as const,
  /**
   * Takes it back. Mirrors logger:unset_module_level/0,1.
   *
   * ```eshell
   * 1> logger:unset_module_level(my_module).
   * ok
   * ```
   */
  unset_module_level: [
    (...modules: Term[]): Term => {
      if (modules.length > 0) return setModuleLevels(moduleList(modules[0]));
      state.of().moduleLevels.clear();
      return OK;
    },
    0,
    1,
  ] as const,
  /**
   * Sets what each event of this process tells besides. Mirrors logger:set_process_metadata/1.
   *
   * ```eshell
   * 1> logger:set_process_metadata(#{a => 1}), logger:get_process_metadata().
   * #{a => 1}
   * ```
   */
  set_process_metadata: (meta: Term): Term => changeProcessMetadata(() => meta),
  update_process_metadata: (meta: Term): Term =>
    changeProcessMetadata((old) =>
      mapEntries(meta).reduce((all, [key, value]) => mapPut(all, key, value), old),
    ),
  /** What each event of this process tells besides, or `undefined`. Mirrors logger:get_process_metadata/0. */
  get_process_metadata: (): Term => processMetadata.of().get(running.strand?.process as Pid),
  /**
   * Takes it away. Mirrors logger:unset_process_metadata/0.
   *
   * ```eshell
   * 1> logger:unset_process_metadata().
   * ok
   * ```
   */
  unset_process_metadata: (): Term => {
    processMetadata.of().delete(running.strand?.process as Pid);
    return OK;
  },
});
