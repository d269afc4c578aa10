import { describe, expect, test } from "vitest";
import { formatCrashReport } from "../../src/format/crash-report.ts";
import { type LogMessage, processCrash, reportText, titleOf } from "../../src/format/report.ts";
import { atom } from "../../src/terms/atom.ts";
import { mapFrom } from "../../src/terms/map.ts";
import { Pid } from "../../src/terms/pid.ts";
import { tuple } from "../../src/terms/tuple.ts";

const a = (name: string) => atom(name);
const time = { microseconds: Date.UTC(2026, 10, 2, 11, 32, 5) * 1000 + 56984, offsetMinutes: 60 };
const error = (message: LogMessage) => reportText(titleOf("error"), time, message);
const head = "=ERROR REPORT==== 2-Nov-2026::12:32:05.056984 ===\n";

describe("a report", () => {
  test("of a crash has the local time, the reason and an empty line", () => {
    const info = mapFrom([[a("module"), a("erl_erts_errors")]]);
    const item = tuple(a("erlang"), a("atom_to_list"), [1], [tuple(a("error_info"), info)]);
    expect(error(processCrash(new Pid(85, 0), tuple(a("badarg"), [item])))).toBe(
      `${head}Error in process <0.85.0> with exit value:
{badarg,[{erlang,atom_to_list,
                 [1],
                 [{error_info,#{module => erl_erts_errors}}]}]}

`,
    );
  });

  test("of pairs has one on each line, text without quotes", () => {
    const pairs = [tuple(a("key"), a("value")), tuple(a("text"), "☃ x"), a("other")];
    expect(error({ report: pairs })).toBe(`${head}    key: value\n    text: ☃ x\n    other\n`);
    expect(error({ report: mapFrom([[1, 2]]) })).toBe(`${head}    1: 2\n`);
  });

  test("of text is the text", () => {
    expect(error({ report: "some text" })).toBe(`${head}some text\n`);
    expect(error({ text: ["lo", [103]] })).toBe(`${head}log\n`);
    expect(error({ format: "an error ~p~n", args: [1] })).toBe(`${head}an error 1\n\n`);
  });

  test("with a format that does not fit says so", () => {
    expect(error({ format: "~p ~p", args: [1] })).toBe(`${head}FORMAT ERROR: "~p ~p" - [1]\n`);
  });
});

test("a crash report of proc_lib lists what is known of the process and of its neighbours", () => {
  const own = [
    tuple(a("initial_call"), tuple(a("m"), a("init"), [a("Argument__1")])),
    tuple(a("pid"), new Pid(90, 0)),
    tuple(a("registered_name"), []),
    tuple(a("error_info"), tuple(a("error"), a("badarg"), [tuple(a("erlang"), a("hd"), [[]], [])])),
    tuple(a("messages"), []),
  ];
  expect(formatCrashReport(own, [])).toBe(`  crasher:
    initial call: m:init/1
    pid: <0.90.0>
    registered_name: []
    exception error: bad argument
      in function  hd/1
         called as hd([])
    messages: []
  neighbours:
`);
});
