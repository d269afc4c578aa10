#!/usr/bin/env node
// eshell — starts the shell from its bundle. In a checkout, `npm start` (bin/setup.js) builds that first.
import { existsSync } from "node:fs";

const main = new URL("../dist/main.js", import.meta.url);
if (!existsSync(main)) {
  const { setup } = await import("./setup.js");
  await setup({ dev: false });
}
await import(main.href);
