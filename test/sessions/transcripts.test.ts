// The sessions of this folder take place, and print what they say.
import { readdirSync } from "node:fs";
import { test } from "vitest";
import { transcripts } from "../../src/eshell-ts-testing.ts";

const sessions = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".session"));
transcripts(
  sessions.map((name) => `test/sessions/${name}`),
  test,
  { modules: {} },
);
