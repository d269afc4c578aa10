import { describe, expect, test } from "vitest";
import { erlang } from "../../src/stdlib/erlang.ts";
import { bytesOf, charsOf } from "../../src/stdlib/iodata.ts";
import { Bits } from "../../src/terms/bits.ts";
import { float } from "../../src/terms/float.ts";
import { ExternalFun } from "../../src/terms/fun.ts";
import { ImproperList } from "../../src/terms/list.ts";
import type { Term } from "../../src/terms/term.ts";
import { tuple } from "../../src/terms/tuple.ts";
import { bareSystem, call, shown } from "./bifs.ts";

bareSystem();
const a = Symbol.for("a");
const bif = (name: string, ...args: Term[]) => shown(erlang, name, ...args);
const bytes = (...values: number[]) => Uint8Array.from(values);
const options = (...pairs: [string, Term][]) => pairs.map(([key, value]) => tuple(Symbol.for(key), value));

describe("floats as text", () => {
  test.each([
    [0.4447, 2, "0.44"],
    [0.445, 2, "0.45"],
    [1.45, 1, "1.5"],
    [1.005, 2, "1.00"],
    [2.675, 2, "2.67"],
    [2.5, 0, "3"],
    [9.995, 2, "9.99"],
    [0.1, 20, "0.10000000000000000555"],
    [0.1, 18, "0.100000000000000000"],
    [0.3, 17, "0.30000000000000000"],
    [
      1e100,
      3,
      "10000000000000000159028911097599180468360808563945281389781327557747838772170381060813469985856815104.000",
    ],
  ])("%d with %d decimals is what OTP's C code makes of it", (value, decimals, text) => {
    expect(call(erlang, "float_to_list", float(value), options(["decimals", decimals]))).toBe(text);
  });

  test("the default is scientific with 20 decimals", () => {
    expect(call(erlang, "float_to_list", 1.5)).toBe("1.50000000000000000000e+00");
  });

  test("compact leaves one decimal, short is the shortest", () => {
    expect(call(erlang, "float_to_list", 1.5, [...options(["decimals", 4]), Symbol.for("compact")])).toBe(
      "1.5",
    );
    expect(call(erlang, "float_to_list", 1e23, [Symbol.for("short")])).toBe("1.0e23");
  });
});

describe("numbers from text", () => {
  test.each([
    ["list_to_integer", ["+12"], "12"],
    ["list_to_integer", ["-ff", 16], "-255"],
    ["list_to_integer", ["123456789012345678901234567890"], "123456789012345678901234567890"],
    ["list_to_integer", ["bywf97um9s91dlz68tsi", 36], "4444492458741094843068570340050"],
    ["list_to_integer", ["1_000"], "error:badarg"],
    ["list_to_integer", ["--5"], "error:badarg"],
    ["list_to_integer", [""], "error:badarg"],
    ["list_to_float", ["1.5e3"], "1.5e3"],
    ["list_to_float", ["1e3"], "error:badarg"],
    ["list_to_float", [" 1.5"], "error:badarg"],
    ["list_to_float", ["1.5e400"], "error:badarg"],
    ["integer_to_list", [-255, 16], "[45,70,70]"],
    ["round", [2.5], "3"],
    ["round", [-2.5], "-3"],
    ["round", [0.49999999999999994], "0"],
    ["round", [1e20], "100000000000000000000"],
    ["trunc", [-2.7], "-2"],
    ["ceil", [2.1], "3"],
    ["abs", [float(-5)], "5.0"],
    ["float", [3], "3.0"],
    ["-", [3], "-3"],
  ])("%s%j is %s", (name, args, result) => {
    expect(bif(name, ...(args as Term[]))).toBe(result);
  });
});

describe("binaries", () => {
  test("an iolist may end in a binary, nest, and hold text", () => {
    expect(bytesOf(new ImproperList([1, ["ab", [bytes(9)]]], bytes(7)))).toEqual(bytes(1, 97, 98, 9, 7));
    expect(bytesOf([256])).toBeUndefined();
    expect(bytesOf(new ImproperList([1], 2))).toBeUndefined();
  });

  test("a list of bit strings is joined bit by bit", () => {
    const one = new Bits(bytes(0x80), 1);
    expect(bif("list_to_bitstring", [one, one, one])).toBe("<<7:3>>");
    expect(bif("bitstring_to_list", new Bits(bytes(1, 2, 0x60), 19))).toBe("[1,2,<<3:3>>]");
  });

  test("characters may be split over binaries", () => {
    expect(charsOf([bytes(0xc3), bytes(0xa9), "b"])).toBe("éb");
  });

  test.each([
    ["binary_part", [bytes(97, 98, 99), tuple(1, -1)], "<<97>>"],
    ["binary_part", [bytes(97, 98, 99), 4, 0], "error:badarg"],
    ["split_binary", [bytes(1, 2, 3), 1], "{<<1>>,<<2,3>>}"],
    ["crc32", ["hello world"], "222957957"],
    ["adler32", ["hello world"], "436929629"],
    ["md5", ["abc"], "<<144,1,80,152,60,210,79,176,214,150,63,125,40,225,127,114>>"],
    ["phash2", [tuple(a, 1)], "72425156"],
    ["phash2", [a, 0], "error:badarg"],
    ["size", [new Bits(bytes(1, 2, 0x60), 19)], "2"],
    ["byte_size", [new Bits(bytes(1, 2, 0x60), 19)], "3"],
  ])("%s of %o", (name, args, result) => {
    expect(bif(name, ...(args as Term[]))).toBe(result);
  });

  test("checksums of two pieces combine", () => {
    const whole = call(erlang, "crc32", "hello world");
    expect(
      call(erlang, "crc32_combine", call(erlang, "crc32", "hello "), call(erlang, "crc32", "world"), 5),
    ).toBe(whole);
    const adler = call(erlang, "adler32", "hello world");
    expect(
      call(erlang, "adler32_combine", call(erlang, "adler32", "hello "), call(erlang, "adler32", "world"), 5),
    ).toBe(adler);
  });
});

describe("the external term format", () => {
  test.each([
    [a, [131, 119, 1, 97]],
    [256, [131, 98, 0, 0, 1, 0]],
    [-1, [131, 98, 255, 255, 255, 255]],
    [1099511627776, [131, 110, 6, 0, 0, 0, 0, 0, 0, 1]],
    [-(2n ** 70n), [131, 110, 9, 1, 0, 0, 0, 0, 0, 0, 0, 0, 64]],
    [1.5, [131, 70, 63, 248, 0, 0, 0, 0, 0, 0]],
    ["abc", [131, 107, 0, 3, 97, 98, 99]],
    [new ImproperList([a], a), [131, 108, 0, 0, 0, 1, 119, 1, 97, 119, 1, 97]],
    [
      [1, 300],
      [131, 108, 0, 0, 0, 2, 97, 1, 98, 0, 0, 1, 44, 106],
    ],
    [tuple(a), [131, 104, 1, 119, 1, 97]],
    [new Bits(bytes(0xa0), 3), [131, 77, 0, 0, 0, 1, 3, 160]],
    [{ a: 1 }, [131, 116, 0, 0, 0, 1, 119, 1, 97, 97, 1]],
    [new ExternalFun(a, a, 2), [131, 113, 119, 1, 97, 119, 1, 97, 97, 2]],
  ])("%o is written as OTP writes it, and read back", (term, expected) => {
    const written = call(erlang, "term_to_binary", term);
    expect([...written]).toEqual(expected);
    expect(call(erlang, "=:=", call(erlang, "binary_to_term", written), term)).toBe(true);
  });

  test("compressed terms are read back, used tells the length", () => {
    const list = new Array(1000).fill(a);
    const written = call(erlang, "term_to_binary", list, [Symbol.for("compressed")]);
    expect(written.length).toBeLessThan(200);
    expect(call(erlang, "=:=", call(erlang, "binary_to_term", written), list)).toBe(true);
    expect(bif("binary_to_term", bytes(131, 97, 1, 2), [Symbol.for("used")])).toBe("{1,3}");
  });

  test("what is wrong is badarg", () => {
    expect(bif("binary_to_term", bytes(1, 2, 3))).toBe("error:badarg");
    expect(bif("binary_to_term", bytes(131, 110, 200, 0))).toBe("error:badarg");
  });
});

describe("atoms", () => {
  test("only atoms that were made exist", () => {
    expect(bif("list_to_existing_atom", "ok")).toBe("ok");
    expect(bif("list_to_existing_atom", "surely nobody has made this atom")).toBe("error:badarg");
    call(erlang, "list_to_atom", "made just now");
    expect(bif("list_to_existing_atom", "made just now")).toBe("'made just now'");
  });

  test("an atom has at most 255 characters", () => {
    expect(bif("list_to_atom", "a".repeat(256))).toBe("error:system_limit");
    expect(
      bif(
        "list_to_atom",
        new ImproperList(
          "ok".split("").map((c) => c.charCodeAt(0)),
          a,
        ),
      ),
    ).toBe("error:badarg");
  });
});

describe("lists and tuples", () => {
  test("strings stay strings under ++", () => {
    expect(call(erlang, "++", "ab", "cd")).toBe("abcd");
    expect(bif("++", [1], 2)).toBe("[1|2]");
    expect(bif("++", new ImproperList([1], 2), [3])).toBe("error:badarg");
  });

  test("-- takes out first occurrences, also from long lists", () => {
    expect(bif("--", [1, 2, 3, 2, 1], [2, 1, 2])).toBe("[3,1]");
    const many = Array.from({ length: 20 }, (_, i) => i);
    expect(bif("--", [...many, 5, 20], many)).toBe("[5,20]");
    expect(bif("--", [float(1), 1], [1])).toBe("[1.0]");
  });

  test.each([
    ["element", [3, tuple(1, 2)], "error:badarg"],
    ["setelement", [2, tuple(1, 2), a], "{1,a}"],
    ["insert_element", [2, tuple(1, 2), a], "{1,a,2}"],
    ["insert_element", [4, tuple(1, 2), a], "error:badarg"],
    ["delete_element", [1, tuple(1, 2)], "{2}"],
    ["make_tuple", [3, a, [tuple(2, 1)]], "{a,1,a}"],
    ["map_get", [a, {}], "error:{badkey,a}"],
    ["map_size", [a], "error:{badmap,a}"],
  ])("%s of %o", (name, args, result) => {
    expect(bif(name, ...(args as Term[]))).toBe(result);
  });
});
