// Tables in files, on a disk that the test can look at; tables that are fixed, and filled by a fun.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folder, printed } from "./scratch-folder.ts";

const DUMP =
  'T = ets:new(t, [bag, {keypos,2}]), ets:insert(T, [{a,1},{b,2.5},{c,1}]), ets:tab2file(T, "@t", [{extended_info,[object_count,md5sum]}]).';

test("a table is read back as it was written, and its file tells what it is", async () => {
  const output = await printed(
    DUMP,
    'ets:tabfile_info("@t").',
    '{ok,U} = ets:file2tab("@t", [{verify,true}]), [ets:info(U, type), ets:info(U, keypos), lists:sort(ets:tab2list(U))].',
  );
  expect(output).toContain("{extended_info,[object_count,md5sum]}");
  expect(output).toContain("[bag,2,[{a,1},{b,2.5},{c,1}]]");
});
test("large objects are written as OTP's logs have them", async () => {
  const output = await printed(
    'T = ets:new(t, []), ets:insert(T, {big, binary:copy(<<"x">>, 70000)}), ets:tab2file(T, "@t").',
    '{ok,U} = ets:file2tab("@t", [{verify,true}]), byte_size(ets:lookup_element(U, big, 2)).',
  );
  expect(output).toContain("70000");
  expect(readFileSync(join(folder, "t")).toString("latin1")).toMatch(/^\x01\x02\x03\x04cXM\x0b/);
});
test("a file that has changed is told when it is verified, and leaves no table", async () => {
  await printed(DUMP);
  const bytes = readFileSync(join(folder, "t"));
  writeFileSync(join(folder, "changed"), bytes.toString("latin1").replace("w\x01a", "w\x01z"), "latin1");
  writeFileSync(join(folder, "cut"), bytes.subarray(0, -20));
  writeFileSync(join(folder, "other"), "no log");
  const output = await printed(
    'Before = length(ets:all()), ets:file2tab("@changed", [{verify,true}]).',
    'ets:file2tab("@cut", [{verify,true}]).',
    'ets:file2tab("@other").',
    "length(ets:all()) - Before.",
    '{ok,U} = ets:file2tab("@changed"), ets:info(U, size).',
  );
  expect(output).toContain("{error,checksum_error}");
  expect(output).toContain("{error,badfile}");
  expect(output).toContain("{error,{read_error,{not_a_log_file");
  expect(output).toMatch(/> 0\n5> 3\n/);
});
test("a process fixes a table as often as it says, and until it ends", async () => {
  const output = await printed(
    "T = ets:new(t, []), ets:safe_fixtable(T, true), ets:safe_fixtable(T, true), element(2, ets:info(T, safe_fixed)) =:= [{self(),2}].",
    "ets:safe_fixtable(T, false), ets:info(T, fixed).",
    "ets:safe_fixtable(T, false), ets:info(T, safe_fixed).",
    "{_, M} = spawn_monitor(fun() -> ets:safe_fixtable(T, true) end), receive {'DOWN', M, _, _, _} -> ok end, ets:info(T, fixed).",
  );
  expect(output).toContain("1> true\n2> true\n3> false\n4> false");
});
test("init_table closes the fun whose objects are wrong, and tells what is wrong", async () => {
  const output = await printed(
    'T = ets:new(t, []), catch ets:init_table(T, fun(read) -> {[{1}|x], fun(close) -> io:format("closed~n"), throw(a) end} end), ets:tab2list(T).',
    "ets:init_table(T, fun(read) -> {foo,bar} end).",
  );
  expect(output).toContain("closed\n[{1}]");
  expect(output).toContain(
    "** exception exit: {foo,bar}\n     in function  ets:init_table_continue/2 (ets.erl:2733)",
  );
});
