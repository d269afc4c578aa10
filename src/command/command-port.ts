// command-port — what a subcommand of `eshell` gets from outside: where it writes, the folders, the disk, the clock.
import type { Disk } from "../code/disk.ts";
import type { ModuleFolder } from "../code/names.ts";
import type { TypeChecker } from "../code/type-check.ts";
import type { Host } from "../process/host.ts";
import type { Files } from "../stdlib/files-port.ts";
import type { OperatingSystem } from "../stdlib/ports.ts";

/** Where text goes. */
export interface TextSink {
  write(text: string): void;
  /** Whether colours are wanted there: a terminal, and no `NO_COLOR`. */
  readonly colors: boolean;
  /** A line can be replaced there: a terminal that moves its cursor. */
  readonly replaces?: boolean;
}

export interface CommandPort {
  readonly stdout: TextSink;
  readonly stderr: TextSink;
  /** The current folder: an absolute path. */
  readonly cwd: string;
  /** The module folder, by `--modules` or by its rule: an absolute path. */
  readonly root: string;
  readonly host: Host;
  /** Module files, as the code server reads them. */
  readonly disk: Disk;
  /** All files, to read and to write. */
  readonly files: Files;
  readonly os: OperatingSystem;
  /** The type checker of a module folder. */
  readonly types: (folder: ModuleFolder) => TypeChecker;
  /** Options for the tsconfig.json of a folder: where the types are that it has not itself. */
  readonly typeOptions: (folder: string) => object;
  /** The source texts of the OTP modules, for h/1,2,3. */
  readonly documentation: () => Iterable<string>;
}

/** A subcommand, as its module exports it: `src/command/check.ts` is `eshell check`. */
export interface Command {
  /** Runs with the arguments behind the subcommand's name; the result is the exit status. */
  run(args: string[], port: CommandPort): Promise<number>;
}

/** The arguments are wrong: the message is shown with the usage, and the exit status is 2. */
export class UsageError extends Error {}
