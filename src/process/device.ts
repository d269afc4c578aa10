// device — a group leader that can be written to at once.
//
// io:format from plain TypeScript cannot wait for a reply of the I/O protocol. A group leader that is the shell's own
// is registered with its system as a device; io writes to it directly, in the order of the calls.

export interface Device {
  /** Writes the characters; never waits. */
  write(chars: string): void;
  /** Width and height in characters, where it is a terminal. */
  readonly columns?: number;
  readonly rows?: number;
}
