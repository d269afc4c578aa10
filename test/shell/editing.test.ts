// c/1, l/1 and lc/1 say what is wrong with a module, types included.
import { expect, test } from "vitest";
import { MemoryDisk } from "../../src/code/memory-disk.ts";
import type { ModuleFolder } from "../../src/code/names.ts";
import { VirtualHost } from "../../src/process/virtual-host.ts";
import { PipeLines } from "../../src/shell/pipe.ts";
import { ScriptedSession } from "../../src/shell/scripted-session.ts";
import { startSession } from "../../src/shell/session.ts";

const ROOT = "/project/modules";

/** A shell for which each `wrong` in a text is a type error, and each mention of the file gone.ts. */
function shell(files: Record<string, string>, check = true, note?: (text: string) => void) {
  const host = new VirtualHost();
  const disk = new MemoryDisk();
  for (const [name, text] of Object.entries(files)) disk.write(`${ROOT}/${name}`, text);
  let output = "";
  const lines = new PipeLines((chars) => {
    output += chars;
  });
  const types = ({ disk }: ModuleFolder) => ({
    check: async (_changes: unknown, paths: readonly string[]) => {
      if (!check) throw new Error("there is no TypeScript");
      return paths.map((path) => {
        const text = disk.read(path) ?? "";
        const problem = { severity: "error" as const, code: "TS2322", message: "Type 'x' is wrong." };
        return {
          text,
          problems: [...text.matchAll(/wrong|"\.\/gone\.ts"/g)].map(({ index }) => ({
            ...problem,
            start: index,
          })),
        };
      });
    },
    close() {},
  });
  const shown = (path: string) => path.replace("/project/", "");
  startSession({
    host,
    disk,
    root: ROOT,
    lines,
    banner: "",
    halt() {},
    shown,
    types,
    note,
    synchronous: true,
  });
  return async (line: string) => {
    output = "";
    lines.push(`${line}\n`);
    for (let idle = 0; idle < 3; ) {
      await new Promise((resolve) => setImmediate(resolve));
      idle = host.run() ? 0 : idle + 1;
    }
    return output.replace(/(\d+> )/g, "");
  };
}

const WRONG = "export const f = () => 1; // wrong\n";
const TOLD = `modules/m.ts:1:30: error TS2322: Type 'x' is wrong.
%   1| export const f = () => 1; // wrong
%    |                              ^

`;

test("c/1 shows type errors, and loads what compiles", async () => {
  const type = shell({ "m.ts": WRONG });
  expect(await type("c(m).")).toBe(`${TOLD}{ok,m}\n`);
  expect(await type("m:f().")).toBe("1\n");
});

test("a module file that is missing is no error to c/1, as in OTP; on a terminal it is told of once", async () => {
  const files = { "m.ts": 'import { g } from "./gone.ts";\nexport const f = () => g();\n' };
  expect(await shell(files)("c(m).")).toBe("{ok,m}\n");
  const notes: string[] = [];
  const told = await shell(files, true, (text) => notes.push(text))("c(m).");
  expect(told).toContain('modules/m.ts:1:19: warning: there is no module "./gone.ts"');
  expect(told).not.toContain("TS2322");
});

test("c/2 with the option strict loads nothing whose types are wrong", async () => {
  const type = shell({ "m.ts": WRONG, "n.ts": "export const f = () => 1;" });
  for (const call of ["c(m, [strict]).", "c(m, strict).", 'c("m.ts", [strict, debug_info]).'])
    expect(await type(call)).toBe(`${TOLD}error\n`);
  expect(await type("code:is_loaded(m).")).toBe("false\n");
  expect(await type("c(n, [strict]).")).toBe("{ok,n}\n");
  expect(await type("c(nosuch, [strict]).")).toBe("{error,non_existing}\n");
});

test("l/1 loads, and says nothing of types", async () => {
  const type = shell({ "m.ts": WRONG });
  expect(await type("l(m).")).toBe("{module,m}\n");
});

test("lc/1 shows what is wrong and loads nothing", async () => {
  const type = shell({ "m.ts": WRONG });
  expect(await type("lc([m]).")).toBe(`${TOLD}ok\n`);
  expect(await type("code:is_loaded(m).")).toBe("false\n");
});

test("a module that does not compile is told in the type checker's words", async () => {
  const type = shell({ "m.ts": "export const f = () => ; // wrong\n", "n.ts": "export const f = () => ;\n" });
  expect(await type("c(m).")).toMatch(
    /^modules\/m.ts:1:29: error TS2322: .*\n(?!.*Unexpected)[\s\S]*error\n$/,
  );
  expect(await type("c(n).")).toMatch(/^modules\/n.ts:1:24: error: Unexpected ";"\n[\s\S]*error\n$/);
});

test("what the compiler warns of is shown on a pipe, too", async () => {
  const type = shell({ "m.ts": "export const f = (x: number) => x === -0;\n" });
  expect(await type("c(m).")).toMatch(/^modules\/m.ts:1:39: warning: .*-0[\s\S]*\{ok,m\}\n$/);
});

test("where types cannot be checked, that is said once, and all else goes on", async () => {
  const type = shell({ "m.ts": WRONG }, false);
  expect(await type("c(m).")).toBe("%% types are not checked: there is no TypeScript\n{ok,m}\n");
  expect(await type("c(m).")).toBe("{ok,m}\n");
  expect(await type("c(m, [strict]).")).toBe("m.ts: its types cannot be checked\nerror\n");
});

test("versions/1 answers with the versions, when they were loaded, and who is in each", async () => {
  const loop = (n: number) =>
    `import { receive, spawn } from "eshell-ts";
     export const start = () => spawn(loop);
     export async function loop(): Promise<${n}> { await receive(); return loop(); }`;
  const session = new ScriptedSession({ "m.ts": loop(1) });
  expect(await session.type("versions(m).")).toBe("[]\n");
  const pid = (await session.type("P = m:start().")).trim();
  session.edit("m.ts", loop(2));
  await session.type("l(m).");
  const shape = "[{V, S, Ps} || #{version := V, state := S, processes := Ps} <- versions(m)].";
  expect(await session.type(shape)).toBe(`[{2,current,[]},{1,old,[{${pid},{loop,0,3}}]}]\n`);
  expect(await session.type("[#{loaded := {{_, _, _}, {_, _, _}}} | _] = versions(m), ok.")).toBe("ok\n");
  expect(await session.type("versions(nosuch).")).toBe("[]\n");
});

test("code:get_object_code/1 gives the compiled JavaScript of the file as it is", async () => {
  const session = new ScriptedSession({ "m.ts": "export const f = (x: number): number => x;" });
  expect(await session.type("{m, Code, File} = code:get_object_code(m), File.")).toBe(
    '"/project/modules/m.ts"\n',
  );
  expect(await session.type('{_, 8} = binary:match(Code, <<"(x) => x">>), ok.')).toBe("ok\n");
  session.edit("m.ts", "export const f = ;");
  expect(await session.type("code:get_object_code(m).")).toBe("error\n");
  expect(await session.type('catch code:get_object_code("m").')).toContain("function_clause");
});

test("xm/1 finds calls of functions that there are not, and functions that nobody calls", async () => {
  const session = new ScriptedSession({
    "m.ts": `import { lists, io as out } from "eshell-ts";
      import * as n from "./n.ts";
      import { g, h } from "./n.ts";
      import * as late from "./late.ts";
      import * as MODULE from "./m.ts";
      import * as star from "./star.ts";
      export function a() { n.g(1); lists.nosuch(2); c(); out.format("x"); g(1); h(); late.start(); MODULE.b(1); }
      export const b = async (x: number) => { await n.wait(x, 1); MODULE.no(); star.any(); };
      function c() { return [1].map((y) => n.inner(y)); }
      function unused(x: number): number { return unused(x - 1); }
      const alsoUnused = (y = 1) => y;
      n.top();`,
    "n.ts": "export const g = (x: number) => x; export function wait() {}",
    "star.ts": 'export * from "./n.ts";',
  });
  expect(await session.type("xm(m).")).toBe(`[{deprecated,[]},
 {undefined,[{{m,'-top level-',0},{n,top,0}},
             {{m,a,0},{late,start,0}},
             {{m,a,0},{lists,nosuch,1}},
             {{m,a,0},{n,h,0}},
             {{m,b,1},{m,no,0}},
             {{m,c,0},{n,inner,1}}]},
 {unused,[{m,alsoUnused,1},{m,unused,1}]}]
`);
  expect(await session.type("xm(lists).")).toBe("[{deprecated,[]},{undefined,[]},{unused,[]}]\n");
  expect(await session.type("xm(nosuch).")).toBe("{error,xref_utils,{no_such_module,nosuch}}\n");
});
