// parse-hash — what begins with `#`: maps, map comprehensions and records, as expressions, patterns and suffixes.

import type { Atom } from "../terms/term.ts";
import { tuple2, tuple3 } from "../terms/tuple.ts";
import {
  ATOM,
  type Expr,
  MAP,
  MAP_FIELD_ASSOC,
  MAP_FIELD_EXACT,
  type MapField,
  MC,
  RECORD,
  RECORD_FIELD,
  RECORD_INDEX,
  type RecordFieldInit,
  type RecordName,
  VAR,
} from "./abstract-format.ts";
import { qualifiers } from "./parse-list.ts";
import { anno, leaf, make, type Parser } from "./parse-state.ts";
import { isReservedWord } from "./reserved-words.ts";

/** `#{…}`, a map comprehension, `#r{…}`, `#r.f`, `#m:r{…}` or `#_{…}`; the current token is the hash. */
export function hashExpr(p: Parser): Expr {
  return hash(p, true);
}

/** The same in a pattern, where there are no comprehensions. */
export function hashPattern(p: Parser): Expr {
  return hash(p, false);
}

function hash(p: Parser, comprehensions: boolean): Expr {
  const isAny = p.at("#_");
  const start = anno(p.next());
  if (isAny) return make(RECORD, start, [], recordFields(p));
  if (p.at("{")) {
    p.next();
    const fields = mapFields(p);
    if (comprehensions && fields.length > 0 && p.at("||")) return comprehension(p, start, fields);
    p.expect("}");
    return tuple3(MAP, start, fields);
  }
  const isAtom = p.at("atom");
  const name = recordName(p);
  if (isAtom && p.accept(".")) return make(RECORD_INDEX, start, name, leaf(p.expect("atom")));
  if (isAtom && p.accept(":")) {
    return make(RECORD, start, tuple2(name, recordName(p)), recordFields(p));
  }
  return make(RECORD, start, name, recordFields(p));
}

/** A map comprehension, where a map itself may not stand. */
export function mapComprehension(p: Parser): Expr {
  const start = anno(p.expect("#"));
  p.expect("{");
  const fields = [mapField(p)];
  while (p.accept(",")) fields.push(mapField(p));
  return comprehension(p, start, fields);
}

function comprehension(p: Parser, start: Expr[1], fields: MapField[]): Expr {
  p.expect("||");
  const list = qualifiers(p);
  p.expect("}");
  return make(MC, start, fields.length === 1 ? fields[0] : fields, list);
}

/**
 * Updates and field accesses behind an expression. Behind a complete expression (`max`) all may stand, behind a map
 * only map updates, behind a record only those of records.
 */
export function hashSuffixes(p: Parser, node: Expr, after: "max" | "map" | "record"): Expr {
  for (;;) {
    if (p.at("#_")) {
      if (after !== "max") return node;
      const hash = anno(p.next());
      node = p.accept(".")
        ? make(RECORD_FIELD, hash, node, [], leaf(p.expect("atom")))
        : make(RECORD, hash, node, [], recordFields(p));
      after = "record";
      continue;
    }
    if (!p.at("#")) return node;
    const hash = anno(p.next());
    if (after !== "record" && p.at("{")) {
      p.next();
      const fields = mapFields(p);
      p.expect("}");
      node = make(MAP, hash, node, fields);
      after = "map";
      continue;
    }
    if (after === "map") p.fail();
    const isAtom = p.at("atom");
    let name: RecordName = recordName(p);
    if (isAtom && after === "max" && p.accept(":")) name = tuple2(name, recordName(p));
    node = p.accept(".")
      ? make(RECORD_FIELD, hash, node, name, leaf(p.expect("atom")))
      : make(RECORD, hash, node, name, recordFields(p));
    after = "record";
  }
}

/** Fields up to the closing brace, which is left. */
function mapFields(p: Parser): MapField[] {
  if (p.at("}")) return [];
  const fields = [mapField(p)];
  while (p.accept(",")) fields.push(mapField(p));
  return fields;
}

function mapField(p: Parser): MapField {
  const key = p.expr(p);
  const tag = p.at("=>") ? MAP_FIELD_ASSOC : p.at(":=") ? MAP_FIELD_EXACT : p.fail();
  const operator = anno(p.next());
  return make(tag, operator, key, p.expr(p));
}

/** A record's name: an atom, and since OTP 29 also a variable's name or a reserved word, unquoted. */
export function recordName(p: Parser): Atom {
  const { kind } = p;
  if (kind === "atom" || kind === "var") return p.next().value;
  if (!isReservedWord(kind)) p.fail();
  p.next();
  return Symbol.for(kind);
}

function recordFields(p: Parser): RecordFieldInit[] {
  p.expect("{");
  const fields: RecordFieldInit[] = [];
  if (p.accept("}")) return fields;
  do {
    if (!p.at("atom") && !p.at("var")) p.fail();
    const name = p.next();
    p.expect("=");
    const node = leaf(name, name.kind === "atom" ? ATOM : VAR);
    fields.push(make(RECORD_FIELD, anno(name), node, p.expr(p)));
  } while (p.accept(","));
  p.expect("}");
  return fields;
}
