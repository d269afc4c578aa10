// scanner — text that comes in pieces, and text that is too much.
import { describe, expect, it } from "vitest";
import { lint } from "../../src/syntax/lint.ts";
import { withLocalFuns } from "../../src/syntax/local-funs.ts";
import { parseExprs, parseForm } from "../../src/syntax/parser.ts";
import { prettyExprs } from "../../src/syntax/pretty.ts";
import {
  type Continuation,
  EOF,
  firstTokens,
  scan,
  type TokensResult,
  tokens,
} from "../../src/syntax/scanner.ts";

function feed(pieces: readonly (string | typeof EOF)[]): TokensResult {
  let continuation: Continuation | undefined;
  for (const piece of pieces) {
    const result = tokens(continuation, piece);
    if (!("more" in result)) return result;
    continuation = result.more;
  }
  return { more: continuation as Continuation };
}

function kinds(result: TokensResult): string[] {
  if (!("tokens" in result)) throw new Error("no tokens");
  return result.tokens.map((token) => token.kind);
}

describe("tokens of one form", () => {
  it("asks for more until the dot, and hands back what follows it", () => {
    expect(feed(["1 +\n"])).toHaveProperty("more");
    const result = feed(["1 +\n", "2. b.\n"]);
    expect(kinds(result)).toEqual(["integer", "+", "integer", "dot"]);
    expect(result).toMatchObject({ rest: "b.\n", text: "1 +\n2. " });
  });

  it("comes to the same for a text that is known to be all", () => {
    const texts = [
      "a. b.",
      "a.",
      "a.%",
      " %x",
      "",
      "1.",
      "$",
      "$\\",
      '"a',
      "'a\\",
      "~",
      "~s",
      "=:",
      '"""\na',
      "日a",
      "$a",
    ];
    for (const text of texts) expect(firstTokens(text)).toEqual(feed([text, EOF]));
  });

  it("comes to the same whatever the pieces are", () => {
    const source =
      'X = [1.5e3, 16#ff, "a\\x{41}b\\\nc", \'d e\', $\\n, ~S"x\\", a <:- b, #_{}, """\n  t\n  """].\n';
    const whole = kinds(feed([source]));
    for (let size = 1; size < 7; size++) {
      const pieces: string[] = [];
      for (let i = 0; i < source.length; i += size) pieces.push(source.slice(i, i + size));
      expect(kinds(feed(pieces))).toEqual(whole);
    }
  });

  it("ends an unfinished form at the end of the input", () => {
    expect(kinds(feed(["(1 +\n", "2\n", EOF]))).toEqual(["(", "integer", "+", "integer"]);
    expect(feed(["% nothing\n", EOF])).toHaveProperty("eof");
    expect(feed(['"never closed\n', "more\n", EOF])).toMatchObject({
      error: [[1, 2], Symbol.for("erl_scan"), {}],
    });
  });

  it("places tokens of later lines, and quotes them from the text of the whole form", () => {
    const result = feed(["-type t() ::\n", "  a | .\n"]);
    if (!("tokens" in result)) throw new Error("no tokens");
    const parsed = parseForm(result.tokens, result.text);
    expect(parsed).toMatchObject({
      error: [[2, 7], Symbol.for("erl_parse"), ["syntax error before: ", "."]],
    });
  });
});

describe("too much", () => {
  const repeat = (text: string, count = 10_000) => text.repeat(count);
  const parse = (source: string) => {
    const scanned = scan(source);
    if ("error" in scanned) throw new Error("scan");
    return parseExprs(scanned.tokens);
  };

  it.each([
    ["parentheses", `${repeat("(")}1${repeat(")")}.`],
    ["lists", `${repeat("[")}${repeat("]")}.`],
    ["open brackets", `${repeat("{")}.`],
    ["cases", `${repeat("case 1 of 1 -> ")}a${repeat(" end")}.`],
    ["comprehensions", `${repeat("[X || X <- ")}a${repeat("]")}.`],
    ["catches", `${repeat("catch ")}1.`],
    ["binaries", `${repeat("<<(")}1${repeat(")>>")}.`],
  ])("10,000 nested %s are an error or an expression, never a crash", (_name, source) => {
    const result = parse(source);
    if ("error" in result) return;
    lint(result.exprs[0], [], new Map());
    prettyExprs(result.exprs);
  });

  it.each([
    ["sum", `1${repeat(" + 1")}.`],
    ["append", `a${repeat(" ++ a")}.`],
    ["match", `${repeat("A = ")}1.`],
    ["conjunction", `a${repeat(" andalso a")}.`],
    ["prefix", `${repeat("- ")}1.`],
    ["list", `[${repeat("1,")}1].`],
  ])("a %s of 10,000 is an expression without errors", (_name, source) => {
    const result = parse(source);
    if ("error" in result) throw new Error("parse");
    expect(lint(result.exprs[0], [], new Map())).toBeUndefined();
  });

  it("a string of a megabyte in lines is one token", () => {
    const lines = Array.from({ length: 50_000 }, () => "twenty characters, x\n");
    const result = feed(['"', ...lines, '".\n']);
    expect(kinds(result)).toEqual(["string", "dot"]);
  });
});

describe("terms as they are printed", () => {
  it.each([
    ["<0.85.0>", "erlang:list_to_pid"],
    ["#Ref<0.1.2.3>", "erlang:list_to_ref"],
    ["#Port<0.3>", "erlang:list_to_port"],
    ["#Fun<lists.map.2>", "fun lists:map/2"],
  ])("%s can be typed", (printed, code) => {
    const source = `{a, ${printed}}.`;
    const scanned = scan(source);
    if ("error" in scanned) throw new Error("scan");
    expect(parseExprs(scanned.tokens)).toHaveProperty("error");
    const result = parseExprs(scanned.tokens, scanned.text);
    if ("error" in result) throw new Error("parse");
    const plain = code.replace("erlang:", "");
    expect(prettyExprs(result.exprs)).toBe(code === plain ? `{a, ${code}}` : `{a, ${plain}("${printed}")}`);
  });
});

describe("local funs at the shell", () => {
  it.each([
    ["fun foo/1.", "fun shell_default:foo/1"],
    ["[fun length/1, fun length/2].", "[fun erlang:length/1, fun shell_default:length/2]"],
    ["fun m:f/1.", "fun m:f/1"],
  ])("%s is %s", (source, code) => {
    const scanned = scan(source);
    if ("error" in scanned) throw new Error("scan");
    const result = parseExprs(withLocalFuns(scanned.tokens), scanned.text);
    if ("error" in result) throw new Error("parse");
    expect(prettyExprs(result.exprs)).toBe(code);
  });
});
