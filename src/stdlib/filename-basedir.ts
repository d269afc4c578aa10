// filename-basedir — filename:basedir/2,3: where programs keep their files, by the customs of each system.

import { fromArray, isList } from "../terms/list.ts";
import { isMap, MISSING, mapGet } from "../terms/map.ts";
import type { Term } from "../terms/term.ts";
import { tuple2 } from "../terms/tuple.ts";
import { charsOf, utf8 } from "./iodata.ts";
import { OtpSource } from "./otp-source.ts";
import { ports } from "./ports.ts";

const SOURCE = new OtpSource("filename");
const CASE_CLAUSE = Symbol.for("case_clause");

/** The folders of one system: below the user's own, with what may be set instead of it. */
type Folders = Record<string, readonly string[]>;

function environment(name: string, otherwise: string): string {
  const value = ports.of().os.getenv(name);
  return value === undefined || value === "" ? otherwise : value;
}

/** By freedesktop.org's base directory specification. */
function linux(home: string): Folders {
  const cache = environment("XDG_CACHE_HOME", `${home}/.cache`);
  return {
    user_data: [environment("XDG_DATA_HOME", `${home}/.local/share`)],
    user_config: [environment("XDG_CONFIG_HOME", `${home}/.config`)],
    user_cache: [cache],
    user_log: [cache, "log"],
    site_data: environment("XDG_DATA_DIRS", "/usr/local/share/:/usr/share/").split(":"),
    site_config: environment("XDG_CONFIG_DIRS", "/etc/xdg").split(":"),
  };
}

function darwin(home: string): Folders {
  return {
    user_data: [`${home}/Library/Application Support`],
    user_config: [`${home}/Library/Application Support`],
    user_cache: [`${home}/Library/Caches`],
    user_log: [`${home}/Library/Logs`],
    site_data: ["/Library/Application Support"],
    site_config: ["/Library/Application Support"],
  };
}

/**
 * The folder for a program's files of a kind; for `site_data` and `site_config` a list of them. Mirrors filename:basedir/2,3.
 *
 * ```eshell
 * 1> filename:basedir(site_config, "app", #{os => darwin}).
 * ["/Library/Application Support/app"]
 * ```
 */
export function basedir(kind: Term, application: Term, ...options: Term[]): Term {
  const name = isList(application) || application instanceof Uint8Array ? charsOf(application) : undefined;
  const [given] = options;
  if (typeof kind !== "symbol" || name === undefined || (options.length > 0 && !isMap(given))) {
    throw SOURCE.noClause("basedir", [kind, application, ...options], options.length === 0 ? 1141 : 1332);
  }
  const option = (key: string): Term => {
    const value = options.length === 0 ? MISSING : mapGet(given, Symbol.for(key));
    return value === MISSING ? undefined : value;
  };
  const own = ports.of().os.platform === "darwin" ? "darwin" : "linux";
  const system = option("os") === undefined ? own : Symbol.keyFor(option("os"));
  const home = environment("HOME", "/");
  const found = (system === "darwin" ? darwin(home) : linux(home))[Symbol.keyFor(kind) ?? ""];
  if (found === undefined) {
    const reason = tuple2(CASE_CLAUSE, kind);
    throw SOURCE.error(reason, `basedir_${system}`, 1, 1380, SOURCE.item("basedir", 3, 1337));
  }
  const version = option("version") === undefined ? "" : `/${charsOf(option("version"))}`;
  const text = (path: string): Term => (application instanceof Uint8Array ? utf8(path) : path);
  const isSite = Symbol.keyFor(kind)?.startsWith("site_");
  const below = (folder: string) => `${folder.replace(/\/+$/, "")}/${name}${version}`;
  if (isSite) return fromArray(found.map((folder) => text(below(folder))));
  return text([below(found[0]), ...found.slice(1)].join("/"));
}
