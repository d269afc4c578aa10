// lower-names — what Erlang calls the functions of a module.

/** A function of a module, as Erlang names it. */
export interface LoweredFunction {
  /** `start`, `Counter.increment`, or for one within another `-start/0-fun-0-`. */
  readonly name: string;
  /** The number of its parameters, a rest parameter not counted. */
  readonly arity: number;
  /** The number of those that must be given. */
  readonly minArity: number;
  readonly rest: boolean;
  readonly async: boolean;
  /** The line of the TypeScript file on which it begins. */
  readonly line: number;
}
