// Two processes that send each other a message in turn: a round trip is two sends, two receives, two tail calls.
import { type Pid, receive, self, send, spawn, type Tuple, tuple } from "eshell-ts";
import * as MODULE from "./ping_pong.ts";

const ping = Symbol.for("ping");
const pong = Symbol.for("pong");
const stop = Symbol.for("stop");

type Request = Tuple<[typeof ping, Pid]>;
const isRequest = (m: unknown): m is Request | typeof stop =>
  m === stop || (Array.isArray(m) && m[0] === ping);
const isPong = (m: unknown): m is typeof pong => m === pong;

export async function run(rounds: number) {
  const server = spawn(MODULE.loop);
  await client(server, rounds);
  send(server, stop);
}

export async function loop(): Promise<void> {
  const message = await receive(isRequest);
  if (message === stop) return;
  send(message[1], pong);
  return loop();
}

async function client(server: Pid, rounds: number): Promise<void> {
  if (rounds === 0) return;
  send(server, tuple(ping, self()));
  await receive(isPong);
  return client(server, rounds - 1);
}
