// logger_filters — OTP's module logger_filters: filters for the logger's primary configuration and its handlers.
//
// A filter gives the event, which is to be logged, `stop`, or `ignore`: the next one decides.
import { badarg } from "../terms/exception.ts";
import { isList, toArray } from "../terms/list.ts";
import { isMap, MISSING, mapGet } from "../terms/map.ts";
import { equalExact } from "../terms/order.ts";
import type { Term } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";
import { LEVELS, severity } from "./logger-state.ts";
import { otpModule } from "./table.ts";

const sym = (name: string): symbol => Symbol.for(name);
const LOG = sym("log");
const STOP = sym("stop");
const IGNORE = sym("ignore");
const COMPARISONS = ["super", "sub", "equal", "not_equal", "undefined"].map(atomOf);
const OPERATORS = ["neq", "eq", "lt", "gt", "lteq", "gteq"].map(sym);

function atomOf(name: string): Term {
  return name === "undefined" ? undefined : sym(name);
}

const isAction = (term: Term): boolean => term === LOG || term === STOP;
const onMatch = (matches: boolean, action: Term, event: Term): Term =>
  matches ? (action === LOG ? event : STOP) : IGNORE;
const at = (map: Term, key: string): Term => (isMap(map) ? mapGet(map, sym(key)) : MISSING);

function isPrefix(front: Term, whole: Term): boolean {
  const [a, b] = [toArray(front), toArray(whole)];
  if (a === undefined || b === undefined) return false;
  return a.length <= b.length && a.every((element, index) => equalExact(element, b[index]));
}

/**
 * By the domain of an event: `{log | stop, super | sub | equal | not_equal | undefined, Domain}`. Mirrors logger_filters:domain/2.
 *
 * ```eshell
 * 1> logger_filters:domain(#{level => error, msg => {string,"a"}, meta => #{domain => [otp]}}, {stop,sub,[otp]}).
 * stop
 * ```
 */
function domain(event: Term, extra: Term): Term {
  const [action, comparison, wanted] = isTuple(extra) && extra.length === 3 ? extra : [];
  const meta = at(event, "meta");
  if (!isMap(meta) || !isAction(action) || !COMPARISONS.includes(comparison) || !isList(wanted))
    throw badarg(event, extra);
  const given = mapGet(meta, sym("domain"));
  const matches = () => {
    if (given === MISSING) return comparison === undefined || comparison === sym("not_equal");
    if (comparison === sym("super")) return isPrefix(given, wanted);
    if (comparison === sym("sub")) return isPrefix(wanted, given);
    if (comparison === sym("equal")) return equalExact(given, wanted);
    return comparison === sym("not_equal") && !equalExact(given, wanted);
  };
  return onMatch(matches(), action, event);
}

/**
 * By the level of an event: `{log | stop, eq | neq | lt | gt | lteq | gteq, Level}`; the graver is the greater. Mirrors logger_filters:level/2.
 *
 * ```eshell
 * 1> logger_filters:level(#{level => error, msg => {string,"a"}, meta => #{}}, {stop,lt,critical}).
 * stop
 * ```
 */
function level(event: Term, extra: Term): Term {
  const [action, operator, wanted] = isTuple(extra) && extra.length === 3 ? extra : [];
  const given = at(event, "level");
  const bound = severity(wanted);
  if (given === MISSING || !isAction(action) || !OPERATORS.includes(operator)) throw badarg(event, extra);
  if (bound < 1 || bound >= LEVELS.length - 1) throw badarg(extra);
  const own = severity(given);
  if (own < 0) throw badarg(given);
  const kind = own === bound ? "eq" : own < bound ? "gt" : "lt";
  const name = Symbol.keyFor(operator) ?? "";
  const matches =
    name === "neq"
      ? kind !== "eq"
      : name === kind ||
        (name.endsWith("eq") && name.startsWith(kind)) ||
        (kind === "eq" && name.endsWith("teq"));
  return onMatch(matches, action, event);
}

/**
 * Reports of supervisors about what they have started. Mirrors logger_filters:progress/2.
 *
 * ```eshell
 * 1> logger_filters:progress(#{level => info, msg => {string,"a"}, meta => #{}}, stop).
 * ignore
 * ```
 */
function progress(event: Term, action: Term): Term {
  if (!isAction(action)) throw badarg(event, action);
  const msg = at(event, "msg");
  const label = isTuple(msg) && msg.length === 2 && msg[0] === sym("report") ? at(msg[1], "label") : MISSING;
  return onMatch(isTuple(label) && label.length === 2 && label[1] === sym("progress"), action, event);
}

/**
 * Events of processes whose group leader is at another node: there is none. Mirrors logger_filters:remote_gl/2.
 *
 * ```eshell
 * 1> logger_filters:remote_gl(#{level => info, msg => {string,"a"}, meta => #{}}, stop).
 * ignore
 * ```
 */
function remote_gl(event: Term, action: Term): Term {
  if (!isAction(action)) throw badarg(event, action);
  return IGNORE;
}

/** Module logger_filters. Which events are logged: filters by domain, level and kind. */
export const logger_filters = otpModule("logger_filters", { domain, level, progress, remote_gl });
