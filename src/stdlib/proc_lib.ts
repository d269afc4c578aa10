// proc_lib — OTP's module proc_lib: processes that know their ancestors, tell a starter that they are ready, and whose
// crashes are reported.
//
// Differs from OTP: there is one node, so that a node is accepted as a first argument and `nonode@nohost` is the only one.
import { applyMfa, callFun0 } from "../process/apply.ts";
import { NODE } from "../process/exit.ts";
import { complete, exceptionOf, exitReason } from "../process/failure.ts";
import { Frame, type FunctionInfo, proc } from "../process/frame.ts";
import type { Process } from "../process/process.ts";
import { receiveFrame, TIMEOUT } from "../process/receive.ts";
import { demonitor, exit, self, send, unlink } from "../process/signals.ts";
import { type SpawnOptions, spawnMonitored, spawnProcess } from "../process/spawn.ts";
import { isAtom } from "../terms/atom.ts";
import { badarg, Exception } from "../terms/exception.ts";
import { isFun } from "../terms/fun.ts";
import { Cons, fromArray, isList, toArray } from "../terms/list.ts";
import { equalExact } from "../terms/order.ts";
import { Pid, type Ref } from "../terms/pid.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2, tuple3 } from "../terms/tuple.ts";
import { badargBecause } from "./argument-error.ts";
import {
  ANCESTORS,
  ancestorsOf,
  format,
  INITIAL_CALL,
  initialCallOf,
  PROCESS_LABEL,
  report_cb,
  reportCrash,
  withDummies,
} from "./crash-reports.ts";
import { codeBifs } from "./erlang-code.ts";
import { dictionaryValue, parseSpawnOptions, processes } from "./erlang-process.ts";
import { flushDown } from "./erlang-signals.ts";
import { OtpSource } from "./otp-source.ts";
import { stop, timeoutOf } from "./proc_lib-stop.ts";
import { runningSystem } from "./system-state.ts";
import { otpModule } from "./table.ts";

const SOURCE = new OtpSource("proc_lib");
const sym = (name: string): symbol => Symbol.for(name);
const PROC_LIB = sym("proc_lib");
const ERROR = sym("error");
const OK = sym("ok");
const DOWN = sym("DOWN");
const EXIT = sym("EXIT");
const ACK = sym("ack");
const NACK = sym("nack");
const INFINITY = sym("infinity");
const MONITOR = sym("monitor");
const LINK = sym("link");

const RUN_FUN = SOURCE.caller("init_p", 3, 317);
const RUN_MFA = SOURCE.caller("init_p_do_apply", 3, 333);
const WOKEN = SOURCE.caller("wake_up", 3, 344);

/** What a process is started with: a fun, or a function and its arguments. */
interface Start {
  readonly call: () => Term;
  /** `{M,F,A}`, as it is told of the process. */
  readonly initialCall: Term;
  readonly info: FunctionInfo;
  readonly what: readonly Term[];
}

/** How a process ends whose crash is reported: a function that called hibernate/3 does not tell it again. */
class ReportedExit extends Exception {
  constructor(exception: Exception) {
    super("exit", exitReason(exception), exception.items);
    this.complete = true;
  }
}

/** A frame whose end is reported if it is no good one: the process then exits with that reason. */
function watched(call: () => Term, info: FunctionInfo): Frame {
  return new Frame(watching(call), info);
}

function* watching(call: () => Term): Generator<unknown, Term, any> {
  try {
    const value = call();
    return value instanceof Frame ? yield value : value;
  } catch (thrown) {
    if (thrown instanceof ReportedExit) throw thrown;
    const exception = complete(exceptionOf(thrown));
    const told = reportCrash(self(), exception);
    if (told instanceof Frame) yield told;
    throw new ReportedExit(exception);
  }
}

const funInfo = (fun: Term, key: string): Term =>
  (codeBifs.fun_info[0] as (...args: Term[]) => Term)(fun, sym(key))[1];

function startOf(name: string, line: number, args: readonly Term[], what: readonly Term[]): Start {
  if (what.length === 1) {
    const [fun] = what;
    if (!isFun(fun)) throw SOURCE.noClause(name, args, line);
    const initialCall = tuple3(funInfo(fun, "module"), funInfo(fun, "name"), funInfo(fun, "arity"));
    return { call: () => callFun0(fun), initialCall, info: RUN_FUN, what };
  }
  const [module, fn, list] = what;
  if (!isAtom(module) || !isAtom(fn) || !isList(list)) throw SOURCE.noClause(name, args, line);
  const given = toArray(list) ?? [];
  return {
    call: () => applyMfa(module, fn, given),
    initialCall: translated(module, fn, given),
    info: RUN_MFA,
    what,
  };
}

/** What a behaviour of OTP's is started for, rather than the behaviour. */
function translated(module: Term, name: Term, args: readonly Term[]): Term {
  if (module === sym("gen") && name === sym("init_it")) {
    if (args[0] === sym("gen_event")) return tuple3(args[0], name, 6);
    const callback = args.length === 6 ? args[3] : args.length > 4 ? args[4] : undefined;
    if (isAtom(callback) && callback !== undefined) return tuple3(callback, sym("init"), 1);
  }
  return tuple3(module, name, args.length);
}

/** The arguments of init_p, with which OTP starts the process. */
function starting(start: Start): Term[] {
  const parent = self();
  return [parent.registeredName ?? parent, ancestorsOf(parent), ...start.what];
}

function spawnStart(start: Start, options: SpawnOptions): Process | readonly [Process, Ref] {
  const initialCall = { module: PROC_LIB, name: sym("init_p"), arity: start.what.length + 2 };
  const all = { ...options, initialCall };
  const run = () => watched(start.call, start.info);
  const made =
    options.monitor === undefined
      ? spawnProcess(runningSystem(), run, all)
      : spawnMonitored(runningSystem(), run, all);
  const [parent, ancestors] = starting(start);
  (made instanceof Pid ? made : made[0]).dictionary = new Map([
    [INITIAL_CALL, [INITIAL_CALL, start.initialCall]],
    [ANCESTORS, [ANCESTORS, new Cons(parent, ancestors)]],
  ]);
  return made;
}

/** The lines of the clauses of a function that starts processes, by arity. */
type Lines = Readonly<Record<number, number>>;

function startFor(name: string, lines: Lines, args: readonly Term[], what: readonly Term[]): Start {
  const line = lines[args.length];
  if (what.length % 2 === 1) return startOf(name, line, args, what);
  const [node, ...rest] = what;
  const start = startOf(name, line, args, rest);
  if (!isAtom(node)) throw badarg(node);
  return node === NODE ? start : { ...start, call: offNode };
}

function offNode(): never {
  throw new Exception("exit", sym("noconnection"));
}

const spawning =
  (name: string, lines: Lines, options: SpawnOptions) =>
  (...args: Term[]): Term =>
    spawnStart(startFor(name, lines, args, args), options);

const SPAWN_OPT: Lines = { 2: 243, 3: 254, 4: 266, 5: 283 };
const SPAWN_OPT_BIF: Lines = { 2: 246, 3: 257, 4: 269, 5: 286 };

/** The options, and how spawn_opt is refused for a wrong one, called from a line. */
function optionsOf(start: Start, given: Term, line: number, caller: string, arity: number): SpawnOptions {
  const bif = [PROC_LIB, sym("init_p"), fromArray(starting(start)), given];
  const refuse = () => {
    const error = badargBecause("badopt", "spawn_opt", bif);
    error.items.push(SOURCE.item(caller, arity, line));
    return error;
  };
  const list = toArray(given);
  if (list === undefined) throw refuse();
  return parseSpawnOptions(list, refuse);
}

/**
 * Starts a process with options, as erlang:spawn_opt does. Mirrors proc_lib:spawn_opt/2,3,4,5.
 *
 * ```eshell
 * 1> {P, R} = proc_lib:spawn_opt(fun() -> ok end, [monitor]), receive {'DOWN', R, process, P, Reason} -> Reason end.
 * normal
 * ```
 */
function spawn_opt(...args: Term[]): Term {
  const start = startFor("spawn_opt", SPAWN_OPT, args, args.slice(0, -1));
  const options = optionsOf(start, args.at(-1), SPAWN_OPT_BIF[args.length], "spawn_opt", args.length);
  const made = spawnStart(start, options);
  return made instanceof Pid ? made : tuple2(made[0], made[1]);
}

const SYNC = SOURCE.info("sync_start", 2, 438);

/** What the new process answers: by init_ack, by init_fail, or with its end. The link is gone unless it is good. */
function* answer(
  pid: Process,
  ref: Ref,
  timeoutMs: number,
): Generator<unknown, { ok: boolean; value: Term; down?: Term }, Term> {
  const isEnd = (message: Term) => message.length === 5 && message[0] === DOWN && message[1] === ref;
  const isAnswer = (message: Term) =>
    message.length === 3 && (message[0] === ACK || message[0] === NACK) && message[1] === pid;
  const message = yield receiveFrame((m) => isTuple(m) && (isAnswer(m) || isEnd(m)), timeoutMs);
  if (message !== TIMEOUT && message[0] === ACK) return { ok: true, value: message[2] };
  unlink(self(), pid);
  if (message === TIMEOUT) exit(self(), pid, sym("kill"));
  const isExit = (m: Term) => isTuple(m) && m.length === 3 && m[0] === EXIT && m[1] === pid;
  yield receiveFrame(isExit, 0);
  if (message !== TIMEOUT && message[0] === DOWN)
    return { ok: false, value: tuple2(ERROR, message[4]), down: message };
  const down = yield receiveFrame((m) => isTuple(m) && isEnd(m));
  return { ok: false, value: message === TIMEOUT ? tuple2(ERROR, sym("timeout")) : message[2], down };
}

const syncStart = proc(function* sync_start(
  pid: Process,
  ref: Ref,
  timeout: Term,
): Generator<unknown, Term, any> {
  const { ok, value } = yield* answer(pid, ref, timeoutOf(timeout));
  if (ok && !demonitor(self(), ref)) flushDown(self(), ref);
  return value;
}, SYNC);

const syncStartMonitor = proc(
  function* sync_start_monitor(pid: Process, ref: Ref, timeout: Term): Generator<unknown, Term, any> {
    const { value, down } = yield* answer(pid, ref, timeoutOf(timeout));
    if (down !== undefined) send(self(), down);
    return tuple2(value, ref);
  },
  SOURCE.info("sync_start_monitor", 2, 582),
);

/** A function that starts a process and waits until it says that it is ready. */
const startingSync =
  (name: string, lines: Lines, linked: boolean, wait: (pid: Process, ref: Ref, timeout: Term) => Term) =>
  (...args: Term[]): Term => {
    const start = startOf(name, lines[args.length], args, args.slice(0, 3));
    const [, , , timeout = INFINITY, given = fromArray([])] = args;
    const list = toArray(given) ?? [];
    if (list.some((option) => option === MONITOR || (isTuple(option) && option[0] === MONITOR)))
      throw badarg(given);
    const all = new Cons(MONITOR, linked ? new Cons(LINK, given) : given);
    const options = optionsOf(start, all, SPAWN_OPT_BIF[4], "spawn_opt", 4);
    const made = spawnStart(start, options) as readonly [Process, Ref];
    return wait(made[0], made[1], timeout);
  };

function parentOf(line: number, name: string, arity: number): Term {
  const ancestors = dictionaryValue(self(), ANCESTORS);
  const [parent] = toArray(ancestors) ?? [];
  if (parent === undefined) throw SOURCE.error(tuple2(sym("badmatch"), ancestors), name, arity, line);
  return parent;
}

/** Sends to a pid or a name; badarg for a name that nobody has. */
function tell(parent: Term, message: Term, name: string, arity: number, line: number): void {
  SOURCE.within("!", [parent, message], [SOURCE.item(name, arity, line)], () => {
    if (parent instanceof Pid) send(parent, message);
    else {
      const named = isAtom(parent) ? runningSystem().names.get(parent as symbol) : undefined;
      if (named === undefined) throw badarg(parent);
      send(named, message);
    }
  });
}

/**
 * Tells who has started this process by start or start_link that it is ready, and what that returns. Mirrors proc_lib:init_ack/1,2.
 *
 * ```eshell
 * 1> proc_lib:start(proc_lib, init_ack, [{ok,ready}]).
 * {ok,ready}
 * ```
 */
function init_ack(...args: Term[]): Term {
  const parent = args.length === 2 ? args[0] : parentOf(687, "init_ack", 1);
  tell(parent, tuple3(ACK, self(), args.at(-1)), "init_ack", 2, 676);
  return OK;
}

/**
 * Tells it that this process is not ready, and what start returns, and raises `{Class,Reason}`. Mirrors proc_lib:init_fail/2,3.
 *
 * ```eshell
 * 1> proc_lib:start(proc_lib, init_fail, [{error,nothing_there},{exit,normal}]).
 * {error,nothing_there}
 * ```
 */
function init_fail(...args: Term[]): never {
  const [parent, result, exception] = args.length === 3 ? args : [parentOf(757, "init_fail", 2), ...args];
  tell(parent, tuple3(NACK, self(), result), "init_fail", 3, 736);
  const [kind, reason] = isTuple(exception) ? exception : [];
  const name = isAtom(kind) && typeof kind === "symbol" ? (Symbol.keyFor(kind) ?? "") : "";
  const isClass = name === "error" || name === "exit" || name === "throw";
  if (!isClass || (exception.length !== 2 && exception.length !== 3))
    throw SOURCE.error(tuple2(sym("case_clause"), exception), "init_fail", 3, 737);
  throw new Exception(name, reason, [
    SOURCE.item("init_fail", 3, { error: 739, exit: 741, throw: 743 }[name]),
  ]);
}

/** `$initial_call` of a process, of `{X,Y,Z}`, or among what process_info tells. */
function rawInitialCall(of: Term, name: string): readonly [Term, Term, Term] | undefined {
  if (isTuple(of) && of.length === 3) return rawInitialCall(new Pid(of[1], of[2]), name);
  if (of instanceof Pid) {
    const process = runningSystem().table.find(of);
    return process && initialCallOf(dictionaryValue(process, INITIAL_CALL));
  }
  const list = isList(of) ? toArray(of) : undefined;
  if (list === undefined)
    throw SOURCE.noClause(
      "raw_initial_call",
      [of],
      898,
      SOURCE.item(name, 1, name === "initial_call" ? 793 : 845),
    );
  const isOwn = (key: Term) => isTuple(key) && equalExact(key, tuple2(sym("dictionary"), INITIAL_CALL));
  const pair = list.find((entry) => isTuple(entry) && isOwn(entry[0]));
  if (pair !== undefined) return initialCallOf(pair[1]);
  const dictionary = list.find((entry) => isTuple(entry) && entry[0] === sym("dictionary"))?.[1];
  const entry = toArray(dictionary)?.find((known) => isTuple(known) && known[0] === INITIAL_CALL);
  return entry && initialCallOf(entry[1]);
}

function hibernate(module: Term, name: Term, args: Term): Term {
  if (!isAtom(module) || !isAtom(name) || !isList(args))
    throw SOURCE.noClause("hibernate", [module, name, args], 306);
  return asleep(module, name, args);
}

const asleep = proc(
  function* hibernate(module: Term, name: Term, args: Term): Generator<unknown, Term, any> {
    yield (processes.hibernate[0] as () => Term)();
    return watched(() => applyMfa(module, name, toArray(args) ?? []), WOKEN);
  },
  { module: PROC_LIB, items: () => [] },
);

/** Module proc_lib. Processes that start in step with who starts them, and whose crashes are reported. */
export const proc_lib = otpModule("proc_lib", {
  /**
   * Starts a process that knows its ancestors; a crash of it is reported. Mirrors proc_lib:spawn/1,2,3,4.
   *
   * ```eshell
   * 1> P = proc_lib:spawn(fun() -> receive stop -> ok end end), proc_lib:translate_initial_call(P).
   * {erl_eval,'-expr/6-fun-7-',0}
   * ```
   */
  spawn: [spawning("spawn", { 1: 151, 2: 192, 3: 162, 4: 207 }, {}), 1, 2, 3, 4] as const,
  /** The same, linked to it. Mirrors proc_lib:spawn_link/1,2,3,4. */
  spawn_link: [
    spawning("spawn_link", { 1: 171, 2: 217, 3: 182, 4: 233 }, { link: true }),
    1,
    2,
    3,
    4,
  ] as const,
  spawn_opt: [spawn_opt, 2, 3, 4, 5] as const,
  /**
   * Starts a process and waits until it calls init_ack, for a time at most; options are those of spawn_opt. Mirrors proc_lib:start/3,4,5.
   *
   * ```eshell
   * 1> proc_lib:start(timer, sleep, [1000], 10).
   * {error,timeout}
   * ```
   */
  start: [startingSync("start", { 3: 378, 4: 389, 5: 434 }, false, syncStart), 3, 4, 5] as const,
  /** The same, linked to it. Mirrors proc_lib:start_link/3,4,5. */
  start_link: [startingSync("start_link", { 3: 464, 4: 475, 5: 511 }, true, syncStart), 3, 4, 5] as const,
  /** The same, with a monitor: `{Result,Ref}`. Mirrors proc_lib:start_monitor/3,4,5. */
  start_monitor: [
    startingSync("start_monitor", { 3: 526, 4: 539, 5: 575 }, false, syncStartMonitor),
    3,
    4,
    5,
  ] as const,
  init_ack: [init_ack, 1, 2] as const,
  init_fail: [init_fail, 2, 3] as const,
  /** Waits for a message with an empty stack, and then calls a function; a crash of it is reported. Mirrors proc_lib:hibernate/3. */
  hibernate,
  /**
   * `{M,F,Args}` with which a process was started, or `false`. Mirrors proc_lib:initial_call/1.
   *
   * ```eshell
   * 1> proc_lib:initial_call([{dictionary,[{'$initial_call',{m,init,1}}]}]).
   * {m,init,['Argument__1']}
   * ```
   */
  initial_call: (of: Term): Term => {
    const call = rawInitialCall(of, "initial_call");
    return call === undefined ? false : withDummies(call);
  },
  /**
   * `{M,F,Arity}` with which a process was started. Mirrors proc_lib:translate_initial_call/1.
   *
   * ```eshell
   * 1> proc_lib:translate_initial_call([]).
   * {proc_lib,init_p,5}
   * ```
   */
  translate_initial_call: (of: Term): Term => {
    const call = rawInitialCall(of, "translate_initial_call");
    return call === undefined ? tuple3(PROC_LIB, sym("init_p"), 5) : tuple3(...call);
  },
  /**
   * A name for this process that reports tell. Mirrors proc_lib:set_label/1.
   *
   * ```eshell
   * 1> proc_lib:set_label({worker,1}), proc_lib:get_label(self()).
   * {worker,1}
   * ```
   */
  set_label: (label: Term): Term => {
    processes.put(PROCESS_LABEL, label);
    return OK;
  },
  /** The name that a process has given itself so. Mirrors proc_lib:get_label/1. */
  get_label: (pid: Term): Term => {
    const process = pid instanceof Pid ? runningSystem().table.find(pid) : undefined;
    return process && dictionaryValue(process, PROCESS_LABEL);
  },
  stop: [stop, 1, 3] as const,
  format: [format, 1, 2] as const,
  report_cb,
});
