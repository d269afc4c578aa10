// check — `eshell check`: compiles and type-checks all modules, for CI.
//
// Status 0 if there is no error, else 1; warnings are no errors. With `--json` the result is one line of JSON:
// `{"modules":2,"errors":1,"warnings":0,"diagnostics":[{"severity","file","line","column","message","code"}]}`.
import { Chalk } from "chalk";
import { Compiled, Compiler } from "../code/compile.ts";
import type { Diagnostic } from "../code/diagnostic.ts";
import { ambiguous } from "../code/loader.ts";
import { ModuleFolder } from "../code/names.ts";
import { driveLater } from "../code/step.ts";
import { compilerOptions } from "../code/tsconfig.ts";
import { Types } from "../code/type-check.ts";
import { PLAIN, paintWith } from "../shell/paint.ts";
import { Progress } from "../shell/progress.ts";
import { type CommandPort, UsageError } from "./command-port.ts";

/** Runs `eshell check`. */
export async function run(args: string[], port: CommandPort): Promise<number> {
  const unknown = args.find((arg) => arg !== "--json");
  if (unknown !== undefined) throw new UsageError(`unknown argument ${unknown}; eshell check [--json]`);
  const { disk, root, cwd, stdout, stderr } = port;
  const folder = new ModuleFolder(disk, root, cwd);
  const modules = folder.all();
  if (modules.size === 0) throw new UsageError(`there are no modules in ${root}`);
  const shown = (path: string) => (path.startsWith(`${cwd}/`) ? path.slice(cwd.length + 1) : path);
  const diagnostics: Diagnostic[] = [];
  let unchecked = false;
  const types = new Types({
    checker: port.types(folder),
    folder,
    shown,
    unavailable(reason) {
      unchecked = true;
      stderr.write(`eshell check: types are not checked: ${reason}\n`);
    },
  });
  const paths = [...modules.values()].flat().sort();
  const [typed, compiled] = await Promise.all([
    types.check(paths),
    compileErrors(paths, new Compiler(compilerOptions(disk, root)), port, shown),
  ]);
  types.close();
  for (const [name, files] of modules)
    if (files.length > 1) diagnostics.push(...ambiguous(name, files.sort().map(shown)));
  for (const path of paths) {
    const problems = typed?.get(path) ?? [];
    const own = compiled.get(path) ?? [];
    // What does not compile is told in the type checker's words, which are better known.
    const isTwice = problems.length > 0 && own.some(({ severity }) => severity === "error");
    diagnostics.push(...(isTwice ? [] : own), ...problems);
  }
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const warnings = diagnostics.length - errors;
  if (args.includes("--json")) {
    const told = diagnostics.map(({ sourceLine: _, ...diagnostic }) => diagnostic);
    const result = { modules: modules.size, errors, warnings, diagnostics: told };
    stdout.write(`${JSON.stringify(result)}\n`);
  } else {
    const paint = stdout.colors ? paintWith(new Chalk({ level: 1 })) : PLAIN;
    stdout.write(paint.diagnostics(diagnostics));
    const found = [
      errors > 0 ? count(errors, "error") : "no errors",
      ...(warnings > 0 ? [count(warnings, "warning")] : []),
    ];
    stdout.write(`${count(modules.size, "module")}: ${found.join(", ")}\n`);
  }
  return errors > 0 || unchecked ? 1 : 0;
}

/** What the compiler says of each file. */
async function compileErrors(
  paths: readonly string[],
  compiler: Compiler,
  { disk, host, stderr }: CommandPort,
  shown: (path: string) => string,
): Promise<ReadonlyMap<string, readonly Diagnostic[]>> {
  const found = new Map<string, readonly Diagnostic[]>();
  const show = (line: string | undefined) => stderr.write(`\r\x1b[K${line ?? ""}`);
  const progress = new Progress(host, "compiling", paths.length, stderr.replaces ? show : undefined);
  for (const path of paths) {
    progress.next(shown(path));
    const source = { path, shown: shown(path), text: disk.read(path) ?? "" };
    const compilation = await driveLater(compiler.compile(source));
    found.set(path, compilation instanceof Compiled ? compilation.warnings : compilation.errors);
  }
  progress.end();
  return found;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}
