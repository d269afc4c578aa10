import { describe, expect, test } from "vitest";
import { calendar } from "../../src/stdlib/calendar.ts";
import { unicode } from "../../src/stdlib/unicode.ts";
import type { Term } from "../../src/terms/term.ts";
import { tuple } from "../../src/terms/tuple.ts";
import { call, failure, show } from "./call.ts";

const t = tuple;
const s = Symbol.for;
const bytes = (text: string) => new TextEncoder().encode(text);

describe("calendar", () => {
  const first = t(t(2024, 1, 1), t(0, 0, 0));
  const cases: [string, Term[], string][] = [
    ["day_of_the_week", [2024, 1, 1], "1"],
    ["day_of_the_week", [t(2024, 2, 29)], "4"],
    ["valid_date", [t(2023, 2, 29)], "false"],
    ["valid_date", [2024, 2, 29], "true"],
    ["date_to_gregorian_days", [t(2024, 1, 1)], "739251"],
    ["gregorian_days_to_date", [739251], "{2024,1,1}"],
    ["gregorian_days_to_date", [-1], "{-1,12,31}"],
    ["datetime_to_gregorian_seconds", [first], "63871286400"],
    ["gregorian_seconds_to_datetime", [0], "{{0,1,1},{0,0,0}}"],
    ["is_leap_year", [1900], "false"],
    ["last_day_of_the_month", [2024, 2], "29"],
    ["iso_week_number", [t(2024, 12, 30)], "{2025,1}"],
    ["iso_week_number", [t(2021, 1, 3)], "{2020,53}"],
    ["seconds_to_time", [3661], "{1,1,1}"],
    ["seconds_to_daystime", [-1], "{-1,{23,59,59}}"],
    ["time_difference", [first, t(t(2024, 1, 2), t(1, 0, 0))], "{1,{1,0,0}}"],
    ["system_time_to_rfc3339", [1700000000, [t(s("offset"), "Z")]], '"2023-11-14T22:13:20Z"'],
    [
      "system_time_to_rfc3339",
      [1700000000123, [t(s("unit"), s("millisecond")), t(s("offset"), "+02:00")]],
      '"2023-11-15T00:13:20.123+02:00"',
    ],
    ["rfc3339_to_system_time", ["2023-11-14T22:13:20Z"], "1700000000"],
    [
      "rfc3339_to_system_time",
      ["2023-11-14T22:13:20.123+01:00", [t(s("unit"), s("millisecond"))]],
      "1699996400123",
    ],
    ["system_time_to_universal_time", [1700000000, s("second")], "{{2023,11,14},{22,13,20}}"],
  ];
  test.each(cases)("%s(%o)", (name, args, expected) => {
    expect(show(call(calendar, name, ...args))).toBe(expected);
  });
  test("every day of four centuries comes back", () => {
    for (let day = 730000; day < 730000 + 146097; day += 1373) {
      expect(call(calendar, "date_to_gregorian_days", call(calendar, "gregorian_days_to_date", day))).toBe(
        day,
      );
    }
  });
  test("errors name OTP's clauses", () => {
    expect(failure(calendar, "seconds_to_time", 86400).stack).toEqual([
      "calendar:seconds_to_time(86400) 703",
    ]);
    expect(failure(calendar, "last_day_of_the_month", 2024, 13).stack).toEqual([
      "calendar:last_day_of_the_month1(2024,13) 414",
    ]);
  });
  test("what is no number fails in the arithmetic, and every function that waits is named", () => {
    expect(failure(calendar, "day_of_the_week", s("a"), 3, 3)).toEqual({
      reason: "badarith",
      stack: ["erlang:div(a,400)", "calendar:date_to_gregorian_days/3 243", "calendar:day_of_the_week/3 289"],
    });
    expect(failure(calendar, "valid_date", 2024, s("a"), 1).stack).toEqual([
      "calendar:valid_date(2024,a,1) 926",
    ]);
    expect(failure(calendar, "rfc3339_to_system_time", "2024-02-29T12:00:00").stack).toEqual([
      "calendar:offset_string_adjustment/3 999",
      "calendar:rfc3339_to_system_time_1/10 663",
    ]);
  });
  test("years are as long as integers are", () => {
    const seconds = 2n ** 70n;
    const dateTime = call(calendar, "gregorian_seconds_to_datetime", seconds);
    expect(show(dateTime)).toBe("{{37411459152246,9,30},{16,17,4}}");
    expect(call(calendar, "datetime_to_gregorian_seconds", dateTime)).toBe(seconds);
  });
});

describe("unicode", () => {
  const cases: [string, Term[], string][] = [
    ["characters_to_list", [bytes("aé")], '"aé"'],
    ["characters_to_list", [new Uint8Array([255])], "{error,[],<<255>>}"],
    ["characters_to_list", [[bytes("a"), new Uint8Array([195])]], '{incomplete,"a",<<195>>}'],
    ["characters_to_list", [new Uint8Array([233]), s("latin1")], '"é"'],
    ["characters_to_list", [new Uint8Array([0, 97]), s("utf16")], '"a"'],
    ["characters_to_binary", ["aé"], "<<97,195,169>>"],
    ["characters_to_binary", ["a😀", s("unicode"), s("utf16")], "<<0,97,216,61,222,0>>"],
    ["characters_to_binary", ["aЖ", s("unicode"), s("latin1")], "{error,<<97>>,[[1046]]}"],
    ["characters_to_binary", [[0xd800]], "{error,<<>>,[55296]}"],
    ["characters_to_nfd_list", ["é"], '"é"'.normalize("NFD")],
    ["characters_to_nfc_binary", ["e\u0301"], "<<195,169>>"],
    ["bom_to_encoding", [new Uint8Array([0xef, 0xbb, 0xbf, 1])], "{utf8,3}"],
    ["encoding_to_bom", [t(s("utf16"), s("little"))], "<<255,254>>"],
    ["category", [97], "{letter,lowercase}"],
    ["is_whitespace", [32], "true"],
  ];
  test.each(cases)("%s(%o)", (name, args, expected) => {
    expect(show(call(unicode, name, ...args))).toBe(expected);
  });
  const wrong: [string, Term[], string][] = [
    ["characters_to_list", [[new Uint8Array([195]), new Uint8Array([137])]], '"É"'],
    ["characters_to_list", [[new Uint8Array([226]), 97]], "{error,[],[<<226>>,[97]]}"],
    ["characters_to_list", [[-1]], "{error,[],[-1]}"],
    ["characters_to_list", [[[[0xd800], 98], 99]], "{error,[],[[[55296],98],99]}"],
    ["characters_to_list", [[[[0xd800], 98], 99], s("utf16")], "{error,[],[[[[55296]],98],99]}"],
    ["characters_to_binary", [bytes("aЖb"), s("utf8"), s("latin1")], "{error,<<97>>,<<208,150,98>>}"],
    ["characters_to_nfc_list", [[new Uint8Array([97, 255]), 98]], '{error,"a",[<<255>>,98]}'],
    ["is_whitespace", [160], "true"],
  ];
  test.each(wrong)("what is left of wrong data: %s(%o)", (name, args, expected) => {
    expect(show(call(unicode, name, ...args))).toBe(expected);
  });
  test("what is no character data is badarg", () => {
    expect(failure(unicode, "characters_to_list", [s("a")]).reason).toBe("badarg");
  });
});
