// node-history — the file of the shell's history, in the folder that the XDG rules give for such state.
import { appendFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
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
      mkdirSync(folder, { recursive: true, mode: PRIVATE_FOLDER });
      appendFileSync(file, text, { mode: PRIVATE_FILE });
    },
    replace(text) {
      const fresh = `${file}.${process.pid}`;
      writeFileSync(fresh, text, { mode: PRIVATE_FILE });
      renameSync(fresh, file);
    },
  };
}
