// json-format — json:format/1,2,3: JSON with line breaks and indentation.
//
// The state that goes down is OTP's map: the level, the column where the value begins, the width of an indentation and
// the column from which lists of simple values are broken. A user's encoder gets it, and may call format_value/3.
import { callFun3 } from "../process/apply.ts";
import { Frame, type FunctionInfo, proc } from "../process/frame.ts";
import { atomName, isAtom } from "../terms/atom.ts";
import { Exception, errorTuple, type StackItem } from "../terms/exception.ts";
import { isFloat, isInteger } from "../terms/float.ts";
import { ExternalFun, isFun } from "../terms/fun.ts";
import { Cons, fromArray, isList, isNil, toArray } from "../terms/list.ts";
import { isMap, mapEntries, mapFrom, mapGet, mapHas, mapPut } from "../terms/map.ts";
import { compare } from "../terms/order.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2 } from "../terms/tuple.ts";
import { isFunOf } from "./fun-arity.ts";
import { bytesOf, utf8 } from "./iodata.ts";
import { JSON_SOURCE as SOURCE } from "./json-errors.ts";
import { OtpSource } from "./otp-source.ts";

const LISTS: OtpSource = new OtpSource("lists");
const LEVEL = Symbol.for("level");
const COL = Symbol.for("col");
const INDENT = Symbol.for("indent");
const MAX = Symbol.for("max");
const JSON_MODULE = Symbol.for("json");
const FORMAT_VALUE = new ExternalFun(JSON_MODULE, Symbol.for("format_value"), 3);

type Run = Generator<unknown, Term, any>;
type EncodeSimple = (term: Term) => Term | undefined;

const hasKeys = (state: Term, keys: readonly Term[]): boolean =>
  isMap(state) && keys.every((key) => mapHas(state, key));
/** How many bytes iodata has. */
function size(iodata: Term): number {
  let bytes = 0;
  let rest = iodata;
  for (; rest instanceof Cons; rest = rest.tail) bytes += typeof rest.head === "number" ? 1 : size(rest.head);
  return bytes + (rest instanceof Uint8Array ? rest.length : (bytesOf(rest)?.length ?? 0));
}
const indentation = (state: Term): number => mapGet(state, LEVEL) * mapGet(state, INDENT);
const spaced = (width: number): Uint8Array => utf8(`\n${" ".repeat(width)}`);
const NEWLINES = Array.from({ length: 40 }, (_, width) => spaced(width));
const newline = (width: number): Uint8Array => NEWLINES[width] ?? spaced(width);
const deeper = (state: Term): Term => mapPut(state, LEVEL, mapGet(state, LEVEL) + 1);
const at = (state: Term, column: number): Term => mapPut(state, COL, column);

/** The functions of json that format, over the one that encodes what has no parts. */
export class JsonFormat {
  private readonly simple: EncodeSimple;
  constructor(simple: EncodeSimple) {
    this.simple = simple;
  }

  private *encode(encoder: Term, term: Term, state: Term): Run {
    if (encoder === FORMAT_VALUE) return yield* this.value(term, encoder, state);
    const made = callFun3(encoder, term, encoder, state);
    return made instanceof Frame ? yield made : made;
  }

  /** What has no parts, formatted by json itself: the state says nothing about it. */
  private plain(encoder: Term, term: Term): Term | undefined {
    if (encoder !== FORMAT_VALUE) return undefined;
    const isText = isAtom(term) && term !== null && typeof term !== "boolean";
    return this.simple(isText ? utf8(atomName(term)) : term);
  }

  *value(term: Term, encoder: Term, state: Term): Run {
    if (isAtom(term) && term !== null && typeof term !== "boolean") {
      return yield* this.encode(encoder, utf8(atomName(term)), state);
    }
    const simple = this.simple(term);
    if (simple !== undefined) return simple;
    if (isList(term)) return yield* this.list(term, encoder, state);
    if (!isMap(term)) {
      const reason = tuple2(Symbol.for("unsupported_type"), term);
      throw new Exception("error", reason, [SOURCE.item("format_value", 3, 658)]);
    }
    const entries = [...mapEntries(term)].sort(([a], [b]) => compare(a, b));
    if (!hasKeys(state, [LEVEL])) {
      const pairs = fromArray(entries.map((entry) => tuple2(entry[0], entry[1])));
      throw SOURCE.noClause("format_key_value_list", [pairs, encoder, state], 710);
    }
    return yield* this.object(entries, encoder, state, false);
  }

  private *list(list: Term, encoder: Term, state: Term): Run {
    if (!isNil(list) && !hasKeys(state, [LEVEL, COL, MAX]))
      throw SOURCE.noClause("format_list", [list, encoder, state], 660);
    const elements = toArray(list);
    if (elements === undefined) throw SOURCE.noClause("format_tail", [list, encoder, state], 690);
    if (elements.length === 0) return utf8("[]");
    const [head, ...tail] = elements;
    const inner = deeper(state);
    const width = indentation(inner);
    const lineBreak = newline(width);
    if (isList(head) || isMap(head) || head instanceof Uint8Array) {
      // Lists, objects and strings get a line each.
      const own = at(inner, width);
      const first = yield* this.encode(encoder, head, own);
      const rest: Term[] = [];
      for (const element of tail) {
        const made = this.plain(encoder, element) ?? (yield* this.encode(encoder, element, own));
        rest.push(new Cons(new Cons(44, lineBreak), made));
      }
      return fromArray([91, lineBreak, first, fromArray(rest), newline(indentation(state)), 93]);
    }
    const first = yield* this.encode(encoder, head, inner);
    let column = mapGet(state, COL) + 1 + size(first);
    const rest: Term[] = [];
    for (const element of tail) {
      const made = this.plain(encoder, element) ?? (yield* this.encode(encoder, element, at(inner, column)));
      if (column < mapGet(inner, MAX)) {
        rest.push(new Cons(44, made));
        column += 1 + size(made);
      } else {
        rest.push(new Cons(new Cons(44, lineBreak), made));
        column = 1 + lineBreak.length + size(made) - 2;
      }
    }
    return fromArray([91, first, fromArray(rest), 93]);
  }

  /** An object of these pairs; `isChecked` refuses keys that encode to the same. */
  *object(entries: readonly (readonly [Term, Term])[], encoder: Term, state: Term, isChecked: boolean): Run {
    const inner = deeper(state);
    const width = indentation(inner);
    const lineBreak = newline(width);
    const seen = new Set<string>();
    const made: Term[][] = [];
    for (const [name, value] of entries) {
      const key = yield* this.key(name, encoder, inner);
      if (isChecked) {
        const text = Buffer.from(bytesOf(key) ?? []).toString("latin1");
        if (seen.has(text)) throw duplicateKey(name);
        seen.add(text);
      }
      const encoded =
        this.plain(encoder, value) ?? (yield* this.encode(encoder, value, at(inner, width + 2 + size(key))));
      made.push([key, encoded]);
    }
    if (made.length === 0) return utf8("{}");
    const end = newline(indentation(state));
    const entry = ([key, value]: readonly Term[]): Term => fromArray([key, ": "], value);
    if (made.length === 1 && !startsNested(made[0][1])) return fromArray(["{ ", entry(made[0]), " }"]);
    const rest = made.slice(1).map(([key, value]) => fromArray([44, lineBreak, key, ": "], value));
    return fromArray([
      123,
      lineBreak,
      entry(made[0]),
      ...(rest.length === 0 && made.length === 1 ? [] : [fromArray(rest)]),
      end,
      125,
    ]);
  }

  private *key(key: Term, encoder: Term, state: Term): Run {
    if (key instanceof Uint8Array)
      return this.plain(encoder, key) ?? (yield* this.encode(encoder, key, state));
    if (isAtom(key)) return yield* this.encode(encoder, utf8(atomName(key)), state);
    if (isInteger(key) || isFloat(key)) return fromArray([34, this.simple(key), 34]);
    throw SOURCE.noClause("key", [key, encoder], 382);
  }
}

/** `{duplicate_key, Key}` of an object with checked keys. */
function duplicateKey(key: Term): Exception {
  return new Exception("error", tuple2(Symbol.for("duplicate_key"), key), [
    SOURCE.item("-do_format_checked/3-fun-1-", 7, 752),
  ]);
}

/** Whether the first character that is no space begins an array or an object. */
function startsNested(iodata: Term): boolean {
  const first = firstVisible(iodata);
  return first === 123 || first === 91;
}

function firstVisible(iodata: Term): number | undefined {
  let rest = iodata;
  for (; rest instanceof Cons; rest = rest.tail) {
    const first = typeof rest.head === "number" ? rest.head : firstVisible(rest.head);
    if (first !== undefined && isVisible(first)) return first;
  }
  return bytesOf(rest)?.find(isVisible);
}
const isVisible = (byte: number): boolean => byte !== 32 && byte !== 10;

/** The state must say how far to indent. */
function checkIndent(state: Term, caller: StackItem): void {
  if (!hasKeys(state, [LEVEL, INDENT])) throw SOURCE.noClause("indent", [state], 779, caller);
}

const NO_ITEMS: Partial<FunctionInfo> = { module: JSON_MODULE, items: () => [] };

/** The exports, over the encoder of values without parts. */
export function formatFunctions(simple: EncodeSimple) {
  const formatter = new JsonFormat(simple);
  const DEFAULTS: readonly [symbol, Term][] = [
    [LEVEL, 0],
    [COL, 0],
    [INDENT, 2],
    [MAX, 100],
  ];
  const pairsOf = (list: Term, ...callers: StackItem[]): [Term, Term][] => {
    const pairs = toArray(list);
    if (pairs === undefined) {
      const exception = errorTuple(Symbol.for("case_clause"), list);
      exception.items.push(...callers);
      throw exception;
    }
    return pairs.map((pair) => {
      if (!isTuple(pair) || pair.length !== 2)
        throw SOURCE.noClause("-format_key_value_list/3-fun-1-", [pair], 716);
      return [pair[0], pair[1]];
    });
  };
  const formatLoop = proc(
    function* format(term: Term, encoder: Term, options: Term): Run {
      const state = mapFrom([...DEFAULTS, ...mapEntries(options)]);
      const made = encoder === FORMAT_VALUE ? formatter.value(term, encoder, state) : undefined;
      let text = made === undefined ? callFun3(encoder, term, encoder, state) : yield* made;
      if (text instanceof Frame) text = yield text;
      return fromArray([text, 10]);
    },
    SOURCE.info("format", 3, 632),
  );
  return {
    /**
     * JSON for people to read. Mirrors json:format/1,2,3.
     *
     * ```eshell
     * 1> io:put_chars(json:format(#{a => [1,2], b => #{}})).
     * {
     *   "a": [1,2],
     *   "b": {}
     * }
     * ok
     * ```
     */
    format: (term: Term, ...more: Term[]): Term => {
      if (more.length === 2 && !isFunOf(more[0], 3)) throw SOURCE.noClause("format", [term, ...more], 626);
      const [encoder, options] =
        more.length === 2
          ? more
          : more.length === 0
            ? [FORMAT_VALUE, mapFrom([])]
            : isFun(more[0])
              ? [more[0], mapFrom([])]
              : [FORMAT_VALUE, more[0]];
      if (!isMap(options) || (encoder !== FORMAT_VALUE && !isFunOf(encoder, 3))) {
        const line = more.length === 2 ? 630 : 585;
        throw SOURCE.noClause("format", [term, ...more], line);
      }
      return formatLoop(term, encoder, options);
    },
    format_value: proc(function* format_value(term: Term, encoder: Term, state: Term): Run {
      return yield* formatter.value(term, encoder, state);
    }, NO_ITEMS),
    format_key_value_list: proc(function* format_key_value_list(list: Term, encoder: Term, state: Term): Run {
      const name = "format_key_value_list";
      if (!hasKeys(state, [LEVEL])) throw SOURCE.noClause(name, [list, encoder, state], 710);
      checkIndent(state, SOURCE.item(name, 3, 711));
      const pairs = pairsOf(list, LISTS.item("map", 2, 2383), SOURCE.item(name, 3, 720));
      return yield* formatter.object(pairs, encoder, state, false);
    }, NO_ITEMS),
    format_key_value_list_checked: proc(function* format_key_value_list_checked(
      list: Term,
      encoder: Term,
      state: Term,
    ): Run {
      const name = "format_key_value_list_checked";
      if (!isFunOf(encoder, 3)) throw SOURCE.noClause(name, [list, encoder, state], 736);
      checkIndent(state, SOURCE.item(name, 3, 737));
      const callers = [SOURCE.item("do_format_checked", 3, 761), SOURCE.item(name, 3, 738)];
      const pairs = pairsOf(list, LISTS.item("foldl", 3, 2464), ...callers);
      return yield* formatter.object(pairs, encoder, state, true);
    }, NO_ITEMS),
  };
}
