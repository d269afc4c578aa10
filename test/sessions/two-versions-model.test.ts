// Any sequence of edits, loads, purges, calls, messages and kills does what a small model of two versions says: the same
// answers, the same deaths.
//
// The model knows of each process only in which versions it has a frame. A failing run prints its seed and path: `SEED=…` repeats it.

import { Pid } from "eshell-ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Exception, type TestSession, testSession } from "../../src/eshell-ts-testing.ts";

/** The module, in a text of its own for each label. */
const source = (
  label: number,
): string => `import { type Pid, receive, send, spawn, type Tuple, tuple } from "eshell-ts";
import * as MODULE from "./m.ts";

type Message = symbol | Tuple<[symbol, Pid]>;
const isPing = (message: Message): message is Tuple<[symbol, Pid]> => Array.isArray(message);
const answer = (message: Message) => isPing(message) && send(message[1], tuple(Symbol.for("pong"), ${label}));

export const label = () => ${label};
export const maker = () => () => ${label};
export const local = () => spawn(stay);
export const remote = () => spawn(go);
export const held = () => spawn(hold);

/** Stays in its version, unless it is told to switch. */
export async function stay(): Promise<never> {
  const message = (await receive()) as Message;
  answer(message);
  if (message === Symbol.for("switch")) return MODULE.stay();
  return stay();
}

/** Goes on in the current version after each message. */
export async function go(): Promise<never> {
  answer((await receive()) as Message);
  return MODULE.go();
}

/** The same, called by a frame that stays where it is. */
export async function hold(): Promise<string> {
  await MODULE.go();
  return "never";
}
`;
const BROKEN = "export const label = () => ;\n";

type Kind = "local" | "remote" | "held";

interface Version {
  readonly label: number;
}

interface ProcessModel {
  readonly kind: Kind;
  readonly pid: Pid;
  /** Where it waits. */
  top: Version;
  /** Where a frame below waits for that one. */
  readonly below: Version | undefined;
  alive: boolean;
}

/** What the system is to do. */
class Model {
  /** The label of the file's text; undefined if it does not compile. */
  file: number | undefined = 1;
  current: Version | undefined;
  old: Version | undefined;
  readonly processes: ProcessModel[] = [];
  readonly funs: number[] = [];

  lingersIn(process: ProcessModel, version: Version | undefined): boolean {
    return process.alive && version !== undefined && (process.top === version || process.below === version);
  }

  /** Loads the file; whether it compiles. */
  load(): boolean {
    if (this.file === undefined) return false;
    if (this.current !== undefined) this.old = this.current;
    this.current = { label: this.file };
    return true;
  }

  purge(): boolean {
    const lingering = this.processes.filter((process) => this.lingersIn(process, this.old));
    for (const process of lingering) process.alive = false;
    this.old = undefined;
    return lingering.length > 0;
  }

  /** The current version, loaded if there is none. */
  reach(): Version | undefined {
    if (this.current === undefined) this.load();
    return this.current;
  }

  receives(process: ProcessModel, isSwitch: boolean): void {
    if (process.kind === "local" && !isSwitch) return;
    const next = this.reach();
    if (next === undefined) process.alive = false;
    else process.top = next;
  }

  isGood(fun: number): boolean {
    return this.current?.label === fun || this.old?.label === fun;
  }
}

type Action =
  | { readonly do: "edit"; readonly label: number | undefined }
  | { readonly do: "l" | "c" | "load_file" | "purge" | "soft_purge" | "delete" | "call" | "make_fun" }
  | { readonly do: "spawn"; readonly kind: Kind }
  | { readonly do: "ping" | "switch" | "kill" | "check" | "call_fun"; readonly which: number };

/** Which of those that there are, by the remainder. */
const index = fc.nat({ max: 59 });
const actions: fc.Arbitrary<Action> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("edit"), label: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 1, arbitrary: fc.constant({ do: "edit", label: undefined }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constantFrom("l", "l", "c", "load_file") }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom("purge", "soft_purge", "delete") }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom("call", "make_fun") }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("spawn"),
      kind: fc.constantFrom<Kind[]>("local", "remote", "held"),
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constantFrom("ping", "switch"), which: index }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom("kill", "check", "call_fun"), which: index }) },
) as fc.Arbitrary<Action>;

const atom = (name: string): symbol => Symbol.for(name);
const UNDEF = { undef: true };
const BADFUN = { badfun: true };

/** Does the same to both; what each answers. */
async function perform(action: Action, model: Model, session: TestSession): Promise<[unknown, unknown]> {
  const ask = (line: string): Promise<unknown> => session.value(line).catch(failure);
  switch (action.do) {
    case "edit":
      model.file = action.label;
      session.edit("m.ts", action.label === undefined ? BROKEN : source(action.label));
      return [undefined, undefined];
    case "l":
    case "c": {
      const compiles = model.file !== undefined;
      if (compiles) model.purge();
      model.load();
      const good = [atom(action.do === "l" ? "module" : "ok"), atom("m")];
      const bad = action.do === "l" ? [atom("error"), atom("badfile")] : atom("error");
      return [compiles ? good : bad, await ask(`${action.do}(m).`)];
    }
    case "load_file": {
      const answer = await ask("code:load_file(m).");
      if (model.file === undefined) return [[atom("error"), atom("badfile")], answer];
      if (model.old !== undefined && model.current !== undefined) {
        return [[atom("error"), atom("not_purged")], answer];
      }
      model.load();
      return [[atom("module"), atom("m")], answer];
    }
    case "purge":
      return [model.purge(), await ask("code:purge(m).")];
    case "soft_purge": {
      const may = !model.processes.some((process) => model.lingersIn(process, model.old));
      if (may) model.old = undefined;
      return [may, await ask("code:soft_purge(m).")];
    }
    case "delete": {
      const may = model.old === undefined && model.current !== undefined;
      if (may) {
        model.old = model.current;
        model.current = undefined;
      }
      return [may, await ask("code:delete(m).")];
    }
    case "call":
      return [model.reach()?.label ?? UNDEF, await ask("m:label().")];
    case "make_fun": {
      const version = model.reach();
      const made = await ask(`F${model.funs.length} = m:maker(), made.`);
      if (version === undefined) return [UNDEF, made];
      model.funs.push(version.label);
      return [atom("made"), made];
    }
    case "call_fun": {
      if (model.funs.length === 0) return [undefined, undefined];
      const which = action.which % model.funs.length;
      const label = model.funs[which];
      return [model.isGood(label) ? label : BADFUN, await ask(`F${which}().`)];
    }
    case "spawn": {
      const version = model.reach();
      const started = await ask(`P${model.processes.length} = m:${action.kind}().`);
      if (version === undefined) return [UNDEF, started];
      const below = action.kind === "held" ? version : undefined;
      model.processes.push({ kind: action.kind, pid: started as Pid, top: version, below, alive: true });
      return [true, started instanceof Pid];
    }
  }
  if (model.processes.length === 0) return [undefined, undefined];
  const which = action.which % model.processes.length;
  const process = model.processes[which];
  const pid = `P${which}`;
  switch (action.do) {
    case "ping": {
      const expected = process.alive ? process.top.label : atom("none");
      if (process.alive) model.receives(process, false);
      const line = `${pid} ! {ping, self()}, receive {pong, Label} -> Label after 10 -> none end.`;
      return [expected, await ask(`f(Label), ${line}`)];
    }
    case "switch":
      if (process.alive) model.receives(process, true);
      return [atom("switch"), await ask(`${pid} ! switch.`)];
    case "kill":
      process.alive = false;
      return [true, await ask(`exit(${pid}, kill).`)];
    case "check":
      return [
        [model.old !== undefined, process.alive && model.lingersIn(process, model.old)],
        await ask(
          `{erlang:check_old_code(m), is_process_alive(${pid}) andalso erlang:check_process_code(${pid}, m)}.`,
        ),
      ];
  }
}

function failure(error: unknown): unknown {
  if (!(error instanceof Exception)) throw error;
  if (error.reason === atom("undef")) return UNDEF;
  if (Array.isArray(error.reason) && error.reason[0] === atom("badfun")) return BADFUN;
  throw error;
}

/** Who lives, and who lingers where; processes by the order of their start. */
function stateOf(session: TestSession, { processes }: Model): unknown {
  const pids = processes.map(({ pid }) => pid);
  const { current, old } = session.versions("m");
  const places = (view: typeof old): number[] | undefined =>
    view?.processes.map((pid) => pids.indexOf(pid)).sort((a, b) => a - b);
  return { alive: pids.map((pid) => session.isAlive(pid)), current: places(current), old: places(old) };
}

function expectedState(model: Model): unknown {
  const places = (version: Version | undefined): number[] | undefined =>
    version && model.processes.flatMap((process, i) => (model.lingersIn(process, version) ? i : []));
  return {
    alive: model.processes.map(({ alive }) => alive),
    current: places(model.current),
    old: places(model.old),
  };
}

test("1,000 random sequences: the same answers, the same deaths", { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(actions, { minLength: 1, maxLength: 24, size: "max" }), async (sequence) => {
      const model = new Model();
      using session = testSession({ modules: { "m.ts": source(1) } });
      for (const [i, action] of sequence.entries()) {
        const [expected, answer] = await perform(action, model, session);
        expect(answer, `answer to step ${i}: ${JSON.stringify(action)}`).toEqual(expected);
        expect(stateOf(session, model), `state after step ${i}`).toEqual(expectedState(model));
      }
    }),
    { numRuns: 1000 },
  );
});
