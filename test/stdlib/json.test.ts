import fc from "fast-check";
import { expect, test } from "vitest";
import { ScriptedSession } from "../../src/shell/scripted-session.ts";

/** What a session prints for these lines, prompts left out. */
async function printed(...lines: string[]): Promise<string> {
  return new ScriptedSession().run(`${lines.join("\n")}\n`);
}

test("format/1 breaks lines as OTP does", async () => {
  expect(
    await printed("io:put_chars(json:format(#{b=>[1,2,[3,#{}]],c=>#{x=>1.5},k=>[#{z=>null}]}))."),
  ).toContain(`{
  "b": [1,2,[3,{}]],
  "c": { "x": 1.5 },
  "k": [
    { "z": null }
  ]
}
ok`);
});
test("format/2 goes to a new line at the column given", async () => {
  expect(await printed("io:put_chars(json:format(lists:seq(1,20),#{indent=>4,max=>20})).")).toContain(
    "[1,2,3,4,5,6,7,8,9,10,\n    11,12,13,14,15,16,\n    17,18,19,20]\nok",
  );
});
test("decode/3 asks the funs, and leaves what is behind the value", async () => {
  const funs = "array_start=>fun(A)->A end,array_push=>fun(V,A)->A+V end,array_finish=>fun(A,O)->{A,O} end";
  expect(await printed(`json:decode(<<"[1,2] x">>,0,#{${funs}}).`)).toContain('{3,0,<<" x">>}');
});
test("what a text ends in the middle of is read when the rest comes", async () => {
  const text = `{"a":[1,2.5e1,"x\\n",true],"b":{}}`;
  const quoted = JSON.stringify(text);
  for (let i = 1; i < text.length; i++) {
    const [a, b] = [JSON.stringify(text.slice(0, i)), JSON.stringify(text.slice(i))];
    expect(
      await printed(
        `{continue,S}=json:decode_start(<<${a}>>,ok,#{}), json:decode_continue(<<${b}>>,S)=:={json:decode(<<${quoted}>>),ok,<<>>}.`,
      ),
    ).toContain("true");
  }
});
test("errors say what is wrong where", async () => {
  const wrong = (text: string) => printed(`json:decode(<<${JSON.stringify(text)}>>).`);
  expect(await wrong("[1 2]")).toContain("invalid byte 16#32 '2' at byte position 3");
  expect(await wrong('"\\uDE00"')).toContain("{unexpected_sequence,");
  expect(await wrong('{"a"')).toContain("unexpected_end");
  expect(await printed("json:encode([1,{a}]).")).toContain("in call from json:list_loop/2 (json.erl:248)");
});
test("arguments that do not fit have no clause, or no BIF takes them", async () => {
  expect(await printed("json:encode_list(a, b).")).toContain("json:encode_list(a,b) (json.erl:239)");
  expect(await printed("json:encode_map(#{a=>1}, b).")).toContain(
    "json:do_encode_map(#{a => 1},b) (json.erl:260)",
  );
  expect(await printed("json:encode_integer(a).")).toContain(
    "in call from json:encode_integer/1 (json.erl:225)",
  );
  expect(await printed("json:format(a, b, #{}).")).toContain("json:format(a,b,#{}) (json.erl:626)");
  expect(await printed("json:encode_key_value_list([{a,1},x], fun json:encode_value/2).")).toContain(
    '58|<<"1">>',
  );
});
test("keys and atoms are written by the encoder", async () => {
  const encoder =
    "fun(B,E) when is_binary(B) -> json:encode_binary(<<$_,B/binary>>); (X,E) -> json:encode_value(X,E) end";
  expect(await printed(`iolist_to_binary(json:encode(#{k => v}, ${encoder})).`)).toContain(
    '{\\"_k\\":\\"_v\\"}',
  );
});
test("what is nested deep, and numbers of any length, are read all the same", async () => {
  const deep = "iolist_to_binary([binary:copy(<<$[>>,100000),binary:copy(<<$]>>,100000)])";
  expect(await printed(`is_list(json:decode(${deep})).`)).toContain("true");
  expect(
    await printed('json:decode(binary:copy(<<"9">>,5000)) =:= binary_to_integer(binary:copy(<<"9">>,5000)).'),
  ).toContain("true");
});
test("the short way of decode/1 and the funs of decode/3 make the same of a text", async () => {
  const texts = fc.sample(fc.json({ maxDepth: 4 }), { numRuns: 100, seed: 7 });
  const alike = Array.from(
    { length: 40 },
    (_, i) => `{"a":${i % 3},"b${i % 4}":1e${i},"\\u00e9":"x\\ny","a":[],"z":-0.5}`,
  );
  const keys = Array.from({ length: 40 }, (_, i) => `"k${i % 37}":${i}`);
  const binaries = [
    ...texts,
    `[${alike}]`,
    `{${keys}}`,
    '"é\\ud83d\\ude00\\/"',
    "[1.5, 12345678901234567890,-0]",
  ].map((text) => `<<${[...Buffer.from(text)].join()}>>`);
  const same = "[B || B <- L, {json:decode(B),ok,<<>>} =/= json:decode(B,ok,#{string=>fun(S)->S end})]";
  expect(await printed(`L = [${binaries}], ${same}.`)).toContain("[]");
});
test("the iodata of encode/1 has the parts that OTP makes", async () => {
  expect(await printed('json:encode([<<"a\\nb">>,<<"\\v">>,x,1.5,[]]).')).toContain(
    `[91,
 [["\\"",<<"a">>|<<"\\\\n">>],<<"b">>,34],
 44,
 [["\\""|<<"\\\\u000B">>],34],
 44,
 [34,<<"x">>,34],
 44,<<"1.5">>,44,<<"[]">>,93]`,
  );
  expect(await printed('json:encode_binary_escape_all(<<"aä\\n"/utf8>>).')).toContain(
    '[[[["\\""|<<"a">>],"\\\\u00"|<<"E4">>]|<<"\\\\n">>],34]',
  );
});
test("an error of encode/1 has passed the lists and objects that wait for it", async () => {
  const told = (await printed("json:encode([0,0,#{1=>b,2=>[1,2|3]}]).")).match(
    /(?<=json:)\S+(?=\/\d \(json)/g,
  );
  const comprehension = "'-do_encode_map/2-lc$^0/1-0-'";
  const inner = ["list_loop", "do_encode_list", comprehension, comprehension, "do_encode_map"];
  expect(told).toEqual([...inner, "list_loop", "list_loop"]);
});
