// completion-sources — what a shell knows by name, looked up in the running system at the moment Tab is pressed.

import { aritiesOf, type Declaration, declarationsOf } from "../code/doc-comments.ts";
import { format } from "../format/format.ts";
import { writeAtom } from "../format/quote.ts";
import type { Files } from "../stdlib/files-port.ts";
import type { OtpModule } from "../stdlib/table.ts";
import { isAutoImported, isAutoImportedName } from "../syntax/auto-imported.ts";
import { isAtom } from "../terms/atom.ts";
import { isMap, mapEntries } from "../terms/map.ts";
import { isError } from "../terms/realm.ts";
import { isTuple } from "../terms/tuple.ts";
import { atomsOfCode, atomsOfTerm } from "./atoms-seen.ts";
import type { Choice, CompletionSources, Signature } from "./completion.ts";
import type { OtpDocs } from "./otp-docs.ts";
import { recordFields, type ShellState } from "./shell-state.ts";

/** What the shell's names are looked up in. */
export interface Surroundings {
  /** The shell that has the terminal. */
  readonly state: () => ShellState;
  readonly otpModules: ReadonlyMap<symbol, OtpModule>;
  /** The names of all module files. */
  readonly moduleNames: () => Iterable<string>;
  /** Name and arity of each export, if the module is loaded. */
  readonly loadedExports: (module: symbol) => Iterable<readonly [name: symbol, arity: number]> | undefined;
  /** The text of a module's file; undefined if there is none. */
  readonly moduleText: (module: symbol) => string | undefined;
  /** Commands that are no functions of shell_default. */
  readonly specials: () => Iterable<string>;
  readonly docs: () => OtpDocs;
  readonly files: (folder: string) => Iterable<string>;
}

const SHELL_DEFAULT = Symbol.for("shell_default");
const ERLANG = Symbol.for("erlang");
/** A rest parameter takes any number; so many are offered. */
const MOST = 255;

/** The sources of completion in these surroundings. */
export function completionSources(around: Surroundings): CompletionSources {
  const declared = (module: string): Declaration[] => {
    const symbol = moduleSymbol(module);
    const text = around.otpModules.has(symbol) ? undefined : around.moduleText(symbol);
    return declarationsOf(text ?? "").filter(({ exported }) => exported);
  };
  const record = (name: string) => around.state().records.get(moduleSymbol(name));
  return {
    *modules() {
      for (const module of around.otpModules.keys()) yield written(module);
      for (const name of around.moduleNames()) yield written(Symbol.for(name));
    },
    *functions(module) {
      const symbol = moduleSymbol(module);
      const own = around.otpModules.get(symbol);
      if (own !== undefined) {
        for (const choice of entriesOf(own)) if (choice.text !== "module_info") yield choice;
        return;
      }
      const loaded = around.loadedExports(symbol);
      if (loaded !== undefined) {
        for (const [name, arity] of loaded) yield { text: written(name), arity };
        return;
      }
      for (const { name, parameters } of declared(module)) {
        const [min, max] = aritiesOf(parameters);
        const text = written(Symbol.for(name));
        for (let arity = min; arity <= Math.min(max, Number.isFinite(max) ? MOST : min); arity++)
          yield { text, arity };
      }
    },
    *commands() {
      for (const key of around.specials()) yield choiceOf(key);
      const commands = around.otpModules.get(SHELL_DEFAULT);
      if (commands !== undefined) yield* entriesOf(commands);
    },
    *bifs() {
      for (const choice of entriesOf(around.otpModules.get(ERLANG) as OtpModule)) {
        if (isAutoImported(choice.text, choice.arity as number)) yield choice;
      }
    },
    *definitions() {
      for (const { name, arity, fun } of around.state().functions.values()) {
        if (fun !== undefined) yield { text: written(name), arity };
      }
    },
    bindings: () => around.state().bindings.keys(),
    *records() {
      for (const name of around.state().records.keys()) yield written(name);
    },
    *fields(name) {
      const form = record(name);
      for (const field of form === undefined ? [] : recordFields(form)) yield written(field.name);
    },
    keys(variable) {
      const value = around.state().bindings.get(variable);
      return isMap(value) ? mapEntries(value).map(([key]) => format("~tp", [key])) : undefined;
    },
    recordOf(variable) {
      const value = around.state().bindings.get(variable);
      const tag = isTuple(value) && isAtom(value[0]) ? value[0] : undefined;
      return tag !== undefined && around.state().records.has(tag) ? written(tag) : undefined;
    },
    *boundKeys() {
      for (const value of around.state().bindings.values()) {
        if (isMap(value)) for (const [key] of mapEntries(value)) if (isAtom(key)) yield written(key);
      }
    },
    *atoms() {
      const { commands, results } = around.state().history;
      for (const exprs of commands.values()) for (const atom of atomsOfCode(exprs)) yield written(atom);
      for (const result of results.values()) for (const atom of atomsOfTerm(result)) yield written(atom);
    },
    signatures(module, name) {
      if (module === undefined) {
        return isAutoImportedName(name) ? otpSignatures(around, "erlang", name) : [];
      }
      if (around.otpModules.has(moduleSymbol(module))) return otpSignatures(around, module, name);
      return declared(module)
        .filter((declaration) => written(Symbol.for(declaration.name)) === name)
        .map((declaration) => moduleSignature(module, declaration));
    },
    files: around.files,
  };
}

/** The names in a folder; none if it cannot be read. */
export function filesIn(disk: Files, folder: string): string[] {
  const path = folder.startsWith("/") ? folder : `${disk.cwd()}/${folder}`;
  const isFolder = (name: string): boolean => {
    try {
      return disk.info(path + name, true).kind === "directory";
    } catch (error) {
      if (isError(error) && "code" in error) return false;
      throw error;
    }
  };
  try {
    return ["..", ...disk.list(path)].map((name) => (isFolder(name) ? `${name}/` : name));
  } catch (error) {
    if (isError(error) && "code" in error) return [];
    throw error;
  }
}

/** The symbol of a name as it is written: `'quoted atom'` too. */
function moduleSymbol(name: string): symbol {
  return Symbol.for(name.startsWith("'") ? name.slice(1, -1).replace(/\\(.)/g, "$1") : name);
}

function written(atom: unknown): string {
  return writeAtom(atom as symbol, false);
}

function* entriesOf(module: OtpModule): Iterable<Choice> {
  for (const { name, arity } of module.entries.values()) yield { text: written(name), arity };
}

function choiceOf(key: string): Choice {
  const slash = key.lastIndexOf("/");
  return { text: key.slice(0, slash), arity: Number(key.slice(slash + 1)) };
}

function otpSignatures(around: Surroundings, module: string, name: string): Signature[] {
  const { functions } = around.docs();
  const own = around.otpModules.get(moduleSymbol(module)) as OtpModule;
  return [...own.entries.values()]
    .filter((entry) => written(entry.name) === name)
    .sort((a, b) => a.arity - b.arity)
    .map(({ arity }) => {
      const doc = functions.get(`${module}:${name}/${arity}`);
      const named = /\((.*)\)$/.exec(doc?.head ?? "")?.[1].split(", ") ?? [];
      const parameters =
        named.length === arity ? named : Array.from({ length: arity }, (_, i) => `Arg${i + 1}`);
      return { head: `${module}:${name}(`, parameters, tail: ")", about: firstLine(doc?.text ?? "") };
    });
}

/** `m:add(a: number, b?: number): number`, from the declaration in the source. */
function moduleSignature(module: string, { signature, comment, parameters }: Declaration): Signature {
  const open = parameterStart(signature);
  const { parts, end } = partsOf(signature, open);
  const name = signature.slice(0, open);
  return {
    head: `${module}:${name}(`,
    parameters: parameters.length === 0 ? [] : parts,
    tail: signature.slice(end),
    about: firstLine(comment),
  };
}

/** Where the parenthesis of the parameters is: behind type parameters, which may have some of their own. */
function parameterStart(signature: string): number {
  let depth = 0;
  for (let at = 0; at < signature.length; at++) {
    if (signature[at] === "<") depth++;
    else if (signature[at] === ">" && signature[at - 1] !== "=") depth--;
    else if (signature[at] === "(" && depth === 0) return at;
  }
  return signature.length;
}

/** The parameters of `(a: A, b: B): C`, and where their closing parenthesis is. */
function partsOf(signature: string, open: number): { parts: string[]; end: number } {
  const parts: string[] = [];
  let depth = 0;
  let from = open + 1;
  for (let at = open; at < signature.length; at++) {
    const character = signature[at];
    if ("([{<".includes(character)) depth++;
    else if (")]}".includes(character) || (character === ">" && signature[at - 1] !== "=")) depth--;
    if (depth === 0 || (depth === 1 && character === ",")) {
      parts.push(signature.slice(from, at).trim());
      from = at + 1;
    }
    if (depth === 0) return { parts, end: at };
  }
  return { parts, end: signature.length };
}

/** The first sentence or line. */
function firstLine(text: string): string {
  return /^[^\n]*?(?=[.:]?\n|\.\s|$)/.exec(text)?.[0] ?? "";
}
