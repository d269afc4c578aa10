// start — from the start of the program to its first prompt, in milliseconds: on a pipe, and on a pseudo-terminal where
// `script` of util-linux makes one.
//
//   node start.js COMMAND [ARGUMENT…]     prints one line for each start
import { spawn, spawnSync } from "node:child_process";

const STARTS = 5;
const ESCAPES = /\x1b\[[0-9;?]*[a-zA-Z]/g;
const TIMEOUT_MS = 20_000;

const [command, ...args] = process.argv.slice(2);

/** Starts it and waits for the prompt. */
function timed(program, programArgs) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const env = { ...process.env, TERM: "xterm" };
    const child = spawn(program, programArgs, { env, stdio: ["pipe", "pipe", "ignore"] });
    const timer = setTimeout(() => child.kill("SIGKILL"), TIMEOUT_MS);
    let output = "";
    let took;
    child.stdout.setEncoding("utf8").on("data", (text) => {
      output += text;
      if (took !== undefined || !output.replace(ESCAPES, "").includes("1> ")) return;
      took = performance.now() - start;
      child.stdin.end("halt().\r\n");
    });
    child.stdin.on("error", () => {});
    child.on("exit", () => {
      clearTimeout(timer);
      if (took === undefined) reject(new Error(`${program} shows no prompt:\n${output}`));
      else resolve(took);
    });
  });
}

const quoted = [command, ...args].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
const script = spawnSync("script", ["-qfec", "test -t 0", "/dev/null"], {
  stdio: ["pipe", "ignore", "ignore"],
});
for (let i = 0; i < STARTS; i++) {
  console.log(`start_to_prompt_pipe ${await timed(command, args)}`);
  if (script.status === 0) {
    console.log(`start_to_prompt ${await timed("script", ["-qfec", quoted, "/dev/null"])}`);
  }
}
