// shell-state — what a shell knows besides its bindings: definitions typed at the prompt, its history, its settings.
//
// In OTP these are two ETS tables, the process dictionary of the shell and the environment of the application stdlib.
// One object here, shared by the shell process and its evaluators, which run one at a time.
import type { RecordDefinition, RecordField } from "../eval/ports.ts";
import { pretty } from "../format/pretty.ts";
import type { AttributeForm } from "../syntax/abstract-format.ts";
import * as A from "../syntax/abstract-format.ts";
import { compare } from "../terms/order.ts";
import type { Atom, Term } from "../terms/term.ts";
import type { Tuple } from "../terms/tuple.ts";
import { CommandHistory } from "./command-history.ts";
import { type Paint, PLAIN } from "./paint.ts";
import type { Bindings, ShellException, ShellRefusal, ShellValue } from "./shell-messages.ts";

const NATIVE_RECORD = Symbol.for("native_record");

/** A function typed at the prompt, and its -spec; either may be there without the other. */
export interface LocalDefinition {
  readonly name: Atom;
  readonly arity: number;
  fun?: Term;
  text?: string;
  spec?: string;
}

/** What all shells of a system share. */
export class ShellSettings {
  keepCommands = 20;
  keepResults = 20;
  /** Both as they were given: what is no boolean is the default. */
  catchException: Term = false;
  strings: Term = true;
  /** `default` or `{Module, Function}`. */
  promptFunc: Term = Symbol.for("default");
  /** q/0 was called: the system ends when the command has. */
  leaving = false;
  readonly paint: Paint;

  constructor(paint = PLAIN) {
    this.paint = paint;
  }
}

export class ShellState {
  readonly history = new CommandHistory();
  /** `-record(…)` forms by name; the order of their definition is kept. */
  readonly records = new Map<Atom, AttributeForm>();
  /** Texts of records typed as `-record(…)`, for lr/0. */
  readonly recordTexts = new Map<Atom, string>();
  readonly functions = new Map<string, LocalDefinition>();
  /** The variables after the last good command. */
  bindings: Bindings = new Map();
  /** Texts of -type and -nominal by name. */
  readonly types = new Map<Atom, string>();
  /** A command is being evaluated. */
  busy = false;
  /** What became of the last command, for a program that asks for its value. */
  outcome: ShellValue | ShellException | ShellRefusal | undefined;
  readonly settings: ShellSettings;

  constructor(settings = new ShellSettings()) {
    this.settings = settings;
  }

  get keepCommands(): number {
    return this.settings.keepCommands;
  }
  set keepCommands(count: number) {
    this.settings.keepCommands = count;
  }
  get keepResults(): number {
    return this.settings.keepResults;
  }
  set keepResults(count: number) {
    this.settings.keepResults = count;
  }
  get catchException(): Term {
    return this.settings.catchException;
  }
  set catchException(flag: Term) {
    this.settings.catchException = flag;
  }
  get strings(): boolean {
    return this.settings.strings !== false;
  }
  get promptFunc(): Term {
    return this.settings.promptFunc;
  }
  get leaving(): boolean {
    return this.settings.leaving;
  }

  /** The record as the evaluator needs it. */
  record(name: Atom): RecordDefinition | undefined {
    const form = this.records.get(name);
    if (form === undefined) return undefined;
    return { fields: recordFields(form), native: form[2] === NATIVE_RECORD };
  }

  /** The definition of a function, made if it is not there. */
  definition(name: Atom, arity: number): LocalDefinition {
    const key = functionKey(name, arity);
    let definition = this.functions.get(key);
    if (definition === undefined) {
      definition = { name, arity };
      this.functions.set(key, definition);
    }
    return definition;
  }

  localFunction(name: Atom, arity: number): Term | undefined {
    return this.functions.get(functionKey(name, arity))?.fun;
  }

  /** A term as the shell shows it, at `column`. Mirrors shell:pp/3,4. */
  pp(term: Term, column: number, lineLength: number, depth = 30): string {
    return pretty(term, {
      column,
      lineLength,
      depth,
      lineMaxChars: 60,
      strings: this.strings,
      recordPrint: (tag, count) => {
        const form = this.records.get(tag);
        if (form === undefined || form[2] === NATIVE_RECORD) return null;
        const fields = recordFields(form);
        return fields.length === count ? fields.map((field) => field.name) : null;
      },
    });
  }
}

export function functionKey(name: Atom, arity: number): string {
  return `${String(name)}/${arity}`;
}

/** The fields of a `-record(Name, {…})` form, typed ones too. */
export function recordFields(form: AttributeForm): RecordField[] {
  const fields = form[3][1] as readonly Tuple<any>[];
  return fields.map((field) => {
    const untyped = field[0] === A.TYPED_RECORD_FIELD ? (field[1] as Tuple<any>) : field;
    return { name: untyped[2][2] as Atom, value: untyped[3] };
  });
}

/** Entries in the order of an ETS ordered_set. */
export function inTermOrder<V>(map: ReadonlyMap<Atom, V>): [Atom, V][] {
  return [...map].sort(([a], [b]) => compare(a, b));
}
