// pretty-type — types and specifications as items to lay out.

import { atomName } from "../terms/atom.ts";
import type { Term } from "../terms/term.ts";
import {
  ANN_TYPE,
  ATOM,
  INTEGER,
  OP,
  REMOTE_TYPE,
  TUPLE,
  TYPE,
  type TypeNode,
  USER_TYPE,
} from "./abstract-format.ts";
import { after, closeStep, type Item, lines, separator, seq, spaced, step } from "./layout.ts";
import { exprItem } from "./pretty-expr.ts";
import {
  COMMA,
  HASH_PREFIX,
  MAX_PRECEDENCE,
  parenthesised,
  SEMICOLON,
  tupleItem,
  type Writer,
} from "./pretty-writer.ts";

const ANY = Symbol.for("any");

/** A type in a place that demands a precedence. Mirrors erl_pp's ltype. */
export function typeItem(w: Writer, type: TypeNode, demanded = 0): Item {
  switch (type[0]) {
    case ANN_TYPE: {
      const [variable, annotated] = type[2];
      return parenthesised(150, demanded, typed(typeItem(w, variable, 150), typeItem(w, annotated, 160)));
    }
    case USER_TYPE:
      return after(w.atom(type[2]), typeArgs(w, type[3]));
    case REMOTE_TYPE: {
      const [module, name, args] = type[2];
      return after([exprItem(w, module as never), ":", exprItem(w, name as never)], typeArgs(w, args));
    }
    case TYPE:
      return builtinItem(w, type, demanded);
    case ATOM:
      return w.atom(type[2]);
    default:
      return exprItem(w, type as never, type[0] === OP ? demanded : 0);
  }
}

function builtinItem(w: Writer, type: Extract<TypeNode, { 0: typeof TYPE }>, demanded: number): Item {
  const name = atomName(type[2]);
  const args = type[3];
  if (args === ANY) return [w.atom(type[2]), "()"];
  const parts = args as TypeNode[];
  switch (name) {
    case "union":
      return parenthesised(
        170,
        demanded,
        seq(
          "",
          "",
          separator(" |", true),
          parts.map((part) => typeItem(w, part, 170)),
        ),
      );
    case "list":
      if (parts.length !== 1) break;
      return seq("[", "]", separator(",", false), [typeItem(w, parts[0])]);
    case "nonempty_list":
      if (parts.length !== 1) break;
      return seq("[", "]", COMMA, [typeItem(w, parts[0]), "..."]);
    case "nil":
      return "[]";
    case "map":
      return parenthesised(
        HASH_PREFIX[0],
        demanded,
        after("#", tupleItem(parts.map((part) => pairItem(w, part)))),
      );
    case "tuple":
      return tupleItem(parts.map((part) => typeItem(w, part)));
    case "record": {
      if (parts.length === 0) break;
      const [record, ...fields] = parts as Term[];
      const items = fields.map((field: Term) => typed(exprItem(w, field[3][0]), typeItem(w, field[3][1])));
      const id = record[0] === TUPLE ? [record[2][0][2], record[2][1][2]] : undefined;
      const named = id === undefined ? ["#", w.atom(record[2])] : ["#", w.atom(id[0]), ":", w.atom(id[1])];
      return parenthesised(HASH_PREFIX[0], demanded, after(named, tupleItem(items)));
    }
    case "range":
      return parenthesised(
        200,
        demanded,
        seq(
          "",
          "",
          separator("..", false),
          parts.map((part) => exprItem(w, part as never, 300)),
        ),
      );
    case "binary":
      if (parts.length !== 2) break;
      return binaryItem(w, parts);
    case "fun":
      if (parts.length === 0) return "fun()";
      return [funTypeItem(w, ["fun", "("], type), ")"];
  }
  return after(w.atom(type[2]), typeArgs(w, parts));
}

function pairItem(w: Writer, pair: TypeNode): Item {
  const [, , kind, parts] = pair as Term;
  const arrow = atomName(kind) === "map_field_assoc" ? " =>" : " :=";
  return spaced([closeStep([typeItem(w, parts[0]), arrow], typeItem(w, parts[1]))]);
}

function binaryItem(w: Writer, [base, unit]: readonly TypeNode[]): Item {
  const isZero = (type: TypeNode) => type[0] === INTEGER && type[2] === 0;
  const parts: Item[] = [];
  if (!isZero(base)) parts.push(["_:", exprItem(w, base as never, MAX_PRECEDENCE)]);
  if (!isZero(unit)) parts.push(["_:_*", exprItem(w, unit as never, MAX_PRECEDENCE)]);
  return parts.length === 0 ? "<<>>" : seq("<<", ">>", COMMA, parts);
}

/** `What :: Type`. */
export function typed(what: Item, type: Item): Item {
  return spaced([closeStep([what, " ::"], type)]);
}

function typeArgs(w: Writer, args: readonly TypeNode[]): Item {
  return seq(
    "(",
    ")",
    COMMA,
    args.map((arg) => typeItem(w, arg)),
  );
}

/** `(Args) -> Result` behind something. */
function funTypeItem(w: Writer, before: Item, type: Term): Item {
  const [args, result] = type[3];
  const list = args[2] === ANY ? "(...)" : typeArgs(w, args[3]);
  return after(before, step([list, " ->"], typeItem(w, result)));
}

/** `-spec name(Args) -> Result when …; …` without its dot. */
export function specItem(w: Writer, attribute: string, [id, types]: Term): Item {
  const name = id.length === 2 ? [w.atom(id[0])] : [w.atom(id[0]), ":", w.atom(id[1])];
  const clauses = (types as Term[]).map((type) => signatureItem(w, type));
  return after(`-${attribute} `, spaced([after(name, lines(SEMICOLON, clauses))]));
}

function signatureItem(w: Writer, type: Term): Item {
  if (atomName(type[2]) !== "bounded_fun") return funTypeItem(w, "", type);
  const [fun, guards] = type[3];
  const constraints = (guards as Term[]).map(([, , , [, [variable, bound]]]) =>
    typed(exprItem(w, variable), typeItem(w, bound)),
  );
  const when = spaced([step("when", seq("", "", COMMA, constraints))]);
  return spaced([step(funTypeItem(w, "", fun), when)]);
}
