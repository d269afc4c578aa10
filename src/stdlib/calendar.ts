// calendar — OTP's module calendar: dates of the Gregorian calendar, counted in days and seconds from year 0.
//
// Here is what knows of local time, and the export table. calendar-days has the arithmetic, calendar-rfc3339 the texts.
import { stamp } from "../process/apply.ts";
import { errorTuple } from "../terms/exception.ts";
import { fromArray, NIL } from "../terms/list.ts";
import { equalExact } from "../terms/order.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, type Tuple } from "../terms/tuple.ts";
import {
  type Date3,
  type DateTime,
  date_to_gregorian_days,
  dateTimeOf,
  datetime_to_gregorian_seconds,
  day_of_the_week,
  fn,
  gregorian_days_to_date,
  gregorian_seconds_to_datetime,
  is_leap_year,
  isoWeek,
  last_day_of_the_month,
  seconds_to_daystime,
  seconds_to_time,
  time_difference,
  time_to_seconds,
  valid_date,
} from "./calendar-days.ts";
import {
  rfc3339_to_system_time,
  system_time_to_rfc3339,
  system_time_to_universal_time,
  universal_time_to_system_time,
} from "./calendar-rfc3339.ts";
import { times } from "./erlang-time.ts";
import type { OtpFunction } from "./otp-function.ts";
import { type OtpModule, otpModule } from "./table.ts";

export type { Date3, DateTime, Time3 } from "./calendar-days.ts";

type Now = Tuple<[number, number, number]>;

/**
 * The local date and time. Mirrors calendar:local_time/0.
 *
 * ```eshell
 * 1> tuple_size(calendar:local_time()).
 * 2
 * ```
 */
const local_time = (): DateTime => times.localtime();
/**
 * Date and time in UTC. Mirrors calendar:universal_time/0.
 *
 * ```eshell
 * 1> tuple_size(calendar:universal_time()).
 * 2
 * ```
 */
const universal_time = (): DateTime => times.universaltime();

/**
 * `{Year, Week}` as ISO 8601 counts weeks, of today or a date. Mirrors calendar:iso_week_number/0,1.
 *
 * ```eshell
 * 1> calendar:iso_week_number({2024,12,30}).
 * {2025,1}
 * ```
 */
function iso_week_number(...date: Date3[]): Tuple<[number, number]> {
  return isoWeek(date.length === 0 ? local_time()[0] : date[0]);
}

const [localToUniversal] = times.localtime_to_universaltime;
const toLocal = (f: OtpFunction, line: number, dateTime: DateTime): DateTime =>
  f.bif(line, "universaltime_to_localtime", times.universaltime_to_localtime, dateTime);
const universalToLocal = fn("universal_time_to_local_time", 1);
const localNow = fn("now_to_local_time", 1);

const localWithDst = fn("local_time_to_universal_time", 2);
/** The same as `erlang:localtime_to_universaltime`, which takes the place of the caller if it gets one argument. */
function local_time_to_universal_time(...args: Term[]): DateTime {
  const [dateTime, isDst] = args;
  if (args.length === 2)
    return localWithDst.bif(485, "localtime_to_universaltime", localToUniversal, dateTime, isDst);
  try {
    return localToUniversal(dateTime);
  } catch (thrown) {
    throw stamp(thrown, Symbol.for("erlang"), "localtime_to_universaltime", args);
  }
}

const withDst = fn("local_time_to_universal_time_dst", 1);
/**
 * Dates and times in UTC, none, one or two. Mirrors calendar:local_time_to_universal_time_dst/1.
 *
 * ```eshell
 * 1> length(calendar:local_time_to_universal_time_dst({{2024,1,1},{12,0,0}})).
 * 1
 * ```
 */
function local_time_to_universal_time_dst(dateTime: DateTime): DateTime[] {
  return fromArray(universalTimes(dateTime)) as DateTime[];
}
function universalTimes(dateTime: DateTime): DateTime[] {
  const [dst, standard] = [true, false].map((isDst, i) =>
    withDst.bif(509 + i, "localtime_to_universaltime", localToUniversal, dateTime, isDst),
  );
  const isSame = (universal: Term) => equalExact(toLocal(withDst, 512, universal), dateTime);
  const found = [dst, standard].filter(isSame);
  return found.length === 2 && equalExact(dst, standard) ? [dst] : found;
}

const localToSystem = fn("local_time_to_system_time", 2);
/**
 * A local date and time as the system's clock counts. Mirrors calendar:local_time_to_system_time/1,2.
 *
 * ```eshell
 * 1> is_integer(calendar:local_time_to_system_time({{1970,1,2},{0,0,0}})).
 * true
 * ```
 */
function local_time_to_system_time(dateTime: DateTime, ...options: unknown[]): number {
  const found = localToSystem.call(451, () => universalTimes(dateTime));
  if (found.length === 1)
    return universal_time_to_system_time(found[0], options.length === 0 ? NIL : options[0]);
  const [tag, line] = found.length === 0 ? ["non_existing_local_time", 455] : ["ambiguous_local_time", 457];
  throw localToSystem.error(line as number, errorTuple(Symbol.for(tag as string), dateTime).reason);
}

const toLocalTime = fn("system_time_to_local_time", 2);
/**
 * The local date and time of a system time. Mirrors calendar:system_time_to_local_time/2.
 *
 * ```eshell
 * 1> tuple_size(calendar:system_time_to_local_time(0, second)).
 * 2
 * ```
 */
function system_time_to_local_time(time: number, unit: unknown): DateTime {
  const universal = toLocalTime.call(718, () => system_time_to_universal_time(time, unit));
  return toLocal(toLocalTime, 719, universal);
}

const nowToDateTime = fn("now_to_datetime", 1);
/**
 * Date and time in UTC of a time of `os:timestamp/0`. Mirrors calendar:now_to_datetime/1.
 *
 * ```eshell
 * 1> calendar:now_to_datetime({0,86400,0}).
 * {{1970,1,2},{0,0,0}}
 * ```
 */
function now_to_datetime(now: Now): DateTime {
  if (!isNow(now)) throw nowToDateTime.noClause(541, now);
  const f = nowToDateTime;
  return dateTimeOf(f.plus(542, f.times(542, now[0], 1000000), now[1]));
}
const isNow = (term: unknown): boolean => isTuple(term) && term.length === 3;

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
  local_time_to_universal_time: [local_time_to_universal_time, 1, 2],
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
  now_to_local_time: (now: Now): DateTime => {
    if (!isNow(now)) throw localNow.noClause(564, now);
    return toLocal(
      localNow,
      565,
      localNow.call(566, () => now_to_datetime(now)),
    );
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
  universal_time_to_local_time: (dateTime: DateTime): DateTime => toLocal(universalToLocal, 915, dateTime),
  universal_time_to_system_time: [universal_time_to_system_time, 1, 2],
  valid_date: [valid_date, 1, 3],
} as const;

/**
 * Module calendar. Dates and times: `{Year, Month, Day}`, `{Hour, Minute, Second}`, and seconds and days of the
 * Gregorian calendar since the year 0.
 */
export const calendar: OtpModule<typeof functions> = otpModule("calendar", functions);
