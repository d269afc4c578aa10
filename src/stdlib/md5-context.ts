// md5-context — MD5 piece by piece, the state between the pieces being a binary: erlang:md5_init/0 and what follows.
//
// The binary holds the four words of the state, eight bytes that are not used, the number of bytes so far, and those of
// the last block that is not full. Differs from OTP in what is behind the state, which is nobody's business.
const SIZE = 96;
const COUNT = 24;
const BLOCK = 32;
const START = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
const SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
const SINES = Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32) | 0);

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The state before the first byte. */
export function md5Start(): Uint8Array {
  const context = new Uint8Array(SIZE);
  const view = viewOf(context);
  START.forEach((word, i) => {
    view.setUint32(i * 4, word, true);
  });
  return context;
}

/** Whether bytes may be such a state. */
export const isMd5Context = (bytes: unknown): bytes is Uint8Array =>
  bytes instanceof Uint8Array && bytes.length === SIZE;

/** The state after more bytes. */
export function md5Add(before: Uint8Array, bytes: Uint8Array): Uint8Array {
  const context = before.slice();
  const view = viewOf(context);
  const count = Number(view.getBigUint64(COUNT, true));
  let used = count % 64;
  for (let i = 0; i < bytes.length; i++) {
    context[BLOCK + used++] = bytes[i];
    if (used < 64) continue;
    addBlock(view);
    used = 0;
  }
  view.setBigUint64(COUNT, BigInt(count + bytes.length), true);
  return context;
}

/** The digest of all bytes so far. */
export function md5End(context: Uint8Array): Uint8Array {
  const count = viewOf(context).getBigUint64(COUNT, true);
  const padding = new Uint8Array(((119 - Number(count % 64n)) % 64) + 1 + 8);
  padding[0] = 0x80;
  viewOf(padding).setBigUint64(padding.length - 8, count * 8n, true);
  return md5Add(context, padding).slice(0, 16);
}

function addBlock(view: DataView): void {
  let [a, b, c, d] = [0, 4, 8, 12].map((at) => view.getInt32(at, true));
  for (let i = 0; i < 64; i++) {
    const round = i >> 4;
    const mixed =
      round === 0
        ? (b & c) | (~b & d)
        : round === 1
          ? (d & b) | (~d & c)
          : round === 2
            ? b ^ c ^ d
            : c ^ (b | ~d);
    const word = [i, 5 * i + 1, 3 * i + 5, 7 * i][round] % 16;
    const sum = (a + mixed + SINES[i] + view.getInt32(BLOCK + word * 4, true)) | 0;
    const shift = SHIFTS[round * 4 + (i % 4)];
    a = d;
    d = c;
    c = b;
    b = (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0;
  }
  [a, b, c, d].forEach((word, i) => {
    view.setInt32(i * 4, (view.getInt32(i * 4, true) + word) | 0, true);
  });
}
