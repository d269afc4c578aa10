// The shell as a whole, as `eshell < file` runs it. What is expected was recorded from OTP 29.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { describe, expect, test } from "vitest";
import { nodeFiles } from "../../src/node-files.ts";
import { ScriptedSession } from "../../src/shell/scripted-session.ts";
import { files } from "../../src/stdlib/files-port.ts";

const run = (input: string) => new ScriptedSession().run(input);
const END = "*** Terminating erlang (nonode@nohost)\n";

describe("reading", () => {
  test("the prompt is printed again for each further line; two expressions on a line make two prompts", async () => {
    expect(await run("1 +\n2.\na. b.\n\n% nothing\nc.\n")).toBe(`1> 1> 3\n2> a\n3> b\n4> 4> 4> c\n5> ${END}`);
  });
  test("what follows an expression on its line is read next", async () => {
    expect(await run("ok.   \nfoo.  % comment\nbar. baz\n.\n")).toBe(
      `1> ok\n2> 2> foo\n3> 3> bar\n4> 4> baz\n5> ${END}`,
    );
  });
  test("scan and parse errors do not count", async () => {
    expect(await run("1 +* 2. foo.\nok.\n")).toBe(
      `1> * 1:4: syntax error before: '*'\n1> foo\n2> ok\n3> ${END}`,
    );
    expect(await run("16#G. skipped\nok.\n")).toBe(`1> * 1:1: illegal integer\n1> ok\n2> ${END}`);
  });
  test("the input may end anywhere", async () => {
    expect(await run("1.")).toBe(`1> 1> 1\n2> ${END}`);
    expect(await run("(1 +\n2\n")).toBe(`1> 1> 1> * 2:1: syntax error before: \n1> ${END}`);
    expect(await run('"never closed\nmore text\n')).toBe(
      `1> 1> 1> * 1:2: unterminated string starting with "never closed\\nmor"\n1> ${END}`,
    );
    expect(await run("% only a comment")).toBe(`1> 1> ${END}`);
  });
  test("input is the shell's and the programs' in turn", async () => {
    expect(await run('io:get_line("a> "). rest\nok.\nio:get_chars("c> ", 2). abc\n')).toBe(
      `1> a> "rest\\n"\n2> ok\n3> c> "ab"\n4> 4> * 1:1: syntax error before: \n4> ${END}`,
    );
  });
  test("a pid, a reference or a fun may be typed as it is printed", async () => {
    const input =
      '{<0.1.0>,"a"}.\nR = make_ref().\n#Fun<lists.map.2>.\n<9.1.0>.\n<0.1.0> = self().\nA = 1, A<2.0.\n';
    expect(await run(input)).toMatch(
      /^1> \{<0\.1\.0>,"a"\}\n2> #Ref<.*>\n3> fun lists:map\/2\n4> \* 1:1: syntax error before: '<'\n4> \* 1:1: illegal pattern\n5> true\n6> /,
    );
    const session = new ScriptedSession();
    const ref = (await session.type("R = make_ref().")).trim();
    expect(await session.type(`R =:= ${ref}.`)).toBe("true\n");
    expect(await session.type("self() =:= <0.90.0>.")).toBe("false\n");
  });
  test("unbound variables and exceptions do count", async () => {
    expect(await run("X.\n1/0.\nok.\n")).toBe(
      "1> * 1:1: variable 'X' is unbound\n2> ** exception error: an error occurred when evaluating an arithmetic " +
        `expression\n     in operator  '/'/2\n        called as 1 / 0\n3> ok\n4> ${END}`,
    );
  });
});

describe("the evaluator", () => {
  test("is another process after an exception, with the bindings and the dictionary", async () => {
    const session = new ScriptedSession();
    await session.type("X = 1, put(k, v), P = self().");
    expect(await session.type("throw(ball).")).toBe("** exception throw: ball\n");
    expect(await session.type("{X, get(k), P =:= self(), is_process_alive(P)}.")).toBe("{1,v,false,false}\n");
  });
  test("stays with catch_exception(true), and reports with one star", async () => {
    const session = new ScriptedSession();
    expect(await session.type("catch_exception(true).")).toBe("false\n");
    await session.type("P = self().");
    expect(await session.type("error(x).")).toBe("* exception error: x\n");
    expect(await session.type("P =:= self().")).toBe("true\n");
  });
  test("forgets what a failed command has bound", async () => {
    const session = new ScriptedSession();
    await session.type("Y = 1, error(x).");
    expect(await session.type("Y.")).toBe("* 1:1: variable 'Y' is unbound\n");
  });
  test("taken along by a link while idle, is reported on the line of the prompt", async () => {
    const session = new ScriptedSession();
    await session.type("Old = self(), spawn_link(fun() -> timer:sleep(150), exit(bad) end).");
    expect(await session.advance(200)).toBe("** exception error: bad\n");
    expect(await session.type("self() =:= Old.")).toBe("false\n");
  });
  test("taken along during a command, ends the command", async () => {
    const session = new ScriptedSession();
    await session.type("spawn_link(fun() -> timer:sleep(10), exit(bad) end), timer:sleep(300).");
    expect(await session.advance(20)).toBe("** exception exit: bad\n");
  });
  test("lets those run that it has started or woken before it shows a value", async () => {
    const session = new ScriptedSession();
    expect(await session.type('spawn(fun() -> io:format("hi~n") end), ok.')).toBe("hi\nok\n");
    expect(await session.type("spawn_link(fun() -> exit(bye) end).")).toBe("** exception exit: bye\n");
    await session.type("P = spawn_link(fun() -> receive X -> exit(X) end end).");
    expect(await session.type("P ! foo.")).toBe("** exception exit: foo\n");
  });
  test("has its ancestors in its dictionary", async () => {
    const session = new ScriptedSession();
    expect(await session.type("1 / 0, x.")).toMatch(/^\*\* exception error/);
    expect(await session.type("put(a, 1), [{'$ancestors', L}, {a, 1}] = get(), tl(tl(L)).")).toMatch(
      /^\[user_drv,<0\.\d+\.0>,<0\.\d+\.0>,kernel_sup,<0\.\d+\.0>\]\n$/,
    );
  });
  test("says that a command takes long, and takes its time", async () => {
    const session = new ScriptedSession();
    await session.type("timer:sleep(6000).");
    expect(await session.advance(5500)).toMatch(/^Command is taking a long time/);
    expect(await session.advance(600)).toBe("ok\n");
  });
  test("can be interrupted; an idle shell cannot", async () => {
    const session = new ScriptedSession();
    expect(session.session.interrupt()).toBe(false);
    await session.type("timer:sleep(infinity).");
    expect(session.session.interrupt()).toBe(true);
    await session.settle();
    expect(await session.type("ok.")).toBe("ok\n");
  });
});

describe("history", () => {
  test("v(N) is a result, e(N) the expressions again; wrong numbers do not count", async () => {
    expect(await run("1 + 1.\nv(1) + 10.\ne(-1).\nv(9).\nv(X).\nv(-1).\n")).toBe(
      `1> 2\n2> 12\n3> 12\n4> * 9: command not found\n4> * X: command not found\n4> 12\n5> ${END}`,
    );
  });
  test("h() lists commands and results; history(N) says how many are kept", async () => {
    expect(await run("a.\n{b, 1}.\nhistory(1).\nh().\n")).toBe(
      `1> a\n2> {b,1}\n3> 20\n4> 3: history(1)\n-> 20\nok\n5> ${END}`,
    );
  });
});

describe("definitions at the prompt", () => {
  test("functions call themselves, each other, and what is defined later", async () => {
    const session = new ScriptedSession();
    await session.type("even(0) -> true; even(N) -> odd(N - 1).");
    await session.type("odd(0) -> false; odd(N) -> even(N - 1).");
    expect(await session.type("even(100000).")).toBe("true\n");
    expect(await session.type("lists:map(fun odd/1, [1, 2]).")).toBe("[true,false]\n");
    await session.type("ff(odd, 1).");
    expect(await session.type("odd(1).")).toBe("** exception error: undefined shell command odd/1\n");
  });
  test("records print by their fields, and can be forgotten", async () => {
    const session = new ScriptedSession();
    expect(await session.type("rd(p, {x, y = 2}).")).toBe("p\n");
    expect(await session.type("#p{x = 1}.")).toBe("#p{x = 1,y = 2}\n");
    expect(await session.type("rl().")).toBe("-record(p,{x, y = 2}).\nok\n");
    await session.type("rf(p).");
    expect(await session.type("{p, 1, 2}.")).toBe("{p,1,2}\n");
  });
});

describe("rr", () => {
  const folder = mkdtempSync(`${tmpdir()}/records-`);
  const save = (name: string, text: string) => writeFileSync(`${folder}/${name}`, text);
  save("r.hrl", "-record(p, {x = 1, y}).\n-record(q, {a :: integer(), b = #p{}}).\nfoo() -> 1.\n");
  save("bad.hrl", "-record(p, {x = 1, y}.\n-record(z, {a}).\n");
  save("twice.hrl", "-record(p, {x, x}).\n");
  save("m.hrl", '-include("r.hrl").\n-define(D, 5).\n-record(mm, {a = ?D}).\n');
  test.each([
    [`rr("${folder}/r.hrl").`, "[p,q]"],
    [`rr("${folder}/r.hrl", p).`, "[p]"],
    [`rr("${folder}/r.hrl", [z]).`, "[]"],
    [`rr(["${folder}/r.hrl"]).`, "[p,q]"],
    [`rr("${folder}/bad.hrl").`, "[z]"],
    [`rr("${folder}/[mr].hrl", [p, mm]).`, "[mm,p]"],
    [`rr("${folder}/m.hrl"), #mm{}.`, "#mm{a = 5}"],
    [`rr("${folder}/twice.hrl").`, '** exception exit: "field x already defined in record p"'],
    [`rr("${folder}/r.hrl", q).`, '** exception exit: "record p undefined"'],
    [`rr("${folder}").`, "{error,eisdir}"],
    ['rr("nosuch/*").', "[]"],
    ["rr(nosuch).", "{error,nofile}"],
    ["rr(lists).", "[]"],
    ["rr([]).", "{error,invalid_filename}"],
    ["rr({a}).", "{error,invalid_filename}"],
  ])("%s", async (input, output) => {
    const session = new ScriptedSession();
    files.of(session.session.system).disk = nodeFiles;
    expect(await session.type(input)).toBe(`${output}\n`);
  });
});

describe("commands called wrongly", () => {
  test.each([
    [
      'm("lists").',
      `** exception error: bad argument
     in function  apply/3
        called as apply("lists",module_info,[])
        *** argument 1: not an atom
     in call from c:m/1 (c.erl:774)`,
    ],
    ["ht(nosuch).", "{error,non_existing}"],
    ["apply({lists, reverse}, [[1, 2]]).", "[2,1]"],
    ["element(1, element(2, catch pid(0, 99999999999, 0))).", "badarg"],
    ["lists:module_info(native).", "false"],
    [
      "lists:module_info(foo).",
      `** exception error: bad argument
     in function  erlang:get_module_info/2
        called as erlang:get_module_info(lists,foo)
     in call from lists:module_info/1 `,
    ],
    ["ht(lists).", "\tlists\n\nThere are no types in this module\nok"],
    ["hcb(lists, x).", "{error,type_missing}"],
    ["y(nosuch).", "nosuch.yrl: no such file or directory\nerror"],
    ["xm(nosuch).", "{error,xref_utils,{no_such_module,nosuch}}"],
    ["nc(nosuch).", "nosuch.ts: no such file or directory\nerror"],
  ])("%s", async (input, output) => {
    const printed = (await new ScriptedSession().type(input)).replace(/\(c\.erl:\d+\)/, "(c.erl:774)");
    expect(printed).toBe(`${output}\n`);
  });
});

describe("ends", () => {
  test("halt/1 prints nothing more and gives its status", async () => {
    const session = new ScriptedSession();
    expect(await session.run("a.\nhalt(3).\nb.\n")).toBe("1> a\n2> ");
    expect(session.status).toBe(3);
  });
  test("q() answers ok and ends", async () => {
    const session = new ScriptedSession();
    expect(await session.run("q().\nb.\n")).toBe("1> ok\n");
    expect(session.status).toBe(0);
  });
});
