// border — the one place where terms take the forms that TypeScript sees.
//
// Every value that enters a user's module passes here: arguments, messages received, results of stdlib calls, arguments
// and results of funs. What already is a TypeScript value passes untouched, at the cost of a look: compound values
// are copied only from where something inside must change. Values that leave a module do not pass: Erlang code reads
// both forms.
//
// Keys of a map that would be one in TypeScript (1 and 1.0) are `badarg`.
import { atomName, isAtom } from "./atom.ts";
import { badarg, errorTuple } from "./exception.ts";
import { Float } from "./float.ts";
import { ExternalFun, Fun, ORIGINAL, originalOf } from "./fun.ts";
import { ArrayList, Cons, fromArray, ImproperList, NIL, toArray } from "./list.ts";
import { ErlMap, mapPairs } from "./map.ts";
import { isPlainObject } from "./map-form.ts";
import { Pid, Ref } from "./pid.ts";
import type { Term } from "./term.ts";
import { isTuple, tuple2, tupleFrom } from "./tuple.ts";

export { originalOf };

type Fn = (...args: any[]) => unknown;

/** What the border needs from the process room, which fills it in. */
export const borderPort: {
  /** For a frame: one whose result is that of the frame, converted. Undefined for any other value. */
  mapFrame(value: Term, convert: (term: Term) => Term): Term;
  /** Calls `fun M:F/A`. */
  callExternal(fun: ExternalFun, args: readonly Term[]): Term;
} = {
  mapFrame: () => undefined,
  callExternal: (fun) => {
    throw errorTuple(Symbol.for("badfun"), fun);
  },
};

/** The form of a term that TypeScript sees; the value itself if it has that form already. */
export function toModule(term: Term): Term {
  switch (typeof term) {
    case "object":
      return term === null ? null : objectToModule(term);
    default:
      return term;
  }
}

function objectToModule(term: Term): Term {
  if (Array.isArray(term)) return arrayToModule(term instanceof ArrayList ? Array.from(term) : term);
  if (term instanceof Cons) return listToModule(term);
  if (term === NIL) return [];
  if (term instanceof Pid || term instanceof Ref || term instanceof Uint8Array) return term;
  if (term instanceof Float) return term.value;
  if (term instanceof Fun || term instanceof ExternalFun) return facadeOf(term);
  if (term instanceof ErlMap) return mapToModule(term);
  if (term instanceof ImproperList) return improperToModule(term);
  if (term instanceof Map) return jsMapToModule(term);
  return isPlainObject(term) ? recordToModule(term) : term;
}

/** A tuple or an array: itself, unless an element must change. */
function arrayToModule(elements: Term[]): Term {
  for (let i = 0; i < elements.length; i++) {
    const element = elements[i];
    const converted = typeof element === "object" && element !== null ? objectToModule(element) : element;
    if (converted !== element) {
      const copy: Term[] = isTuple(elements) ? tupleFrom(elements) : elements.slice();
      copy[i] = converted;
      for (let j = i + 1; j < copy.length; j++) copy[j] = toModule(copy[j]);
      return copy;
    }
  }
  return elements;
}

/** A chain of cells: an array, or an ImproperList. */
function listToModule(list: Cons): Term {
  const elements: Term[] = [];
  let rest: Term = list;
  while (rest instanceof Cons) {
    elements.push(toModule(rest.head));
    rest = rest.tail;
  }
  if (rest === NIL) return elements;
  const more = toArray(rest);
  if (more !== undefined) {
    for (const element of more) elements.push(toModule(element));
    return elements;
  }
  if (rest instanceof ImproperList) {
    for (const element of rest.elements) elements.push(toModule(element));
    rest = rest.tail;
  }
  return new ImproperList(elements, toModule(rest));
}

function improperToModule(list: ImproperList): Term {
  const elements = arrayToModule(list.elements as Term[]);
  const tail = toModule(list.tail);
  return elements === list.elements && tail === list.tail ? list : new ImproperList(elements, tail);
}

/** A plain object when every key is an atom, else a Map. */
function mapToModule(map: ErlMap): Term {
  const { keys, values } = mapPairs(map);
  if (!keys.every(isAtom)) {
    const result = new Map<Term, Term>();
    for (let i = 0; i < keys.length; i++) {
      const key = toModule(keys[i]);
      if (result.has(key)) throw badarg(map);
      result.set(key, toModule(values[i]));
    }
    return result;
  }
  const result: Record<string, Term> = {};
  for (let i = 0; i < keys.length; i++) setProperty(result, atomName(keys[i]), toModule(values[i]));
  return result;
}

/** An assignment to `__proto__` would change the prototype instead. */
function setProperty(target: Record<string, Term>, name: string, value: Term): void {
  if (name !== "__proto__") target[name] = value;
  else Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}

function recordToModule(record: Record<string, Term>): Term {
  let copy: Record<string, Term> | undefined;
  for (const name of Object.keys(record)) {
    const converted = toModule(record[name]);
    if (converted === record[name]) continue;
    copy ??= { ...record };
    setProperty(copy, name, converted);
  }
  return copy ?? record;
}

function jsMapToModule(map: Map<Term, Term>): Term {
  for (const [key, value] of map) {
    if (toModule(key) !== key || toModule(value) !== value) {
      const copy = new Map<Term, Term>();
      for (const [k, v] of map) copy.set(toModule(k), toModule(v));
      return copy;
    }
  }
  return map;
}

/** The function that TypeScript sees of a fun: always the same one for the same fun. */
export function facadeOf(fun: Fun | ExternalFun): Fn {
  fun.facade ??= makeFacade(fun);
  return fun.facade;
}

function makeFacade(fun: Fun | ExternalFun): Fn {
  const facade = (...args: Term[]): Term => {
    if (args.length !== fun.arity) throw errorTuple(BADARITY, tuple2(fun, fromArray(args)));
    const result = fun instanceof Fun ? fun.invoke(...args) : borderPort.callExternal(fun, args);
    return borderPort.mapFrame(result, toModule) ?? toModule(result);
  };
  Object.defineProperties(facade, {
    [ORIGINAL]: { value: fun },
    length: { value: fun.arity },
    name: { value: fun instanceof Fun ? fun.code.name : `${atomName(fun.module)}:${atomName(fun.name)}` },
  });
  return facade;
}

const BADARITY = Symbol.for("badarity");

/** A message sent by Erlang code: the term, and the form a module sees once it was asked for. */
export class Envelope {
  readonly term: Term;
  private converted: Term;
  private isConverted = false;
  constructor(term: Term) {
    this.term = term;
  }
  forModule(): Term {
    if (!this.isConverted) {
      this.converted = toModule(this.term);
      this.isConverted = true;
    }
    return this.converted;
  }
}

/** A message as a mailbox keeps it, when Erlang code sends it: in an Envelope if a module must see another form. */
export function wrapForModule(term: Term): Term {
  if (typeof term !== "object" || term === null) return term;
  return term instanceof Pid || term instanceof Ref || term instanceof Uint8Array ? term : new Envelope(term);
}

/** A message of a mailbox as Erlang code reads it. */
export function openRaw(message: Term): Term {
  return message instanceof Envelope ? message.term : message;
}

/** A message of a mailbox as a module reads it. */
export function openForModule(message: Term): Term {
  return message instanceof Envelope ? message.forModule() : message;
}
