// completion-context — what stands before the cursor: the unfinished word, and what may follow there.
//
// Does the work of edlin_context: which call, record or map the cursor is in, how many arguments stand before it, which
// fields and keys are taken. OTP reads the line backwards, by rule of thumb; here the tokens are read forwards, so that
// brackets in strings, quoted atoms and comments do not count.

import { type TypedToken, typedTokens } from "./typed-tokens.ts";

/** Where the cursor is. */
export type Context =
  | { readonly kind: "none" }
  /** In a string that may be a file name; `word` is all of it. */
  | { readonly kind: "string"; readonly word: string }
  | { readonly kind: "binding"; readonly word: string }
  /** Anything: a module, a function, a keyword; a command too where nothing stands before. */
  | {
      readonly kind: "term";
      readonly word: string;
      readonly first: boolean;
      /** The term is where keys of some map are: the first argument of a function of `maps`, or in `#{`. */
      readonly key: boolean;
    }
  /** After `Module:`; in `fun Module:` what follows is a slash. */
  | { readonly kind: "function"; readonly module: string; readonly word: string; readonly ending: "(" | "/" }
  /** After `fun Module:Name/`. */
  | { readonly kind: "arity"; readonly module: string; readonly name: string }
  /** In `h(`, and after `h(Module,`. */
  | { readonly kind: "help"; readonly module: string | undefined; readonly word: string }
  /** After `#`, or `Variable#`. */
  | { readonly kind: "record"; readonly variable: string | undefined; readonly word: string }
  | {
      readonly kind: "field";
      readonly record: string;
      /** The fields that have a value already; undefined in `Variable#record.`, where none is given one. */
      readonly taken: readonly string[] | undefined;
      readonly word: string;
    }
  | {
      readonly kind: "key";
      readonly variable: string;
      readonly taken: readonly string[];
      readonly word: string;
    }
  /** Where an argument begins: of which call, and how many stand before it. */
  | {
      readonly kind: "argument";
      readonly module: string | undefined;
      readonly name: string;
      readonly index: number;
    };

interface Token extends TypedToken {
  readonly text: string;
  /** A string or quoted atom has no end. */
  readonly open: boolean;
}

/** A bracket that is not closed yet, and what it is the bracket of. */
interface Frame {
  readonly of: "call" | "record" | "map" | "new_map" | "other";
  readonly module?: string;
  readonly name: string;
  /** Where the first token in it stands. */
  readonly first: number;
  index: number;
  keys: string[];
  /** After `Key =`: a value. */
  value: boolean;
}

const NONE: Context = { kind: "none" };
/** What may follow the text. */
export function contextOf(before: string): Context {
  const tokens = tokensOf(before);
  if (tokens === undefined) return NONE;
  const last = tokens.at(-1);
  const touching = last !== undefined && last.end === before.length;
  if (touching && last.kind === "string") {
    return last.open ? { kind: "string", word: last.text.slice(1) } : NONE;
  }
  if (touching && (last.kind === "number" || last.kind === "character")) return NONE;
  const isWord = touching && (last.kind === "variable" || last.kind === "atom");
  if (isWord) tokens.pop();
  const word = isWord ? last.text : "";
  // A quoted atom that has its end is complete.
  if (isWord && word.startsWith("'") && !last.open) return NONE;
  return contextAfter(tokens, word, isWord && last.kind === "variable");
}

function contextAfter(tokens: readonly Token[], word: string, isVariable: boolean): Context {
  const at = (back: number): Token | undefined => tokens[tokens.length - back];
  const text = (back: number): string | undefined => at(back)?.text;
  const isAtom = (back: number) => at(back)?.kind === "atom";
  if (text(1) === "#") {
    const variable = at(2)?.kind === "variable" ? text(2) : undefined;
    return { kind: "record", variable, word };
  }
  if (isVariable) return { kind: "binding", word };
  if (text(1) === ":" && isAtom(2)) {
    return { kind: "function", module: text(2) as string, word, ending: text(3) === "fun" ? "/" : "(" };
  }
  if (text(1) === "/" && isAtom(2) && text(3) === ":" && isAtom(4) && text(5) === "fun") {
    return { kind: "arity", module: text(4) as string, name: text(2) as string };
  }
  if (text(1) === "." && isAtom(2) && text(3) === "#") {
    return { kind: "field", record: text(2) as string, taken: undefined, word };
  }
  if (text(1) === "?") return NONE;
  const frames = framesOf(tokens);
  const frame = frames.at(-1);
  const isKey = (frame?.of === "record" || frame?.of === "map") && !frame.value;
  // Behind a key there is nothing to complete.
  if (isKey && word === "" && !isOpening(text(1))) return NONE;
  if (frame?.of === "record" && !frame.value) {
    return { kind: "field", record: frame.name, taken: frame.keys, word };
  }
  if (frame?.of === "map" && !frame.value)
    return { kind: "key", variable: frame.name, taken: frame.keys, word };
  if (frame?.of === "call" && frame.module === undefined && (frame.name === "h" || frame.name === "ht")) {
    const module = frame.index > 0 ? tokens[frame.first]?.text : undefined;
    return { kind: "help", module, word };
  }
  if (word !== "") return { kind: "term", word, first: tokens.length === 0, key: isKeyOfSome(frame) };
  if (!isOpening(text(1))) return NONE;
  const call = frames.findLast(({ of }) => of === "call");
  return call === undefined
    ? NONE
    : { kind: "argument", module: call.module, name: call.name, index: call.index };
}

/** Functions of `maps` whose first argument is a key. */
const KEYED: ReadonlySet<string> = new Set(["find", "get", "is_key", "put", "remove", "take", "update"]);

function isKeyOfSome(frame: Frame | undefined): boolean {
  if (frame === undefined) return false;
  if (frame.of === "new_map") return !frame.value;
  return frame.of === "call" && frame.module === "maps" && frame.index === 0 && KEYED.has(frame.name);
}

function isOpening(text: string | undefined): boolean {
  return text === "(" || text === "," || text === "[" || text === "{";
}

/** The tokens of the last expression; undefined in a comment. */
function tokensOf(before: string): Token[] | undefined {
  let tokens: Token[] = [];
  for (const { kind, start, end } of typedTokens(before)) {
    if (kind === "comment" && end === before.length) return undefined;
    if (kind === "blank" || kind === "comment") {
      // A dot and a blank end an expression.
      const last = tokens.at(-1);
      if (last?.text === "." && last.end === start) tokens = [];
      continue;
    }
    const text = before.slice(start, end);
    const quote = text[0] === '"' || text[0] === "'" ? text[0] : "";
    const open = quote !== "" && !(text.length > 1 && text.endsWith(quote) && !endsEscaped(text));
    tokens.push({ kind, text, start, end, open });
  }
  return tokens;
}

/** Whether the last character stands behind a backslash that counts. */
function endsEscaped(text: string): boolean {
  const slashes = /(\\*).$/s.exec(text)?.[1].length ?? 0;
  return slashes % 2 === 1;
}

/** The brackets that are open at the end, outermost first. */
function framesOf(tokens: readonly Token[]): Frame[] {
  const frames: Frame[] = [];
  tokens.forEach((token, i) => {
    if (token.kind !== "punctuation") return;
    const frame = frames.at(-1);
    switch (token.text) {
      case "(":
      case "[":
      case "{":
      case "<<":
        frames.push(frameAt(tokens, i));
        return;
      case ")":
      case "]":
      case "}":
      case ">>":
        frames.pop();
        return;
      case ",":
        if (frame === undefined) return;
        frame.index++;
        frame.value = false;
        return;
      case "=":
      case "=>":
      case ":=":
        if (frame === undefined || frame.value) return;
        frame.keys.push(tokens[i - 1]?.text ?? "");
        frame.value = true;
    }
  });
  return frames;
}

function frameAt(tokens: readonly Token[], i: number): Frame {
  const [bracket, last, before, beforeThat] = [tokens[i], tokens[i - 1], tokens[i - 2], tokens[i - 3]];
  const frame = { first: i + 1, index: 0, keys: [], value: false };
  const touches = last !== undefined && last.end === bracket.start;
  if (bracket.text === "(" && touches && last.kind === "atom" && !KEYWORDS.has(last.text)) {
    const module = before?.text === ":" && beforeThat?.kind === "atom" ? beforeThat.text : undefined;
    return { ...frame, of: "call", module, name: last.text };
  }
  if (bracket.text === "{" && last?.kind === "atom" && before?.text === "#") {
    return { ...frame, of: "record", name: last.text };
  }
  if (bracket.text === "{" && last?.text === "#" && before?.kind === "variable") {
    return { ...frame, of: "map", name: before.text };
  }
  if (bracket.text === "{" && last?.text === "#") return { ...frame, of: "new_map", name: "" };
  return { ...frame, of: "other", name: "" };
}

/** The words that are completed as keywords. Mirrors edlin_expand. */
export const KEYWORDS: ReadonlySet<string> = new Set(
  "begin case of receive after maybe try catch throw if fun when end".split(" "),
);
