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
  /** A new text was seen; whether it is whole is not known yet. */
  seen?(path: string, text: string): void;
  /** The text is whole, as far as one can know so soon. An empty one never is: editors empty a file before they write. */
  fresh?(path: string, text: string): void;
  /** The text is whole; undefined if there is no file any more. */
  settled(path: string, text: string | undefined): void;
}

/** The state of one file while it is looked at. */
interface Watched {
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
    const watched = this.#watched.get(path);
    if (watched !== undefined) {
      watched.touched = true;
      return;
    }
    if (this.#closed) return;
    const fresh = { touched: false };
    this.#watched.set(path, fresh);
    // Nothing in here rejects: what a disk cannot read is no text.
    void this.#look(path, fresh);
  }

  /** No more events. */
  close(): void {
    this.#closed = true;
  }

  async #look(path: string, watched: Watched): Promise<void> {
    const disk = this.#disk;
    let text = disk.read(path);
    if (text !== undefined) this.#events.seen?.(path, text);
    for (let look = 0, elapsedMs = 0; look < LOOKS_MS.length; look++) {
      await disk.wait(LOOKS_MS[look] - elapsedMs);
      if (this.#closed) break;
      elapsedMs = LOOKS_MS[look];
      const { touched } = watched;
      watched.touched = false;
      const now = disk.read(path);
      if (now !== text) {
        text = now;
        if (text !== undefined) this.#events.seen?.(path, text);
        look = -1;
        elapsedMs = 0;
        continue;
      }
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
