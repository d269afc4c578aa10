// operator-code — the JavaScript of comparisons, and of arithmetic on small integers.
import type { Fn } from "./unit.ts";

const COMPARISONS: Record<string, string> = {
  "==": "==",
  "/=": "/=",
  "=:=": "=:=",
  "=/=": "=/=",
  "<": "<",
  "=<": "<=",
  ">": ">",
  ">=": ">=",
};

export function isComparison(op: string): boolean {
  return Object.hasOwn(COMPARISONS, op);
}

const INTEGER_SOURCE = /^-?\d+$/;
/** Sources of terms that `===` compares: atoms and integers. */
const IDENTITY_SOURCE = /^(?:a\d+|true|false|null|void 0|-?\d+n?)$/;
const ATOM_SOURCE = /^(?:a\d+|true|false|null|void 0)$/;

/** A condition in parentheses: a comparison of two values, each a name or a literal. */
export function comparison(fn: Fn, op: string, a: string, b: string): string {
  switch (op) {
    case "=:=":
    case "=/=": {
      const not = op === "=/=";
      if (IDENTITY_SOURCE.test(a) || IDENTITY_SOURCE.test(b))
        return not ? `(!(${a}===${b}))` : `(!!(${a}===${b}))`;
      const same = `(${a}===${b}||${fn.rt("equalExact")}(${a},${b}))`;
      return not ? `(!${same})` : `(!!${same})`;
    }
    case "==":
    case "/=": {
      const same =
        ATOM_SOURCE.test(a) || ATOM_SOURCE.test(b)
          ? `(${a}===${b})`
          : `(${a}===${b}||${fn.rt("equal")}(${a},${b}))`;
      return op === "/=" ? `(!${same})` : `(!!${same})`;
    }
    default: {
      const numbers = [a, b]
        .filter((code) => !INTEGER_SOURCE.test(code))
        .map((code) => `typeof ${code}==="number"`)
        .join("&&");
      const js = COMPARISONS[op];
      if (numbers === "") return `(!!(${a}${js}${b}))`;
      return `(!!(${numbers}?${a}${js}${b}:${fn.rt("compare")}(${a},${b})${js}0))`;
    }
  }
}

/** Arithmetic that small integers (31 bits and a sign) take: when, and the result. */
export function smallInteger(
  fn: Fn,
  op: string,
  a: string,
  b: string,
): { condition: string; result: string } | undefined {
  const result = smallResult(fn, op, a, b);
  if (result === undefined) return undefined;
  const conditions = [a, b].flatMap((code) => {
    if (!INTEGER_SOURCE.test(code)) return [`typeof ${code}==="number"&&(${code}|0)===${code}`];
    return Math.abs(Number(code)) < 2 ** 31 ? [] : ["false"];
  });
  if (op === "div" || op === "rem") conditions.push(`${b}!==0`);
  return { condition: conditions.length === 0 ? "true" : conditions.join("&&"), result };
}

function smallResult(fn: Fn, op: string, a: string, b: string): string | undefined {
  // A negative literal must not meet a minus sign.
  const right = b.startsWith("-") ? `(${b})` : b;
  switch (op) {
    case "+":
      return `${a}+${right}`;
    case "-":
      return `${a}-${right}`;
    case "*":
      return `${fn.rt("product")}(${a},${right})`;
    case "div":
      return `Math.trunc(${a}/${right})+0`;
    case "rem":
      return `${a}%${right}+0`;
    case "band":
      return `${a}&${right}`;
    case "bor":
      return `${a}|${right}`;
    case "bxor":
      return `${a}^${right}`;
    default:
      return undefined;
  }
}
