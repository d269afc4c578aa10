// difference — what is printed beside what is written, line by line: to be read, and to be put in its place.
import type { Names } from "./wildcards.ts";
import { linesAgree } from "./wildcards.ts";

/** A line that is in both texts (as `written` has it), or in one of them. */
export interface DiffLine {
  readonly mark: " " | "-" | "+";
  readonly text: string;
}

/** The longest common lines of both, and between them what is only written (`-`) or only printed (`+`). */
export function difference(written: string, printed: string, names: Names): DiffLine[] {
  const before = split(written);
  const after = split(names.written(printed));
  // lengths[i][j]: how many lines before.slice(i) and after.slice(j) have in common.
  const lengths = Array.from({ length: before.length + 1 }, () =>
    new Array<number>(after.length + 1).fill(0),
  );
  const same = before.map((line) => after.map((other) => linesAgree(line, other)));
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      lengths[i][j] = same[i][j] ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
    }
  }
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && same[i][j]) {
      lines.push({ mark: " ", text: before[i++] });
      j++;
    } else if (i < before.length && (j === after.length || lengths[i + 1][j] >= lengths[i][j + 1])) {
      lines.push({ mark: "-", text: before[i++] });
    } else {
      lines.push({ mark: "+", text: after[j++] });
    }
  }
  // Each line alone agrees, but not all together: a pid that stands for two, for instance.
  return lines.every(({ mark }) => mark === " ") ? bothWhole(before, after) : lines;
}

function bothWhole(before: readonly string[], after: readonly string[]): DiffLine[] {
  return [
    ...before.map((text): DiffLine => ({ mark: "-", text })),
    ...after.map((text): DiffLine => ({ mark: "+", text })),
  ];
}

function split(text: string): string[] {
  const trimmed = text.trimEnd();
  return trimmed === "" ? [] : trimmed.split("\n").map((line) => line.trimEnd());
}
