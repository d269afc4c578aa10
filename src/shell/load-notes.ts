// load-notes — what a load did to live processes, in lines that begin with `%% `.
//
//     %% m: version 3 current, 2 old; 1 process killed: <0.90.0> (was in version 1)
//     %%   <0.90.0> was waiting in loop/0, line 9
//     %%   <0.91.0> lingers in version 2, in loop/0, line 9
import type { SwitchNote } from "../code/code-server.ts";
import type { Lingering } from "../code/lingering-places.ts";

/** So many processes, and places, are named; the others are counted. */
const NAMED = 5;

/** What a load did, who lingers in what is old now, and where those were waiting that were killed. */
export function switchNote({ module, current, old, killed, purged, lingering }: SwitchNote): string {
  let text = `%% ${Symbol.keyFor(module)}: version ${current} current`;
  if (old !== undefined) text += `, ${old} old`;
  if (killed.length > 0) text += `; ${count(killed)} killed: ${named(killed)} (was in version ${purged})`;
  return [
    text,
    ...places(killed, (place, those) => `${be(those)} waiting ${place}`),
    ...places(lingering, (place, those) => `${linger(those)} in version ${old}, ${place}`),
  ].join("\n");
}

/** Why a module that was saved is not loaded. */
export function heldNote(module: symbol, spared: readonly Lingering[]): string {
  const name = Symbol.keyFor(module);
  return [
    `%% ${name}: not loaded, as ${count(spared)} would be killed: ${named(spared)}`,
    ...places(spared, (place, those) => `${linger(those)} in old code, ${place}`),
  ].join("\n");
}

const be = (those: readonly unknown[]): string => (those.length === 1 ? "was" : "were");
const linger = (those: readonly unknown[]): string => (those.length === 1 ? "lingers" : "linger");

function count(processes: readonly Lingering[]): string {
  return `${processes.length} process${processes.length === 1 ? "" : "es"}`;
}

function named(processes: readonly Lingering[]): string {
  const shown = processes.slice(0, NAMED).map(({ process }) => String(process));
  return shown.join(", ") + (processes.length > NAMED ? ", …" : "");
}

/** A line for each place, with those that are there. */
function places(
  processes: readonly Lingering[],
  words: (place: string, those: readonly Lingering[]) => string,
): string[] {
  const groups = new Map<string, Lingering[]>();
  for (const one of processes) {
    const text = placeText(one);
    const group = groups.get(text);
    if (group === undefined) groups.set(text, [one]);
    else group.push(one);
  }
  const lines = [...groups].map(([place, those]) => `%%   ${named(those)} ${words(place, those)}`);
  return lines.length > NAMED ? [...lines.slice(0, NAMED), "%%   …"] : lines;
}

function placeText({ place }: Lingering): string {
  if (place === undefined) return "with a timer";
  const { name, arity, line } = place;
  return `in ${Symbol.keyFor(name)}/${arity}${line === 0 ? "" : `, line ${line}`}`;
}
