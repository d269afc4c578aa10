// string — OTP's module string: its export table. string-new has what knows Unicode, string-search what searches,
// string-old what is older.
import * as modern from "./string-new.ts";
import * as old from "./string-old.ts";
import * as searching from "./string-search.ts";
import { type OtpModule, otpModule } from "./table.ts";

const functions = {
  casefold: modern.casefold,
  centre: [old.centre, 2, 3],
  chars: [old.chars, 2, 3],
  chomp: modern.chomp,
  chr: old.chr,
  concat: old.concat,
  copies: old.copies,
  cspan: old.cspan,
  equal: [modern.equal, 2, 3, 4],
  find: [searching.find, 2, 3],
  is_empty: modern.is_empty,
  jaro_similarity: modern.jaro_similarity,
  join: old.join,
  left: [old.left, 2, 3],
  len: old.len,
  length: modern.length,
  lexemes: searching.lexemes,
  /**
   * The same as `to_float`. Mirrors string:list_to_float/1.
   *
   * ```eshell
   * 1> string:list_to_float("1.5 m").
   * {1.5," m"}
   * ```
   */
  list_to_float: modern.list_to_float,
  /**
   * The same as `to_integer`. Mirrors string:list_to_integer/1.
   *
   * ```eshell
   * 1> string:list_to_integer("42 apples").
   * {42," apples"}
   * ```
   */
  list_to_integer: modern.list_to_integer,
  lowercase: modern.lowercase,
  next_codepoint: modern.next_codepoint,
  next_grapheme: modern.next_grapheme,
  nth_lexeme: searching.nth_lexeme,
  pad: [modern.pad, 2, 3, 4],
  prefix: searching.prefix,
  rchr: old.rchr,
  replace: [searching.replace, 3, 4],
  reverse: modern.reverse,
  right: [old.right, 2, 3],
  rstr: old.rstr,
  slice: [modern.slice, 2, 3],
  span: old.span,
  split: [searching.split, 2, 3],
  str: old.str,
  strip: [old.strip, 1, 2, 3],
  sub_string: [old.sub_string, 2, 3],
  sub_word: [old.sub_word, 2, 3],
  substr: [old.substr, 2, 3],
  take: [modern.take, 2, 3, 4],
  titlecase: modern.titlecase,
  to_float: modern.to_float,
  to_graphemes: modern.to_graphemes,
  to_integer: modern.to_integer,
  to_lower: old.to_lower,
  to_upper: old.to_upper,
  tokens: old.tokens,
  trim: [modern.trim, 1, 2, 3],
  uppercase: modern.uppercase,
  words: [old.words, 1, 2],
} as const;

/**
 * Module string. Text: lists of characters, binaries, or both nested. Functions that know Unicode count grapheme
 * clusters; the older ones (`str`, `substr`, `tokens` …) count code points.
 */
export const string: OtpModule<typeof functions> = otpModule("string", functions);
