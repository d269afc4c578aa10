import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { base64 } from "../../src/stdlib/base64.ts";
import { binary } from "../../src/stdlib/binary.ts";
import { matches } from "../../src/stdlib/binary-search.ts";
import { bytesOf } from "../../src/stdlib/iodata.ts";
import { math } from "../../src/stdlib/math.ts";
import { Float } from "../../src/terms/float.ts";
import { Cons, ImproperList, toArray } from "../../src/terms/list.ts";
import type { Term } from "../../src/terms/term.ts";
import { tuple } from "../../src/terms/tuple.ts";
import { call, callRaw, failure, fun, show } from "./call.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (term: Term): string =>
  term instanceof Uint8Array
    ? `<<${new TextDecoder().decode(term)}>>`
    : Array.isArray(term) && term.constructor === Array
      ? `[${term.map(text)}]`
      : show(term);
const [global, trim, trim_all, little, scope, insert] = [
  "global",
  "trim",
  "trim_all",
  "little",
  "scope",
  "insert_replaced",
].map((name) => Symbol.for(name));

describe("binary", () => {
  const cases: [string, Term[], string][] = [
    ["at", [bytes("ab"), 1], "98"],
    ["part", [bytes("abc"), tuple(3, -2)], "<<bc>>"],
    ["bin_to_list", [bytes("abc"), 1, 2], "[98,99]"],
    ["copy", [bytes("ab"), 2], "<<abab>>"],
    ["decode_unsigned", [new Uint8Array([1, 0])], "256"],
    ["decode_unsigned", [new Uint8Array([1, 0]), little], "1"],
    ["encode_hex", [bytes("k")], "<<6B>>"],
    ["decode_hex", [bytes("6b")], "<<k>>"],
    ["join", [[bytes("a"), bytes("b")], bytes(", ")], "<<a, b>>"],
    ["longest_common_prefix", [[bytes("abc"), bytes("abd")]], "2"],
    ["longest_common_suffix", [[bytes("xabc"), bytes("yabc")]], "3"],
    ["match", [bytes("abcabc"), [bytes("c"), bytes("bc")]], "{1,2}"],
    ["match", [bytes("abc"), bytes("x")], "nomatch"],
    ["match", [bytes("abcabc"), bytes("c"), [tuple(scope, tuple(3, 3))]], "{5,1}"],
    ["matches", [bytes("aaaa"), bytes("aa")], "[{0,2},{2,2}]"],
    ["split", [bytes("a,b,c"), bytes(",")], "[<<a>>,<<b,c>>]"],
    ["split", [bytes(",a,"), bytes(","), [global, trim]], "[<<>>,<<a>>]"],
    ["split", [bytes(",a,"), bytes(","), [global, trim_all]], "[<<a>>]"],
    ["replace", [bytes("abab"), bytes("a"), bytes("X")], "<<Xbab>>"],
    ["replace", [bytes("abab"), bytes("a"), bytes("[]"), [global, tuple(insert, 1)]], "<<[a]b[a]b>>"],
    ["replace", [bytes("abab"), bytes("a"), fun((m) => [m, m]), [global]], "<<aabaab>>"],
  ];
  test.each(cases)("%s", (name, args, expected) => {
    expect(text(call(binary, name, ...args))).toBe(expected);
  });
  test("wrong arguments are badarg", () => {
    expect(failure(binary, "at", bytes("a"), 5).reason).toBe("badarg");
    expect(failure(binary, "split", bytes("a"), []).reason).toBe("badarg");
    expect(failure(binary, "encode_unsigned", -1).reason).toBe("badarg");
  });
});

describe("math", () => {
  test("results are floats", () => {
    expect(callRaw(math, "pow", 2, 10)).toEqual(new Float(1024));
    expect(callRaw(math, "floor", -1.2)).toEqual(new Float(-2));
    expect(callRaw(math, "erf", 0.5)).toBeCloseTo(0.5204998778130465, 14);
    expect(callRaw(math, "erfc", 3)).toBeCloseTo(2.209049699858544e-5, 18);
  });
  test("what has no finite result is badarith, what is no number badarg", () => {
    expect(failure(math, "sqrt", -1).reason).toBe("badarith");
    expect(failure(math, "exp", 1000).reason).toBe("badarith");
    expect(failure(math, "sqrt", Symbol.for("a")).reason).toBe("badarg");
  });
});

describe("base64", () => {
  test("what is wrong is named by the step that finds it", () => {
    const [bif, caller] = failure(base64, "encode", [1046]).stack;
    expect(bif).toMatch(/^erlang:element\(262,/);
    expect(caller).toBe("base64:encode_list/4 876");
    expect(failure(base64, "decode", "Y*Jj").stack).toEqual(["base64:decode_list/7 650"]);
    expect(failure(base64, "decode", bytes("YWI=*"))).toEqual({
      reason: "{case_clause,bad}",
      stack: ["base64:only_ws_binary/4 744"],
    });
    expect(failure(base64, "decode_to_string", "YWJjY")).toEqual({
      reason: "function_clause",
      stack: ["base64:decode_list_to_string(1,true,[],24) 756", "base64:decode_list_to_string/6 786"],
    });
    expect(failure(base64, "encode", "abc", 1).stack).toEqual([
      "base64:get_encoding_offset(1) 870",
      "base64:encode/2 192",
    ]);
  });
  test("all bytes come back, with white space and other characters between", () => {
    const all = Uint8Array.from({ length: 256 }, (_, i) => i);
    const encoded = new TextDecoder().decode(call(base64, "encode", all));
    expect(call(base64, "decode", encoded.replace(/.{5}/g, "$& \n"))).toEqual(all);
    expect(call(base64, "mime_decode", encoded.replace(/.{5}/g, "$&*="))).toEqual(all);
  });
  const urlsafe = { mode: Symbol.for("urlsafe"), padding: false };
  const cases: [string, Term[], string][] = [
    ["encode", ["hello"], "<<aGVsbG8=>>"],
    ["encode", [new Uint8Array([255, 254]), urlsafe], "<<__4>>"],
    ["encode_to_string", [bytes("ab")], '"YWI="'],
    ["decode", [bytes("aGVs bG8=")], "<<hello>>"],
    ["decode", ["YWI", { padding: false }], "<<ab>>"],
    ["mime_decode", ["aGV*sbG8="], "<<hello>>"],
    ["decode_to_string", ["aGk="], '"hi"'],
  ];
  test.each(cases)("%s", (name, args, expected) => {
    expect(text(call(base64, name, ...args))).toBe(expected);
  });
  test("a missing = is an error of its own", () => {
    expect(failure(base64, "decode", "aGVsbG8")).toEqual({
      reason: "missing_padding",
      stack: ["base64:decode_list/7 809"],
    });
  });
});

/** The leftmost matches, the longest of those that begin together: tried at each place. */
function leftmost(subject: string, patterns: readonly string[], start: number, end: number): number[][] {
  const found: number[][] = [];
  for (let at = start; at < end; ) {
    const fitting = patterns.filter((one) => subject.startsWith(one, at) && at + one.length <= end);
    const length = Math.max(0, ...fitting.map((one) => one.length));
    if (length > 0) found.push([at, length]);
    at += length || 1;
  }
  return found;
}

test("whatever is looked for, the leftmost and longest matches are found, near and far", () => {
  const part = fc.stringMatching(/^[ab]{1,3}$/);
  const gap = fc.integer({ min: 0, max: 150 }).map((length) => "-".repeat(length));
  fc.assert(
    fc.property(
      fc.array(fc.tuple(part, gap), { maxLength: 6 }),
      fc.array(part, { minLength: 1, maxLength: 3 }),
      fc.nat(),
      fc.nat(),
      (parts, patterns, a, b) => {
        const subject = parts.flat().join("");
        const [start, end] = [a, b].map((place) => place % (subject.length + 1)).sort((x, y) => x - y);
        const list = patterns.map(bytes);
        const within = tuple(scope, tuple(start, end - start));
        const found = toArray(matches(bytes(subject), list, [within]) as Term) as Term[];
        expect(found.map((one) => [...(one as Iterable<number>)])).toEqual(
          leftmost(subject, patterns, start, end),
        );
      },
    ),
  );
});

test("an iolist of any shape is the bytes in it", () => {
  type Shape = { term: Term; bytes: number[] };
  const byte = fc.integer({ min: 0, max: 255 });
  const leaf: fc.Arbitrary<Shape> = fc.oneof(
    fc.uint8Array({ maxLength: 5 }).map((term) => ({ term, bytes: [...term] })),
    fc.string({ maxLength: 5 }).map((term) => ({ term, bytes: [...bytes(term)] })),
  );
  const { list } = fc.letrec<{ list: Shape; element: Shape }>((tie) => ({
    element: fc.oneof(
      byte.map((one) => ({ term: one, bytes: [one] })),
      leaf,
      tie("list"),
    ),
    list: fc
      .tuple(fc.array(tie("element"), { maxLength: 4 }), fc.option(leaf), fc.nat(2))
      .map(([elements, last, form]) => {
        const terms = elements.map(({ term }) => term);
        const tail = last === null ? [] : last.term;
        let term: Term = terms;
        if (form === 0) term = terms.reduceRight((rest, head) => new Cons(head, rest), tail);
        else if (last !== null && terms.length > 0) term = new ImproperList(terms, tail);
        const ends = form === 0 || (last !== null && terms.length > 0) ? (last?.bytes ?? []) : [];
        return { term, bytes: [...elements.flatMap((element) => element.bytes), ...ends] };
      }),
  }));
  fc.assert(
    fc.property(list, (shape) => {
      expect([...(bytesOf(shape.term) as Uint8Array)]).toEqual(shape.bytes);
    }),
  );
});
