#!/usr/bin/env node
// eshell — starts the shell from its bundle. In a checkout, `npm start` (bin/setup.js) builds that first.
import { existsSync } from "node:fs";
import module from "node:module";

const main = new URL("../dist/main.js", import.meta.url);
if (!existsSync(main)) {
  const { setup } = await import("./setup.js");
  await setup({ dev: false });
}
// Where Node can (22.8 and later), it keeps the compiled bundle from one start to the next.
module.enableCompileCache?.();
await import(main.href);
