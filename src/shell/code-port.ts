// code-port — the code server as the OTP modules see it: its answers as terms, its promises as frames.
import type { CodeServer } from "../code/code-server.ts";
import type { LoadResult } from "../code/loader.ts";
import { moduleInfoItem } from "../code/module-info.ts";
import { proc } from "../process/frame.ts";
import type { CodeServer as CodePort } from "../stdlib/ports.ts";
import { toArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { tuple2 } from "../terms/tuple.ts";

const ERROR = Symbol.for("error");
const EXPORTS = Symbol.for("exports");
const MODULE = Symbol.for("module");

/** `{module,M}` or `{error,What}`. */
export function loadAnswer(module: symbol, result: LoadResult): Term {
  return "error" in result ? tuple2(ERROR, Symbol.for(result.error)) : tuple2(MODULE, module);
}

const silent = { items: () => [] };

/** The port of the OTP module `code` and of the BIFs about code. `tell` shows what is wrong with a module. */
export function codePort(server: CodeServer, tell: (result: LoadResult) => void): CodePort {
  const answering = (load: (module: symbol) => Promise<LoadResult>) =>
    proc(function* answer(module: symbol): Generator<unknown, Term, any> {
      const result: LoadResult = yield load(module);
      tell(result);
      return loadAnswer(module, result);
    }, silent);
  return {
    loadFile: answering((module) => server.loadFile(module)),
    ensureLoaded: answering((module) => server.ensureLoaded(module)),
    purge: (module) => server.purge(module),
    softPurge: (module) => server.softPurge(module),
    delete: (module) => server.delete(module),
    isLoaded: (module) => server.isLoaded(module),
    which: (module) => server.which(module),
    moduleStatus: (module) => Symbol.for(server.moduleStatus(module)),
    allLoaded: () => server.allLoaded().map(([module]) => module),
    checkProcessCode: (process, module) => server.checkProcessCode(process, module),
    checkOldCode: (module) => server.checkOldCode(module),
    exportsOf(module) {
      const version = server.current(module);
      if (version === undefined) return undefined;
      return (toArray(moduleInfoItem(version, EXPORTS)) ?? []).map(([name, arity]) => [name, arity] as const);
    },
    moduleInfo(module, key) {
      const version = server.current(module);
      return version === undefined ? undefined : moduleInfoItem(version, key);
    },
    objectCode: (module) => server.compiledCode(module),
    available: () => server.allAvailable().map((name) => Symbol.for(name)),
    path: () => [server.folder.root],
  };
}
