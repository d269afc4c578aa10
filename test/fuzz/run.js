// run — `npm run fuzz`: random expressions, answered here and by the `erl` on the PATH (or named by ERL), until the two
// differ. Builds the fuzzer and a shell from src/ below node_modules, and leaves dist/ alone.
//
//   npm run fuzz -- --cases 20000 --seed 7 --kind bits,compr --differences 5
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const bundles = resolve(here, `../../node_modules/.eshell-fuzz-${process.pid}`);
const folder = mkdtempSync(join(tmpdir(), "eshell-fuzz-"));
try {
  await build({
    entryPoints: { fuzz: join(here, "fuzz.ts"), shell: resolve(here, "../../src/main.ts") },
    outdir: bundles,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    packages: "external",
    logLevel: "warning",
  });
  const { fuzz } = await import(pathToFileURL(join(bundles, "fuzz.js")).href);
  process.exitCode = await fuzz(process.argv.slice(2), { folder, shell: join(bundles, "shell.js") });
} finally {
  rmSync(folder, { recursive: true, force: true });
  rmSync(bundles, { recursive: true, force: true });
}
