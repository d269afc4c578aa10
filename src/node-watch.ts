// node-watch — the watcher of module folders: chokidar, whose news of a file are passed on as they come.
//
// Its `change` events come late (a stat lies in between) and, within 50 ms of another, not at all; so what the operating system
// says is passed on as well, at once. It is loaded when it is first wanted. A folder that is a link is watched where it is.
import { realpath } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Watcher } from "./code/saves.ts";

export const nodeWatcher: Watcher = {
  async watch(folder, { deep, ignored, touched, failed }) {
    const { watch } = await import("chokidar");
    const real = await realpath(folder).catch((error) => failed(String(error)));
    if (real === undefined) return () => {};
    const asKnown = (path: string) => folder + path.slice(real.length);
    const watcher = watch(real, {
      ignored: (path) => ignored(asKnown(path)),
      depth: deep ? undefined : 0,
      ignoreInitial: true,
      followSymlinks: false,
      ignorePermissionErrors: true,
      atomic: false,
    });
    watcher.on("all", (_event, path) => touched(asKnown(path)));
    watcher.on("raw", (_event, name, details) => {
      const watched = (details as { watchedPath?: string }).watchedPath;
      if (watched === undefined || typeof name !== "string") return;
      // News of a file come from its own watcher, or from that of its folder.
      touched(asKnown(basename(watched) === name ? watched : join(watched, name)));
    });
    watcher.on("error", (error) => failed(error instanceof Error ? error.message : String(error)));
    await new Promise<void>((resolve) => watcher.once("ready", resolve));
    return () => void watcher.close();
  },
};
