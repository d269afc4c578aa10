// calendar — OTP's module calendar: dates of the Gregorian calendar, counted in days and seconds from year 0.
import { subtract as minus } from "../terms/arithmetic.ts";
import { badarg, Exception } from "../terms/exception.ts";
import { isInteger } from "../terms/float.ts";
import { fromArray, isList } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, type Tuple, tuple2, tuple3 } from "../terms/tuple.ts";
import { times } from "./erlang-time.ts";
import { latin1Text, textOf, utf8 } from "./iodata.ts";
import { OtpSource } from "./otp-source.ts";
import { proplists } from "./proplists.ts";
import { type OtpModule, otpModule } from "./table.ts";

const source: OtpSource = new OtpSource("calendar");

export type Date3 = Tuple<[number, number, number]>;
export type Time3 = Tuple<[number, number, number]>;
export type DateTime = Tuple<[Date3, Time3]>;

const DAY = 86400;
/** The days from year 0 to 1970. */
const EPOCH_DAYS = 719528;

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const lastDay = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : MONTHS[month - 1];

/** The days from year 0 to the first of March of a year, by whole centuries: years begin in March. */
function daysOf(year: number, month: number, day: number): number {
  const shifted = month > 2 ? year : year - 1;
  const monthDays = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5);
  return (
    365 * shifted +
    Math.floor(shifted / 4) -
    Math.floor(shifted / 100) +
    Math.floor(shifted / 400) +
    monthDays +
    day +
    59
  );
}

function dateOf(days: number): Date3 {
  const z = days - 60;
  const era = Math.floor(z / 146097);
  const inEra = z - era * 146097;
  const yearOfEra = Math.floor(
    (inEra - Math.floor(inEra / 1460) + Math.floor(inEra / 36524) - Math.floor(inEra / 146096)) / 365,
  );
  const inYear = inEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * inYear + 2) / 153);
  const day = inYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return tuple3(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day);
}

const three = (args: readonly Term[]): readonly Term[] =>
  args.length === 1 && isTuple(args[0]) && args[0].length === 3 ? args[0] : args;

/** The parts of a date. Whether there is such a day OTP does not ask; what is no number fails in the arithmetic. */
function checkedDate(args: readonly Term[]): [number, number, number] {
  const [year, month, day] = three(args);
  if (!isInteger(day) || day < 1) throw source.noClause("date_to_gregorian_days", [year, month, day], 240);
  const before = source.item("date_to_gregorian_days", 3, 242);
  if (!isInteger(year)) source.within("-", [year, 1], [before], () => minus(year, 1));
  if (!isInteger(month)) source.within("-", [month, 3], [before], () => minus(month, 3));
  return [Number(year), Number(month), Number(day)];
}

/**
 * Days from year 0 to a date. Mirrors calendar:date_to_gregorian_days/1,3.
 *
 * ```eshell
 * 1> calendar:date_to_gregorian_days({2024,2,29}).
 * 739310
 * ```
 */
function date_to_gregorian_days(...date: Term[]): number {
  return daysOf(...checkedDate(date));
}

/**
 * The date so many days after year 0. Mirrors calendar:gregorian_days_to_date/1.
 *
 * ```eshell
 * 1> calendar:gregorian_days_to_date(739310).
 * {2024,2,29}
 * ```
 */
function gregorian_days_to_date(days: number): Date3 {
  if (!isInteger(days)) throw source.noClause("gregorian_days_to_date", [days], 340);
  return dateOf(Number(days));
}

/**
 * Seconds from year 0 to a date and time. Mirrors calendar:datetime_to_gregorian_seconds/1.
 *
 * ```eshell
 * 1> calendar:datetime_to_gregorian_seconds({{1970,1,1},{0,0,0}}).
 * 62167219200
 * ```
 */
function datetime_to_gregorian_seconds(dateTime: DateTime): number {
  if (!isTuple(dateTime) || dateTime.length !== 2)
    throw source.noClause("datetime_to_gregorian_seconds", [dateTime], 268);
  return DAY * date_to_gregorian_days(dateTime[0]) + time_to_seconds(dateTime[1]);
}

/**
 * The date and time so many seconds after year 0. Mirrors calendar:gregorian_seconds_to_datetime/1.
 *
 * ```eshell
 * 1> calendar:gregorian_seconds_to_datetime(62167219200).
 * {{1970,1,1},{0,0,0}}
 * ```
 */
function gregorian_seconds_to_datetime(seconds: number): DateTime {
  if (!isInteger(seconds)) throw source.noClause("gregorian_seconds_to_datetime", [seconds], 360);
  const days = Math.floor(Number(seconds) / DAY);
  return tuple2(dateOf(days), timeOf(Number(seconds) - days * DAY));
}

const timeOf = (seconds: number): Time3 =>
  tuple3(Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60);

/**
 * 1 for Monday to 7 for Sunday. Mirrors calendar:day_of_the_week/1,3.
 *
 * ```eshell
 * 1> calendar:day_of_the_week(2024, 2, 29).
 * 4
 * ```
 */
function day_of_the_week(...date: Term[]): number {
  return ((daysOf(...checkedDate(date)) + 5) % 7) + 1;
}

/**
 * Mirrors calendar:is_leap_year/1.
 *
 * ```eshell
 * 1> calendar:is_leap_year(2024).
 * true
 * ```
 */
function is_leap_year(year: number): boolean {
  if (!isInteger(year)) throw source.noClause("is_leap_year", [year], 383);
  return isLeap(Number(year));
}

/**
 * The number of days of a month. Mirrors calendar:last_day_of_the_month/2.
 *
 * ```eshell
 * 1> calendar:last_day_of_the_month(2024, 2).
 * 29
 * ```
 */
function last_day_of_the_month(year: number, month: number): number {
  if (!isInteger(year)) throw source.noClause("last_day_of_the_month", [year, month], 410);
  if (!isInteger(month) || month < 1 || month > 12)
    throw source.noClause("last_day_of_the_month1", [year, month], 414);
  return lastDay(Number(year), Number(month));
}

/**
 * Whether there is such a date. Mirrors calendar:valid_date/1,3.
 *
 * ```eshell
 * 1> calendar:valid_date(2023, 2, 29).
 * false
 * ```
 */
function valid_date(...date: Term[]): boolean {
  const [year, month, day] = three(date);
  if (date.length === 1 && date[0].length !== 3) throw source.noClause("valid_date", date, 938);
  if (![year, month, day].every(isInteger)) return false;
  return month >= 1 && month <= 12 && day >= 1 && day <= lastDay(Number(year), Number(month));
}

/**
 * `{Year, Week}` as ISO 8601 counts weeks, of today or a date. Mirrors calendar:iso_week_number/0,1.
 *
 * ```eshell
 * 1> calendar:iso_week_number({2024,12,30}).
 * {2025,1}
 * ```
 */
function iso_week_number(...date: Date3[]): Tuple<[number, number]> {
  const day = daysOf(...checkedDate(date.length === 0 ? [local_time()[0]] : date));
  const [year] = dateOf(day - ((day + 5) % 7) + 3);
  const fourth = daysOf(year, 1, 4);
  return tuple2(year, Math.floor((day - (fourth - ((fourth + 5) % 7))) / 7) + 1);
}

/**
 * Seconds since midnight as a time. Mirrors calendar:seconds_to_time/1.
 *
 * ```eshell
 * 1> calendar:seconds_to_time(3661).
 * {1,1,1}
 * ```
 */
function seconds_to_time(seconds: number): Time3 {
  if (!isInteger(seconds) || seconds < 0 || seconds >= DAY)
    throw source.noClause("seconds_to_time", [seconds], 703);
  return timeOf(Number(seconds));
}

/**
 * Seconds as `{Days, Time}`. Mirrors calendar:seconds_to_daystime/1.
 *
 * ```eshell
 * 1> calendar:seconds_to_daystime(90061).
 * {1,{1,1,1}}
 * ```
 */
function seconds_to_daystime(seconds: number): Tuple<[number, Time3]> {
  if (!isInteger(seconds)) throw source.noClause("seconds_to_daystime", [seconds], 680);
  const days = Math.floor(Number(seconds) / DAY);
  return tuple2(days, timeOf(Number(seconds) - days * DAY));
}

/**
 * A time as seconds since midnight. Mirrors calendar:time_to_seconds/1.
 *
 * ```eshell
 * 1> calendar:time_to_seconds({1,1,1}).
 * 3661
 * ```
 */
function time_to_seconds(time: Time3): number {
  const good = isTuple(time) && time.length === 3 && time.every(isInteger);
  const [h, m, s] = good ? time : [-1, 0, 0];
  if (h < 0 || h > 23 || m < 0 || m > 59 || s < 0 || s > 59)
    throw source.noClause("time_to_seconds", [time], 873);
  return h * 3600 + m * 60 + s;
}

/**
 * `{Days, Time}` from one time to another. Mirrors calendar:time_difference/2.
 *
 * ```eshell
 * 1> calendar:time_difference({{2024,2,28},{23,0,0}}, {{2024,3,1},{0,0,0}}).
 * {1,{1,0,0}}
 * ```
 */
function time_difference(from: DateTime, to: DateTime): Tuple<[number, Time3]> {
  return seconds_to_daystime(datetime_to_gregorian_seconds(to) - datetime_to_gregorian_seconds(from));
}

const call = (name: string, ...args: Term[]): Term => {
  const entry = (times as Record<string, Term>)[name];
  return (Array.isArray(entry) ? entry[0] : entry)(...args);
};
/**
 * The local date and time. Mirrors calendar:local_time/0.
 *
 * ```eshell
 * 1> tuple_size(calendar:local_time()).
 * 2
 * ```
 */
const local_time = (): DateTime => call("localtime");
/**
 * Date and time in UTC. Mirrors calendar:universal_time/0.
 *
 * ```eshell
 * 1> tuple_size(calendar:universal_time()).
 * 2
 * ```
 */
const universal_time = (): DateTime => call("universaltime");
const toLocal = (dateTime: DateTime): DateTime => call("universaltime_to_localtime", dateTime);
const toUniversal = (...args: unknown[]): DateTime => call("localtime_to_universaltime", ...args);
/**
 * Dates and times in UTC, none, one or two. Mirrors calendar:local_time_to_universal_time_dst/1.
 *
 * ```eshell
 * 1> length(calendar:local_time_to_universal_time_dst({{2024,1,1},{12,0,0}})).
 * 1
 * ```
 */
const local_time_to_universal_time_dst = (dateTime: DateTime): DateTime[] =>
  fromArray([toUniversal(dateTime)]) as DateTime[];

const UNITS: Record<string, bigint> = {
  second: 1n,
  millisecond: 1000n,
  microsecond: 1000000n,
  nanosecond: 1000000000n,
  native: 1000000000n,
};

/** How many of a unit a second has. */
function perSecond(unit: Term): bigint {
  const factor = isInteger(unit)
    ? BigInt(unit)
    : UNITS[typeof unit === "symbol" ? (Symbol.keyFor(unit) as string) : ""];
  if (factor === undefined || factor <= 0n) throw badarg(unit);
  return factor;
}

const floorDiv = (a: bigint, b: bigint): bigint => (a % b !== 0n && a < 0n ? a / b - 1n : a / b);
const SECOND = Symbol.for("second");

/**
 * The time of the system's clock as a date and time. Mirrors calendar:system_time_to_universal_time/2.
 *
 * ```eshell
 * 1> calendar:system_time_to_universal_time(0, second).
 * {{1970,1,1},{0,0,0}}
 * ```
 */
function system_time_to_universal_time(time: number, unit: unknown): DateTime {
  if (!isInteger(time)) throw notConverted(time, unit);
  return gregorian_seconds_to_datetime(Number(floorDiv(BigInt(time), perSecond(unit))) + EPOCH_DAYS * DAY);
}
/** A time that is no integer cannot be converted to seconds. */
function notConverted(time: unknown, unit: unknown): Exception {
  const item = {
    module: Symbol.for("erlang"),
    name: Symbol.for("convert_time_unit"),
    arity: [time, unit, Symbol.for("second")],
    info: { module: Symbol.for("erl_erts_errors") },
  };
  const caller = source.item("system_time_to_universal_time", 2, 728);
  return new Exception("error", Symbol.for("badarg"), [item, caller]);
}

/**
 * The local date and time of a system time. Mirrors calendar:system_time_to_local_time/2.
 *
 * ```eshell
 * 1> tuple_size(calendar:system_time_to_local_time(0, second)).
 * 2
 * ```
 */
const system_time_to_local_time = (time: number, unit: unknown): DateTime =>
  toLocal(system_time_to_universal_time(time, unit));

const option = (name: string, list: Term, otherwise: Term): Term =>
  proplists.functions.get_value[0](Symbol.for(name), list, otherwise);

/**
 * A date and time as the system's clock counts. Mirrors calendar:universal_time_to_system_time/1,2.
 *
 * ```eshell
 * 1> calendar:universal_time_to_system_time({{1970,1,2},{0,0,0}}).
 * 86400
 * ```
 */
function universal_time_to_system_time(dateTime: DateTime, ...options: unknown[]): number {
  const seconds = datetime_to_gregorian_seconds(dateTime) - EPOCH_DAYS * DAY;
  return seconds * Number(perSecond(option("unit", options.length === 0 ? [] : options[0], SECOND)));
}
const local_time_to_system_time = (dateTime: DateTime, ...options: unknown[]): number =>
  universal_time_to_system_time(toUniversal(dateTime), ...options);

/**
 * Date and time in UTC of a time of `os:timestamp/0`. Mirrors calendar:now_to_datetime/1.
 *
 * ```eshell
 * 1> calendar:now_to_datetime({0,86400,0}).
 * {{1970,1,2},{0,0,0}}
 * ```
 */
function now_to_datetime(now: Tuple<[number, number, number]>): DateTime {
  if (!isNow(now)) throw source.noClause("now_to_datetime", [now], 541);
  return gregorian_seconds_to_datetime(now[0] * 1000000 + now[1] + EPOCH_DAYS * DAY);
}
const isNow = (term: unknown): boolean => isTuple(term) && term.length === 3;

const pad = (n: number, width = 2): string => String(Math.abs(n)).padStart(width, "0");

/** The seconds that `Z`, `+HH:MM` or `-HH:MM` stand for. */
function offsetSeconds(text: string): number {
  if (text === "Z" || text === "z") return 0;
  const parts = /^([+-])(\d\d)(?::?(\d\d))?$/.exec(text);
  if (parts === null) throw badarg(text);
  return (parts[1] === "-" ? -1 : 1) * (3600 * Number(parts[2]) + 60 * Number(parts[3] ?? 0));
}

function localOffset(seconds: number): number {
  const universal = gregorian_seconds_to_datetime(seconds + EPOCH_DAYS * DAY);
  return datetime_to_gregorian_seconds(toLocal(universal)) - datetime_to_gregorian_seconds(universal);
}

/**
 * A time as RFC 3339 writes it. Mirrors calendar:system_time_to_rfc3339/1,2.
 *
 * ```eshell
 * 1> calendar:system_time_to_rfc3339(0, [{offset, "Z"}]).
 * "1970-01-01T00:00:00Z"
 * ```
 */
function system_time_to_rfc3339(time: number, ...list: unknown[]): any {
  if (!isInteger(time)) throw notConverted(time, Symbol.for("second"));
  const options = list.length === 0 ? [] : list[0];
  const factor = perSecond(option("unit", options, SECOND));
  const wanted = option("offset", options, "");
  const text = isList(wanted) ? textOf(wanted) : undefined;
  const fixed = isInteger(wanted) ? Number(floorDiv(BigInt(wanted), factor)) : undefined;
  const offset =
    fixed ??
    (text === "" || text === undefined
      ? localOffset(Number(floorDiv(BigInt(time), factor)))
      : offsetSeconds(text));
  const adjusted = BigInt(time) + BigInt(offset) * factor;
  const seconds = floorDiv(adjusted, factor);
  const [[year, month, day], [hour, minute, second]] = gregorian_seconds_to_datetime(
    Number(seconds) + EPOCH_DAYS * DAY,
  );
  const digits = String(factor).length - 1;
  const fraction = factor === 1n ? "" : `.${String(adjusted - seconds * factor).padStart(digits, "0")}`;
  const size = Math.abs(offset);
  const sign = offset < 0 ? "-" : "+";
  const zone =
    text !== undefined && text !== ""
      ? text
      : `${sign}${pad(Math.floor(size / 3600))}:${pad(Math.floor((size % 3600) / 60))}`;
  const designator = String.fromCodePoint(option("time_designator", options, 84));
  const written = `${year < 0 ? "-" : ""}${pad(year, 4)}-${pad(month)}-${pad(day)}${designator}${pad(hour)}:${pad(minute)}:${pad(second)}${fraction}${zone}`;
  return option("return", options, Symbol.for("string")) === Symbol.for("binary") ? utf8(written) : written;
}

const RFC3339 = /^(-?\d{4})-(\d\d)-(\d\d).(\d\d):(\d\d):(\d\d)(\.\d+)?(.*)$/s;

/**
 * The time that a text of RFC 3339 says. Mirrors calendar:rfc3339_to_system_time/1,2.
 *
 * ```eshell
 * 1> calendar:rfc3339_to_system_time("2024-02-29T12:00:00Z").
 * 1709208000
 * ```
 */
function rfc3339_to_system_time(data: string | Uint8Array, ...list: unknown[]): number {
  const options = list.length === 0 ? fromArray([]) : list[0];
  const text = data instanceof Uint8Array ? latin1Text(data) : isList(data) ? textOf(data) : undefined;
  const parts = text === undefined ? null : RFC3339.exec(text);
  if (parts === null) {
    const kind = data instanceof Uint8Array ? "bin" : "list";
    throw source.noClause(`rfc3339_to_system_time_${kind}`, [data, options], kind === "bin" ? 617 : 633);
  }
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number);
  const leap = hour === 23 && minute === 59 && second === 60 ? 1 : 0;
  const local = tuple2(tuple3(year, month, day), tuple3(hour, minute, second - leap));
  const seconds = datetime_to_gregorian_seconds(local) - EPOCH_DAYS * DAY + leap - offsetSeconds(parts[8]);
  const factor = Number(perSecond(option("unit", options, SECOND)));
  return (
    seconds * factor + (parts[7] === undefined || factor === 1 ? 0 : Math.round(factor * Number(parts[7])))
  );
}

const functions = {
  date_to_gregorian_days: [date_to_gregorian_days, 1, 3],
  datetime_to_gregorian_seconds,
  day_of_the_week: [day_of_the_week, 1, 3],
  gregorian_days_to_date,
  gregorian_seconds_to_datetime,
  is_leap_year,
  iso_week_number: [iso_week_number, 0, 1],
  last_day_of_the_month,
  local_time,
  local_time_to_system_time: [local_time_to_system_time, 1, 2],
  local_time_to_universal_time: [toUniversal, 1, 2],
  local_time_to_universal_time_dst,
  now_to_datetime,
  /**
   * The local date and time of a time of `os:timestamp/0`. Mirrors calendar:now_to_local_time/1.
   *
   * ```eshell
   * 1> tuple_size(calendar:now_to_local_time({0,86400,0})).
   * 2
   * ```
   */
  now_to_local_time: (now: Tuple<[number, number, number]>): DateTime => {
    if (!isNow(now)) throw source.noClause("now_to_local_time", [now], 564);
    return toLocal(now_to_datetime(now));
  },
  /**
   * The same. Mirrors calendar:now_to_universal_time/1.
   *
   * ```eshell
   * 1> calendar:now_to_universal_time({0,86400,0}).
   * {{1970,1,2},{0,0,0}}
   * ```
   */
  now_to_universal_time: now_to_datetime,
  rfc3339_to_system_time: [rfc3339_to_system_time, 1, 2],
  seconds_to_daystime,
  seconds_to_time,
  system_time_to_local_time,
  system_time_to_rfc3339: [system_time_to_rfc3339, 1, 2],
  system_time_to_universal_time,
  time_difference,
  time_to_seconds,
  universal_time,
  /**
   * The local date and time. Mirrors calendar:universal_time_to_local_time/1.
   *
   * ```eshell
   * 1> tuple_size(calendar:universal_time_to_local_time({{2024,1,1},{0,0,0}})).
   * 2
   * ```
   */
  universal_time_to_local_time: toLocal,
  universal_time_to_system_time: [universal_time_to_system_time, 1, 2],
  valid_date: [valid_date, 1, 3],
} as const;

/**
 * Module calendar. Dates and times: `{Year, Month, Day}`, `{Hour, Minute, Second}`, and seconds and days of the
 * Gregorian calendar since the year 0.
 */
export const calendar: OtpModule<typeof functions> = otpModule("calendar", functions);
