// ets-file — tables in files: ets:tab2file/2,3, file2tab/1,2 and tabfile_info/1.
//
// The files are OTP's own, so that either reads what the other wrote: a log (disk-log.ts) whose first item is a tuple of
// what was known of the table, followed by its objects, and a footer if `extended_info` was asked for.
//
// Differs from OTP: a file is written at once, when all its bytes are known, so nothing has to be synced; a table with
// a fun that has no external form cannot be written.
import { isAtom } from "../terms/atom.ts";
import { badarg, Exception } from "../terms/exception.ts";
import { fromArray, isList, isNil, NIL, toArray } from "../terms/list.ts";
import { equalExact } from "../terms/order.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2, tuple3, tupleFrom } from "../terms/tuple.ts";
import { readLog, writeLog } from "./disk-log.ts";
import { info } from "./ets-info.ts";
import { Table } from "./ets-table.ts";
import { dropTable, findTable, newTable, tableFor } from "./ets-tables.ts";
import { fromExternal, toExternal } from "./external-term-format.ts";
import { attempt, disk } from "./file-names.ts";
import { nameText } from "./filename.ts";
import { md5Add, md5End, md5Start } from "./md5-context.ts";
import { OtpSource } from "./otp-source.ts";

const SOURCE = new OtpSource("ets");
const OK = Symbol.for("ok");
const ERROR = Symbol.for("error");
const SYNC = Symbol.for("sync");
const EXTENDED_INFO = Symbol.for("extended_info");
const OBJECT_COUNT = Symbol.for("object_count");
const MD5SUM = Symbol.for("md5sum");
const VERIFY = Symbol.for("verify");
const TABLE = Symbol.for("table");
const COUNT = Symbol.for("count");
const MD5 = Symbol.for("md5");
const END_OF_TABLE = Symbol.for("$end_of_table");
const FILE_ERROR = Symbol.for("file_error");
const BADARG = Symbol.for("badarg");
const MAJOR = 1;
const MINOR = 0;
const sym = (name: string): symbol => Symbol.for(name);

/** What makes one of these functions answer `{error,Why}`. */
class Refused extends Error {
  readonly why: Term;
  constructor(why: Term) {
    super("refused");
    this.why = why;
  }
}
const refused = (tag: string, what: Term): Refused => new Refused(tuple2(sym(tag), what));
const BAD_FILE = sym("badfile");

function answer(work: () => Term): Term {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof Refused) return tuple2(ERROR, thrown.why);
    throw thrown;
  }
}

/** What a file has beside the objects. */
interface Extended {
  readonly count: boolean;
  readonly md5: boolean;
}

/** The options of a list one by one; what follows its last element is malformed. */
function* optionsOf(options: Term): Generator<Term> {
  const given = isList(options) ? toArray(options) : undefined;
  if (given === undefined) throw refused("malformed_option", options);
  yield* given;
}

function extendedBy(option: Term): Extended {
  let [count, md5] = [false, false];
  for (const item of optionsOf(option)) {
    if (item === OBJECT_COUNT) count = true;
    else if (item === MD5SUM) md5 = true;
    else throw refused("unknown_option", fromArray([tuple2(EXTENDED_INFO, fromArray([item]))]));
  }
  return { count, md5 };
}

function dumpOptions(options: Term): Extended {
  let extended: Extended | undefined;
  for (const option of optionsOf(options)) {
    const [name, value] = isTuple(option) && option.length === 2 ? option : [];
    if (name === SYNC && typeof value === "boolean") continue;
    if (name !== EXTENDED_INFO || extended !== undefined) throw refused("unknown_option", option);
    extended = extendedBy(value);
  }
  return extended ?? { count: false, md5: false };
}

/** The path of a file that is to be written, from which an older one is removed. */
function freshPath(file: Term): string {
  const path = nameText(file);
  if (path === undefined) throw new Refused(sym("eaccess"));
  const removed = attempt(() => {
    disk().remove(path);
    return OK;
  });
  if (removed !== OK && removed[1] !== sym("enoent")) throw new Refused(sym("eaccess"));
  return path;
}

/**
 * Writes a table to a file; `{extended_info,[object_count,md5sum]}` lets file2tab tell whether it is as it was. Mirrors ets:tab2file/2,3.
 *
 * ```eshell
 * 1> ets:tab2file(ets:new(t, []), "/nosuch/t.tab").
 * {error,{file_error,"/nosuch/t.tab",enoent}}
 * ```
 */
export function tab2file(id: Term, file: Term, options: Term = NIL): Term {
  if (!isList(options)) {
    throw SOURCE.noClause("parse_ft_options", [options], 3023, SOURCE.item("tab2file", 3, 2887));
  }
  return answer(() => {
    const extended = dumpOptions(options);
    const path = freshPath(file);
    if (!(id instanceof Table) && !isAtom(id)) {
      throw errorOfInfo(() => info(id));
    }
    if (findTable(id) === undefined) throw new Refused(sym("badtab"));
    const table = tableFor("read", ["safe_fixtable", id, true], ["tab2file", 3, 2916]);
    writeTo(path, file, writeLog(dump(table, extended)));
    return OK;
  });
}

/** The error of ets:info/1, called by tab2file. */
function errorOfInfo(call: () => Term): unknown {
  try {
    return call();
  } catch (thrown) {
    if (thrown instanceof Exception) thrown.items.push(SOURCE.item("tab2file", 3, 2879));
    return thrown;
  }
}

function writeTo(path: string, file: Term, bytes: Uint8Array): void {
  const written = attempt(() => {
    disk().writeFile(path, bytes, "w");
    return OK;
  });
  if (written !== OK) throw new Refused(tuple3(FILE_ERROR, file, written[1]));
}

/** The items of a table's file. */
function dump(table: Table, { count, md5 }: Extended): Uint8Array[] {
  const kinds = [...(count ? [OBJECT_COUNT] : []), ...(md5 ? [MD5SUM] : [])];
  const header = tupleFrom([
    ...(toArray(info(table)) ?? []),
    tuple2(sym("major_version"), MAJOR),
    tuple2(sym("minor_version"), MINOR),
    tuple2(EXTENDED_INFO, fromArray(kinds)),
  ]);
  const objects = table.objects();
  const items = [header, ...objects].map((term) => toExternal(term, NIL));
  if (kinds.length === 0) return items;
  const footer = [
    ...(count ? [tuple2(COUNT, objects.length)] : []),
    ...(md5 ? [tuple2(MD5, md5Of(items))] : []),
  ];
  items.push(toExternal(fromArray([END_OF_TABLE, fromArray(footer)]), NIL));
  return items;
}

const md5Of = (items: readonly Uint8Array[]): Uint8Array => md5End(items.reduce(md5Add, md5Start()));

/** A file that was read: what its header tells, and the items behind it. */
interface Dump {
  readonly header: ReadonlyMap<Term, Term>;
  readonly items: readonly Uint8Array[];
  readonly damaged: boolean;
}

const MANDATORY = ["name", "type", "protection", "named_table", "keypos", "size"].map(sym);

function readDump(file: Term): Dump {
  const path = nameText(file);
  if (path === undefined) {
    const asked = [tuple2(sym("file"), file), tuple2(sym("mode"), sym("read_only"))];
    throw refused("read_error", tuple2(BADARG, fromArray(asked)));
  }
  let bytes = new Uint8Array();
  const read = attempt(() => {
    bytes = disk().readFile(path) as typeof bytes;
    return OK;
  });
  if (read !== OK) throw refused("read_error", tuple3(FILE_ERROR, file, read[1]));
  const log = readLog(bytes);
  if (log === undefined) throw refused("read_error", tuple2(sym("not_a_log_file"), file));
  const first = log.items.length === 0 ? undefined : termOf(log.items[0]);
  if (!isTuple(first)) throw new Refused(BAD_FILE);
  const header = new Map<Term, Term>();
  for (const pair of first) if (isTuple(pair) && pair.length === 2) header.set(pair[0], pair[1]);
  if (!MANDATORY.every((key) => header.has(key))) throw new Refused(BAD_FILE);
  return { header, ...log };
}

/** The term that an item is; undefined, which is no object, if it is none. */
function termOf(item: Uint8Array): Term {
  try {
    return fromExternal(item, NIL);
  } catch (thrown) {
    if (thrown instanceof Exception) return undefined;
    throw thrown;
  }
}

/**
 * What a file tells of the table that was written to it. Mirrors ets:tabfile_info/1.
 *
 * ```eshell
 * 1> ets:tabfile_info("/nosuch/t.tab").
 * {error,{read_error,{file_error,"/nosuch/t.tab",enoent}}}
 * ```
 */
export function tabfile_info(file: Term): Term {
  if (!isList(file) && !isAtom(file)) throw SOURCE.noClause("tabfile_info", [file], 3611);
  return answer(() => {
    const { header } = readDump(file);
    const pairs = MANDATORY.map((key) => tuple2(key, header.get(key)));
    const version = tuple2(header.get(sym("major_version")) ?? 0, header.get(sym("minor_version")) ?? 0);
    pairs.push(tuple2(EXTENDED_INFO, header.get(EXTENDED_INFO) ?? NIL), tuple2(sym("version"), version));
    return tuple2(OK, fromArray(pairs));
  });
}

interface LoadOptions {
  readonly verify: boolean;
  readonly into: Term;
}

function loadOptions(options: Term): LoadOptions {
  let verify = false;
  let into: Term = NIL;
  for (const option of optionsOf(options)) {
    const [name, value] = isTuple(option) && option.length === 2 ? option : [];
    if (name === VERIFY && typeof value === "boolean") verify ||= value;
    else if (name === TABLE && isNil(into)) into = value;
    else throw refused("unknown_option", option);
  }
  return { verify, into };
}

/**
 * A table as it was written to a file: `{ok, Table}`; with `{verify,true}` an error if the file has changed. Mirrors ets:file2tab/1,2.
 *
 * ```eshell
 * 1> ets:file2tab("/nosuch/t.tab").
 * {error,{read_error,{file_error,"/nosuch/t.tab",enoent}}}
 * ```
 */
export function file2tab(file: Term, options: Term = NIL): Term {
  return answer(() => {
    const { verify, into } = loadOptions(options);
    const read = readDump(file);
    if (verify && read.damaged) throw new Refused(BAD_FILE);
    const table = isNil(into)
      ? createTable(read.header)
      : tableFor("write", ["delete", into], ["file2tab", 2, 3220]);
    try {
      fill(table, read, verify);
    } catch (thrown) {
      dropTable(table, table.owner);
      throw thrown;
    }
    return tuple2(OK, table.named ? table.name : table);
  });
}

function createTable(header: ReadonlyMap<Term, Term>): Table {
  const has = (name: string): Term => header.get(sym(name));
  const options = [has("type"), has("protection"), tuple2(sym("keypos"), has("keypos"))];
  for (const flag of ["named_table", "compressed"]) if (has(flag) === true) options.push(sym(flag));
  for (const setting of ["write_concurrency", "read_concurrency"]) {
    if (header.has(sym(setting))) options.push(tuple2(sym(setting), has(setting)));
  }
  try {
    return newTable(has("name"), fromArray(options));
  } catch (thrown) {
    if (thrown instanceof Exception) throw new Refused(sym("cannot_create_table"));
    throw thrown;
  }
}

/** Puts the objects in, and compares what was read with what the file tells of them, if it is to be verified. */
function fill(table: Table, { header, items }: Dump, verify: boolean): void {
  const objects = items.slice(1).map(termOf);
  const last = toArray(objects.at(-1));
  const footer = last?.length === 2 && last[0] === END_OF_TABLE ? toArray(last[1]) : undefined;
  if (footer !== undefined) objects.pop();
  if (verify && objects.includes(undefined)) throw new Refused(BAD_FILE);
  for (const object of objects) {
    if (object === undefined) continue;
    if (!isTuple(object) || object.length < table.keyPosition) throw badarg(object);
    table.insert(object);
  }
  if (!verify) return;
  const kinds = toArray(header.get(EXTENDED_INFO)) ?? [];
  const told = (key: symbol): Term => footer?.find((pair) => isTuple(pair) && pair[0] === key)?.[1];
  if (kinds.length > 0 && footer === undefined) throw new Refused(BAD_FILE);
  const written = footer === undefined ? items : items.slice(0, -1);
  if (kinds.includes(MD5SUM) && !equalExact(told(MD5), md5Of(written))) {
    throw new Refused(sym("checksum_error"));
  }
  const count = kinds.includes(OBJECT_COUNT)
    ? told(COUNT)
    : kinds.includes(MD5SUM)
      ? objects.length
      : header.get(sym("size"));
  if (count !== objects.length) throw new Refused(sym("invalid_object_count"));
}
