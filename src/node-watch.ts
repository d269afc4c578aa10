// node-watch — the watcher of module folders: chokidar, whose news of a file are passed on as they come.
//
// Its `change` events come late (a stat lies in between) and, within 50 ms of another, not at all; so what the operating system
// says is passed on as well, at once. At every change it looks at all files of the folder, so it runs in a thread of its
// own: with 500 modules that takes longer than a load. A folder that is a link is watched where it is.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import type { Watcher, WatchOptions } from "./code/saves.ts";

/** What the thread is told. */
type ForWorker = Pick<WatchOptions, "skipped"> & { readonly folders: Parameters<Watcher["watch"]>[0] };

/** What it tells: a file that is to be looked at, that nothing is missed any more, or why nothing is seen. */
type FromWorker = string | { readonly ready: true } | { readonly failed: string };

export const nodeWatcher: Watcher = {
  async watch(folders, { skipped, touched, failed }) {
    const chokidar = pathToFileURL(createRequire(import.meta.url).resolve("chokidar"));
    const workerData: ForWorker = { folders, skipped };
    const worker = new Worker(`import(${JSON.stringify(chokidar.href)}).then(${watchFolders})`, {
      eval: true,
      workerData,
    });
    let ended = false;
    await new Promise<void>((resolve) => {
      const end = (reason: string): void => {
        if (!ended) failed(reason);
        ended = true;
        resolve();
      };
      worker.on("message", (message: FromWorker) => {
        if (ended) return;
        if (typeof message === "string") touched(message);
        else if ("failed" in message) end(message.failed);
        else resolve();
      });
      worker.on("error", (error) => end(error.message));
      worker.on("exit", () => end("the watcher has ended"));
    });
    return () => {
      ended = true;
      void worker.terminate();
    };
  },
};

/** The code of the thread. It runs from its text, and so refers to nothing outside itself. */
function watchFolders({ watch }: typeof import("chokidar")): void {
  const { realpathSync } = process.getBuiltinModule("node:fs");
  const { basename, join } = process.getBuiltinModule("node:path");
  const { parentPort, workerData } = process.getBuiltinModule("node:worker_threads");
  const { folders, skipped } = workerData as ForWorker;
  const tell = (message: FromWorker): void => parentPort?.postMessage(message);
  let starting = folders.length;
  for (const { folder, deep } of folders) {
    const real = realpathSync(folder);
    const touched = (path: string): void => tell(folder + path.slice(real.length));
    const watcher = watch(real, {
      ignored: (path) =>
        path
          .slice(real.length)
          .split(/[\\/]/)
          .some((name) => skipped.test(name)),
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
    watcher.on("error", (error) => tell({ failed: error instanceof Error ? error.message : String(error) }));
    watcher.once("ready", () => {
      if (--starting === 0) tell({ ready: true });
    });
  }
}
