// save-module — save_module/1: what was defined at the prompt, as a file of Erlang source.
//
// Mirrors local_func(save_module, …) of shell.erl, and asks before it overwrites a file. Differs: the file is written
// and no more, for what is compiled and loaded here are TypeScript modules; so there are no warnings either.
import { writeAtom } from "../format/quote.ts";
import { Exception } from "../terms/exception.ts";
import { fromArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { tuple2 } from "../terms/tuple.ts";
import { call } from "./call.ts";
import { definedFunctions, definedRecords, definitionText, typesText } from "./definitions.ts";
import { print } from "./print.ts";
import type { ShellState } from "./shell-state.ts";

const OK = Symbol.for("ok");
const QUESTION = "File exists, do you want to overwrite it? (y/N)\n";

export function* saveModule(state: ShellState, path: string): Generator<unknown, Term, any> {
  const file = path.slice(path.lastIndexOf("/") + 1);
  const dot = file.indexOf(".");
  if (dot < 0) throw noSuffix(file);
  const name = Symbol.for(file.slice(0, dot));
  if ((yield* call("filelib", "is_file", path)) && (yield* call("io", "get_line", QUESTION)) !== "y\n") {
    yield* print("Aborting save\n");
    return OK;
  }
  const text = Buffer.from(moduleText(state, name), "utf8");
  const written = yield* call("file", "write_file", path, new Uint8Array(text));
  return written === OK ? tuple2(OK, name) : written;
}

function moduleText(state: ShellState, name: symbol): string {
  const functions = definedFunctions(state);
  const exports = functions.map((one) => `${writeAtom(one.name, false)}/${one.arity}`);
  const records = definedRecords(state).map((text) => `${text}\n`);
  return `-module(${writeAtom(name, false)}).

-export([${exports.join(",")}]).

${typesText(state)}
${records.join("")}${functions.map(definitionText).join("\n")}`;
}

/** OTP matches the file's name with `[Module, _]`. */
function noSuffix(file: string): Exception {
  const exception = new Exception("error", tuple2(Symbol.for("badmatch"), fromArray([file])));
  exception.complete = true;
  return exception;
}
