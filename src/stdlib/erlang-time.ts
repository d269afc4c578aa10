// erlang-time — clocks and timers of module erlang.
//
// Time comes from the system's host. The monotonic clock counts nanoseconds from OTP's odd starting point, -2^59.
// A timer's reference is the timer: what cancel_timer needs is in it.
import { self, sendFromErlang } from "../process/signals.ts";
import type { System } from "../process/system.ts";
import type { Timer } from "../process/timers.ts";
import { isAtom } from "../terms/atom.ts";
import { badarg } from "../terms/exception.ts";
import { integer, isInteger } from "../terms/float.ts";
import { toArray } from "../terms/list.ts";
import { Pid, Ref } from "../terms/pid.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2, tuple3 } from "../terms/tuple.ts";
import { badargBecause } from "./argument-error.ts";
import { runningSystem, SystemState } from "./system-state.ts";
import { convertTime, nanosecondsIn, unitsPerSecond } from "./time-units.ts";

const MONOTONIC_START = -576460752303423488n;
const NATIVE = Symbol.for("native");
const TIMEOUT = Symbol.for("timeout");
const ABS = Symbol.for("abs");
const ASYNC = Symbol.for("async");
const INFO = Symbol.for("info");
const CANCEL_TIMER = Symbol.for("cancel_timer");
const READ_TIMER = Symbol.for("read_timer");
const OK = Symbol.for("ok");
/** Beyond this OTP says that a time is too far away. */
const MAX_TIME_MS = 2 ** 53;

/** The reference of a timer of start_timer or send_after. */
class TimerRef extends Ref {
  timer: Timer | null = null;
}

function monotonicNanoseconds(): bigint {
  return MONOTONIC_START + BigInt(Math.floor(runningSystem().host.monotonicMs() * 1e6));
}

function systemNanoseconds(): bigint {
  return BigInt(Math.floor(runningSystem().host.systemMs() * 1000)) * 1000n;
}

const clock =
  (read: () => bigint) =>
  (...unit: Term[]): Term =>
    nanosecondsIn(read(), unit.length === 0 ? NATIVE : unit[0]);

export function convert_time_unit(time: Term, from: Term, to: Term): Term {
  if (!isInteger(time)) throw badarg(time);
  return convertTime(BigInt(time), unitsPerSecond(from), unitsPerSecond(to));
}

function timestampOf(microseconds: number): Term {
  const seconds = Math.floor(microseconds / 1e6);
  return tuple3(Math.floor(seconds / 1e6), seconds % 1e6, microseconds % 1e6);
}

const lastNow = new SystemState(() => ({ microseconds: 0 }));

/**
 * erlang:now/0: each answer is later than the one before. Mirrors now/0.
 *
 * ```eshell
 * 1> erlang:now() < erlang:now().
 * true
 * ```
 */
function now(): Term {
  const last = lastNow.of();
  last.microseconds = Math.max(last.microseconds + 1, Math.floor(runningSystem().host.systemMs() * 1000));
  return timestampOf(last.microseconds);
}

const UNIQUE_START = -576460752303423488n;
const POSITIVE = Symbol.for("positive");
const MONOTONIC = Symbol.for("monotonic");

/**
 * An integer that no other call gives; `positive`, or `monotonic`: greater than those before. Mirrors unique_integer/0,1.
 *
 * ```eshell
 * 1> erlang:unique_integer([monotonic]) < erlang:unique_integer([monotonic]).
 * true
 * ```
 */
function unique_integer(...modifiers: Term[]): Term {
  const list = modifiers.length === 0 ? [] : toArray(modifiers[0]);
  if (list?.every((modifier) => modifier === POSITIVE || modifier === MONOTONIC) !== true)
    throw badarg(modifiers);
  const number = runningSystem().uniqueInteger();
  return list.includes(POSITIVE) ? number : integer(UNIQUE_START + BigInt(number));
}

/** The timer BIFs. `message` makes what is sent from the timer's reference. */
function startTimer(name: string, args: readonly Term[], message: (ref: Ref, message: Term) => Term): Ref {
  const [time, to, content, options] = args;
  const system = runningSystem();
  const absolute = args.length > 3 && isAbsolute(name, args, options);
  if (!isInteger(time) || (time < 0 && !absolute)) throw badarg(time);
  if (!(to instanceof Pid) && !isAtom(to)) throw badarg(to);
  const ms = absolute ? Number(time) - Number(MONOTONIC_START / 1_000_000n) : Number(time);
  if (ms > MAX_TIME_MS) throw badargBecause("time", name, args);
  const ref = new TimerRef(system.makeRef().id);
  const deliver = () => {
    ref.timer = null;
    if (to instanceof Pid || system.names.has(to as symbol)) sendFromErlang(to, message(ref, content));
  };
  ref.timer = absolute ? system.timers.startAt(ms, deliver) : system.timers.start(ms, deliver);
  return ref;
}

function isAbsolute(name: string, args: readonly Term[], options: Term): boolean {
  const list = toArray(options);
  const good = list?.every((o) => isTuple(o) && o.length === 2 && o[0] === ABS && typeof o[1] === "boolean");
  if (list === undefined || !good) throw badargBecause("badopt", name, args);
  return list.some((option) => option[1]);
}

interface TimerOptions {
  async: boolean;
  info: boolean;
}

function timerOptions(options: readonly Term[]): TimerOptions {
  const parsed: TimerOptions = { async: false, info: true };
  if (options.length === 0) return parsed;
  const list = toArray(options[0]);
  if (list === undefined) throw badarg(options);
  for (const option of list) {
    if (!isTuple(option) || option.length !== 2 || typeof option[1] !== "boolean") throw badarg(options);
    if (option[0] === ASYNC) parsed.async = option[1];
    else if (option[0] === INFO) parsed.info = option[1];
    else throw badarg(options);
  }
  return parsed;
}

/** Answers as cancel_timer and read_timer do: at once, or with a message. */
function answer(kind: symbol, ref: Ref, result: Term, options: TimerOptions): Term {
  if (options.async) {
    if (options.info) self().deliver(tuple3(kind, ref, result));
    return OK;
  }
  return options.info ? result : OK;
}

function remaining(ref: Ref, system: System): number | false {
  if (!(ref instanceof TimerRef) || ref.timer === null) return false;
  return system.timers.remainingMs(ref.timer) ?? false;
}

/**
 * Stops a timer: the milliseconds that were left, or `false` if it is over. Mirrors cancel_timer/1,2.
 *
 * ```eshell
 * 1> R = erlang:start_timer(10, self(), hello), receive {timeout, R, M} -> M end.
 * hello
 * 2> erlang:cancel_timer(R).
 * false
 * ```
 */
function cancel_timer(ref: Term, ...given: Term[]): Term {
  if (!(ref instanceof Ref)) throw badarg(ref);
  const options = timerOptions(given);
  const system = runningSystem();
  const left = remaining(ref, system);
  if (ref instanceof TimerRef && ref.timer !== null) {
    system.timers.cancel(ref.timer);
    ref.timer = null;
  }
  return answer(CANCEL_TIMER, ref, left, options);
}

/**
 * The milliseconds that a timer has left, or `false`. Mirrors read_timer/1,2.
 *
 * ```eshell
 * 1> erlang:read_timer(make_ref()).
 * false
 * ```
 */
function read_timer(ref: Term, ...given: Term[]): Term {
  if (!(ref instanceof Ref)) throw badarg(ref);
  const options = timerOptions(given);
  return answer(READ_TIMER, ref, remaining(ref, runningSystem()), { ...options, info: true });
}

/** A date and time of day as Erlang's `{{Y,M,D},{H,Mi,S}}`. */
function dateTime(date: Date, utc: boolean): Term {
  // Beyond the years that a Date knows.
  if (Number.isNaN(date.getTime())) throw badarg(date);
  return utc
    ? tuple2(
        tuple3(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()),
        tuple3(date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()),
      )
    : tuple2(
        tuple3(date.getFullYear(), date.getMonth() + 1, date.getDate()),
        tuple3(date.getHours(), date.getMinutes(), date.getSeconds()),
      );
}

/** The fields of `{{Y,M,D},{H,Mi,S}}`; badarg if they are no date and time. */
function fieldsOf(term: Term): number[] {
  const fields = dateTimeFields(term);
  if (fields === undefined) throw badarg(term);
  return fields;
}

/** Whether a term is `{{Y,M,D},{H,Mi,S}}` of a day that there is. */
export function isDateTime(term: Term): boolean {
  return dateTimeFields(term) !== undefined;
}

function dateTimeFields(term: Term): number[] | undefined {
  const good = isTuple(term) && term.length === 2 && isTuple(term[0]) && isTuple(term[1]);
  if (!good || term[0].length !== 3 || term[1].length !== 3) return undefined;
  const fields: number[] = [...term[0], ...term[1]];
  if (!fields.every(Number.isSafeInteger)) return undefined;
  const [year, month, day, hour, minute, second] = fields;
  if (month < 1 || month > 12 || day < 1 || day > new Date(Date.UTC(year, month, 0)).getUTCDate())
    return undefined;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return undefined;
  return fields;
}

function utcMs(term: Term): number {
  const [year, month, day, hour, minute, second] = fieldsOf(term);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function localtime_to_universaltime(local: Term, ...isDst: Term[]): Term {
  const [year, month, day, hour, minute, second] = fieldsOf(local);
  if (isDst.length > 0 && isDst[0] !== undefined && typeof isDst[0] !== "boolean") throw badarg(isDst);
  return dateTime(new Date(year, month - 1, day, hour, minute, second), true);
}

/**
 * Date and time in UTC of seconds since 1970. Mirrors posixtime_to_universaltime/1.
 *
 * ```eshell
 * 1> erlang:posixtime_to_universaltime(0).
 * {{1970,1,1},{0,0,0}}
 * ```
 */
function posixtime_to_universaltime(seconds: Term): Term {
  if (!isInteger(seconds)) throw badarg(seconds);
  return dateTime(new Date(Number(seconds) * 1000), true);
}

/** A moment as `{{Y,M,D},{H,Mi,S}}` in local time. */
export function localDateTime(ms: number): Term {
  return dateTime(new Date(ms), false);
}

function present(): Date {
  return new Date(runningSystem().host.systemMs());
}

const timedOut = (ref: Ref, message: Term): Term => tuple3(TIMEOUT, ref, message);

export const times = {
  /**
   * Time that never goes back, in native units (nanoseconds) or the unit. Mirrors monotonic_time/0,1.
   *
   * ```eshell
   * 1> erlang:monotonic_time() =< erlang:monotonic_time().
   * true
   * ```
   */
  monotonic_time: [clock(monotonicNanoseconds), 0, 1] as const,
  /**
   * Time since 1970, in native units (nanoseconds) or the unit. Mirrors system_time/0,1.
   *
   * ```eshell
   * 1> is_integer(erlang:system_time(millisecond)).
   * true
   * ```
   */
  system_time: [clock(systemNanoseconds), 0, 1] as const,
  /**
   * What to add to monotonic time to get system time. Mirrors time_offset/0,1.
   *
   * ```eshell
   * 1> is_integer(erlang:time_offset()).
   * true
   * ```
   */
  time_offset: [clock(() => systemNanoseconds() - monotonicNanoseconds()), 0, 1] as const,
  convert_time_unit,
  /**
   * System time as `{MegaSeconds, Seconds, MicroSeconds}`. Mirrors timestamp/0.
   *
   * ```eshell
   * 1> tuple_size(erlang:timestamp()).
   * 3
   * ```
   */
  timestamp: (): Term => timestampOf(Math.floor(runningSystem().host.systemMs() * 1000)),
  now,
  unique_integer: [unique_integer, 0, 1] as const,
  make_ref: (): Ref => runningSystem().makeRef(),
  /**
   * The local date. Mirrors date/0.
   *
   * ```eshell
   * 1> tuple_size(date()).
   * 3
   * ```
   */
  date: (): Term => dateTime(present(), false)[0],
  /**
   * The local time. Mirrors time/0.
   *
   * ```eshell
   * 1> tuple_size(time()).
   * 3
   * ```
   */
  time: (): Term => dateTime(present(), false)[1],
  /**
   * The local date and time. Mirrors localtime/0.
   *
   * ```eshell
   * 1> {{_, _, _}, {_, _, _}} = erlang:localtime(), ok.
   * ok
   * ```
   */
  localtime: (): Term => dateTime(present(), false),
  /**
   * Date and time in UTC. Mirrors universaltime/0.
   *
   * ```eshell
   * 1> {{_, _, _}, {_, _, _}} = erlang:universaltime(), ok.
   * ok
   * ```
   */
  universaltime: (): Term => dateTime(present(), true),
  localtime_to_universaltime: [localtime_to_universaltime, 1, 2] as const,
  universaltime_to_localtime: (universal: Term): Term => dateTime(new Date(utcMs(universal)), false),
  /**
   * Seconds since 1970 of a date and time in UTC. Mirrors universaltime_to_posixtime/1.
   *
   * ```eshell
   * 1> erlang:universaltime_to_posixtime({{1970,1,2},{0,0,0}}).
   * 86400
   * ```
   */
  universaltime_to_posixtime: (universal: Term): number => utcMs(universal) / 1000,
  posixtime_to_universaltime,
  /**
   * Sends a message after so many milliseconds; a process that has ended by then gets none. Mirrors send_after/3,4.
   *
   * ```eshell
   * 1> erlang:send_after(10, self(), hello), receive M -> M end.
   * hello
   * ```
   */
  send_after: [
    (...args: Term[]): Ref => startTimer("send_after", args, (_, message) => message),
    3,
    4,
  ] as const,
  /**
   * Sends `{timeout, Ref, Message}` after so many milliseconds. Mirrors start_timer/3,4.
   *
   * ```eshell
   * 1> R = erlang:start_timer(10, self(), hello), receive {timeout, R, M} -> M end.
   * hello
   * ```
   */
  start_timer: [(...args: Term[]): Ref => startTimer("start_timer", args, timedOut), 3, 4] as const,
  cancel_timer: [cancel_timer, 1, 2] as const,
  read_timer: [read_timer, 1, 2] as const,
};
