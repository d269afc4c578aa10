// erl_internal — what the language itself knows of functions and operators: BIFs, guards, type tests.
import { isAutoImported } from "../syntax/auto-imported.ts";
import { isGuardBif, isTypeTest } from "../syntax/guard-functions.ts";
import { atomName, isAtom } from "../terms/atom.ts";
import { isInteger } from "../terms/float.ts";
import type { Term } from "../terms/term.ts";
import { OtpSource } from "./otp-source.ts";
import { otpModule } from "./table.ts";

const SOURCE = new OtpSource("erl_internal");
const ERLANG = Symbol.for("erlang");

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));
/** `name/arity` of the operators of each kind. */
const OPERATORS: Readonly<Record<string, ReadonlySet<string>>> = {
  arith: words("+/1 -/1 bnot/1 +/2 -/2 */2 //2 div/2 rem/2 band/2 bor/2 bxor/2 bsl/2 bsr/2"),
  bool: words("not/1 and/2 or/2 xor/2"),
  comp: words("==/2 /=/2 =</2 </2 >=/2 >/2 =:=/2 =/=/2"),
  list: words("++/2 --/2"),
  send: words("!/2"),
};
const OLD_TYPE_TESTS = words(
  "integer/1 float/1 number/1 atom/1 list/1 tuple/1 pid/1 reference/1 port/1 binary/1 record/2 function/1",
);
const keyOf = (name: Term, arity: Term): string => (isAtom(name) ? `${atomName(name)}/${arity}` : "");
const isIn =
  (set: ReadonlySet<string>) =>
  (name: Term, arity: Term): boolean =>
    set.has(keyOf(name, arity));

const tests = (name: Term, arity: Term): boolean =>
  isAtom(name) && Number.isSafeInteger(arity) && isTypeTest(atomName(name), arity);

/**
 * What kind of operator it is: `arith`, `bool`, `comp`, `list` or `send`. Mirrors erl_internal:op_type/2.
 *
 * ```eshell
 * 1> erl_internal:op_type('++', 2).
 * list
 * ```
 */
function op_type(name: Term, arity: Term): symbol {
  const kind = Object.keys(OPERATORS).find((known) => OPERATORS[known].has(keyOf(name, arity)));
  if (kind === undefined) throw SOURCE.noClause("op_type", [name, arity], 231);
  return Symbol.for(kind);
}

/**
 * Whether a function is called without its module's name, `erlang`. Mirrors erl_internal:bif/2,3.
 *
 * ```eshell
 * 1> erl_internal:bif(length, 1).
 * true
 * 2> erl_internal:bif(lists, length, 1).
 * false
 * ```
 */
function bif(...args: Term[]): boolean {
  const [name, arity] = args.slice(-2);
  if (args.length === 3 && args[0] !== ERLANG) return false;
  if (!isAtom(name) || !isInteger(arity)) throw SOURCE.noClause("bif", [name, arity], 278);
  return isAutoImported(atomName(name), arity);
}

/** Module erl_internal. What the language knows of functions and operators. */
export const erl_internal = otpModule("erl_internal", {
  bif: [bif, 2, 3] as const,
  /**
   * Whether a BIF may be called in guards. Mirrors erl_internal:guard_bif/2.
   *
   * ```eshell
   * 1> erl_internal:guard_bif(length, 1).
   * true
   * ```
   */
  guard_bif: (name: Term, arity: Term): boolean =>
    isAtom(name) && Number.isSafeInteger(arity) && isGuardBif(atomName(name), arity),
  /**
   * Whether it tests a type, by its new or its old name. Mirrors erl_internal:type_test/2.
   *
   * ```eshell
   * 1> erl_internal:type_test(is_atom, 1).
   * true
   * ```
   */
  type_test: tests,
  new_type_test: (name: Term, arity: Term): boolean =>
    tests(name, arity) && !OLD_TYPE_TESTS.has(keyOf(name, arity)),
  old_type_test: isIn(OLD_TYPE_TESTS),
  arith_op: isIn(OPERATORS.arith),
  bool_op: isIn(OPERATORS.bool),
  comp_op: isIn(OPERATORS.comp),
  list_op: isIn(OPERATORS.list),
  send_op: isIn(OPERATORS.send),
  op_type,
});
