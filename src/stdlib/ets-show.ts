// ets-show — ets:i/0,1,2,3: what tables there are, and what stands in one, page by page.
//
// Between pages a line is read: `c` goes on, `q` ends, `pN` prints the Nth object whole, `k` deletes the table, `/Regexp`
// shows the objects whose text matches.
import { format } from "../format/format.ts";
import { applyMfa } from "../process/apply.ts";
import { Frame, proc } from "../process/frame.ts";
import { Process } from "../process/process.ts";
import { self } from "../process/signals.ts";
import { isAtom } from "../terms/atom.ts";
import { fromArray } from "../terms/list.ts";
import { compare } from "../terms/order.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple2 } from "../terms/tuple.ts";
import { info } from "./ets-info.ts";
import type { Table } from "./ets-table.ts";
import { allTables, dropTable, tableFor } from "./ets-tables.ts";
import { charsOf } from "./iodata.ts";

const sym = (name: string): symbol => Symbol.for(name);
const IO = sym("io");
const OK = sym("ok");
const END = "EOT  (q)uit (p)Digits (k)ill /Regexp -->";
const MORE = "(c)ontinue (q)uit (p)Digits (k)ill /Regexp -->";
const WIDTHS = [15, 17, 5, 6, 8, 0];

const textOf = (term: Term): string => format("~p", [term]);

function row(columns: readonly Term[]): string {
  return ` ${columns.map((column, index) => textOf(column).padEnd(WIDTHS[index])).join(" ")}\n`;
}

function tableRow(table: Table): string {
  const id = table.named ? table.name : table;
  const [name, type, size, memory, owner] = ["name", "type", "size", "memory", "owner"].map((item) =>
    info(id, sym(item)),
  );
  const registered = owner instanceof Process ? owner.registeredName : null;
  return row([id, name, type, size, memory, registered ?? owner]);
}

/** A call of io's, which may have to wait. */
function* asked(name: string, ...args: Term[]): Generator<unknown, Term, Term> {
  const result = applyMfa(IO, sym(name), args);
  return result instanceof Frame ? yield result : result;
}

const listed = proc(
  function* i(): Generator<unknown, Term, any> {
    const ids = allTables().map((table) => ({ table, id: table.named ? table.name : (table as Term) }));
    ids.sort((a, b) => compare(a.id, b.id));
    const head = row(["id", "name", "type", "size", "mem", "owner"].map(sym));
    const rows = ids.map(({ table }) => tableRow(table)).join("");
    yield* asked("put_chars", `${head} ${"-".repeat(76)}\n${rows}`);
    return OK;
  },
  { module: sym("ets"), items: () => [] },
);

function* display(object: Term, position: number, width: number): Generator<unknown, void, any> {
  const text = textOf(object);
  const short = text.length > width - 8 ? `${text.slice(0, Math.max(0, width - 13))}  ...` : text;
  yield* asked("put_chars", `<${String(position).padEnd(4)}> ${short}\n`);
}

/** What is typed after a question; without an answer `c`, and undefined at the end of the input. */
function* answer(question: string): Generator<unknown, string | undefined, any> {
  const line = yield* asked("get_line", question);
  const text = charsOf(line);
  if (text === undefined || line === sym("eof") || isTuple(line)) return undefined;
  return text === "\n" ? "c" : text.replace(/\n$/, "");
}

/** The pattern that was typed; undefined, and what is wrong with it is told, if it is none. */
function* patternOf(text: string): Generator<unknown, Term, any> {
  const compiled = applyMfa(sym("re"), sym("compile"), [text, fromArray([sym("unicode")])]);
  if (compiled[0] === OK) return compiled[1];
  yield* asked("put_chars", `${charsOf(compiled[1][0]) ?? ""}\n`);
  return undefined;
}

function matches(object: Term, pattern: Term): boolean {
  const options = fromArray([tuple2(sym("capture"), sym("none"))]);
  return applyMfa(sym("re"), sym("run"), [textOf(object), pattern, options]) === sym("match");
}

const shown = proc(
  function* i(id: Term, height: Term, width: Term): Generator<unknown, Term, any> {
    const call = isAtom(id) ? (["soft_whereis", 3948] as const) : (["first", 3949] as const);
    const table = tableFor("read", [call[0], id], ["i", 3, call[1]]);
    let pattern: Term;
    let objects = table.objects();
    let at = 0;
    for (;;) {
      for (let turn = 1; at < objects.length && turn < height; turn++, at++)
        yield* display(objects[at], at + 1, width);
      for (let next = false; !next; ) {
        const line = yield* answer(at < objects.length ? MORE : END);
        if (line === undefined || line === "q") return OK;
        if (line === "k") {
          dropTable(table, self());
          return OK;
        }
        if (line === "c") next = at < objects.length;
        else if (line.startsWith("p")) yield* whole(objects, line.slice(1));
        else if (line.startsWith("/")) {
          const made: Term = yield* patternOf(line.slice(1));
          if (made === undefined) continue;
          pattern = made;
          objects = table.objects().filter((object) => matches(object, pattern));
          at = 0;
          next = true;
        }
      }
    }
  },
  { module: sym("ets"), items: () => [] },
);

function* whole(objects: readonly Term[], digits: string): Generator<unknown, void, any> {
  const number = /^[+-]?\d+$/.test(digits) ? Number(digits) : undefined;
  const object = number === undefined ? undefined : objects[number - 1];
  if (number === undefined) yield* asked("put_chars", "Bad digits\n");
  else if (object !== undefined) yield* asked("put_chars", `${textOf(object)}\n`);
}

/**
 * Lists the tables, or shows the objects of one: so many lines a page, so many columns a line. Mirrors ets:i/0,1,2,3.
 *
 * ```eshell
 * 1> ets:i(nosuch).
 * ** exception error: bad argument
 *      in function  ets:soft_whereis/1
 *         called as ets:soft_whereis(nosuch)
 *         *** argument 1: the table identifier does not refer to an existing ETS table
 *      in call from ets:i/3 (ets.erl:3948)
 * ```
 */
export function i(...args: Term[]): Term {
  if (args.length === 0) return listed();
  const [id, height = 40, width = 80] = args;
  return shown(id, height, width);
}
