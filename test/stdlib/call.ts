// call — calls a function of an OTP module in a process of its own, as Erlang code would.

import { callEntry } from "../../src/process/apply.ts";
import { exceptionOf } from "../../src/process/failure.ts";
import { Frame } from "../../src/process/frame.ts";
import { spawnProcess } from "../../src/process/spawn.ts";
import { System } from "../../src/process/system.ts";
import { VirtualHost } from "../../src/process/virtual-host.ts";
import type { OtpModule } from "../../src/stdlib/table.ts";
import { toModule } from "../../src/terms/border.ts";
import { Fun } from "../../src/terms/fun.ts";
import type { Term } from "../../src/terms/term.ts";

/** A fun as Erlang code has it. */
export function fun(body: (...args: any[]) => Term): Fun {
  const code = { module: Symbol.for("erl_eval"), index: body.length, uniq: 1, name: "-expr/0-fun-0-" };
  return new Fun(body.length, body, code, []);
}

/** What `module:name(...args)` returns, as TypeScript sees it; an error is thrown as an Exception with all its items. */
export function call(module: OtpModule<any>, name: string, ...args: Term[]): any {
  return toModule(callRaw(module, name, ...args));
}

/** The same, as Erlang code sees it. */
export function callRaw(module: OtpModule<any>, name: string, ...args: Term[]): any {
  const host = new VirtualHost();
  const system = new System({ host, seed: 1 });
  const entry = module.entries.get(`${name}/${args.length}`);
  if (entry === undefined) throw new Error(`${name}/${args.length} is undef`);
  let result: { value?: Term; thrown?: unknown } = {};
  spawnProcess(
    system,
    () =>
      new Frame(
        (function* (): Generator<unknown, void, any> {
          try {
            let value = callEntry(entry, args);
            if (value instanceof Frame) value = yield value;
            result = { value };
          } catch (thrown) {
            result = { thrown };
          }
        })(),
        { module: Symbol.for("erl_eval"), name: Symbol.for("do_apply"), arity: 2, version: null },
      ),
    {},
  );
  host.run();
  host.advance(1000);
  if ("thrown" in result) throw exceptionOf(result.thrown);
  return result.value;
}

/** How a call fails: its reason, and its stack items as `module:name/arity` or with arguments, and `:line`. */
export function failure(
  module: OtpModule<any>,
  name: string,
  ...args: Term[]
): { reason: Term; stack: string[] } {
  try {
    call(module, name, ...args);
  } catch (thrown) {
    const exception = exceptionOf(thrown);
    const stack = exception.items
      .map((item) => {
        const shown =
          typeof item.arity === "number"
            ? `/${item.arity}`
            : `(${item.arity.map((a) => show(toModule(a))).join(",")})`;
        return `${Symbol.keyFor(item.module)}:${Symbol.keyFor(item.name)}${shown}${item.line === undefined ? "" : ` ${item.line}`}`;
      })
      .filter((item) => !item.startsWith("erl_eval:"));
    return { reason: show(toModule(exception.reason)), stack };
  }
  throw new Error(`${name} did not fail`);
}

/** A term in a few characters. */
export function show(term: Term): string {
  if (typeof term === "symbol") return Symbol.keyFor(term) as string;
  if (typeof term === "string") return JSON.stringify(term);
  if (typeof term === "function") return "#Fun";
  if (Array.isArray(term)) {
    const elements = term.map(show).join(",");
    return term.constructor === Array ? `[${elements}]` : `{${elements}}`;
  }
  if (term instanceof Uint8Array) return `<<${[...term].join(",")}>>`;
  if (term instanceof Map) return `#{${[...term].map(([k, v]) => `${show(k)}=>${show(v)}`).join(",")}}`;
  if (typeof term === "object" && term !== null && Object.getPrototypeOf(term) === Object.prototype) {
    return `#{${Object.entries(term)
      .map(([k, v]) => `${k}=>${show(v)}`)
      .join(",")}}`;
  }
  return String(term);
}
