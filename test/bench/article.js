// article — the article's three sessions through eshell-ts/testing, all together, in milliseconds.
//
//   article          with module texts that were never compiled before
//   article_first    the same as the first thing that a program does: esbuild is started for it
//   session_start    from nothing to a session's first answer
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { testSession } from "../../dist/eshell-ts-testing.js";

const ROUNDS = 9;
const SESSIONS = 50;
const folder = fileURLToPath(new URL("../../modules/", import.meta.url));

/** A session with one of the example modules, in a text of its own for each round. */
function start(name, round) {
  const file = `${name}.ts`;
  const text = `${readFileSync(folder + file, "utf8")}// ${round}\n`;
  const session = testSession({ modules: { [file]: text } });
  const load = async (version) => {
    session.edit(file, text.replace("[1]", `[${version}]`));
    expect(await session.type(`l(${name}).`), `{module,${name}}\n`);
  };
  return { session, load };
}

function expect(printed, expected) {
  if (printed !== expected)
    throw new Error(`${JSON.stringify(printed)} instead of ${JSON.stringify(expected)}`);
}

async function replaced(round) {
  const { session, load } = start("test_load", round);
  expect(await session.type("test_load:print()."), "vsn1\nok\n");
  await load(2);
  expect(await session.type("test_load:print()."), "vsn2\nok\n");
  session.stop();
}

async function sideBySide(round) {
  const { session, load } = start("code_replace", round);
  await session.type("P = code_replace:start().");
  expect(await session.advance(4600), "vsn1\n".repeat(3));
  await load(2);
  await session.type("P2 = code_replace:start().");
  expect(await session.advance(3000), "vsn1\nvsn2\n".repeat(2));
  await load(3);
  expect(await session.advance(3000), "vsn2\n".repeat(2));
  expect(await session.type("erlang:is_process_alive(P)."), "false\n");
  session.stop();
}

async function switching(round) {
  const { session, load } = start("code_replace_new", round);
  await session.type("P = code_replace_new:start().");
  expect(await session.advance(3100), "vsn1\n".repeat(2));
  for (const version of [2, 3, 4]) {
    await load(version);
    await session.type("P ! code_switch.");
    expect(await session.advance(3100), `vsn${version}\n`.repeat(2));
  }
  session.stop();
}

async function timed(run) {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

for (let round = 0; round < ROUNDS; round++) {
  const ms = await timed(async () => {
    await replaced(round);
    await sideBySide(round);
    await switching(round);
  });
  console.log(`${round === 0 ? "article_first" : "article"} ${ms}`);
}
const ms = await timed(async () => {
  for (let i = 0; i < SESSIONS; i++) {
    const session = testSession({ modules: {} });
    expect(await session.type("1 + 1."), "2\n");
    session.stop();
  }
});
console.log(`session_start ${ms / SESSIONS}`);
process.exit(0);
