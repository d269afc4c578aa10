// application — applications and their environments. Two are there, kernel and stdlib; others cannot be started.

import { format } from "../format/format.ts";
import { isAtom } from "../terms/atom.ts";
import { fromArray, NIL } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { tuple2, tuple3 } from "../terms/tuple.ts";
import { ports } from "./ports.ts";
import { SystemState } from "./system-state.ts";
import { otpModule } from "./table.ts";

const OK = Symbol.for("ok");
const ERROR = Symbol.for("error");
const KERNEL = Symbol.for("kernel");
const STDLIB = Symbol.for("stdlib");
const DESCRIPTION = "ERTS  CXC 138 10";
const VERSIONS: readonly [symbol, string][] = [
  [STDLIB, "8.1"],
  [KERNEL, "11.0.4"],
];

const environments = new SystemState(() => new Map<Term, Map<Term, Term>>());

function get_env(...args: Term[]): Term {
  const [application, key] = args.length === 1 ? [undefined, args[0]] : args;
  const environment = environments.of().get(application);
  if (environment?.has(key))
    return args.length === 3 ? environment.get(key) : tuple2(OK, environment.get(key));
  return args.length === 3 ? args[2] : undefined;
}

function set_env(application: Term, key: Term, value: Term, ..._options: Term[]): symbol {
  const all = environments.of();
  const environment = all.get(application) ?? new Map<Term, Term>();
  all.set(application, environment.set(key, value));
  return OK;
}

function unset_env(application: Term, key: Term, ..._options: Term[]): symbol {
  environments.of().get(application)?.delete(key);
  return OK;
}

function get_all_env(...application: Term[]): Term {
  const environment = environments.of().get(application[0]);
  return fromArray([...(environment ?? [])].map(([key, value]) => tuple2(key, value)));
}

const describe = ([name, version]: [symbol, string]): Term => tuple3(name, DESCRIPTION, version);

function isKnown(application: Term): boolean {
  return application === KERNEL || application === STDLIB;
}

function get_key(...args: Term[]): Term {
  const [application, key] = args.length === 1 ? [undefined, args[0]] : args;
  const found = VERSIONS.find(([name]) => name === application);
  if (found === undefined) return undefined;
  if (key === Symbol.for("vsn")) return tuple2(OK, found[1]);
  if (key === Symbol.for("description")) return tuple2(OK, DESCRIPTION);
  if (key === Symbol.for("modules")) return tuple2(OK, fromArray([...ports.of().modules.keys()]));
  return undefined;
}

/** `{error,{already_started,A}}` of one that is there, or that there is no such file. */
function start(application: Term, ..._type: Term[]): Term {
  if (isKnown(application)) return tuple2(ERROR, tuple2(Symbol.for("already_started"), application));
  return noFile(application);
}

function noFile(application: Term): Term {
  return tuple2(ERROR, tuple2("no such file or directory", `${format("~tp", [application])}.app`));
}

function stop(application: Term): Term {
  return isKnown(application) ? OK : tuple2(ERROR, tuple2(Symbol.for("not_started"), application));
}

function load(application: Term, ..._distribution: Term[]): Term {
  if (isKnown(application)) return tuple2(ERROR, tuple2(Symbol.for("already_loaded"), application));
  return noFile(application);
}

function ensure_all_started(application: Term, ..._type: Term[]): Term {
  if (isKnown(application)) return tuple2(OK, NIL);
  return tuple2(ERROR, tuple2(application, noFile(application)[1]));
}

function get_application(...of: Term[]): Term {
  if (of.length === 0 || !isAtom(of[0]) || !ports.of().modules.has(of[0] as symbol)) return undefined;
  return tuple2(OK, STDLIB);
}

const listed = (..._timeout: Term[]): Term => fromArray(VERSIONS.map(describe));

/** Module application. */
export const application = otpModule("application", {
  get_env: [get_env, 1, 2, 3] as const,
  set_env: [set_env, 3, 4] as const,
  unset_env: [unset_env, 2, 3] as const,
  get_all_env: [get_all_env, 0, 1] as const,
  get_key: [get_key, 1, 2] as const,
  get_application: [get_application, 0, 1] as const,
  which_applications: [listed, 0, 1] as const,
  loaded_applications: [listed, 0] as const,
  start: [start, 1, 2] as const,
  stop,
  load: [load, 1, 2] as const,
  ensure_started: [(name: Term): Term => (isKnown(name) ? OK : noFile(name)), 1, 2] as const,
  ensure_all_started: [ensure_all_started, 1, 2] as const,
});
