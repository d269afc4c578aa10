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

/** The files that a page shows, by path: its ts blocks that begin with `// modules/m.ts`, or another path. */
export function filesOf(page: string): Map<string, string> {
  const blocks = readFileSync(page, "utf8").matchAll(/^```ts\n(\/\/ (\w+\/[\w./-]+\.ts)\b[\s\S]*?)^```$/gm);
  return new Map([...blocks].map(([, text, path]) => [path, text]));
}
