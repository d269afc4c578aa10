// used-records — the records that an expression mentions, and those that their definitions mention.
//
// The shell checks (and expands) an expression against these only: a suggestion for a misspelt name is one of them.
import { atomName, isAtom } from "../terms/atom.ts";
import type { Atom, Term } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";
import {
  ATOM,
  type AttributeForm,
  CALL,
  type Expr,
  RECORD,
  RECORD_FIELD,
  RECORD_INDEX,
  REMOTE,
  TYPE,
} from "./abstract-format.ts";

const RECORD_TESTS = new Set(["record", "is_record", "record_info"]);

/** The definitions of the records used in an expression, each after those that it uses itself. Mirrors the shell's used_record_defs. */
export function usedRecords(
  expr: Expr,
  definitions: ReadonlyMap<Atom, AttributeForm>,
): Map<Atom, AttributeForm> {
  const used = new Map<Atom, AttributeForm>();
  if (definitions.size > 0) addUsed(expr, definitions, new Set(), used);
  return used;
}

function addUsed(
  root: Term,
  definitions: ReadonlyMap<Atom, AttributeForm>,
  seen: Set<AttributeForm>,
  used: Map<Atom, AttributeForm>,
): void {
  const pending: Term[] = [root];
  while (pending.length > 0) {
    const term = pending.pop();
    if (!Array.isArray(term)) continue;
    const definition = definitions.get(nameIn(term) as Atom);
    if (definition !== undefined && !seen.has(definition)) {
      seen.add(definition);
      addUsed(definition, definitions, seen, used);
      used.set(definition[3][0], definition);
    }
    for (const part of term) if (typeof part === "object") pending.push(part);
  }
}

const NO_NAME = Symbol("no name");

/** The name of the record that a node is about. */
function nameIn(node: Term): Atom | typeof NO_NAME {
  if (!isTuple(node)) return NO_NAME;
  switch (node[0]) {
    case RECORD_INDEX:
      return own(node[2]);
    case RECORD:
      return own(node.length === 4 ? node[2] : node[3]);
    case RECORD_FIELD:
      return node.length === 5 ? own(node[3]) : NO_NAME;
    case TYPE:
      return node[2] === RECORD && node[3].length > 0 ? own(node[3][0][2]) : NO_NAME;
    case CALL: {
      const callee = node[2][0] === REMOTE ? node[2][3] : node[2];
      if (callee[0] !== ATOM || !RECORD_TESTS.has(atomName(callee[2]))) return NO_NAME;
      return node[3].length === 2 && node[3][1][0] === ATOM ? own(node[3][1][2]) : NO_NAME;
    }
    default:
      return NO_NAME;
  }
}

/** The name, if it is one; `#m:r` and `#_` name no record of the shell's. */
function own(name: Term): Atom | typeof NO_NAME {
  return isAtom(name) ? name : NO_NAME;
}
