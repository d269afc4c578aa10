// calls — functions of the library with arguments that may or may not suit them, and io:format's directives.
import fc from "fast-check";
import { binary, float, integer, number, smallTerm, string, term } from "./terms.ts";
import { commas, oneOf, phrases, type Text, text, weighted, words } from "./text.ts";

const small = fc.integer({ min: -1, max: 6 }).map(String);
const list = weighted(
  [3, text`[${commas(small, 0, 5)}]`],
  [2, string],
  [1, text`[${commas(smallTerm, 0, 4)}]`],
  [2, text`[${commas(text`{${words("a b c 1 2 1.0")}, ${small}}`, 0, 4)}]`],
  [1, words('[1|2] foo [a,b|c] 5 {} [] [[1],[2,3]] ["ab",[],"c"] [{a}]')],
);
const map = weighted(
  [4, text`#{${commas(text`${words('a b c 1 2 1.0 "k"')} => ${smallTerm}`, 0, 4)}}`],
  [1, words("foo [] [{a,1}] 7")],
);
const fun1 = phrases(
  "fun(X) -> X + 1 end",
  "fun(X) -> {X} end",
  "fun(X) -> X > 2 end",
  "fun(_) -> true end",
  "fun(_) -> foo end",
  "fun(X) -> [X] end",
  "fun({X, _}) -> X end",
  "fun(X, Y) -> X end",
  "foo",
  "fun erlang:atom_to_list/1",
  "fun() -> ok end",
);
const fun2 = phrases(
  "fun(X, A) -> A + X end",
  "fun(X, A) -> [X | A] end",
  "fun(X, Y) -> X =< Y end",
  "fun(X, Y) -> {X, Y} end",
  "foo",
  "fun(X) -> X end",
  "fun(_, _) -> true end",
  "fun(_, V) -> V end",
);

const argument: Record<string, Text> = {
  i: weighted([8, small], [1, smallTerm]),
  l: list,
  m: map,
  t: smallTerm,
  f: fun1,
  g: fun2,
  s: weighted([4, string], [2, binary], [1, list], [1, text`[${string}, ${binary}]`]),
  b: weighted([6, binary], [1, smallTerm]),
  n: weighted([8, number], [1, smallTerm]),
  a: weighted([6, words("a b ok foo 'A_b' undefined 'é' ''")], [1, smallTerm]),
  u: weighted([4, text`{${commas(smallTerm, 0, 4)}}`], [1, smallTerm]),
  k: words('a b c 1 2 1.0 "k" z'),
};

/** `function:arguments`, by module. */
const FUNCTIONS: Record<string, string> = {
  lists:
    "append:ll append:l concat:l delete:tl droplast:l dropwhile:fl duplicate:it enumerate:l enumerate:il all:fl any:fl filter:fl filtermap:fl flatlength:l flatmap:fl flatten:l flatten:ll foldl:gtl foldr:gtl foreach:fl join:tl keydelete:kil keyfind:kil keymap:fil keymember:kil keymerge:ill keyreplace:kilu keysearch:kil keysort:il keystore:kilu keytake:kil last:l map:fl mapfoldl:gtl max:l member:tl merge:l merge:ll merge:gll min:l nth:il nthtail:il partition:fl prefix:ll reverse:l reverse:lt search:fl seq:ii seq:iii sort:l sort:gl split:il splitwith:fl sublist:li sublist:lii subtract:ll suffix:ll sum:l takewhile:fl ukeysort:il umerge:ll unzip:l unzip3:l usort:l usort:gl zip:ll zipwith:gll zip:lla uniq:l uniq:fl zip3:lll nosuch:l",
  maps: "filter:gm filtermap:gm find:km fold:gtm foreach:gm from_keys:lt from_list:l get:km get:kmt groups_from_list:fl intersect:mm intersect_with:gmm is_key:km iterator:m keys:m map:gm merge:mm new: put:ktm remove:km size:m take:km to_list:m update:ktm update_with:kfm update_with:kftm values:m with:lm without:lm merge_with:gmm next:m",
  string:
    "length:s to_graphemes:s reverse:s slice:si slice:sii trim:s trim:sa pad:si pad:sia uppercase:s lowercase:s titlecase:s casefold:s equal:ss is_empty:s to_integer:s to_float:s split:ss split:ssa lexemes:ss prefix:ss find:ss find:ssa replace:sss take:ss next_codepoint:s next_grapheme:s nth_lexeme:sis concat:ss chr:si rchr:si str:ss span:ss cspan:ss substr:si substr:sii strip:s tokens:ss join:ls chars:ii copies:si words:s words:si sub_word:si centre:si left:si right:si to_upper:s to_lower:s jaro_similarity:ss",
  binary:
    "at:bi bin_to_list:b bin_to_list:bii copy:b copy:bi decode_unsigned:b decode_unsigned:ba encode_unsigned:i first:b last:b list_to_bin:l longest_common_prefix:l longest_common_suffix:l match:bb matches:bb part:bii replace:bbb split:bb split:bbl encode_hex:b decode_hex:b join:lb referenced_byte_size:b",
  erlang:
    "abs:n atom_to_binary:a atom_to_list:a binary_to_atom:b binary_to_float:b binary_to_integer:b binary_to_integer:bi binary_to_list:b binary_to_list:bii binary_part:bii bit_size:b bitstring_to_list:b byte_size:b ceil:n delete_element:iu element:iu float:n float_to_binary:n float_to_list:n floor:n hd:l insert_element:iut integer_to_binary:n integer_to_binary:ni integer_to_list:n integer_to_list:ni iolist_size:l iolist_to_binary:l is_map_key:km is_record:ua is_record:uai length:l list_to_atom:l list_to_binary:l list_to_bitstring:l list_to_existing_atom:l list_to_float:s list_to_integer:s list_to_integer:si list_to_tuple:l make_tuple:it map_get:km map_size:m max:tt min:tt round:n setelement:iut size:t split_binary:bi tl:l trunc:n tuple_size:u tuple_to_list:u append_element:ut make_tuple:itl throw:t exit:t error:t apply:fl apply:aal fun_info:f system_info:a is_function:fi is_integer:nii",
  proplists:
    "get_value:kl get_value:klt lookup:kl lookup_all:kl get_all_values:kl get_bool:kl get_keys:l delete:kl compact:l unfold:l append_values:kl is_defined:kl expand:ll normalize:ll split:ll substitute_aliases:ll to_map:l",
  sets: "to_list:l from_list:l is_element:tl size:l is_set:t",
  ordsets:
    "from_list:l add_element:tl del_element:tl union:ll union:l intersection:ll subtract:ll is_subset:ll is_element:tl is_disjoint:ll filter:fl fold:gtl is_set:t size:l",
  orddict:
    "from_list:l store:ktl fetch:kl find:kl erase:kl append:ktl update:kfl update:kftl update_counter:kil fetch_keys:l map:gl filter:gl fold:gtl is_key:kl take:kl merge:gll size:l",
  gb_sets: "from_list:l add:tl size:l is_set:t",
  queue: "from_list:l in:tl len:l is_queue:t head:l",
  array: "from_list:l from_list:lt get:il size:l",
  unicode:
    "characters_to_list:s characters_to_binary:s characters_to_list:sa characters_to_binary:saa characters_to_nfc_list:s characters_to_nfd_list:s characters_to_nfkc_binary:s",
  base64: "encode:s decode:s encode_to_string:s decode_to_string:s mime_decode:s",
  math: "sqrt:n floor:n ceil:n fmod:nn pow:ni log2:i pi: log:a sin:a exp:a",
  io_lib:
    "format:sl write:t write:ti print:t write_atom:a write_string:s write_char:i quote_atom:al printable_list:l latin1_char_list:l char_list:l deep_char_list:l fwrite:sl nl: indentation:si",
  io: "put_chars:s nl: write:t format:s format:sl",
  json: "encode:t encode:m encode:l decode:b encode:s",
  calendar:
    "date_to_gregorian_days:iii day_of_the_week:iii is_leap_year:i last_day_of_the_month:ii seconds_to_time:i seconds_to_daystime:i gregorian_days_to_date:i valid_date:iii",
  filename:
    "join:ss join:l basename:s basename:ss dirname:s extension:s rootname:s split:s absname_join:ss pathtype:s flatten:l",
};

export const calls: Text = fc.oneof(
  ...Object.entries(FUNCTIONS).flatMap(([module, functions]) =>
    fc.constantFrom(...functions.split(" ")).chain((entry) => {
      const [name, kinds] = entry.split(":");
      return fc.tuple(...[...kinds].map((kind) => argument[kind])).map((args) => {
        const prefix = module === "erlang" && args.length % 2 === 0 ? "" : `${module}:`;
        return `${prefix}${name}(${args.join(", ")})`;
      });
    }),
  ),
);

const directive = fc
  .tuple(
    fc.constantFrom("", "", "", "1", "5", "12", "30", "-8", "-1"),
    fc.constantFrom("", "", "", ".2", ".10", ".0", "..0", ".5.x", ".16"),
    fc.constantFrom("", "", "t", "l", "k", "K"),
    fc.constantFrom(..."cfegswpWPBX#bx+in~s".split("")),
  )
  .map((parts) => `~${parts.join("")}`);
const formatArgument = weighted(
  [3, number],
  [2, string],
  [2, binary],
  [2, term],
  [1, words('97 a foo 5 8364 ["ab",99] 16 $x')],
);

export const formats: Text = oneOf(
  text`io:format("${directive}|~n", [${commas(formatArgument, 1, 1)}])`,
  text`io:format("${directive}|${directive}|~n", [${commas(formatArgument, 0, 4)}])`,
  text`io:format("~${words("* ..* *..* -*")}${words("w p s c e f b ts")}|~n", [${commas(small, 1, 3)}, ${formatArgument}])`,
  // A precision below zero is nothing to compare: OTP never ends with it.
  text`io:format("~${words(".* *.*")}${words("w p s c e f b ts")}|~n", [${commas(fc.nat({ max: 30 }).map(String), 1, 3)}, ${formatArgument}])`,
  text`io_lib:format("a${directive}|", [${commas(oneOf(integer, float, string), 0, 3)}])`,
  text`lists:flatten(io_lib:format("${directive}|${directive}", [${commas(oneOf(small, formatArgument), 1, 4)}]))`,
);
