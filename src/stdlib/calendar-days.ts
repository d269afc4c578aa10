// calendar-days — dates as days since year 0, and seconds as times: the arithmetic of module calendar.
//
// Step by step as in OTP's source, which asks little of its arguments: what is no number fails in the arithmetic, what is
// no day of any month counts on into the next.
import { isInteger } from "../terms/float.ts";
import { greaterOrEqual, greaterThan, lessOrEqual, lessThan } from "../terms/order.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, type Tuple, tuple2, tuple3 } from "../terms/tuple.ts";
import { OtpFunction } from "./otp-function.ts";
import { OtpSource } from "./otp-source.ts";

export type Date3 = Tuple<[number, number, number]>;
export type Time3 = Tuple<[number, number, number]>;
export type DateTime = Tuple<[Date3, Time3]>;

export const source: OtpSource = new OtpSource("calendar");
export const fn = (name: string, arity: number): OtpFunction => new OtpFunction(source, name, arity);

const DAY = 86400;
/** The days from year 0 to 1970. */
const EPOCH_DAYS = 719528;

const isTriple = (term: Term): boolean => isTuple(term) && term.length === 3;

const date = { three: fn("date_to_gregorian_days", 3), one: fn("date_to_gregorian_days", 1) };
const weekday = { three: fn("day_of_the_week", 3), one: fn("day_of_the_week", 1) };

/**
 * Days from year 0 to a date. Mirrors calendar:date_to_gregorian_days/1,3.
 *
 * ```eshell
 * 1> calendar:date_to_gregorian_days({2024,2,29}).
 * 739310
 * ```
 */
export function date_to_gregorian_days(...args: Term[]): number {
  if (args.length === 3) return daysOf(args[0], args[1], args[2]);
  if (!isTriple(args[0])) throw date.one.noClause(257, args[0]);
  return daysOf(args[0][0], args[0][1], args[0][2]);
}

function daysOf(year: Term, month: Term, day: Term): Term {
  const f = date.three;
  if (!isInteger(day) || day < 1) throw f.noClause(239, year, month, day);
  // Years begin in March, and an era has 400 of them.
  const y = lessOrEqual(month, 2) ? f.minus(242, year, 1) : year;
  const era = greaterOrEqual(y, 0) ? f.div(243, y, 400) : f.div(243, f.minus(243, y, 399), 400);
  const yearOfEra = f.minus(244, y, f.times(244, era, 400));
  const shifted = greaterThan(month, 2) ? f.minus(245, month, 3) : f.plus(245, month, 9);
  const monthDays = f.div(246, f.plus(246, f.times(246, 153, shifted), 2), 5);
  const dayOfYear = f.minus(246, f.plus(246, monthDays, day), 1);
  const years = f.plus(247, f.times(247, 365, yearOfEra), f.div(247, yearOfEra, 4));
  const dayOfEra = f.plus(247, f.minus(247, years, f.div(247, yearOfEra, 100)), dayOfYear);
  return f.plus(248, f.plus(248, f.times(248, era, 146097), dayOfEra), 60);
}

const back = fn("gregorian_days_to_date", 1);
/**
 * The date so many days after year 0. Mirrors calendar:gregorian_days_to_date/1.
 *
 * ```eshell
 * 1> calendar:gregorian_days_to_date(739310).
 * {2024,2,29}
 * ```
 */
export function gregorian_days_to_date(days: number): Date3 {
  const z = back.minus(309, days, 60);
  // Only what is no integer can fail from here on, and it does at once.
  if (!isInteger(z)) back.div(310, z < 0 ? back.plus(310, back.minus(310, z, 146097), 1) : z, 146097);
  const n = BigInt(z);
  const era = (n >= 0n ? n : n - 146096n) / 146097n;
  const inEra = Number(n - era * 146097n);
  const int = Math.floor;
  const yearOfEra = int((inEra - int(inEra / 1460) + int(inEra / 36524) - int(inEra / 146096)) / 365);
  const inYear = inEra - (365 * yearOfEra + int(yearOfEra / 4) - int(yearOfEra / 100));
  const shifted = int((5 * inYear + 2) / 153);
  const day = inYear - int((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = back.plus(316, back.times(316, era, 400), yearOfEra + (month <= 2 ? 1 : 0));
  return tuple3(year, month, day);
}

const toSeconds = fn("datetime_to_gregorian_seconds", 1);
/**
 * Seconds from year 0 to a date and time. Mirrors calendar:datetime_to_gregorian_seconds/1.
 *
 * ```eshell
 * 1> calendar:datetime_to_gregorian_seconds({{1970,1,1},{0,0,0}}).
 * 62167219200
 * ```
 */
export function datetime_to_gregorian_seconds(dateTime: DateTime): number {
  const f = toSeconds;
  if (!isTuple(dateTime) || dateTime.length !== 2) throw f.noClause(273, dateTime);
  const days = f.call(274, () => date_to_gregorian_days(dateTime[0]));
  const seconds = f.call(275, () => time_to_seconds(dateTime[1]));
  return f.plus(274, f.times(274, DAY, days), seconds);
}

const fromSeconds = fn("gregorian_seconds_to_datetime", 1);
/**
 * The date and time so many seconds after year 0. Mirrors calendar:gregorian_seconds_to_datetime/1.
 *
 * ```eshell
 * 1> calendar:gregorian_seconds_to_datetime(62167219200).
 * {{1970,1,1},{0,0,0}}
 * ```
 */
export function gregorian_seconds_to_datetime(seconds: number): DateTime {
  const [days, rest] = daysAndRest(fromSeconds, 329, seconds);
  return tuple2(gregorian_days_to_date(days), seconds_to_time(rest));
}

/** Whole days, and the seconds from there on: days below zero begin at midnight as well. */
function daysAndRest(f: OtpFunction, line: number, seconds: Term): [Term, Term] {
  const days = f.div(line, seconds, DAY);
  const rest = f.rem(line + 1, seconds, DAY);
  return rest < 0 ? [f.minus(line, days, 1), f.plus(line, rest, DAY)] : [days, rest];
}

/**
 * 1 for Monday to 7 for Sunday. Mirrors calendar:day_of_the_week/1,3.
 *
 * ```eshell
 * 1> calendar:day_of_the_week(2024, 2, 29).
 * 4
 * ```
 */
export function day_of_the_week(...args: Term[]): number {
  if (args.length === 1 && !isTriple(args[0])) throw weekday.one.noClause(297, args[0]);
  const [year, month, day] = args.length === 1 ? args[0] : args;
  const f = weekday.three;
  const days = f.call(289, () => daysOf(year, month, day));
  const rest = f.rem(289, f.plus(289, days, 5), 7);
  return f.plus(289, rest < 0 ? rest + 7 : rest, 1);
}

const isLeap = (year: Term): boolean => {
  const inEra = Number(BigInt(year) % 400n);
  return inEra === 0 || (inEra % 4 === 0 && inEra % 100 !== 0);
};
const MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Mirrors calendar:is_leap_year/1.
 *
 * ```eshell
 * 1> calendar:is_leap_year(2024).
 * true
 * ```
 */
export function is_leap_year(year: number): boolean {
  if (!isInteger(year)) throw source.noClause("is_leap_year", [year], 343);
  return isLeap(year);
}

/**
 * The number of days of a month. Mirrors calendar:last_day_of_the_month/2.
 *
 * ```eshell
 * 1> calendar:last_day_of_the_month(2024, 2).
 * 29
 * ```
 */
export function last_day_of_the_month(year: number, month: number): number {
  if (!isInteger(year)) throw source.noClause("last_day_of_the_month", [year, month], 410);
  if (!isInteger(month) || month < 1 || month > 12)
    throw source.noClause("last_day_of_the_month1", [year, month], 414);
  return month === 2 && isLeap(year) ? 29 : MONTHS[Number(month) - 1];
}

/**
 * Whether there is such a date. Mirrors calendar:valid_date/1,3.
 *
 * ```eshell
 * 1> calendar:valid_date(2023, 2, 29).
 * false
 * ```
 */
export function valid_date(...args: Term[]): boolean {
  if (args.length === 1 && !isTriple(args[0])) throw source.noClause("valid_date", args, 938);
  const [year, month, day] = args.length === 1 ? args[0] : args;
  if (![year, month, day].every(isInteger)) throw source.noClause("valid_date", [year, month, day], 926);
  return month > 0 && month < 13 && day > 0 && day <= last_day_of_the_month(year, month);
}

const week = fn("iso_week_number", 1);
const firstWeek = fn("gregorian_days_of_iso_w01_1", 1);
/** `{Year, Week}` of a date, as ISO 8601 counts weeks. */
export function isoWeek(day: Date3): Tuple<[number, number]> {
  if (!isTriple(day)) throw week.noClause(378, day);
  const days = week.call(379, () => date_to_gregorian_days(day));
  const [year] = day;
  const start = week.call(380, () => firstMonday(year));
  const next = week.call(381, () => firstMonday(week.plus(381, year, 1)));
  if (days >= next) return tuple2(week.plus(398, year, 1), 1);
  if (days >= start) return tuple2(year, week.plus(384, week.div(384, week.minus(384, days, start), 7), 1));
  const before = week.minus(387, year, 1);
  const isLong = day_of_the_week(before, 1, 1) === 4 || day_of_the_week(before, 12, 31) === 4;
  return tuple2(before, isLong ? 53 : 52);
}
function firstMonday(year: Term): Term {
  const days = firstWeek.call(951, () => daysOf(year, 1, 1));
  const weekDay = day_of_the_week(year, 1, 1);
  return firstWeek.plus(954, days, weekDay <= 4 ? 1 - weekDay : 8 - weekDay);
}

/**
 * Seconds since midnight as a time. Mirrors calendar:seconds_to_time/1.
 *
 * ```eshell
 * 1> calendar:seconds_to_time(3661).
 * {1,1,1}
 * ```
 */
export function seconds_to_time(seconds: number): Time3 {
  if (lessThan(seconds, 0) || greaterOrEqual(seconds, DAY))
    throw source.noClause("seconds_to_time", [seconds], 703);
  const f = fn("seconds_to_time", 1);
  const rest = f.rem(704, seconds, DAY);
  return tuple3(Math.floor(rest / 3600), Math.floor((rest % 3600) / 60), rest % 60);
}

const dayTime = fn("seconds_to_daystime", 1);
/**
 * Seconds as `{Days, Time}`. Mirrors calendar:seconds_to_daystime/1.
 *
 * ```eshell
 * 1> calendar:seconds_to_daystime(90061).
 * {1,{1,1,1}}
 * ```
 */
export function seconds_to_daystime(seconds: number): Tuple<[number, Time3]> {
  const [days, rest] = daysAndRest(dayTime, 681, seconds);
  return tuple2(days, seconds_to_time(rest));
}

/**
 * A time as seconds since midnight. Mirrors calendar:time_to_seconds/1.
 *
 * ```eshell
 * 1> calendar:time_to_seconds({1,1,1}).
 * 3661
 * ```
 */
export function time_to_seconds(time: Time3): number {
  const good = isTriple(time) && time.every(isInteger);
  const [h, m, s] = good ? time : [-1, 0, 0];
  if (h < 0 || h > 23 || m < 0 || m > 59 || s < 0 || s > 59)
    throw source.noClause("time_to_seconds", [time], 873);
  return h * 3600 + m * 60 + s;
}

const difference = fn("time_difference", 2);
/**
 * `{Days, Time}` from one time to another. Mirrors calendar:time_difference/2.
 *
 * ```eshell
 * 1> calendar:time_difference({{2024,2,28},{23,0,0}}, {{2024,3,1},{0,0,0}}).
 * {1,{1,0,0}}
 * ```
 */
export function time_difference(from: DateTime, to: DateTime): Tuple<[number, Time3]> {
  const f = difference;
  const isDateTime = (term: Term) => isTuple(term) && term.length === 2 && term.every(isTriple);
  if (!isDateTime(from) || !isDateTime(to)) throw f.noClause(860, from, to);
  const end = f.call(862, () => datetime_to_gregorian_seconds(to));
  const start = f.call(863, () => datetime_to_gregorian_seconds(from));
  return seconds_to_daystime(f.minus(862, end, start));
}

const since1970 = fn("datetime_to_system_time", 1);
/** Seconds from 1970 to a date and time in UTC. */
export function systemSeconds(dateTime: DateTime): Term {
  const seconds = since1970.call(969, () => datetime_to_gregorian_seconds(dateTime));
  return since1970.minus(969, seconds, EPOCH_DAYS * DAY);
}

const after1970 = fn("system_time_to_datetime", 1);
/** The date and time in UTC so many seconds after 1970. */
export function dateTimeOf(seconds: Term): DateTime {
  return gregorian_seconds_to_datetime(after1970.plus(972, seconds, EPOCH_DAYS * DAY));
}
