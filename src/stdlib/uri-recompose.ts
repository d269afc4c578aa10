// uri-recompose — uri_string:recompose/1: the parts in a map, checked, escaped and put together.
import { isIPv6 } from "node:net";
import { isAtom } from "../terms/atom.ts";
import { badarg, type StackItem } from "../terms/exception.ts";
import { isInteger } from "../terms/float.ts";
import { Fun } from "../terms/fun.ts";
import { isList } from "../terms/list.ts";
import { isMap, MISSING, mapEntries, mapGet, mapHas } from "../terms/map.ts";
import type { Term } from "../terms/term.ts";
import { tuple3 } from "../terms/tuple.ts";
import { latin1Text, textOf, utf8 } from "./iodata.ts";
import { ALLOWED, firstNot, join, PARTS, type Part, type Uri } from "./uri-parts.ts";
import { charactersOf, encodeText, like, SOURCE } from "./uri-text.ts";

const ERROR = Symbol.for("error");

/** What an `encode` that finds no text says of the fun it was given. */
export function checker(index: number): Fun {
  return new Fun(
    1,
    () => true,
    { module: Symbol.for("uri_string"), index, uniq: 103661464, name: `-fun-${index}-` },
    [],
  );
}

/** A part of the map as text, with what may not stand in it as escapes. */
function partText(
  map: Term,
  part: Part,
  allowed: string,
  fun: number,
  ...callers: readonly StackItem[]
): string | undefined {
  const value = mapGet(map, Symbol.for(part));
  if (value === MISSING) return undefined;
  if (!isList(value) && !(value instanceof Uint8Array))
    throw SOURCE.noClause("encode", [value, checker(fun)], 2061, ...callers);
  return encodeText(charactersOf(value, SOURCE.item("encode", 2, 2062), ...callers), allowed);
}

export const at = (name: string, arity: number, line: number): StackItem => SOURCE.item(name, arity, line);

/** The parts that a map names, encoded; what is wrong as a term. */
function encodedParts(map: Term): Uri | { readonly wrong: Term } {
  const scheme = mapGet(map, Symbol.for("scheme"));
  const schemeText = scheme === MISSING ? undefined : schemeOf(scheme);
  if (schemeText !== undefined && firstNot(schemeText, ALLOWED.scheme) !== undefined) {
    return { wrong: tuple3(ERROR, Symbol.for("invalid_scheme"), scheme) };
  }
  const whole = at("recompose", 1, 597);
  const userinfo = partText(map, "userinfo", ALLOWED.userinfo, 1, at("update_userinfo", 2, 2236), whole);
  const given = mapGet(map, Symbol.for("host"));
  const address =
    given === MISSING
      ? undefined
      : (textOf(given) ?? (given instanceof Uint8Array ? latin1Text(given) : undefined));
  const host =
    address !== undefined && isIPv6(address)
      ? address
      : partText(
          map,
          "host",
          ALLOWED.regname,
          2,
          at("encode_host", 1, 1940),
          at("update_host", 2, 2246),
          at("recompose", 1, 598),
        );
  const port = mapGet(map, Symbol.for("port"));
  return {
    scheme: schemeText,
    userinfo,
    host,
    port: port === MISSING ? undefined : portText(port),
    path: partText(map, "path", ALLOWED.path, 6, at("recompose", 1, 600)),
    query: partText(map, "query", ALLOWED.query, 7, at("update_query", 2, 2282), at("recompose", 1, 601)),
    fragment: partText(
      map,
      "fragment",
      ALLOWED.fragment,
      8,
      at("update_fragment", 2, 2292),
      at("recompose", 1, 602),
    ),
  };
}

function schemeOf(term: Term): string {
  const callers = [at("encode_scheme", 1, 1927), at("update_scheme", 2, 2230), at("recompose", 1, 596)];
  if (!isList(term) && !(term instanceof Uint8Array))
    throw SOURCE.noClause("validate_scheme", [term], 2097, ...callers);
  return charactersOf(term, ...callers);
}

function portText(port: Term): string {
  if (port === undefined || isInteger(port)) return port === undefined ? ":" : String(port);
  const callers = [at("encode_port", 1, 2346), at("update_port", 2, 2259), at("recompose", 1, 599)];
  return SOURCE.within("integer_to_binary", [port], callers, () => {
    throw badarg(port);
  });
}

/** Whether a map can be put together: with a path, and with a host if it has what goes with one. */
function isComplete(map: Term): boolean {
  const path = mapGet(map, Symbol.for("path"));
  if (path === MISSING) return false;
  const known = mapEntries(map).every(([key]) => PARTS.some((part) => Symbol.for(part) === key));
  if (!known) return false;
  const text = textOf(path) ?? (path instanceof Uint8Array ? latin1Text(path) : "");
  return !text.startsWith("//") || mapHas(map, Symbol.for("host")) || !mapHas(map, Symbol.for("userinfo"));
}

/**
 * The URI of its parts. Mirrors uri_string:recompose/1.
 *
 * ```eshell
 * 1> uri_string:recompose(#{scheme => "http", host => "example.com", path => "/p"}).
 * "http://example.com/p"
 * ```
 */
export function recompose(map: Term): Term {
  if (!isMap(map)) throw SOURCE.noClause("is_valid_map", [map], 2193, at("recompose", 1, 591));
  if (!isComplete(map)) return tuple3(ERROR, Symbol.for("invalid_map"), map);
  const parts = encodedParts(map);
  if ("wrong" in parts) return parts.wrong;
  if (
    parts.scheme === undefined &&
    parts.userinfo === undefined &&
    parts.host === undefined &&
    parts.port !== undefined
  ) {
    const port = parts.port === ":" ? ":" : `:${parts.port}`;
    throw SOURCE.noClause("concat", [Symbol.for("empty"), utf8(port)], 2303, at("recompose", 1, 599));
  }
  return inKind(
    join(parts),
    mapEntries(map).map(([, value]) => value),
  );
}

/** As a binary if all texts it is made of are. */
function inKind(text: string, sources: readonly Term[]): Term {
  const texts = sources.filter((source) => !isInteger(source) && !isAtom(source));
  return like(text, texts.every((source) => source instanceof Uint8Array) ? texts[0] : "");
}
