// node-watch — the watcher of module folders: chokidar, whose news of a file are passed on as they come.
//
// Its `change` events come late (a stat lies in between) and, within 50 ms of another, not at all; so what the operating system
// says is passed on as well, at once. It is loaded when it is first wanted.
import { basename, join } from "node:path";
import type { Watcher } from "./code/saves.ts";

export const nodeWatcher: Watcher = {
  async watch(folder, { deep, ignored, touched, failed }) {
    const { watch } = await import("chokidar");
    const watcher = watch(folder, {
      ignored,
      depth: deep ? undefined : 0,
      ignoreInitial: true,
      followSymlinks: false,
      ignorePermissionErrors: true,
      atomic: false,
    });
    watcher.on("all", (_event, path) => touched(path));
    watcher.on("raw", (_event, name, details) => {
      const watched = (details as { watchedPath?: string }).watchedPath;
      if (watched === undefined || typeof name !== "string") return;
      // News of a file come from its own watcher, or from that of its folder.
      touched(basename(watched) === name ? watched : join(watched, name));
    });
    watcher.on("error", (error) => failed(error instanceof Error ? error.message : String(error)));
    await new Promise<void>((resolve) => watcher.once("ready", resolve));
    return () => void watcher.close();
  },
};
