// uses-records — whether there are records in an expression: the shell expands them, and makes calls of BIFs remote
// calls on the way, which stacktraces tell.
import {
  ATOM,
  CALL,
  type Expr,
  RECORD,
  RECORD_FIELD,
  RECORD_INDEX,
  REMOTE,
} from "../syntax/abstract-format.ts";
import { anyNode } from "../syntax/any-node.ts";
import type { Term } from "../terms/term.ts";
import type { EvalPorts } from "./ports.ts";

const NODES: ReadonlySet<unknown> = new Set([RECORD, RECORD_FIELD, RECORD_INDEX]);
const TESTS: ReadonlySet<unknown> = new Set(
  ["is_record", "record", "record_info"].map((name) => Symbol.for(name)),
);

export function usesRecords(expr: Expr, ports: EvalPorts): boolean {
  return anyNode(expr, (node) => NODES.has(node[0]) || testsRecord(node, ports));
}

/** Whether it is a call that names a record which is known. */
function testsRecord([kind, , callee, args]: readonly Term[], ports: EvalPorts): boolean {
  if (kind !== CALL || args.length !== 2 || args[1][0] !== ATOM) return false;
  const name = callee[0] === REMOTE ? callee[3] : callee;
  return name[0] === ATOM && TESTS.has(name[2]) && ports.record(args[1][2]) !== undefined;
}
