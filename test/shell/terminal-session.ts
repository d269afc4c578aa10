// terminal-session — a whole system on a terminal in memory: keys go in, the screen can be looked at.
import { MemoryDisk } from "../../src/code/memory-disk.ts";
import { VirtualHost } from "../../src/process/virtual-host.ts";
import type { Paint } from "../../src/shell/paint.ts";
import { type Session, startSession } from "../../src/shell/session.ts";
import { Tty } from "../../src/shell/tty.ts";
import { VirtualTerminal } from "../../src/terminal/virtual-terminal.ts";

const ROOT = "/project/modules";

export interface TerminalOptions {
  readonly editText?: (text: string) => Promise<string>;
  readonly paint?: Paint;
  readonly banner?: string;
}

export class TerminalSession {
  readonly host = new VirtualHost();
  readonly terminal: VirtualTerminal;
  readonly tty: Tty;
  readonly session: Session;
  readonly disk: MemoryDisk;
  status: number | undefined;

  constructor(
    files: Readonly<Record<string, string>> = {},
    columns = 80,
    rows = 24,
    options: TerminalOptions = {},
  ) {
    this.disk = new MemoryDisk({}, () => this.host.systemMs());
    for (const [name, text] of Object.entries(files)) this.disk.write(`${ROOT}/${name}`, text);
    this.terminal = new VirtualTerminal(columns, rows);
    this.tty = new Tty({ port: this.terminal, host: this.host, editText: options.editText });
    this.session = startSession({
      host: this.host,
      disk: this.disk,
      root: ROOT,
      shown: (path) => path.slice("/project/".length),
      lines: this.tty.current,
      banner: options.banner ?? "",
      paint: options.paint,
      halt: (status) => {
        this.status ??= status;
      },
      synchronous: true,
    });
  }

  /** Types these keys, and lets everything happen that needs no time. */
  async type(keys: string): Promise<void> {
    await this.settle();
    this.tty.push(keys);
    await this.settle();
  }

  async settle(): Promise<void> {
    for (let idle = 0; idle < 2; ) {
      await new Promise((resolve) => setImmediate(resolve));
      idle = this.host.run() ? 0 : idle + 1;
    }
  }
}
