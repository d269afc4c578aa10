// calls — calls of BIFs, of functions of modules, of local functions and of funs.
//
// A call gives a value or a Frame. In tail position either is returned, so that the frame takes the place of the one
// that returns it; elsewhere a Frame is yielded, and the value comes back.

import type { Builtin } from "../process/apply.ts";
import type { CallNode, Expr } from "../syntax/abstract-format.ts";
import * as A from "../syntax/abstract-format.ts";
import { isAutoImported } from "../syntax/auto-imported.ts";
import type { StackItem } from "../terms/exception.ts";
import { isQuick } from "./known-bifs.ts";
import { applyPlace } from "./places.ts";
import { recordCall } from "./records.ts";
import * as S from "./stack-lines.ts";
import type { Fn, SelfCall } from "./unit.ts";

/** Source of a call, and whether its result may be a Frame. */
interface Call {
  readonly code: string;
  readonly waits: boolean;
}

/** A call that is not in tail position: its value. */
export function callValue(fn: Fn, node: CallNode): string {
  const record = recordCall(fn, node);
  if (record !== undefined) return record;
  const self = selfCall(fn, node);
  if (self !== undefined) {
    const args = values(fn, node[3], [S.FUN_ARGS]);
    if (!self.waits) return fn.let(self.call(args));
    fn.emit(`${fn.place()};`);
    return awaited(fn, self.call(args));
  }
  const { code, waits } = call(fn, node, false);
  return !waits || fn.plain ? fn.let(code) : awaited(fn, code);
}

/** The value of a call: a Frame is yielded. */
function awaited(fn: Fn, code: string): string {
  const result = fn.variable(code);
  fn.emit(`if(${result} instanceof ${fn.rt("Frame")})${result}=yield ${result};`);
  return result;
}

/** A tail call. */
export function tailCall(fn: Fn, node: CallNode): void {
  const record = recordCall(fn, node);
  if (record !== undefined) {
    fn.emit(`return ${record};`);
    return;
  }
  const self = selfCall(fn, node);
  if (self !== undefined) {
    loop(fn, self, values(fn, node[3], [S.FUN_ARGS]));
    return;
  }
  fn.emit(`return ${call(fn, node, true).code};`);
}

/** A named fun that calls itself in tail position goes round in its own frame. */
function loop(fn: Fn, self: SelfCall, args: readonly string[]): void {
  fn.loops = true;
  // All are evaluated before the first parameter gets its new value.
  const next = args.length === 1 ? args : args.map((arg) => (/^-?\d+$/.test(arg) ? arg : fn.let(arg)));
  for (const [i, parameter] of self.parameters.entries()) {
    if (next[i] !== parameter) fn.emit(`${parameter}=${next[i]};`);
  }
  fn.emit(self.turn);
  fn.emit("continue top;");
}

function selfCall(fn: Fn, node: CallNode): SelfCall | undefined {
  const self = fn.self;
  const callee = node[2];
  if (self === null || callee[0] !== A.VAR || node[3].length !== self.parameters.length) return undefined;
  return fn.bound.get(Symbol.keyFor(callee[2]) as string) === self.js ? self : undefined;
}

/** Arguments, evaluated one after the other. */
function values(fn: Fn, args: readonly Expr[], items: readonly StackItem[]): string[] {
  return args.map((arg) => fn.valueAt(arg, S.LIST_ELEMENT, S.LIST_OF, ...items));
}

function call(fn: Fn, node: CallNode, tail: boolean): Call {
  const callee = node[2];
  const args = node[3];
  if (callee[0] === A.REMOTE) return remoteCall(fn, callee[2], callee[3], args, tail);
  if (callee[0] !== A.ATOM) return funCall(fn, callee, args, tail);
  const name = typeof callee[2] === "symbol" ? (Symbol.keyFor(callee[2]) as string) : String(callee[2]);
  if (isAutoImported(name, args.length)) {
    const given = values(fn, args, [fn.unit.usesRecords ? S.CALL_ARGS : S.BIF_ARGS]);
    return named(fn, Symbol.for("erlang"), Symbol.for(name), given, tail);
  }
  return localCall(fn, node, tail);
}

const ERLANG = Symbol.for("erlang");
/**
 * BIFs that raise: what calls them is what is running, in a stacktrace. error/2,3 tell it themselves. They are no wrong calls of
 * a BIF, so nobody has to catch what they throw in order to add what was called: throwing is what costs most.
 */
const RAISING = new Set(["error/1", "exit/1", "throw/1"]);

/** Module:Name(Args), both known. */
function named(fn: Fn, module: symbol, name: symbol, args: readonly string[], tail: boolean): Call {
  const builtin = fn.unit.ports.builtin(module, name, args.length);
  const text = Symbol.keyFor(name) as string;
  const raises = module === ERLANG && RAISING.has(`${text}/${args.length}`);
  const code =
    builtin === undefined
      ? `${fn.rt("applyMfa")}(${fn.unit.atom(module)},${fn.unit.atom(name)},[${args.join(",")}])`
      : raises
        ? `${fn.unit.constant(builtin)}.fn(${args.join(",")})`
        : builtinCall(fn, builtin, args);
  return {
    code: `(${applyPlace(fn, tail, raises)},${code})`,
    waits: builtin === undefined || !(module === ERLANG && isQuick(text, args.length)),
  };
}

function builtinCall(fn: Fn, builtin: Builtin, args: readonly string[]): string {
  const entry = fn.unit.constant(builtin);
  if (args.length === 1) return `${fn.rt("callEntry1")}(${entry},${args[0]})`;
  if (args.length === 2) return `${fn.rt("callEntry2")}(${entry},${args[0]},${args[1]})`;
  return `${fn.rt("callEntry")}(${entry},[${args.join(",")}])`;
}

function remoteCall(fn: Fn, module: Expr, name: Expr, args: readonly Expr[], tail: boolean): Call {
  const m = fn.valueAt(module, S.CALL_MODULE);
  const f = fn.valueAt(name, S.CALL_FUNCTION);
  const given = values(fn, args, [S.CALL_ARGS]);
  if (
    module[0] === A.ATOM &&
    name[0] === A.ATOM &&
    typeof module[2] === "symbol" &&
    typeof name[2] === "symbol"
  ) {
    return named(fn, module[2], name[2], given, tail);
  }
  const names = `${fn.simple(m)},${fn.simple(f)}`;
  const check = `${fn.place(S.CALL_IS_BIF)},${fn.rt("checkName")}(${names},${args.length})`;
  const apply = `${applyPlace(fn, tail)},${fn.rt("applyNamed")}(${names},[${given.map((arg) => fn.simple(arg)).join(",")}])`;
  return { code: `(${check},${apply})`, waits: true };
}

function funCall(fn: Fn, callee: Expr, args: readonly Expr[], tail: boolean): Call {
  const f = fn.named(fn.valueAt(callee, S.FUN_VALUE));
  const given = values(fn, args, [S.FUN_ARGS])
    .map((arg) => fn.simple(arg))
    .join(",");
  const direct = `${f} instanceof ${fn.rt("Fun")}&&${f}.arity===${args.length}?${f}.invoke(${given})`;
  const otherwise = fn.unit.isDefinition ? S.DO_APPLY_FUN_DIRECT : S.DO_APPLY_FUN;
  const site = fn.unit.site(tail ? [] : [otherwise], fn.chain, tail ? [otherwise] : undefined);
  const other = `${fn.rt("callOther")}(${f},[${given}],${site},${fn.unit.isDefinition})`;
  return { code: `(${fn.funPlace(tail, S.DO_APPLY)},${direct}:${other})`, waits: true };
}

/**
 * A shell command, or a function that was typed at the prompt: looked up when it is called. In the body of such a function only
 * the shell's own commands are left as local calls, and there they are unknown: erl_eval runs it without the shell.
 */
function localCall(fn: Fn, node: CallNode, tail: boolean): Call {
  const callee = node[2];
  const args = node[3];
  if (callee[0] !== A.ATOM) throw new Error("a local call names its function");
  if (fn.unit.isDefinition) {
    const undefinedName = `${fn.unit.atom(callee[2])},${args.length}`;
    return {
      code: `(${fn.place(S.NO_LOCAL_FUNC)},${fn.rt("noLocalFunction")}(${undefinedName}))`,
      waits: false,
    };
  }
  const known = fn.unit.ports.localFunction(callee[2], args.length);
  if (known?.special !== undefined) {
    const bindings = fn.top === null ? bindingsHere(fn) : `${fn.top}(${topBindings(fn)})`;
    const place = tail ? fn.place() : fn.place(S.LOCAL_FUNC);
    forget(fn, Symbol.keyFor(callee[2] as symbol) as string, args);
    return {
      code: `(${place},${fn.unit.constant(known)}.special(${fn.unit.constant(args)},${bindings}))`,
      waits: true,
    };
  }
  const given = values(fn, args, S.LOCAL_ARGS);
  const lookup = `${fn.rt("localFunction")}(${fn.unit.constant(fn.unit.ports)},${fn.unit.atom(callee[2])},${args.length})`;
  const local = fn.let(`(${fn.place(S.SHELL_UNDEF, S.LOCAL_FUNC)},${lookup})`);
  return { code: `(${fn.funPlace(tail, S.DO_APPLY_DIRECT)},${local}(${given.join(",")}))`, waits: true };
}

/** What `f()` and `f(X)` forget is unbound in what is compiled next, too. */
function forget(fn: Fn, callee: string, args: readonly Expr[]): void {
  if (fn.top === null || callee !== "f" || args.length > 1) return;
  if (args.length === 0) for (const name of variablesInScope(fn)) fn.unbind(name);
  else if (args[0][0] === A.VAR) fn.unbind(Symbol.keyFor(args[0][2]) as string);
}

function variablesInScope(fn: Fn): Set<string> {
  const names = new Set(fn.bound.keys());
  for (let outer = fn.parent; outer !== null; outer = outer.parent)
    for (const name of outer.bound.keys()) names.add(name);
  return names;
}

/** A Map of the variables in scope, for a command that wants to see them. */
function bindingsHere(fn: Fn): string {
  const entries = [...variablesInScope(fn)]
    .filter((name) => fn.lookup(name) !== undefined)
    .map((name) => `[${JSON.stringify(name)},${fn.lookup(name)}]`);
  return `new Map([${entries.join(",")}])`;
}

/** The variables of this expression that are bound by now, as an array literal of pairs. */
function topBindings(fn: Fn): string {
  const entries: string[] = [];
  for (const [name, js] of fn.names)
    if (fn.bound.get(name) === js) entries.push(`[${JSON.stringify(name)},${js}]`);
  return `[${entries.join(",")}]`;
}
