// re-compiled — the options of compile and run, and what an expression compiled with them is.
import { atomName, isAtom } from "../terms/atom.ts";
import { toArray } from "../terms/list.ts";
import { Ref } from "../terms/pid.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple } from "../terms/tuple.ts";
import { END, LAST_LINE_END, ReFailure, type ReFlags, type Translated, translate } from "./re-translate.ts";
import { runningSystem } from "./system-state.ts";

const RE_PATTERN = Symbol.for("re_pattern");
/** The captures that are of no group. */
const NO_GROUPS: readonly Term[] = [Symbol.for("first"), Symbol.for("none")];
/** What only an expression with the flag `u` may have. */
const NEEDS_UNICODE = /[\ud800-\udfff]|\\[pPu]/;
const SURROGATE = /[\ud800-\udfff]/;

const FLAG_NAMES: Record<string, keyof ReFlags> = {
  unicode: "unicode",
  caseless: "caseless",
  multiline: "multiline",
  dotall: "dotall",
  extended: "extended",
  dollar_endonly: "dollarEndOnly",
  ungreedy: "ungreedy",
  no_auto_capture: "noAutoCapture",
  dupnames: "dupnames",
};
const OTHER_FLAGS =
  "anchored global notbol noteol notempty notempty_atstart report_errors firstline bsr_anycrlf bsr_unicode no_start_optimize ucp never_utf".split(
    " ",
  );

export interface Options {
  flags: ReFlags;
  anchored: boolean;
  global: boolean;
  notEmpty: boolean;
  /** Whether somebody asks for the groups. */
  groups: boolean;
  offset: number;
  capture: Term;
  type: string;
}

const NO_FLAGS: ReFlags = {
  unicode: false,
  caseless: false,
  multiline: false,
  dotall: false,
  extended: false,
  dollarEndOnly: false,
  ungreedy: false,
  noAutoCapture: false,
  dupnames: false,
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
    groups: true,
    offset: 0,
    capture: Symbol.for("all"),
    type: "index",
  };
  for (const option of elements) {
    const name = isAtom(option) ? atomName(option) : "";
    if (Object.hasOwn(FLAG_NAMES, name)) options.flags = { ...options.flags, [FLAG_NAMES[name]]: true };
    else if (OTHER_FLAGS.includes(name)) {
      if (name === "anchored") options.anchored = true;
      if (name === "global") options.global = true;
      if (name.startsWith("notempty")) options.notEmpty = true;
    } else if (!parsePair(option, options)) return undefined;
  }
  return options;
}

function parsePair(option: Term, options: Options): boolean {
  if (!isTuple(option) || option.length < 2 || !isAtom(option[0])) return false;
  switch (atomName(option[0])) {
    case "offset":
      options.offset = option[1];
      return Number.isSafeInteger(option[1]) && option[1] >= 0;
    case "capture":
      options.capture = option[1];
      options.groups = !NO_GROUPS.includes(option[1]);
      options.type = option.length > 2 && isAtom(option[2]) ? atomName(option[2]) : "index";
      return ["index", "list", "binary"].includes(options.type);
    case "newline":
    case "match_limit":
    case "match_limit_recursion":
      return true;
    default:
      return false;
  }
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

/** A compiled expression: the reference in `{re_pattern,…}`. */
export class Compiled extends Ref {
  readonly translated: Translated;
  readonly flags: ReFlags;
  readonly anchored: boolean;
  private readonly any: Search;
  private simple: Search | undefined;
  constructor(text: string, { flags, anchored }: Options) {
    super(runningSystem().makeRef().id);
    this.flags = flags;
    this.anchored = anchored;
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
    return tuple(RE_PATTERN, this.translated.groups, this.flags.unicode ? 1 : 0, 0, this);
  }
}
