// filelib — questions about files, and finding them by pattern.

import { callFun2 } from "../process/apply.ts";
import { Frame, proc } from "../process/frame.ts";
import { isAtom } from "../terms/atom.ts";
import { badarg, errorTuple } from "../terms/exception.ts";
import { fromArray, NIL } from "../terms/list.ts";
import { isError } from "../terms/realm.ts";
import type { Term } from "../terms/term.ts";
import { tuple2 } from "../terms/tuple.ts";
import { localDateTime } from "./erlang-time.ts";
import { find_file, find_source, safe_relative_path } from "./filelib-find.ts";
import { nameText } from "./filename.ts";
import { type FileInfo, files } from "./files-port.ts";
import { textOf } from "./iodata.ts";
import { OtpSource } from "./otp-source.ts";
import { otpModule } from "./table.ts";

const SOURCE = new OtpSource("filelib");
const FILENAME = new OtpSource("filename");
const BADMATCH = Symbol.for("badmatch");
const OK = Symbol.for("ok");
const ERROR = Symbol.for("error");

const disk = () => files.of().disk;

/** What the disk answers; undefined if it fails. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (thrown) {
    if (isError(thrown) && "code" in thrown) return undefined;
    throw thrown;
  }
}

function infoOf(path: string): FileInfo | undefined {
  return path.includes("\0") ? undefined : attempt(() => disk().info(path, true));
}

function pathOf(name: Term): string {
  const path = nameText(name);
  if (path === undefined) throw badarg(name);
  return path;
}

/** A name whose folder is to be made: what is none is told by filename:dirname/1. */
function pathToMake(name: Term, caller: string, line: number): string {
  const path = nameText(name);
  if (path !== undefined) return path;
  const callers = [FILENAME.item("dirname", 1, 472), SOURCE.item(caller, 1, line)];
  throw FILENAME.noClause("do_flatten", [name, NIL], 1098, ...callers);
}

const asking =
  <T>(answer: (info: FileInfo | undefined) => T) =>
  (name: Term, ..._module: Term[]): T =>
    answer(infoOf(nameText(name) ?? "\0"));

/** Makes the folders of a path that are not there. Mirrors filelib:ensure_path/1. */
function ensure_path(name: Term): Term {
  const path = pathToMake(name, "ensure_path", 412);
  const parts = path.split("/");
  for (let i = 1; i <= parts.length; i++) {
    const part = parts.slice(0, i).join("/");
    if (part === "" || infoOf(part)?.kind === "directory") continue;
    try {
      disk().makeDir(part);
    } catch (thrown) {
      if (!isError(thrown) || !("code" in thrown)) throw thrown;
      return tuple2(ERROR, Symbol.for(String(thrown.code).toLowerCase()));
    }
  }
  return OK;
}

/** Makes the folders above a name. Mirrors filelib:ensure_dir/1. */
function ensure_dir(name: Term): Term {
  const path = pathToMake(name, "ensure_dir", 387);
  const at = path.lastIndexOf("/");
  return at <= 0 ? OK : ensure_path(path.slice(0, at));
}

/** One part of a wildcard pattern as a regular expression; `{a,b}` are alternatives, `*` and `?` stay in the part. */
function partPattern(part: string): RegExp {
  let source = "";
  let depth = 0;
  for (let i = 0; i < part.length; i++) {
    const char = part[i];
    if (char === "*") source += "[^/]*";
    else if (char === "?") source += "[^/]";
    else if (char === "{") {
      depth++;
      source += "(?:";
    } else if (char === "}" && depth > 0) {
      depth--;
      source += ")";
    } else if (char === "," && depth > 0) source += "|";
    else if (char === "[" && part.indexOf("]", i) > 0) {
      const end = part.indexOf("]", i);
      source += `[${part.slice(i + 1, end).replace(/\\/g, "\\\\")}]`;
      i = end;
    } else if (char === "\\" && i + 1 < part.length) {
      i++;
      source += part[i].replace(/[^\w]/g, "\\$&");
    } else source += char.replace(/[^\w]/g, "\\$&");
  }
  if (depth > 0) throw errorTuple(Symbol.for("badpattern"), Symbol.for("missing_delimiter"));
  return new RegExp(`^(?:${source})$`, "su");
}

/** Commas in braces may hold slashes: `{a/b,c}` is two patterns. */
function alternatives(pattern: string): string[] {
  const found = /\{([^{}]*\/[^{}]*)\}/.exec(pattern);
  if (found === null) return [pattern];
  const [whole, inside] = found;
  return inside
    .split(",")
    .flatMap((one) =>
      alternatives(pattern.slice(0, found.index) + one + pattern.slice(found.index + whole.length)),
    );
}

const IS_PATTERN = /[*?{[\\]/;

function expand(folder: string, parts: readonly string[]): string[] {
  if (parts.length === 0) return [folder];
  const [part, ...rest] = parts;
  const inside = (name: string) =>
    folder === "" ? name : folder.endsWith("/") ? folder + name : `${folder}/${name}`;
  if (part === "**") {
    const below = namesIn(folder).map(inside);
    const deeper = below
      .filter((path) => infoOf(path)?.kind === "directory")
      .flatMap((path) => expand(path, parts));
    return rest.length === 0 ? [...below, ...deeper] : [...expand(folder, rest), ...deeper];
  }
  if (!IS_PATTERN.test(part)) return infoOf(inside(part)) === undefined ? [] : expand(inside(part), rest);
  const pattern = partPattern(part);
  const names = namesIn(folder).filter((name) => pattern.test(name) && (part[0] === "." || name[0] !== "."));
  return names.flatMap((name) => expand(inside(name), rest));
}

function namesIn(folder: string): string[] {
  return attempt(() => disk().list(folder === "" ? "." : folder))?.sort() ?? [];
}

/**
 * The names that fit a pattern of `*`, `?`, `**`, `[…]` and `{…}`. Mirrors filelib:wildcard/1,2.
 *
 * ```eshell
 * 1> filelib:wildcard("/nosuch/*").
 * []
 * ```
 */
function wildcard(pattern: Term, ...folder: Term[]): Term {
  const text = textOf(pattern);
  if (text === undefined) throw SOURCE.noClause("wildcard", [pattern, ...folder], 159);
  const from = folder.length === 0 ? "" : pathOf(folder[0]);
  const found = alternatives(text).flatMap((one) => {
    const parts = one.split("/").filter((part) => part !== "");
    return expand(one.startsWith("/") ? "/" : from, parts);
  });
  const shown = from === "" ? found : found.map((path) => path.slice(from.length).replace(/^\/+/, ""));
  return fromArray([...new Set(shown)].sort());
}

/** The expression, or the error that it is none. */
function compilePattern(source: string): RegExp {
  try {
    return new RegExp(source, "u");
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw thrown;
    const why = tuple2(ERROR, tuple2("missing closing parenthesis", source.length));
    throw SOURCE.error(tuple2(BADMATCH, why), "do_fold_files", 6, 306);
  }
}

/** Folds over the files of a folder whose names match an expression. Mirrors filelib:fold_files/5,6. */
const fold = proc(
  function* fold_files(
    folder: Term,
    pattern: Term,
    recursive: Term,
    fun: Term,
    initial: Term,
  ): Generator<unknown, Term, Term> {
    const matching = compilePattern(textOf(pattern) ?? "");
    let value = initial;
    const pending = [pathOf(folder)];
    while (pending.length > 0) {
      const path = pending.pop() as string;
      for (const name of namesIn(path)) {
        const full = `${path}/${name}`;
        const kind = infoOf(full)?.kind;
        if (kind === "directory" && recursive === true) pending.push(full);
        if (kind !== "regular" || !matching.test(name)) continue;
        value = callFun2(fun, full, value);
        if (value instanceof Frame) value = yield value;
      }
    }
    return value;
  },
  { module: Symbol.for("filelib"), items: () => [] },
);

/** The module that is asked for files is left out: there is one disk. */
const fold_files = (...args: Term[]): Term => fold(args[0], args[1], args[2], args[3], args[4]);

/** Module filelib. Questions about files and folders. */
export const filelib = otpModule("filelib", {
  /**
   * Whether it is a folder. Mirrors filelib:is_dir/1,2.
   *
   * ```eshell
   * 1> filelib:is_dir("/nosuch").
   * false
   * ```
   */
  is_dir: [asking((info) => info?.kind === "directory"), 1, 2] as const,
  /**
   * Whether it is a file or a folder. Mirrors filelib:is_file/1,2.
   *
   * ```eshell
   * 1> filelib:is_file("/nosuch").
   * false
   * ```
   */
  is_file: [asking((info) => info?.kind === "regular" || info?.kind === "directory"), 1, 2] as const,
  /**
   * Whether it is a file. Mirrors filelib:is_regular/1,2.
   *
   * ```eshell
   * 1> filelib:is_regular("/nosuch").
   * false
   * ```
   */
  is_regular: [asking((info) => info?.kind === "regular"), 1, 2] as const,
  /**
   * The bytes of a file; 0 if there is none. Mirrors filelib:file_size/1,2.
   *
   * ```eshell
   * 1> filelib:file_size("/nosuch").
   * 0
   * ```
   */
  file_size: [asking((info) => info?.size ?? 0), 1, 2] as const,
  /**
   * When a file was changed; 0 if there is none. Mirrors filelib:last_modified/1,2.
   *
   * ```eshell
   * 1> filelib:last_modified("/nosuch").
   * 0
   * ```
   */
  last_modified: [asking((info) => (info === undefined ? 0 : localDateTime(info.mtimeMs))), 1, 2] as const,
  ensure_dir,
  ensure_path,
  wildcard: [
    (...args: Term[]): Term => wildcard(args[0], ...(args.length > 1 && !isAtom(args[1]) ? [args[1]] : [])),
    1,
    2,
    3,
  ] as const,
  fold_files: [fold_files, 5, 6] as const,
  find_file: [find_file, 2, 3] as const,
  find_source: [find_source, 1, 2, 3] as const,
  safe_relative_path,
});
