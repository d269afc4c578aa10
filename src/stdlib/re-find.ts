// re-find — where a compiled expression is found in a text.
//
// Positions count units of the text; bytePositions turns them into OTP's.
import type { Compiled, Options } from "./re-compiled.ts";
import { firstLineEnd } from "./re-lines.ts";

/** A match: start and end of each group, in units of the text; undefined for one that took no part. */
export type Found = readonly (readonly [number, number] | undefined)[];

function groupsOf(re: Compiled, found: RegExpExecArray): Found {
  const indices = found.indices as readonly ([number, number] | undefined)[];
  const { keep, map } = re.translated;
  const [whole] = indices;
  const kept = keep === undefined ? undefined : indices[keep];
  const groups = [whole !== undefined && kept !== undefined ? ([kept[0], whole[1]] as const) : whole];
  for (const group of map) groups.push(indices[group]);
  return groups;
}

/** Where the expression is found next; `from` counts units of the text. */
export function find(re: Compiled, text: string, from: number, options: Options): Found | undefined {
  const { first, groups } = re.search(text);
  const { groups: count, keep } = re.translated;
  const last = re.firstLine ? firstLineEnd(text, from, re.flags.newline) : text.length;
  first.lastIndex = from;
  for (let found = first.exec(text); found !== null; found = first.exec(text)) {
    const start = found.index;
    if (start > last || ((re.anchored || options.anchored) && start !== from)) return undefined;
    const mayBeEmpty = !options.notEmpty && !(options.notEmptyAtStart && start === from);
    if (mayBeEmpty || found[0] !== "") {
      if ((count === 0 || !options.groups) && keep === undefined) return [[start, start + found[0].length]];
      groups.lastIndex = start;
      return groupsOf(re, groups.exec(text) as RegExpExecArray);
    }
    const longer = findLonger(re, text, start);
    if (longer !== undefined) return longer;
    first.lastIndex = start + 1;
  }
  return undefined;
}

/** A match at this very place that is not empty. */
function findLonger(re: Compiled, text: string, at: number): Found | undefined {
  const { source, flags } = re.translated;
  const longer = new RegExp(
    `(?:${source})(?<=^[\\s\\S]{${Array.from(text.slice(0, at)).length + 1},})`,
    `${flags}dy`,
  );
  longer.lastIndex = at;
  const found = longer.exec(text);
  return found === null ? undefined : groupsOf(re, found);
}

/** All matches, as Perl's /g finds them: behind an empty one a longer at the same place, or the next character. */
export function findAll(re: Compiled, text: string, options: Options): Found[] {
  const all: Found[] = [];
  let from = options.offset;
  while (from <= text.length) {
    const found = find(re, text, from, options);
    if (found === undefined) break;
    all.push(found);
    const [start, end] = found[0] as readonly [number, number];
    from = end;
    if (start < end) continue;
    const longer = end < text.length ? findLonger(re, text, end) : undefined;
    if (longer === undefined) {
      from = end + (re.flags.unicode && (text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1);
      continue;
    }
    all.push(longer);
    from = (longer[0] as readonly [number, number])[1];
  }
  return all;
}

/** Positions of the text as positions of bytes: each is counted from the one that was asked for before. */
export function bytePositions(re: Compiled, text: string): (at: number) => number {
  if (!re.flags.unicode || !/[^\0-\x7f]/.test(text)) return (at) => at;
  let last = 0;
  let bytes = 0;
  return (at) => {
    if (at >= last) bytes += Buffer.byteLength(text.slice(last, at));
    else bytes -= Buffer.byteLength(text.slice(at, last));
    last = at;
    return bytes;
  };
}
