// A process that never leaves the version it was started in: loop() is a local call.
import { io, receive, spawn, timeout } from "eshell-ts";

export function start() {
  return spawn(loop);
}

export async function loop(): Promise<never> {
  const message = await receive({ after: 1500 });
  if (message === timeout) io.format("vsn~p~n", [1]);
  return loop();
}
