// c-info — commands that show the system: processes, registered names, modules, memory, uptime.
//
// Mirrors i/0, pi/1,3, regs/0, m/0,1, memory/0,1, uptime/0 of c.erl, column for column.
import { format } from "../format/format.ts";
import { write } from "../format/write.ts";
import { runningSystem } from "../stdlib/system-state.ts";
import type { Callable } from "../stdlib/table.ts";
import { isAtom } from "../terms/atom.ts";
import type { StackItem } from "../terms/exception.ts";
import { NIL, toArray } from "../terms/list.ts";
import { compare } from "../terms/order.ts";
import { Pid } from "../terms/pid.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, type Tuple } from "../terms/tuple.ts";
import { byArity, C, call, callIn, command, shownAs } from "./call.ts";
import { print, printf } from "./print.ts";

const OK = Symbol.for("ok");
const ITEMS = [
  "registered_name",
  "current_function",
  "initial_call",
  "message_queue_len",
  "heap_size",
  "stack_size",
  "reductions",
].map((name) => Symbol.for(name));

/** What the tables show of a process; undefined if it has ended. */
interface Info {
  readonly name: string;
  readonly current: string;
  readonly initial: string;
  readonly messages: number;
  readonly heap: number;
  readonly stack: number;
  readonly reductions: number;
}

function* infoOf(pid: Term): Generator<unknown, Info | undefined, any> {
  const list = toArray(yield* call("erlang", "process_info", pid, ITEMS)) as
    | readonly Tuple<any>[]
    | undefined;
  if (list === undefined) return undefined;
  const [name, current, initial, messages, heap, stack, reductions] = list.map((item) => item[1]);
  return {
    name: typeof name === "symbol" ? write(name) : "",
    current: mfaText(current),
    initial: mfaText(initial),
    messages,
    heap,
    stack,
    reductions,
  };
}

function mfaText(mfa: Term): string {
  if (!isTuple(mfa) || mfa.length !== 3) return write(mfa);
  const arity = typeof mfa[2] === "number" ? mfa[2] : (toArray(mfa[2])?.length ?? 0);
  return `${write(mfa[0])}:${write(mfa[1])}/${arity}`;
}

function row(...columns: Term[]): string {
  return format("~-21s ~-33s ~8s ~8s ~4s~n", columns);
}

function* showProcesses(): Generator<unknown, Term, any> {
  let text =
    row("Pid", "Initial Call", "Heap", "Reds", "Msgs") +
    row("Registered", "Current Function", "Stack", "", "");
  const total = { heap: 0, stack: 0, reductions: 0, messages: 0 };
  for (const process of [...runningSystem().processes()]) {
    const info = yield* infoOf(process);
    if (info === undefined) continue;
    const { heap, stack, reductions, messages } = info;
    text += row(write(process), info.initial, String(heap), String(reductions), String(messages));
    text += row(info.name, info.current, String(stack), "", "");
    total.heap += heap;
    total.stack += stack;
    total.reductions += reductions;
    total.messages += messages;
  }
  text += row("Total", "", String(total.heap), String(total.reductions), String(total.messages));
  yield* print(text + row("", "", String(total.stack), "", ""));
  return OK;
}

function* showRegistered(): Generator<unknown, Term, any> {
  const line = (...columns: Term[]) => format("~-21s ~-12s ~-25s ~12s ~4s~n", columns);
  let text = `\n** Registered procs on node nonode@nohost **\n${line("Name", "Pid", "Initial Call", "Reds", "Msgs")}`;
  const names = [...runningSystem().names].sort(([a], [b]) => compare(a, b));
  for (const [name, process] of names) {
    const info = yield* infoOf(process);
    if (info === undefined) continue;
    text += line(write(name), write(process), info.initial, String(info.reductions), String(info.messages));
  }
  text += "\n** Registered ports on node nonode@nohost **\n";
  yield* print(text + format("~-21s ~-15s ~-40s~n", ["Name", "Id", "Command"]));
  return OK;
}

function* showModules(): Generator<unknown, Term, any> {
  const loaded = toArray(yield* call("code", "all_loaded")) ?? [];
  let text = format("~-20s  ~ts\n", ["Module", "File"]);
  for (const [module, file] of [...loaded].sort(compare)) text += format("~-20s  ~ts\n", [module, file]);
  yield* print(text);
  return OK;
}

function* showModule(module: Term): Generator<unknown, Term, any> {
  // A module that is none is refused by apply/3; whatever is one is called directly.
  const info = toArray(
    isAtom(module)
      ? yield* callIn(module, "module_info")
      : yield* call("erlang", "apply", module, Symbol.for("module_info"), NIL),
  ) as readonly Tuple<any>[];
  const value = (list: readonly Tuple<any>[], key: string) =>
    list.find(([name]) => name === Symbol.for(key))?.[1];
  yield* printf("Module: ~w~n", module);
  const md5 = value(info, "md5");
  if (md5 instanceof Uint8Array) yield* print(`MD5: ${Buffer.from(md5).toString("hex")}\n`);
  const loaded = yield* call("code", "is_loaded", module);
  if (isTuple(loaded)) yield* printf("Object file: ~ts\n", loaded[1]);
  const compiled = toArray(value(info, "compile") ?? NIL) as readonly Tuple<any>[];
  yield* printf("Compiler options:  ~p~n", value(compiled, "options") ?? NIL);
  const exports = [...(toArray(value(info, "exports") ?? NIL) ?? [])] as Tuple<any>[];
  exports.sort(([a], [b]) => compare(a, b));
  yield* print(`Exports: \n${exportsText(exports.map(([name, arity]) => `${write(name)}/${arity}`))}`);
  return OK;
}

/** Up to 16 one to a line, more in two columns. */
function exportsText(names: readonly string[]): string {
  if (names.length <= 16) return names.map((name) => `         ${name}\n`).join("");
  const middle = Math.floor(names.length / 2);
  let text = "";
  for (let i = 0; i < names.length - middle; i++) {
    text += `${(i < middle ? names[i] : " ").padEnd(30).slice(0, 30)}${names[middle + i]}\n`;
  }
  return text;
}

function* showUptime(): Generator<unknown, Term, any> {
  const [elapsed] = (yield* call("erlang", "statistics", Symbol.for("wall_clock"))) as Tuple<
    [number, number]
  >;
  const seconds = Math.floor(elapsed / 1000);
  const [days, hours, minutes] = [
    Math.floor(seconds / 86400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
  ];
  let text = days > 0 ? `${days} days, ` : "";
  if (days + hours > 0) text += `${hours} hours, `;
  if (days + hours + minutes > 0) text += `${minutes} minutes and `;
  yield* print(`${text}${seconds % 60} seconds\n`);
  return OK;
}

const PID_3: readonly StackItem[] = [C.item("pid", 3, 674)];
const PI_3: readonly StackItem[] = [...PID_3, C.item("pi", 3, 610)];

function* pidOf(x: Term, y: Term, z: Term): Generator<unknown, Term, any> {
  const parts: string[] = [];
  for (const part of [x, y, z]) parts.push(yield* call("erlang", "integer_to_list", part));
  return yield* call("erlang", "list_to_pid", `<${parts.join(".")}>`);
}

function* processInfo(pid: Term): Generator<unknown, Term, any> {
  return yield* call("erlang", "process_info", pid);
}

/** Functions of module c by name; an array where there are several arities. */
export const infoCommands: Record<string, Callable | readonly [Callable, ...number[]]> = {
  i: [
    byArity(
      command("i", 0, showProcesses),
      shownAs(PI_3, function* pi(x, y, z) {
        return yield* processInfo(yield* pidOf(x, y, z));
      }),
    ),
    0,
    3,
  ],
  pi: [
    byArity(
      command("pi", 1, processInfo),
      shownAs(PI_3, function* pi(x, y, z) {
        return yield* processInfo(yield* pidOf(x, y, z));
      }),
    ),
    1,
    3,
  ],
  pid: command("pid", 3, function* pid(x: Term, y: Term, z: Term) {
    return yield* pidOf(x, y, z);
  }),
  regs: command("regs", 0, function* regs() {
    return yield* showRegistered();
  }),
  nregs: command("nregs", 0, function* nregs() {
    return yield* showRegistered();
  }),
  m: [
    command("m", 1, function* m(...module: Term[]) {
      return module.length === 0 ? yield* showModules() : yield* showModule(module[0]);
    }),
    0,
    1,
  ],
  memory: [
    // A tail call in OTP: an error is that of erlang:memory/1 alone.
    shownAs([], function* memory(...type: Term[]) {
      return yield* call("erlang", "memory", ...type);
    }),
    0,
    1,
  ],
  uptime: command("uptime", 0, function* uptime() {
    return yield* showUptime();
  }),
  bt: command("bt", 1, function* bt(pid: Term) {
    if (!(pid instanceof Pid)) return undefined;
    const info = yield* call("erlang", "process_info", pid, Symbol.for("current_stacktrace"));
    if (!isTuple(info)) return undefined;
    for (const item of toArray(info[1]) ?? []) yield* printf("~tp~n", item);
    return OK;
  }),
};
