// reserved-words — the names that are no atoms unless quoted (OTP 29: `maybe` and `else` are among them).

const RESERVED_WORDS = new Set(
  (
    "after begin case try cond catch andalso orelse end fun if let of receive when bnot not div rem band and bor " +
    "bxor bsl bsr or xor maybe else"
  ).split(" "),
);

/** Whether a name is a reserved word. Mirrors erl_scan:reserved_word/1. */
export function isReservedWord(name: string): boolean {
  return RESERVED_WORDS.has(name);
}
