// documented — the pages and sources of this project that show sessions.
import { readdirSync, readFileSync } from "node:fs";

/** The sources and pages whose sessions take place in a test; paths from the root of the project. */
export function documents(): string[] {
  const sources = readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `src/${name}`);
  return [...sources.sort(), "README.md", "modules/README.md"].filter((path) =>
    /^\s*\*? ?```eshell$/m.test(readFileSync(path, "utf8")),
  );
}

/** The source of the OTP modules, as help reads it. */
export function documentation(): string[] {
  return readdirSync("src/stdlib").map((name) => readFileSync(`src/stdlib/${name}`, "utf8"));
}
