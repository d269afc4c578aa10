// settle — when a file that somebody is saving may be read: events only say where to look, the file says what it is.
//
// News of changes come too early (an editor is half-way through), too often (several for one save) and too seldom
// (watchers hold back what follows closely). So after news of a file its text is read at once, and again 4, 16, 60 and
// 150 ms later. A text that was the same at two looks is *fresh*: whole, unless the writer rests in the middle of its
// work. One that was still the same after 60 ms is *settled*. Every change that a look finds begins the looks anew.
//
// Invariant: the last text that was told as settled is what the file has, once nobody writes any more. Times and sizes
// of files are not compared: two saves within one tick of the clock may have the same.
import type { Disk } from "./disk.ts";

const LOOKS_MS = [4, 16, 60, 150];
const SETTLED = LOOKS_MS.indexOf(60);

export interface SettleEvents {
  /** A new text was seen; whether it is whole is not known yet. Not told of an empty one. */
  seen?(path: string, text: string): void;
  /** The text is whole, as far as one can know so soon. An empty one never is: editors empty a file before they write. */
  fresh?(path: string, text: string): void;
  /** The text is whole; undefined if there is no file any more. */
  settled(path: string, text: string | undefined): void;
}

/** The state of one file while it is looked at. */
interface Watched {
  text: string | undefined;
  /** Counts the texts: who looks for an earlier one stops. */
  change: number;
  /** There were news since the last look. */
  touched: boolean;
}

export class Settling {
  readonly #disk: Disk;
  readonly #events: SettleEvents;
  readonly #watched = new Map<string, Watched>();
  #closed = false;

  constructor(disk: Disk, events: SettleEvents) {
    this.#disk = disk;
    this.#events = events;
  }

  /** Something may have happened to the file. */
  touch(path: string): void {
    if (this.#closed) return;
    const watched = this.#watched.get(path);
    if (watched === undefined) {
      const text = this.#disk.read(path);
      const fresh = { text, change: 0, touched: false };
      this.#watched.set(path, fresh);
      this.#begin(path, fresh);
      return;
    }
    watched.touched = true;
    // Files are often emptied before they are written: the look to come would be too late for this.
    this.#isChanged(path, watched);
  }

  /** No more events. */
  close(): void {
    this.#closed = true;
  }

  /** Looks at the file; if it has changed, the looks begin anew. */
  #isChanged(path: string, watched: Watched): boolean {
    const now = this.#disk.read(path);
    if (now === watched.text) return false;
    watched.text = now;
    watched.change++;
    watched.touched = false;
    this.#begin(path, watched);
    return true;
  }

  #begin(path: string, watched: Watched): void {
    if (watched.text) this.#events.seen?.(path, watched.text);
    // Nothing in here rejects: what a disk cannot read is no text.
    void this.#look(path, watched);
  }

  async #look(path: string, watched: Watched): Promise<void> {
    const { text, change } = watched;
    let elapsedMs = 0;
    for (let look = 0; look < LOOKS_MS.length; look++) {
      await this.#disk.wait(LOOKS_MS[look] - elapsedMs);
      if (this.#closed || watched.change !== change) return;
      elapsedMs = LOOKS_MS[look];
      const { touched } = watched;
      watched.touched = false;
      if (this.#isChanged(path, watched)) return;
      if (look === 0 && text) this.#events.fresh?.(path, text);
      if (look === SETTLED) this.#events.settled(path, text);
      // News since the look before may be of a change to come: it is looked at for as long again.
      if (look === LOOKS_MS.length - 1 && touched) {
        look = SETTLED;
        elapsedMs = LOOKS_MS[SETTLED];
      }
    }
    this.#watched.delete(path);
  }
}
