// When a file that somebody is saving may be read. Time is the test's: each wait ends when the test lets it pass.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Disk } from "../../src/code/disk.ts";
import { MemoryDisk } from "../../src/code/memory-disk.ts";
import { Settling } from "../../src/code/settle.ts";

/** A disk whose waits end when time passes. */
class TimedDisk extends MemoryDisk implements Disk {
  nowAt = 0;
  #waiting: { at: number; resolve: () => void }[] = [];

  override wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.#waiting.push({ at: this.nowAt + ms, resolve }));
  }

  async advance(ms: number): Promise<void> {
    const end = this.nowAt + ms;
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      const next = this.#waiting.sort((a, b) => a.at - b.at)[0];
      if (next === undefined || next.at > end) break;
      this.#waiting.shift();
      this.nowAt = next.at;
      next.resolve();
    }
    this.nowAt = end;
  }
}

function world() {
  const disk = new TimedDisk();
  const told: string[] = [];
  const settling = new Settling(disk, {
    seen: (_path, text) => told.push(`${disk.nowAt} seen ${text}`),
    fresh: (_path, text) => told.push(`${disk.nowAt} fresh ${text}`),
    settled: (_path, text) => told.push(`${disk.nowAt} settled ${text}`),
  });
  return { disk, told, settling };
}

test("a text is fresh after 4 ms, and settled after 60", async () => {
  const { disk, told, settling } = world();
  disk.write("/m.ts", "a");
  settling.touch("/m.ts");
  settling.touch("/m.ts");
  await disk.advance(1000);
  expect(told).toEqual(["0 seen a", "4 fresh a", "60 settled a"]);
});

test("a save in pieces is never settled half-way, nor fresh while the pieces come", async () => {
  const { disk, told, settling } = world();
  disk.write("/m.ts", "");
  settling.touch("/m.ts");
  for (const text of ["a", "ab", "abc"]) {
    await disk.advance(3);
    disk.write("/m.ts", text);
  }
  await disk.advance(1000);
  expect(told.filter((line) => !line.includes("seen"))).toEqual(["16 fresh abc", "72 settled abc"]);
});

test("a change that no news came of is found by a later look", async () => {
  const { disk, told, settling } = world();
  disk.write("/m.ts", "a");
  settling.touch("/m.ts");
  await disk.advance(100);
  disk.write("/m.ts", "b");
  await disk.advance(1000);
  expect(told.at(-1)).toBe("210 settled b");
});

test("news during the last looks have the file looked at as long again", async () => {
  const { disk, told, settling } = world();
  disk.write("/m.ts", "a");
  settling.touch("/m.ts");
  await disk.advance(149);
  settling.touch("/m.ts");
  await disk.advance(50);
  disk.write("/m.ts", "b");
  await disk.advance(1000);
  expect(told.at(-1)).toContain("settled b");
});

test("a file that is replaced by renaming is not gone; one that is deleted is", async () => {
  const { disk, told, settling } = world();
  disk.write("/m.ts", "a");
  disk.remove("/m.ts");
  settling.touch("/m.ts");
  await disk.advance(2);
  disk.write("/m.ts", "b");
  await disk.advance(1000);
  disk.remove("/m.ts");
  settling.touch("/m.ts");
  await disk.advance(1000);
  expect(told.filter((line) => line.includes("settled"))).toEqual(["64 settled b", "1062 settled undefined"]);
});

test("whatever is saved when, the last text is settled, and no text that was never saved", async () => {
  const save = fc.record({ afterMs: fc.integer({ min: 0, max: 200 }), news: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(save, { minLength: 1, maxLength: 12 }), async (saves) => {
      const { disk, told, settling } = world();
      for (const [i, { afterMs, news }] of saves.entries()) {
        await disk.advance(afterMs);
        disk.write("/m.ts", `text ${i}`);
        // Watchers hold back news that follow others within 50 ms.
        if (news || afterMs > 50) settling.touch("/m.ts");
        else if (i === 0) settling.touch("/m.ts");
      }
      await disk.advance(1000);
      const last = told.filter((line) => line.includes("settled")).at(-1);
      expect(last?.endsWith(`settled text ${saves.length - 1}`)).toBe(true);
    }),
    { numRuns: 100 },
  );
});

test("once it is closed, nothing is told any more", async () => {
  const { disk, told, settling } = world();
  disk.write("/m.ts", "a");
  settling.touch("/m.ts");
  settling.close();
  await disk.advance(1000);
  settling.touch("/m.ts");
  await disk.advance(1000);
  expect(told).toEqual(["0 seen a"]);
});
