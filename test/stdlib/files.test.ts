// Module file and filelib on a disk that the test can look at; texts that erl_eval and uri_string take.
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folder, printed } from "./scratch-folder.ts";

test("bytes are read and written at several places at once", async () => {
  const output = await printed(
    '{ok,D} = file:open("@f", [read,write,binary]), file:write(D, "hello world").',
    "file:pread(D, [{0,2},{{eof,-2},2},{100,2}]).",
    'file:pwrite(D, [{0,"AB"},{6,<<"X">>}]).',
    'file:pwrite(D, [{0,"Z"},{1,a}]).',
  );
  expect(output).toContain('{ok,[<<"he">>,<<"ld">>,eof]}');
  expect(output).toContain("{error,{1,badarg}}");
  expect(readFileSync(join(folder, "f"), "utf8")).toBe("ZBllo Xorld");
});
test("permissions and times are changed, and copied with the record of another file", async () => {
  writeFileSync(join(folder, "f"), "x");
  writeFileSync(join(folder, "g"), "y");
  const output = await printed(
    'file:change_mode("@f", 8#600).',
    'file:change_time("@f", {{2020,1,2},{3,4,5}}).',
    'file:change_time("@f", {{2020,13,2},{3,4,5}}).',
    '{ok,Info} = file:read_file_info("@f"), file:write_file_info("@g", Info).',
    'file:change_mode("@nosuch", 8#600).',
    'file:change_mode("@f", a).',
  );
  expect(output).toContain("{error,badarg}");
  expect(output).toContain("{error,enoent}");
  expect(output).toContain("no function clause matching");
  const { mode, mtime } = statSync(join(folder, "g"));
  expect(mode & 0o777).toBe(0o600);
  expect(mtime).toEqual(new Date(2020, 0, 2, 3, 4, 5));
});
test("a copy may be of the beginning only", async () => {
  writeFileSync(join(folder, "f"), "hello");
  expect(await printed('file:copy("@f", "@g", 3).', 'file:read_file("@g").')).toContain('{ok,<<"hel">>}');
});
test("sources are found by the rules for what is made of them", async () => {
  writeFileSync(join(folder, "m.erl"), "");
  expect(await printed('filelib:find_source("@m.beam").')).toContain(`{ok,"${folder}/m.erl"}`);
  expect(await printed('filelib:find_file("m.erl", "@src", [{"/src",""}]).')).toContain("m.erl");
  expect(await printed('filelib:find_file("n.erl", "@").')).toContain("{error,not_found}");
});
test("a relative name that leaves its folder is unsafe", async () => {
  const output = await printed(
    '[filelib:safe_relative_path(P, "@") || P <- ["a/../b", "../b", "/b", "a/./b"]].',
  );
  expect(output).toContain('["b",unsafe,unsafe,"a/b"]');
});
test("a script is looked for in folders, and told with where it fails", async () => {
  writeFileSync(join(folder, "a.script"), "X = 3.\nX + 4.\n");
  writeFileSync(join(folder, "b.script"), "1.\n\nfoo:bar(1).\n");
  const output = await printed(
    'file:path_script(["/nosuch", "@"], "a.script").',
    'file:path_eval(["@"], "a.script", [{\'X\',3}]).',
    'file:path_eval(["@"], "nosuch").',
    'element(1, element(2, file:path_script(["@"], "b.script"))).',
  );
  expect(output).toContain('1> {ok,7,"');
  expect(output).toContain('2> {ok,"');
  expect(output).toContain("3> {error,enoent}\n4> 4");
});
test("text is evaluated, and what is constant computed, as erl_eval says", async () => {
  const output = await printed(
    'erl_eval:eval_str("1/0. ").',
    'erl_eval:eval_str("1 + . ").',
    'erl_eval:eval_str("1. a").',
    "erl_eval:partial_eval({op,1,'/',{integer,1,3},{integer,1,0}}).",
    "erl_eval:partial_eval({op,1,'*',{float,1,2.0},{op,1,'-',{char,1,$a}}}).",
    'is_tuple(element(2, erl_scan:tokens([], "a", 1))).',
  );
  expect(output).toContain('{error,"*** eval failed: badarith"}');
  expect(output).toContain("{error,\"*** syntax error before: '.'\"}");
  expect(output).toContain('{error,"*** Non-white space found after end-of-form: a"}');
  expect(output).toContain("{op,1,'/',{integer,1,3},{integer,1,0}}");
  expect(output).toContain("{float,1,-194.0}\n6> true");
});
test("escapes of a URI are written in another encoding, or told if they are none of the first", async () => {
  const output = await printed(
    'uri_string:transcode("foo%20bar", [{out_encoding,utf32}]).',
    'uri_string:transcode(<<"foo%C3%B6"/utf8>>, [{out_encoding,latin1}]).',
    'uri_string:transcode("foo%F6", []).',
    'uri_string:transcode("foo%zz", []).',
    'uri_string:transcode("foo%a", []).',
  );
  expect(output).toContain('1> "foo%00%00%00%20bar"\n2> <<"foo%F6">>\n');
  expect(output).toContain('3> {error,invalid_input,<<"ö">>}\n');
  expect(output).toContain('4> {error,invalid_percent_encoding,"%zz"}\n5> "foo%a"');
});
