// re — regular expressions, on JavaScript's. What differs is in re-translate.ts.
//
// No expression has a limit of steps ({error,match_limit}): what would take too many of them is answered by V8's
// linear engine, in the command (node-regexp.ts), unless it is caseless, looks around or refers to a group.
//
// Subjects are bytes, or with `unicode` characters in UTF-8; positions are of bytes.
import { callFun2 } from "../process/apply.ts";
import { Frame, proc } from "../process/frame.ts";
import { atomName, isAtom } from "../terms/atom.ts";
import { badarg } from "../terms/exception.ts";
import { isInteger } from "../terms/float.ts";
import { fromArray, NIL, toArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2 } from "../terms/tuple.ts";
import { isFunOf } from "./fun-arity.ts";
import { charsOf, utf8 } from "./iodata.ts";
import {
  bareError,
  error,
  isCompiled,
  latin1Of,
  latin1OrUnicode,
  offsetIn,
  optionsOf,
  type Prepared,
  prepare,
  prepareFor,
  refused,
  splitReturn,
  takesDetour,
} from "./re-calls.ts";
import { Compiled, type Options, parseOptions } from "./re-compiled.ts";
import { ReFailure } from "./re-failures.ts";
import { bytePositions, type Found, find, findAll } from "./re-find.ts";
import { otpModule } from "./table.ts";

const RE = Symbol.for("re");
const OK = Symbol.for("ok");
const ERROR = Symbol.for("error");
const MATCH = Symbol.for("match");
const NOMATCH = Symbol.for("nomatch");
const BADOPT = Symbol.for("badopt");

/**
 * Compiles an expression, to be run often. Mirrors re:compile/1,2.
 *
 * ```eshell
 * 1> {ok, Mp} = re:compile("a+"), re:run("baa", Mp).
 * {match,[{1,2}]}
 * ```
 */
function compile(...args: Term[]): Term {
  const [text] = args;
  const options = parseOptions(optionsOf(args, 1));
  if (options === undefined || options.runs) throw error("compile", args, BADOPT);
  try {
    const { unicode } = options.flags;
    const data = unicode ? charsOf(text) : latin1Of(text);
    if (data === undefined) throw unicode ? bareError("compile", args) : badarg(text);
    return tuple2(OK, new Compiled(data, options).term());
  } catch (thrown) {
    if (thrown instanceof ReFailure) return tuple2(ERROR, tuple2(thrown.words, thrown.at));
    throw thrown;
  }
}

/** Why a text is no expression; undefined if it is one. */
export function regexpFailure(text: Term): { words: string; at: number } | undefined {
  const result = compile(text);
  return result[0] === OK ? undefined : { words: result[1][0], at: result[1][1] };
}

/** The groups that a capture specification asks for. */
function wanted(re: Compiled, found: Found, spec: Term): (readonly [number, number] | undefined)[] {
  const name = isAtom(spec) ? atomName(spec) : "";
  if (name === "first") return [found[0]];
  if (name === "all" || name === "all_but_first") {
    let count = found.length;
    // Groups at the end that took no part are left out.
    while (count > 1 && found[count - 1] === undefined) count--;
    return found.slice(name === "all" ? 0 : 1, count);
  }
  const { names } = re.translated;
  if (name === "all_names") return [...names.keys()].sort().map((key) => found[names.get(key) as number]);
  return (toArray(spec) ?? []).map((id) => {
    if (isInteger(id)) return found[Number(id)];
    const key = isAtom(id) ? atomName(id) : (latin1Of(id) ?? "");
    return names.has(key) ? found[names.get(key) as number] : undefined;
  });
}

function captured(
  re: Compiled,
  text: string,
  found: Found,
  options: Options,
  position: (at: number) => number,
): Term {
  return fromArray(
    wanted(re, found, options.capture).map((range) => {
      if (options.type === "index") {
        if (range === undefined) return tuple2(-1, 0);
        const start = position(range[0]);
        return tuple2(start, position(range[1]) - start);
      }
      const part = range === undefined ? "" : text.slice(range[0], range[1]);
      return partOf(re, part, options.type);
    }),
  );
}

/** A part of the subject as a list or a binary. */
function partOf(re: Compiled, part: string, type: string): Term {
  if (type === "list") return part === "" ? NIL : part;
  return bytesOfText(re, part);
}

function bytesOfText(re: Compiled, part: string): Uint8Array {
  return re.flags.unicode ? utf8(part) : new Uint8Array(Buffer.from(part, "latin1"));
}

/**
 * Where an expression matches: places and lengths in bytes, or the texts with `{capture, …, list}`. Mirrors re:run/2,3.
 *
 * ```eshell
 * 1> re:run("banana", "an").
 * {match,[{1,2}]}
 * 2> re:run("banana", "(a)(n)", [global, {capture, all, list}]).
 * {match,[["an","a","n"],["an","a","n"]]}
 * 3> re:run("abc", "x").
 * nomatch
 * ```
 */
function run(...args: Term[]): Term {
  let prepared: Prepared;
  try {
    prepared = prepare("run", args, args[1], optionsOf(args, 2));
  } catch (thrown) {
    return refused("run", args, thrown);
  }
  const { options, re } = prepared;
  const text = runText(args, options, re);
  const offset = offsetIn(text, re, options);
  if (offset === undefined && !options.global) throw error("run", args);
  if (offset === undefined) return NOMATCH;
  const all = options.global ? findAll(re, text, { ...options, offset }) : [find(re, text, offset, options)];
  const [first] = all;
  if (first === undefined) return NOMATCH;
  if (capturesNothing(re, options.capture)) return MATCH;
  const position = bytePositions(re, text);
  const matches = all.map((found) => captured(re, text, found as Found, options, position));
  return tuple2(MATCH, options.global ? fromArray(matches) : matches[0]);
}

/** The subject of re:run. */
function runText(args: readonly Term[], options: Options, re: Compiled): string {
  const text = re.flags.unicode ? charsOf(args[0]) : latin1Of(args[0]);
  if (text !== undefined) return text;
  throw options.global || takesDetour(args, re.flags.unicode) ? bareError("run", args) : error("run", args);
}

function capturesNothing(re: Compiled, spec: Term): boolean {
  if (spec === Symbol.for("none") || toArray(spec)?.length === 0) return true;
  return spec === Symbol.for("all_names") && re.translated.names.size === 0;
}

/** A replacement in parts: text, and numbers of groups. */
function replacementParts(text: string): (string | number)[] {
  const parts: (string | number)[] = [];
  const pattern = /\\g\{(\d+)\}|\\g(\d+)|\\([1-9]\d*)|\\([\s\S])|(&)|([^\\&]+|\\$)/g;
  for (const [, braced, g, digits, escaped, whole, plain] of text.matchAll(pattern)) {
    const group = braced ?? g ?? digits;
    if (group !== undefined) parts.push(Number(group));
    else if (whole !== undefined) parts.push(0);
    else {
      const text = escaped ?? plain;
      const before = parts.at(-1);
      if (typeof before === "string") parts[parts.length - 1] = before + text;
      else parts.push(text);
    }
  }
  return parts;
}

/**
 * Replaces the first match, or with `global` all of them; `&` and `\\1` stand for what matched. Mirrors re:replace/3,4.
 *
 * ```eshell
 * 1> re:replace("banana", "an", "<&>", [global, {return, list}]).
 * "b<an><an>a"
 * ```
 */
function replace(...args: Term[]): Term {
  const [subject, , replacement] = args;
  const how = splitReturn(optionsOf(args, 3));
  if (how === undefined) throw error("replace", args, BADOPT);
  const { type, rest } = how;
  const { options, re } = prepareFor("replace", args, rest);
  const text = latin1OrUnicode("replace", args, subject, re);
  const parts = isFunOf(replacement, 2)
    ? undefined
    : replacementParts(latin1OrUnicode("replace", args, replacement, re));
  const offset = offsetIn(text, re, options);
  if (offset === undefined && !options.global) throw error("replace", args);
  const from = offset ?? text.length + 1;
  const found = options.global
    ? findAll(re, text, { ...options, offset: from })
    : [find(re, text, from, options)];
  const matches = found.filter((one) => one !== undefined) as Found[];
  if (matches.length === 0) return type === "iodata" ? subject : partOf(re, text, type);
  return replacing(re, text, matches, parts, replacement, type);
}

const replacing = proc(
  function* replace(
    re: Compiled,
    text: string,
    matches: readonly Found[],
    parts: readonly (string | number)[] | undefined,
    fun: Term,
    type: string,
  ): Generator<unknown, Term, Term> {
    const pieces: Term[] = [];
    let at = 0;
    const slice = (range: readonly [number, number] | undefined) =>
      range === undefined ? "" : text.slice(...range);
    for (const found of matches) {
      const [start, end] = found[0] as readonly [number, number];
      if (start > at) pieces.push(bytesOfText(re, text.slice(at, start)));
      at = end;
      if (parts === undefined) {
        const groups = fromArray(found.slice(1).map((range) => bytesOfText(re, slice(range))));
        let made = callFun2(fun, bytesOfText(re, slice(found[0])), groups);
        if (made instanceof Frame) made = yield made;
        pieces.push(made);
      } else if (parts.length === 1 && typeof parts[0] === "string") {
        pieces.push(bytesOfText(re, parts[0]));
      } else {
        pieces.push(
          fromArray(
            parts.map((part) => bytesOfText(re, typeof part === "number" ? slice(found[part]) : part)),
          ),
        );
      }
    }
    const tail = at < text.length ? bytesOfText(re, text.slice(at)) : NIL;
    const iodata = fromArray(pieces, tail);
    if (type === "iodata") return iodata;
    const whole = re.flags.unicode ? charsOf(iodata) : latin1Of(iodata);
    if (whole === undefined) throw badarg(iodata);
    return partOf(re, whole, type);
  },
  { module: RE },
);

const PARTS = Symbol.for("parts");
const INFINITY = Symbol.for("infinity");
const TRIM = Symbol.for("trim");
const GLOBAL = Symbol.for("global");

interface SplitOptions {
  parts: number;
  trim: boolean;
  group: boolean;
}

/**
 * What stands between the matches. Mirrors re:split/2,3.
 *
 * ```eshell
 * 1> re:split("a,b;c", "[,;]", [{return, list}]).
 * ["a","b","c"]
 * ```
 */
function split(...args: Term[]): Term {
  const returned = splitReturn(optionsOf(args, 2));
  if (returned === undefined) throw error("split", args, BADOPT);
  const { type, rest } = returned;
  const how: SplitOptions = { parts: Number.POSITIVE_INFINITY, trim: false, group: false };
  const others: Term[] = [];
  for (const option of rest) {
    const count = isTuple(option) && option.length === 2 && option[0] === PARTS ? option[1] : undefined;
    const all = count === INFINITY || count === 0 || option === TRIM;
    const wrong = count !== undefined && !all && !(isInteger(count) && count > 0);
    if (option === GLOBAL || wrong) throw error("split", args, BADOPT);
    if (all) {
      how.parts = Number.POSITIVE_INFINITY;
      how.trim = count !== INFINITY;
    } else if (count !== undefined) {
      how.parts = Number(count);
      how.trim = false;
    } else if (option === Symbol.for("group")) how.group = true;
    else others.push(option);
  }
  const { options, re } = prepareFor("split", args, others);
  const text = latin1OrUnicode("split", args, args[0], re);
  if (text === "") return NIL;
  const shaped = pieces(re, text, options, how).map((piece) =>
    piece.map((part) => splitPart(re, part, type)),
  );
  return fromArray(how.group ? shaped.map((piece) => fromArray(piece)) : shaped.flat());
}

const splitPart = (re: Compiled, part: string, type: string): Term =>
  type === "list" ? (part === "" ? NIL : part) : bytesOfText(re, part);

/** What is between the matches, each with the groups of the match behind it. */
function pieces(re: Compiled, text: string, options: Options, how: SplitOptions): string[][] {
  const found: string[][] = [];
  let at = 0;
  for (const match of findAll(re, text, options)) {
    const [start, end] = match[0] as readonly [number, number];
    if (found.length + 1 >= how.parts) break;
    // An empty match at the place where the last one ended separates nothing.
    if (start === end && (start === at || start >= text.length) && start !== 0) {
      if (start === at) continue;
    }
    if (start === end && start === 0) continue;
    const groups = match.slice(1).map((range) => (range === undefined ? "" : text.slice(...range)));
    found.push([text.slice(at, start), ...groups]);
    at = end;
  }
  found.push([text.slice(at)]);
  if (!how.trim) return found;
  while (found.length > 0 && found[found.length - 1].every((part) => part === "")) found.pop();
  return found;
}

/**
 * The names of the groups of a compiled expression. Mirrors re:inspect/2.
 *
 * ```eshell
 * 1> {ok, Mp} = re:compile("(?<year>[0-9]+)"), re:inspect(Mp, namelist).
 * {namelist,[<<"year">>]}
 * ```
 */
function inspect(re: Term, item: Term): Term {
  if (!isCompiled(re) || item !== Symbol.for("namelist")) throw badarg(re, item);
  const names = [...(re[4] as Compiled).translated.names.keys()].sort();
  return tuple2(item, fromArray(names.map((name) => utf8(name))));
}

/**
 * Module re. Regular expressions, run by JavaScript's: what PCRE has and JavaScript has not is `{error, …}` or
 * differs; see the head of `src/stdlib/re.ts`.
 */
export const re = otpModule(
  "re",
  {
    compile: [compile, 1, 2] as const,
    run: [run, 2, 3] as const,
    replace: [replace, 3, 4] as const,
    split: [split, 2, 3] as const,
    inspect,
    version: (): Uint8Array => utf8("10.47 2025-10-21"),
  },
  { errors: "erl_stdlib_errors" },
);
