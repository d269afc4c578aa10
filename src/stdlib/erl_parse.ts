// erl_parse — tokens to Erlang's abstract format, and terms to and from it. The parser itself is syntax/parser.ts.
import { writeDeep } from "../format/write.ts";
import { formatParseError } from "../syntax/format-error.ts";
import { parseExprs, parseForm } from "../syntax/parser.ts";
import { negate } from "../terms/arithmetic.ts";
import { atomName, isAtom } from "../terms/atom.ts";
import { type BitString, bitSize, concatBits, isBitString, sliceBits } from "../terms/bits.ts";
import { badarg, Exception, functionClause } from "../terms/exception.ts";
import { isFloat, isInteger } from "../terms/float.ts";
import { ExternalFun } from "../terms/fun.ts";
import { asCons, type Cons, fromArray, isList, isNil, NIL, toArray } from "../terms/list.ts";
import { isMap, mapEntries, mapFrom } from "../terms/map.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple, tuple2, tuple3, tupleFrom } from "../terms/tuple.ts";
import { checkedAnnotations, fold_anno, map_anno, mapfold_anno } from "./erl_parse-anno.ts";
import { noClause, parseItem, precedences, tokens } from "./erl_parse-tokens.ts";
import { realFun } from "./fun-arity.ts";
import { charsOf, isScalar } from "./iodata.ts";
import { OtpSource } from "./otp-source.ts";
import { errorInfoTerm, locationOf, tokensOf } from "./scan-terms.ts";
import { otpModule } from "./table.ts";

const PARSE = new OtpSource("erl_parse");
const ANNO = new OtpSource("erl_anno");
const ERL_PARSE = Symbol.for("erl_parse");
const OK = Symbol.for("ok");
const ERROR = Symbol.for("error");
const DEFAULT = Symbol.for("default");
const BADARG = Symbol.for("badarg");
const sym = (name: string): symbol => Symbol.for(name);
const [ATOM, INTEGER, FLOAT, CHAR, STRING] = ["atom", "integer", "float", "char", "string"].map(sym);
const [NIL_NODE, CONS, TUPLE, MAP, FIELD, BIN, BIN_ELEMENT] = [
  "nil",
  "cons",
  "tuple",
  "map",
  "map_field_assoc",
  "bin",
  "bin_element",
].map(sym);
const [OP, FUN, FUNCTION] = ["op", "fun", "function"].map(sym);

/** Tokens as the parser wants them; what is none is told as OTP's grammar does, whose state is not told. */
function checkedTokens(list: Term): ReturnType<typeof tokensOf> {
  const given = isList(list) ? toArray(list) : undefined;
  if (given === undefined) throw noClause("yeccpars1", [list], 118);
  const wrong = given.find((token) => !isTuple(token) || token.length < 2 || !isAtom(token[0]));
  if (wrong === undefined) return tokensOf(given);
  return PARSE.within("element", [1, wrong], [PARSE.item("yeccpars1", 7, 119)], () => {
    throw badarg(wrong);
  });
}

/** The result of a parse, with lines instead of locations if the tokens had lines only. */
function answer(result: { error: Term } | { value: Term }, byLine: boolean): Term {
  if ("error" in result)
    return tuple2(ERROR, errorInfoTerm(result.error, { line: 1, column: byLine ? 0 : 1 }));
  return tuple2(OK, byLine ? withLines(result.value) : result.value);
}

/** The same format with each `{Line,Column}` replaced by the line. */
function withLines(node: Term): Term {
  if (!Array.isArray(node)) return node;
  if (!isTuple(node)) return node.map(withLines);
  const tag = node[0];
  if (typeof tag !== "symbol") return tupleFrom(Array.from(node, withLines));
  const anno = node[1];
  const line = isTuple(anno) && isPlace(anno) ? anno[0] : withLines(anno);
  // Nodes of other sizes are few.
  if (node.length === 3) return tuple3(tag, line, withLines(node[2]));
  if (node.length === 5) return tuple(tag, line, withLines(node[2]), withLines(node[3]), withLines(node[4]));
  const lined = tupleFrom(node);
  if (lined.length > 1) lined[1] = line;
  for (let i = 2; i < lined.length; i++) lined[i] = withLines(lined[i]);
  return lined;
}

const isPlace = (anno: readonly Term[]): boolean =>
  anno.length === 2 && Number.isSafeInteger(anno[0]) && Number.isSafeInteger(anno[1]);

/**
 * Mirrors erl_parse:parse_exprs/1.
 *
 * ```eshell
 * 1> {ok, Tokens, _} = erl_scan:string("1 + 2."), erl_parse:parse_exprs(Tokens).
 * {ok,[{op,1,'+',{integer,1,1},{integer,1,2}}]}
 * ```
 */
export function parse_exprs(tokens: Term): Term {
  const { tokens: list, byLine } = checkedTokens(tokens);
  const result = parseExprs(list);
  return answer("error" in result ? result : { value: result.exprs }, byLine);
}

/**
 * Mirrors erl_parse:parse_form/1.
 *
 * ```eshell
 * 1> {ok, Tokens, _} = erl_scan:string("f(X) -> X."), element(1, erl_parse:parse_form(Tokens)).
 * ok
 * ```
 */
export function parse_form(tokens: Term): Term {
  const { tokens: list, byLine } = checkedTokens(tokens);
  const result = parseForm(list);
  return answer("error" in result ? result : { value: result.form }, byLine);
}

/**
 * Mirrors erl_parse:parse_term/1: one expression that is a term.
 *
 * ```eshell
 * 1> {ok, Tokens, _} = erl_scan:string("{a,[1]}."), erl_parse:parse_term(Tokens).
 * {ok,{a,[1]}}
 * ```
 */
export function parse_term(tokens: Term): Term {
  const parsed = parse_exprs(tokens);
  if (parsed[0] !== OK) return parsed;
  const exprs = toArray(parsed[1]) ?? [];
  if (exprs.length === 1) {
    try {
      return tuple2(OK, normalise(exprs[0]));
    } catch (thrown) {
      if (!(thrown instanceof Exception)) throw thrown;
    }
  }
  const last = exprs[Math.min(1, exprs.length - 1)];
  return tuple2(ERROR, tuple3(locationOf(firstAnno(last)), ERL_PARSE, "bad term"));
}

/** The annotation of the token that an expression begins with. */
function firstAnno(node: Term): Term {
  if (!isTuple(node) || node.length < 2) {
    return PARSE.within("element", [2, node], [parseItem("first_anno", 1, 1894)], () => {
      throw badarg(node);
    });
  }
  if (node[0] === OP && node.length === 5) return firstAnno(node[3]);
  return node[1];
}

/**
 * The term that an expression in abstract format stands for. Mirrors erl_parse:normalise/1.
 *
 * ```eshell
 * 1> erl_parse:normalise({tuple,1,[{atom,1,a},{integer,1,2}]}).
 * {a,2}
 * ```
 */
export function normalise(node: Term): Term {
  if (isTuple(node)) {
    const [tag, , value] = node;
    switch (tag) {
      case ATOM:
      case INTEGER:
      case FLOAT:
      case CHAR:
      case STRING:
        return value;
      case NIL_NODE:
        return NIL;
      case CONS:
        return normaliseList(node);
      case TUPLE:
        return tupleFrom((toArray(value) as Term[]).map(normalise));
      case MAP:
        return mapFrom((toArray(value) as Term[]).map((field) => [normalise(field[2]), normalise(field[3])]));
      case BIN:
        return normaliseBinary(node);
      case OP:
        if (node.length === 4 && value === sym("-")) return negate(normalise(node[3]));
        if (node.length === 4 && value === sym("+")) return normalise(node[3]);
        break;
      case FUN:
        if (isTuple(value) && value[0] === FUNCTION && value.length === 4) {
          const [module, name, arity] = value
            .slice(1)
            .map((part: Term) => (isTuple(part) ? normalise(part) : part));
          return new ExternalFun(module, name, arity);
        }
    }
  }
  throw new Exception("error", tuple2(BADARG, node), [parseItem("normalise", 1, 1986)]);
}

function normaliseList(node: Term): Term {
  const heads: Term[] = [];
  let rest = node;
  while (isTuple(rest) && rest[0] === CONS) {
    heads.push(normalise(rest[2]));
    rest = rest[3];
  }
  return fromArray(heads, normalise(rest));
}

/** A binary of literal segments: bytes, bits and strings. */
function normaliseBinary(node: Term): Term {
  const parts: BitString[] = [];
  for (const element of toArray(node[2]) ?? []) {
    const [, , value, size] = element;
    const literal = normalise(value);
    if (typeof literal === "string") parts.push(Uint8Array.from(Buffer.from(literal, "latin1")));
    else if (size === DEFAULT) parts.push(Uint8Array.of(Number(literal) & 0xff));
    else parts.push(bitsOf(BigInt(literal), Number(normalise(size))));
  }
  return concatBits(parts);
}

function bitsOf(value: bigint, size: number): BitString {
  const bytes = new Uint8Array((size + 7) >> 3);
  let shifted = BigInt.asUintN(size, value) << BigInt(bytes.length * 8 - size);
  for (let i = bytes.length - 1; i >= 0; i--, shifted >>= 8n) bytes[i] = Number(shifted & 0xffn);
  return sliceBits(bytes, 0, size);
}

/**
 * A term in abstract format, as if it had been written at `line`. Mirrors erl_parse:abstract/1,2.
 *
 * ```eshell
 * 1> erl_parse:abstract({a,[1]}).
 * {tuple,0,[{atom,0,a},{string,0,[1]}]}
 * ```
 */
export function abstract(term: Term, options: Term = 0): Term {
  return abstractAt(term, lineOf(options), isChar(options));
}

/** What may be written as a string: what the encoding has, of UTF-8 if none is given. */
function isChar(options: Term): (code: Term) => boolean {
  const pair = (isList(options) ? toArray(options) : undefined)?.find(
    (o) => isTuple(o) && o[0] === sym("encoding"),
  );
  const encoding = pair === undefined ? "utf8" : isAtom(pair[1]) ? atomName(pair[1]) : "";
  if (encoding === "none") return () => false;
  if (encoding === "latin1") return (code) => Number.isSafeInteger(code) && code >= 0 && code <= 255;
  return isScalar;
}

function lineOf(options: Term): Term {
  if (isInteger(options)) return options;
  const pair = toArray(options)?.find(
    (o) => isTuple(o) && (o[0] === sym("line") || o[0] === sym("location")),
  );
  return pair?.[1] ?? 0;
}

function abstractAt(term: Term, at: Term, char: (code: Term) => boolean): Term {
  const nested = (inner: Term) => abstractAt(inner, at, char);
  if (isInteger(term)) return tuple3(INTEGER, at, term);
  if (isFloat(term)) return tuple3(FLOAT, at, term);
  if (isAtom(term)) return tuple3(ATOM, at, term);
  if (isNil(term)) return tuple2(NIL_NODE, at);
  if (isTuple(term)) return tuple3(TUPLE, at, fromArray(term.map(nested)));
  if (isBitString(term)) return tuple3(BIN, at, abstractBits(term, at));
  if (isList(term)) return abstractList(term, at, char);
  if (isMap(term)) {
    const fields = mapEntries(term).map(([key, value]) => tuple(FIELD, at, nested(key), nested(value)));
    return tuple3(MAP, at, fromArray(fields));
  }
  const fun = realFun(term);
  if (fun instanceof ExternalFun) {
    return tuple3(FUN, at, tuple(FUNCTION, nested(fun.module), nested(fun.name), nested(fun.arity)));
  }
  throw functionClause(ERL_PARSE, sym("abstract"), [term, at]);
}

/** Text is a string node; other lists are cells. */
function abstractList(list: Term, at: Term, char: (code: Term) => boolean): Term {
  const elements = toArray(list);
  if (elements?.every(char)) {
    return tuple3(STRING, at, list);
  }
  const heads: Term[] = [];
  let rest: Term = list;
  for (let cell: Cons | undefined = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    heads.push(cell.head);
    rest = cell.tail;
  }
  let node = isNil(rest) ? tuple2(NIL_NODE, at) : abstractAt(rest, at, char);
  for (let i = heads.length - 1; i >= 0; i--) node = tuple(CONS, at, abstractAt(heads[i], at, char), node);
  return node;
}

function abstractBits(bits: BitString, at: Term): Term {
  const size = bitSize(bits);
  const whole = size >> 3;
  const bytes = isBitString(bits) ? Array.from(sliceBits(bits, 0, whole * 8) as Uint8Array) : [];
  const elements: Term[] = bytes.map((byte) =>
    tuple(BIN_ELEMENT, at, tuple3(INTEGER, at, byte), DEFAULT, DEFAULT),
  );
  if (size & 7) {
    const last = sliceBits(bits, whole * 8, size & 7) as { bytes: Uint8Array };
    const value = last.bytes[0] >> (8 - (size & 7));
    elements.push(tuple(BIN_ELEMENT, at, tuple3(INTEGER, at, value), tuple3(INTEGER, at, size & 7), DEFAULT));
  }
  return fromArray(elements);
}

/**
 * The text of an error of the parser. Mirrors erl_parse:format_error/1.
 *
 * ```eshell
 * 1> {ok, Tokens, _} = erl_scan:string("1 + ."), {error, {_, Module, Why}} = erl_parse:parse_exprs(Tokens), lists:flatten(Module:format_error(Why)).
 * "syntax error before: '.'"
 * ```
 */
function format_error(descriptor: Term): Term {
  if (typeof descriptor === "string" || Array.isArray(descriptor)) {
    const isText = !isTuple(descriptor) && descriptor.length > 0 && typeof descriptor[0] === "string";
    if (
      typeof descriptor === "string" ||
      (isText && descriptor.every((part: Term) => typeof part === "string"))
    ) {
      return formatParseError(descriptor);
    }
  }
  // As in OTP, nested characters are a text as they are, and all else is written.
  return isList(descriptor) && charsOf(descriptor) !== undefined
    ? descriptor
    : writeDeep(descriptor, { latin1: true });
}

/** An annotation made of a location. */
function newAnno(location: Term): Term {
  const good = isTuple(location)
    ? location.length === 2 && location.every(Number.isSafeInteger)
    : Number.isSafeInteger(location) && location >= 0;
  if (!good) throw ANNO.badarg("new", [location], 189);
  return location;
}

/** Module erl_parse. The parser: tokens to Erlang's abstract format. */
export const erl_parse = otpModule("erl_parse", {
  parse_exprs,
  parse_form,
  parse_term,
  normalise,
  abstract: [abstract, 1, 2] as const,
  first_anno: (node: Term): Term => firstAnno(node),
  format_error,
  new_anno: (node: Term): Term => checkedAnnotations(node, newAnno),
  anno_to_term: (node: Term): Term => checkedAnnotations(node, (anno) => anno),
  anno_from_term: (node: Term): Term => checkedAnnotations(node, (anno) => anno),
  map_anno,
  fold_anno,
  mapfold_anno,
  tokens: [tokens, 1, 2] as const,
  ...precedences,
});
