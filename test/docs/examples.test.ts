// Every session that the documentation shows takes place, and prints what it says.
import { test } from "vitest";
import { transcripts } from "../../src/eshell-ts-testing.ts";
import { documents } from "./documented.ts";

transcripts(documents(), test);
