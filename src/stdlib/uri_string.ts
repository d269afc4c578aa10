// uri_string — URIs taken apart and put together, by RFC 3986. Query strings are in uri-query.ts.
import { isIPv6 } from "node:net";
import { badarg, Exception, errorTuple, type StackItem } from "../terms/exception.ts";
import { isInteger } from "../terms/float.ts";
import { fromArray, isList, toArray } from "../terms/list.ts";
import { isMap, MISSING, mapEntries, mapFrom, mapGet } from "../terms/map.ts";
import type { Term } from "../terms/term.ts";
import { tuple2, tuple3 } from "../terms/tuple.ts";
import { isScalar, textOf } from "./iodata.ts";
import { type OtpModule, otpModule } from "./table.ts";
import { ALLOWED, firstNot, join, PARTS, type Uri } from "./uri-parts.ts";
import { compose_query, dissect_query } from "./uri-query.ts";
import { at, checker, recompose } from "./uri-recompose.ts";
import { charactersOf, decodeEscapes, encodeText, like, SOURCE, UNRESERVED } from "./uri-text.ts";
import { transcode } from "./uri-transcode.ts";

const ERROR = Symbol.for("error");
const INVALID_URI = Symbol.for("invalid_uri");
const REFERENCE = /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s;

/** The parts of a URI; the first text that is wrong as an error. */
function split(text: string): Uri | { readonly wrong: Term } {
  const [, scheme, authority, path, query, fragment] = REFERENCE.exec(text) as RegExpExecArray;
  // The first name of a relative path has no colon: it would be a scheme.
  const first = scheme === undefined && authority === undefined ? /^[^/]*/.exec(path)?.[0] : "";
  const colon = firstNot(first ?? "", ALLOWED.path.replace(":", ""));
  if (colon !== undefined) return { wrong: colon };
  const parts =
    authority === undefined
      ? {}
      : splitAuthority(authority, /[/?#]/.exec(text.slice(text.indexOf("//") + 2))?.[0]);
  if ("wrong" in parts) return parts;
  const wrong =
    firstNot(path, ALLOWED.path) ??
    firstNot(query ?? "", ALLOWED.query) ??
    firstNot(fragment ?? "", ALLOWED.fragment);
  if (wrong !== undefined) return { wrong };
  return { scheme, ...parts, path, query, fragment };
}

/** `user@host:port`; `after` is the character that ends it. */
function splitAuthority(text: string, after: string | undefined): Uri | { readonly wrong: Term } {
  const at = text.indexOf("@");
  const userinfo = at < 0 ? undefined : text.slice(0, at);
  const rest = text.slice(at + 1);
  const badUser = firstNot(userinfo ?? "", ALLOWED.userinfo);
  if (badUser !== undefined) return { wrong: badUser };
  let host: string;
  let port: string | undefined;
  if (rest.startsWith("[")) {
    const end = rest.indexOf("]");
    host = rest.slice(1, end < 0 ? undefined : end);
    const bad = firstNot(host, ALLOWED.ipv6);
    if (bad !== undefined) return { wrong: bad };
    if (end < 0) return { wrong: after ?? new Uint8Array() };
    if (!isIPv6(host)) return { wrong: host };
    const more = rest.slice(end + 1);
    if (more !== "" && !more.startsWith(":")) return { wrong: more[0] };
    port = more === "" ? undefined : more.slice(1);
  } else {
    const colon = rest.indexOf(":");
    host = colon < 0 ? rest : rest.slice(0, colon);
    port = colon < 0 ? undefined : rest.slice(colon + 1);
    const bad = firstNot(host, ALLOWED.regname);
    if (bad !== undefined) return { wrong: bad };
  }
  const bad = firstNot(port ?? "", "0123456789");
  return bad === undefined ? { userinfo, host, port } : { wrong: bad };
}

/** The text of a URI, as uri_string:parse/1 takes it. */
function uriText(term: Term, ...callers: readonly StackItem[]): string {
  if (!isList(term) && !(term instanceof Uint8Array)) throw SOURCE.noClause("parse", [term], 546, ...callers);
  return charactersOf(term, SOURCE.item("parse", 1, 553), ...callers);
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
  const parts = split(uriText(uri));
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

/**
 * Decodes what is percent-encoded, in a URI or its parts. Mirrors uri_string:percent_decode/1.
 *
 * ```eshell
 * 1> uri_string:percent_decode("a%20b").
 * "a b"
 * ```
 */
function percent_decode(term: Term): Term {
  if (!isMap(term)) {
    if (!isList(term) && !(term instanceof Uint8Array)) throw SOURCE.noClause("percent_decode", [term], 813);
    return unquote(term);
  }
  const entries: [Term, Term][] = [];
  for (const [key, value] of mapEntries(term)) {
    const decoded = isInteger(value) || value === undefined ? value : unquote(value);
    if (Array.isArray(decoded) && decoded[0] === ERROR) {
      return tuple2(ERROR, tuple2(Symbol.for("invalid"), tuple2(key, tuple2(decoded[1], decoded[2]))));
    }
    entries.push([key, decoded]);
  }
  return mapFrom(entries);
}

/**
 * Decodes what is percent-encoded. Mirrors uri_string:unquote/1.
 *
 * ```eshell
 * 1> uri_string:unquote("a%20b").
 * "a b"
 * ```
 */
function unquote(term: Term): Term {
  if (!isList(term) && !(term instanceof Uint8Array))
    throw SOURCE.noClause("raw_decode", [term, new Uint8Array()], 2004);
  const decoded = decodeEscapes(charactersOf(term, SOURCE.item("raw_decode", 2, 2006)));
  if (typeof decoded === "string") return like(decoded, term);
  return tuple3(ERROR, Symbol.for(decoded.wrong), decoded.bytes);
}

/**
 * Percent-encodes what may not stand in a URI as it is, but for the characters given. Mirrors uri_string:quote/1,2.
 *
 * ```eshell
 * 1> uri_string:quote("a b&c").
 * "a%20b%26c"
 * ```
 */
function quote(term: Term, ...safe: Term[]): Term {
  if (!isList(term) && !(term instanceof Uint8Array))
    throw SOURCE.noClause("encode", [term, checker(safe.length === 0 ? 10 : 11)], 2061);
  const text = charactersOf(term, SOURCE.item("encode", 2, 2062));
  const kept = safe.length === 0 || text === "" ? "" : textOf(safe[0]);
  if (kept !== undefined) return like(encodeText(text, UNRESERVED + kept), term);
  const unsafe = Array.from(text).find((char) => !UNRESERVED.includes(char));
  if (unsafe === undefined || isList(safe[0])) return like(encodeText(text, UNRESERVED), term);
  const member = {
    module: Symbol.for("lists"),
    name: Symbol.for("member"),
    arity: [unsafe.codePointAt(0), safe[0]],
    info: { module: Symbol.for("erl_stdlib_errors") },
  };
  const callers = [
    at("-quote/2-fun-0-", 2, 890),
    at("encode_codepoint_binary", 2, 2078),
    at("encode", 3, 2068),
    at("encode", 2, 2063),
  ];
  throw new Exception("error", badarg().reason, [member, ...callers]);
}

/** The path without `.` and `..`. */
function withoutDots(path: string): string {
  const kept: string[] = [];
  const parts = path.split("/");
  for (const [i, part] of parts.entries()) {
    const last = i === parts.length - 1;
    if (part === "..") {
      // What goes before a relative path's first name is taken for the root, as RFC 3986 has it.
      if (kept.length > 1) kept.pop();
      else if (kept.length === 1) kept[0] = "";
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
      return UNRESERVED.includes(char) ? char : whole.toUpperCase();
    });
  const path = withoutDots(escapes(parts.path) ?? "");
  return {
    ...parts,
    scheme,
    host: escapes(parts.host)?.replace(/%..|[A-Z]/g, (found) =>
      found.length > 1 ? found : found.toLowerCase(),
    ),
    port:
      parts.port === "" || (scheme !== undefined && DEFAULT_PORTS[scheme] === parts.port)
        ? undefined
        : parts.port,
    path: path === "" && parts.host !== undefined ? "/" : path,
    query: escapes(parts.query),
    fragment: escapes(parts.fragment),
  };
}

/** The parts with what is not ASCII as escapes. */
function encoded(parts: Uri): Uri {
  const escaped = (text: string | undefined) => text?.replace(/\P{ASCII}/gu, encodeURIComponent);
  const { userinfo, host, path, query, fragment } = parts;
  return {
    ...parts,
    userinfo: escaped(userinfo),
    host: escaped(host),
    path: escaped(path),
    query: escaped(query),
    fragment: escaped(fragment),
  };
}

/** The parts of a URI given as text or as a map; the error if it is none. */
function partsOf(uri: Term, ...callers: readonly StackItem[]): Uri | { readonly wrong: Term } {
  return isMap(uri) ? mapParts(uri) : split(uriText(uri, ...callers));
}

/** The parts that a map names, as they are. */
function mapParts(map: Term): Uri {
  const parts: Uri = {};
  for (const part of PARTS) {
    const value = mapGet(map, Symbol.for(part));
    if (value === MISSING) continue;
    if (part === "port") parts.port = isInteger(value) ? String(value) : "";
    else if (isList(value) || value instanceof Uint8Array)
      parts[part] = charactersOf(value, SOURCE.item("decode", 2, 1967));
    else throw SOURCE.noClause("decode", [value, new Uint8Array()], 1965);
  }
  return parts;
}

/** Whether the options ask for a map; undefined if they are no options. */
function wantsMap(options: readonly Term[]): boolean | undefined {
  if (options.length === 0) return false;
  const given = toArray(options[0]);
  if (given?.length === 0) return false;
  return given?.length === 1 && given[0] === Symbol.for("return_map") ? true : undefined;
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
  const asMap = wantsMap(options);
  if (asMap === undefined) throw SOURCE.noClause("normalize", [uri, ...options], 487);
  const parts = partsOf(uri, SOURCE.item("normalize", 2, 498));
  if ("wrong" in parts) return tuple3(ERROR, INVALID_URI, parts.wrong);
  const source = isMap(uri) ? mapEntries(uri)[0]?.[1] : uri;
  if (asMap) return uriMap(normalized(parts), source);
  return like(join(isMap(uri) ? encoded(normalized(parts)) : normalized(parts)), source);
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
  const r = partsOf(reference, SOURCE.item("resolve", 3, 675));
  if ("wrong" in r) return tuple3(ERROR, INVALID_URI, r.wrong);
  const b = partsOf(base, SOURCE.item("resolve_map", 2, 2389), SOURCE.item("resolve", 3, 663));
  if ("wrong" in b) return tuple3(ERROR, INVALID_URI, b.wrong);
  if (r.scheme === undefined && b.scheme === undefined)
    return tuple3(ERROR, Symbol.for("invalid_scheme"), like("", base));
  const asMap = wantsMap(options);
  if (asMap === undefined) throw errorTuple(Symbol.for("case_clause"), options[0]);
  const source = isMap(reference) ? mapEntries(reference)[0]?.[1] : reference;
  return asMap ? uriMap(resolved(r, b), source) : like(join(resolved(r, b)), source);
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

const functions = {
  /**
   * The characters that the parts of a URI may consist of. Mirrors uri_string:allowed_characters/0.
   *
   * ```eshell
   * 1> proplists:get_value(ipv4, uri_string:allowed_characters()).
   * ".0123456789"
   * ```
   */
  allowed_characters: (): Term =>
    fromArray(
      Object.entries(ALLOWED).map(([part, chars]) => tuple2(Symbol.for(part), [...chars].sort().join(""))),
    ),
  parse,
  recompose,
  normalize: [normalize, 1, 2],
  resolve: [resolve, 2, 3],
  quote: [quote, 1, 2],
  unquote,
  transcode,
  percent_decode,
  compose_query: [compose_query, 1, 2],
  dissect_query,
  is_host: (char: Term): boolean => isScalar(char) && ALLOWED.host.includes(String.fromCodePoint(char)),
  is_path: (char: Term): boolean => isScalar(char) && ALLOWED.path.includes(String.fromCodePoint(char)),
} as const;

/** Module uri_string. URIs, of RFC 3986. */
export const uri_string: OtpModule<typeof functions> = otpModule("uri_string", functions);
