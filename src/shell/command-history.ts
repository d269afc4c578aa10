// command-history — the commands of a shell and their results, by number, and what `v(N)` and `e(N)` stand for.
//
// Mirrors add_cmd, get_cmd, del_cmd and expand_hist of shell.erl: `e(N)` is replaced by the expressions of command N
// and `v(-1)` by `v(N)` before anything is evaluated, so that a wrong number is an error of the command as a whole.
import { constantExpression, NOT_LITERAL } from "../eval/literals.ts";
import type { CallNode, Clause, Expr, Qualifier } from "../syntax/abstract-format.ts";
import * as A from "../syntax/abstract-format.ts";
import { anyNode } from "../syntax/any-node.ts";
import type { Term } from "../terms/term.ts";
import { tuple, tupleFrom } from "../terms/tuple.ts";

/** A number that stands for no command; `expr` is what was given for it. */
export class NoCommand extends Error {
  readonly expr: Expr;
  constructor(expr: Expr) {
    super("command not found");
    this.expr = expr;
  }
}

/** Whether a node is a call of `e` or `v` with a number. */
function isReference(node: readonly Term[]): boolean {
  return node[0] === A.CALL && node[2][0] === A.ATOM && (node[2][2] === E || node[2][2] === V);
}

const E = Symbol.for("e");
const V = Symbol.for("v");
const PARTS: ReadonlySet<symbol> = new Set([A.MAP_FIELD_ASSOC, A.MAP_FIELD_EXACT, A.BIN_ELEMENT]);

export class CommandHistory {
  readonly commands = new Map<number, readonly Expr[]>();
  readonly results = new Map<number, Term>();

  /** Adds a command and its result, and forgets the oldest ones. */
  add(number: number, exprs: readonly Expr[], result: Term, keepCommands: number, keepResults: number): void {
    this.commands.set(number, exprs);
    this.results.set(number, result);
    forget(this.commands, number - keepCommands);
    forget(this.results, number - Math.min(keepCommands, keepResults));
  }

  /** The expressions with what `e(N)` and `v(N)` stand for, as command `current`; raises NoCommand. */
  expand(exprs: readonly Expr[], current: number): Expr[] {
    return exprs.map((expr) => (anyNode(expr, isReference) ? this.#expr(expr, current) : expr));
  }

  #number(node: Expr, current: number): number {
    const value = constantExpression(node);
    const number =
      value === NOT_LITERAL || typeof value !== "number" ? Number.NaN : value < 0 ? current + value : value;
    if (!this.commands.has(number)) throw new NoCommand(node);
    return number;
  }

  #expr(node: Expr, current: number): Expr {
    const each = (list: readonly Expr[]) => list.map((expr) => this.#expr(expr, current));
    const clauses = (list: readonly Clause[]) => list.map((clause) => this.#clause(clause, current));
    switch (node[0]) {
      case A.CALL:
        return this.#call(node, current);
      case A.LC:
      case A.BC:
        return rebuilt(node, [this.#template(node[2], current), this.#qualifiers(node[3], current)]);
      case A.IF:
        return rebuilt(node, [clauses(node[2])]);
      case A.CASE:
        return rebuilt(node, [this.#expr(node[2], current), clauses(node[3])]);
      case A.TRY:
        return rebuilt(node, [each(node[2]), clauses(node[3]), clauses(node[4]), each(node[5])]);
      case A.RECEIVE:
        return node.length === 3
          ? rebuilt(node, [clauses(node[2])])
          : rebuilt(node, [clauses(node[2]), this.#expr(node[3], current), each(node[4])]);
      case A.MATCH:
        return rebuilt(node, [node[2], this.#expr(node[3], current)]);
      case A.FUN:
        return node[2][0] === A.CLAUSES ? rebuilt(node, [tuple(A.CLAUSES, clauses(node[2][1]))]) : node;
      case A.NAMED_FUN:
        return rebuilt(node, [node[2], clauses(node[3])]);
      case A.CONS:
      case A.TUPLE:
      case A.MAP:
      case A.RECORD:
      case A.RECORD_FIELD:
      case A.RECORD_INDEX:
      case A.BLOCK:
      case A.CATCH:
      case A.OP:
      case A.REMOTE:
      case A.BIN:
        return rebuilt(
          node,
          (node as readonly Term[]).slice(2).map((part) => this.#part(part, current)),
        );
      default:
        return node;
    }
  }

  #part(part: Term, current: number): Term {
    if (!Array.isArray(part)) return part;
    if (typeof part[0] !== "symbol") return part.map((one) => this.#part(one, current));
    // Fields of maps and segments of binaries stand where expressions stand, but are none.
    if (PARTS.has(part[0]))
      return rebuilt(
        part as never,
        part.slice(2).map((one) => this.#part(one, current)),
      );
    return this.#expr(part as never, current);
  }

  #call(node: CallNode, current: number): Expr {
    const [, anno, callee, args] = node;
    if (callee[0] === A.ATOM && args.length === 1) {
      if (callee[2] === E) {
        const exprs = this.commands.get(this.#number(args[0], current)) as readonly Expr[];
        return exprs.length === 1 ? exprs[0] : (tuple(A.BLOCK, anno, [...exprs]) as Expr);
      }
      if (callee[2] === V) {
        const number = tuple(A.INTEGER, callee[1], this.#number(args[0], current));
        return rebuilt(node, [callee, [number]]);
      }
    }
    return rebuilt(node, [this.#expr(callee, current), args.map((arg) => this.#expr(arg, current))]);
  }

  #template(template: Expr | Expr[], current: number): Expr | Expr[] {
    return this.#part(template, current);
  }

  #qualifiers(qualifiers: readonly Qualifier[], current: number): Qualifier[] {
    return qualifiers.map((qualifier) => {
      switch (qualifier[0]) {
        case A.GENERATE:
        case A.GENERATE_STRICT:
        case A.B_GENERATE:
        case A.B_GENERATE_STRICT:
        case A.M_GENERATE:
        case A.M_GENERATE_STRICT:
          return rebuilt(qualifier, [qualifier[2], this.#expr(qualifier[3], current)]) as never;
        case A.ZIP:
          return qualifier;
        default:
          return this.#expr(qualifier as Expr, current);
      }
    });
  }

  #clause(clause: Clause, current: number): Clause {
    const [tag, anno, patterns, guard, body] = clause;
    return tuple(
      tag,
      anno,
      patterns,
      guard,
      body.map((expr) => this.#expr(expr, current)),
    ) as Clause;
  }
}

function rebuilt(node: Expr | Qualifier, parts: readonly Term[]): Expr {
  return tupleFrom([node[0], node[1], ...parts]) as never;
}

function forget(map: Map<number, unknown>, upTo: number): void {
  for (const number of map.keys()) {
    if (number > upTo) return;
    map.delete(number);
  }
}
