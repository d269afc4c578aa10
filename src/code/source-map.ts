// source-map — from a place in a module's generated code to the function and the line that it came from.
//
// Two steps: the pieces of the lowering lead from generated code to what esbuild printed, esbuild's map from there to
// the TypeScript file. Both are looked up when a stack is read, so that a load costs nothing for them.
import { GenMapping, maybeAddSegment, setSourceContent, toEncodedMap } from "@jridgewell/gen-mapping";
import { decodedMappings, TraceMap } from "@jridgewell/trace-mapping";
import type { LoweredFunction } from "./lower-names.ts";
import type { Piece } from "./lower-pieces.ts";

/** A place of the generated code, in terms of the source. */
export interface Place {
  /** As Erlang names it. */
  readonly name: string;
  readonly arity: number;
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
}

/** Where a function's text is, in what esbuild printed. */
export interface Extent {
  readonly start: number;
  readonly end: number;
}

type Segment = readonly number[];

/** What esbuild printed, and where it came from. */
export class Printed {
  readonly #lineStarts: readonly number[];
  readonly #json: string | undefined;
  #map: TraceMap | undefined;

  constructor(js: string, json: string | undefined) {
    this.#lineStarts = lineStartsOf(js);
    this.#json = json;
  }

  /** Whether the line at an offset has anything from the source: esbuild's own helpers do not. */
  isSource(offset: number): boolean {
    return this.#json === undefined || (this.#segments[lineAt(this.#lineStarts, offset)]?.length ?? 0) > 0;
  }

  /** The line in the source, from 1. */
  line(offset: number): number {
    return this.position(offset).line;
  }

  position(offset: number): { line: number; column: number } {
    const line = lineAt(this.#lineStarts, offset);
    const column = offset - this.#lineStarts[line];
    if (this.#json === undefined) return { line: line + 1, column: column + 1 };
    const segments = this.#segments[line] ?? [];
    const [, , sourceLine = 0, sourceColumn = 0] = segments[before(segments, column)] ?? [];
    return { line: sourceLine + 1, column: sourceColumn + 1 };
  }

  /** The segments of a line that lie within [start, end), as offsets. */
  *segmentsIn(start: number, end: number): Generator<{ offset: number; segment: Segment }> {
    const starts = this.#lineStarts;
    for (let line = lineAt(starts, start); line < starts.length && starts[line] < end; line++) {
      const segments = this.#segments[line] ?? [];
      const first = segments[before(segments, Math.max(0, start - starts[line]))];
      if (first !== undefined && starts[line] + first[0] < start) yield { offset: start, segment: first };
      for (const segment of segments) {
        const offset = starts[line] + segment[0];
        if (offset >= start && offset < end) yield { offset, segment };
      }
    }
  }

  get map(): TraceMap | undefined {
    if (this.#map === undefined && this.#json !== undefined) this.#map = new TraceMap(this.#json);
    return this.#map;
  }

  /** Decoded again when needed: nothing keeps it for as long as the version lives. */
  forget(): void {
    this.#map = undefined;
  }

  get #segments(): readonly (readonly Segment[])[] {
    return this.map === undefined ? [] : decodedMappings(this.map);
  }
}

/** From places of a version's generated code to the source. */
export class PositionMap {
  readonly #printed: Printed;
  readonly #pieces: readonly Piece[];
  readonly #code: string;
  readonly #functions: readonly LoweredFunction[];
  readonly #extents: readonly Extent[];
  readonly #topLevel: string;

  constructor(parts: {
    printed: Printed;
    pieces: readonly Piece[];
    code: string;
    functions: readonly LoweredFunction[];
    extents: readonly Extent[];
    topLevel: string;
  }) {
    this.#printed = parts.printed;
    this.#pieces = parts.pieces;
    this.#code = parts.code;
    this.#functions = parts.functions;
    this.#extents = parts.extents;
    this.#topLevel = parts.topLevel;
  }

  /** The function that stands at a place of the generated code, as a JavaScript stack gives it: both count from 1. */
  place(line: number, column: number): Place | undefined {
    const start = lineStartsOf(this.#code)[line - 1];
    if (start === undefined) return undefined;
    const offset = this.#original(start + column - 1);
    const { name, arity } = this.#functionAt(offset);
    const position = this.#printed.position(offset);
    this.#printed.forget();
    return { name, arity, ...position };
  }

  /** The innermost function around an offset of what esbuild printed. */
  #functionAt(offset: number): { name: string; arity: number } {
    let found = -1;
    for (let i = 0; i < this.#extents.length && this.#extents[i].start <= offset; i++) {
      if (offset < this.#extents[i].end) found = i;
    }
    return found < 0 ? { name: this.#topLevel, arity: 0 } : this.#functions[found];
  }

  #original(offset: number): number {
    let at = 0;
    for (const { text, start, end } of this.#pieces) {
      const length = text === null ? end - start : text.length;
      if (offset < at + length) return text === null ? start + offset - at : start;
      at += length;
    }
    return 0;
  }

  /** The source map as JSON text, for debuggers. */
  toJSON(): string {
    const map = new GenMapping();
    const { map: input } = this.#printed;
    if (input !== undefined) {
      const sources = input.sources.map((source) => source ?? "");
      sources.forEach((source, i) => {
        setSourceContent(map, source, input.sourcesContent?.[i] ?? null);
      });
      const starts = lineStartsOf(this.#code);
      let at = 0;
      for (const { text, start, end } of this.#pieces) {
        if (text === null) {
          for (const { offset, segment } of this.#printed.segmentsIn(start, end)) {
            const generated = at + offset - start;
            const line = lineAt(starts, generated);
            const [, source = 0, sourceLine = 0, sourceColumn = 0] = segment;
            maybeAddSegment(map, line, generated - starts[line], sources[source], sourceLine, sourceColumn);
          }
        }
        at += text === null ? end - start : text.length;
      }
    }
    this.#printed.forget();
    return JSON.stringify(toEncodedMap(map));
  }
}

function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** The line, from 0, on which an offset lies. */
function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (starts[middle] <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The index of the last segment at or before a column; the first one if there is none. */
function before(segments: readonly Segment[], column: number): number {
  let index = 0;
  while (index + 1 < segments.length && segments[index + 1][0] <= column) index++;
  return index;
}
