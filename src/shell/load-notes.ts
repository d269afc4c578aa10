// load-notes — what a load did to live processes, in a line that begins with `%% `.
import type { SwitchNote } from "../code/code-server.ts";
import type { Lingering } from "../code/lingering-places.ts";
import type { Pid } from "../terms/pid.ts";

/** So many processes are named; the others are counted. */
const NAMED = 3;

/**
 * What a load did: `%% m: version 3 current, 2 old; 1 process killed: <0.90.0> (was in version 1, loop/0, line 14)`, and
 * who lingers in what is old now.
 */
export function switchNote({ module, current, old, killed, purged, lingering }: SwitchNote): string {
  let text = `%% ${Symbol.keyFor(module)}: version ${current} current`;
  if (old !== undefined) text += `, ${old} old`;
  if (killed.length > 0) text += `; ${count(killed)} killed: ${named(killed, `was in version ${purged}, `)}`;
  if (lingering.length > 0) {
    const are = lingering.length === 1 ? "lingers" : "linger";
    text += `; ${count(lingering)} ${are} in version ${old}: ${named(lingering, "")}`;
  }
  return text;
}

/** Why a module that was saved is not loaded: `%% m: not loaded: 1 process would be killed: …`. */
export function heldNote(module: symbol, spared: readonly Lingering[]): string {
  const name = Symbol.keyFor(module);
  return `%% ${name}: not loaded, ${count(spared)} would be killed: ${named(spared, "in old code, ")}; l(${name}) does it`;
}

function count(processes: readonly Lingering[]): string {
  return `${processes.length} process${processes.length === 1 ? "" : "es"}`;
}

/** `<0.90.0> (was in version 1, loop/0, line 14), <0.91.0>, …`: those that wait at the same place follow one another. */
function named(processes: readonly Lingering[], before: string): string {
  const places = new Map<string, Pid[]>();
  for (const { process, place } of processes.slice(0, NAMED)) {
    const text =
      place === undefined
        ? "a timer"
        : `${Symbol.keyFor(place.name)}/${place.arity}${place.line === 0 ? "" : `, line ${place.line}`}`;
    const here = places.get(text);
    if (here === undefined) places.set(text, [process]);
    else here.push(process);
  }
  const groups = [...places].map(([place, pids]) => `${pids.join(", ")} (${before}${place})`);
  return groups.join(", ") + (processes.length > NAMED ? ", …" : "");
}
