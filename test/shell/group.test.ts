// The I/O protocol, as programs speak it with the group leader.
import { describe, expect, test } from "vitest";
import { ScriptedSession } from "../../src/shell/scripted-session.ts";

const run = async (input: string) => {
  const output = await new ScriptedSession().run(input);
  return output.replace(/\n\d+> \*\*\* Terminating.*\n$/, "");
};

describe("a group leader", () => {
  test("answers io requests of any process", async () => {
    expect(
      await run(
        'group_leader() ! {io_request, self(), r, {put_chars, unicode, "hi\\n"}}, receive X -> X end.\n',
      ),
    ).toBe("1> hi\n{io_reply,r,ok}");
  });
  test("refuses what it does not know", async () => {
    expect(await run("io:request(standard_io, foo).\n")).toBe("1> {error,request}");
    expect(await run("io:setopts([{foo, 1}]).\n")).toBe("1> {error,enotsup}");
    expect(await run("io:columns().\n")).toBe("1> {error,enotsup}");
  });
  test("gives lines, characters and terms, and eof for ever", async () => {
    expect(await run('io:get_line("x> ").\nhello\n')).toBe('1> x> "hello\\n"');
    expect(await run("io:get_line('a b').\nline\n")).toBe('1> a b"line\\n"');
    expect(await run('io:get_chars("> ", 5).\nab\ncde\n')).toMatch(/^1> > "ab\\ncd"\n/);
    expect(await run('io:get_chars("> ", 5).\nabc')).toBe('1> > > "abc"');
    expect(await run('io:read("r> ").\n{a, b\n}.\n')).toBe("1> r> r> {ok,{a,b}}");
    expect(await run('{io:get_line(""), io:get_line("")}.')).toBe("1> 1> {eof,eof}");
  });
  test("user has no input, and nothing can be typed unseen on a pipe", async () => {
    expect(await run('io:get_line(user, "x> ").\nok.\n')).toBe("1> x> {error,enotsup}\n2> ok");
    expect(await run("io:get_password().\nok.\n")).toBe("1> {error,enotsup}\n2> ok");
  });
  test("file reads and writes it as any file", async () => {
    expect(await run("file:read_line(standard_io).\nabc\n")).toBe('1> {ok,"abc\\n"}');
    expect(await run("file:read(standard_io, 2).\nabc.\n")).toBe('1> {ok,"ab"}\n2> c');
    expect(await run('file:write(standard_io, "abc").\n')).toBe("1> abcok");
    expect(await run("file:read(standard_io, a).\n")).toBe("1> {error,badarg}");
    expect(await run("file:close(standard_io).\n")).toBe("1> {error,badarg}");
  });
  test("gives binaries once it is told to", async () => {
    expect(await run('io:setopts([binary]).\nio:get_line("x> ").\nabc\n')).toBe('1> ok\n2> x> <<"abc\\n">>');
  });
  test("runs several requests in order, and stops at an error", async () => {
    expect(await run('io:requests([{put_chars, unicode, "a"}, {put_chars, unicode, "b"}, nl]).\n')).toBe(
      "1> ab\nok",
    );
    expect(await run('io:requests([{put_chars, unicode, "a"}, {get_line, unicode, "x> "}]).\nzz\n')).toBe(
      '1> ax> "zz\\n"',
    );
  });
  test("writes output while somebody waits for input", async () => {
    const session = new ScriptedSession();
    await session.type(
      'spawn(fun() -> timer:sleep(10), io:format("meanwhile~n") end), io:get_line("name> ").',
    );
    expect(await session.advance(20)).toBe("meanwhile\n");
    expect(await session.type("ann")).toBe('"ann\\n"\n');
  });
  test("gives the input to the next when who asked first has ended", async () => {
    const session = new ScriptedSession();
    await session.type('P = spawn(fun() -> io:get_line("never> ") end), timer:sleep(10), exit(P, kill).');
    await session.advance(20);
    expect(await session.type("ok.")).toBe("ok\n");
  });
});
