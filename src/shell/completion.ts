// completion — what Tab finds: the rest of the word if there is but one, else the choices in groups.
//
// Mirrors edlin_expand: the same groups, the same endings (`lists:`, `map(`, `person{`, `name=`), the same rule for what
// is inserted: as much as all choices have in common. Whatever it knows comes through CompletionSources and is looked
// up when Tab is pressed, so that a file saved a moment ago is known.
//
// Differs from OTP: the signatures of a TypeScript module are those of its source, with the first line of the doc
// comment; keys of a map may be any term; atoms that were seen are offered; the types of arguments do not restrict the
// choice.
import { type Context, contextOf, KEYWORDS } from "./completion-context.ts";

/** A choice: its text, and the arity where it is a function. */
export interface Choice {
  readonly text: string;
  readonly arity?: number;
}

/** A function as its source describes it. */
export interface Signature {
  /** `add(`, `a: number`, `b: number`, `): number`. */
  readonly head: string;
  readonly parameters: readonly string[];
  readonly tail: string;
  /** One line about it, or "". */
  readonly about: string;
}

/** What a shell knows by name. Names are as they are written in an expression: `'quoted atom'`. */
export interface CompletionSources {
  modules(): Iterable<string>;
  /** Exported functions; none for what is no module. */
  functions(module: string): Iterable<Choice>;
  /** The commands of the shell, and the functions of `erlang` that need no module. */
  commands(): Iterable<Choice>;
  bifs(): Iterable<Choice>;
  /** Functions typed at the prompt. */
  definitions(): Iterable<Choice>;
  bindings(): Iterable<string>;
  records(): Iterable<string>;
  fields(record: string): Iterable<string>;
  /** What a variable is bound to, as far as `Variable#` goes. */
  keys(variable: string): Iterable<string> | undefined;
  recordOf(variable: string): string | undefined;
  /** The keys of all maps that are bound. */
  boundKeys(): Iterable<string>;
  /** Atoms of the last commands and of their results. */
  atoms(): Iterable<string>;
  /** `undefined` as module: a function that is called without one. */
  signatures(module: string | undefined, name: string): Iterable<Signature>;
  /** The names in a folder, with a slash behind those of folders. */
  files(folder: string): Iterable<string>;
}

/** Choices under a title; there may be none. */
export interface Section {
  readonly title: string;
  /** Each with what is written behind it. */
  readonly choices: readonly string[];
}

/** What was found: what to insert, and what to show if that is nothing. */
export interface Found {
  readonly insert: string;
  readonly sections: readonly Section[];
  readonly signatures: readonly Signature[];
  /** The parameter that comes next in the signatures. */
  readonly index: number;
}

/** Where choices can be of one kind only OTP gives them no title. */
const UNTITLED = "";

/** Nothing was found. */
export const NOTHING: Found = { insert: "", sections: [], signatures: [], index: 0 };

/** What may follow the text before the cursor. */
export function complete(before: string, sources: CompletionSources): Found {
  const context = contextOf(before);
  switch (context.kind) {
    case "none":
      return NOTHING;
    case "string":
      return completeFile(context.word, sources);
    case "binding":
      return choose([matches("bindings", context.word, named(sources.bindings()), "")]);
    case "function":
      return choose([matches("Functions", context.word, sources.functions(context.module), context.ending)]);
    case "arity":
      return completeArity(context.module, context.name, sources);
    case "help":
      if (context.module !== undefined) {
        return choose([matches("Functions", context.word, sources.functions(context.module), ", ")]);
      }
      return context.word === ""
        ? NOTHING
        : choose([matches("modules", context.word, named(sources.modules()), ", ")]);
    case "record":
      return completeRecord(context, sources);
    case "field": {
      const { record, taken, word } = context;
      const fields = named(without(sources.fields(record), taken ?? []));
      if (taken === undefined) return choose([matches("fields", word, fields, "")]);
      return choose([matches("fields", word, fields, "="), ...anything(word, sources)]);
    }
    case "key": {
      const keys = without(sources.keys(context.variable) ?? [], context.taken);
      return choose([matches(UNTITLED, context.word, named(keys), "=>")]);
    }
    case "term": {
      const { word, first, key } = context;
      const commands = first ? [matches("commands", word, sources.commands(), "(")] : [];
      const keys = key ? [matches("keys", word, named(sources.boundKeys()), "")] : [];
      return choose([...keys, ...anything(word, sources), ...commands]);
    }
    case "argument":
      return showSignatures(context, sources);
  }
}

/** What may begin a term, where a word has begun. */
function anything(word: string, sources: CompletionSources): Group[] {
  if (word === "") return [];
  const keywords = KEYWORDS.has(word) ? [] : named(KEYWORDS);
  const known = [
    matches("modules", word, named(sources.modules()), ":"),
    matches("bifs", word, sources.bifs(), "("),
    matches("user_defined", word, sources.definitions(), "("),
    matches("keywords", word, keywords, ""),
  ];
  return [...known, matches("atoms", word, named(sources.atoms()), "")];
}

function* named(names: Iterable<string>): Iterable<Choice> {
  for (const text of names) yield { text };
}

function* without(names: Iterable<string>, taken: readonly string[]): Iterable<string> {
  for (const name of names) if (!taken.includes(name)) yield name;
}

interface Group {
  readonly title: string;
  readonly ending: string;
  /** The word that all choices begin with. */
  readonly word: string;
  /** Without doubles, in order. */
  readonly texts: readonly string[];
  /** The only choice is a function without arguments. */
  readonly noArguments: boolean;
}

function matches(title: string, word: string, choices: Iterable<Choice>, ending: string): Group {
  const texts = new Map<string, number | undefined>();
  let noArguments = true;
  for (const { text, arity } of choices) {
    if (!text.startsWith(word)) continue;
    texts.set(text, arity);
    if (arity !== 0) noArguments = false;
  }
  return { title, ending, word, texts: [...texts.keys()].sort(), noArguments };
}

/** A name is offered as an atom, or as some map's key, only where it is nothing else. */
const WEAK: readonly string[] = ["atoms", "keys"];

function distinct(groups: readonly Group[]): Group[] {
  const taken = new Set<string>();
  for (const { title, texts } of groups) if (!WEAK.includes(title)) for (const text of texts) taken.add(text);
  return groups.map((group) => {
    if (!WEAK.includes(group.title)) return group;
    const texts = group.texts.filter((text) => !taken.has(text));
    for (const text of texts) taken.add(text);
    return { ...group, texts };
  });
}

/** Inserts what all choices have in common; shows them if there is more than one. Mirrors match/3, fold_results/1. */
function choose(all: readonly Group[]): Found {
  const groups = distinct(all).filter(({ texts }) => texts.length > 0);
  if (groups.length === 0) return NOTHING;
  const insert = common(groups.map(inserted));
  const count = groups.reduce((sum, { texts }) => sum + texts.length, 0);
  if (count === 1) return { ...NOTHING, insert };
  const sections = groups.map(({ title, texts, ending }) => ({
    title,
    choices: texts.map((text) => text + ending),
  }));
  sections.sort((a, b) => (a.title < b.title ? -1 : 1));
  return { ...NOTHING, insert, sections };
}

/** What a group alone would insert: with the ending if its choices are but one. */
function inserted({ texts, word, ending, noArguments }: Group): string {
  if (texts.length > 1) return common(texts).slice(word.length);
  return texts[0].slice(word.length) + (ending === "(" && noArguments ? "()" : ending);
}

function common(texts: readonly string[]): string {
  let [shared] = texts;
  for (const text of texts) {
    while (!text.startsWith(shared)) shared = shared.slice(0, -1);
  }
  return shared;
}

function completeArity(module: string, name: string, sources: CompletionSources): Found {
  const arities: string[] = [];
  for (const { text, arity } of sources.functions(module)) if (text === name) arities.push(String(arity));
  return choose([matches("arities", "", named(arities), "")]);
}

function completeRecord(
  { variable, word }: Extract<Context, { kind: "record" }>,
  sources: CompletionSources,
): Found {
  if (variable !== undefined && word === "" && sources.keys(variable) !== undefined) {
    return { ...NOTHING, insert: "{" };
  }
  const record = variable === undefined ? undefined : sources.recordOf(variable);
  const records = record === undefined ? sources.records() : [record];
  return choose([matches("records", word, named(records), "{")]);
}

/** Behaves as zsh: hidden files only if asked for, a slash behind folders. Mirrors expand_filepath/2. */
function completeFile(path: string, sources: CompletionSources): Found {
  // A text with blanks is no file name.
  if (/\s/.test(path.replace(/\\ /g, ""))) return NOTHING;
  const slash = path.lastIndexOf("/") + 1;
  const word = path.slice(slash);
  const names: string[] = [];
  for (const name of sources.files(path.slice(0, slash))) {
    if (!name.startsWith(".") || word.startsWith(".")) names.push(name);
  }
  const group = matches(UNTITLED, word, named(names), "");
  const found = choose([group]);
  const [only] = group.texts;
  if (group.texts.length !== 1 || only.endsWith("/")) return found;
  return { ...found, insert: `${found.insert}"` };
}

function showSignatures(
  { module, name, index }: Extract<Context, { kind: "argument" }>,
  sources: CompletionSources,
): Found {
  const fitting = [...sources.signatures(module, name)].filter(
    ({ parameters }) => index === 0 || parameters.length > index || parameters.at(-1)?.startsWith("..."),
  );
  if (fitting.length === 0) return NOTHING;
  if (fitting.length === 1 && fitting[0].parameters.length === 0) return { ...NOTHING, insert: ")" };
  return { ...NOTHING, signatures: fitting, index };
}
