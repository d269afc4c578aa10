// memory-disk — files in memory, for tests and scripted sessions: edits, half-written saves, links.
//
// Time is the caller's: an edit is stamped with `nowMs()`. Waiting for a file to settle takes no time; it performs the
// next piece of a save that is being written instead, so that a test can be half-way through one.
import type { DirectoryEntry, Disk, FileStat } from "./disk.ts";

interface File {
  text: string;
  mtimeMs: number;
}

export class MemoryDisk implements Disk {
  readonly #files = new Map<string, File>();
  readonly #links = new Map<string, string>();
  /** Pieces of saves that are still being written, in order. */
  readonly #pending: (() => void)[] = [];
  readonly #clock: () => number;
  /** How often somebody waited for a file to settle. */
  waits = 0;

  constructor(files: Readonly<Record<string, string>> = {}, clock: () => number = () => 1_000_000) {
    this.#clock = clock;
    for (const [path, text] of Object.entries(files)) this.write(path, text, 0);
  }

  /** Saves a file; by default long enough ago to be settled. */
  write(path: string, text: string, mtimeMs = this.nowMs() - 1000 + this.#files.size): void {
    this.#files.set(path, { text, mtimeMs });
  }

  /** Saves a file in pieces: the first now, each other when somebody has waited once. */
  writeSlowly(path: string, pieces: readonly string[]): void {
    let text = pieces[0];
    this.write(path, text, this.nowMs());
    for (const [i, piece] of pieces.slice(1).entries()) {
      this.#pending.push(() => {
        text += piece;
        this.write(path, text, this.nowMs() + i + 1);
      });
    }
  }

  remove(path: string): void {
    this.#files.delete(path);
    this.#links.delete(path);
  }

  /** Makes `path` a symbolic link to a file or folder. */
  link(path: string, target: string): void {
    this.#links.set(path, target);
  }

  list(folder: string): readonly DirectoryEntry[] | undefined {
    const prefix = `${this.#follow(folder)}/`;
    const entries = new Map<string, DirectoryEntry>();
    for (const path of this.#files.keys()) {
      if (!path.startsWith(prefix)) continue;
      const [name, ...below] = path.slice(prefix.length).split("/");
      entries.set(name, { name, kind: below.length === 0 ? "file" : "folder" });
    }
    for (const path of this.#links.keys()) {
      const name = path.slice(prefix.length);
      if (path.startsWith(prefix) && !name.includes("/")) entries.set(name, { name, kind: "link" });
    }
    return entries.size === 0 ? undefined : [...entries.values()];
  }

  read(path: string): string | undefined {
    return this.#files.get(this.#follow(path))?.text;
  }

  stat(path: string): FileStat | undefined {
    const real = this.#follow(path);
    const file = this.#files.get(real);
    if (file !== undefined) {
      return { kind: "file", size: Buffer.byteLength(file.text), mtimeMs: file.mtimeMs };
    }
    for (const other of this.#files.keys()) {
      if (other.startsWith(`${real}/`)) return { kind: "folder", size: 0, mtimeMs: 0 };
    }
    return undefined;
  }

  realPath(path: string): string | undefined {
    return this.stat(path) === undefined ? undefined : this.#follow(path);
  }

  nowMs(): number {
    return this.#clock();
  }

  async wait(_ms: number): Promise<void> {
    this.waitNow(_ms);
  }

  waitNow(_ms: number): void {
    this.waits++;
    this.#pending.shift()?.();
  }

  #follow(path: string): string {
    for (const [link, target] of this.#links) {
      if (path === link || path.startsWith(`${link}/`)) return this.#follow(target + path.slice(link.length));
    }
    return path;
  }
}
