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

/**
 * The value of a parameter: `{ok, Value}` or `undefined`; or the default. Mirrors application:get_env/1,2,3.
 *
 * ```eshell
 * 1> application:get_env(my_app, nosuch).
 * undefined
 * 2> application:get_env(my_app, nosuch, 0).
 * 0
 * ```
 */
function get_env(...args: Term[]): Term {
  const [application, key] = args.length === 1 ? [undefined, args[0]] : args;
  const environment = environments.of().get(application);
  if (environment?.has(key))
    return args.length === 3 ? environment.get(key) : tuple2(OK, environment.get(key));
  return args.length === 3 ? args[2] : undefined;
}

/**
 * Sets a parameter of an application. Mirrors application:set_env/3,4.
 *
 * ```eshell
 * 1> application:set_env(my_app, key, 1), application:get_env(my_app, key).
 * {ok,1}
 * ```
 */
function set_env(application: Term, key: Term, value: Term, ..._options: Term[]): symbol {
  const all = environments.of();
  const environment = all.get(application) ?? new Map<Term, Term>();
  all.set(application, environment.set(key, value));
  return OK;
}

/**
 * Takes a parameter away. Mirrors application:unset_env/2,3.
 *
 * ```eshell
 * 1> application:unset_env(my_app, nosuch).
 * ok
 * ```
 */
function unset_env(application: Term, key: Term, ..._options: Term[]): symbol {
  environments.of().get(application)?.delete(key);
  return OK;
}

/**
 * All parameters of an application. Mirrors application:get_all_env/0,1.
 *
 * ```eshell
 * 1> application:set_env(my_app, key, 1), application:get_all_env(my_app).
 * [{key,1}]
 * ```
 */
function get_all_env(...application: Term[]): Term {
  const environment = environments.of().get(application[0]);
  return fromArray([...(environment ?? [])].map(([key, value]) => tuple2(key, value)));
}

const describe = ([name, version]: [symbol, string]): Term => tuple3(name, DESCRIPTION, version);

function isKnown(application: Term): boolean {
  return application === KERNEL || application === STDLIB;
}

/**
 * An item of an application's description. Mirrors application:get_key/1,2.
 *
 * ```eshell
 * 1> application:get_key(nosuch, vsn).
 * undefined
 * ```
 */
function get_key(...args: Term[]): Term {
  const [application, key] = args.length === 1 ? [undefined, args[0]] : args;
  const found = VERSIONS.find(([name]) => name === application);
  if (found === undefined) return undefined;
  if (key === Symbol.for("vsn")) return tuple2(OK, found[1]);
  if (key === Symbol.for("description")) return tuple2(OK, DESCRIPTION);
  if (key === Symbol.for("modules")) return tuple2(OK, fromArray([...ports.of().modules.keys()]));
  return undefined;
}

/**
 * `{error,{already_started,A}}` of one that is there, or that there is no such file. Mirrors application:start/1,2.
 *
 * ```eshell
 * 1> application:start(stdlib).
 * {error,{already_started,stdlib}}
 * ```
 */
function start(application: Term, ..._type: Term[]): Term {
  if (isKnown(application)) return tuple2(ERROR, tuple2(Symbol.for("already_started"), application));
  return noFile(application);
}

function noFile(application: Term): Term {
  return tuple2(ERROR, tuple2("no such file or directory", `${format("~tp", [application])}.app`));
}

/**
 * Stops an application. Mirrors application:stop/1.
 *
 * ```eshell
 * 1> application:stop(nosuch).
 * {error,{not_started,nosuch}}
 * ```
 */
function stop(application: Term): Term {
  return isKnown(application) ? OK : tuple2(ERROR, tuple2(Symbol.for("not_started"), application));
}

/**
 * Loads the description of an application. Mirrors application:load/1,2.
 *
 * ```eshell
 * 1> application:load(stdlib).
 * {error,{already_loaded,stdlib}}
 * ```
 */
function load(application: Term, ..._distribution: Term[]): Term {
  if (isKnown(application)) return tuple2(ERROR, tuple2(Symbol.for("already_loaded"), application));
  return noFile(application);
}

/**
 * Starts an application and those that it needs. Mirrors application:ensure_all_started/1,2.
 *
 * ```eshell
 * 1> application:ensure_all_started(stdlib).
 * {ok,[]}
 * ```
 */
function ensure_all_started(application: Term, ..._type: Term[]): Term {
  if (isKnown(application)) return tuple2(OK, NIL);
  return tuple2(ERROR, tuple2(application, noFile(application)[1]));
}

/**
 * The application of a module. Mirrors application:get_application/0,1.
 *
 * ```eshell
 * 1> application:get_application(nosuch).
 * undefined
 * ```
 */
function get_application(...of: Term[]): Term {
  if (of.length === 0 || !isAtom(of[0]) || !ports.of().modules.has(of[0] as symbol)) return undefined;
  return tuple2(OK, STDLIB);
}

const listed = (..._timeout: Term[]): Term => fromArray(VERSIONS.map(describe));

/**
 * Module application. Applications, of which there are two: kernel and stdlib. The environment of others can be
 * set and read.
 */
export const application = otpModule("application", {
  get_env: [get_env, 1, 2, 3] as const,
  set_env: [set_env, 3, 4] as const,
  unset_env: [unset_env, 2, 3] as const,
  get_all_env: [get_all_env, 0, 1] as const,
  get_key: [get_key, 1, 2] as const,
  get_application: [get_application, 0, 1] as const,
  /**
   * The applications that run. Mirrors application:which_applications/0,1.
   *
   * ```eshell
   * 1> lists:keymember(kernel, 1, application:which_applications()).
   * true
   * ```
   */
  which_applications: [listed, 0, 1] as const,
  /**
   * The applications whose description is loaded. Mirrors application:loaded_applications/0.
   *
   * ```eshell
   * 1> lists:keymember(kernel, 1, application:loaded_applications()).
   * true
   * ```
   */
  loaded_applications: [listed, 0] as const,
  start: [start, 1, 2] as const,
  stop,
  load: [load, 1, 2] as const,
  /**
   * Starts an application, unless it runs. Mirrors application:ensure_started/1,2.
   *
   * ```eshell
   * 1> application:ensure_started(stdlib).
   * ok
   * ```
   */
  ensure_started: [(name: Term): Term => (isKnown(name) ? OK : noFile(name)), 1, 2] as const,
  ensure_all_started: [ensure_all_started, 1, 2] as const,
});
