// bits — a bit string whose length is no multiple of eight; a binary is a plain Uint8Array.

/** `bitLength` bits, in the leading bits of `bytes`; unused bits of the last byte are zero. Never a multiple of 8. */
export class Bits {
  readonly bytes: Uint8Array;
  readonly bitLength: number;
  constructor(bytes: Uint8Array, bitLength: number) {
    this.bytes = bytes;
    this.bitLength = bitLength;
  }
}
