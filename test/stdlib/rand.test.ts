import { expect, test } from "vitest";
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
