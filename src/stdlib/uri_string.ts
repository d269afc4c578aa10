// uri_string — URIs taken apart and put together, by RFC 3986.
import { atomName, isAtom } from "../terms/atom.ts";
import { badarg } from "../terms/exception.ts";
import { isInteger } from "../terms/float.ts";
import { fromArray, toArray } from "../terms/list.ts";
import { isMap, mapEntries, mapFrom } from "../terms/map.ts";
import type { Term } from "../terms/term.ts";
import { tuple2, tuple3 } from "../terms/tuple.ts";
import { charsOf, utf8, utf8Text } from "./iodata.ts";
import { otpModule } from "./table.ts";

const ERROR = Symbol.for("error");
const INVALID_URI = Symbol.for("invalid_uri");
const PARTS = ["scheme", "userinfo", "host", "port", "path", "query", "fragment"] as const;
type Part = (typeof PARTS)[number];
type Uri = Partial<Record<Part, string>>;

const like = (text: string, source: Term): Term => (source instanceof Uint8Array ? utf8(text) : text);

function textOf(term: Term): string {
  const text = charsOf(term);
  if (text === undefined) throw badarg(term);
  return text;
}

const CHARACTERS = /^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]*$/;
const URI =
  /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?:\/\/(?:([^@/?#]*)@)?(\[[^\]/?#]*\]|[^:/?#]*)(?::([^/?#]*))?)?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s;

/** The parts of a URI; the first text that is wrong as an error. */
function split(text: string): Uri | { readonly wrong: string } {
  if (!CHARACTERS.test(text))
    return { wrong: Array.from(text).find((char) => !CHARACTERS.test(char)) as string };
  const found = URI.exec(text) as RegExpExecArray;
  const [, scheme, userinfo, host, port, path, query, fragment] = found;
  if (port !== undefined && !/^\d*$/.test(port)) return { wrong: port.replace(/^\d*/, "")[0] };
  if (scheme === undefined && /^[^/?#]*:/.test(path)) return { wrong: ":" };
  return { scheme, userinfo, host: host?.replace(/^\[(.*)\]$/, "$1"), port, path, query, fragment };
}

/**
 * The parts of a URI. Mirrors uri_string:parse/1.
 *
 * ```eshell
 * 1> maps:get(host, uri_string:parse("http://example.com:80/p?q#f")).
 * "example.com"
 * ```
 */
function parse(uri: Term): Term {
  const parts = split(textOf(uri));
  if ("wrong" in parts) return tuple3(ERROR, INVALID_URI, parts.wrong);
  return uriMap(parts, uri);
}

function uriMap(parts: Uri, source: Term): Term {
  const entries: [Term, Term][] = [];
  for (const name of PARTS) {
    const value = parts[name];
    if (value === undefined) continue;
    if (name === "port") entries.push([Symbol.for(name), value === "" ? undefined : Number(value)]);
    else entries.push([Symbol.for(name), like(value, source)]);
  }
  return mapFrom(entries);
}

function fromMap(map: Term): Uri {
  const parts: Uri = {};
  for (const [key, value] of mapEntries(map)) {
    const name = isAtom(key) ? atomName(key) : "";
    if (PARTS.includes(name as Part)) parts[name as Part] = isInteger(value) ? String(value) : textOf(value);
  }
  return parts;
}

function join({ scheme, userinfo, host, port, path = "", query, fragment }: Uri): string {
  let text = scheme === undefined ? "" : `${scheme}:`;
  if (host !== undefined) {
    text += `//${userinfo === undefined ? "" : `${userinfo}@`}${host.includes(":") ? `[${host}]` : host}`;
    if (port !== undefined && port !== "") text += `:${port}`;
  }
  text += path;
  if (query !== undefined) text += `?${query}`;
  return fragment === undefined ? text : `${text}#${fragment}`;
}

const UNRESERVED = /[A-Za-z0-9\-._~]/;

function percentEncode(text: string, safe: string): string {
  let encoded = "";
  for (const char of text) {
    if (UNRESERVED.test(char) || safe.includes(char)) encoded += char;
    else for (const byte of utf8(char)) encoded += `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return encoded;
}

/** The text without escapes; undefined if one is malformed or what they stand for is not UTF-8. */
function percentDecode(text: string): string | undefined {
  const bytes: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const hex = text[i] === "%" ? /^%([0-9A-Fa-f]{2})/.exec(text.slice(i)) : null;
    if (hex !== null) {
      bytes.push(Number.parseInt(hex[1], 16));
      i += 2;
    } else bytes.push(...utf8(text[i]));
  }
  return utf8Text(Uint8Array.from(bytes));
}

function decoded(term: Term): Term {
  const text = percentDecode(textOf(term));
  if (text === undefined) return tuple3(ERROR, Symbol.for("invalid_utf8"), term);
  return like(text, term);
}

/**
 * Decodes what is percent-encoded, in a URI or its parts. Mirrors uri_string:percent_decode/1.
 *
 * ```eshell
 * 1> uri_string:percent_decode("a%20b").
 * "a b"
 * ```
 */
function percent_decode(term: Term): Term {
  if (!isMap(term)) return decoded(term);
  return mapFrom(mapEntries(term).map(([key, value]) => [key, isInteger(value) ? value : decoded(value)]));
}

/** A word of a query: a space is `+`. */
const queryWord = (text: string): string =>
  percentEncode(text, "*").replace(/%20/g, "+").replace(/~/g, "%7E");

/**
 * A query string of pairs. Mirrors uri_string:compose_query/1,2.
 *
 * ```eshell
 * 1> uri_string:compose_query([{"a","1"},{"b","x y"}]).
 * "a=1&b=x+y"
 * ```
 */
function compose_query(pairs: Term, ..._options: Term[]): Term {
  const list = toArray(pairs);
  if (list === undefined) throw badarg(pairs);
  const words = list.map(([key, value]) =>
    value === true ? queryWord(textOf(key)) : `${queryWord(textOf(key))}=${queryWord(textOf(value))}`,
  );
  return like(words.join("&"), list[0]?.[0]);
}

/**
 * The pairs of a query string. Mirrors uri_string:dissect_query/1.
 *
 * ```eshell
 * 1> uri_string:dissect_query("a=1&b=x+y").
 * [{"a","1"},{"b","x y"}]
 * ```
 */
function dissect_query(query: Term): Term {
  const text = textOf(query);
  const word = (part: string) => like(percentDecode(part.replace(/\+/g, " ")) ?? part, query);
  const pairs = text === "" ? [] : text.split(/[&;]/);
  return fromArray(
    pairs.map((pair) => {
      const at = pair.indexOf("=");
      return at < 0 ? tuple2(word(pair), true) : tuple2(word(pair.slice(0, at)), word(pair.slice(at + 1)));
    }),
  );
}

/** The path without `.` and `..`. */
function withoutDots(path: string): string {
  const kept: string[] = [];
  const parts = path.split("/");
  for (const [i, part] of parts.entries()) {
    const last = i === parts.length - 1;
    if (part === "..") {
      if (kept.length > 1 || (kept.length === 1 && kept[0] !== "")) kept.pop();
      if (last) kept.push("");
    } else if (part === ".") {
      if (last) kept.push("");
    } else kept.push(part);
  }
  return kept.join("/");
}

const DEFAULT_PORTS: Record<string, string> = {
  http: "80",
  https: "443",
  ftp: "21",
  ssh: "22",
  sftp: "22",
  tftp: "69",
};

/** Letters, escapes, dots and ports as they are usually written. */
function normalized(parts: Uri): Uri {
  const scheme = parts.scheme?.toLowerCase();
  const escapes = (text: string | undefined) =>
    text?.replace(/%([0-9A-Fa-f]{2})/g, (whole, hex) => {
      const char = String.fromCharCode(Number.parseInt(hex, 16));
      return UNRESERVED.test(char) ? char : whole.toUpperCase();
    });
  const path = withoutDots(escapes(parts.path) ?? "");
  return {
    ...parts,
    scheme,
    host: parts.host?.toLowerCase(),
    port: scheme !== undefined && DEFAULT_PORTS[scheme] === parts.port ? undefined : parts.port,
    path: path === "" && parts.host !== undefined ? "/" : path,
    query: escapes(parts.query),
    fragment: escapes(parts.fragment),
  };
}

/** The parts of a URI given as text or as a map; the error if it is none. */
function partsOf(uri: Term): Uri | { readonly wrong: string } {
  return isMap(uri) ? fromMap(uri) : split(textOf(uri));
}

function shaped(parts: Uri, source: Term, options: readonly Term[]): Term {
  const asMap = options.length > 0 && toArray(options[0])?.includes(Symbol.for("return_map"));
  return asMap ? uriMap(parts, source) : like(join(parts), source);
}

/**
 * The URI in its normal form. Mirrors uri_string:normalize/1,2.
 *
 * ```eshell
 * 1> uri_string:normalize("http://Example.com/a/../b").
 * "http://example.com/b"
 * ```
 */
function normalize(uri: Term, ...options: Term[]): Term {
  const parts = partsOf(uri);
  return "wrong" in parts ? tuple3(ERROR, INVALID_URI, parts.wrong) : shaped(normalized(parts), uri, options);
}

/**
 * A reference seen from a base URI. Mirrors uri_string:resolve/2,3.
 *
 * ```eshell
 * 1> uri_string:resolve("../c", "http://example.com/a/b").
 * "http://example.com/c"
 * ```
 */
function resolve(reference: Term, base: Term, ...options: Term[]): Term {
  const [r, b] = [partsOf(reference), partsOf(base)];
  if ("wrong" in r) return tuple3(ERROR, INVALID_URI, r.wrong);
  if ("wrong" in b) return tuple3(ERROR, INVALID_URI, b.wrong);
  return shaped(resolved(r, b), reference, options);
}

function resolved(r: Uri, b: Uri): Uri {
  const { fragment } = r;
  if (r.scheme !== undefined) return { ...r, path: withoutDots(r.path ?? "") };
  if (r.host !== undefined) return { ...r, scheme: b.scheme, path: withoutDots(r.path ?? "") };
  const { scheme, userinfo, host, port } = b;
  const authority = { scheme, userinfo, host, port };
  if (r.path === undefined || r.path === "") {
    return { ...authority, path: b.path, query: r.query ?? b.query, fragment };
  }
  if (r.path.startsWith("/")) return { ...authority, path: withoutDots(r.path), query: r.query, fragment };
  const folder = host !== undefined && (b.path ?? "") === "" ? "/" : (b.path ?? "").replace(/[^/]*$/, "");
  return { ...authority, path: withoutDots(folder + r.path), query: r.query, fragment };
}

/** Module uri_string. URIs, of RFC 3986. */
export const uri_string = otpModule("uri_string", {
  parse,
  /**
   * The URI of its parts. Mirrors uri_string:recompose/1.
   *
   * ```eshell
   * 1> uri_string:recompose(#{scheme => "http", host => "example.com", path => "/p"}).
   * "http://example.com/p"
   * ```
   */
  recompose: (map: Term): Term => {
    const [first] = mapEntries(map).filter(([, value]) => !isInteger(value));
    return like(join(fromMap(map)), first?.[1]);
  },
  normalize: [normalize, 1, 2] as const,
  resolve: [resolve, 2, 3] as const,
  /**
   * Percent-encodes what may not stand in a URI as it is. Mirrors uri_string:quote/1,2.
   *
   * ```eshell
   * 1> uri_string:quote("a b&c").
   * "a%20b%26c"
   * ```
   */
  quote: [
    (text: Term, ...safe: Term[]): Term =>
      like(percentEncode(textOf(text), safe.length === 0 ? "" : textOf(safe[0])), text),
    1,
    2,
  ] as const,
  /**
   * Decodes what is percent-encoded. Mirrors uri_string:unquote/1.
   *
   * ```eshell
   * 1> uri_string:unquote("a%20b").
   * "a b"
   * ```
   */
  unquote: decoded,
  percent_decode,
  compose_query: [compose_query, 1, 2] as const,
  dissect_query,
});
