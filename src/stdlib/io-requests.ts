// io-requests — requests as programs may write them for io:request/2, in the form in which a device understands them.
import { isAtom } from "../terms/atom.ts";
import { fromArray, toArray } from "../terms/list.ts";
import type { Term } from "../terms/term.ts";
import { isTuple, tuple, tuple2, tuple3 } from "../terms/tuple.ts";

const PUT_CHARS = Symbol.for("put_chars");
const UNICODE = Symbol.for("unicode");
const IO_LIB = Symbol.for("io_lib");
const NEW_LINE = tuple3(PUT_CHARS, UNICODE, "\n");

/** The request for the device: `nl` is `{put_chars,unicode,"\n"}`. Mirrors io_request of io. */
export function deviceRequest(request: Term): Term {
  if (request === Symbol.for("nl")) return NEW_LINE;
  if (!isTuple(request) || !isAtom(request[0])) return request;
  const [tag, first, second] = request;
  switch (Symbol.keyFor(tag as symbol)) {
    case "format":
    case "fwrite":
      return made("format", first, request.length > 2 ? second : fromArray([]));
    case "write":
      return made("write", first);
    case "put_chars":
      return request.length === 2 ? tuple3(PUT_CHARS, UNICODE, first) : request;
    case "fread":
      return tuple(Symbol.for("get_until"), UNICODE, first, IO_LIB, Symbol.for("fread"), fromArray([second]));
    case "requests": {
      const list = toArray(first);
      return list === undefined ? request : tuple2(tag, fromArray(list.map(deviceRequest)));
    }
    default:
      return request;
  }
}

/** Characters that a function of io_lib makes. */
function made(name: string, ...args: Term[]): Term {
  return tuple(PUT_CHARS, UNICODE, IO_LIB, Symbol.for(name), fromArray(args));
}
