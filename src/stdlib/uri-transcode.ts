// uri-transcode — uri_string:transcode/2: what is percent-encoded in a URI, in another encoding.
import { Exception } from "../terms/exception.ts";
import { isList, isNil, NIL, toArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple3 } from "../terms/tuple.ts";
import { charsOf, latin1Text } from "./iodata.ts";
import { unicode } from "./unicode.ts";
import { SOURCE } from "./uri-text.ts";

const ERROR = Symbol.for("error");
const INVALID_INPUT = Symbol.for("invalid_input");
const BAD_ESCAPE = Symbol.for("invalid_percent_encoding");
const UTF8 = Symbol.for("utf8");
const STDLIB_ERRORS = { module: Symbol.for("erl_stdlib_errors") };
const [toBinary] = unicode.functions.characters_to_binary;

/** What transcode answers for input that is wrong. */
class Wrong extends Error {
  readonly answer: Term;
  constructor(why: Term, what: Term) {
    super("wrong input");
    this.answer = tuple3(ERROR, why, what);
  }
}

/** Bytes in another encoding. */
function converted(bytes: Uint8Array, from: Term, to: Term): Uint8Array {
  try {
    const result = toBinary(bytes, from, to);
    if (result instanceof Uint8Array) return result;
  } catch (thrown) {
    if (thrown instanceof Exception && thrown.items.length === 0) {
      const name = Symbol.for("characters_to_binary");
      thrown.items.push(
        { module: Symbol.for("unicode"), name, arity: [bytes, from, to], info: STDLIB_ERRORS },
        SOURCE.item("convert_to_binary", 3, 2495),
        SOURCE.item("transcode_pct", 5, 2482),
        SOURCE.item("transcode", 2, 727),
      );
    }
    throw thrown;
  }
  throw new Wrong(INVALID_INPUT, bytes);
}

function encodingOf(options: Term, name: string): Term {
  const given = toArray(options);
  if (given === undefined) {
    const proplists = {
      module: Symbol.for("proplists"),
      name: Symbol.for("get_value"),
      file: "proplists.erl",
    };
    const item = { ...proplists, arity: [Symbol.for(name), options, UTF8], line: 222 };
    throw new Exception("error", Symbol.for("function_clause"), [item, SOURCE.item("transcode", 2, 724)]);
  }
  const pair = given.find(
    (option) => isTuple(option) && option.length === 2 && option[0] === Symbol.for(name),
  );
  return pair === undefined ? UTF8 : pair[1];
}

/** The escapes of a text in another encoding; the rest as it is. */
function escapes(text: string, from: Term, to: Term): string {
  // As in OTP, a percent sign with fewer than two characters behind it stands for itself.
  const wrong = /%(?![0-9A-Fa-f]{2})(?=..)/s.exec(text);
  if (wrong !== null) throw new Wrong(BAD_ESCAPE, text.slice(wrong.index));
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (run) => {
    const bytes = Uint8Array.from(run.slice(1).split("%"), (hex) => Number.parseInt(hex, 16));
    const hex = (byte: number): string => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
    return Array.from(converted(bytes, from, to), hex).join("");
  });
}

/**
 * A URI whose escapes are in another encoding: `{in_encoding, E}`, `{out_encoding, E}`, else UTF-8. Mirrors uri_string:transcode/2.
 *
 * ```eshell
 * 1> uri_string:transcode("foo%F6bar", [{in_encoding, latin1}, {out_encoding, utf8}]).
 * "foo%C3%B6bar"
 * ```
 */
export function transcode(uri: Term, options: Term): Term {
  const binary = uri instanceof Uint8Array;
  if (!binary && !isList(uri)) throw SOURCE.noClause("transcode", [uri, options], 713);
  const from = encodingOf(options, "in_encoding");
  const to = encodingOf(options, "out_encoding");
  try {
    if (binary ? uri.length === 0 : isNil(uri)) {
      const caller = SOURCE.item("transcode", 2, binary ? 718 : 727);
      throw SOURCE.noClause("transcode", [NIL, NIL, from, to], 2460, caller);
    }
    if (!binary) {
      const text = charsOf(uri);
      return text === undefined ? uri : escapes(text, from, to);
    }
    const text = charsOf(converted(uri, from, UTF8)) ?? latin1Text(uri);
    return converted(new TextEncoder().encode(escapes(text, from, to)), UTF8, to);
  } catch (thrown) {
    if (thrown instanceof Wrong) return thrown.answer;
    throw thrown;
  }
}
