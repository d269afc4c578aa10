// emergency — the end of the program with a text that says why: halt/1 of a string, init:stop/1 of one, a failed boot.
//
// Differs from OTP: no crash dump is written.
import type { System } from "../process/system.ts";
import { ports } from "./ports.ts";

/** What is printed is no longer than this, as in OTP. */
const LONGEST = 1023;

/** Prints the text and ends the program with status 1. Mirrors halt/1 of a string. */
export function emergency(system: System, text: string): void {
  ports.of(system).os.displayError(`${text.slice(0, LONGEST)}\r\n`);
  system.halt(1);
}
