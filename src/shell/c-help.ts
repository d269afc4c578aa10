// c-help — h/1,2,3: help about modules and functions, from doc comments.
//
// Mirrors h/1,2,3 of c.erl. A TypeScript module's comments and signatures are read from its file at the time of asking,
// loaded or not; those of the OTP modules from the source of this system (otp-docs.ts).
import { aritiesOf, type Declaration, declarationsOf, headOf } from "../code/doc-comments.ts";
import { OtpSource } from "../stdlib/otp-source.ts";
import type { Callable, OtpModule } from "../stdlib/table.ts";
import { atomName, isAtom } from "../terms/atom.ts";
import { functionClause } from "../terms/exception.ts";
import type { Term } from "../terms/term.ts";
import { tuple2 } from "../terms/tuple.ts";
import { C, shownAs } from "./call.ts";
import type { OtpDocs } from "./otp-docs.ts";
import { print } from "./print.ts";
import { renderDocs } from "./render-docs.ts";

const OK = Symbol.for("ok");
const ERROR = Symbol.for("error");

/** Where help finds what it prints. */
export interface HelpSources {
  /** The text of the file of a TypeScript module; undefined if there is none. */
  moduleText(module: symbol): string | undefined;
  /** The OTP modules. */
  readonly modules: ReadonlyMap<symbol, OtpModule>;
  /** What the source of the OTP modules says. */
  readonly docs: () => OtpDocs;
}

/** What h/1,2,3 print about a module or a function; an atom that says what there is not. */
export function helpText(
  sources: HelpSources,
  module: symbol,
  name: symbol | undefined,
  arity: Term,
): string | symbol {
  const own = sources.modules.get(module);
  if (own !== undefined) {
    const docs = sources.docs();
    return name === undefined ? otpModuleHelp(own, docs) : otpFunctionHelp(own, docs, name, arity);
  }
  const text = sources.moduleText(module);
  if (text === undefined) return NON_EXISTING;
  return name === undefined ? moduleHelp(module, text) : functionHelp(text, name, arity);
}

/** Functions of module c by name. */
export function helpCommands(sources: HelpSources): Record<string, readonly [Callable, ...number[]]> {
  return {
    h: [
      shownAs([], function* h(module: Term, name?: Term, arity?: Term) {
        if (!isAtom(module)) throw CODE.noClause("get_doc", [module], 2226, C.item("h2", 2, 221));
        if (name !== undefined && !isAtom(name)) throw functionClause(SHELL_DOCS, RENDER, [module, name]);
        const asked = name && Symbol.for(atomName(name));
        const answer = helpText(sources, Symbol.for(atomName(module)), asked, arity);
        if (typeof answer !== "string") return tuple2(ERROR, answer);
        yield* print(answer);
        return OK;
      }),
      1,
      2,
      3,
    ],
    ht: noneOf("ht", "types"),
    hcb: noneOf("hcb", "callbacks"),
  };

  /** Help about types and callbacks: no module here says anything of them. */
  function noneOf(command: string, what: string): readonly [Callable, ...number[]] {
    const help = shownAs([], function* help(module: Term, name?: Term) {
      if (!isAtom(module)) throw CODE.noClause("get_doc", [module], 2226, C.item(command, 1, 260));
      if (!sources.modules.has(module as symbol) && sources.moduleText(module as symbol) === undefined)
        return tuple2(ERROR, NON_EXISTING);
      if (name !== undefined) return tuple2(ERROR, Symbol.for("type_missing"));
      yield* print(`\t${atomName(module)}\n\nThere are no ${what} in this module\n`);
      return OK;
    });
    return [help, 1, 2, 3];
  }
}

const CODE = new OtpSource("code");

const SHELL_DOCS = Symbol.for("shell_docs");
const RENDER = Symbol.for("render");
const NON_EXISTING = Symbol.for("non_existing");
const FUNCTION_MISSING = Symbol.for("function_missing");

const missing = (what: string) => `There is no documentation for ${what}`;

function otpModuleHelp({ name }: OtpModule, docs: OtpDocs): string {
  const module = atomName(name);
  return renderDocs([`\t${module}`], docs.modules.get(module) || missing(module));
}

function otpFunctionHelp(module: OtpModule, docs: OtpDocs, name: symbol, arity: Term): string | symbol {
  const entries = [...module.entries.values()]
    .filter((entry) => entry.name === name && (arity === undefined || entry.arity === arity))
    .sort((a, b) => a.arity - b.arity);
  if (entries.length === 0) return FUNCTION_MISSING;
  // What one comment documents is printed together.
  const heads = new Map<string, string[]>();
  for (const entry of entries) {
    const short = `${atomName(name)}/${entry.arity}`;
    const doc = docs.functions.get(`${atomName(module.name)}:${short}`) ?? {
      head: short,
      text: missing(short),
    };
    heads.set(doc.text, [...(heads.get(doc.text) ?? []), `  ${doc.head}`]);
  }
  return [...heads].map(([text, shown]) => renderDocs(shown, text)).join("");
}

function moduleHelp(module: symbol, text: string): string {
  const name = atomName(module);
  const exported = declarationsOf(text).filter((declaration) => declaration.exported);
  const signatures = exported.map(({ signature }) => `    ${signature}\n`).join("");
  return `${renderDocs([`\t${name}`], headOf(text) || missing(name))}${signatures && `\nFunctions\n\n${signatures}`}`;
}

function functionHelp(text: string, name: symbol, arity: Term): string | symbol {
  const asked = declarationsOf(text).filter(
    (declaration) => declaration.exported && declaration.name === atomName(name) && takes(declaration, arity),
  );
  if (asked.length === 0) return FUNCTION_MISSING;
  const heads = new Map<string, string[]>();
  for (const { comment, signature } of asked)
    heads.set(comment, [...(heads.get(comment) ?? []), `  ${signature}`]);
  return [...heads]
    .map(([comment, shown]) => renderDocs(shown, described(comment) || missing(`${atomName(name)}`)))
    .join("");
}

function takes({ parameters }: Declaration, arity: Term): boolean {
  const [min, max] = aritiesOf(parameters);
  return arity === undefined || (arity >= min && arity <= max);
}

/** A doc comment with its tags as a list: `@param x what it is`. */
function described(comment: string): string {
  return comment
    .replace(/^@param\s+(?:\{[^}]*\}\s*)?([\w$]+)\s*-?\s*/gm, "\n- $1: ")
    .replace(/^@returns?\s+/gm, "\n- returns ")
    .replace(/^@throws?\s+/gm, "\n- throws ")
    .replace(/^@example\s*$/gm, "");
}
