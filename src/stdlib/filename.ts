// filename — names of files, without looking at any. Unix names only.
//
// A name is text, an atom, a binary or a nested list of these; if one of a call's names is a binary, so is the result.
import { atomName, isAtom } from "../terms/atom.ts";
import { fromArray, isList, isNil, NIL, toArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { files } from "./files-port.ts";
import { isScalar, utf8, utf8Text } from "./iodata.ts";
import { OtpSource } from "./otp-source.ts";
import { otpModule } from "./table.ts";

const SOURCE = new OtpSource("filename");
/** Where filename.erl flattens the names that its functions are given. */
const LINES: Readonly<Record<string, number>> = {
  "join/1": 620,
  "basename/1": 293,
  "basename/2": 373,
  "dirname/1": 446,
  "extension/1": 549,
  "rootname/1": 856,
  "rootname/2": 896,
  "split/1": 947,
  "absname/1": 183,
  "absname/2": 194,
  "append/2": 742,
  "nativename/1": 1059,
  "flatten/1": 1096,
};

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

/** The text of an argument; function_clause as OTP's flattening raises it. */
function text(name: Term, called: string, args: readonly Term[]): string {
  const found = nameText(name);
  if (found === undefined) {
    const caller = SOURCE.item(called, args.length, LINES[`${called}/${args.length}`]);
    throw SOURCE.noClause("do_flatten", [name, NIL], 1098, caller);
  }
  return found;
}

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
  if (args.length === 2) {
    const [a, b] = [nameText(args[0]), nameText(args[1])];
    if (a === undefined || b === undefined) throw SOURCE.noClause("join", args, 638);
    return like(joined(a, b), ...args);
  }
  const names = toArray(args[0]);
  if (names === undefined || names.length === 0) throw SOURCE.noClause("join", args, 620);
  const texts = names.map((name) => text(name, "join", args));
  return like(texts.slice(1).reduce(joined, normal(texts[0])), ...names);
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
  const found = base(text(name, "basename", [name]));
  if (extension.length === 0) return like(found, name);
  const suffix = text(extension[0], "basename", [name, extension[0]]);
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
  const whole = text(name, "dirname", [name]);
  const at = whole.lastIndexOf("/");
  if (at < 0) return like(".", name);
  const folder = whole.slice(0, at).replace(/\/+$/, "");
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
  const whole = text(name, "extension", [name]);
  const at = extensionAt(whole);
  return like(at < 0 ? "" : whole.slice(at), name);
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
  const whole = text(name, "rootname", [name]);
  if (suffix.length > 0) {
    const end = text(suffix[0], "rootname", [name, suffix[0]]);
    return like(whole.endsWith(end) ? whole.slice(0, whole.length - end.length) : whole, name);
  }
  // Unlike extension/1, a name that begins with its only dot is all extension here.
  const at = whole.lastIndexOf(".");
  return like(at > whole.lastIndexOf("/") ? whole.slice(0, at) : whole, name);
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
  const whole = text(name, "split", [name]);
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
  const whole = text(name, "absname", [name]);
  const from = folder.length === 0 ? files.of().disk.cwd() : text(folder[0], "absname", [name, folder[0]]);
  return like(joined(from, whole), name, ...folder);
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
  const whole = nameText(name);
  if (whole === undefined) throw SOURCE.noClause("pathtype", [name], 784);
  return Symbol.for(whole.startsWith("/") ? "absolute" : "relative");
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
  if (isNil(name)) return "";
  return text(name, "flatten", [name]);
}

/** Module filename. Names of files, as text: nothing here looks at the disk, but `absname/1` at the current folder. */
export const filename = otpModule("filename", {
  join: [join, 1, 2] as const,
  /**
   * The second after the first, with a slash. Mirrors filename:append/2.
   *
   * ```eshell
   * 1> filename:append("a", "b").
   * "a/b"
   * ```
   */
  append: (folder: Term, name: Term): Term =>
    like(`${text(folder, "append", [folder, name])}/${text(name, "append", [folder, name])}`, folder, name),
  basename: [basename, 1, 2] as const,
  dirname,
  extension,
  rootname: [rootname, 1, 2] as const,
  split,
  absname: [absname, 1, 2] as const,
  /**
   * A name, seen from an absolute folder. Mirrors filename:absname_join/2.
   *
   * ```eshell
   * 1> filename:absname_join("/a", "b").
   * "/a/b"
   * ```
   */
  absname_join: (folder: Term, name: Term): Term => absname(name, folder),
  pathtype,
  /**
   * The name as the system writes it. Mirrors filename:nativename/1.
   *
   * ```eshell
   * 1> filename:nativename("/a/b").
   * "/a/b"
   * ```
   */
  nativename: (name: Term): Term => like(normal(text(name, "nativename", [name])), name),
  flatten,
  /**
   * Whether the text can be a name. Mirrors filename:validate/1.
   *
   * ```eshell
   * 1> filename:validate("a/b").
   * true
   * ```
   */
  validate: (name: Term): boolean => !(nameText(name) ?? "\0").includes("\0"),
});
