// A thousand processes in a ring pass a number around; a hop is one send and one receive.
import { type Pid, receive, self, send, spawn } from "eshell-ts";

const SIZE = 1000;
const isNumber = (m: unknown): m is number => typeof m === "number";

export async function run(hops: number) {
  let next = self();
  for (let i = 1; i < SIZE; i++) {
    const to = next;
    next = spawn(node, to);
  }
  send(next, hops);
  return node(next);
}

async function node(next: Pid): Promise<void> {
  const left = await receive(isNumber);
  send(next, left - 1);
  if (left <= 0) return;
  return node(next);
}
