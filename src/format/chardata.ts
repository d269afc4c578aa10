// chardata — the characters of iolists and of Unicode chardata, as ~s and ~ts take them.
//
// Mirrors iolist_to_chars and cdata_to_chars of io_lib_format.

import { badarg } from "../terms/exception.ts";
import { isList } from "../terms/list.ts";
import { isTypeError } from "../terms/realm.ts";
import type { Term } from "../terms/term.ts";
import { type Chars, FlatChars } from "./chars.ts";
import { ListCursor } from "./list-cursor.ts";

const NOT_LATIN1 = /[^\0-\xff]/;

/** The characters of an iolist, or with `unicode` of chardata, as one string; badarg if it is none. */
export function chardataText(data: Term, unicode: boolean): string {
  if (typeof data === "string" && (unicode || !NOT_LATIN1.test(data))) return data;
  const chars = new FlatChars();
  chardataTo(chars, data, unicode);
  return chars.value;
}

/** Writes the characters with their nesting, which may be deep: `[[[…, B], C], D]` is how output is gathered. */
export function chardataTo(chars: Chars, data: Term, unicode: boolean): void {
  if (!isList(data) || typeof data === "string") {
    text(chars, data, unicode);
    return;
  }
  const outer: Open[] = [];
  let list: Open = { data, cursor: new ListCursor(data) };
  chars.open();
  for (;;) {
    if (list.cursor.next()) {
      const head = list.cursor.head;
      if (typeof head === "number") {
        if (!Number.isInteger(head) || head < 0 || head > (unicode ? 0x10ffff : 255)) throw badarg(list.data);
        chars.add(String.fromCodePoint(head));
      } else if (typeof head === "string" || !isList(head)) {
        text(chars, head, unicode);
      } else {
        outer.push(list);
        list = { data: head, cursor: new ListCursor(head) };
        chars.open();
      }
      continue;
    }
    if (!list.cursor.atEnd()) {
      if (!(list.cursor.tail instanceof Uint8Array)) throw badarg(list.data);
      chars.add(binaryChars(list.cursor.tail, unicode));
    }
    chars.close();
    const around = outer.pop();
    if (around === undefined) return;
    list = around;
  }
}

/** A list that is being written. */
interface Open {
  readonly data: Term;
  readonly cursor: ListCursor;
}

/** Writes what is no list, or a string. */
function text(chars: Chars, data: Term, unicode: boolean): void {
  if (data instanceof Uint8Array) {
    chars.text(binaryChars(data, unicode));
  } else {
    if (typeof data !== "string" || (!unicode && NOT_LATIN1.test(data))) throw badarg(data);
    chars.text(data);
  }
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function binaryChars(bytes: Uint8Array, unicode: boolean): string {
  if (unicode) {
    try {
      return utf8.decode(bytes);
    } catch (error) {
      // No UTF-8: its bytes are taken for Latin-1, as OTP does.
      if (!isTypeError(error)) throw error;
    }
  }
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
}
