// What is defined at the prompt: what a definition may use, and how it is written to a file.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { nodeFiles } from "../../src/node-files.ts";
import { ScriptedSession } from "../../src/shell/scripted-session.ts";

const folder = mkdtempSync(join(tmpdir(), "eshell-save-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("save_module writes functions with their specs, types and records, and asks before it overwrites", async () => {
  const session = new ScriptedSession({}, { files: nodeFiles });
  const file = join(folder, "m.erl");
  const output = await session.run(
    [
      "-type t() :: integer().",
      "-type u() :: atom().",
      "-record(q, {a, b = 1}).",
      "-spec g(t()) -> u().",
      "g(X) -> X.",
      "a(X, Y) -> X + Y.",
      "-spec missing() -> ok.",
      `save_module("${file}").`,
      `save_module("${file}").`,
      "n",
      `save_module("${file}").`,
      "y",
      "save_module(a).",
      'save_module("").',
      `save_module("${folder}/none/m.erl").`,
    ]
      .map((line) => `${line}\n`)
      .join(""),
  );
  expect(output).toContain(
    "8> {ok,m}\n9> File exists, do you want to overwrite it? (y/N)\nAborting save\nok\n10> File",
  );
  expect(output).toContain(
    "(y/N)\n{ok,m}\n11> ** exception error: no function clause matching call to save_module/1\n",
  );
  expect(output).toContain(
    "12> ** exception error: no match of right hand side value [[]]\n13> {error,enoent}\n",
  );
  expect(readFileSync(file, "utf8")).toBe(`-module(m).

-export([a/2,g/1]).

-type t() :: integer().


-type u() :: atom().

-record(q,{a, b = 1}).

a(X, Y) ->
    X + Y.

-spec g(t()) -> u().
g(X) ->
    X.
`);
});

test("strings/1 and catch_exception/1 of module shell answer what they were given before", async () => {
  const session = new ScriptedSession();
  const output = await session.run(
    'shell:strings(foo).\nshell:strings(true).\nshell:catch_exception(bar).\nshell:catch_exception(false).\n"abc".\n',
  );
  expect(output).toContain('1> true\n2> foo\n3> false\n4> bar\n5> "abc"');
});

test("a record may use those that are defined with it, and no other", async () => {
  const session = new ScriptedSession();
  expect(await session.run("rd(p, {x}).\n-record(q, {a = #p{}}).\n-record(r, {a :: #p{}}).\n")).toContain(
    '2> ** exception exit: "record p undefined"\n3> ** exception exit: "record p undefined"\n',
  );
  expect(await new ScriptedSession().run("-record(q, {a = case 1 of Y -> Y end}).\n")).toContain(
    "1> ** exception exit: \"variable 'Y' in record definition\"\n",
  );
  expect(await new ScriptedSession().run("rd(p, {x}).\nrd(q, {a = #p{}}).\n#q{}.\nlr().\n")).toContain(
    "2> q\n3> #q{a = #p{x = undefined}}\n4> -record(p,{x}).\n-record(q,{a = {p, undefined}}).\n\nok\n",
  );
});

test("f/0,1 forget at once, within an expression too", async () => {
  const output = await new ScriptedSession().run(
    "X = 7.\nbegin f(X), X = 8 end.\nX.\nbegin X = 8, f(X), X = 9, X end.\nbegin f(), Y = 1, b() end.\nbegin f(Y), Y end.\n",
  );
  expect(output).toContain(
    "2> 8\n3> 8\n4> 9\n5> Y = 1\nok\n6> ** exception error: variable 'Y' is unbound\n",
  );
});

test("the place of a record's field may be matched; what is wrong with a record is told where erl_eval finds it", async () => {
  const output = await new ScriptedSession().run(
    "rd(p, {x, y}).\ncase 3 of #p.y -> yes end.\n<<((5)#p.x):8>>.\n<<(#p{x = 1/0}):8>>.\n",
  );
  expect(output).toContain(`2> yes
3> ** exception error: {badrecord,5}
     in function  shell:apply_fun/3 (shell.erl:1209)
     in call from erl_eval:do_apply/7 (erl_eval.erl:1048)
     in call from eval_bits:eval_field/5 (eval_bits.erl:111)
     in call from eval_bits:expr_grp1/6 (eval_bits.erl:76)
     in call from eval_bits:expr_grp/5 (eval_bits.erl:72)
4> ** exception error: an error occurred when evaluating an arithmetic expression
     in operator  '/'/2
        called as 1 / 0
     in call from erl_eval:do_apply/7 (erl_eval.erl:1048)
     in call from erl_eval:expr_list/7 (erl_eval.erl:1664)`);
});

test("what ends a fun has a frame of erl_eval's if erl_eval called the fun, and none if a module did", async () => {
  const output = await new ScriptedSession().run(
    `sq(X) -> X * X.
tup(X) -> {sq(X)}.
G = fun(X) -> hd(X) end.
catch G(1).
catch sq(a).
catch tup(a).
catch lists:map(G, [1]).
catch lists:map(fun(X) -> sq(X) end, [a]).
catch lists:map(fun(X) -> G(X) end, [1]).
catch (fun F(X) -> X end)(0, 0).
catch (fun() -> lists:filter(G, 0) end)().
catch (fun() -> try X = 1, 2 = X after <<1>> end end)().
catch (fun() -> (catch {hd([])}) end)().
`,
  );
  const lines = output
    .split(/^\d+> /m)
    .map((answer) => [...answer.matchAll(/line,(\d+)/g)].map((match) => match[1]));
  expect(lines.slice(4, 14).map((answer) => answer.join(" "))).toEqual([
    "1048 780 970 926 911",
    "1044 780 970 926 911",
    "1044 1664 1660 451 780 970 926",
    "2384 1048 780 970 926 911",
    "2384 1048 780 970 926 911",
    "2384 1048 780 970 926 911",
    "1025 780 970 926 911",
    "2527 1048 780 970 926 911",
    "796 1690 780 970 926 911",
    "1048 1664 1660 451 780 970 926",
  ]);
});

test("beside a record, a call of a BIF is told as the remote call that it becomes", async () => {
  const output = await new ScriptedSession().run(
    "rd(p, {x}).\n<<(length(hd([]))):8>>.\n<<(length(hd([]))):8, (#p{}):1>>.\n",
  );
  const lines = [...output.matchAll(/expr\/6 \(erl_eval.erl:(\d+)\)/g)].map((match) => match[1]);
  expect(lines).toEqual(["765", "754"]);
});

test("an error in a function is told where it is in the text that the shell makes of it", async () => {
  const output = await new ScriptedSession().run(
    "g(X) -> Z.\ng(X, Y) when Z -> ok.\ng(X) -> case X of 1 -> Z end.\ng(#nosuch{}) -> 1.\n",
  );
  expect(output).toContain("* 2:9: variable 'Z' is unbound\n");
  expect(output).toContain("* 1:39: variable 'Z' is unbound\n");
  expect(output).toContain("* 4:17: variable 'Z' is unbound\n");
  expect(output).toContain("* 1:28: record nosuch undefined\n");
});

test("a type variable of a record's fields stands there more than once", async () => {
  const output = await new ScriptedSession().run(
    "-record(r, {x :: A | integer()}).\n-record(r, {x :: A, y :: [A]}).\n-record(r, {x :: _A}).\n",
  );
  expect(output).toContain(
    "1> ** exception exit: \"type variable 'A' is only used once (is unbound)\"\n2> ok\n3> ok\n",
  );
});

test("a record that was read from a file names its line where it is refused, and knows those before it", async () => {
  const session = new ScriptedSession({}, { files: nodeFiles });
  const right = join(folder, "right.hrl");
  const wrong = join(folder, "wrong.hrl");
  writeFileSync(right, "-record(p1, {a}).\n-record(p2, {b = #p1{}}).\n-record(p3, {c = #p2{}}).");
  writeFileSync(wrong, "-record(q1, {a}). -record(q2, {b = #q3{}}).");
  const output = await session.run(
    `rr("${right}").\nrf(p1).\n#p3{}.\nrr("${right}", p1).\n#p3{}.\n{#p1{}, #p4{}}.\nrr("${wrong}").\n`,
  );
  expect(output).toContain(`1> [p1,p2,p3]
2> ok
3> * 2: record p1 undefined
4> [p1]
5> #p3{c = #p2{b = #p1{a = undefined}}}
6> * 1:9: record p4 undefined, did you mean p1?
7> ** exception exit: "record q3 undefined, did you mean q1?"
`);
});
