// node-watch — the watcher of module folders: chokidar, whose news of a file are passed on as they come.
//
// Its `change` events come late (a stat lies in between) and, within 50 ms of another, not at all; so what the operating system
// says is passed on as well, at once. Whatever happens in a folder, chokidar looks at all the files in it: with 500
// modules that takes longer than a load. So it runs in a thread of its own, and does not hear from a folder that a
// file's content has changed, which it hears from the file. A folder that is a link is watched where it is.
import type { FSWatcher } from "node:fs";
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
    const code = `(${watchFolders})(() => import(${JSON.stringify(chokidar.href)}))`;
    const worker = new Worker(code, { eval: true, workerData });
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
async function watchFolders(load: () => Promise<typeof import("chokidar")>): Promise<void> {
  const fs = process.getBuiltinModule("node:fs");
  const { syncBuiltinESMExports } = process.getBuiltinModule("node:module");
  const { basename, join, sep } = process.getBuiltinModule("node:path");
  const { parentPort, workerData } = process.getBuiltinModule("node:worker_threads");
  const { folders, skipped } = workerData as ForWorker;
  const tell = (message: FromWorker): void => parentPort?.postMessage(message);
  // The inner ones first: one folder may lie in another.
  const roots = folders
    .map(({ folder, deep }) => ({ folder, deep, real: fs.realpathSync(folder) }))
    .sort((a, b) => b.real.length - a.real.length);
  const touched = (path: string): void => {
    const root = roots.find(({ real }) => path.startsWith(real + sep));
    if (root !== undefined) tell(root.folder + path.slice(root.real.length));
  };
  const watchFile = fs.watch as (path: string, options: object, listener: Listener) => FSWatcher;
  const watchQuietly: typeof watchFile = (path, options, listener) =>
    watchFile(path, options, (event, name) => {
      const own = name === null || name === basename(path);
      touched(own ? path : join(path, name));
      if (own || event !== "change") listener(event, name);
    });
  Object.assign(fs, { watch: watchQuietly });
  syncBuiltinESMExports();
  const { watch } = await load();
  let starting = roots.length;
  for (const { deep, real } of roots) {
    const isSkipped = (path: string): boolean =>
      path
        .slice(real.length)
        .split(/[\\/]/)
        .some((name) => skipped.test(name));
    const watcher = watch(real, {
      ignored: isSkipped,
      depth: deep ? undefined : 0,
      ignoreInitial: true,
      followSymlinks: false,
      ignorePermissionErrors: true,
      atomic: false,
    });
    watcher.on("all", (_event, path) => touched(path));
    watcher.on("error", (error) => tell({ failed: error instanceof Error ? error.message : String(error) }));
    watcher.once("ready", () => {
      if (--starting === 0) tell({ ready: true });
    });
  }
}

type Listener = (event: string, name: string | null) => void;
