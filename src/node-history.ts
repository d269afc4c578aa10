// node-history — the file of the shell's history, in the folder that the XDG rules give for such state.
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";
import type { HistoryPort } from "./shell/history-store.ts";

/** Others may not read what was typed. */
const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;

/** `$XDG_STATE_HOME/eshell-ts/history`, or `~/.local/state/eshell-ts/history`. */
export function nodeHistory(): HistoryPort {
  const state = process.env.XDG_STATE_HOME ?? "";
  const folder = join(isAbsolute(state) ? state : join(homedir(), ".local", "state"), "eshell-ts");
  const file = join(folder, "history");
  return {
    read() {
      try {
        return readFileSync(file, "utf8");
      } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
        throw error;
      }
    },
    append(text) {
      makeFolder(folder);
      appendFileSync(file, text, { mode: PRIVATE_FILE });
    },
    replace(text) {
      const fresh = `${file}.${process.pid}`;
      writeFileSync(fresh, text, { mode: PRIVATE_FILE });
      renameSync(fresh, file);
    },
  };
}

/**
 * Makes a folder and those above it, one by one: Node's own way of making them all never ends where one is missing that
 * nobody can make, as in /proc.
 */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: PRIVATE_FOLDER });
  } catch (error) {
    // Another shell may have made it meanwhile.
    if (!existsSync(folder)) throw error;
  }
}
