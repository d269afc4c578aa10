// stack — where in modules an error was thrown, read from JavaScript's stack trace.
//
// Each version runs under a script name of its own, so a line of the trace says which version's source map to ask.
// Reading the trace also lets go of what an unread one keeps alive, the code of its version.
import type { StackItem } from "../terms/exception.ts";
import type { Version } from "./version.ts";

/** The place of a line of a trace, in a module file. */
export interface StackPlace {
  readonly version: Version;
  readonly item: StackItem;
  readonly line: number;
  readonly column: number;
}

const LINE = /(?:\(|at )([^()]*\?version=\d+):(\d+):(\d+)\)?$/;

/** The version that runs under a script name. */
export type FindScript = (script: string) => Version | undefined;

/** The places of an error's trace that lie in modules, innermost first. */
export function placesOf(error: Error, find: FindScript): StackPlace[] {
  const places: StackPlace[] = [];
  const { stack } = error;
  if (typeof stack !== "string" || !stack.includes("?version=")) return places;
  for (const line of stack.split("\n")) {
    const match = LINE.exec(line);
    const version = match === null ? undefined : find(match[1]);
    if (match === null || version === undefined) continue;
    const place = version.compiled.lowered.map.place(Number(match[2]), Number(match[3]));
    if (place === undefined) continue;
    const item: StackItem = {
      module: version.module,
      name: Symbol.for(place.name),
      arity: place.arity,
      file: fileOf(version),
      line: place.line,
    };
    places.push({ version, item, line: place.line, column: place.column });
  }
  return places;
}

/** Reads traces, each once: the text of what was read names the lines of the TypeScript files from then on. */
export class StackReader {
  readonly #find: FindScript;
  readonly #known = new WeakMap<Error, StackItem[]>();

  constructor(find: FindScript) {
    this.#find = find;
  }

  /** The stack items of an error: the calls in modules that it came through, innermost first. */
  items(error: Error): StackItem[] {
    const known = this.#known.get(error);
    if (known !== undefined) return known.slice();
    const places = placesOf(error, this.#find);
    if (places.length > 0) rewrite(error, this.#find);
    const items = places
      .filter((place, i) => i === 0 || !isSame(place, places[i - 1]))
      .map(({ item }) => item);
    this.#known.set(error, items);
    // Whoever asks adds the frames that wait.
    return items.slice();
  }
}

/** As in OTP, a call that repeats itself (a recursion) is told once. */
function isSame(a: StackPlace, b: StackPlace): boolean {
  return a.version === b.version && a.line === b.line && a.column === b.column && a.item.name === b.item.name;
}

/** Puts the lines of the TypeScript files into the text of the trace. */
function rewrite(error: Error, find: FindScript): void {
  const lines = (error.stack as string).split("\n").map((line) => {
    const match = LINE.exec(line);
    const version = match === null ? undefined : find(match[1]);
    const place =
      match === null ? undefined : version?.compiled.lowered.map.place(Number(match[2]), Number(match[3]));
    if (version === undefined || place === undefined) return line;
    const { shown } = version.compiled.source;
    const name = `${Symbol.keyFor(version.module)}.${place.name}`;
    return `    at ${name} (${shown}:${place.line}:${place.column})`;
  });
  // An error that was frozen keeps its trace as it is.
  Reflect.defineProperty(error, "stack", { value: lines.join("\n"), configurable: true, writable: true });
}

function fileOf(version: Version): string {
  return version.path.slice(version.path.lastIndexOf("/") + 1);
}
