// setup — makes a checkout ready: installs the locked packages and bundles src/ into dist/, each only if needed.
//
//   node bin/setup.js          what the shell needs
//   node bin/setup.js --dev    what the tests need as well
//   node bin/setup.js --types  and the declarations that the package is published with
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const installed = `${root}node_modules/.eshell-installed`;
const built = `${root}dist/.built`;

/** Installs and builds what is missing or out of date. */
export async function setup({ dev }) {
  install(dev);
  await build();
}

function install(dev) {
  const lock = readFileSync(`${root}package-lock.json`);
  const wanted = createHash("sha256").update(lock).digest("hex");
  const [have, kind] = existsSync(installed) ? readFileSync(installed, "utf8").split(" ") : [];
  if (have === wanted && (kind === "dev" || !dev)) return;
  process.stderr.write("Installing packages …\n");
  const args = ["ci", "--no-audit", "--no-fund", "--loglevel=error", ...(dev ? [] : ["--omit=dev"])];
  const result = spawnSync("npm", args, {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
    shell: process.platform === "win32",
  });
  if (result.status !== 0) process.exit(result.status ?? 1);
  writeFileSync(installed, `${wanted} ${dev ? "dev" : "run"}`);
}

async function build() {
  const newest = newestChange(`${root}src`);
  if (existsSync(built) && Number(readFileSync(built, "utf8")) === newest) return;
  process.stderr.write("Building …\n");
  const { build } = await import("esbuild");
  // Built beside and put in place at the end: a build that fails leaves the last one as it was.
  const fresh = `${root}dist.${process.pid}`;
  await build({
    absWorkingDir: root,
    entryPoints: {
      main: "src/main.ts",
      "eshell-ts": "src/eshell-ts.ts",
      "eshell-ts-testing": "src/eshell-ts-testing.ts",
    },
    outdir: fresh,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    packages: "external",
    sourcemap: true,
    keepNames: false,
    // Half of what a start takes is reading the bundle. Names stay: the runtime's own functions are known by them.
    minifyWhitespace: true,
    logLevel: "warning",
  });
  // Its doc comments are what h/1,2,3 print.
  cpSync(`${root}src/stdlib`, `${fresh}/stdlib`, { recursive: true });
  writeFileSync(`${fresh}/.built`, String(newest));
  rmSync(`${root}dist`, { recursive: true, force: true });
  renameSync(fresh, `${root}dist`);
}

/** The latest change of any file in the folder, and how many there are: a deleted file counts as well. */
function newestChange(folder) {
  let newest = 0;
  let count = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    count++;
    newest = Math.max(newest, statSync(`${entry.parentPath ?? entry.path}/${entry.name}`).mtimeMs);
  }
  return newest + count;
}

/** The declarations of what modules import, for editors and type checks in projects that use the package. */
function declarations() {
  const config = `${root}dist/tsconfig.json`;
  writeFileSync(
    config,
    JSON.stringify({
      extends: "../tsconfig.json",
      compilerOptions: {
        noEmit: false,
        declaration: true,
        emitDeclarationOnly: true,
        rootDir: "../src",
        outDir: "types",
      },
      include: ["../src"],
    }),
  );
  const tsc = `${root}node_modules/typescript/bin/tsc`;
  const result = spawnSync(process.execPath, [tsc, "-p", config], { stdio: "inherit" });
  rmSync(config);
  if (result.status !== 0) process.exit(result.status ?? 1);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const types = process.argv.includes("--types");
  await setup({ dev: types || process.argv.includes("--dev") });
  if (types) declarations();
}
