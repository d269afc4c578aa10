// source-map — from a place in a module's generated code to the function and the line that it came from.

/** A place of the generated code, in terms of the source. */
export interface Place {
  /** As Erlang names it. */
  readonly name: string;
  readonly arity: number;
  readonly line: number;
  readonly column: number;
}

export interface PositionMap {
  /** The function that stands at a place of the generated code, as a JavaScript stack gives it: both count from 1. */
  place(line: number, column: number): Place | undefined;
  /** The source map as JSON text, for debuggers. */
  toJSON(): string;
}
