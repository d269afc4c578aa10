// element-loops — calls a fun for the elements of a collection, as the modules that OTP has written over lists do.
//
// Each maker takes what the stack items of the loop are, `at` being how many results there are: OTP's
// functions call themselves within an expression for what follows one, and last for what follows an element left out.
import { callFun1, callFun2, callFun3 } from "../process/apply.ts";
import { Frame, type FunctionInfo, proc } from "../process/frame.ts";
import { running } from "../process/running.ts";
import { errorTuple } from "../terms/exception.ts";
import { fromArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";
import { caseClause } from "./otp-source.ts";

type Info = Partial<FunctionInfo>;
type Run<T> = Generator<unknown, T, any>;
const BAD_FILTER = Symbol.for("bad_filter");

/** What `finish` makes of the results of the fun for each element. */
export const mapping = (
  info: Info,
  finish: (results: Term[]) => Term,
): ((fun: Term, elements: readonly Term[]) => any) =>
  proc(function* mapping(fun: Term, elements: readonly Term[]): Run<Term> {
    const results: Term[] = [];
    for (const element of elements) {
      running.at = results.length;
      let result = callFun1(fun, element);
      if (result instanceof Frame) result = yield result;
      results.push(result);
    }
    return finish(results);
  }, info) as any;

/** What `finish` makes of the elements for which the fun says true; another answer than a boolean is `bad_filter`. */
export const filtering = (
  info: Info,
  finish: (kept: Term[]) => Term,
): ((fun: Term, elements: readonly Term[]) => any) =>
  proc(function* filtering(fun: Term, elements: readonly Term[]): Run<Term> {
    const kept: Term[] = [];
    for (const element of elements) {
      running.at = kept.length;
      let answer = callFun1(fun, element);
      if (answer instanceof Frame) answer = yield answer;
      running.at = kept.length;
      if (answer === true) kept.push(element);
      else if (answer !== false) throw errorTuple(BAD_FILTER, answer);
    }
    return finish(kept);
  }, info) as any;

/** The same where the fun may also answer `{true, Other}`; anything else is a `case_clause`. */
export const filterMapping = (
  info: Info,
  finish: (kept: Term[]) => Term,
): ((fun: Term, elements: readonly Term[]) => any) =>
  proc(function* filterMapping(fun: Term, elements: readonly Term[]): Run<Term> {
    const kept: Term[] = [];
    let at = 0;
    for (const element of elements) {
      running.at = at;
      let answer = callFun1(fun, element);
      if (answer instanceof Frame) answer = yield answer;
      running.at = at++;
      if (answer === true) kept.push(element);
      else if (isTuple(answer) && answer.length === 2 && answer[0] === true) kept.push(answer[1]);
      else if (answer !== false) throw caseClause(answer);
    }
    return finish(kept);
  }, info) as any;

/** The fun's result for each element and what it gave before. */
export const folding = (info: Info): ((fun: Term, initial: Term, elements: readonly Term[]) => any) =>
  proc(function* folding(fun: Term, initial: Term, elements: readonly Term[]): Run<Term> {
    let accumulator = initial;
    for (let at = 0; at < elements.length; at++) {
      running.at = at;
      accumulator = callFun2(fun, elements[at], accumulator);
      if (accumulator instanceof Frame) accumulator = yield accumulator;
    }
    return accumulator;
  }, info) as any;

/** The same over pairs of keys and values, the fun taking three arguments. */
export const foldingPairs = (info: Info): ((fun: Term, initial: Term, pairs: readonly Term[]) => any) =>
  proc(function* foldingPairs(fun: Term, initial: Term, pairs: readonly Term[]): Run<Term> {
    let accumulator = initial;
    for (let at = 0; at < pairs.length; at++) {
      running.at = at;
      accumulator = callFun3(fun, pairs[at][0], pairs[at][1], accumulator);
      if (accumulator instanceof Frame) accumulator = yield accumulator;
    }
    return accumulator;
  }, info) as any;

/** What `finish` makes of the results of a fun for each pair of a key and a value. */
export const mappingPairs = (
  info: Info,
  finish: (results: Term[], pairs: readonly Term[]) => Term,
): ((fun: Term, pairs: readonly Term[]) => any) =>
  proc(function* mappingPairs(fun: Term, pairs: readonly Term[]): Run<Term> {
    const results: Term[] = [];
    for (const pair of pairs) {
      running.at = results.length;
      let result = callFun2(fun, pair[0], pair[1]);
      if (result instanceof Frame) result = yield result;
      results.push(result);
    }
    return finish(results, pairs);
  }, info) as any;

/** The elements as a list: what most loops end with. */
export const asList = (elements: Term[]): Term => fromArray(elements);
