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

/**
 * Whether the term is a tuple with that atom first, and of that size. Mirrors is_record/2,3.
 *
 * ```eshell
 * 1> is_record({point,1,2}, point, 3).
 * true
 * ```
 */
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

/**
 * Whether the term is an integer; within bounds, too, if they are given. Mirrors is_integer/1,3.
 *
 * ```eshell
 * 1> is_integer(1).
 * true
 * 2> is_integer(7, 1, 5).
 * false
 * ```
 */
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

/**
 * The name of an atom as a binary, in UTF-8 or `latin1`. Mirrors atom_to_binary/1,2.
 *
 * ```eshell
 * 1> atom_to_binary(ok).
 * <<"ok">>
 * ```
 */
function atom_to_binary(term: Term, ...given: Term[]): Uint8Array {
  const encoding = encodingOf(given);
  const name = nameOf(term);
  if (encoding === UTF8 || encoding === UNICODE) return utf8(name);
  if (encoding !== LATIN1) throw badarg(encoding);
  for (const character of name) if ((character.codePointAt(0) as number) > 255) throw badarg(term);
  return new Uint8Array(Buffer.from(name, "latin1"));
}

export const types = {
  /**
   * Whether the term is an atom. Mirrors is_atom/1.
   *
   * ```eshell
   * 1> is_atom(ok).
   * true
   * ```
   */
  is_atom: (term: Term): boolean => isAtom(term),
  /**
   * Whether the term is a binary: whole bytes. Mirrors is_binary/1.
   *
   * ```eshell
   * 1> is_binary(<<1,2>>).
   * true
   * 2> is_binary(<<1:3>>).
   * false
   * ```
   */
  is_binary: (term: Term): boolean => term instanceof Uint8Array,
  /**
   * Whether the term is a bit string, binaries included. Mirrors is_bitstring/1.
   *
   * ```eshell
   * 1> is_bitstring(<<1:3>>).
   * true
   * ```
   */
  is_bitstring: (term: Term): boolean => isBitString(term),
  /**
   * Whether the term is `true` or `false`. Mirrors is_boolean/1.
   *
   * ```eshell
   * 1> is_boolean(true).
   * true
   * ```
   */
  is_boolean: (term: Term): boolean => typeof term === "boolean",
  /**
   * Whether the term is a float. Mirrors is_float/1.
   *
   * ```eshell
   * 1> is_float(1.0).
   * true
   * 2> is_float(1).
   * false
   * ```
   */
  is_float: (term: Term): boolean => isFloat(term),
  is_function: [is_function, 1, 2] as const,
  is_integer: [is_integer, 1, 3] as const,
  /**
   * Whether the term is a list; strings are. Mirrors is_list/1.
   *
   * ```eshell
   * 1> is_list("abc").
   * true
   * ```
   */
  is_list: (term: Term): boolean => isList(term),
  /**
   * Whether the term is a map. Mirrors is_map/1.
   *
   * ```eshell
   * 1> is_map(#{}).
   * true
   * ```
   */
  is_map: (term: Term): boolean => isMap(term),
  /**
   * Whether the term is an integer or a float. Mirrors is_number/1.
   *
   * ```eshell
   * 1> is_number(1.5).
   * true
   * ```
   */
  is_number: (term: Term): boolean => isNumber(term),
  /**
   * Whether the term is a pid. Mirrors is_pid/1.
   *
   * ```eshell
   * 1> is_pid(self()).
   * true
   * ```
   */
  is_pid: (term: Term): boolean => term instanceof Pid,
  /**
   * Whether the term is a port; there are none. Mirrors is_port/1.
   *
   * ```eshell
   * 1> is_port(self()).
   * false
   * ```
   */
  is_port: (_term: Term): boolean => false,
  is_record: [is_record, 1, 2, 3] as const,
  /**
   * Whether the term is a reference. Mirrors is_reference/1.
   *
   * ```eshell
   * 1> is_reference(make_ref()).
   * true
   * ```
   */
  is_reference: (term: Term): boolean => term instanceof Ref,
  /**
   * Whether the term is a tuple. Mirrors is_tuple/1.
   *
   * ```eshell
   * 1> is_tuple({a,b}).
   * true
   * ```
   */
  is_tuple: (term: Term): boolean => isTuple(term),

  /**
   * The name of an atom as a string. Mirrors atom_to_list/1.
   *
   * ```eshell
   * 1> atom_to_list(ok).
   * "ok"
   * ```
   */
  atom_to_list: (term: Term): string => nameOf(term),
  atom_to_binary: [atom_to_binary, 1, 2] as const,
  /**
   * The atom with that name. Mirrors list_to_atom/1.
   *
   * ```eshell
   * 1> list_to_atom("hello world").
   * 'hello world'
   * ```
   */
  list_to_atom: (list: Term): Atom => atom(listText(list)),
  /**
   * The atom with that name, which must exist: else `badarg`. Mirrors list_to_existing_atom/1.
   *
   * ```eshell
   * 1> list_to_existing_atom("ok").
   * ok
   * ```
   */
  list_to_existing_atom: (list: Term): Atom => existing(listText(list)),
  /**
   * The atom whose name is the text of a binary. Mirrors binary_to_atom/1,2.
   *
   * ```eshell
   * 1> binary_to_atom(<<"ok">>).
   * ok
   * ```
   */
  binary_to_atom: [
    (binary: Term, ...encoding: Term[]): Atom => atom(binaryText(binary, encodingOf(encoding))),
    1,
    2,
  ] as const,
  /**
   * The same for an atom that must exist: else `badarg`. Mirrors binary_to_existing_atom/1,2.
   *
   * ```eshell
   * 1> binary_to_existing_atom(<<"ok">>).
   * ok
   * ```
   */
  binary_to_existing_atom: [
    (binary: Term, ...encoding: Term[]): Atom => existing(binaryText(binary, encodingOf(encoding))),
    1,
    2,
  ] as const,
};
