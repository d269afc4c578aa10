// uri-parts — the parts of a URI, what each may consist of, and how they are put together.
import { UNRESERVED } from "./uri-text.ts";

export const PARTS = ["scheme", "userinfo", "host", "port", "path", "query", "fragment"] as const;
export type Part = (typeof PARTS)[number];
export type Uri = Partial<Record<Part, string>>;

/** What the parts of a URI may consist of, escapes aside. */
const SUB_DELIMITERS = "!$&'()*+,;=";
const LETTERS = `${UNRESERVED}${SUB_DELIMITERS}`;
export const ALLOWED = {
  scheme: "+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
  userinfo: `${LETTERS}:%`,
  host: `${LETTERS}:`,
  ipv4: ".0123456789",
  ipv6: ".0123456789:ABCDEFabcdef",
  regname: `${LETTERS}%`,
  path: `${LETTERS}/:@%`,
  query: `${LETTERS}/:?@%`,
  fragment: `${LETTERS}/:?@%`,
  reserved: `${SUB_DELIMITERS}#/:?@[]`,
  unreserved: UNRESERVED,
};

/** The first character of a text that is none of these. */
export function firstNot(text: string, allowed: string): string | undefined {
  for (const char of text) if (!allowed.includes(char)) return char;
  return undefined;
}

/** The URI of its parts, which are as they are to be written. */
export function join({ scheme, userinfo, host, port, path = "", query, fragment }: Uri): string {
  let text = scheme === undefined ? "" : `${scheme}:`;
  if (host !== undefined) {
    text += `//${userinfo === undefined ? "" : `${userinfo}@`}${host.includes(":") ? `[${host}]` : host}`;
    if (port !== undefined) text += port === ":" ? port : `:${port}`;
  } else if (userinfo !== undefined) text += `//${userinfo}`;
  text += host !== undefined && path !== "" && !path.startsWith("/") ? `/${path}` : path;
  if (query !== undefined) text += `?${query}`;
  return fragment === undefined ? text : `${text}#${fragment}`;
}
