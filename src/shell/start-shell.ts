// start-shell — a shell as a whole: its process, what was typed at it, and where the commands it calls are found.
import type { EvalPorts, LocalFunction } from "../eval/ports.ts";
import { callEntry } from "../process/apply.ts";
import type { Process } from "../process/process.ts";
import type { System } from "../process/system.ts";
import type { OtpModule } from "../stdlib/table.ts";
import { atomName } from "../terms/atom.ts";
import type { Term } from "../terms/term.ts";
import { server } from "./server.ts";
import { shellCommands } from "./shell-commands.ts";
import type { ShellState } from "./shell-state.ts";

const APPLY = { module: Symbol.for("erlang"), name: Symbol.for("apply"), arity: 2 };
const USER = Symbol.for("user");
const USER_DRV = Symbol.for("user_drv");
const USER_DEFAULT = Symbol.for("user_default");

/** A running shell. */
export interface Shell {
  readonly process: Process;
  readonly group: Process;
  readonly state: ShellState;
  /** The commands that are no functions of shell_default, by `name/arity`. */
  readonly commands: ReadonlyMap<string, LocalFunction>;
}

export interface ShellPorts {
  readonly commands: ReadonlyMap<string, LocalFunction>;
  readonly ports: EvalPorts;
  /** Whether some command of shell_default or c has that name. */
  readonly isCommand: (name: string) => boolean;
}

/** How expressions typed at a shell reach functions and records: commands, user_default, what was defined. */
export function shellPorts(system: System, state: ShellState, shellDefault: OtpModule): ShellPorts {
  const commands = shellCommands(state, () => ports);
  const names = new Set([...shellDefault.entries.values()].map((entry) => atomName(entry.name)));
  const ports: EvalPorts = {
    builtin: (module, name, arity) => system.functions.builtin(module, name, arity),
    localFunction(name, arity) {
      const key = `${atomName(name)}/${arity}`;
      const special = commands.get(key);
      if (special !== undefined) return special;
      const own = system.functions.lookup(USER_DEFAULT, name as symbol, arity);
      if (own !== undefined) return { call: own };
      const entry = shellDefault.entries.get(key);
      if (entry !== undefined) return { call: (...args) => callEntry(entry, args) };
      const defined = state.localFunction(name, arity);
      return defined === undefined ? undefined : { call: defined.invoke };
    },
    record: (name) => state.record(name),
  };
  return { commands, ports, isCommand: (name) => names.has(name) };
}

/**
 * Starts a shell whose input and output are `group`'s; `supervisors` are those of the process `user`. The end of the input
 * and q/0 end the system, unless they are to do something else.
 */
export function startShell(
  system: System,
  group: Process,
  state: ShellState,
  shellDefault: OtpModule,
  banner: string,
  supervisors: readonly Term[],
  leave: () => void = () => system.halt(0),
): Shell {
  const { commands, ports, isCommand } = shellPorts(system, state, shellDefault);
  const parts = {
    state,
    ports,
    banner,
    isCommand,
    leave,
    ancestors: [group, USER_DRV, system.names.get(USER), ...supervisors],
  };
  const process = system.spawn(() => server(parts), { groupLeader: group, initialCall: APPLY });
  return { process, group, state, commands };
}
