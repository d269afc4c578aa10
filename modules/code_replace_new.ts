// A process that moves to the current version when it is told to: MODULE.loop() is a fully-qualified call.
import { io, receive, spawn, timeout } from "eshell-ts";
import * as MODULE from "./code_replace_new.ts";

const code_switch = Symbol.for("code_switch");

export function start() {
  return spawn(loop);
}

export async function loop(): Promise<never> {
  const message = await receive({ after: 1500 });
  if (message === code_switch) return MODULE.loop(); // the current version
  if (message === timeout) io.format("vsn~p~n", [1]);
  return loop(); // this version
}
