// The last digit of math's functions, as the C library of OTP has it.
import { describe } from "vitest";
import { prints } from "./prints.ts";

describe("the last digit is right where JavaScript's own function is off by one", () => {
  prints({
    "{math:log(3), math:exp(7.952), math:pow(2, 0.5), math:pow(2, 1.5)}.":
      "{1.0986122886681098,2841.251775308018,1.4142135623730951,2.8284271247461903}",
    "{math:cos(0.1), math:acosh(2), math:acosh(3), math:atanh(0.5), math:asinh(0.1)}.":
      "{0.9950041652780258,1.3169578969248168,1.762747174039086,0.5493061443340549,0.09983407889920756}",
    "{math:erf(0.1), math:erfc(0.1), math:erfc(0.5), math:erfc(0.7)}.":
      "{0.1124629160182849,0.887537083981715,0.4795001221869535,0.32219880616258156}",
    "{math:atan2(1, 5), math:atan2(5, 0.5), math:atan2(-1, 5)}.":
      "{0.19739555984988075,1.4711276743037347,-0.19739555984988075}",
  });
});

describe("where there is nothing to correct, the answer is exact", () => {
  prints({
    "{math:pow(0, 0), math:pow(-2, 3), math:pow(10, 20), math:pow(2, -1), math:pow(-0.0, 3)}.":
      "{1.0,-8.0,1.0e20,0.5,-0.0}",
    "{math:erf(-0.0), math:erf(10), math:erfc(-10), math:sin(-0.0), math:log(1), math:exp(0)}.":
      "{-0.0,1.0,2.0,-0.0,0.0,1.0}",
    "math:pow(-8, 0.5).": "an error occurred when evaluating an arithmetic expression",
    "math:exp(710).": "an error occurred when evaluating an arithmetic expression",
    "{math:exp(-800), math:atan2(0, -1), math:atan(1.0e300), math:acos(-1)}.":
      "{0.0,3.141592653589793,1.5707963267948966,3.141592653589793}",
  });
});
