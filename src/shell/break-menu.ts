// break-menu — Ctrl-C: what is useful of erl's BREAK menu.
//
// Differs from OTP: the system runs on while the menu is open; no crash dumps, no look into tables or other nodes.
import type { System } from "../process/system.ts";
import { type Tty, TtyLines } from "./tty.ts";

const ASK = { history: false, secret: false, continues: false };
const CHOICES = `
BREAK: (a)bort (c)ontinue (p)roc info (i)nfo
       (l)oaded (v)ersion
`;

export interface BreakParts {
  readonly system: System;
  readonly tty: Tty;
  readonly version: string;
  /** The names of what is loaded, TypeScript modules first. */
  readonly loaded: () => Iterable<string>;
  /** What the system holds, as lines. */
  readonly info: () => Iterable<readonly [name: string, value: number]>;
  readonly quit: () => void;
}

/** Has Ctrl-C open the menu, and end the system when it is open. */
export function startBreakMenu(parts: BreakParts): void {
  const { tty } = parts;
  let before = tty.current;
  const menu = new TtyLines(tty, (line) => {
    menu.accept();
    const choice = line.trim();
    if (choice === "a" || choice === "A") {
      parts.quit();
    } else if (choice === "c") {
      tty.switchTo(before);
    } else {
      tty.screen.output(answerTo(choice, parts));
      menu.ask("", ASK, "");
    }
  });
  tty.onBreak = () => {
    if (tty.current === menu) {
      parts.quit();
      return;
    }
    before = tty.current;
    tty.switchTo(menu);
    tty.screen.output(CHOICES.trimStart());
    menu.ask("", ASK, "");
  };
}

function answerTo(choice: string, parts: BreakParts): string {
  switch (choice) {
    case "p":
      return processes(parts.system) + CHOICES;
    case "i":
      return [...parts.info()].map(([name, value]) => `${name}: ${value}\n`).join("") + CHOICES;
    case "l":
      return [...parts.loaded()].map((name) => `${name}\n`).join("") + CHOICES;
    case "v":
      return `${parts.version}\n${CHOICES}`;
    case "":
      return "";
    default:
      return CHOICES;
  }
}

function processes(system: System): string {
  let text = "";
  for (const process of system.processes()) {
    const { initialCall, registeredName, mailbox, links } = process;
    const name = registeredName === null ? "" : `Name: ${Symbol.keyFor(registeredName)}\n`;
    const call =
      initialCall === null
        ? ""
        : `Spawned as: ${Symbol.keyFor(initialCall.module)}:${Symbol.keyFor(initialCall.name)}/${initialCall.arity}\n`;
    text += `=proc:${process}\n${name}${call}Message queue length: ${mailbox.length}\n`;
    if (links !== null && links.size > 0) text += `Link list: [${[...links].map(String).join(", ")}]\n`;
  }
  return text;
}
