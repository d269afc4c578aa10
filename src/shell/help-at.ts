// help-at — M-h: what h/1,2 print about the function or module that the cursor is at.
import { type HelpSources, helpText } from "./c-help.ts";
import { contextOf } from "./completion-context.ts";

/** Help about what the text ends with: a function's name, an argument of a call, a module; undefined if it is none. */
export function helpAt(before: string, sources: HelpSources): string | undefined {
  const context = contextOf(before);
  const about = (module: string, name?: string): string | undefined => {
    const text = helpText(
      sources,
      Symbol.for(module),
      name === undefined ? undefined : Symbol.for(name),
      undefined,
    );
    return typeof text === "string" ? text : undefined;
  };
  switch (context.kind) {
    case "function":
      return about(context.module, context.word === "" ? undefined : context.word);
    case "argument":
      return about(context.module ?? "erlang", context.name);
    case "term":
      return about("erlang", context.word) ?? about(context.word);
    default:
      return undefined;
  }
}
