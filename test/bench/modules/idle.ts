// Processes that wait for a message which does not come.
import { receive, spawn } from "eshell-ts";

const stop = Symbol.for("stop");

export function start(count: number) {
  return Array.from({ length: count }, () => spawn(loop));
}

async function loop(): Promise<void> {
  const message = await receive();
  if (message === stop) return;
  return loop();
}
