// bif-words — what is wrong with the arguments of a BIF of module erlang, where that depends on them.
//
// Mirrors format_erlang_error/3 of OTP's erl_erts_errors.
import { isAtom } from "../terms/atom.ts";
import { isFun } from "../terms/fun.ts";
import { isList, toArray } from "../terms/list.ts";
import { isMap, mapEntries } from "../terms/map.ts";
import { Pid } from "../terms/pid.ts";
import type { Term } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";
import type { Explanation } from "./argument-words.ts";
import * as w from "./argument-words.ts";
import { isDateTime } from "./erlang-time.ts";
import { ERTS_WORDS } from "./erts-words.ts";
import { utf8Text } from "./iodata.ts";
import { isTimeUnit } from "./time-units.ts";

type Explain = (args: readonly Term[], cause: string) => Explanation;

const BYTES_32 = 0xffffffff;
const ENCODINGS: readonly Term[] = ["latin1", "unicode", "utf8"].map((name) => Symbol.for(name));
const LATIN1 = ENCODINGS[0];

const timeUnit = (unit: Term): string => (isTimeUnit(unit) ? "" : w.BAD_TIME_UNIT);
const word32 = (term: Term): string => w.mustBeIntBetween(term, 0, BYTES_32);
const mfArgs = (m: Term, f: Term, a: Term): string[] => [w.mustBeAtom(m), w.mustBeAtom(f), w.mustBeList(a)];
const mfArity = (m: Term, f: Term, a: Term): string[] => [
  w.mustBeAtom(m),
  w.mustBeAtom(f),
  w.mustBeNonNegInt(a),
];

/** An option that is wrong for the cause `badopt`, else the fallback. */
const badOption =
  (before: readonly string[], otherwise: Explain): Explain =>
  (args, cause) =>
    cause === "badopt"
      ? [...before, w.mustBeList(args[args.length - 1], w.BAD_OPTION)]
      : otherwise(args, cause);

const checksum: Explain = (args) =>
  args.length === 1 ? [w.NOT_IODATA] : [word32(args[0]), w.mustBeIodata(args[1])];
const combination: Explain = ([first, second, size]) => [
  word32(first),
  word32(second),
  w.mustBeNonNegInt(size),
];

function element([index, tuple]: readonly Term[]): Explanation {
  let words = "";
  if (w.mustBeInt(index) !== "") words = w.NOT_INTEGER;
  else if (index <= 0 || (isTuple(tuple) && index > tuple.length)) words = w.RANGE;
  return [words, w.mustBeTuple(tuple)];
}

function binaryPart([binary, ...where]: readonly Term[]): Explanation {
  if (where.length === 1) {
    const [pair] = where;
    const good = isTuple(pair) && pair.length === 2 && pair.every((part) => w.mustBeInt(part) === "");
    if (!good) return [w.mustBeBinary(binary), "not a valid {Pos,Length} tuple"];
    const inner = binaryPart([binary, pair[0], pair[1]]);
    return inner.slice(1).every((words) => words === "") && inner.length === 3
      ? [inner[0]]
      : [inner[0], w.RANGE];
  }
  const [start, length] = where;
  const words = [w.mustBeBinary(binary), w.mustBeNonNegInt(start), w.mustBeInt(length)];
  if (words.some((word) => word !== "")) return words;
  return start > binary.length ? ["", w.RANGE] : ["", "", w.RANGE];
}

function binaryToAtom([binary, ...given]: readonly Term[], latin1Words: string): Explanation {
  const encoding = given.length === 0 ? Symbol.for("utf8") : given[0];
  if (!ENCODINGS.includes(encoding)) {
    return [w.mustBeBinary(binary), "not one of the atoms: latin1, utf8, or unicode"];
  }
  if (encoding === LATIN1) return [w.mustBeBinary(binary, latin1Words)];
  if (!(binary instanceof Uint8Array)) return [w.NOT_BINARY];
  return [utf8Text(binary) === undefined ? "invalid UTF8 encoding" : w.NON_EXISTING_ATOM];
}

function integerFromBinary([binary, ...base]: readonly Term[]): Explanation {
  const badBase = base.length === 0 ? "" : w.mustBeBase(base[0]);
  if (badBase !== "") return [w.mustBeBinary(binary), badBase];
  return [w.mustBeBinary(binary, "not a textual representation of an integer")];
}

function integerFromList([list, ...base]: readonly Term[]): Explanation {
  if (base.length === 0) return [w.textualList(list, "an integer")];
  const badBase = w.mustBeBase(base[0]);
  if (badBase !== "") return [w.mustBeList(list), badBase];
  return [w.mustBeList(list, "not a textual representation of an integer")];
}

function binaryToList([binary, first, last]: readonly Term[]): Explanation {
  const words = [w.mustBeBinary(binary), w.mustBePosInt(first), w.mustBePosInt(last)];
  if (words.some((word) => word !== "")) return words;
  if (first > last) return ["", "start position greater than stop position"];
  return ["", first > binary.length ? w.RANGE : "", last > binary.length ? w.RANGE : ""];
}

function binaryToTerm([binary, ...options]: readonly Term[], cause: string): Explanation {
  const external = "invalid external representation of a term";
  if (options.length === 0) return [w.mustBeBinary(binary, external)];
  const words = [w.mustBeBinary(binary), w.mustBeList(options[0], cause === "badopt" ? w.BAD_OPTION : "")];
  if (words.some((word) => word !== "")) return words;
  const safe = toArray(options[0])?.includes(Symbol.for("safe"));
  return [safe ? "invalid or unsafe external representation of a term" : external];
}

const floatOptions: Explain = ([value, options]) => {
  const words = w.mustBeFloat(value);
  return [words, w.maybeOptionListError(options, words)];
};
const timerOptions: Explain = ([ref, options]) => {
  const words = w.mustBeRef(ref);
  return [words, w.maybeOptionListError(options, words)];
};

const startTimer: Explain = ([time, to, , ...options], cause) => {
  const timeWords = w.mustBeNonNegInt(time);
  const tooFar = cause === "time" ? "exceeds the maximum supported time value" : "";
  const words = [timeWords || tooFar, to instanceof Pid || isAtom(to) ? "" : "not a pid or an atom"];
  return options.length === 0
    ? words
    : [...words, w.mustBeList(options[0], cause === "badopt" ? w.BAD_OPTION : "")];
};

/** spawn, spawn_link, spawn_monitor: a fun or an MFA, perhaps after a node. */
const spawn: Explain = (args) => {
  if (args.length === 2) return [w.mustBeAtom(args[0]), ...(isFun(args[1]) ? [] : [w.NOT_FUN])];
  const [m, f, a] = args.slice(-3);
  return args.length === 4 ? [w.mustBeAtom(args[0]), ...mfArgs(m, f, a)] : mfArgs(m, f, a);
};

const spawnOpt: Explain = (args, cause) => {
  const options = cause === "badopt" ? w.mustBeList(args[args.length - 1], "invalid spawn option") : "";
  const what = args.slice(0, -1);
  if (what.length === 1) return [w.mustBeFun(what[0]), options];
  if (what.length === 2) return [w.mustBeAtom(what[0]), w.mustBeFun(what[1]), options];
  return [...spawn(what, cause), options];
};

function monitor(args: readonly Term[], cause: string): Explanation {
  const [type, item, ...options] = args;
  if (cause === "badtype") return ["invalid monitor type"];
  let words = "";
  if (type === Symbol.for("port")) words = isAtom(item) ? "" : w.NOT_PORT;
  else if (type === Symbol.for("process")) words = w.mustBePid(item);
  return cause === "badopt" ? ["", words, w.mustBeList(options[0], w.BAD_OPTION)] : ["", words];
}

function register([name, pid]: readonly Term[], cause: string): Explanation {
  if (cause === "registered_name") return ["", "this process or port already has a name"];
  if (cause === "notalive") return ["", w.DEAD_PROCESS];
  const nameWords = name === undefined ? "'undefined' is not a valid name" : w.mustBeAtom(name);
  const words = [nameWords, pid instanceof Pid ? "" : "not a pid or port"];
  return words.every((word) => word === "") ? ["name is in use"] : words;
}

function nodes([kinds, ...options]: readonly Term[]): Explanation {
  if (options.length > 0) return nodesInfo(kinds, options[0]);
  if (isAtom(kinds)) return ["not a valid node type"];
  return [
    isList(kinds) ? "not a list of valid node types" : "not a valid node type or list of valid node types",
  ];
}

const NODE_KINDS: readonly Term[] = ["this", "connected", "visible", "hidden", "known"].map(Symbol.for);

function nodesInfo(kinds: Term, options: Term): Explanation {
  const isKind = (kind: Term) => NODE_KINDS.includes(kind);
  let words = "not a valid node type or list of valid node types";
  if (isAtom(kinds)) words = isKind(kinds) ? "" : "not a valid node type";
  else if (isList(kinds)) words = toArray(kinds)?.every(isKind) ? "" : "not a list of valid node types";
  if (!isMap(options)) return [words, w.NOT_MAP];
  const isOption = ([key, value]: [Term, Term]) =>
    (key === Symbol.for("connection_id") || key === Symbol.for("node_type")) && typeof value === "boolean";
  return [words, mapEntries(options).every(isOption) ? "" : "invalid options in map"];
}

function spawnRequest(args: readonly Term[], cause: string): Explanation {
  const option = cause === "badopt" ? w.BAD_OPTION : "";
  const [first, second, third] = args;
  if (args.length === 2) {
    if (isFun(first)) return option === "" ? [] : ["", option];
    if (isFun(second)) return [w.NOT_ATOM];
    return isAtom(first) ? ["", w.NOT_FUN] : ["not a fun or an atom"];
  }
  if (args.length === 3)
    return isFun(second)
      ? [w.mustBeAtom(first), "", w.mustBeList(third, option)]
      : mfArgs(first, second, third);
  if (args.length === 4 && !isAtom(third)) return [...mfArgs(first, second, third), option];
  const words = [w.mustBeAtom(first), ...mfArgs(second, third, args[3])];
  return args.length === 5 ? [...words, option] : words;
}

function monitorNode([node, flag, ...options]: readonly Term[], cause: string): Explanation {
  const words = [w.mustBeAtom(node), w.mustBeBoolean(flag)];
  return options.length === 0
    ? words
    : [...words, w.mustBeList(options[0], cause === "badopt" ? w.BAD_OPTION : "")];
}

function memory([types]: readonly Term[]): Explanation {
  if (isAtom(types)) return ["invalid memory type option"];
  return [toArray(types) === undefined ? "not an atom or a list of atoms" : w.BAD_OPTION];
}

function otherProcessFlag([pid, flag]: readonly Term[], cause: string): Explanation {
  const flagWords = flag === Symbol.for("save_calls") ? "" : "invalid process flag";
  if (cause === "badtype") return [w.mustBePid(pid, w.DEAD_PROCESS), flagWords];
  const pidWords = w.mustBePid(pid);
  if (pidWords === "" && flagWords === "") return ["", "", "invalid value for process flag 'save_calls'"];
  return [pidWords, flagWords];
}

function splitBinary([binary, at]: readonly Term[]): Explanation {
  const words = [w.mustBeBinary(binary), w.mustBeNonNegInt(at)];
  if (words.some((word) => word !== "")) return words;
  return at > binary.length ? ["", w.RANGE] : [];
}

const linking: Explain = badOption([""], ([pid]) => [
  pid instanceof Pid ? w.DEAD_PROCESS : w.NOT_PID_OR_PORT,
]);
const destination: Explain = badOption(["", ""], () => [w.BAD_DESTINATION]);

/** By name, or `name/arity`. */
const EXPLAIN: Readonly<Record<string, Explain>> = {
  adler32: checksum,
  adler32_combine: combination,
  "alias/1": ([options]) => [w.mustBeList(options, w.BAD_OPTION)],
  "apply/3": ([m, f, a]) => mfArgs(m, f, a),
  "atom_to_binary/2": ([atom, encoding]) => [
    isAtom(atom) ? (encoding === LATIN1 ? "contains a character not expressible in latin1" : "") : w.NOT_ATOM,
    ENCODINGS.includes(encoding) ? "" : "is an invalid encoding option",
  ],
  binary_part: binaryPart,
  binary_to_atom: (args) => binaryToAtom(args, ""),
  binary_to_existing_atom: (args) => binaryToAtom(args, w.NON_EXISTING_ATOM),
  binary_to_float: ([binary]) => [w.mustBeBinary(binary, "not a textual representation of a float")],
  binary_to_integer: integerFromBinary,
  "binary_to_list/3": binaryToList,
  binary_to_term: binaryToTerm,
  bump_reductions: ([count]) => [w.mustBeNonNegInt(count)],
  "cancel_timer/2": timerOptions,
  check_process_code: ([pid, module, ...options], cause) => [
    w.mustBePid(pid),
    w.mustBeAtom(module),
    ...options.map(() => (cause === "bad_option" ? w.BAD_OPTION : "")),
  ],
  convert_time_unit: ([time, from, to]) => [w.mustBeInt(time), timeUnit(from), timeUnit(to)],
  crc32: checksum,
  crc32_combine: combination,
  delete_element: element,
  "demonitor/2": timerOptions,
  "display_string/1": () => [w.NOT_STRING],
  element,
  "exit/3": destination,
  "exit_signal/3": destination,
  "external_size/2": ([, options]) => ["", w.mustBeOptionList(options)],
  "float_to_binary/2": floatOptions,
  "float_to_list/2": floatOptions,
  function_exported: ([m, f, a]) => mfArity(m, f, a),
  "fun_info/2": ([fun]) => (isFun(fun) ? ["", "invalid item"] : [w.NOT_FUN]),
  garbage_collect: ([pid, ...options], cause) => [
    w.mustBePid(pid),
    ...options.map(() => (cause === "bad_option" ? w.BAD_OPTION : "")),
  ],
  "match_spec_test/3": ([object, , type]) =>
    type === Symbol.for("trace")
      ? [isList(object) ? "" : w.NOT_LIST]
      : ["", "", type === Symbol.for("table") ? "" : "invalid type for match spec"],
  get_cookie: ([node]) => [w.mustBeAtom(node)],
  "group_leader/2": ([leader, pid]) => [w.mustBePid(leader), w.mustBePid(pid)],
  "halt/2": badOption([""], () => ["invalid status"]),
  "hibernate/3": ([m, f, a]) => mfArgs(m, f, a),
  insert_element: element,
  "integer_to_binary/2": ([term, base]) => [w.mustBeInt(term), w.mustBeBase(base)],
  "integer_to_list/2": ([term, base]) => [w.mustBeInt(term), w.mustBeBase(base)],
  is_builtin: ([m, f, a]) => mfArity(m, f, a),
  "is_function/2": ([, arity]) => ["", w.mustBeInt(arity) || w.RANGE],
  is_process_alive: ([pid]) => [w.mustBePid(pid)],
  "is_record/3": ([, tag, size]) => ["", w.mustBeAtom(tag), w.mustBeInt(size)],
  "link/1": (args) => linking(args, ""),
  "link/2": linking,
  list_to_atom: ([list]) => [w.mustBeList(list, w.NOT_STRING)],
  list_to_existing_atom: ([list]) => [
    w.isFlatCharList(list) ? w.NON_EXISTING_ATOM : w.mustBeList(list, w.NOT_STRING),
  ],
  list_to_float: ([list]) => [w.textualList(list, "a float")],
  list_to_integer: integerFromList,
  list_to_pid: ([list]) => [w.textualList(list, "a pid")],
  list_to_port: ([list]) => [w.textualList(list, "a port")],
  list_to_ref: ([list]) => [w.textualList(list, "a reference")],
  localtime_to_universaltime: ([time, ...dst]) => [
    isDateTime(time) ? "" : "not a valid local time",
    ...dst.map((flag) =>
      flag === undefined || typeof flag === "boolean" ? "" : "not 'true', 'false', or 'undefined'",
    ),
  ],
  make_fun: ([m, f, a]) => mfArity(m, f, a),
  "make_tuple/3": ([size, , init]) => {
    const words = w.mustBeNonNegInt(size);
    return [words, "", w.maybeOptionListError(init, words)];
  },
  map_get: ([, map]) => (isMap(map) ? ["not present in map"] : ["", w.NOT_MAP]),
  memory,
  monitor,
  monitor_node: monitorNode,
  nodes,
  md5_update: ([context, data]) => [w.mustBeBinary(context), w.mustBeIodata(data)],
  phash: ([, range]) => ["", w.mustBePosInt(range)],
  phash2: ([, range]) => ["", w.mustBePosInt(range)],
  "process_flag/2": (_, cause) =>
    cause === "badopt" ? ["invalid process flag"] : ["", "invalid value for this process flag"],
  "process_flag/3": otherProcessFlag,
  process_info: ([pid, ...what]) =>
    pid instanceof Pid && what.length > 0 ? ["", "invalid item or item list"] : [w.mustBePid(pid)],
  "read_timer/2": timerOptions,
  register,
  resume_process: ([pid]) => [w.mustBePid(pid, "process is not suspended or is not alive")],
  "send/3": destination,
  send_after: startTimer,
  "send_nosuspend/3": destination,
  set_cookie: (args) => args.map(w.mustBeAtom),
  setelement: element,
  spawn,
  spawn_link: spawn,
  spawn_monitor: spawn,
  spawn_opt: spawnOpt,
  spawn_request: spawnRequest,
  split_binary: splitBinary,
  start_timer: startTimer,
  subtract: ([from, what]) => [w.mustBeList(from), w.mustBeList(what)],
  suspend_process: ([pid, ...options], cause) =>
    cause === "badopt"
      ? [w.mustBePid(pid), w.mustBeList(options[0], w.BAD_OPTION)]
      : [w.mustBePid(pid, w.DEAD_PROCESS)],
  system_flag: (_, cause) =>
    cause === "badopt" ? ["invalid system flag"] : ["", "invalid value for this system flag"],
  "term_to_binary/2": ([, options]) => ["", w.mustBeOptionList(options)],
  "term_to_iovec/2": ([, options]) => ["", w.mustBeOptionList(options)],
  unique_integer: ([modifiers]) => [w.mustBeList(modifiers, "invalid modifier")],
};

/** What is wrong with the arguments of a BIF of module erlang. */
export function explainErlang(name: string, args: readonly Term[], cause: Term): Explanation {
  const key = `${name}/${args.length}`;
  const words = ERTS_WORDS[key];
  if (words !== undefined) return words;
  const explain = EXPLAIN[key] ?? EXPLAIN[name];
  return explain === undefined ? [] : explain(args, w.causeName(cause));
}
