// doc-comments — what a TypeScript text says about its functions: doc comments, parameters, signatures.
//
// Only declarations that begin a line are looked at, so no parser is needed; a signature is read bracket by bracket up
// to the body. What stands in a template literal at the beginning of a line may be taken for a declaration: who asks
// knows which names a module exports.

/** A declaration of a function: one for each overload. */
export interface Declaration {
  /** The name under which it is exported, else its own. */
  readonly name: string;
  readonly exported: boolean;
  /** The text of its doc comment, without the stars; empty if there is none. */
  readonly comment: string;
  readonly parameters: readonly Parameter[];
  /** `add(a: number, b = 1): number`, on one line. */
  readonly signature: string;
}

export interface Parameter {
  readonly name: string;
  readonly optional: boolean;
  readonly rest: boolean;
}

const DECLARATION =
  /^(export\s+)?(default\s+)?(async\s+)?(?:function\s*(\*)?\s*([\w$]*)|const\s+([\w$]+)\s*(?=[=:]))/gm;
const RENAMES = /^export\s*\{([^}]*)\}\s*;?\s*$/gm;

/** The functions that a text declares at its top level, in their order. */
export function declarationsOf(text: string): Declaration[] {
  const renamed = new Map<string, string>();
  for (const [, list] of text.matchAll(RENAMES)) {
    for (const item of list.split(",")) {
      const [local, name] = item.trim().split(/\s+as\s+/);
      if (local !== "") renamed.set(local, name ?? local);
    }
  }
  const found: (Declaration & { readonly overload: boolean })[] = [];
  for (const match of text.matchAll(DECLARATION)) {
    const [whole, exported, isDefault, , , functionName, constName] = match;
    const local = functionName || constName || "default";
    const name = isDefault === undefined ? (renamed.get(local) ?? local) : "default";
    const from = match.index + whole.length;
    const start = constName === undefined ? from : arrowStart(text, from);
    const read = start === undefined ? undefined : signatureAt(text, start, constName !== undefined);
    if (read === undefined) continue;
    const last = found.at(-1);
    const before = last?.overload === true && last.name === name ? last : undefined;
    // The body of an overloaded function has a signature that nobody calls.
    if (before !== undefined && !read.overload) continue;
    found.push({
      name,
      exported: exported !== undefined || renamed.has(local),
      comment: commentBefore(text, match.index) || (before?.comment ?? ""),
      parameters: read.parameters,
      signature: `${name}${oneLine(text.slice(start, read.end))}`,
      overload: read.overload,
    });
  }
  return found;
}

/** How many arguments the function takes: from, to. */
export function aritiesOf(parameters: readonly Parameter[]): readonly [min: number, max: number] {
  let min = parameters.length;
  while (min > 0 && (parameters[min - 1].optional || parameters[min - 1].rest)) min--;
  return [min, parameters.at(-1)?.rest ? Number.POSITIVE_INFINITY : parameters.length];
}

/** What a text says at its head about itself: its first comment, unless that belongs to a declaration. */
export function headOf(text: string): string {
  const block = /^(?:#!.*\n)?\s*\/\*\*?([\s\S]*?)\*\/\s*\n(?:\s*\n|import\b)/.exec(text);
  if (block !== null) return withoutStars(block[1]);
  const lines = /^(?:#!.*\n)?\s*((?:\/\/.*\n)+)/.exec(text);
  return lines === null ? "" : lines[1].replace(/^\/\/ ?/gm, "").trim();
}

/** The doc comment that ends where the declaration begins. */
function commentBefore(text: string, at: number): string {
  const before = text.slice(0, at).trimEnd();
  if (!before.endsWith("*/")) return "";
  const start = before.lastIndexOf("/*");
  return before.startsWith("/**", start) ? withoutStars(before.slice(start + 3, -2)) : "";
}

/** The text of a comment without its stars. */
export function withoutStars(comment: string): string {
  return comment.replace(/^[ \t]*\*[ \t]?/gm, "").trim();
}

/** After `const f`: where the parameters of its arrow function or function expression begin. */
function arrowStart(text: string, from: number): number | undefined {
  const head = /(?:\s*:[^=\n]*?)?\s*=\s*(?:async\b\s*)?(?:function\s*\*?\s*[\w$]*\s*)?(?=[(<])/y;
  head.lastIndex = from;
  return head.test(text) ? head.lastIndex : undefined;
}

interface Signature {
  readonly parameters: readonly Parameter[];
  readonly end: number;
  /** No body follows. */
  readonly overload: boolean;
}

/** Reads `<T>(a: A): B` up to the body. */
function signatureAt(text: string, start: number, arrow: boolean): Signature | undefined {
  let at = blank(text, start);
  if (text[at] === "<") at = blank(text, closing(text, at));
  if (text[at] !== "(") return undefined;
  const close = closing(text, at);
  const parameters = splitAt(text.slice(at + 1, close - 1), ",").map(parameterOf);
  const end = typeEnd(text, close, arrow);
  return {
    parameters: parameters.filter(({ name }) => name !== "this" && name !== ""),
    end,
    overload: !arrow && text[blank(text, end)] !== "{",
  };
}

/** The end of the `: Type` that may follow the parameters. */
function typeEnd(text: string, start: number, arrow: boolean): number {
  let at = blank(text, start);
  if (text[at] !== ":") return start;
  let end = at + 1;
  let open = true;
  // A function type has an arrow of its own: `(): (() => void) => …` needs parentheses, `(): (a: A) => B` has none.
  let arrows = 0;
  for (at = blank(text, end); at < text.length; at = blank(text, end)) {
    const char = text[at];
    if (text.startsWith("=>", at)) {
      if (arrow && arrows === 0) return end;
      arrows--;
      end = at + 2;
      open = true;
    } else if (char === ";" || (char === "{" && !open) || (!open && /^[\n]/.test(text.slice(end, at)))) {
      return end;
    } else if ("([{<".includes(char)) {
      if (char === "(" && open && text.startsWith("=>", blank(text, closing(text, at))))
        arrows += arrow ? 0 : 1;
      end = closing(text, at);
      open = false;
    } else if ("|&".includes(char)) {
      end = at + 1;
      open = true;
    } else {
      const word = /["'`]/.test(char)
        ? stringEnd(text, at)
        : at + (/^[\w$.]+|^./.exec(text.slice(at))?.[0].length ?? 1);
      open = /^(is|keyof|typeof|extends|readonly|infer|asserts|unique)$/.test(text.slice(at, word));
      end = word;
    }
  }
  return end;
}

function parameterOf(text: string): Parameter {
  const bare = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "").trim();
  const [, dots, name, mark] = /^(\.\.\.)?\s*([\w$]*)\s*(\?)?/.exec(bare) as RegExpExecArray;
  const shown = name === "" && /^[[{]/.test(bare) ? "arg" : name;
  return {
    name: shown,
    optional: mark !== undefined || splitAt(bare, "=").length > 1,
    rest: dots !== undefined,
  };
}

/** The parts between separators that stand outside of brackets and strings. */
function splitAt(text: string, separator: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length; ) {
    if ("([{<".includes(text[at])) at = closing(text, at);
    else if (/["'`]/.test(text[at])) at = stringEnd(text, at);
    else if (text.startsWith("=>", at)) at += 2;
    else if (text[at] === separator) {
      parts.push(text.slice(from, at));
      from = ++at;
    } else at++;
  }
  return [...parts, text.slice(from)];
}

/** The place after the bracket that closes the one at this place. */
function closing(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; ) {
    const char = text[at];
    if (/["'`]/.test(char)) {
      at = stringEnd(text, at);
      continue;
    }
    if (text.startsWith("=>", at)) at++;
    else if ("([{<".includes(char)) depth++;
    else if (")]}>".includes(char) && --depth === 0) return at + 1;
    at = text.startsWith("//", at + 1) || text.startsWith("/*", at + 1) ? blank(text, at + 1) : at + 1;
  }
  return text.length;
}

function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === text[start]) return at + 1;
  }
  return text.length;
}

/** The place after white space and comments. */
function blank(text: string, start: number): number {
  const space = /(?:\s|\/\/.*|\/\*[\s\S]*?\*\/)*/y;
  space.lastIndex = start;
  space.test(text);
  return space.lastIndex;
}

function oneLine(signature: string): string {
  return signature
    .replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "")
    .replace(/\s+/g, " ")
    .replace(/([([<]) /g, "$1")
    .replace(/,? ([)\]>])/g, "$1")
    .trim();
}
