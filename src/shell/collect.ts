// collect — what an input request takes from the lines that come in: characters, a line, or what a function wants.
//
// Mirrors io_lib:collect_chars, collect_line and get_until. A collector is fed the text at hand, and again with the
// next line (or END) until it has its result; what it did not need goes back to the input.
import { applyMfa } from "../process/apply.ts";
import { Frame } from "../process/frame.ts";
import { fromArray, NIL, toArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2 } from "../terms/tuple.ts";

/** The end of the input. */
export const END: unique symbol = Symbol("end of input") as never;
export type Data = string | typeof END;

/** A result, and the text that was not needed. */
export interface Collected {
  readonly result: Term;
  readonly rest: string;
}

/** Takes its result out of text; `feed` returns undefined as long as it needs more. */
export abstract class Collector {
  /** Whether the line belongs into the history of the line editor. */
  readonly history: boolean = false;
  /** Whether a pipe shows the prompt again for each further line that is there already. */
  readonly promptsAgain: boolean = true;
  /** Generators may wait: a function of the user's may be what decides. */
  abstract feed(data: Data): Collected | undefined | Generator<unknown, Collected | undefined, any>;
  /** Forgets what it was fed: the text comes again, changed. */
  abstract restart(): void;
}

const EOF = Symbol.for("eof");

/** Mirrors io_lib:collect_line/4. */
export class LineCollector extends Collector {
  #line = "";
  feed(data: Data): Collected | undefined {
    if (data === END) return { result: this.#line === "" ? EOF : this.#line, rest: "" };
    const end = data.indexOf("\n") + 1;
    if (end > 0) return { result: this.#line + data.slice(0, end), rest: data.slice(end) };
    this.#line += data;
    return undefined;
  }
  restart(): void {
    this.#line = "";
  }
}

/** Mirrors io_lib:collect_chars/4: exactly `count` characters, fewer at the end of the input. */
export class CharsCollector extends Collector {
  override readonly promptsAgain = false;
  readonly #count: number;
  #chars: string[] = [];
  constructor(count: number) {
    super();
    this.#count = count;
  }
  feed(data: Data): Collected | undefined {
    if (data === END) return { result: this.#chars.length === 0 ? EOF : this.#chars.join(""), rest: "" };
    const chars = [...data];
    const needed = this.#count - this.#chars.length;
    for (const char of chars.slice(0, needed)) this.#chars.push(char);
    if (this.#chars.length < this.#count) return undefined;
    return { result: this.#chars.join(""), rest: chars.slice(needed).join("") };
  }
  restart(): void {
    this.#chars = [];
  }
}

const DONE = Symbol.for("done");
const MORE = Symbol.for("more");

/** A function is fed until it says `{done, Result, Rest}`; raises what it raises. Mirrors io_lib:get_until/4. */
export class UntilCollector extends Collector {
  readonly #module: Term;
  readonly #name: Term;
  readonly #args: readonly Term[];
  #continuation: Term = NIL;
  constructor(module: Term, name: Term, args: readonly Term[]) {
    super();
    this.#module = module;
    this.#name = name;
    this.#args = args;
  }
  *feed(data: Data): Generator<unknown, Collected | undefined, any> {
    const chars = data === END ? EOF : data;
    let answer: Term = applyMfa(this.#module, this.#name, [this.#continuation, chars, ...this.#args]);
    if (answer instanceof Frame) answer = yield answer;
    if (isTuple(answer) && answer.length === 3 && answer[0] === DONE) {
      const rest = answer[2] === EOF ? "" : (textOf(answer[2]) ?? "");
      return { result: answer[1], rest };
    }
    this.#continuation = isTuple(answer) && answer[0] === MORE ? answer[1] : answer;
    return undefined;
  }
  restart(): void {
    this.#continuation = NIL;
  }
}

/** The text of a list of characters, or of a binary. */
function textOf(term: Term): string | undefined {
  if (typeof term === "string") return term;
  if (term instanceof Uint8Array) return new TextDecoder().decode(term);
  const codes = toArray(term);
  return codes?.every((code) => typeof code === "number")
    ? String.fromCodePoint(...(codes as number[]))
    : undefined;
}

/** The list of the collectors' arguments as get_until has them. */
export function untilCollector(module: Term, name: Term, args: Term): UntilCollector | undefined {
  const list = toArray(args);
  return list === undefined ? undefined : new UntilCollector(module, name, list);
}

/** `{error, What}`. */
export function errorTerm(what: Term): Term {
  return tuple2(Symbol.for("error"), what);
}

/** The options as getopts answers them. */
export function optionList(options: readonly (readonly [string, Term])[]): Term {
  return fromArray(options.map(([name, value]) => tuple2(Symbol.for(name), value)));
}
