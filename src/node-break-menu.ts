// node-break-menu — the menu of ^C on the real terminal, with what it tells about this program.
import { startBreakMenu } from "./shell/break-menu.ts";
import type { Session } from "./shell/session.ts";
import type { Tty } from "./shell/tty.ts";
import { VERSION } from "./version.ts";

/** Offers the menu when ^C is typed; `quit` ends the system. */
export function offerBreakMenu({ system, code }: Session, tty: Tty, quit: () => void): void {
  startBreakMenu({
    system,
    tty,
    version: `Eshell-ts ${VERSION} (Node.js ${process.version})`,
    loaded: () => code.allLoaded().map(([module, path]) => `${Symbol.keyFor(module)} (${path})`),
    info: () => [
      ["processes", [...system.processes()].length],
      ["modules loaded", code.allLoaded().length],
      ["heap used", process.memoryUsage().heapUsed],
      ["memory", process.memoryUsage().rss],
      ["uptime (s)", Math.floor(process.uptime())],
    ],
    quit,
  });
}
