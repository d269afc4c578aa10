// Module code: what it says of folders and files that there are none of, and to wrong arguments.
import { expect, test } from "vitest";
import { ScriptedSession } from "../../src/shell/scripted-session.ts";
import { prints } from "./prints.ts";

prints({
  "code:add_pathsa(x).": `** exception error: no function clause matching code:add_pathsa(x,nocache) (code.erl:1185)`,
  "code:add_pathsz(x).": `** exception error: no function clause matching code:add_pathsz(x,nocache) (code.erl:1158)`,
  "code:add_paths(x).": `** exception error: no function clause matching code:add_paths(x,nocache) (code.erl:1136)`,
  "code:add_paths(x,cache).": `** exception error: no function clause matching code:add_paths(x,cache) (code.erl:1136)`,
  'code:add_pathsa(["/x"]).': `ok`,
  'code:lib_dir(a,"b").': `** exception error: no function clause matching code:lib_dir(a,"b") (code.erl:959)`,
  "code:lib_dir(1).": `** exception error: no function clause matching code:lib_dir(1) (code.erl:927)`,
  "code:priv_dir(1).": `** exception error: no function clause matching code:priv_dir(1) (code.erl:980)`,
  "code:load_abs(1).": `** exception error: no function clause matching code:load_abs(1) (code.erl:627)`,
  "code:load_abs(nosuch).": `{error,nofile}`,
  "code:get_doc(1).": `** exception error: no function clause matching code:get_doc(1) (code.erl:1860)`,
  "code:get_doc(nosuch).": `{error,non_existing}`,
  'code:add_patha("/x",cache).': `{error,bad_directory}`,
  'code:del_paths(["/x"]).': `ok`,
});

test("load_abs loads a module from the file that it has, and from no other", async () => {
  const session = new ScriptedSession({ "foo.ts": "export const hi = () => 1;" });
  const file = (await session.type("filename:rootname(code:which(foo)).")).trim();
  expect(await session.type(`code:load_abs(${file}).`)).toContain("{module,foo}");
  expect(await session.type(`code:load_abs("/elsewhere/foo").`)).toContain("{error,nofile}");
});
