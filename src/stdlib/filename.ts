// filename — names of files, without looking at any. Unix names only.
//
// A name is text, an atom, a binary or a nested list of these; if one of a call's names is a binary, so is the result.
import { atomName, isAtom } from "../terms/atom.ts";
import { badarg, type StackItem } from "../terms/exception.ts";
import { asCons, Cons, codePoints, fromArray, isList, isNil, NIL, toArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { basedir } from "./filename-basedir.ts";
import { files } from "./files-port.ts";
import { isScalar, utf8, utf8Text } from "./iodata.ts";
import { OtpSource } from "./otp-source.ts";
import { otpModule } from "./table.ts";

const SOURCE = new OtpSource("filename");

/** The text of a name; undefined if it is none. */
export function nameText(name: Term): string | undefined {
  if (typeof name === "string") return name;
  if (name instanceof Uint8Array) return utf8Text(name) ?? Buffer.from(name).toString("latin1");
  if (isAtom(name)) return atomName(name);
  const elements = isList(name) ? toArray(name) : undefined;
  if (elements === undefined) return undefined;
  let text = "";
  for (const element of elements) {
    const part = isScalar(element) ? String.fromCodePoint(element) : nameText(element);
    if (part === undefined) return undefined;
    text += part;
  }
  return text;
}

/** The text of an argument; where it is none, function_clause as OTP's flattening raises it for `callers`. */
function text(name: Term, ...callers: readonly StackItem[]): string {
  const found = nameText(name);
  if (found !== undefined) return found;
  // Flattening fails at what is neither a list nor an atom: at the end of a list that is not proper.
  let rest = name;
  for (let cell = cellOf(rest); cell !== undefined; cell = cellOf(rest)) rest = cell.tail;
  const wrong = rest === name || !isNil(rest) ? rest : name;
  const inner = rest !== name && !isNil(rest) ? [at("do_flatten", 2, 1103)] : [];
  throw SOURCE.noClause("do_flatten", [wrong, NIL], 1098, ...inner, ...callers);
}
const cellOf = (term: Term) => (isList(term) ? asCons(term) : undefined);
const at = (name: string, arity: number, line: number): StackItem => SOURCE.item(name, arity, line);
/** Whether a term can be given as a name: what is in a list is found out later. */
const isName = (term: Term): boolean => isList(term) || isAtom(term) || term instanceof Uint8Array;

/** The result in the form that the arguments ask for. */
const like = (result: string, ...names: Term[]): Term =>
  names.some((name) => name instanceof Uint8Array) ? utf8(result) : result;

/** A name without repeated or trailing slashes. */
function normal(name: string): string {
  const short = name.replace(/\/+/g, "/");
  return short.length > 1 ? short.replace(/\/$/, "") : short;
}

function joined(a: string, b: string): string {
  if (b.startsWith("/")) return normal(b);
  if (a === "") return normal(b === "" ? "" : `/${b}`);
  return normal(b === "" ? a : `${a}/${b}`);
}

/**
 * The parts with slashes between them. Mirrors filename:join/1,2.
 *
 * ```eshell
 * 1> filename:join(["a","b","c.ts"]).
 * "a/b/c.ts"
 * 2> filename:join("a", "/b").
 * "/b"
 * ```
 */
function join(...args: Term[]): Term {
  if (args.length === 2) return joinTwo(args[0], args[1]);
  const names = isList(args[0]) ? toArray(args[0]) : undefined;
  if (names === undefined || names.length === 0) throw SOURCE.noClause("join", args, 620);
  const inList = at("join", 1, 621);
  const [first, ...rest] = names;
  if (rest.length > 0) return rest.reduce((joinedName, name) => joinTwo(joinedName, name, inList), first);
  if (!isName(first)) throw SOURCE.noClause("join", args, 620);
  return like(normal(joinable(first, inList)), first);
}

function joinTwo(first: Term, second: Term, ...callers: readonly StackItem[]): Term {
  // An atom is made a string before the other is looked at.
  const [a, b] = [first, second].map((name) => (isAtom(name) ? atomName(name) : name));
  if (!isName(a) || !isName(b)) throw SOURCE.noClause("join", [a, b], 638, ...callers);
  return like(joined(joinable(a, ...callers), joinable(b, ...callers)), a, b);
}

/** The text of a part; OTP's join1 fails at an element that is no character. */
function joinable(name: Term, ...callers: readonly StackItem[]): string {
  const found = nameText(name);
  if (found !== undefined) return found;
  throw SOURCE.noClause("join1", [name, NIL, NIL, Symbol.for("unix")], 664, ...callers);
}

function base(name: string): string {
  const short = normal(name);
  return short === "/" ? "" : short.slice(short.lastIndexOf("/") + 1);
}

/**
 * The last part, without an extension if it is given. Mirrors filename:basename/1,2.
 *
 * ```eshell
 * 1> filename:basename("/a/b.ts").
 * "b.ts"
 * 2> filename:basename("/a/b.ts", ".ts").
 * "b"
 * ```
 */
function basename(name: Term, ...extension: Term[]): Term {
  if (extension.length === 0) return like(base(text(name, at("basename", 1, 293))), name);
  const found = base(text(name, at("basename", 2, 395)));
  const suffix = text(extension[0], at("basename", 2, 396));
  if (nameText(name)?.endsWith("/")) return like(found, name);
  return like(suffix !== "" && found.endsWith(suffix) ? found.slice(0, -suffix.length) : found, name);
}

/**
 * What comes before the last part. Mirrors filename:dirname/1.
 *
 * ```eshell
 * 1> filename:dirname("/a/b.ts").
 * "/a"
 * ```
 */
function dirname(name: Term): Term {
  const whole = text(name, at("dirname", 1, 472));
  const slash = whole.lastIndexOf("/");
  if (slash < 0) return like(".", name);
  const folder = whole.slice(0, slash).replace(/\/+$/, "");
  return like(folder === "" ? "/" : folder, name);
}

/** Where the extension begins; -1 if there is none. A name that begins with its only dot has none. */
function extensionAt(name: string): number {
  const at = name.lastIndexOf(".");
  const start = name.lastIndexOf("/") + 1;
  return at > start ? at : -1;
}

/**
 * The extension, with its dot. Mirrors filename:extension/1.
 *
 * ```eshell
 * 1> filename:extension("/a/b.ts").
 * ".ts"
 * ```
 */
function extension(name: Term): Term {
  const whole = text(name, at("extension", 1, 571));
  const dot = extensionAt(whole);
  return like(dot < 0 ? "" : whole.slice(dot), name);
}

/**
 * The name without its extension. Mirrors filename:rootname/1,2.
 *
 * ```eshell
 * 1> filename:rootname("/a/b.ts").
 * "/a/b"
 * ```
 */
function rootname(name: Term, ...suffix: Term[]): Term {
  if (suffix.length > 0) {
    const [end] = suffix;
    const binary = at("filename_string_to_binary", 1, 1110);
    const callers = (own: number, other: number): StackItem[] =>
      name instanceof Uint8Array || end instanceof Uint8Array
        ? [binary, at("rootname", 2, other)]
        : [at("rootname", 2, own)];
    const whole = text(name, ...callers(902, 900));
    const ending = text(end, ...callers(903, 898));
    const root = whole.slice(0, whole.length - ending.length);
    // A name that is nothing but the extension keeps it.
    const cut = whole.endsWith(ending) && (root === "" ? !whole.includes("/") : !root.endsWith("/"));
    return like(cut ? root : whole, name, end);
  }
  const whole = text(name, at("rootname", 1, 855));
  // Unlike to extension/1, a name that begins with its only dot is all extension, if no folder stands before it.
  const dot = whole.lastIndexOf(".");
  const slash = whole.lastIndexOf("/");
  return like(dot > (slash < 0 ? slash : slash + 1) ? whole.slice(0, dot) : whole, name);
}

/**
 * The parts. Mirrors filename:split/1.
 *
 * ```eshell
 * 1> filename:split("/a/b.ts").
 * ["/","a","b.ts"]
 * ```
 */
function split(name: Term): Term {
  const whole = text(name, at("split", 1, 948));
  const parts = whole.split("/").filter((part) => part !== "");
  if (whole.startsWith("/")) parts.unshift("/");
  return fromArray(parts.map((part) => like(part, name)));
}

/**
 * The absolute name. Mirrors filename:absname/1,2.
 *
 * ```eshell
 * 1> filename:absname("b", "/a").
 * "/a/b"
 * ```
 */
function absname(name: Term, ...folder: Term[]): Term {
  if (!isName(name)) throw SOURCE.noClause("pathtype", [name], 784, at("absname", 2, 198));
  const found = nameText(name);
  if (found?.startsWith("/")) return like(normal(found), name);
  return absname_join(folder.length === 0 ? files.of().disk.cwd() : folder[0], name);
}

/**
 * A name, seen from an absolute folder. Mirrors filename:absname_join/2.
 *
 * ```eshell
 * 1> filename:absname_join("/a", "b").
 * "/a/b"
 * ```
 */
function absname_join(folder: Term, name: Term): Term {
  const whole = text(name, at("absname_join", 2, 256));
  const given = isAtom(folder) ? atomName(folder) : folder;
  if (!isName(given)) throw SOURCE.noClause("join", [given, like(whole, name)], 638);
  return like(joined(joinable(given), whole), name, given);
}

/**
 * The second after the first, with a slash. Mirrors filename:append/2.
 *
 * ```eshell
 * 1> filename:append("a", "b").
 * "a/b"
 * ```
 */
function append(folder: Term, name: Term): Term {
  if (folder instanceof Uint8Array || name instanceof Uint8Array) {
    const callers = (line: number) => [at("filename_string_to_binary", 1, 1110), at("append", 2, line)];
    return utf8(`${text(folder, ...callers(746))}/${text(name, ...callers(744))}`);
  }
  const slash = isList(name) ? fromArray(["/".charCodeAt(0)], name) : new Cons("/".charCodeAt(0), name);
  const elements = isList(folder) ? toArray(folder) : undefined;
  if (elements === undefined) {
    return SOURCE.within("++", [folder, slash], [at("append", 2, 748)], () => {
      throw badarg(folder);
    });
  }
  return fromArray(elements, slash);
}

/**
 * `absolute` or `relative`. Mirrors filename:pathtype/1.
 *
 * ```eshell
 * 1> filename:pathtype("a/b").
 * relative
 * ```
 */
function pathtype(name: Term): symbol {
  if (!isName(name)) throw SOURCE.noClause("pathtype", [name], 784);
  const first = isList(name) && typeof name !== "string" ? asCons(name)?.head : undefined;
  const isAbsolute = first === undefined ? nameText(name)?.startsWith("/") : first === "/".charCodeAt(0);
  return Symbol.for(isAbsolute ? "absolute" : "relative");
}

/**
 * The name as one string. Mirrors filename:flatten/1.
 *
 * ```eshell
 * 1> filename:flatten(["a",$/,'b']).
 * "a/b"
 * ```
 */
function flatten(name: Term): Term {
  if (name instanceof Uint8Array) return name;
  if (!isList(name)) return text(name);
  const elements = toArray(name);
  if (elements === undefined) return text(name);
  // Only lists and atoms are flattened: what else is in a list stays.
  const flat = elements.flatMap((element) =>
    isList(element)
      ? (toArray(flatten(element)) ?? [])
      : isAtom(element)
        ? codePoints(atomName(element))
        : [element],
  );
  return nameText(fromArray(flat)) !== undefined && flat.every(isScalar) ? text(name) : fromArray(flat);
}

/** Whether the text can be a name: it is some, and has no character 0. */
function validate(name: Term): boolean {
  if (!isName(name)) throw SOURCE.noClause("validate", [name], 1495);
  const found = nameText(name);
  if (found !== undefined) return found !== "" && !found.includes("\0");
  return isList(name) && toArray(name) === undefined;
}

/** Module filename. Names of files, as text: nothing here looks at the disk, but `absname/1` at the current folder. */
export const filename = otpModule("filename", {
  join: [join, 1, 2] as const,
  append,
  basename: [basename, 1, 2] as const,
  dirname,
  extension,
  rootname: [rootname, 1, 2] as const,
  split,
  absname: [absname, 1, 2] as const,
  absname_join,
  pathtype,
  /**
   * The name as the system writes it. Mirrors filename:nativename/1.
   *
   * ```eshell
   * 1> filename:nativename("/a/b").
   * "/a/b"
   * ```
   */
  nativename: (name: Term): Term => {
    if (!isName(name)) throw SOURCE.noClause("join", [fromArray([name])], 620, at("nativename", 1, 1059));
    return like(normal(joinable(name, at("nativename", 1, 1059))), name);
  },
  flatten,
  /**
   * Whether the text can be a name. Mirrors filename:validate/1.
   *
   * ```eshell
   * 1> filename:validate("a/b").
   * true
   * ```
   */
  validate,
  basedir: [basedir, 2, 3] as const,
});
