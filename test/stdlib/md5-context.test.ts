import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { md5Add, md5End, md5Start } from "../../src/stdlib/md5-context.ts";

test("piece by piece gives the digest of the whole, however it is cut", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 150 }), { maxLength: 5 }), (pieces) => {
      const digest = md5End(pieces.reduce(md5Add, md5Start()));
      expect(Buffer.from(digest)).toEqual(createHash("md5").update(Buffer.concat(pieces)).digest());
    }),
  );
});
test("a state is not changed by what is added to it", () => {
  const start = md5Start();
  md5Add(start, new Uint8Array(100));
  expect(start).toEqual(md5Start());
});
