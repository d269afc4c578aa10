// re-compiled — the options of compile and run, and what an expression compiled with them is.
import { atomName, isAtom } from "../terms/atom.ts";
import { isInteger } from "../terms/float.ts";
import { toArray } from "../terms/list.ts";
import { Ref } from "../terms/pid.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple } from "../terms/tuple.ts";
import { bytesOf } from "./iodata.ts";
import type { ReFlags } from "./re-escapes.ts";
import { ReFailure } from "./re-failures.ts";
import { END, hasCrLf, isNewline, LAST_LINE_END, type Newline } from "./re-lines.ts";
import { type Translated, translate } from "./re-translate.ts";
import { runningSystem } from "./system-state.ts";

const RE_PATTERN = Symbol.for("re_pattern");
/** The captures that are of no group. */
const NO_GROUPS: readonly Term[] = [Symbol.for("first"), Symbol.for("none")];
/** What only an expression with the flag `u` may have. */
const NEEDS_UNICODE = /[\ud800-\udfff]|\\[pPu]/;
const SURROGATE = /[\ud800-\udfff]/;

/** Options that only an expression that is compiled now may have, and what they set. */
const COMPILE_FLAGS: Record<string, keyof ReFlags | undefined> = {
  unicode: "unicode",
  ucp: "ucp",
  caseless: "caseless",
  multiline: "multiline",
  dotall: "dotall",
  extended: "extended",
  dollar_endonly: "dollarEndOnly",
  ungreedy: "ungreedy",
  no_auto_capture: "noAutoCapture",
  dupnames: "dupnames",
  firstline: undefined,
  never_utf: undefined,
  no_start_optimize: undefined,
};
const RUN_FLAGS = ["global", "notbol", "noteol", "notempty", "notempty_atstart", "report_errors"];
const OTHER_FLAGS = ["anchored", "bsr_anycrlf", "bsr_unicode"];
const TYPES = ["index", "list", "binary"];
const CAPTURES = ["all", "all_but_first", "all_names", "first", "none"];

export interface Options {
  flags: ReFlags;
  anchored: boolean;
  global: boolean;
  notEmpty: boolean;
  notEmptyAtStart: boolean;
  firstLine: boolean;
  reportErrors: boolean;
  /** Whether somebody asks for the groups. */
  groups: boolean;
  offset: number;
  capture: Term;
  type: string;
  /** Whether a capture specification is none: the call is wrong, but its options are not to blame. */
  badCapture: boolean;
  /** Whether there is an option for compiling, or one for running: a compiled expression takes none of the former. */
  compiles: boolean;
  runs: boolean;
  /** The newline that was asked for. */
  newline: Newline | undefined;
}

const NO_FLAGS: ReFlags = {
  unicode: false,
  ucp: false,
  caseless: false,
  multiline: false,
  dotall: false,
  extended: false,
  dollarEndOnly: false,
  ungreedy: false,
  noAutoCapture: false,
  dupnames: false,
  newline: "lf",
  notBol: false,
  notEol: false,
};

/** The options of compile and run; undefined if one is none. */
export function parseOptions(list: Term): Options | undefined {
  const elements = toArray(list);
  if (elements === undefined) return undefined;
  const options: Options = {
    flags: NO_FLAGS,
    anchored: false,
    global: false,
    notEmpty: false,
    notEmptyAtStart: false,
    firstLine: false,
    reportErrors: false,
    groups: true,
    offset: 0,
    capture: Symbol.for("all"),
    type: "index",
    badCapture: false,
    compiles: false,
    runs: false,
    newline: undefined,
  };
  for (const option of elements) {
    const name = isAtom(option) ? atomName(option) : "";
    if (Object.hasOwn(COMPILE_FLAGS, name)) {
      options.compiles = true;
      const flag = COMPILE_FLAGS[name];
      if (flag !== undefined) options.flags = { ...options.flags, [flag]: true };
      else if (name === "firstline") options.firstLine = true;
    } else if (RUN_FLAGS.includes(name)) parseRunFlag(name, options);
    else if (OTHER_FLAGS.includes(name)) options.anchored ||= name === "anchored";
    else if (!parsePair(option, options)) return undefined;
  }
  return options;
}

function parseRunFlag(name: string, options: Options): void {
  options.runs = true;
  if (name === "global") options.global = true;
  else if (name === "notempty") options.notEmpty = true;
  else if (name === "notempty_atstart") options.notEmptyAtStart = true;
  else if (name === "report_errors") options.reportErrors = true;
  else if (name === "notbol") options.flags = { ...options.flags, notBol: true };
  else options.flags = { ...options.flags, notEol: true };
}

function parsePair(option: Term, options: Options): boolean {
  if (!isTuple(option) || option.length < 2 || !isAtom(option[0])) return false;
  const name = atomName(option[0]);
  if (option.length > 2 && name !== "capture") return false;
  if (name === "newline") {
    const newline = isAtom(option[1]) ? atomName(option[1]) : "";
    if (!isNewline(newline)) return false;
    options.flags = { ...options.flags, newline };
    options.newline = newline;
    return true;
  }
  options.runs = true;
  switch (name) {
    case "offset":
      options.offset = option[1];
      return Number.isSafeInteger(option[1]) && option[1] >= 0;
    case "capture":
      if (option.length > 3) return false;
      options.capture = option[1];
      options.groups = !NO_GROUPS.includes(option[1]);
      options.type = option.length < 3 ? "index" : isAtom(option[2]) ? atomName(option[2]) : "";
      options.badCapture = !TYPES.includes(options.type) || !isCapture(option[1]);
      return true;
    case "match_limit":
    case "match_limit_recursion":
      return isInteger(option[1]) && option[1] >= 0;
    default:
      return false;
  }
}

/** What to capture: a word, or a list of names and numbers. */
function isCapture(spec: Term): boolean {
  if (isAtom(spec)) return CAPTURES.includes(atomName(spec));
  const groups = toArray(spec);
  if (groups === undefined) return false;
  return groups.every((id) => (isInteger(id) ? id >= 0 : isAtom(id) || bytesOf(id) !== undefined));
}

/** An expression of JavaScript's, to find where there is a match and, only once there is one, where its groups are. */
class Search {
  readonly first: RegExp;
  readonly groups: RegExp;
  constructor(source: string, flags: string) {
    this.first = new RegExp(source, `${flags}g`);
    this.groups = new RegExp(source, `${flags}dy`);
  }
}

type CompileOptions = Pick<Options, "flags" | "anchored" | "firstLine">;

/** A compiled expression: the reference in `{re_pattern,…}`. */
export class Compiled extends Ref {
  readonly translated: Translated;
  readonly flags: ReFlags;
  readonly anchored: boolean;
  readonly firstLine: boolean;
  private readonly any: Search;
  private simple: Search | undefined;
  private readonly text: string;
  /** The same expression where the text begins or ends no line, by which of the two. */
  private readonly inside = new Map<string, Compiled>();
  constructor(text: string, { flags, anchored, firstLine }: CompileOptions) {
    super(runningSystem().makeRef().id);
    this.text = text;
    this.flags = flags;
    this.anchored = anchored;
    this.firstLine = firstLine;
    this.translated = translate(text, flags);
    const { source, flags: wanted } = this.translated;
    try {
      this.any = new Search(source, wanted);
    } catch (error) {
      // Something that JavaScript cannot do.
      if (error instanceof SyntaxError) throw new ReFailure(error.message, text.length);
      throw error;
    }
  }

  /** The expression as a run with these options takes it. */
  forRun({ notBol, notEol }: ReFlags): Compiled {
    if (notBol === this.flags.notBol && notEol === this.flags.notEol) return this;
    const key = `${notBol} ${notEol}`;
    const known = this.inside.get(key);
    if (known !== undefined) return known;
    const { anchored, firstLine } = this;
    const made = new Compiled(this.text, { flags: { ...this.flags, notBol, notEol }, anchored, firstLine });
    this.inside.set(key, made);
    return made;
  }

  /**
   * What finds the expression in a text: for most texts one without lookahead and the flag `u`, which mean nothing
   * there and which V8's linear engine (node-regexp.ts) does not know.
   */
  search(text: string): Search {
    const { source, flags } = this.translated;
    if (flags.includes("i")) return this.any;
    if (flags === "u" && (NEEDS_UNICODE.test(source) || SURROGATE.test(text))) return this.any;
    if (flags === "" && !source.includes(LAST_LINE_END)) return this.any;
    if (text.endsWith("\n")) return this.any;
    this.simple ??= new Search(source.replaceAll(LAST_LINE_END, END), "");
    return this.simple;
  }

  term(): Term {
    const { unicode, newline } = this.flags;
    return tuple(RE_PATTERN, this.translated.groups, unicode ? 1 : 0, hasCrLf(newline) ? 1 : 0, this);
  }
}
