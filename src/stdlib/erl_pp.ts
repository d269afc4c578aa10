// erl_pp — OTP's module erl_pp: abstract format as text, by syntax/'s printer.
//
// Differs from OTP: the text is a flat string, and hooks are not called.
import { expressionOf } from "../eval/from-term.ts";
import { pretty } from "../format/pretty.ts";
import type { Expr, Form, Guard } from "../syntax/abstract-format.ts";
import { type PrettyOptions, prettyExpr, prettyExprs, prettyForm, prettyGuard } from "../syntax/pretty.ts";
import { isAtom } from "../terms/atom.ts";
import { Exception, errorTuple } from "../terms/exception.ts";
import { isList, toArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple, tuple3 } from "../terms/tuple.ts";
import { abstract } from "./erl_parse.ts";
import { OtpSource } from "./otp-source.ts";
import { otpModule } from "./table.ts";

const SOURCE = new OtpSource("erl_pp");
const sym = (name: string): symbol => Symbol.for(name);
const ATTRIBUTE = sym("attribute");
const FUNCTION = sym("function");
const LATIN1 = sym("latin1");
/** Attributes that have a syntax of their own; the value of any other is a term. */
const SPECIAL =
  /^(callback|export|export_type|import|native_record|nominal|opaque|optional_callbacks|record|spec|type)$/;

/** The value of an option. */
function option(options: readonly Term[], name: string): Term {
  return options.find((pair) => isTuple(pair) && pair.length === 2 && pair[0] === sym(name))?.[1];
}

/** Without a list of options strings are escaped as for Latin-1. */
function optionsOf(options: Term, more: PrettyOptions = {}): PrettyOptions {
  const list = options === undefined || !isList(options) ? undefined : toArray(options);
  const number = (name: string) => {
    const value = list && option(list, name);
    return typeof value === "number" ? value : undefined;
  };
  const isLatin1 = list === undefined || option(list, "encoding") === LATIN1;
  return {
    writeValue: (term) => pretty(term),
    encoding: isLatin1 ? "latin1" : "unicode",
    width: number("linewidth"),
    step: number("indent"),
    ...more,
  };
}

/** The text that `print` makes; `INVALID-FORM:Term:` for a term that is no such thing. */
function printed(term: Term, print: () => string): string {
  if (!isTuple(term) || term.length < 2) return invalid(term);
  try {
    return print();
  } catch (thrown) {
    if (thrown instanceof Exception || thrown instanceof TypeError) return invalid(term);
    throw thrown;
  }
}

const invalid = (term: Term): string => `INVALID-FORM:${pretty(term)}:`;

function expr(...args: Term[]): string {
  const [node, second, third, fourth] = args;
  const indent = args.length > 2 && typeof second === "number" ? second : 0;
  const precedence = args.length === 4 ? third : 0;
  const options = [undefined, second, third, fourth][args.length - 1];
  return printed(node, () => prettyExpr(expressionOf(node), optionsOf(options, { indent, precedence })));
}

function exprs(...args: Term[]): string {
  const nodes = isList(args[0]) ? toArray(args[0]) : undefined;
  if (nodes === undefined) {
    const generator = errorTuple(sym("bad_generator"), args[0]).reason;
    throw SOURCE.error(generator, "-lexprs/3-lc$^0/1-0-", 3, 1113, SOURCE.item("exprs", 3, 235));
  }
  const indent = args.length === 3 && typeof args[1] === "number" ? args[1] : 0;
  const options = args.length === 1 ? undefined : args.at(-1);
  return prettyExprs(
    nodes.map((node) => expressionOf(node)),
    optionsOf(options, { indent }),
  );
}

/** A form with the values of its attribute as expressions, where they are no special ones. */
function formOf(form: Term): Form {
  const [kind, at, name, value] = form;
  if (kind !== ATTRIBUTE || (isAtom(name) && SPECIAL.test(String(Symbol.keyFor(name as symbol)))))
    return expressionOf(form) as never;
  const values =
    name === sym("file") ? [tuple3(sym("string"), at, value[0]), abstract(value[1])] : [abstract(value)];
  return tuple(ATTRIBUTE, at, name, values.map(expressionOf)) as never;
}

const formText = (form: Term, options: Term): string =>
  printed(form, () => prettyForm(formOf(form), optionsOf(options)));

/** OTP's functions for the kinds of forms, their lines, and those of their callers. */
const KINDS = {
  form: ["lform", 386, 158],
  function: ["lfunction", 629, 191],
  attribute: ["lattribute", 405, 175],
} as const;

/** The error for what is no form of that kind. */
function noForm(kind: keyof typeof KINDS, form: Term, options: Term): Exception {
  const [inner, line, callerLine] = KINDS[kind];
  const none = sym("none");
  const record = tuple(sym("options"), none, sym("unicode"), options ?? none);
  return SOURCE.noClause(inner, [form, record], line, SOURCE.item(kind, 2, callerLine));
}

const ofKind =
  (kind: "function" | "attribute") =>
  (...[form, options]: Term[]): string => {
    if (!isTuple(form) || form[0] !== sym(kind)) throw noForm(kind, form, options);
    return formText(form, options);
  };

function form(...[given, options]: Term[]): string {
  const kind = isTuple(given) ? given[0] : undefined;
  if (kind === FUNCTION || kind === ATTRIBUTE) return formText(given, options);
  if (kind === sym("eof")) return "\n";
  if (kind === sym("error") || kind === sym("warning")) return `${pretty(given)}\n`;
  throw noForm("form", given, options);
}

function guard(...args: Term[]): string {
  const list = isList(args[0]) ? toArray(args[0]) : undefined;
  if (list === undefined) throw SOURCE.noClause("lguard", [args[0], sym("none")], 760);
  const alternatives =
    list.length > 0 && isTuple(list[0]) ? [list] : list.map((tests) => toArray(tests) ?? []);
  const tests = alternatives.map((nodes) => nodes.map((node) => expressionOf(node) as Expr));
  return prettyGuard(tests as unknown as Guard, optionsOf(args[1]));
}

/** Module erl_pp. The pretty printer of Erlang's abstract format. */
export const erl_pp = otpModule("erl_pp", {
  /**
   * The text of an expression; an indentation, a precedence and options may be given. Mirrors erl_pp:expr/1,2,3,4.
   *
   * ```eshell
   * 1> {ok, Tokens, _} = erl_scan:string("f( X )+1."), {ok, [E]} = erl_parse:parse_exprs(Tokens), io:put_chars([erl_pp:expr(E), "\n"]).
   * f(X) + 1
   * ok
   * ```
   */
  expr: [expr, 1, 2, 3, 4] as const,
  /**
   * The text of expressions, with commas between them. Mirrors erl_pp:exprs/1,2,3.
   *
   * ```eshell
   * 1> io:put_chars([erl_pp:exprs([{atom,1,a},{atom,1,b}]), "\n"]).
   * a, b
   * ok
   * ```
   */
  exprs: [exprs, 1, 2, 3] as const,
  /**
   * The text of a function definition or attribute. Mirrors erl_pp:form/1,2.
   *
   * ```eshell
   * 1> io:put_chars(erl_pp:form({attribute,1,export,[{f,1},{g,2}]})).
   * -export([f/1,g/2]).
   * ok
   * ```
   */
  form: [form, 1, 2] as const,
  /**
   * The text of a function definition. Mirrors erl_pp:function/1,2.
   *
   * ```eshell
   * 1> io:put_chars(erl_pp:function({function,1,f,1,[{clause,1,[{var,1,'X'}],[],[{var,1,'X'}]}]})).
   * f(X) ->
   *     X.
   * ok
   * ```
   */
  function: [ofKind("function"), 1, 2] as const,
  /**
   * The text of an attribute. Mirrors erl_pp:attribute/1,2.
   *
   * ```eshell
   * 1> io:put_chars(erl_pp:attribute({attribute,1,vsn,[{a,"1"}]})).
   * -vsn([{a, "1"}]).
   * ok
   * ```
   */
  attribute: [ofKind("attribute"), 1, 2] as const,
  /**
   * The text of a guard. Mirrors erl_pp:guard/1,2.
   *
   * ```eshell
   * 1> io:put_chars([erl_pp:guard([[{var,1,'X'}],[{atom,1,true}]]), "\n"]).
   * when X; true
   * ok
   * ```
   */
  guard: [guard, 1, 2] as const,
});
