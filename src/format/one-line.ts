// one-line — a measured term written on one line.
import { type Chars, DEEPEST } from "./chars.ts";
import {
  BINARY,
  DOTS,
  FIELD,
  LIST,
  MAP,
  type Node,
  PAIR,
  RECORD,
  TAGGED,
  TEXT,
  TUPLE,
} from "./intermediate.ts";

/** Writes a node on one line. `inline`: into the list that is open, not as an element of it. */
export function writeNode(chars: Chars, node: Node, inline = false): void {
  if (node.kind === TEXT || node.kind === DOTS) {
    writeText(chars, node.text, inline || node.kind === DOTS);
    return;
  }
  if (chars.level > DEEPEST) chars.later(() => writeCompound(chars, node, inline));
  else writeCompound(chars, node, inline);
}

function writeCompound(chars: Chars, node: Node, inline: boolean): void {
  if (!inline) chars.open();
  switch (node.kind) {
    case LIST:
      chars.add("[");
      writeItems(chars, node, "|");
      chars.add("]");
      break;
    case TUPLE:
    case TAGGED:
      chars.add("{");
      writeItems(chars, node, ",");
      chars.add("}");
      break;
    case MAP:
      chars.add("#{");
      writeItems(chars, node, ",");
      chars.add("}");
      break;
    case RECORD:
      chars.text(node.text);
      chars.add("{");
      writeItems(chars, node, ",");
      chars.add("}");
      break;
    case PAIR:
      writeNode(chars, node.items[0] as Node);
      chars.text(" => ");
      writeNode(chars, node.items[1] as Node);
      break;
    case FIELD:
      chars.text(node.text);
      chars.text(" = ");
      writeNode(chars, node.items[0] as Node, true);
      break;
    case BINARY:
      chars.add("<<");
      chars.open();
      writeBytes(chars, node.text.slice(2, -2));
      chars.close();
      chars.add(">>");
  }
  if (!inline) chars.close();
}

/** Writes `1,2,3:4`, what is between the brackets of a binary. */
export function writeBytes(chars: Chars, bytes: string): void {
  for (const part of bytes.split(/([,:])/)) {
    if (part === "," || part === ":") chars.add(part);
    else chars.text(part);
  }
}

function writeItems(chars: Chars, node: Node, bar: string): void {
  const items = node.items;
  chars.open();
  for (let i = 0; i < items.length; i++) {
    if (i > 0) chars.add(",");
    writeNode(chars, items[i] as Node);
  }
  if (node.tail !== null) {
    if (items.length > 0) chars.add(bar);
    writeNode(chars, node.tail, true);
  }
  chars.close();
}

const BINARY_TEXT = /^<<(".*")(\/utf8)?(\.\.\.)?>>$/s;
const CUT_STRING = /^(".*")\.\.\.$/s;

/** Text of a node; that of strings and binaries has parts of its own. */
function writeText(chars: Chars, text: string, inline: boolean): void {
  const first = text.charCodeAt(0);
  const binary = first === 60 ? BINARY_TEXT.exec(text) : null;
  const string = first === 34 && text.endsWith(".") ? CUT_STRING.exec(text) : null;
  if (binary === null && string === null) {
    if (inline) chars.add(text);
    else chars.text(text);
    return;
  }
  if (!inline) chars.open();
  if (string !== null) {
    chars.text(string[1] as string);
    chars.add("...");
  } else {
    const [, quoted, utf8 = "", dots] = binary as unknown as [string, string, string?, string?];
    chars.add("<<");
    chars.text(quoted);
    if (utf8 !== "" && dots === undefined) chars.text(`${utf8}>>`);
    else chars.add(`${utf8}${dots ?? ""}>>`);
  }
  if (!inline) chars.close();
}
