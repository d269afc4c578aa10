// logger-state — what the logger of a system is set to: its primary configuration, handlers, levels of modules.
//
// A change is checked as a whole before anything is changed; the words of a refusal are OTP's.
import { atomName, isAtom } from "../terms/atom.ts";
import { Cons, fromArray, NIL, toArray } from "../terms/list.ts";
import { EMPTY_MAP, isMap, MISSING, mapEntries, mapFrom, mapGet, mapPut } from "../terms/map.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2, tuple3 } from "../terms/tuple.ts";
import { isFunOf } from "./fun-arity.ts";
import { DEFAULT_HANDLER } from "./logger-config.ts";
import { runningSystem, SystemState } from "./system-state.ts";

/** From the gravest, with the two that are no levels of events at the ends. */
export const LEVELS: readonly string[] = [
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
const OK = Symbol.for("ok");
const ERROR = Symbol.for("error");
const sym = (name: string): symbol => Symbol.for(name);
export const LEVEL: symbol = sym("level");
export const FILTERS: symbol = sym("filters");
export const FILTER_DEFAULT: symbol = sym("filter_default");
export const METADATA: symbol = sym("metadata");
export const PRIMARY: symbol = sym("primary");
const FORMATTER = sym("formatter");
const MODULE = sym("module");
const ID = sym("id");
const NOT_FOUND = sym("not_found");
const FORMATTER_MODULE = sym("logger_formatter");

interface LoggerState {
  primary: Term;
  /** In the order in which they are called: the newest first. */
  handlers: Map<Term, Term>;
  readonly moduleLevels: Map<Term, Term>;
}

const DEFAULT_PRIMARY: Term = mapFrom([
  [LEVEL, sym("notice")],
  [METADATA, EMPTY_MAP],
  [FILTERS, NIL],
  [FILTER_DEFAULT, sym("log")],
]);

export const state: SystemState<LoggerState> = new SystemState(() => ({
  primary: DEFAULT_PRIMARY,
  handlers: new Map<Term, Term>([[sym("default"), DEFAULT_HANDLER]]),
  moduleLevels: new Map(),
}));

/** How grave a level is: the lower the graver; -1 for what is no level. */
export function severity(level: Term): number {
  return isAtom(level) ? LEVELS.indexOf(atomName(level)) : -1;
}

const refused = (reason: Term): Term => tuple2(ERROR, reason);
const notFound = (what: Term): Term => refused(tuple2(NOT_FOUND, what));

/** Why a setting is refused; undefined if it is good. */
function wrongSetting(primary: boolean, key: Term, value: Term): Term {
  if (key === LEVEL) return severity(value) < 0 ? tuple2(sym("invalid_level"), value) : undefined;
  if (key === FILTERS) return wrongFilters(value);
  if (key === FILTER_DEFAULT)
    return value === sym("log") || value === sym("stop")
      ? undefined
      : tuple2(sym("invalid_filter_default"), value);
  if (primary)
    return key === METADATA && isMap(value)
      ? undefined
      : tuple2(sym("invalid_primary_config"), tuple2(key, value));
  return key === FORMATTER ? wrongFormatter(value) : undefined;
}

function wrongFilters(filters: Term): Term {
  const list = toArray(filters);
  if (list === undefined) return tuple2(sym("invalid_filters"), filters);
  const wrong = list.find(
    (filter) =>
      !(isTuple(filter) && filter.length === 2 && isAtom(filter[0])) ||
      !(isTuple(filter[1]) && filter[1].length === 2 && isFunOf(filter[1][0], 2)),
  );
  return wrong === undefined ? undefined : tuple2(sym("invalid_filter"), wrong);
}

const FORMATTER_KEYS =
  /^(chars_limit|depth|legacy_header|max_size|mfa|report_cb|single_line|strings|template|time_designator|time_offset)$/;

function wrongFormatter(formatter: Term): Term {
  if (!isTuple(formatter) || formatter.length !== 2) return tuple2(sym("invalid_formatter"), formatter);
  const [module, config] = formatter;
  if (!isAtom(module)) return tuple2(sym("invalid_module"), module);
  if (module !== FORMATTER_MODULE) return undefined;
  const wrong = (what: Term) => tuple3(sym("invalid_formatter_config"), FORMATTER_MODULE, what);
  if (!isMap(config)) return wrong(config);
  for (const [key, value] of mapEntries(config)) {
    const name = isAtom(key) ? atomName(key) : "";
    const isFlag = name === "single_line" || name === "legacy_header";
    if (!FORMATTER_KEYS.test(name) || (isFlag && typeof value !== "boolean"))
      return wrong(tuple2(key, value));
  }
  return undefined;
}

const defaultHandlerConfig = (id: Term, module: Term): Term =>
  mapFrom([
    [ID, id],
    [LEVEL, sym("all")],
    [FILTERS, NIL],
    [FILTER_DEFAULT, sym("log")],
    [FORMATTER, tuple2(FORMATTER_MODULE, EMPTY_MAP)],
    [MODULE, module],
  ]);

const merged = (base: Term, changes: readonly (readonly [Term, Term])[]): Term =>
  changes.reduce((all, [key, value]) => mapPut(all, key, value), base);

/** The configuration of the primary or of a handler; undefined if there is no such handler. */
const configOf = (owner: Term): Term =>
  owner === PRIMARY ? state.of().primary : state.of().handlers.get(owner);

function setConfig(owner: Term, config: Term): symbol {
  if (owner === PRIMARY) state.of().primary = config;
  else state.of().handlers.set(owner, config);
  return OK;
}

/**
 * Changes settings of the primary configuration or of a handler. `whole`: what is not given goes back to its default.
 */
export function changeConfig(owner: Term, given: readonly Term[], whole: boolean): Term {
  if (given.length === 1 && !isMap(given[0])) return refused(tuple2(sym("invalid_config"), given[0]));
  const changes: readonly (readonly [Term, Term])[] =
    given.length === 1 ? mapEntries(given[0]) : [[given[0], given[1]]];
  const primary = owner === PRIMARY;
  if (!primary && !isAtom(owner)) return refused(tuple2(sym("invalid_id"), owner));
  for (const [key, value] of changes) {
    const wrong = wrongSetting(primary, key, value);
    if (wrong !== undefined) return refused(wrong);
  }
  const old = configOf(owner);
  if (old === undefined) return notFound(owner);
  const module = primary ? undefined : mapGet(old, MODULE);
  const base =
    whole && given.length === 1 ? (primary ? DEFAULT_PRIMARY : defaultHandlerConfig(owner, module)) : old;
  const changed = merged(base, changes);
  if (!primary && (mapGet(changed, ID) !== owner || mapGet(changed, MODULE) !== module)) {
    const named = (config: Term) => mapFrom([ID, MODULE].map((key) => [key, mapGet(config, key)] as const));
    return refused(tuple3(sym("illegal_config_change"), named(old), named(changed)));
  }
  return setConfig(owner, changed);
}

/** Changes some settings of a handler's formatter. */
export function changeFormatter(id: Term, given: readonly Term[]): Term {
  const changes = given.length === 1 ? given[0] : mapFrom([[given[0], given[1]]]);
  if (!isMap(changes)) return refused(tuple2(sym("invalid_formatter_config"), changes));
  const config = configOf(id);
  if (config === undefined || id === PRIMARY) return notFound(id);
  const [module, old] = mapGet(config, FORMATTER);
  const formatter = tuple2(module, merged(old, mapEntries(changes)));
  const wrong = wrongFormatter(formatter);
  return wrong === undefined ? setConfig(id, mapPut(config, FORMATTER, formatter)) : refused(wrong);
}

/** Puts a filter before the others. */
export function addFilter(owner: Term, id: Term, filter: Term): Term {
  const entry = tuple2(id, filter);
  const wrong = wrongFilters(fromArray([entry]));
  if (wrong !== undefined) return refused(wrong);
  const config = configOf(owner);
  if (config === undefined) return notFound(owner);
  const filters = mapGet(config, FILTERS);
  if (toArray(filters)?.some((known) => known[0] === id)) return refused(tuple2(sym("already_exist"), id));
  return setConfig(owner, mapPut(config, FILTERS, new Cons(entry, filters)));
}

/** Takes a filter out. */
export function removeFilter(owner: Term, id: Term): Term {
  const config = configOf(owner);
  if (config === undefined) return notFound(owner);
  const filters = toArray(mapGet(config, FILTERS)) ?? [];
  const at = filters.findIndex((known) => known[0] === id);
  if (at < 0) return notFound(id);
  return setConfig(owner, mapPut(config, FILTERS, fromArray(filters.filter((_, index) => index !== at))));
}

/** Puts a handler before the others, if its module exports log/2. */
export function addHandler(id: Term, module: Term, config: Term): Term {
  if (!isAtom(id)) return refused(tuple2(sym("invalid_id"), id));
  if (!isAtom(module)) return refused(tuple2(sym("invalid_module"), module));
  if (!isMap(config)) return refused(tuple2(sym("invalid_config"), config));
  for (const [key, value] of mapEntries(config)) {
    const wrong = wrongSetting(false, key, value);
    if (wrong !== undefined) return refused(wrong);
  }
  const system = state.of();
  if (system.handlers.has(id)) return refused(tuple2(sym("already_exist"), id));
  const { functions } = runningSystem();
  const log = [module as symbol, sym("log"), 2] as const;
  if (functions.builtin(...log) === undefined && functions.lookup(...log) === undefined)
    return refused(tuple2(sym("invalid_handler"), tuple2(sym("function_not_exported"), tuple3(...log))));
  const whole = merged(defaultHandlerConfig(id, module), mapEntries(config));
  system.handlers = new Map([[id, whole], ...system.handlers]);
  return OK;
}

/** Takes a handler away. */
export function removeHandler(id: Term): Term {
  return state.of().handlers.delete(id) ? OK : notFound(id);
}

/** `{ok,Config}` of a handler. */
export function handlerConfig(id: Term): Term {
  const config = state.of().handlers.get(id);
  return config === undefined ? notFound(id) : tuple2(OK, config);
}

/** Gives modules a level of their own, or with no level takes it back. */
export function setModuleLevels(modules: Term, level?: Term): Term {
  const list = typeof modules === "string" ? undefined : toArray(modules);
  if (list === undefined || !list.every(isAtom))
    return refused(tuple2(sym("not_a_list_of_modules"), modules));
  if (level !== undefined && severity(level) < 0) return refused(tuple2(sym("invalid_level"), level));
  const { moduleLevels } = state.of();
  for (const module of list) {
    if (level === undefined) moduleLevels.delete(module);
    else moduleLevels.set(module, level);
  }
  return OK;
}

/** Whether events of that level are logged: of a module, or in general. Raises badarg for what is no level. */
export function allows(
  level: Term,
  module: Term,
  primary: Term,
  moduleLevels: ReadonlyMap<Term, Term>,
): boolean {
  const own = module === MISSING ? undefined : moduleLevels.get(module);
  return severity(level) <= severity(own ?? mapGet(primary, LEVEL));
}
