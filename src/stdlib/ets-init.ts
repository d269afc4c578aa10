// ets-init — ets:init_table/2: a table filled by a fun that gives objects, and the fun that gives the next.
import { callFun1 } from "../process/apply.ts";
import { complete, exceptionOf, exitReason } from "../process/failure.ts";
import { Frame, proc } from "../process/frame.ts";
import { running } from "../process/running.ts";
import { isAtom } from "../terms/atom.ts";
import { badarg, Exception } from "../terms/exception.ts";
import { isFun } from "../terms/fun.ts";
import { asCons, isList, isNil } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";
import type { Table } from "./ets-table.ts";
import { tableFor } from "./ets-tables.ts";
import { calledBy, checkCallable, NOWHERE, OtpSource, raiseAt } from "./otp-source.ts";

const SOURCE = new OtpSource("ets");
const READ = Symbol.for("read");
const CLOSE = Symbol.for("close");
const END_OF_INPUT = Symbol.for("end_of_input");
const FIRST = SOURCE.item("init_table", 2, 2720);
const LATER = SOURCE.item("init_table_continue", 2, 2730);
const INSERTING = SOURCE.item("init_table_continue", 2, 2725);

/** Puts the objects in one by one; those before one that is wrong stay. */
function insertAll(table: Table, objects: Term): void {
  let rest = objects;
  for (let cell = asCons(rest); cell !== undefined; cell = asCons(rest)) {
    const object = cell.head;
    if (!isTuple(object) || object.length < table.keyPosition) {
      const item = {
        module: Symbol.for("ets"),
        name: Symbol.for("insert"),
        arity: [table, object],
        info: { module: Symbol.for("erl_stdlib_errors") },
      };
      throw new Exception("error", badarg().reason, [item, SOURCE.item("init_table_sub", 2, 2738)]);
    }
    table.insert(object);
    rest = cell.tail;
  }
  if (!isNil(rest)) throw SOURCE.noClause("init_table_sub", [table, rest], 2735);
}

/**
 * Fills a table anew with what a fun gives, called with `read`: `{Objects, NextFun}` or `end_of_input`. Mirrors ets:init_table/2.
 *
 * ```eshell
 * 1> T = ets:new(t, []), ets:init_table(T, fun(read) -> {[{a,1}], fun(read) -> end_of_input end} end).
 * true
 * 2> ets:tab2list(T).
 * [{a,1}]
 * ```
 */
export const init_table = proc(
  function* init_table(id: Term, fun: Term): Generator<unknown, true, Term> {
    running.at = NOWHERE;
    // A name is looked up before.
    const table = isAtom(id)
      ? tableFor("write", ["soft_whereis", id], ["init_table", 2, 2718])
      : tableFor(
          "write",
          ["internal_delete_all", id, undefined],
          ["delete_all_objects", 1, 387],
          ["init_table", 2, 2719],
        );
    table.store.clear();
    let next = fun;
    for (let at = 0; ; at = 1) {
      running.at = at;
      checkCallable(next, [READ], at === 0 ? FIRST : LATER);
      let read = callFun1(next, READ);
      if (read instanceof Frame) read = yield read;
      if (read === END_OF_INPUT) return true;
      const [objects, after] = isTuple(read) && read.length === 2 ? read : [];
      if (!isList(objects) || !isFun(after)) throw exit(read, 2733);
      try {
        running.at = NOWHERE;
        calledBy([INSERTING], () => insertAll(table, objects));
      } catch (thrown) {
        const why = exitReason(complete(exceptionOf(thrown)));
        try {
          const closed = callFun1(after, CLOSE);
          if (closed instanceof Frame) yield closed;
        } catch (ignored) {
          // As in OTP, the answer of the fun that is closed does not matter, whatever it is; what is no exception does.
          if (!(ignored instanceof Exception)) throw ignored;
        }
        throw exit(why, 2728);
      }
      next = after;
    }
  },
  SOURCE.frames("init_table", 2, (at) => [at === 0 ? FIRST : LATER]),
);

function exit(reason: Term, line: number): Exception {
  const item = SOURCE.item("init_table_continue", 2, line);
  return raiseAt(NOWHERE, new Exception("exit", reason, [item]));
}
