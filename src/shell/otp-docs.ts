// otp-docs — what the doc comments of the OTP modules' own source say, by module and function.
//
// A comment names what it documents by the sentence `Mirrors lists:merge/1,2,3.` (without a module: a BIF); the comment
// of a module begins with `Module lists`. The texts come in through a port, and are read when help is first asked for.
import { declarationsOf, withoutStars } from "../code/doc-comments.ts";

/** What is known of one function. */
export interface FunctionDoc {
  /** `keyfind(Key, N, List)`, or `keyfind/3` where the parameters have no names. */
  readonly head: string;
  readonly text: string;
}

export interface OtpDocs {
  readonly modules: ReadonlyMap<string, string>;
  /** By `lists:keyfind/3`. */
  readonly functions: ReadonlyMap<string, FunctionDoc>;
}

const COMMENT = /^[ \t]*\/\*\*([\s\S]*?)\*\/[ \t]*\n/gm;
const EXAMPLE = "```eshell";
/** So many characters are enough for the signatures of a function. */
const DECLARATION = 2000;
const REFERENCE = /(?:\b([a-z]\w*):)?\b([a-z]\w*)\/(\d+(?:,\d+)*)/g;

/** Reads the doc comments of these source texts. */
export function otpDocs(sources: Iterable<string>): OtpDocs {
  const modules = new Map<string, string>();
  const functions = new Map<string, FunctionDoc>();
  for (const source of sources) {
    for (const match of source.matchAll(COMMENT)) {
      const text = withoutStars(match[1]);
      const module = /^Module (\w+)[.:,]/.exec(text);
      if (module !== null)
        modules.set(module[1], text.replace(/^Module \w+[.:,]\s*/, "").replace(/^[a-z]/, upper));
      const end = match.index + match[0].length;
      for (const { module, name, arity } of mirrored(text)) {
        const key = `${module}:${name}/${arity}`;
        // Of several comments that mirror a function, the one with an example is the function's.
        if (functions.get(key)?.text.includes(EXAMPLE) !== true)
          functions.set(
            key,
            new Commented(name, arity, withoutMirrors(text), source.slice(end, end + DECLARATION)),
          );
      }
    }
  }
  return { modules, functions };
}

/** A function with its comment; the declaration that follows that is read when somebody wants to know the parameters. */
class Commented implements FunctionDoc {
  readonly text: string;
  readonly #name: string;
  readonly #arity: number;
  readonly #after: string;

  constructor(name: string, arity: number, text: string, after: string) {
    this.text = text;
    this.#name = name;
    this.#arity = arity;
    this.#after = after;
  }

  get head(): string {
    return headOf(this.#name, this.#arity, this.#after);
  }
}

interface Mirrored {
  readonly module: string;
  readonly name: string;
  readonly arity: number;
}

/** The functions that a comment says it mirrors. */
export function mirrored(text: string): Mirrored[] {
  const found: Mirrored[] = [];
  for (const [, sentence] of text.matchAll(/\bMirrors ([\s\S]*?)(?:\.(?=\s|$)|$)/g)) {
    let module = "erlang";
    for (const [, of, name, arities] of sentence.matchAll(REFERENCE)) {
      if (of !== undefined) module = of;
      for (const arity of arities.split(",")) found.push({ module, name, arity: Number(arity) });
    }
  }
  return found;
}

/** The text without the sentence that only says which functions it is about. */
function withoutMirrors(text: string): string {
  return text.replace(
    /\s*\bMirrors (?:(?:and|the|BIF|,|\s|(?:[a-z]\w*:)?[a-z]\w*\/\d+(?:,\d+)*)\s*)+\./g,
    "",
  );
}

/** `uniq(Fun, List)`, from the parameters of the declaration that follows the comment. */
function headOf(name: string, arity: number, after: string): string {
  const plain = `${name}/${arity}`;
  if (arity === 0) return `${name}()`;
  const head =
    /^\s*(?:export )?(?:const (\w+)[\s\S]{0,40}?= (?:process|proc)\()?(?:function\*? ?\w*)(?=[<(])/.exec(
      after,
    );
  if (head === null) return plain;
  const sameName = /function\*? ?(\w+)$/.exec(head[0])?.[1];
  const declared = declarationsOf(after.replace(head[0], `function ${sameName ?? name}`)).filter(
    ({ name: declared }) => declared === (sameName ?? name),
  );
  const fitting = declared.find(({ parameters }) => parameters.length === arity && !parameters.at(-1)?.rest);
  if (fitting === undefined) return plain;
  return `${name}(${fitting.parameters.map((parameter) => variable(parameter.name)).join(", ")})`;
}

/** A parameter's name as a variable of Erlang. */
function variable(name: string): string {
  return name.replace(/^_*[a-z]/, (first) => first.toUpperCase()).replace(/^[^A-Z_].*/, "_");
}

function upper(letter: string): string {
  return letter.toUpperCase();
}
