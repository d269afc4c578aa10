// What OTP's shell prints for arguments that only look wrong, or look right.
import { describe } from "vitest";
import { prints } from "./prints.ts";

describe("the atom undefined is an argument like any other", () => {
  prints({
    "term_to_binary(a, undefined).": "*** argument 2: not a list",
    "binary_to_term(<<131,97,1>>, undefined).": "*** argument 2: not a list",
    "erlang:external_size(a, undefined).": "*** argument 2: not a list",
    'binary_to_atom(<<"a">>, undefined).': "*** argument 2: not one of the atoms: latin1, utf8, or unicode",
    "erlang:insert_element(1, undefined, b).": "*** argument 2: not a tuple",
  });
});

describe("a bit string is no iodata", () => {
  prints({
    "iolist_size(<<5:3>>).": "*** argument 1: not an iodata term",
    "iolist_to_binary(<<5:3>>).": "*** argument 1: not an iodata term",
  });
});

describe("what fits nothing in a table is no error", () => {
  prints({
    "T = ets:new(t, []), ets:insert(T, {a,1}), {ets:match(T, a), ets:match(T, '$1'), ets:match_object(T, 5)}.":
      "{[],[[{a,1}]],[]}",
    "ets:match_delete(ets:new(t, []), a).": "true",
    "T = ets:new(t, []), {ets:select(T, []), ets:select_count(T, []), ets:select(T, [{a,[],['$_']}])}.":
      "{[],0,[]}",
    "ets:match_spec_compile([]).": "*** argument 1: not a valid match specification",
    "ets:update_element(ets:new(t, []), a, b).": "false",
    "ets:update_element(ets:new(t, []), a, {2,x}, b).": "*** argument 4: not a tuple",
  });
});

describe("~K wants an order as soon as there is a map", () => {
  prints({
    'io:format("~Kp~n", [foo, #{1 => 2}]).':
      "*** argument 2: element 1 must be 'undefined', 'ordered', 'reversed', or a fun that takes two arguments",
    'io:format("~Kp~n", [foo, a]).': "a",
    'io:format("~Kp~n", [fun(A, B) -> A > B end, #{1 => a, 2 => b}]).': "#{2 => b,1 => a}",
  });
});

describe("the dot that begins a name in a folder begins no extension", () => {
  prints({
    '[filename:rootname(N) || N <- ["a/.bashrc", ".bashrc", "/.b", "a/.b.c", "a/b.c.d", "a.b/c", "a/."]].':
      '["a/.bashrc",[],"/.b","a/.b","a/b.c","a.b/c","a/."]',
  });
});
