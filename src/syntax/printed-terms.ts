// printed-terms — pids, references, ports and external funs typed as they are printed: `<0.85.0>`, `#Fun<lists.map.2>`.
//
// They have no syntax, so the shell puts a token of kind `printed` in place of the tokens that they are scanned as.
// Mirrors erl_eval:extended_parse_exprs/1. Differs from OTP: a printed term does not join with a string beside it.
import { Token } from "./token.ts";

interface Form {
  /** Kinds of the tokens, or the names of variables where they begin with a capital letter. */
  readonly kinds: readonly string[];
  /** What the text must be, for the words to be of use to `builder`. */
  readonly text: RegExp;
  /** The function of `erlang` that makes the term from its text, or `fun` for `fun M:F/A`. */
  readonly builder: "list_to_pid" | "list_to_ref" | "list_to_port" | "fun";
}

const FORMS: readonly Form[] = [
  { kinds: ["<", "float", ".", "integer", ">"], text: /^<0\.\d+\.\d+>$/, builder: "list_to_pid" },
  {
    kinds: ["#", "Ref", "<", "float", ".", "float", ">"],
    text: /^#Ref<\d+(\.\d+){3}>$/,
    builder: "list_to_ref",
  },
  { kinds: ["#", "Port", "<", "float", ">"], text: /^#Port<\d+\.\d+>$/, builder: "list_to_port" },
  { kinds: ["#", "Fun", "<", "atom", ".", "atom", ".", "integer", ">"], text: /^#Fun<.+>$/, builder: "fun" },
];

/** What a token of kind `printed` stands for. */
export interface PrintedTerm {
  readonly text: string;
  readonly builder: Form["builder"];
  /** Module, name and arity of a fun. */
  readonly parts: readonly Token[];
}

/** The tokens, with printed terms as one token each. `text` is that of the form. */
export function withPrintedTerms(tokens: readonly Token[], text: string): readonly Token[] {
  // Only a form with a `>` behind a `<` can have one.
  if (!tokens.some((token) => token.kind === "<")) return tokens;
  const result: Token[] = [];
  for (let i = 0; i < tokens.length; ) {
    const form = FORMS.find(({ kinds }) => kinds.every((kind, offset) => isOfKind(tokens[i + offset], kind)));
    const found = form === undefined ? [] : tokens.slice(i, i + form.kinds.length);
    const printed = found.map((token) => text.slice(token.start, token.end)).join("");
    if (form === undefined || !form.text.test(printed)) {
      result.push(tokens[i++]);
      continue;
    }
    const [first] = found;
    const parts = form.builder === "fun" ? [found[3], found[5], found[7]] : [];
    const value: PrintedTerm = { text: printed, builder: form.builder, parts };
    result.push(
      new Token("printed", first.line, first.column, value, first.start, found[found.length - 1].end),
    );
    i += found.length;
  }
  return result;
}

function isOfKind(token: Token | undefined, kind: string): boolean {
  if (token === undefined) return false;
  if (kind[0] >= "A" && kind[0] <= "Z") return token.kind === "var" && token.value === Symbol.for(kind);
  return token.kind === kind;
}
