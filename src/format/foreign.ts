// foreign — how a JavaScript value that is no Erlang term prints: `#JS<Date 2026-11-22T12:00:00.000Z>`, one short line.

import { inspect } from "node:util";
import { isError } from "../terms/realm.ts";

const MAX_LENGTH = 72;

/** A value without a form in Erlang, as `#JS<Class …>`: its class and, shortened, what it holds. */
export function writeForeign(value: unknown): string {
  const text = describe(value).replace(/\s+/g, " ");
  return `#JS<${text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH - 3)}...` : text}>`;
}

function describe(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  const name = className(value);
  try {
    if (isError(value)) return value.message === "" ? name : `${name}: ${value.message}`;
    const held = inspect(value, {
      depth: 0,
      breakLength: Number.POSITIVE_INFINITY,
      maxArrayLength: 4,
      maxStringLength: 40,
    });
    return held.startsWith(name) ? held : `${name} ${held}`;
  } catch {
    // A user's own inspect or message threw: its class alone will do.
    return name;
  }
}

function className(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null || typeof prototype !== "object") return "Object";
  const made = Object.getOwnPropertyDescriptor(prototype, "constructor")?.value;
  return typeof made === "function" && made.name !== "" ? made.name : "Object";
}
