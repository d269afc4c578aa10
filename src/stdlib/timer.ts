// timer — sleeping, calls and messages later and again, and how long a call takes.
//
// Differs from OTP: there is no timer server; each timer that repeats is a process of its own.

import { applyMfa, callFun } from "../process/apply.ts";
import { Frame, proc } from "../process/frame.ts";
import { receiveFrame } from "../process/receive.ts";
import { running } from "../process/running.ts";
import * as signals from "../process/signals.ts";
import { spawnProcess } from "../process/spawn.ts";
import type { Timer } from "../process/timers.ts";
import { add, multiply, subtract } from "../terms/arithmetic.ts";
import { isAtom } from "../terms/atom.ts";
import { badarg, Exception } from "../terms/exception.ts";
import { integer } from "../terms/float.ts";
import { fromArray, isList, NIL, toArray } from "../terms/list.ts";
import { Pid, Ref } from "../terms/pid.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2 } from "../terms/tuple.ts";
import { erlang } from "./erlang.ts";
import { isFunOf } from "./fun-arity.ts";
import { OtpSource } from "./otp-source.ts";
import { runningSystem } from "./system-state.ts";
import { otpModule } from "./table.ts";
import { nanosecondsIn } from "./time-units.ts";

const TIMER = Symbol.for("timer");
const SOURCE = new OtpSource("timer");
const OK = Symbol.for("ok");
const INFINITY = Symbol.for("infinity");
const ERLANG = Symbol.for("erlang");
const INSTANT = Symbol.for("instant");
const ONCE = Symbol.for("once");
const INTERVAL = Symbol.for("interval");
const SEND_LOCAL = Symbol.for("send_local");
const CANCEL = Symbol.for("cancel");
const KILL = Symbol.for("kill");
const NATIVE = Symbol.for("native");
const MICROSECOND = Symbol.for("microsecond");
const BADARG = tuple2(Symbol.for("error"), Symbol.for("badarg"));
const TIMEOUT_VALUE = Symbol.for("timeout_value");
const MAX_TIMEOUT = 4294967295;

/** The reference of a timer that applies something once, or again and again. */
class ApplyRef extends Ref {
  timer: Timer | null = null;
  process: Pid | null = null;
}

/**
 * Suspends the running process for so many milliseconds. Mirrors timer:sleep/1.
 *
 * ```eshell
 * 1> timer:sleep(10).
 * ok
 * ```
 */
function sleep(time: Term): Term {
  if (time === INFINITY) return sleeping(Number.POSITIVE_INFINITY);
  if (!Number.isSafeInteger(time) || time < 0) {
    throw SOURCE.error(TIMEOUT_VALUE, "sleep", 1, 552);
  }
  return sleeping(time);
}

const sleeping = proc(
  function* sleep(ms: number): Generator<unknown, symbol, Term> {
    for (let left = ms; left > MAX_TIMEOUT && left !== Number.POSITIVE_INFINITY; left -= MAX_TIMEOUT) {
      yield receiveFrame(() => false, MAX_TIMEOUT);
    }
    yield receiveFrame(() => false, ms === Number.POSITIVE_INFINITY ? ms : ms % (MAX_TIMEOUT + 1));
    return OK;
  },
  SOURCE.info("sleep", 1, 552),
);

interface Call {
  readonly module: Term;
  readonly name: Term;
  readonly args: readonly Term[];
}

/** What the apply functions are to call: `Fun`, `Fun, Args` or `M, F, A`; undefined if it is none of them. */
function callOf(what: readonly Term[]): Call | undefined {
  if (what.length === 3) {
    const [module, name, list] = what;
    const args = toArray(list);
    return isAtom(module) && isAtom(name) && args !== undefined ? { module, name, args } : undefined;
  }
  const [fun, list = NIL] = what;
  const args = toArray(list);
  if (args === undefined || !isFunOf(fun, args.length)) return undefined;
  return { module: ERLANG, name: Symbol.for("apply"), args: [fun, fromArray(args)] };
}

function isTime(time: Term): time is number {
  return Number.isSafeInteger(time) && time >= 0;
}

/** Does it in a process of its own; sending and exit signals, which cannot fail to end, at once. */
function run(call: Call): Pid | undefined {
  const { module, name, args } = call;
  if (module === TIMER && name === Symbol.for("send")) {
    deliver(args[0], args[1]);
    return undefined;
  }
  const initialCall = { module: module as symbol, name: name as symbol, arity: args.length };
  return spawnProcess(runningSystem(), () => applyMfa(module, name, args), { initialCall });
}

/** A message to whom it may still concern: a name that nobody has any more loses it. */
function deliver(to: Term, message: Term): void {
  if (isAtom(to) && !runningSystem().names.has(to as symbol)) return;
  signals.sendFromErlang(to, message);
}

function applyOnce(time: number, call: Call): Term {
  const system = runningSystem();
  if (time === 0) {
    run(call);
    return tuple2(OK, tuple2(INSTANT, system.makeRef()));
  }
  const ref = new ApplyRef(system.makeRef().id);
  ref.timer = system.timers.start(time, () => {
    ref.timer = null;
    run(call);
  });
  return tuple2(OK, tuple2(ONCE, ref));
}

const later = (...args: Term[]): Term => {
  const [time, ...what] = args;
  const call = callOf(what);
  return isTime(time) && call !== undefined ? applyOnce(time, call) : BADARG;
};

const sendCall = (to: Term, message: Term): Call => ({
  module: TIMER,
  name: Symbol.for("send"),
  args: [to, message],
});
const exitCall = (to: Term, reason: Term): Call => ({
  module: ERLANG,
  name: Symbol.for("exit"),
  args: [to, reason],
});

function isDestination(to: Term): boolean {
  return (
    to instanceof Pid || isAtom(to) || (isTuple(to) && to.length === 2 && isAtom(to[0]) && isAtom(to[1]))
  );
}

/**
 * Sends a message after so many milliseconds. Mirrors timer:send_after/2,3.
 *
 * ```eshell
 * 1> {ok, _} = timer:send_after(10, hello), receive M -> M end.
 * hello
 * ```
 */
function send_after(time: Term, ...rest: Term[]): Term {
  const [to, message] = rest.length === 1 ? [signals.self(), rest[0]] : rest;
  if (!isTime(time) || !isDestination(to)) return BADARG;
  if (time === 0 || !(to instanceof Pid)) return applyOnce(time, sendCall(to, message));
  const start = erlang.functions.send_after[0];
  return tuple2(OK, tuple2(SEND_LOCAL, start(time, to, message)));
}

/**
 * Sends an exit signal after so many milliseconds. Mirrors timer:exit_after/2,3.
 *
 * ```eshell
 * 1> {P, R} = spawn_monitor(fun() -> timer:sleep(infinity) end), timer:exit_after(10, P, bye), receive {'DOWN', R, process, P, Reason} -> Reason end.
 * bye
 * ```
 */
function exit_after(time: Term, ...rest: Term[]): Term {
  const [to, reason] = rest.length === 1 ? [signals.self(), rest[0]] : rest;
  return isTime(time) ? applyOnce(time, exitCall(to, reason)) : BADARG;
}

/** A process that does it each `time` ms, until it is cancelled or `owner` ends. */
const repeater = proc(
  function* interval_loop(
    time: number,
    owner: Term,
    call: Call,
    waits: boolean,
    tag: Ref,
  ): Generator<unknown, void, Term> {
    const me = signals.self();
    const ownerRef = signals.monitor(me, owner);
    const { host } = runningSystem();
    const over = (message: Term) => isTuple(message) && (message[1] === tag || message[1] === ownerRef);
    for (let next = host.monotonicMs() + time; ; next += time) {
      const message = yield receiveFrame(over, Math.max(0, next - host.monotonicMs()));
      if (isTuple(message)) return;
      const pid = run(call);
      if (!waits || pid === undefined) continue;
      const doneRef = signals.monitor(me, pid);
      const ended = yield receiveFrame((m) => over(m) || (isTuple(m) && m[1] === doneRef));
      if (ended[1] !== doneRef) return;
    }
  },
  { module: TIMER },
);

function repeat(time: Term, owner: Term, call: Call | undefined, waits: boolean): Term {
  if (!isTime(time) || call === undefined || !isDestination(owner)) return BADARG;
  const system = runningSystem();
  const ref = new ApplyRef(system.makeRef().id);
  const target = isTuple(owner) ? owner[0] : owner;
  const start = () => repeater(time, target, call, waits, ref);
  ref.process = startRepeater(start);
  return tuple2(OK, tuple2(INTERVAL, ref));
}

function startRepeater(start: () => Term): Pid {
  return spawnProcess(runningSystem(), start, {
    initialCall: { module: TIMER, name: Symbol.for("interval_loop"), arity: 5 },
  });
}

const again =
  (waits: boolean) =>
  (...args: Term[]): Term => {
    const [time, ...what] = args;
    return repeat(time, signals.self(), callOf(what), waits);
  };

/**
 * Sends a message every so many milliseconds, until `cancel/1` or the end of the process. Mirrors timer:send_interval/2,3.
 *
 * ```eshell
 * 1> {ok, T} = timer:send_interval(10, tick), receive tick -> timer:cancel(T) end.
 * {ok,cancel}
 * ```
 */
function send_interval(time: Term, ...rest: Term[]): Term {
  const [to, message] = rest.length === 1 ? [signals.self(), rest[0]] : rest;
  return repeat(time, to, sendCall(to, message), false);
}

/**
 * Stops a timer of this module. Mirrors timer:cancel/1.
 *
 * ```eshell
 * 1> {ok, T} = timer:send_after(1000, hello), timer:cancel(T).
 * {ok,cancel}
 * ```
 */
function cancel(ref: Term): Term {
  if (!isTuple(ref) || ref.length !== 2 || !(ref[1] instanceof Ref)) return BADARG;
  const [kind, timer] = ref;
  if (kind === SEND_LOCAL) erlang.functions.cancel_timer[0](timer);
  else if (kind !== INSTANT && kind !== ONCE && kind !== INTERVAL) return BADARG;
  if (timer instanceof ApplyRef) {
    if (timer.timer !== null) runningSystem().timers.cancel(timer.timer);
    if (timer.process !== null) signals.send(timer.process, tuple2(CANCEL, timer));
  }
  return tuple2(OK, CANCEL);
}

function nowNanoseconds(): bigint {
  return BigInt(Math.floor(runningSystem().host.monotonicMs() * 1e6));
}

/** `erlang:apply(…)` of something that is no list of arguments. */
function applied(what: readonly Term[], call: (args: readonly Term[]) => Term): Term {
  const args = toArray(what[what.length - 1]);
  if (args !== undefined) return call(args);
  return SOURCE.within("apply", what, [], () => {
    throw badarg(what);
  });
}

/**
 * How long a call takes, and what it returns; a time unit may be the last argument. Mirrors timer:tc/1,2,3,4.
 *
 * ```eshell
 * 1> {_, Value} = timer:tc(lists, sum, [[1,2,3]]), Value.
 * 6
 * ```
 */
function tc(...args: Term[]): Term {
  const [first, second, third] = args;
  const fun = (unit: Term) => timed[2](() => callFun(first, []), unit);
  const withArguments = (unit: Term) =>
    timed[3](() => applied([first, second], (given) => callFun(first, given)), unit);
  const named = (unit: Term) =>
    timed[4](() => applied([first, second, third], (given) => applyMfa(first, second, given)), unit);
  switch (args.length) {
    case 1:
      return fun(MICROSECOND);
    case 2:
      return isList(second) ? withArguments(MICROSECOND) : fun(second);
    case 3:
      return isList(third) ? named(MICROSECOND) : withArguments(third);
    default:
      return named(args[3]);
  }
}

/** Where a frame of tc is: in the call, converting the time, or at a call of what is no fun. */
const CONVERTING = 1;
const NO_CALL = 2;

/** Calls and takes the time, as tc of that arity does at that line of OTP's. */
const timing = (arity: number, line: number) => {
  const calling = SOURCE.item("tc", arity, line);
  const converting = SOURCE.item("tc", arity, line + 2);
  return proc(
    function* tc(call: () => Term, unit: Term): Generator<unknown, Term, Term> {
      const start = nowNanoseconds();
      running.at = 0;
      let value: Term;
      try {
        value = call();
      } catch (thrown) {
        if (thrown instanceof Exception && thrown.items.length === 0) running.at = NO_CALL;
        throw thrown;
      }
      if (value instanceof Frame) value = yield value;
      const time = nowNanoseconds() - start;
      running.at = CONVERTING;
      const converted = SOURCE.within("convert_time_unit", [integer(time), NATIVE, unit], [], () =>
        nanosecondsIn(time, unit),
      );
      return tuple2(converted, value);
    },
    SOURCE.frames("tc", arity, (at) =>
      at === CONVERTING ? [converting] : at === NO_CALL ? [calling, calling] : [calling],
    ),
  );
};
const timed = { 2: timing(2, 599), 3: timing(3, 633), 4: timing(4, 658) };

/** An operator of OTP's source, at a line of a function. */
function operate(
  operator: "+" | "-" | "*",
  left: Term,
  right: Term,
  ...at: readonly ReturnType<OtpSource["item"]>[]
): Term {
  return SOURCE.within(operator, [left, right], at, () => OPERATORS[operator](left, right));
}
const OPERATORS = { "+": add, "-": subtract, "*": multiply };

/**
 * The microseconds between two times of `os:timestamp/0`. Mirrors timer:now_diff/2.
 *
 * ```eshell
 * 1> timer:now_diff({0,2,0}, {0,1,500000}).
 * 500000
 * ```
 */
function now_diff(later: Term, earlier: Term): Term {
  if (!isTuple(later) || !isTuple(earlier) || later.length !== 3 || earlier.length !== 3) {
    throw SOURCE.noClause("now_diff", [later, earlier], 676);
  }
  const at = SOURCE.item("now_diff", 2, 677);
  const part = (i: number, more: Term) =>
    operate("-", i === 0 ? later[0] : operate("+", more, later[i], at), earlier[i], at);
  const seconds = part(1, operate("*", part(0, 0), 1_000_000, at));
  return part(2, operate("*", seconds, 1_000_000, at));
}

const milliseconds =
  (factor: number, name: string, line: number, ...callers: readonly ReturnType<OtpSource["item"]>[]) =>
  (count: Term): Term =>
    operate("*", count, factor, SOURCE.item(name, 1, line), ...callers);
/**
 * Seconds as milliseconds. Mirrors timer:seconds/1.
 *
 * ```eshell
 * 1> timer:seconds(2).
 * 2000
 * ```
 */
const seconds = milliseconds(1000, "seconds", 687);
/**
 * Minutes as milliseconds. Mirrors timer:minutes/1.
 *
 * ```eshell
 * 1> timer:minutes(2).
 * 120000
 * ```
 */
const minutes = milliseconds(60_000, "minutes", 694);
/**
 * Hours as milliseconds. Mirrors timer:hours/1.
 *
 * ```eshell
 * 1> timer:hours(2).
 * 7200000
 * ```
 */
const hours = milliseconds(3_600_000, "hours", 701);

/**
 * Hours, minutes and seconds as milliseconds. Mirrors timer:hms/3.
 *
 * ```eshell
 * 1> timer:hms(1, 1, 1).
 * 3661000
 * ```
 */
function hms(h: Term, m: Term, s: Term): Term {
  const at = SOURCE.item("hms", 3, 710);
  const inHours = milliseconds(3_600_000, "hours", 701, at)(h);
  const inMinutes = milliseconds(60_000, "minutes", 694, at)(m);
  return add(add(inHours, inMinutes), milliseconds(1000, "seconds", 687, at)(s));
}

/**
 * Module timer. Timers, and how long something takes. Times are milliseconds, but for `tc`, which gives
 * microseconds.
 */
export const timer = otpModule("timer", {
  sleep,
  tc: [tc, 1, 2, 3, 4] as const,
  send_after: [send_after, 2, 3] as const,
  /**
   * Calls a function after so many milliseconds. Mirrors timer:apply_after/2,3,4.
   *
   * ```eshell
   * 1> Me = self(), {ok, _} = timer:apply_after(10, fun() -> Me ! hello end), receive M -> M end.
   * hello
   * ```
   */
  apply_after: [later, 2, 3, 4] as const,
  /**
   * Calls a function every so many milliseconds, until `cancel/1` or the end of this process. Mirrors timer:apply_interval/2,3,4.
   *
   * ```eshell
   * 1> Me = self(), {ok, T} = timer:apply_interval(10, fun() -> Me ! tick end), receive tick -> timer:cancel(T) end.
   * {ok,cancel}
   * ```
   */
  apply_interval: [again(false), 2, 3, 4] as const,
  /**
   * Calls a function again and again, so many milliseconds after the last call began or when it has ended. Mirrors timer:apply_repeatedly/2,3,4.
   *
   * ```eshell
   * 1> Me = self(), {ok, T} = timer:apply_repeatedly(10, fun() -> Me ! tick end), receive tick -> timer:cancel(T) end.
   * {ok,cancel}
   * ```
   */
  apply_repeatedly: [again(true), 2, 3, 4] as const,
  send_interval: [send_interval, 2, 3] as const,
  exit_after: [exit_after, 2, 3] as const,
  /**
   * Kills a process after so many milliseconds. Mirrors timer:kill_after/1,2.
   *
   * ```eshell
   * 1> {P, R} = spawn_monitor(fun() -> timer:sleep(infinity) end), timer:kill_after(10, P), receive {'DOWN', R, process, P, Reason} -> Reason end.
   * killed
   * ```
   */
  kill_after: [
    (time: Term, ...to: Term[]): Term => exit_after(time, to.length === 0 ? signals.self() : to[0], KILL),
    1,
    2,
  ] as const,
  cancel,
  now_diff,
  seconds,
  minutes,
  hours,
  hms,
  /**
   * There is nothing to start. Mirrors timer:start/0.
   *
   * ```eshell
   * 1> timer:start().
   * ok
   * ```
   */
  start: (): symbol => OK,
});
