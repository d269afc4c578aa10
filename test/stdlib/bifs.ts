// bifs — calling functions of OTP modules from tests: as `M:F(A)` does it, with results printed as Erlang prints them.
import { write } from "../../src/format/write.ts";
import { callEntry } from "../../src/process/apply.ts";
import { System } from "../../src/process/system.ts";
import { VirtualHost } from "../../src/process/virtual-host.ts";
import type { OtpModule } from "../../src/stdlib/table.ts";
import { Exception } from "../../src/terms/exception.ts";
import type { Term } from "../../src/terms/term.ts";

/** A system that nothing is plugged into. */
export function bareSystem(): System {
  return new System({ host: new VirtualHost(), seed: 1 });
}

/** The result of a call. */
export function call(module: OtpModule, name: string, ...args: Term[]): Term {
  const entry = module.entries.get(`${name}/${args.length}`);
  if (entry === undefined) throw new Error(`no ${name}/${args.length}`);
  return callEntry(entry, args);
}

/** The result of a call as `~w` prints it, or `class:reason`. */
export function shown(module: OtpModule, name: string, ...args: Term[]): string {
  try {
    return write(call(module, name, ...args));
  } catch (thrown) {
    if (thrown instanceof Exception) return `${thrown.class}:${write(thrown.reason)}`;
    throw thrown;
  }
}
