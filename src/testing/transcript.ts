// transcript — sessions written down in a text: what is typed, what is printed, and what happens meanwhile.
//
// Each ```eshell block of a Markdown page, or of a comment in a source file, is a session; so is a whole `.session` file
// without such blocks. `1> ` begins what is typed, which goes on up to the full stop; the lines after it, up to the next
// prompt, are what is printed. A block whose first prompt is not `1> ` goes on with the session of the block before it.
// What a terminal shows before the first prompt, the command and the banner, is passed over.
// A ```ts block that begins with `// modules/m.ts` is that module file for what follows. Lines that begin with `%% ` say
// what happens meanwhile; any other than these is a note that the shell itself prints on a terminal:
//
//   %% 4.8 s later                    time passes (ms, s, min, h); what follows is printed meanwhile
//   %% 4.8 s later: a remark
//   %% In modules/m.ts, A is changed to B and saved
//   %% modules/m.ts is saved:         the lines that follow, each after `%%   `, are the whole file
//   %% modules/m.ts is removed
//   %% modules/m.ts is renamed to modules/n.ts

/** Lines of a text: the number of the first one, counted from 1, and how many there are. */
export interface Range {
  readonly line: number;
  readonly count: number;
}

/** What happens to a module file. */
export type Edit =
  | { readonly kind: "change"; readonly file: string; readonly from: string; readonly to: string }
  | { readonly kind: "save"; readonly file: string; readonly text: string }
  | { readonly kind: "remove"; readonly file: string }
  | { readonly kind: "rename"; readonly file: string; readonly to: string };

/** What is done, and what is to be printed then. */
export interface Step {
  /** As the text has it: the typed lines, or the comment. */
  readonly shown: string;
  readonly line: number;
  readonly action:
    | Edit
    | { readonly kind: "type"; readonly input: string }
    | { readonly kind: "wait"; readonly ms: number };
  readonly expected: string;
  /** Where that stands in the text. */
  readonly range: Range;
}

/** A session, or a part of one. */
export interface Block {
  /** What it is about: the heading above it, or what its comment documents. */
  readonly title: string;
  readonly line: number;
  /** What stands before each of its lines: ` * ` in a comment. */
  readonly prefix: string;
  readonly steps: readonly Step[];
  /** The module files that the text has shown before it. */
  readonly files: Readonly<Record<string, string>>;
  /** It goes on with the session of the block before it. */
  readonly continues: boolean;
  /** It has notes, as a terminal shows them. */
  readonly notes: boolean;
}

/** A text that cannot be played. */
export class TranscriptError extends Error {
  readonly line: number;
  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

const FENCE = /^(\s*(?:\*|\/\/\/?)? ?)(`{3,})\s*(\w*)/;
const FILE = /^\/\/ modules\/(\S+\.(?:ts|mts|tsx|js|mjs))\b/;
const GREETING = /^(\$ |Erlang\/OTP |Eshell)/;
const PROMPT = /^\d+> (.*)$/;
const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, min: 60_000, h: 3_600_000 };
const WAIT = /^%% ([\d.]+) (ms|s|min|h) later(?::|$)/;
const CHANGE = /^%% In (\S+), (.+) is changed to (.+) and saved$/;
const SAVE = /^%% (\S+\.\w+) is saved:$/;
const REMOVE = /^%% (\S+\.\w+) is removed$/;
const RENAME = /^%% (\S+\.\w+) is renamed to (\S+\.\w+)$/;
const DIRECTIVES = [WAIT, CHANGE, SAVE, REMOVE, RENAME];

/** The blocks of a text, in its order; `name` is that of its file. */
export function readTranscript(name: string, text: string): Block[] {
  const lines = text.split(/\r?\n/);
  const blocks: Block[] = [];
  let files: Readonly<Record<string, string>> = {};
  let heading = "";
  for (let at = 0; at < lines.length; at++) {
    const fence = FENCE.exec(lines[at]);
    if (fence === null) {
      heading = /^#+ (.*)/.exec(lines[at])?.[1] ?? heading;
      continue;
    }
    const [, prefix, ticks, language] = fence;
    const begin = at + 1;
    do at++;
    while (at < lines.length && !closes(lines[at], prefix, ticks));
    const inner = lines.slice(begin, at).map((line) => withoutPrefix(line, prefix));
    if (language === "eshell") {
      const title = prefix.trim() === "" ? heading : documented(lines, at);
      blocks.push(readBlock(inner, { title: title || `line ${begin}`, line: begin + 1, prefix, files }));
    } else {
      const file = FILE.exec(inner[0] ?? "")?.[1];
      if (file !== undefined) files = { ...files, [file]: `${inner.join("\n")}\n` };
    }
  }
  if (blocks.length > 0 || !name.endsWith(".session")) return blocks;
  return [readBlock(lines, { title: "", line: 1, prefix: "", files: {} })];
}

function closes(line: string, prefix: string, ticks: string): boolean {
  const inner = withoutPrefix(line, prefix).trim();
  return inner.length >= ticks.length && /^`+$/.test(inner);
}

function withoutPrefix(line: string, prefix: string): string {
  return line.startsWith(prefix) ? line.slice(prefix.length) : line.slice(prefix.trimEnd().length);
}

/** The name that is declared behind the comment that line is in. */
function documented(lines: readonly string[], from: number): string {
  let at = from;
  while (at < lines.length && !lines[at].includes("*/") && /^\s*(\*|\/\/)/.test(lines[at])) at++;
  const declared = lines.slice(at + 1).find((line) => line.trim() !== "") ?? "";
  const name = declared.replace(
    /\b(?:export|default|declare|async|function|const|class|interface|let)\b\*?/g,
    "",
  );
  return /[\w$]+/.exec(name)?.[0] ?? "";
}

type Place = Pick<Block, "title" | "line" | "prefix" | "files">;

function readBlock(lines: readonly string[], place: Place): Block {
  const steps: Step[] = [];
  const isDirective = (line: string): boolean => DIRECTIVES.some((pattern) => pattern.test(line));
  const begins = (line: string): boolean => PROMPT.test(line) || isDirective(line);
  for (let at = 0; at < lines.length; ) {
    if (lines[at].trim() === "" || (steps.length === 0 && GREETING.test(lines[at]))) {
      at++;
      continue;
    }
    const first = at;
    const { action, next } = readAction(lines, at, place.line + at);
    at = next;
    while (at < lines.length && !begins(lines[at])) at++;
    let end = at;
    while (end > next && lines[end - 1].trim() === "") end--;
    steps.push({
      shown: lines.slice(first, next).join("\n"),
      line: place.line + first,
      action,
      expected: lines.slice(next, end).join("\n"),
      range: { line: place.line + next, count: end - next },
    });
  }
  const prompt = lines.find((line) => PROMPT.test(line)) ?? "1> ";
  const notes = lines.some(
    (line) => line.startsWith("%% ") && !isDirective(line) && !line.startsWith("%%   "),
  );
  return { ...place, steps, continues: !prompt.startsWith("1> "), notes };
}

/** What a line says to do, and the first line that is not part of it. */
function readAction(
  lines: readonly string[],
  at: number,
  number: number,
): { action: Step["action"]; next: number } {
  const line = lines[at];
  const typed = PROMPT.exec(line);
  if (typed !== null) return readTyped(lines, at, typed[1]);
  const wait = WAIT.exec(line);
  if (wait !== null) return { action: { kind: "wait", ms: Number(wait[1]) * UNITS[wait[2]] }, next: at + 1 };
  const change = CHANGE.exec(line);
  if (change !== null) {
    const [, file, from, to] = change;
    return { action: { kind: "change", file: moduleFile(file), from, to }, next: at + 1 };
  }
  const save = SAVE.exec(line);
  if (save !== null) {
    let next = at + 1;
    while (next < lines.length && /^%%(?: {3}|\s*$)/.test(lines[next])) next++;
    const text = lines.slice(at + 1, next).map((saved) => `${saved.slice("%%   ".length)}\n`);
    return { action: { kind: "save", file: moduleFile(save[1]), text: text.join("") }, next };
  }
  const remove = REMOVE.exec(line);
  if (remove !== null) return { action: { kind: "remove", file: moduleFile(remove[1]) }, next: at + 1 };
  const rename = RENAME.exec(line);
  if (rename !== null) {
    return {
      action: { kind: "rename", file: moduleFile(rename[1]), to: moduleFile(rename[2]) },
      next: at + 1,
    };
  }
  throw new TranscriptError(number, `neither typed nor printed: ${line}`);
}

/** What is typed goes on up to the full stop; the shell shows further lines after a prompt of their own. */
function readTyped(
  lines: readonly string[],
  at: number,
  first: string,
): { action: Step["action"]; next: number } {
  let input = first;
  let next = at + 1;
  while (!/\.\s*(%.*)?$/.test(input) && next < lines.length && !PROMPT.test(lines[next])) {
    input += `\n${lines[next++].replace(/^ *\.\. /, "")}`;
  }
  return { action: { kind: "type", input }, next };
}

/** The name of a module file within its folder. */
function moduleFile(path: string): string {
  return path.replace(/^modules\//, "");
}
