// comprehension-runtime — what the generators of comprehensions run over.

import { isBitString } from "../terms/bits.ts";
import { Exception, errorTuple } from "../terms/exception.ts";
import { arrayOf, asCons, isNil } from "../terms/list.ts";
import { isMap, mapEntries } from "../terms/map.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2, tupleFrom } from "../terms/tuple.ts";
import { BitReader } from "./bit-runtime.ts";

const BAD_GENERATOR = Symbol.for("bad_generator");
const BAD_GENERATORS = Symbol.for("bad_generators");

/** Associations of a map in the order in which maps:iterator/1 gives them; undefined if the term is no map. */
function mapGenerator(term: Term): [Term, Term][] | undefined {
  if (isMap(term)) return mapEntries(term);
  return iteratorEntries(term);
}

/** A maps:iterator/1 of a chain of `{K,V,Next}`, or of `[Path|Map]`. */
function iteratorEntries(term: Term): [Term, Term][] | undefined {
  const cell = asCons(term);
  if (cell !== undefined) return isMap(cell.tail) ? mapEntries(cell.tail) : undefined;
  const entries: [Term, Term][] = [];
  let rest = term;
  while (isTuple(rest) && rest.length === 3) {
    entries.push([rest[0], rest[1]]);
    rest = rest[2];
  }
  return rest === Symbol.for("none") ? entries : undefined;
}

/** A reader of a bit string generator; undefined if the term is no bit string. */
function bitGenerator(term: Term): BitReader | undefined {
  return isBitString(term) ? new BitReader(term) : undefined;
}

function badGenerator(term: Term): Exception {
  return errorTuple(BAD_GENERATOR, term);
}
/** `{bad_generators,{…}}`: what is left of each. */
function badGenerators(...rests: Term[]): Exception {
  return new Exception("error", tuple2(BAD_GENERATORS, tupleFrom(rests)));
}

export const COMPREHENSION_RUNTIME = {
  arrayOf,
  mapGenerator,
  bitGenerator,
  badGenerator,
  badGenerators,
  isNil,
};
