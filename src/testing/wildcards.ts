// wildcards — whether what was printed is what a transcript says, where that cannot be the same each time.
//
// A pid or a reference stands for any, but the same one for the same: `<0.90.0>` is the same process throughout a session,
// and no other is. A fun stands for any of its module, the time of a report for any, and `…` for anything at all. Blanks
// at the ends of lines do not count.

const PID = "<\\d+\\.\\d+\\.\\d+>";
const REFERENCE = "#(?:Ref|Port)<[\\d.]+>";
const NAME = new RegExp(`${PID}|${REFERENCE}`, "g");
const WILD = new RegExp(
  `(${PID}|${REFERENCE})|#Fun<([^.>]+)\\.[^>]*>|(=[A-Z ]+ REPORT==== )[^=]+ ===|…`,
  "g",
);

/** Which pids and references of a transcript are which of the session. */
export class Names {
  readonly #actual = new Map<string, string>();
  readonly #written = new Map<string, string>();

  /** Whether this is printed where that is written; if it is, what stands for what is settled. */
  agree(written: string, printed: string): boolean {
    const found = match(written, printed);
    if (found === undefined) return false;
    const [names, actual] = found;
    const pairs = names.map((name, i) => [name, actual[i]] as const);
    const fits = pairs.every(
      ([name, other], i) =>
        (this.#actual.get(name) ?? other) === other &&
        (this.#written.get(other) ?? name) === name &&
        pairs.every(([before, same], j) => j >= i || (before === name) === (same === other)),
    );
    if (!fits) return false;
    for (const [name, other] of pairs) {
      this.#actual.set(name, other);
      this.#written.set(other, name);
    }
    return true;
  }

  /** Typed text, with the session's own pids for those of the transcript. */
  typed(text: string): string {
    return text
      .replace(NAME, (name) => this.#actual.get(name) ?? name)
      .replace(/\bpid\((\d+), *(\d+), *(\d+)\)/g, (call, ...numbers: string[]) => {
        const actual = this.#actual.get(`<${numbers.slice(0, 3).join(".")}>`);
        return actual === undefined ? call : `pid(${actual.slice(1, -1).replaceAll(".", ",")})`;
      });
  }

  /** Printed text, with the transcript's pids for those that it knows. */
  written(text: string): string {
    return text.replace(NAME, (name) => this.#written.get(name) ?? name);
  }
}

/** Whether one line is printed where the other is written, whatever is known of pids. */
export function linesAgree(written: string, printed: string): boolean {
  return match(written, printed) !== undefined;
}

/** The pids and references of both, each in its order, if the texts agree apart from these. */
function match(written: string, printed: string): [names: string[], actual: string[]] | undefined {
  const text = trimmed(written);
  const other = trimmed(printed);
  if (text === other && !text.includes("…")) {
    const same = text.match(NAME) ?? [];
    return [same, same];
  }
  if (text.search(WILD) < 0) return undefined;
  const names: string[] = [];
  let pattern = "";
  let end = 0;
  for (const wild of text.matchAll(WILD)) {
    pattern += literal(text.slice(end, wild.index));
    end = wild.index + wild[0].length;
    const [, name, module, report] = wild;
    if (name !== undefined) {
      names.push(name);
      pattern += name.startsWith("<") ? `(${PID})` : `(${REFERENCE})`;
    } else if (module !== undefined) {
      pattern += `#Fun<${literal(module)}\\.[^>]*>`;
    } else {
      pattern += report === undefined ? "[^]*?" : `${literal(report)}[^=]+ ===`;
    }
  }
  const found = new RegExp(`^${pattern}${literal(text.slice(end))}$`).exec(other);
  return found === null ? undefined : [names, found.slice(1)];
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function trimmed(text: string): string {
  return text.replace(/[ \t]+$/gm, "").trimEnd();
}
