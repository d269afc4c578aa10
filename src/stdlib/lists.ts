// lists — OTP's module lists: its export table.
//
// The functions are in lists-plain and lists-join (no fun), lists-higher and lists-search (a fun for each element), lists-order and
// lists-fun-sort (sorting and merging), lists-keys (tuples by an element) and lists-zip (several lists in step).
import * as sorting from "./lists-fun-sort.ts";
import * as higher from "./lists-higher.ts";
import * as joining from "./lists-join.ts";
import * as keys from "./lists-keys.ts";
import * as order from "./lists-order.ts";
import * as plain from "./lists-plain.ts";
import * as searching from "./lists-search.ts";
import * as zipping from "./lists-zip.ts";
import { type OtpModule, otpModule } from "./table.ts";

const functions = {
  all: searching.all,
  any: searching.any,
  append: [joining.append, 1, 2],
  concat: joining.concat,
  delete: plain.remove,
  droplast: plain.droplast,
  dropwhile: searching.dropwhile,
  duplicate: plain.duplicate,
  enumerate: [plain.enumerate, 1, 2, 3],
  filter: higher.filter,
  filtermap: higher.filtermap,
  flatlength: joining.flatlength,
  flatmap: higher.flatmap,
  flatten: [joining.flatten, 1, 2],
  foldl: higher.foldl,
  foldr: higher.foldr,
  foreach: higher.foreach,
  join: plain.join,
  keydelete: keys.keydelete,
  keyfind: keys.keyfind,
  keymap: keys.keymap,
  keymember: keys.keymember,
  keymerge: order.keymerge,
  keyreplace: keys.keyreplace,
  keysearch: keys.keysearch,
  keysort: order.keysort,
  keystore: keys.keystore,
  keytake: keys.keytake,
  last: plain.last,
  map: higher.map,
  mapfoldl: higher.mapfoldl,
  mapfoldr: higher.mapfoldr,
  max: plain.max,
  member: plain.member,
  merge: [sorting.mergeLists, 1, 2, 3],
  merge3: order.merge3,
  min: plain.min,
  nth: plain.nth,
  nthtail: plain.nthtail,
  partition: higher.partition,
  prefix: plain.prefix,
  reverse: [plain.reverse, 1, 2],
  rkeymerge: order.rkeymerge,
  rmerge: [sorting.rmerge, 2, 3],
  rmerge3: order.rmerge3,
  rukeymerge: order.rukeymerge,
  rumerge: [sorting.rumerge, 2, 3],
  rumerge3: order.rumerge3,
  search: searching.search,
  seq: [plain.seq, 2, 3],
  sort: [sorting.sort, 1, 2],
  split: plain.split,
  splitwith: searching.splitwith,
  sublist: [plain.sublist, 2, 3],
  subtract: plain.subtract,
  suffix: plain.suffix,
  sum: plain.sum,
  takewhile: searching.takewhile,
  ukeymerge: order.ukeymerge,
  ukeysort: order.ukeysort,
  umerge: [sorting.umerge, 1, 2, 3],
  umerge3: order.umerge3,
  uniq: [searching.uniq, 1, 2],
  unzip: zipping.unzip,
  unzip3: zipping.unzip3,
  usort: [sorting.usort, 1, 2],
  /**
   * The old name of `filtermap`. Mirrors lists:zf/2.
   *
   * ```eshell
   * 1> lists:zf(fun(N) -> N > 1 end, [1,2,3]).
   * [2,3]
   * ```
   */
  zf: higher.filtermap,
  zip: [zipping.zip, 2, 3],
  zip3: [zipping.zip3, 3, 4],
  zipwith: [zipping.zipwith, 3, 4],
  zipwith3: [zipping.zipwith3, 4, 5],
} as const;

/**
 * Module lists. List processing. Positions count from 1. Of two terms `T1 == T2` decides whether they compare
 * equal, `T1 =:= T2` whether they match.
 */
export const lists: OtpModule<typeof functions> = otpModule("lists", functions, {
  errors: "erl_stdlib_errors",
  bifs: ["keyfind", "keymember", "keysearch", "member", "reverse", "seq"],
});
