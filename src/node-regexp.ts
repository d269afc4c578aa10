// node-regexp — regular expressions that would take for ever: V8 goes on with its linear engine once it has gone back
// 50,000 times, if the expression is one for it (no flag i, u or d, nothing that looks around or refers to a group).
//
// The flag is for the whole program, so only the command sets it; a program that runs a system of ours decides itself.
import { setFlagsFromString } from "node:v8";

/** Has expressions that are compiled from now on answered in time that grows with the text only. */
export function limitBacktracking(): void {
  setFlagsFromString("--enable-experimental-regexp-engine-on-excessive-backtracks");
}
