// parse-list — lists, and the qualifiers that list, bit string and map comprehensions share.
import { tuple2, tuple3 } from "../terms/tuple.ts";
import {
  B_GENERATE,
  B_GENERATE_STRICT,
  BIN,
  CONS,
  type Expr,
  GENERATE,
  GENERATE_STRICT,
  LC,
  M_GENERATE,
  M_GENERATE_STRICT,
  MAP_FIELD_EXACT,
  NIL_LIST,
  type Qualifier,
  ZIP,
} from "./abstract-format.ts";
import { anno, exprs, firstAnno, make, type Parser } from "./parse-state.ts";

/** `[…]`; the current token is the bracket. In a pattern there are no comprehensions. */
export function list(p: Parser, comprehensions: boolean): Expr {
  const start = anno(p.next());
  if (p.accept("]")) return tuple2(NIL_LIST, start);
  const elements = exprs(p);
  if (comprehensions && p.accept("||")) {
    const template = elements.length === 1 ? elements[0] : elements;
    const list = qualifiers(p);
    p.expect("]");
    return make(LC, start, template, list);
  }
  let tail: Expr;
  if (p.accept("|")) {
    tail = p.expr(p);
    p.expect("]");
  } else {
    tail = tuple2(NIL_LIST, anno(p.expect("]")));
  }
  for (let i = elements.length - 1; i >= 0; i--) {
    tail = make(CONS, i === 0 ? start : firstAnno(elements[i]), elements[i], tail);
  }
  return tail;
}

/** Generators, zipped ones, and filters, up to the bracket that closes the comprehension. */
export function qualifiers(p: Parser): Qualifier[] {
  const list: Qualifier[] = [];
  for (;;) {
    const first = qualifier(p);
    if (!p.at("&&")) {
      list.push(first);
      if (!p.accept(",")) return list;
      continue;
    }
    const zipped = [first];
    while (p.accept("&&")) zipped.push(qualifier(p));
    const comma = p.at(",") ? anno(p.next()) : undefined;
    // The annotation is that of the comma, if one follows: so it is in OTP.
    list.push(tuple3(ZIP, comma ?? zipped[0][1], zipped));
    if (comma === undefined) return list;
  }
}

function qualifier(p: Parser): Exclude<Qualifier, { 0: typeof ZIP }> {
  const isBinary = p.at("<<");
  const left = p.expr(p);
  switch (p.kind) {
    case "<-":
      return generator(p, GENERATE, left);
    case "<:-":
      return generator(p, GENERATE_STRICT, left);
    case "<=":
      if (!isBinary || left[0] !== BIN) p.fail();
      return generator(p, B_GENERATE, left);
    case "<:=":
      if (!isBinary || left[0] !== BIN) p.fail();
      return generator(p, B_GENERATE_STRICT, left);
    case ":=": {
      const exact = anno(p.next());
      const pattern = make(MAP_FIELD_EXACT, exact, left, p.expr(p));
      if (p.at("<-")) return generator(p, M_GENERATE, pattern);
      if (p.at("<:-")) return generator(p, M_GENERATE_STRICT, pattern);
      return p.fail();
    }
    default:
      return left;
  }
}

function generator(p: Parser, tag: symbol, pattern: unknown): any {
  const arrow = anno(p.next());
  return make(tag, arrow, pattern, p.expr(p));
}
