// json-callbacks — the funs that json:decode/3 is given, as the record `#decode{}` that OTP keeps them in.
import { atomName, isAtom } from "../terms/atom.ts";
import { Exception, type StackItem } from "../terms/exception.ts";
import { ExternalFun, Fun } from "../terms/fun.ts";
import { isMap, mapEntries } from "../terms/map.ts";
import type { Term } from "../terms/term.ts";
import { tuple2, tupleFrom } from "../terms/tuple.ts";
import { isFunOf } from "./fun-arity.ts";
import { JSON_SOURCE as SOURCE } from "./json-errors.ts";

const DECODE = Symbol.for("decode");
const ERLANG = Symbol.for("erlang");

const CALLBACKS = [
  "array_start",
  "array_push",
  "array_finish",
  "object_start",
  "object_push",
  "object_finish",
  "float",
  "integer",
  "string",
] as const;
const ARITIES = [1, 2, 2, 1, 3, 2, 1, 1, 1];
export type Callback = (typeof CALLBACKS)[number];

/** Whether a fun is one of module erlang with one argument; of that name, if one is given. */
export function isOfErlang(fun: Term, name?: string): boolean {
  if (!(fun instanceof ExternalFun) || fun.module !== ERLANG || fun.arity !== 1) return false;
  return name === undefined || fun.name === Symbol.for(name);
}
const isAbsent = (fun: Term): boolean => fun === undefined;

/** What the caller's map asks for, and the record `#decode{}` that stands for it in a continuation. */
export class Decoders {
  readonly record: Term;
  /** Whether numbers are read by erlang:binary_to_integer/1 and binary_to_float/1. */
  readonly readsNumbers: boolean;
  /** Whether there are no other funs either. */
  readonly asksNothing: boolean;
  constructor(record: Term) {
    this.record = record;
    this.readsNumbers =
      isOfErlang(this.get("integer"), "binary_to_integer") &&
      isOfErlang(this.get("float"), "binary_to_float");
    this.asksNothing =
      this.readsNumbers && record.slice(1, 7).every(isAbsent) && isAbsent(this.get("string"));
  }
  get(name: Callback): Term {
    return this.record[CALLBACKS.indexOf(name) + 1];
  }
  get null(): Term {
    return this.record[10];
  }
}

/** Stands for `fun parse_decoder/3` of OTP's json. */
const PARSE_DECODER = new Fun(
  3,
  (_key, _value, record) => record,
  { module: Symbol.for("json"), index: 7, uniq: 60996767, name: "parse_decoder/3" },
  [],
);

const erlangFun = (name: string): ExternalFun => new ExternalFun(ERLANG, Symbol.for(name), 1);

/** What maps:fold/3 says of callbacks that are no map. */
function badMap(term: Term, record: Term, caller: StackItem): Exception {
  const item = {
    module: Symbol.for("maps"),
    name: Symbol.for("fold"),
    arity: [PARSE_DECODER, record, term],
    info: { module: Symbol.for("erl_stdlib_errors") },
  };
  return new Exception("error", tuple2(Symbol.for("badmap"), term), [item, caller]);
}

/** Reads the map of callbacks; one that json does not know is a `function_clause`. */
export function decodersOf(map: Term, caller: string, line: number): Decoders {
  const none = [DECODE, ...Array(6).fill(undefined)];
  const record = tupleFrom([
    ...none,
    erlangFun("binary_to_float"),
    erlangFun("binary_to_integer"),
    undefined,
    null,
  ]);
  if (!isMap(map)) throw badMap(map, record, SOURCE.item(caller, 3, line));
  for (const [key, value] of mapEntries(map)) {
    const name = isAtom(key) ? atomName(key) : "";
    const at = CALLBACKS.indexOf(name as Callback);
    if (name === "null") record[10] = value;
    else if (at >= 0 && isFunOf(value, ARITIES[at])) record[at + 1] = value;
    else {
      const callers = [
        { module: Symbol.for("maps"), name: Symbol.for("fold_1"), arity: 4, file: "maps.erl", line: 894 },
        SOURCE.item(caller, 3, line),
      ];
      throw SOURCE.noClause("parse_decoder", [key, value, record], 1015, ...callers);
    }
  }
  return new Decoders(record);
}

/** Where OTP calls the funs: `running.at` is the place in this table, 0 that of what calls none. */
const PLACES = [
  ["array_start", 7, 1354],
  ["array_start", 7, 1343],
  ["array_start", 7, 1344],
  ["array_push", 7, 1376],
  ["array_push", 7, 1363],
  ["array_push", 7, 1369],
  ["object_start", 7, 1400],
  ["object_start", 7, 1388],
  ["object_start", 7, 1389],
  ["object_push", 8, 1431],
  ["object_push", 8, 1419],
  ["object_push", 8, 1425],
  ["number", 7, 1107],
  ["number", 7, 1104],
  ["string", 7, 1197],
  ["string", 9, 1240],
  ["number_zero", 7, 1093],
] as const;
const PLACE_ITEMS = PLACES.map(([name, arity, line]) => SOURCE.item(name, arity, line));
export const ARRAY_PLACE = 1;
export const OBJECT_PLACE = 7;
export const NUMBER_PLACE = 13;
export const STRING_PLACE = 15;
export const ZERO_PLACE = 17;
/** The stack items of a place. */
export const placed = (at: number): StackItem[] => (at === 0 ? [] : [PLACE_ITEMS[at - 1]]);
