import { expect, test } from "vitest";
import { ScriptedSession } from "../../src/shell/scripted-session.ts";
import { rand } from "../../src/stdlib/rand.ts";
import { toArray } from "../../src/terms/list.ts";
import type { Term } from "../../src/terms/term.ts";
import { tuple } from "../../src/terms/tuple.ts";
import { callRaw, failure } from "./call.ts";

const exsss = Symbol.for("exsss");
const seeded = (seed: Term) => callRaw(rand, "seed_s", exsss, seed);

test("exsss gives OTP's numbers for its seeds", () => {
  let state = seeded(tuple(1, 2, 3));
  const numbers = Array.from({ length: 10 }, () => {
    const [number, next] = callRaw(rand, "uniform_s", 100, state);
    state = next;
    return number;
  });
  expect(numbers).toEqual([27, 41, 75, 39, 31, 74, 19, 24, 13, 39]);
  expect(callRaw(rand, "uniform_s", state)[0]).toBe(0.1111742666923069);
});
test("a range of more bits than a number has is made of several; shuffle and bytes go on from there", () => {
  const [first, second] = callRaw(rand, "uniform_s", 1000000, seeded(1));
  expect(first).toBe(762732);
  const [large, third] = callRaw(rand, "uniform_s", 2n ** 70n, second);
  expect(large).toBe(639206575799139368081n);
  const [shuffled, fourth] = callRaw(rand, "shuffle_s", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], third);
  expect(toArray(shuffled)).toEqual([3, 2, 9, 7, 1, 8, 6, 5, 10, 4]);
  expect([...callRaw(rand, "bytes_s", 8, fourth)[0]]).toEqual([214, 87, 23, 124, 79, 78, 212, 104]);
});
test("an algorithm that is not there has no clause", () => {
  expect(failure(rand, "seed", Symbol.for("foo")).reason).toBe("function_clause");
});

/** What each algorithm draws first for seed 5: of 10, of 2^80, of 2^81+7; a real float. */
const FIRST: Record<string, readonly [number, bigint, bigint, number]> = {
  exsss: [7, 393085939590023668149523n, 1602011759204542608904711n, 0.45831860289508985],
  exro928ss: [7, 393085966069433978634132n, 1602011785683952919389320n, 0.45831860289508985],
  exrop: [5, 311466815337580509950026n, 311466815337472180091081n, 0.9008039566181145],
  exs1024s: [9, 241094653704052083019591n, 1450020473271945053794378n, 0.3795208022909037],
  exsplus: [7, 1151265364916455790870529n, 2302530729832911581741057n, 0.8092175590507152],
  exs1024: [9, 458812496970332365651969n, 917624993940664731303937n, 0.15732538647134373],
  exs64: [2, 97876804624984024547329n, 195753609249968049094657n, 0.7262195723333886],
  exsp: [7, 1140672104141708475490282n, 1140672104141593952236409n, 0.9523043897626787],
  dummy: [1, 1n, 1n, 0.7531549429717785],
};
const of = (algorithm: string, seed: Term) => callRaw(rand, "seed_s", Symbol.for(algorithm), seed);

test.each(Object.entries(FIRST))("%s gives OTP's numbers", (algorithm, [ten, power, wide, real]) => {
  const state = of(algorithm, 5);
  expect(callRaw(rand, "uniform_s", 10, state)[0]).toEqual(ten);
  expect(BigInt(callRaw(rand, "uniform_s", 2n ** 80n, state)[0])).toBe(power);
  expect(BigInt(callRaw(rand, "uniform_s", 2n ** 81n + 7n, state)[0])).toBe(wide);
  expect(callRaw(rand, "uniform_real_s", state)[0]).toBe(real);
});
test("three thousand normal numbers leave the state that they leave in OTP", async () => {
  const output = await new ScriptedSession().run(`
    Draw = fun(_, S) -> element(2, rand:normal_s(S)) end,
    [element(1, rand:uniform_s(lists:foldl(Draw, rand:seed_s(A, 7), lists:seq(1, 3000)))) || A <- [exs1024s, exs64]].
  `);
  expect(output).toContain("[0.5892402814168383,0.672068680741389]");
});
test("a jump goes where OTP's goes", () => {
  const jumped = (algorithm: string) =>
    callRaw(rand, "uniform_s", callRaw(rand, "jump", of(algorithm, 42)))[1][1];
  expect(toArray(callRaw(rand, "jump", of("exro928ss", 42))[1][0])?.[0]).toBe(214651973960310769n);
  expect(toArray(callRaw(rand, "jump", of("exs1024s", 42))[1][0])?.[15]).toBe(10959465320303191992n);
  expect(jumped("exsp")).toEqual(jumped("exsss"));
  expect(failure(rand, "jump", of("exs64", 1)).reason).toBe("not_implemented");
});
test("a seed that is none is told as OTP tells it", () => {
  const exrop = Symbol.for("exrop");
  expect(failure(rand, "seed_s", exrop, []).reason).toBe("zero_seed");
  expect(failure(rand, "seed_s", exrop, [1, 2, 3]).reason).toBe("too_many_seed_integers");
  expect(failure(rand, "seed_s", exrop, [Symbol.for("a")]).reason).toBe("non_integer_seed");
  expect(failure(rand, "seed_s", exrop, tuple(1, Symbol.for("a"), 2)).reason).toBe("badarith");
});
