// file-changes — functions of module file that change what is known of a file: permissions, owner, group, times.
import { isInteger } from "../terms/float.ts";
import { isNil } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple } from "../terms/tuple.ts";
import { isDateTime } from "./erlang-time.ts";
import { attempt, disk, failure } from "./file-names.ts";
import { nameText } from "./filename.ts";
import { OtpSource } from "./otp-source.ts";

const SOURCE = new OtpSource("file");
const OK = Symbol.for("ok");
const FILE_INFO = Symbol.for("file_info");
const BADARG = failure("badarg");

/** Does it to a file; a name that is none is badarg. */
function changing(name: Term, work: (path: string) => void): Term {
  const path = nameText(name);
  if (path === undefined) return BADARG;
  return attempt(() => {
    work(path);
    return OK;
  });
}

/** The time of a local date, in milliseconds. */
function millisecondsOf(time: Term): number {
  const [[year, month, day], [hour, minute, second]] = time;
  return new Date(year, month - 1, day, hour, minute, second).getTime();
}

/** Whether a term has the form of a date with a time: what they say may be wrong. */
function isTimeForm(term: Term): boolean {
  return isTuple(term) && term.length === 2 && term.every((part) => isTuple(part) && part.length === 3);
}

/** Sets the permissions of a file. Mirrors file:change_mode/2. */
function change_mode(name: Term, mode: Term): Term {
  if (!isInteger(mode)) throw SOURCE.noClause("change_mode", [name, mode], 2611);
  return changing(name, (path) => disk().setMode(path, Number(mode)));
}

/** Sets the owner of a file, and the group. Mirrors file:change_owner/2,3. */
function change_owner(name: Term, ...owner: Term[]): Term {
  if (!owner.every(isInteger)) {
    throw SOURCE.noClause("change_owner", [name, ...owner], owner.length === 1 ? 2621 : 2632);
  }
  const [user, group = -1] = owner.map(Number);
  return changing(name, (path) => disk().setOwner(path, user, group));
}

/** Sets the group of a file. Mirrors file:change_group/2. */
function change_group(name: Term, group: Term): Term {
  if (!isInteger(group)) throw SOURCE.noClause("change_group", [name, group], 2642);
  return changing(name, (path) => disk().setOwner(path, -1, Number(group)));
}

/** Sets when a file was changed, and when it was last read. Mirrors file:change_time/2,3. */
function change_time(name: Term, ...times: Term[]): Term {
  if (!times.every(isTimeForm)) {
    throw SOURCE.noClause("change_time", [name, ...times], times.length === 1 ? 2652 : 2667);
  }
  if (!times.every(isDateTime)) return BADARG;
  return changing(name, (path) => {
    const access = times.length === 1 ? disk().info(path, true).atimeMs : millisecondsOf(times[0]);
    disk().setTimes(path, access, millisecondsOf(times[times.length - 1]));
  });
}

/** Sets what of a `#file_info{}` can be set. Mirrors file:write_file_info/2,3. */
function write_file_info(name: Term, info: Term, ...options: Term[]): Term {
  const good = isTuple(info) && info.length === 14 && info[0] === FILE_INFO;
  if (!good || (options.length > 0 && !isNil(options[0]) && !Array.isArray(options[0]))) {
    throw SOURCE.noClause("write_file_info", [name, info, ...options], 914);
  }
  const [, , , , accessTime, changeTime, , mode, , , , , user, group] = info;
  return changing(name, (path) => {
    if (isInteger(mode)) disk().setMode(path, Number(mode) & 0o7777);
    if (isInteger(user) || isInteger(group)) disk().setOwner(path, Number(user ?? -1), Number(group ?? -1));
    if (isDateTime(accessTime) && isDateTime(changeTime)) {
      disk().setTimes(path, millisecondsOf(accessTime), millisecondsOf(changeTime));
    }
  });
}

/** The part of the export table of module file that is here. */
export const changeFunctions = {
  change_mode,
  change_owner: [change_owner, 2, 3],
  change_group,
  change_time: [change_time, 2, 3],
  write_file_info: [write_file_info, 2, 3],
} as const;
