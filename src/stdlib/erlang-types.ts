// erlang-types — the type tests of module erlang, and its atoms.
//
// Differs from OTP: JavaScript functions are funs, and JavaScript values that are no terms answer false to every
// test. `existing` atoms are those that the atom table has seen (terms/atom.ts).

import { isNumber } from "../terms/arithmetic.ts";
import { atom, atomName, existingAtom, isAtom } from "../terms/atom.ts";
import { isBitString } from "../terms/bits.ts";
import { badarg, bifError } from "../terms/exception.ts";
import { isFloat, isInteger } from "../terms/float.ts";
import { isFun } from "../terms/fun.ts";
import { isList } from "../terms/list.ts";
import { isMap } from "../terms/map.ts";
import { NativeRecord } from "../terms/native-record.ts";
import { compare } from "../terms/order.ts";
import { Pid, Ref } from "../terms/pid.ts";
import type { Atom, Term } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";
import { isFunOf } from "./fun-arity.ts";
import { latin1Text, textOf, utf8, utf8Text } from "./iodata.ts";

const LATIN1 = Symbol.for("latin1");
const UTF8 = Symbol.for("utf8");
const UNICODE = Symbol.for("unicode");
const MAX_ATOM_CHARACTERS = 255;

function is_function(term: Term, ...arity: Term[]): boolean {
  if (arity.length === 0) return isFun(term);
  if (!isInteger(arity[0]) || arity[0] < 0) throw badarg(arity);
  return isFunOf(term, Number(arity[0]));
}

function is_record(term: Term, ...rest: Term[]): boolean {
  if (rest.length === 0) return term instanceof NativeRecord;
  const [tag, ...size] = rest;
  if (!isAtom(tag)) throw badarg(tag);
  if (size.length > 0) {
    if (isAtom(size[0])) return term instanceof NativeRecord && term.module === tag && term.name === size[0];
    if (!isInteger(size[0])) throw badarg(size);
    return isTuple(term) && term.length === Number(size[0]) && term.length > 0 && term[0] === tag;
  }
  return isTuple(term) && term.length > 0 && term[0] === tag;
}

function is_integer(term: Term, ...range: Term[]): boolean {
  if (range.length === 0) return isInteger(term);
  const [low, high] = range;
  if (!isInteger(low) || !isInteger(high)) throw badarg(low, high);
  return isInteger(term) && compare(low, term) <= 0 && compare(term, high) <= 0;
}

/** The text of an atom. */
function nameOf(term: Term): string {
  if (!isAtom(term)) throw badarg(term);
  return atomName(term);
}

function characterCount(text: string): number {
  let count = text.length;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0xdc00 && code <= 0xdfff) count--;
  }
  return count;
}

function checkedName(text: string): string {
  if (text.length > MAX_ATOM_CHARACTERS && characterCount(text) > MAX_ATOM_CHARACTERS) {
    throw bifError(Symbol.for("system_limit"));
  }
  return text;
}

function listText(list: Term): string {
  const text = textOf(list);
  if (text === undefined) throw badarg(list);
  return checkedName(text);
}

function binaryText(binary: Term, encoding: Term): string {
  if (!(binary instanceof Uint8Array)) throw badarg(binary);
  if (encoding === LATIN1) return checkedName(latin1Text(binary));
  if (encoding !== UTF8 && encoding !== UNICODE) throw badarg(encoding);
  const text = utf8Text(binary);
  if (text === undefined) throw badarg(binary);
  return checkedName(text);
}

function existing(text: string): Atom {
  if (!existingAtom(text)) throw badarg(text);
  return atom(text);
}

/** The encoding that was given, where the atom `undefined` is a wrong one. */
function encodingOf(given: readonly Term[]): Term {
  return given.length === 0 ? UTF8 : given[0];
}

function atom_to_binary(term: Term, ...given: Term[]): Uint8Array {
  const encoding = encodingOf(given);
  const name = nameOf(term);
  if (encoding === UTF8 || encoding === UNICODE) return utf8(name);
  if (encoding !== LATIN1) throw badarg(encoding);
  for (const character of name) if ((character.codePointAt(0) as number) > 255) throw badarg(term);
  return new Uint8Array(Buffer.from(name, "latin1"));
}

export const types = {
  is_atom: (term: Term): boolean => isAtom(term),
  is_binary: (term: Term): boolean => term instanceof Uint8Array,
  is_bitstring: (term: Term): boolean => isBitString(term),
  is_boolean: (term: Term): boolean => typeof term === "boolean",
  is_float: (term: Term): boolean => isFloat(term),
  is_function: [is_function, 1, 2] as const,
  is_integer: [is_integer, 1, 3] as const,
  is_list: (term: Term): boolean => isList(term),
  is_map: (term: Term): boolean => isMap(term),
  is_number: (term: Term): boolean => isNumber(term),
  is_pid: (term: Term): boolean => term instanceof Pid,
  is_port: (_term: Term): boolean => false,
  is_record: [is_record, 1, 2, 3] as const,
  is_reference: (term: Term): boolean => term instanceof Ref,
  is_tuple: (term: Term): boolean => isTuple(term),

  atom_to_list: (term: Term): string => nameOf(term),
  atom_to_binary: [atom_to_binary, 1, 2] as const,
  list_to_atom: (list: Term): Atom => atom(listText(list)),
  list_to_existing_atom: (list: Term): Atom => existing(listText(list)),
  binary_to_atom: [
    (binary: Term, ...encoding: Term[]): Atom => atom(binaryText(binary, encodingOf(encoding))),
    1,
    2,
  ] as const,
  binary_to_existing_atom: [
    (binary: Term, ...encoding: Term[]): Atom => existing(binaryText(binary, encodingOf(encoding))),
    1,
    2,
  ] as const,
};
