// driver — types expressions at an evaluator of its own, in a system on a virtual clock.

import { evaluate } from "../../src/eval/evaluate.ts";
import type { EvalPorts, LocalFunction, RecordDefinition } from "../../src/eval/ports.ts";
import { pretty } from "../../src/format/pretty.ts";
import { callFun1, callFun2 } from "../../src/process/apply.ts";
import { complete, exceptionOf, stacktrace } from "../../src/process/failure.ts";
import { Frame, proc } from "../../src/process/frame.ts";
import { System } from "../../src/process/system.ts";
import { VirtualHost } from "../../src/process/virtual-host.ts";
import { erlang } from "../../src/stdlib/erlang.ts";
import { type OtpModule, otpModule } from "../../src/stdlib/table.ts";
import { parseExprs } from "../../src/syntax/parser.ts";
import { scan } from "../../src/syntax/scanner.ts";
import type { Exception } from "../../src/terms/exception.ts";
import { asCons, fromArray, toArray } from "../../src/terms/list.ts";
import type { Term } from "../../src/terms/term.ts";

const timer = otpModule("timer", {
  sleep: proc(function* sleep(ms: number): Generator<unknown, Term, any> {
    yield new Promise((resolve) => setTimeout(resolve, ms));
    return Symbol.for("ok");
  }),
});

const lists = otpModule("lists", {
  seq: (from: number, to: number) =>
    fromArray(Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i)),
  reverse: (list: Term) => fromArray([...(toArray(list) ?? [])].reverse()),
  map: proc(function* map(fun: Term, list: Term): Generator<unknown, Term, any> {
    const results: Term[] = [];
    for (const element of toArray(list) ?? []) {
      const value = callFun1(fun, element);
      results.push(value instanceof Frame ? yield value : value);
    }
    return fromArray(results);
  }),
  foldl: proc(function* foldl(fun: Term, initial: Term, list: Term): Generator<unknown, Term, any> {
    let accumulator = initial;
    for (let cell = asCons(list); cell !== undefined; cell = asCons(cell.tail)) {
      accumulator = callFun2(fun, cell.head, accumulator);
      if (accumulator instanceof Frame) accumulator = yield accumulator;
    }
    return accumulator;
  }),
});

const MODULES = new Map<symbol, OtpModule<any>>([
  [erlang.name, erlang],
  [timer.name, timer],
  [lists.name, lists],
]);

export class Session {
  readonly host = new VirtualHost();
  readonly system = new System({ host: this.host });
  readonly locals = new Map<string, LocalFunction>();
  readonly records = new Map<Term, RecordDefinition>();
  bindings: ReadonlyMap<string, Term> = new Map();
  readonly ports: EvalPorts = {
    builtin: (module, name, arity) => MODULES.get(module)?.entries.get(`${Symbol.keyFor(name)}/${arity}`),
    localFunction: (name, arity) => this.locals.get(`${String(Symbol.keyFor(name as symbol))}/${arity}`),
    record: (name) => this.records.get(name),
  };

  constructor() {
    this.system.functions = {
      lookup: () => undefined,
      builtin: this.ports.builtin,
      infoOf: () => undefined,
      externalOf: () => undefined,
    };
  }

  /** The value of the text, or the exception. */
  run(text: string): { value: Term } | { exception: Exception } {
    const scanned = scan(text);
    if ("error" in scanned) throw new Error(`scan: ${JSON.stringify(scanned.error)}`);
    const parsed = parseExprs(scanned.tokens);
    if ("error" in parsed) throw new Error(`parse: ${text}: ${pretty(parsed.error[2])}`);
    let answer: { value: Term } | { exception: Exception } | undefined;
    const session = this;
    const body = proc(function* shell(): Generator<unknown, void, any> {
      try {
        const result = yield evaluate(parsed.exprs, session.bindings, session.ports);
        session.bindings = result.bindings;
        answer = { value: result.value };
      } catch (thrown) {
        answer = { exception: complete(exceptionOf(thrown)) };
      }
    });
    this.system.spawn(() => body(), { silent: true });
    this.host.run();
    if (answer === undefined) {
      this.host.advance(100000);
      if (answer === undefined) throw new Error(`no answer: ${text}`);
    }
    return answer;
  }

  /** The answer as text: the value, or `Class: Reason`. */
  type(text: string): string {
    const answer = this.run(text);
    if ("value" in answer) return pretty(answer.value, { lineLength: 200 });
    return `${answer.exception.class}: ${pretty(answer.exception.reason, { lineLength: 200 })}`;
  }

  /** The stack items of the exception. */
  stack(text: string): string {
    const answer = this.run(text);
    if ("value" in answer) throw new Error("no exception");
    return pretty(stacktrace(answer.exception.items));
  }
}
