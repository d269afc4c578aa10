// shell_default — the modules that commands at the prompt are looked for in: shell_default, c, and shell itself.
//
// `m(lists)` at the prompt is shell_default:m/1, which is c:m/1. Here the three are tables of a shell, made with its
// parts; what is not here is `undefined shell command`.
import { format } from "../format/format.ts";
import { receiveFrame, TIMEOUT } from "../process/receive.ts";
import { self } from "../process/signals.ts";
import { OtpSource } from "../stdlib/otp-source.ts";
import { type Callable, type OtpModule, otpModule } from "../stdlib/table.ts";
import { toArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { tuple2 } from "../terms/tuple.ts";
import { codeCommands, type Loading } from "./c-code.ts";
import { fileCommands } from "./c-files.ts";
import { type HelpSources, helpCommands } from "./c-help.ts";
import { infoCommands } from "./c-info.ts";
import { C, call, command } from "./call.ts";
import { C_COMMANDS, HELP, SHELL_COMMANDS } from "./help-text.ts";
import { print } from "./print.ts";
import type { ShellSettings } from "./shell-state.ts";

const OK = Symbol.for("ok");
const ERROR = Symbol.for("error");

type Table = Record<string, Callable | readonly [Callable, ...number[]]>;

/** The modules `shell_default`, `c` and `shell` of a shell. */
export function shellModules(state: ShellSettings, code: Loading, help: HelpSources): OtpModule[] {
  const commands: Table = {
    ...infoCommands,
    ...fileCommands,
    ...codeCommands(code),
    ...helpCommands(help),
    help: helpCommand(HELP, true),
    flush: command("flush", 0, function* flush() {
      for (;;) {
        const message = yield receiveFrame(null, 0);
        if (message === TIMEOUT) return OK;
        yield* print(format("Shell got ~tp~n", [message]));
      }
    }),
    q() {
      state.leaving = true;
      return OK;
    },
    // A tool for Erlang source, of which a system of TypeScript modules has none.
    y: [
      command("y", 1, function* y(file: Term) {
        const name = format("~ts", [file]);
        const source = name.endsWith(".yrl") ? name : `${name}.yrl`;
        if (yield* call("filelib", "is_regular", source)) return tuple2(ERROR, Symbol.for("enotsup"));
        yield* print(`${source}: no such file or directory\n`);
        return ERROR;
      }),
      1,
      2,
    ],
    erlangrc(paths: Term) {
      if (toArray(paths) === undefined) throw C.noClause("erlangrc", [paths], 1098);
      return tuple2(ERROR, Symbol.for("enoent"));
    },
    bi: command("bi", 1, function* bi(item: Term) {
      const info = yield* call("erlang", "system_info", item);
      yield* print(format(typeof info === "string" || info instanceof Uint8Array ? "~ts" : "~w", [info]));
      return OK;
    }),
  };
  return [
    otpModule("shell_default", commands),
    otpModule("c", { ...commands, help: helpCommand(C_COMMANDS, OK) }),
    otpModule("shell", shellTable(state)),
  ];
}

function helpCommand(text: string, answer: Term): Callable {
  return command("help", 0, function* help() {
    yield* print(text);
    return answer;
  });
}

function shellTable(state: ShellSettings): Table {
  const source = new OtpSource("shell");
  const check = (name: string, arg: Term, valid: boolean, line: number): void => {
    if (!valid) throw source.noClause(name, [arg], line);
  };
  const isCount = (arg: Term) => Number.isInteger(arg) && arg >= 0;
  return {
    help: helpCommand(SHELL_COMMANDS, true),
    strings(flag: Term) {
      const before = state.strings;
      state.strings = flag;
      return before;
    },
    history(count: Term) {
      check("history", count, isCount(count), 2066);
      const before = state.keepCommands;
      state.keepCommands = count;
      return before;
    },
    results(count: Term) {
      check("results", count, isCount(count), 2076);
      const before = state.keepResults;
      state.keepResults = count;
      return before;
    },
    catch_exception(flag: Term) {
      const before = state.catchException;
      state.catchException = flag;
      return before;
    },
    prompt_func(func: Term) {
      const before = state.promptFunc;
      state.promptFunc = func;
      return before;
    },
    prompt_width(prompt: Term) {
      return format("~ts", [prompt]).length;
    },
    whereis_evaluator() {
      return self();
    },
  };
}
