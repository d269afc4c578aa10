// project-disk — the disk of a scripted session: the real one, with the script's own edits of module files on top.
//
// Nothing is ever written to the real disk. Modules that come from memory hide the files of the module folder, which
// need not exist, but not what lies around it: a package is found as it would be from a file there.
//
// Invariant: a file that the script saved is settled; the clock is that of the real disk, not the session's.
import type { DirectoryEntry, Disk, FileStat } from "../code/disk.ts";
import type { ScriptDisk } from "../shell/scripted-session.ts";

interface Saved {
  readonly text: string;
  readonly mtimeMs: number;
}

/** Long enough ago for a file to be settled. */
const AGE_MS = 1000;

export class ProjectDisk implements ScriptDisk {
  readonly #disk: Disk;
  readonly #root: string;
  readonly #hides: boolean;
  /** Files of the script by path; null where it has removed one. */
  readonly #saved = new Map<string, Saved | null>();
  #saves = 0;

  /** `hides`: the real files below `root` are not seen. */
  constructor(disk: Disk, root: string, hides: boolean) {
    this.#disk = disk;
    this.#root = root;
    this.#hides = hides;
  }

  write(path: string, text: string): void {
    // Each save has a time of its own.
    this.#saved.set(path, { text, mtimeMs: this.nowMs() - AGE_MS + this.#saves++ / 1024 });
  }

  remove(path: string): void {
    this.#saved.set(path, null);
  }

  list(folder: string): readonly DirectoryEntry[] | undefined {
    const entries = new Map<string, DirectoryEntry>();
    const real = this.#isHidden(folder) ? undefined : this.#disk.list(folder);
    for (const entry of real ?? []) entries.set(entry.name, entry);
    for (const [path, saved] of this.#saved) {
      if (!path.startsWith(`${folder}/`)) continue;
      const [name, ...below] = path.slice(folder.length + 1).split("/");
      if (saved !== null) entries.set(name, { name, kind: below.length === 0 ? "file" : "folder" });
      else if (below.length === 0) entries.delete(name);
    }
    return real === undefined && entries.size === 0 ? undefined : [...entries.values()];
  }

  read(path: string): string | undefined {
    const saved = this.#saved.get(path);
    if (saved !== undefined) return saved?.text;
    return this.#isHidden(path) ? undefined : this.#disk.read(path);
  }

  stat(path: string): FileStat | undefined {
    const saved = this.#saved.get(path);
    if (saved === null) return undefined;
    if (saved !== undefined) {
      return { kind: "file", size: Buffer.byteLength(saved.text), mtimeMs: saved.mtimeMs };
    }
    const real = this.#isHidden(path) ? undefined : this.#disk.stat(path);
    return real ?? (this.#isFolder(path) ? { kind: "folder", size: 0, mtimeMs: 0 } : undefined);
  }

  realPath(path: string): string | undefined {
    if (this.stat(path) === undefined) return undefined;
    const real = this.#isHidden(path) ? undefined : this.#disk.realPath(path);
    if (real !== undefined) return real;
    // Below a folder that may be a link.
    const root = this.#disk.realPath(this.#root) ?? this.#root;
    return path.startsWith(this.#root) ? root + path.slice(this.#root.length) : path;
  }

  nowMs(): number {
    return this.#disk.nowMs();
  }

  wait(ms: number): Promise<void> {
    return this.#disk.wait(ms);
  }

  waitNow(ms: number): void {
    this.#disk.waitNow(ms);
  }

  #isHidden(path: string): boolean {
    return this.#hides && (path === this.#root || path.startsWith(`${this.#root}/`));
  }

  /** Whether the script has saved a file below. */
  #isFolder(path: string): boolean {
    if (path === this.#root) return true;
    for (const [file, saved] of this.#saved) if (saved !== null && file.startsWith(`${path}/`)) return true;
    return false;
  }
}
