// stack-lines — where erl_eval would stand: the stack items that OTP's interpreter leaves for each construct.
//
// OTP evaluates an expression by a recursion of erl_eval over its tree; what is not in tail position leaves a frame of
// erl_eval with its line, which stacktraces and crash reports show. Compiled code has no such frames, so each call
// site carries the items that would be there. Lines are those of OTP 29.
import type { StackItem } from "../terms/exception.ts";

/** Items from the innermost outwards; a chain ends at the function that the expression is part of. */
export interface Chain {
  readonly item: StackItem;
  readonly outer: Chain | null;
}

function at(file: string, name: string, arity: number, line: number): StackItem {
  return {
    module: Symbol.for(file.slice(0, -4)),
    name: Symbol.for(name),
    arity,
    file,
    line,
  };
}
const erlEval = (name: string, arity: number, line: number): StackItem =>
  at("erl_eval.erl", name, arity, line);
const evalBits = (name: string, arity: number, line: number): StackItem =>
  at("eval_bits.erl", name, arity, line);

/** An expression of a sequence that is not its last. */
export const EXPRS = erlEval("exprs", 6, 276);
export const MATCH_VALUE = erlEval("expr", 6, 792);
export const BADMATCH = erlEval("expr", 6, 796);
export const UNBOUND = erlEval("expr", 6, 426);

export const CONS_HEAD = erlEval("expr", 6, 441);
export const CONS_TAIL = erlEval("expr", 6, 442);
/** An element of a list of expressions: two frames, then the construct's own. */
export const LIST_ELEMENT = erlEval("expr_list", 7, 1664);
export const LIST_OF = erlEval("expr_list", 5, 1660);
export const TUPLE = erlEval("expr", 6, 451);

export const MAP_VALUE = erlEval("expr", 6, 588);
export const MAP_UPDATE_FIELDS = erlEval("expr", 6, 589);
export const MAP_UPDATE = erlEval("expr", 6, 590);
export const MAP_UPDATE_FOLD = erlEval("expr", 6, 591);
export const MAP_UPDATE_EXACT = erlEval("-expr/6-fun-4-", 2, 594);
export const MAP_FIELDS = erlEval("expr", 6, 598);
export const MAP_KEY = erlEval("eval_map_fields", 6, 1545);
export const MAP_FIELD_VALUE = erlEval("eval_map_fields", 6, 1546);
export const MAP_EXACT_KEY = erlEval("eval_map_fields", 6, 1549);
export const MAP_EXACT_VALUE = erlEval("eval_map_fields", 6, 1550);
export const LISTS_FOLDL = at("lists.erl", "foldl", 3, 2465);
export const LISTS_FOLDL_NEXT = at("lists.erl", "foldl_1", 3, 2470);

export const CASE_VALUE = erlEval("expr", 6, 608);
export const CASE_CLAUSE = erlEval("case_clauses", 8, 1744);
export const IF_CLAUSE = erlEval("if_clauses", 7, 1683);
export const TIMEOUT_VALUE = erlEval("expr", 6, 615);
export const RECEIVE: readonly StackItem[] = [
  { module: Symbol.for("prim_eval"), name: Symbol.for("receive"), arity: 2 },
  erlEval("receive_clauses", 8, 1758),
];
export const TRY_BODY = erlEval("try_clauses", 10, 1690);
export const TRY_OF = erlEval("try_clauses", 10, 1696);
export const TRY_CATCH = erlEval("try_clauses", 10, 1707);
export const TRY_AFTER = erlEval("try_clauses", 10, 1715);
export const TRY_CLAUSE = erlEval("try_clauses", 10, 1698);
export const CATCH = erlEval("expr", 6, 780);
export const MAYBE = erlEval("expr", 6, 799);
export const MAYBE_ELSE = erlEval("expr", 6, 802);
export const MAYBE_VALUE = erlEval("maybe_match_exprs", 4, 286);
export const MAYBE_LAST = erlEval("maybe_match_exprs", 4, 299);
export const MAYBE_EXPR = erlEval("maybe_match_exprs", 4, 302);
export const ELSE_CLAUSE = erlEval("expr", 6, 810);

export const OP_UNARY = erlEval("expr", 6, 814);
export const OP_LEFT = erlEval("expr", 6, 837);
export const OP_RIGHT = erlEval("expr", 6, 838);
export const ANDALSO_LEFT = erlEval("expr", 6, 817);
export const ANDALSO_RIGHT = erlEval("expr", 6, 820);
export const ANDALSO_BAD = erlEval("expr", 6, 823);
export const ORELSE_LEFT = erlEval("expr", 6, 827);
export const ORELSE_RIGHT = erlEval("expr", 6, 831);
export const ORELSE_BAD = erlEval("expr", 6, 833);

export const CALL_MODULE = erlEval("expr", 6, 752);
export const CALL_FUNCTION = erlEval("expr", 6, 753);
export const CALL_ARGS = erlEval("expr", 6, 754);
export const BIF_ARGS = erlEval("expr", 6, 765);
/** Where erl_eval asks whether a remote call is one of a BIF. */
export const CALL_IS_BIF = erlEval("expr", 6, 756);
export const FUN_VALUE = erlEval("expr", 6, 771);
export const FUN_ARGS = erlEval("expr", 6, 772);
export const FUN_IS_TUPLE = erlEval("expr", 6, 775);
/** A call that is not a tail call, of a named function and of a fun. */
export const DO_APPLY = erlEval("do_apply", 7, 1048);
/** In functions typed at the prompt. */
export const DO_APPLY_DIRECT = erlEval("do_apply", 7, 1044);
export const DO_APPLY_FUN_DIRECT = erlEval("do_apply", 6, 1031);
export const DO_APPLY_FUN = erlEval("do_apply", 6, 1035);
export const FUN_BADARITY = erlEval("do_apply", 6, 1014);
export const NAMED_FUN_BADARITY = erlEval("do_apply", 6, 1025);
export const FUN_CLAUSE = erlEval("eval_fun", 8, 1588);
export const NAMED_FUN_CLAUSE = erlEval("eval_named_fun", 10, 1608);
export const LOCAL_FUNC = erlEval("local_func", 8, 949);
/** A local call where no shell stands behind erl_eval: in a function that was typed at the prompt. */
export const NO_LOCAL_FUNC = erlEval("local_func", 8, 960);
/** The arguments of a local call are evaluated by the shell. */
export const LOCAL_ARGS: readonly StackItem[] = [at("shell.erl", "local_func", 8, 1552), LOCAL_FUNC];
export const SHELL_UNDEF = at("shell.erl", "shell_undef", 2, 1635);
/** What calls a function for the evaluator, and is what is running when error/1 and the like are called. */
export const APPLY_NAMED = at("shell.erl", "apply_fun", 3, 1209);
export const APPLY_FUN = at("shell.erl", "apply_fun", 3, 1211);

export const LC = erlEval("eval_lc", 7, 1061);
export const LC_TEMPLATE = erlEval("eval_lc1", 7, 1078);
export const BC = erlEval("eval_bc", 7, 1352);
export const BC_TEMPLATE = erlEval("eval_bc1", 7, 1367);
export const MC = erlEval("eval_mc", 7, 1375);
export const MC_TEMPLATE = erlEval("eval_mc2", 6, 1397);
export const GENERATOR_LIST = erlEval("eval_generator", 7, 1427);
export const GENERATOR_BITS = erlEval("eval_generator", 7, 1433);
export const GENERATOR_MAP = erlEval("eval_generator", 7, 1440);
export const GENERATE = erlEval("eval_generate", 9, 1462);
export const GENERATE_STRICT = erlEval("eval_generate", 9, 1467);
export const GENERATE_BAD = erlEval("eval_generate", 9, 1472);
export const B_GENERATE = erlEval("eval_b_generate", 9, 1481);
export const B_GENERATE_STRICT = erlEval("eval_b_generate", 9, 1486);
export const B_GENERATE_BAD = erlEval("eval_b_generate", 9, 1493);
export const M_GENERATE = erlEval("eval_m_generate", 9, 1501);
export const M_GENERATE_STRICT = erlEval("eval_m_generate", 9, 1506);
export const M_GENERATE_BAD = erlEval("eval_generator", 7, 1451);
export const FILTER = erlEval("eval_filter", 7, 1520);
export const BAD_FILTER = erlEval("eval_filter", 7, 1524);
export const ZIP = erlEval("eval_zip", 8, 1418);
export const ZIP_BAD = erlEval("eval_zip", 8, 1411);
export const ZIP_GENERATOR = erlEval("convert_gen_values", 6, 1087);

export const BIN = erlEval("expr", 6, 843);
export const BIN_FIELD: readonly StackItem[] = [
  evalBits("eval_field", 5, 111),
  evalBits("expr_grp1", 6, 76),
  evalBits("expr_grp", 5, 72),
];
/** The frames below eval_exp_field when a segment cannot be made. */
export const BIN_CREATE: readonly StackItem[] = [
  evalBits("create_binary", 2, 82),
  evalBits("expr_grp", 5, 73),
];
export const BIN_OPERAND = evalBits("eval_exp_field1", 9, 119);
/** What stands between the two for a string literal: a comprehension over its characters. */
export const BIN_STRING: readonly StackItem[] = [
  evalBits("-eval_field/5-lbc$^4/2-0-", 10, 98),
  evalBits("-eval_field/5-fun-5-", 9, 98),
];
/** The size of an empty string literal is looked at as well. */
export const BIN_EMPTY_STRING: readonly StackItem[] = [evalBits("-eval_field/5-fun-5-", 9, 103)];
/** The clause of eval_bits that makes a segment. */
export const binSegment = (line: number): StackItem => evalBits("eval_exp_field", 6, line);

/** What stands below the expression that was typed at a prompt: the frames of OTP's shell. */
export const SHELL: readonly StackItem[] = [
  at("shell.erl", "exprs", 7, 970),
  at("shell.erl", "eval_exprs", 7, 926),
  at("shell.erl", "eval_loop", 4, 911),
];
