// erl_eval-parse — tokens of what the shell prints, parsed: a pid, a reference or an external fun in its printed form is
// the call, or the fun, that makes it. The tokens must have been scanned with their text.
import { expressionOf } from "../eval/from-term.ts";
import { applyMfa } from "../process/apply.ts";
import { Exception, errorTuple } from "../terms/exception.ts";
import { ExternalFun } from "../terms/fun.ts";
import { fromArray, toArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple, tuple2, tuple3, tupleFrom } from "../terms/tuple.ts";
import { normalise, parse_exprs } from "./erl_parse.ts";
import { charsOf } from "./iodata.ts";

const sym = (name: string): symbol => Symbol.for(name);
const OK = sym("ok");
const ERROR = sym("error");
const STRING = sym("string");
const ATOM = sym("atom");
const ERLANG = sym("erlang");
const FUN = sym("fun");
const CALL = sym("call");
/** Stands before the text in the string that takes the place of such tokens while the others are parsed. */
const MARK = "\u0000printed ";

/** The kinds of tokens in the printed forms, and what makes the term. */
const PRINTED: readonly (readonly [kinds: string, make: string])[] = [
  ["# var:Fun < atom . float >", "fun"],
  ["# var:Fun < atom . atom . integer >", "fun"],
  ["< float . integer >", "list_to_pid"],
  ["# var:Port < float >", "list_to_port"],
  ["# var:Ref < float . float >", "list_to_ref"],
];
const FUN_TEXT = /^#Fun<(.+)\.([^.]+)\.(\d+)>$/;

function textOf(token: Term): string | undefined {
  const pair = toArray(token[1])?.find((entry) => isTuple(entry) && entry[0] === sym("text"));
  return pair && charsOf(pair[1]);
}

function isKind(token: Term, kind: string): boolean {
  const [name, value] = kind.split(":");
  if (!isTuple(token) || token[0] !== sym(name as string)) return false;
  return value === undefined || token[2] === sym(value);
}

/** The term that the printed form stands for; an exception if there is none. */
function made(make: string, text: string): Term {
  if (make !== "fun") return applyMfa(ERLANG, sym(make), [text]);
  const [, module, name, arity] = FUN_TEXT.exec(text) ?? [];
  if (module === undefined || name === undefined) throw errorTuple(sym("badmatch"), text);
  const unquoted = (atom: string) => sym(atom.replace(/^'|'$/g, ""));
  return new ExternalFun(unquoted(module), unquoted(name), Number(arity));
}

/** The printed form that begins with the first of the tokens: its text, and how many tokens it has. */
function printedAt(
  tokens: readonly Term[],
  at: number,
): { text: string; make: string; count: number } | undefined {
  for (const [pattern, make] of PRINTED) {
    const kinds = pattern.split(" ");
    const found = tokens.slice(at, at + kinds.length);
    if (found.length < kinds.length || !kinds.every((kind, index) => isKind(found[index], kind))) continue;
    const text = found.map(textOf).join("");
    try {
      made(make, text);
    } catch (thrown) {
      if (!(thrown instanceof Exception)) throw thrown;
      return undefined;
    }
    return { text, make, count: kinds.length };
  }
  return undefined;
}

function withMarks(tokens: readonly Term[]): Term[] {
  const marked: Term[] = [];
  for (let at = 0; at < tokens.length; ) {
    const printed = printedAt(tokens, at);
    if (printed === undefined) marked.push(tokens[at++]);
    else {
      marked.push(tuple3(STRING, tokens[at][1], `${MARK}${printed.make} ${printed.text}`));
      at += printed.count;
    }
  }
  return marked;
}

/** The expression with what makes a term in place of each mark. */
function withoutMarks(node: Term): Term {
  if (typeof node === "string") return node;
  if (isTuple(node)) {
    const mark = node[0] === STRING && node.length === 3 ? charsOf(node[2]) : undefined;
    return mark?.startsWith(MARK)
      ? making(node[1], mark.slice(MARK.length))
      : tupleFrom(node.map(withoutMarks));
  }
  const elements = toArray(node);
  return elements === undefined || elements.length === 0 ? node : fromArray(elements.map(withoutMarks));
}

function making(at: Term, mark: string): Term {
  const space = mark.indexOf(" ");
  const [make, text] = [mark.slice(0, space), mark.slice(space + 1)];
  const atom = (name: symbol) => tuple3(ATOM, at, name);
  if (make !== "fun") {
    const callee = tuple(sym("remote"), at, atom(ERLANG), atom(sym(make)));
    return tuple(CALL, at, callee, fromArray([tuple3(STRING, at, text)]));
  }
  const fun = made(make, text);
  const arity = tuple3(sym("integer"), at, fun.arity);
  return tuple3(FUN, at, tuple(sym("function"), atom(fun.module), atom(fun.name), arity));
}

/**
 * Parses expressions in which pids, references and external funs may stand as they are printed. Mirrors erl_eval:extended_parse_exprs/1.
 *
 * ```eshell
 * 1> {ok, Tokens, _} = erl_scan:string("#Fun<lists.map.2>.", 1, [text]), erl_eval:extended_parse_exprs(Tokens).
 * {ok,[{'fun',1,
 *             {function,{atom,1,lists},{atom,1,map},{integer,1,2}}}]}
 * ```
 */
export function extended_parse_exprs(tokens: Term): Term {
  const list = toArray(tokens);
  const marked = list && withMarks(list);
  if (marked === undefined || marked.length === list?.length) return parse_exprs(tokens);
  const parsed = parse_exprs(fromArray(marked));
  if (parsed[0] !== OK) return parse_exprs(tokens);
  return tuple2(OK, fromArray((toArray(parsed[1]) ?? []).map(withoutMarks)));
}

/** The value of an expression that is a term, or makes one of those. */
function valueOf(node: Term): Term {
  const [kind, , callee, args] = node;
  if (kind === CALL && callee[0] === sym("remote")) {
    const [, , module, name] = callee;
    const [text] = toArray(args) ?? [];
    const isMade = module[2] === ERLANG && /^list_to_(pid|port|ref)$/.test(String(Symbol.keyFor(name[2])));
    if (!isMade || !isTuple(text) || text[0] !== STRING) throw errorTuple(sym("badarg"), node);
    return applyMfa(ERLANG, name[2], [text[2]]);
  }
  if (kind === sym("tuple")) return tupleFrom((toArray(callee) ?? []).map(valueOf));
  if (kind === sym("cons")) return fromArray([valueOf(callee)], valueOf(args));
  if (kind === sym("map")) {
    const pairs = (toArray(callee) ?? []).map((field) => {
      if (field[0] !== sym("map_field_assoc")) throw errorTuple(sym("badarg"), field);
      return tuple2(valueOf(field[2]), valueOf(field[3]));
    });
    return applyMfa(sym("maps"), sym("from_list"), [fromArray(pairs)]);
  }
  return normalise(expressionOf(node));
}

/**
 * Parses a term in which pids, references and external funs may stand as they are printed. Mirrors erl_eval:extended_parse_term/1.
 *
 * ```eshell
 * 1> {ok, Tokens, _} = erl_scan:string("{a,[fun lists:map/2]}.", 1, [text]), erl_eval:extended_parse_term(Tokens).
 * {ok,{a,[fun lists:map/2]}}
 * ```
 */
export function extended_parse_term(tokens: Term): Term {
  const parsed = extended_parse_exprs(tokens);
  if (parsed[0] !== OK) return parsed;
  const [first, second] = toArray(parsed[1]) ?? [];
  const wrong = (node: Term) => tuple2(ERROR, tuple3(node[1], sym("erl_eval"), "bad term"));
  if (second !== undefined) return wrong(second);
  try {
    return tuple2(OK, valueOf(first));
  } catch (thrown) {
    if (!(thrown instanceof Exception)) throw thrown;
    return wrong(first);
  }
}
