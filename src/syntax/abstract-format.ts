// abstract-format — the types of Erlang's abstract format, and the atoms that tag its nodes.
//
// A parsed expression is an ordinary Erlang term (erl_parse's abstract format): nodes are tuples `{Tag, Anno, …}`,
// lists are JavaScript arrays, atoms are symbols (or true, false, undefined, null), strings are JavaScript strings.
// Each tag is a const of its own `unique symbol`, so that `switch (node[0]) { case OP: …` narrows the node.
//
// Differs from OTP: an annotation is always the bare location `{Line, Column}`, never a property list.
import type { Atom, Term } from "../terms/term.ts";
import type { Tuple } from "../terms/tuple.ts";

/** `{Line, Column}`, both from 1. Mirrors erl_anno:location/1. */
export type Location = Tuple<[line: number, column: number]>;
export type Anno = Location;

/** What a scan, a parse or a lint has to complain about: `{Location, Module, Descriptor}` of OTP's error_info. */
export type ErrorInfo = [location: Location, module: symbol, descriptor: Term];

// Literals and simple expressions
export const ATOM = Symbol.for("atom");
export const CHAR = Symbol.for("char");
export const FLOAT = Symbol.for("float");
export const INTEGER = Symbol.for("integer");
export const STRING = Symbol.for("string");
export const VAR = Symbol.for("var");
export const NIL_LIST = Symbol.for("nil");
export const CONS = Symbol.for("cons");
export const TUPLE = Symbol.for("tuple");
export const MAP = Symbol.for("map");
export const MAP_FIELD_ASSOC = Symbol.for("map_field_assoc");
export const MAP_FIELD_EXACT = Symbol.for("map_field_exact");
export const BIN = Symbol.for("bin");
export const BIN_ELEMENT = Symbol.for("bin_element");
export const RECORD = Symbol.for("record");
export const RECORD_FIELD = Symbol.for("record_field");
export const RECORD_INDEX = Symbol.for("record_index");
// Compound expressions
export const OP = Symbol.for("op");
export const MATCH = Symbol.for("match");
export const CALL = Symbol.for("call");
export const REMOTE = Symbol.for("remote");
export const BLOCK = Symbol.for("block");
export const CATCH = Symbol.for("catch");
export const IF = Symbol.for("if");
export const CASE = Symbol.for("case");
export const RECEIVE = Symbol.for("receive");
export const TRY = Symbol.for("try");
export const MAYBE = Symbol.for("maybe");
export const MAYBE_MATCH = Symbol.for("maybe_match");
export const ELSE = Symbol.for("else");
export const FUN = Symbol.for("fun");
export const NAMED_FUN = Symbol.for("named_fun");
export const FUNCTION = Symbol.for("function");
export const CLAUSES = Symbol.for("clauses");
export const CLAUSE = Symbol.for("clause");
export const LC = Symbol.for("lc");
export const BC = Symbol.for("bc");
export const MC = Symbol.for("mc");
export const GENERATE = Symbol.for("generate");
export const GENERATE_STRICT = Symbol.for("generate_strict");
export const B_GENERATE = Symbol.for("b_generate");
export const B_GENERATE_STRICT = Symbol.for("b_generate_strict");
export const M_GENERATE = Symbol.for("m_generate");
export const M_GENERATE_STRICT = Symbol.for("m_generate_strict");
export const ZIP = Symbol.for("zip");
/** `{value, Anno, Term}`: a term that has no syntax (a pid, a fun): made by the shell, never by the parser. */
export const VALUE = Symbol.for("value");
// Bit syntax
export const DEFAULT = Symbol.for("default");
export const UNIT = Symbol.for("unit");
// Forms
export const ATTRIBUTE = Symbol.for("attribute");
export const TYPED = Symbol.for("typed");
export const TYPED_RECORD_FIELD = Symbol.for("typed_record_field");
// Types
export const TYPE = Symbol.for("type");
export const USER_TYPE = Symbol.for("user_type");
export const REMOTE_TYPE = Symbol.for("remote_type");
export const ANN_TYPE = Symbol.for("ann_type");

export type AtomNode = Tuple<[typeof ATOM, Anno, Atom]>;
export type CharNode = Tuple<[typeof CHAR, Anno, number]>;
/** The value is a term: an integral float is a boxed Float (terms/float.ts). */
export type FloatNode = Tuple<[typeof FLOAT, Anno, Term]>;
export type IntegerNode = Tuple<[typeof INTEGER, Anno, number | bigint]>;
export type StringNode = Tuple<[typeof STRING, Anno, string]>;
export type VarNode = Tuple<[typeof VAR, Anno, symbol]>;
export type NilNode = Tuple<[typeof NIL_LIST, Anno]>;
export type ConsNode = Tuple<[typeof CONS, Anno, head: Expr, tail: Expr]>;
export type TupleNode = Tuple<[typeof TUPLE, Anno, Expr[]]>;
export type MapFieldAssoc = Tuple<[typeof MAP_FIELD_ASSOC, Anno, key: Expr, value: Expr]>;
export type MapFieldExact = Tuple<[typeof MAP_FIELD_EXACT, Anno, key: Expr, value: Expr]>;
export type MapField = MapFieldAssoc | MapFieldExact;
/** `{map, Anno, Fields}` creates (or is a pattern), `{map, Anno, Map, Fields}` updates. */
export type MapNode =
  | Tuple<[typeof MAP, Anno, MapField[]]>
  | Tuple<[typeof MAP, Anno, map: Expr, MapField[]]>;
/** An entry of a type specifier list: an atom such as `integer` or `big`, or `{unit, N}`. */
export type BitType = symbol | Tuple<[symbol, number | bigint]>;
export type BinElement = Tuple<
  [typeof BIN_ELEMENT, Anno, value: Expr, size: Expr | typeof DEFAULT, types: BitType[] | typeof DEFAULT]
>;
export type BinNode = Tuple<[typeof BIN, Anno, BinElement[]]>;
/** A record's name: an atom, `{Module, Name}` of `#module:name`, or `[]` of `#_` (native records). */
export type RecordName = Atom | Tuple<[Atom, Atom]> | never[];
export type RecordFieldInit = Tuple<[typeof RECORD_FIELD, Anno, name: AtomNode | VarNode, value: Expr]>;
/** `#r{…}` is `{record, Anno, Name, Fields}`; `X#r{…}` is `{record, Anno, Expr, Name, Fields}`. */
export type RecordNode =
  | Tuple<[typeof RECORD, Anno, RecordName, RecordFieldInit[]]>
  | Tuple<[typeof RECORD, Anno, record: Expr, RecordName, RecordFieldInit[]]>;
/** `X#r.f`. */
export type RecordFieldNode = Tuple<[typeof RECORD_FIELD, Anno, record: Expr, RecordName, field: AtomNode]>;
/** `#r.f`. */
export type RecordIndexNode = Tuple<[typeof RECORD_INDEX, Anno, RecordName, field: AtomNode]>;

/** An operator: `{op, Anno, Op, Arg}` or `{op, Anno, Op, Left, Right}`; `andalso`, `orelse` and `!` are operators too. */
export type OpNode =
  | Tuple<[typeof OP, Anno, symbol, Expr]>
  | Tuple<[typeof OP, Anno, symbol, left: Expr, right: Expr]>;
export type MatchNode = Tuple<[typeof MATCH, Anno, pattern: Pattern, Expr]>;
export type RemoteNode = Tuple<[typeof REMOTE, Anno, module: Expr, name: Expr]>;
export type CallNode = Tuple<[typeof CALL, Anno, callee: Expr, args: Expr[]]>;
export type BlockNode = Tuple<[typeof BLOCK, Anno, Expr[]]>;
export type CatchNode = Tuple<[typeof CATCH, Anno, Expr]>;
/** A guard: alternatives (`;`), each a list of tests (`,`). No guard is `[]`. */
export type Guard = Expr[][];
export type Clause = Tuple<[typeof CLAUSE, Anno, patterns: Pattern[], Guard, body: Expr[]]>;
export type IfNode = Tuple<[typeof IF, Anno, Clause[]]>;
export type CaseNode = Tuple<[typeof CASE, Anno, Expr, Clause[]]>;
export type ReceiveNode =
  | Tuple<[typeof RECEIVE, Anno, Clause[]]>
  | Tuple<[typeof RECEIVE, Anno, Clause[], timeout: Expr, afterBody: Expr[]]>;
/** The patterns of a catch clause are `[{tuple, _, [Class, Reason, Stacktrace]}]`. */
export type TryNode = Tuple<
  [typeof TRY, Anno, body: Expr[], ofClauses: Clause[], catchClauses: Clause[], after: Expr[]]
>;
export type MaybeMatchNode = Tuple<[typeof MAYBE_MATCH, Anno, Pattern, Expr]>;
export type ElseNode = Tuple<[typeof ELSE, Anno, Clause[]]>;
export type MaybeNode = Tuple<[typeof MAYBE, Anno, Expr[]]> | Tuple<[typeof MAYBE, Anno, Expr[], ElseNode]>;
export type FunClauses = Tuple<[typeof CLAUSES, Clause[]]>;
/** `fun F/A` has the bare name and arity, `fun M:F/A` has nodes. */
export type FunReference =
  | Tuple<[typeof FUNCTION, Atom, number | bigint]>
  | Tuple<[typeof FUNCTION, module: Expr, name: Expr, arity: Expr]>;
export type FunNode = Tuple<[typeof FUN, Anno, FunClauses | FunReference]>;
export type NamedFunNode = Tuple<[typeof NAMED_FUN, Anno, symbol, Clause[]]>;

export type Generator =
  | Tuple<[typeof GENERATE, Anno, Pattern, Expr]>
  | Tuple<[typeof GENERATE_STRICT, Anno, Pattern, Expr]>
  | Tuple<[typeof B_GENERATE, Anno, Pattern, Expr]>
  | Tuple<[typeof B_GENERATE_STRICT, Anno, Pattern, Expr]>
  | Tuple<[typeof M_GENERATE, Anno, MapFieldExact, Expr]>
  | Tuple<[typeof M_GENERATE_STRICT, Anno, MapFieldExact, Expr]>;
export type ZipNode = Tuple<[typeof ZIP, Anno, (Generator | Expr)[]]>;
/** A generator, a zip of generators, or a filter. */
export type Qualifier = Generator | ZipNode | Expr;
/** The template of `lc` may be a list: `[A, B || …]` gives two elements a turn (OTP 29). */
export type LcNode = Tuple<[typeof LC, Anno, Expr | Expr[], Qualifier[]]>;
export type BcNode = Tuple<[typeof BC, Anno, Expr, Qualifier[]]>;
export type McNode = Tuple<[typeof MC, Anno, MapFieldAssoc | MapFieldAssoc[], Qualifier[]]>;
export type ValueNode = Tuple<[typeof VALUE, Anno, Term]>;

/** An expression. Patterns have the same nodes: the parser does not tell them apart, lint does. */
export type Expr =
  | AtomNode
  | CharNode
  | FloatNode
  | IntegerNode
  | StringNode
  | VarNode
  | NilNode
  | ConsNode
  | TupleNode
  | MapNode
  | BinNode
  | RecordNode
  | RecordFieldNode
  | RecordIndexNode
  | OpNode
  | MatchNode
  | RemoteNode
  | CallNode
  | BlockNode
  | CatchNode
  | IfNode
  | CaseNode
  | ReceiveNode
  | TryNode
  | MaybeNode
  | MaybeMatchNode
  | FunNode
  | NamedFunNode
  | LcNode
  | BcNode
  | McNode
  | ValueNode;
export type Pattern = Expr;

/** A type expression: `{type, Anno, Name, Args}`, `{user_type, …}`, `{remote_type, …}`, `{ann_type, …}`, a literal or an operator. */
export type TypeNode =
  | Tuple<[typeof TYPE, Anno, symbol, TypeNode[] | symbol]>
  | Tuple<[typeof USER_TYPE, Anno, symbol, TypeNode[]]>
  | Tuple<[typeof REMOTE_TYPE, Anno, [TypeNode, TypeNode, TypeNode[]]]>
  | Tuple<[typeof ANN_TYPE, Anno, [VarNode, TypeNode]]>
  | Tuple<[typeof OP, Anno, symbol, TypeNode]>
  | Tuple<[typeof OP, Anno, symbol, TypeNode, TypeNode]>
  | VarNode
  | AtomNode
  | IntegerNode
  | CharNode
  | TupleNode;

/** `{function, Anno, Name, Arity, Clauses}`. */
export type FunctionForm = Tuple<[typeof FUNCTION, Anno, Atom, number, Clause[]]>;
/** `{attribute, Anno, Name, Value}`: `-record`, `-type`, `-spec` and whatever else begins with a dash. */
export type AttributeForm = Tuple<[typeof ATTRIBUTE, Anno, symbol, Term]>;
export type Form = FunctionForm | AttributeForm;
