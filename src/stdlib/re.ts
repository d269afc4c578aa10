// re — regular expressions, on JavaScript's. What differs is in re-translate.ts.
//
// No expression has a limit of steps ({error,match_limit}): what would take too many of them is answered by V8's
// linear engine, in the command (node-regexp.ts), unless it is caseless, looks around or refers to a group.
//
// Subjects are bytes, or with `unicode` characters in UTF-8; positions are of bytes.
import { callFun2 } from "../process/apply.ts";
import { Frame, proc } from "../process/frame.ts";
import { atomName, isAtom } from "../terms/atom.ts";
import { badarg, type Exception } from "../terms/exception.ts";
import { isInteger } from "../terms/float.ts";
import { fromArray, NIL, toArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2 } from "../terms/tuple.ts";
import { errorBecause } from "./argument-error.ts";
import { isFunOf } from "./fun-arity.ts";
import { bytesOf, charsOf, latin1Text, textOf, utf8 } from "./iodata.ts";
import { Compiled, type Options, parseOptions } from "./re-compiled.ts";
import { ReFailure } from "./re-translate.ts";
import { otpModule } from "./table.ts";

const RE = Symbol.for("re");
const OK = Symbol.for("ok");
const ERROR = Symbol.for("error");
const MATCH = Symbol.for("match");
const NOMATCH = Symbol.for("nomatch");
const BADARG = Symbol.for("badarg");
const BADOPT = Symbol.for("badopt");
const STDLIB_ERRORS = Symbol.for("erl_stdlib_errors");

function subjectText(subject: Term, unicode: boolean): string {
  const text = unicode ? charsOf(subject) : latin1Of(subject);
  if (text === undefined) throw badarg(subject);
  return text;
}

function latin1Of(data: Term): string | undefined {
  const bytes = bytesOf(data);
  return bytes && latin1Text(bytes);
}

/** The expression that a term is; a ReFailure if its text is wrong. */
function compiled(re: Term, options: Options): Compiled {
  if (isTuple(re) && re.length === 5 && re[4] instanceof Compiled) return re[4];
  return new Compiled(subjectText(re, options.flags.unicode), options);
}

/** The error of a call, with words about its arguments. */
function error(name: string, args: readonly Term[], cause?: symbol): Exception {
  return errorBecause(cause, BADARG, { module: RE, name: Symbol.for(name), arity: args }, STDLIB_ERRORS);
}

/** The error of a call that OTP makes by a detour, and has no words for. */
function bareError(name: string, args: readonly Term[]): Exception {
  return new Exception("error", BADARG, [{ module: RE, name: Symbol.for(name), arity: args }]);
}

/** Options of a call, and its expression; or the error of the call. */
function prepare(
  name: string,
  args: readonly Term[],
  re: Term,
  list: Term,
): { options: Options; re: Compiled } {
  const options = parseOptions(list);
  // Only run/3 finds the wrong option itself: the others just hear from it that something is wrong.
  if (options === undefined) throw error(name, args, name === "run" ? BADOPT : undefined);
  if (isCompiled(re)) {
    const known = re[4] as Compiled;
    const otherLines = options.newline !== undefined && options.newline !== known.flags.newline;
    if (options.compiles || otherLines || options.badCapture) throw error(name, args);
    return { options, re: known.forRun(options.flags) };
  }
  const made = compiled(re, options);
  if (options.badCapture) throw error(name, args);
  return { options, re: made };
}

/** The error of the call because its expression is none, unless that is to be returned. */
function refused(name: string, args: readonly Term[], thrown: unknown, reports: boolean): Term {
  if (!(thrown instanceof ReFailure)) throw thrown;
  const [subject, re] = args;
  const detour = args.length > 2 && name === "run" && hasOption(args[2], "unicode");
  if (reports && args.length > 2 && hasOption(args[2], "report_errors"))
    return tuple2(ERROR, tuple2(COMPILE, tuple2(thrown.words, thrown.at)));
  if (detour && !(subject instanceof Uint8Array && re instanceof Uint8Array)) throw bareError(name, args);
  throw error(name, args);
}

const hasOption = (list: Term, name: string): boolean =>
  toArray(list)?.includes(Symbol.for(name)) === true;

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

/** The options among the arguments, where the atom `undefined` is no list. */
const optionsOf = (args: readonly Term[], at: number): Term => (args.length > at ? args[at] : NIL);

/** Why a text is no expression; undefined if it is one. */
export function regexpFailure(text: Term): { words: string; at: number } | undefined {
  const result = compile(text);
  return result[0] === OK ? undefined : { words: result[1][0], at: result[1][1] };
}

/** Whether a term is a compiled expression. */
export function isCompiled(term: Term): boolean {
  return isTuple(term) && term.length === 5 && term[4] instanceof Compiled;
}

/** A match: start and end of each group, in units of the text; undefined for one that took no part. */
type Found = readonly (readonly [number, number] | undefined)[];

function groupsOf(re: Compiled, found: RegExpExecArray): Found {
  const indices = found.indices as readonly ([number, number] | undefined)[];
  const groups = [indices[0]];
  for (const group of re.translated.map) groups.push(indices[group]);
  return groups;
}

/** Where the expression is found next; `from` counts units of the text. */
function find(re: Compiled, text: string, from: number, options: Options): Found | undefined {
  const { first, groups } = re.search(text);
  first.lastIndex = from;
  for (let found = first.exec(text); found !== null; found = first.exec(text)) {
    const start = found.index;
    if ((re.anchored || options.anchored) && start !== from) return undefined;
    if (!options.notEmpty || found[0] !== "") {
      if (re.translated.groups === 0 || !options.groups) return [[start, start + found[0].length]];
      groups.lastIndex = start;
      return groupsOf(re, groups.exec(text) as RegExpExecArray);
    }
    first.lastIndex = start + 1;
  }
  return undefined;
}

/** A match at this very place that is not empty. */
function findLonger(re: Compiled, text: string, at: number): Found | undefined {
  const { source, flags } = re.translated;
  const longer = new RegExp(
    `(?:${source})(?<=^[\\s\\S]{${Array.from(text.slice(0, at)).length + 1},})`,
    `${flags}dy`,
  );
  longer.lastIndex = at;
  const found = longer.exec(text);
  return found === null ? undefined : groupsOf(re, found);
}

/** All matches, as Perl's /g finds them: behind an empty one a longer at the same place, or the next character. */
function findAll(re: Compiled, text: string, options: Options): Found[] {
  const all: Found[] = [];
  let from = options.offset;
  while (from <= text.length) {
    const found = find(re, text, from, options);
    if (found === undefined) break;
    all.push(found);
    const [start, end] = found[0] as readonly [number, number];
    from = end;
    if (start < end) continue;
    const longer = end < text.length ? findLonger(re, text, end) : undefined;
    if (longer === undefined) {
      from = end + (re.flags.unicode && (text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1);
      continue;
    }
    all.push(longer);
    from = (longer[0] as readonly [number, number])[1];
  }
  return all;
}

/** Positions of the text as positions of bytes: each is counted from the one that was asked for before. */
function bytePositions(re: Compiled, text: string): (at: number) => number {
  if (!re.flags.unicode || !/[^\0-\x7f]/.test(text)) return (at) => at;
  let last = 0;
  let bytes = 0;
  return (at) => {
    if (at >= last) bytes += Buffer.byteLength(text.slice(last, at));
    else bytes -= Buffer.byteLength(text.slice(at, last));
    last = at;
    return bytes;
  };
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
    const key = isAtom(id) ? atomName(id) : (textOf(id) ?? "");
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
  const [subject, expression, list = NIL] = args;
  const { options, re } = prepare("run", args, expression, list);
  const text = subjectText(subject, re.flags.unicode);
  const offset = re.flags.unicode ? textOffset(text, options.offset) : options.offset;
  if (offset > text.length) throw badarg(list);
  const all = options.global ? findAll(re, text, { ...options, offset }) : [find(re, text, offset, options)];
  const [first] = all;
  if (first === undefined) return NOMATCH;
  if (options.capture === Symbol.for("none") || toArray(options.capture)?.length === 0) return MATCH;
  const position = bytePositions(re, text);
  const matches = all.map((found) => captured(re, text, found as Found, options, position));
  return tuple2(MATCH, options.global ? fromArray(matches) : matches[0]);
}

/** A position of bytes as one of the text. */
function textOffset(text: string, bytes: number): number {
  return bytes === 0 ? 0 : Buffer.from(text).subarray(0, bytes).toString().length;
}

/** `{return,Type}` and what is left of the options. */
function splitReturn(list: Term): { type: string; rest: Term[] } {
  let type = "iodata";
  const rest: Term[] = [];
  for (const option of toArray(list) ?? []) {
    if (isTuple(option) && option[0] === Symbol.for("return"))
      type = isAtom(option[1]) ? atomName(option[1]) : "";
    else rest.push(option);
  }
  return { type, rest };
}

/** A replacement in parts: text, and numbers of groups. */
function replacementParts(text: string): (string | number)[] {
  const parts: (string | number)[] = [];
  const pattern = /\\g\{(\d+)\}|\\g(\d+)|\\([1-9]\d*)|\\([\s\S])|(&)|([^\\&]+|\\$)/g;
  for (const [, braced, g, digits, escaped, whole, plain] of text.matchAll(pattern)) {
    const group = braced ?? g ?? digits;
    if (group !== undefined) parts.push(Number(group));
    else if (whole !== undefined) parts.push(0);
    else parts.push(escaped ?? plain);
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
  const [subject, expression, replacement, list = NIL] = args;
  const { type, rest } = splitReturn(list);
  if (!["iodata", "list", "binary"].includes(type)) throw error("replace", args, BADOPT);
  const { options, re } = prepare("replace", args, expression, fromArray(rest));
  const text = latin1OrUnicode("replace", args, subject, re);
  const found = options.global ? findAll(re, text, options) : [find(re, text, options.offset, options)];
  const matches = found.filter((one) => one !== undefined) as Found[];
  if (matches.length === 0) return type === "iodata" ? subject : partOf(re, text, type);
  const parts = isFunOf(replacement, 2)
    ? undefined
    : replacementParts(latin1OrUnicode("replace", args, replacement, re));
  return replacing(re, text, matches, parts, replacement, type);
}

function latin1OrUnicode(name: string, args: readonly Term[], data: Term, re: Compiled): string {
  const text = re.flags.unicode ? charsOf(data) : latin1Of(data);
  if (text === undefined) throw error(name, args);
  return text;
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
  const [subject, expression, list = NIL] = args;
  const { type, rest } = splitReturn(list);
  const how: SplitOptions = { parts: Number.POSITIVE_INFINITY, trim: false, group: false };
  const others: Term[] = [];
  for (const option of rest) {
    if (option === Symbol.for("trim")) how.trim = true;
    else if (option === Symbol.for("group")) how.group = true;
    else if (isTuple(option) && option[0] === Symbol.for("parts")) {
      how.parts = isInteger(option[1]) && option[1] > 0 ? Number(option[1]) : Number.POSITIVE_INFINITY;
      how.trim = false;
    } else others.push(option);
  }
  const { options, re } = prepare("split", args, expression, fromArray(others));
  const text = latin1OrUnicode("split", args, subject, re);
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
