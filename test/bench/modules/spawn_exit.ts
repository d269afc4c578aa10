// Processes that end at once; a parent that waits for every hundredth.
import { type Pid, receive, self, send, spawn } from "eshell-ts";

const done = Symbol.for("done");

export async function run(count: number): Promise<void> {
  if (count === 0) return;
  spawn(child);
  if (count % 100 === 0) {
    spawn(last, self());
    await receive((m) => m === done);
  }
  return run(count - 1);
}

async function child() {}

async function last(parent: Pid) {
  send(parent, done);
}
