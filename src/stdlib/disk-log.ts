// disk-log — the bytes of a log as OTP's disk_log writes it: a head, then each item with its size before it.
//
// Enough for tables in files (ets-file.ts): a log is written and read as a whole.
import { md5Add, md5End, md5Start } from "./md5-context.ts";

const LOG = [1, 2, 3, 4];
const CLOSED = [99, 88, 77, 11];
const HEAD = 8;
/** What stands before an item: its size, and four bytes by which it is known. */
const ITEM_HEAD = 8;
const ITEM_MARK = 0x62574c41;
/** From this size on an item has the checksum of its size as well. */
const LARGE = 65_528;
const CHECKSUM = 16;

const checksum = (bytes: Uint8Array): Uint8Array => md5End(md5Add(md5Start(), bytes));

/** The log of these items. */
export function writeLog(items: readonly Uint8Array[]): Uint8Array {
  let size = HEAD;
  for (const { length } of items) size += ITEM_HEAD + (length < LARGE ? 0 : CHECKSUM) + length;
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  bytes.set(LOG);
  bytes.set(CLOSED, LOG.length);
  let at = HEAD;
  for (const item of items) {
    view.setUint32(at, item.length);
    view.setUint32(at + 4, ITEM_MARK);
    if (item.length >= LARGE) {
      bytes.set(checksum(bytes.subarray(at, at + 4)), at + ITEM_HEAD);
      at += CHECKSUM;
    }
    bytes.set(item, at + ITEM_HEAD);
    at += ITEM_HEAD + item.length;
  }
  return bytes;
}

/** The items of a log, and whether something is left that is none; undefined if the bytes are no log. */
export function readLog(
  bytes: Uint8Array,
): { readonly items: readonly Uint8Array[]; readonly damaged: boolean } | undefined {
  if (bytes.length < HEAD || LOG.some((byte, i) => bytes[i] !== byte)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const items: Uint8Array[] = [];
  let at = HEAD;
  while (at + ITEM_HEAD <= bytes.length && view.getUint32(at + 4) === ITEM_MARK) {
    const size = view.getUint32(at);
    const start = at + ITEM_HEAD + (size < LARGE ? 0 : CHECKSUM);
    if (start + size > bytes.length) break;
    items.push(bytes.subarray(start, start + size));
    at = start + size;
  }
  return { items, damaged: at !== bytes.length };
}
