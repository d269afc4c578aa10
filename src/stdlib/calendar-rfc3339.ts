// calendar-rfc3339 — times as RFC 3339 writes them, and as the system's clock counts them.
//
// Step by step as in OTP's source, so that what is wrong fails where it fails there.
import { abs } from "../terms/arithmetic.ts";
import { integer, isInteger } from "../terms/float.ts";
import { fromArray, isList, isNil, NIL, toArray } from "../terms/list.ts";
import { compare } from "../terms/order.ts";
import type { Term } from "../terms/term.ts";
import { tuple2, tuple3 } from "../terms/tuple.ts";
import {
  type DateTime,
  dateTimeOf,
  datetime_to_gregorian_seconds,
  fn,
  systemSeconds,
} from "./calendar-days.ts";
import { binaries } from "./erlang-binaries.ts";
import { numbers } from "./erlang-numbers.ts";
import { convert_time_unit, times } from "./erlang-time.ts";
import { textOf } from "./iodata.ts";
import { append } from "./lists-join.ts";
import type { OtpFunction } from "./otp-function.ts";
import { get_value } from "./proplists-lookup.ts";

const SECOND = Symbol.for("second");
const MILLISECOND = Symbol.for("millisecond");
const NATIVE = Symbol.for("native");
const STRING = Symbol.for("string");
const BINARY = Symbol.for("binary");

const option = (f: OtpFunction, line: number, name: string, options: Term, otherwise: Term): Term =>
  f.call(line, () => get_value(Symbol.for(name), options, otherwise));
const convert = (f: OtpFunction, line: number, time: Term, from: Term, to: Term): Term =>
  f.bif(line, "convert_time_unit", convert_time_unit, time, from, to);
const [listToInteger] = numbers.list_to_integer;
const [binaryToInteger] = numbers.binary_to_integer;

const FACTORS: Readonly<Record<string, number>> = {
  second: 1,
  millisecond: 1000,
  microsecond: 1_000_000,
  nanosecond: 1_000_000_000,
  native: 1_000_000_000,
};
const factorOf = fn("factor", 1);
function factor(unit: Term): number {
  const known = typeof unit === "symbol" ? FACTORS[Symbol.keyFor(unit) ?? ""] : undefined;
  if (known === undefined) throw factorOf.noClause(1041, unit);
  return known;
}

const toDateTime = fn("system_time_to_universal_time", 2);
/**
 * The time of the system's clock as a date and time. Mirrors calendar:system_time_to_universal_time/2.
 *
 * ```eshell
 * 1> calendar:system_time_to_universal_time(0, second).
 * {{1970,1,1},{0,0,0}}
 * ```
 */
export function system_time_to_universal_time(time: number, unit: unknown): DateTime {
  return dateTimeOf(convert(toDateTime, 728, time, unit, SECOND));
}

const fromDateTime = fn("universal_time_to_system_time", 2);
/**
 * A date and time as the system's clock counts. Mirrors calendar:universal_time_to_system_time/1,2.
 *
 * ```eshell
 * 1> calendar:universal_time_to_system_time({{1970,1,2},{0,0,0}}).
 * 86400
 * ```
 */
export function universal_time_to_system_time(dateTime: DateTime, ...options: unknown[]): number {
  const f = fromDateTime;
  const unit = option(f, 901, "unit", options.length === 0 ? NIL : options[0], SECOND);
  const perSecond = f.call(902, () => factor(unit));
  return f.times(
    904,
    f.call(903, () => systemSeconds(dateTime)),
    perSecond,
  );
}

const write = fn("system_time_to_rfc3339", 2);
/**
 * A time as RFC 3339 writes it. Mirrors calendar:system_time_to_rfc3339/1,2.
 *
 * ```eshell
 * 1> calendar:system_time_to_rfc3339(0, [{offset, "Z"}]).
 * "1970-01-01T00:00:00Z"
 * ```
 */
export function system_time_to_rfc3339(time: number, ...list: unknown[]): any {
  const options = list.length === 0 ? NIL : list[0];
  const unit = option(write, 796, "unit", options, SECOND);
  const offset = option(write, 797, "offset", options, "");
  if (unit !== NATIVE) return written(time, options, unit, offset);
  const ms = convert(write, 800, time, NATIVE, MILLISECOND);
  const shift = isInteger(offset) ? convert(write, 804, offset, NATIVE, MILLISECOND) : offset;
  return written(ms, options, MILLISECOND, shift);
}

const writing = fn("system_time_to_rfc3339_do", 4);
function written(time: Term, options: Term, unit: Term, offset: Term): Term {
  const f = writing;
  const designator = option(f, 814, "time_designator", options, 84);
  const shift = f.call(815, () => offsetAdjustment(time, unit, offset));
  const zone = f.call(816, () => zoneText(offset, shift));
  const adjusted = f.plus(818, time, convert(f, 817, shift, SECOND, unit));
  const perSecond = f.call(819, () => factor(unit));
  const whole = f.div(820, adjusted, perSecond);
  const seconds = f.rem(820, adjusted, perSecond) < 0 ? f.minus(822, whole, 1) : whole;
  f.call(825, () => check(time, options, seconds));
  const [[year, month, day], [hour, minute, second]] = dateTimeOf(seconds);
  const fraction = fractionText(perSecond, adjusted);
  const date = `${year < 0 ? "-" : ""}${pad(Math.abs(year), 4)}-${pad(month)}-${pad(day)}`;
  const clock = `${pad(hour)}:${pad(minute)}:${pad(second)}${fraction}`;
  const parts = fromArray([date, fromArray([designator]), clock, zone]);
  const form = option(f, 831, "return", options, STRING);
  if (form === BINARY) return f.bif(835, "iolist_to_binary", binaries.iolist_to_binary, parts);
  if (form !== STRING) throw f.caseClause(831, form);
  const text = append(parts as never);
  return textOf(text) ?? text;
}
const pad = (n: number, width = 2): string => String(n).padStart(width, "0");
function fractionText(perSecond: number, time: Term): string {
  if (perSecond === 1) return "";
  const rest = Number(BigInt(time) % BigInt(perSecond));
  return `.${pad(rest < 0 ? rest + perSecond : rest, String(perSecond).length - 1)}`;
}

const checked = fn("check", 3);
/** RFC 3339 has years of four digits. */
function check(arg: Term, options: Term, seconds: Term): void {
  if (seconds >= -377705116800 && seconds < 2932897 * 86400) return;
  throw checked.error(966, tuple2(Symbol.for("badarg"), fromArray([arg, options])));
}

const zoneOf = fn("offset", 2);
function zoneText(offset: Term, seconds: Term): Term {
  if (!isNil(offset) && !isInteger(offset)) return offset;
  const size = zoneOf.bif(980, "abs", abs, seconds);
  const hours = pad(Number(zoneOf.div(981, size, 3600)));
  return `${seconds < 0 ? "-" : "+"}${hours}:${pad(Math.floor(Number(zoneOf.rem(982, size, 3600)) / 60))}`;
}

const adjustment = fn("offset_adjustment", 3);
function offsetAdjustment(time: Term, unit: Term, offset: Term): Term {
  if (isNil(offset)) return localOffset(time, unit);
  if (isList(offset)) return offsetSeconds(offset);
  if (!isInteger(offset)) throw adjustment.noClause(987, time, unit, offset);
  return convert(adjustment, 992, offset, unit, SECOND);
}

const offsetParser = fn("offset_string_adjustment", 3);
/** The seconds that `Z`, `+HH:MM` or `-HH:MM` stand for. */
function offsetSeconds(offset: Term): Term {
  const f = offsetParser;
  const text = toArray(offset);
  if (text?.length === 1 && (text[0] === 90 || text[0] === 122)) return 0;
  if (text === undefined || text.length < 3) throw f.badmatch(999, offset);
  const [sign, h1, h2, ...minutes] = text;
  const hour = f.bif(1000, "list_to_integer", listToInteger, fromArray([h1, h2]));
  if (minutes.length !== 0 && (minutes.length !== 3 || minutes[0] !== 58))
    throw f.caseClause(1001, fromArray(minutes));
  const [, m1, m2] = minutes;
  const minute =
    minutes.length === 0 ? 0 : f.bif(1003, "list_to_integer", listToInteger, fromArray([m1, m2]));
  const seconds = 3600 * Number(hour) + 60 * Number(minute);
  if (sign !== 43 && sign !== 45) throw f.caseClause(1008, sign);
  return sign === 45 ? -seconds : seconds;
}

const localShift = fn("local_offset", 2);
function localOffset(time: Term, unit: Term): Term {
  const universal = localShift.call(1015, () => system_time_to_universal_time(time, unit));
  const local = localShift.bif(
    1016,
    "universaltime_to_localtime",
    times.universaltime_to_localtime,
    universal,
  );
  return datetime_to_gregorian_seconds(local) - datetime_to_gregorian_seconds(universal);
}

const read = { entry: fn("rfc3339_to_system_time", 2), list: fn("rfc3339_to_system_time_list", 2) };
const readBinary = fn("rfc3339_to_system_time_bin", 2);

/**
 * The time that a text of RFC 3339 says. Mirrors calendar:rfc3339_to_system_time/1,2.
 *
 * ```eshell
 * 1> calendar:rfc3339_to_system_time("2024-02-29T12:00:00Z").
 * 1709208000
 * ```
 */
export function rfc3339_to_system_time(data: string | Uint8Array, ...list: unknown[]): number {
  const options = list.length === 0 ? NIL : list[0];
  if (data instanceof Uint8Array) return readParts(data, Array.from(data), options, readBinary, 610);
  if (!isList(data)) throw read.entry.noClause(603, data, options);
  const text = toArray(data);
  if (text === undefined) throw read.list.noClause(633, data, options);
  return readParts(data, text, options, read.list, 633);
}

/** Where the fields of `YYYY-MM-DDTHH:MM:SS` begin and end, in the order they are read in. */
const FIELDS = [
  [11, 13],
  [14, 16],
  [17, 19],
  [0, 4],
  [5, 7],
  [8, 10],
];

const isPunctuated = (text: readonly Term[]): boolean =>
  text.length >= 19 && text[4] === 45 && text[7] === 45 && text[13] === 58 && text[16] === 58;

function readParts(data: Term, text: readonly Term[], options: Term, f: OtpFunction, first: number): number {
  const isBinary = data instanceof Uint8Array;
  const signed = text[0] === 45 && isPunctuated(text.slice(1));
  const body = signed ? text.slice(1) : text;
  if (!isPunctuated(body)) throw f.noClause(first, data, options);
  // Of the two clauses, with a minus sign and without, the second is ten lines below.
  const line = first + 3 + (signed ? 0 : 10);
  const [hour, minute, second, year, month, day] = FIELDS.map(([from, to], i) => {
    const digits = body.slice(from, to);
    return isBinary
      ? f.bif(line + i, "binary_to_integer", binaryToInteger, Uint8Array.from(digits))
      : f.bif(line + i, "list_to_integer", listToInteger, fromArray(digits));
  });
  const rest = body.slice(19);
  const date = [signed ? -year : year, month, day];
  return timeOfParts(data, options, date, [hour, minute, second], rest);
}

const total = fn("rfc3339_to_system_time_1", 10);
function timeOfParts(
  data: Term,
  options: Term,
  [year, month, day]: Term[],
  [hour, minute, second]: Term[],
  text: readonly Term[],
): Term {
  const f = total;
  const leap = hour === 23 && minute === 59 && second === 60 ? 1 : 0;
  const unit = option(f, 657, "unit", options, SECOND);
  const dateTime = tuple2(tuple3(year, month, day), tuple3(hour, minute, second - leap));
  const isFraction = (c: Term) => (compare(c, 48) >= 0 && compare(c, 57) <= 0) || c === 46;
  let end = 0;
  while (end < text.length && isFraction(text[end])) end++;
  const time = f.plus(
    662,
    f.call(662, () => systemSeconds(dateTime as DateTime)),
    leap,
  );
  const seconds = f.minus(
    663,
    time,
    f.call(663, () => offsetSeconds(fromArray(text.slice(end)))),
  );
  f.call(664, () => check(data, options, seconds));
  const scaled = convert(f, 665, seconds, SECOND, unit);
  return f.plus(
    666,
    scaled,
    f.call(666, () => fraction(unit, text.slice(0, end))),
  );
}

const fractionOf = fn("fraction", 2);
function fraction(unit: Term, digits: readonly Term[]): Term {
  if (unit === SECOND || digits.length === 0) return 0;
  const perSecond = fractionOf.call(1039, () => factor(unit));
  const value = fractionOf.bif(1039, "list_to_float", numbers.list_to_float, fromArray([48, ...digits]));
  return integer(BigInt(Math.round(perSecond * Number(value.valueOf()))));
}
