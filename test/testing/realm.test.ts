// Sessions in a test runner that runs tests in a `vm` context of its own, as jest does: there neither Node's errors nor what
// vm.compileFunction compiles are of the test's realm.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { createContext, runInContext } from "node:vm";
import { build } from "esbuild";
import { beforeAll, describe, expect, test } from "vitest";
import type * as Testing from "../../src/eshell-ts-testing.ts";

const MODULES = {
  "m.ts": `import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
export const map = () => new Map([[1, "one"]]);
export const isMap = (map: unknown) => map instanceof Map;
export const list = () => [1, 2];
export const fails = () => {
  throw new TypeError("wrong");
};
export const read = (path: string) => readFileSync(path, "utf8");
export const later = (path: string) => readFile(path, "utf8");
`,
};

let realm: {
  readonly Error: ErrorConstructor;
  readonly Map: MapConstructor;
  readonly Array: ArrayConstructor;
};
let testSession: typeof Testing.testSession;

beforeAll(async () => {
  const entry = "src/eshell-ts-testing.ts";
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "cjs",
    platform: "node",
    packages: "external",
    define: { "import.meta.url": JSON.stringify(pathToFileURL(entry).href) },
    logLevel: "silent",
  });
  const shared = { process, Buffer, Uint8Array, ArrayBuffer, TextDecoder, TextEncoder, URL, performance };
  const context = createContext({
    ...shared,
    require: createRequire(import.meta.url),
    module: { exports: {} },
  });
  // As jest does for its tests.
  runInContext("(dispose) => Object.assign(Symbol, { dispose })", context)(Symbol.dispose);
  runInContext(outputFiles[0].text, context);
  ({ testSession } = context.module.exports as typeof Testing);
  realm = runInContext("({ Error, Map, Array })", context);
});

describe("in a realm that is not Node's", () => {
  test("what a module makes is of the test's realm", async () => {
    using session = testSession({ modules: MODULES });
    expect(realm.Map).not.toBe(Map);
    expect(await session.call("m", "list")).toBeInstanceOf(realm.Array);
    expect(await session.call("m", "map")).toBeInstanceOf(realm.Map);
    expect(await session.call("m", "isMap", new realm.Map())).toBe(true);
    expect(await session.type("m:map().")).toBe('#{1 => "one"}\n');
    await expect(session.call("m", "fails")).rejects.toBeInstanceOf(realm.Error);
  });

  test("an error of a module names the line of its file", async () => {
    using session = testSession({ modules: MODULES });
    expect(await session.type("m:fails().")).toBe(
      "** exception error: TypeError: wrong\n     in function  m:fails/0 (m.ts:7)\n",
    );
  });

  test("errors and promises of Node's are known as such", async () => {
    using session = testSession({ modules: MODULES });
    expect(await session.type('m:read("nosuch").')).toMatch(/^\*\* exception error: Error: ENOENT/);
    await expect(session.value('m:later("nosuch").')).rejects.toMatchObject({ code: "ENOENT" });
    expect(await session.value('is_list(m:later("package.json")).')).toBe(true);
    expect(await session.type('file:read_file("nosuch").')).toBe("{error,enoent}\n");
    expect(await session.type('io:format("~ts~n", [<<255>>]).')).toBe("ÿ\nok\n");
    expect(await session.type("json:decode(<<34,255,34>>).")).toMatch(
      /^\*\* exception error: {invalid_byte,255}/,
    );
  });
});
