// render-docs — doc comments as h/1,2,3 print them.
//
// Mirrors the layout of shell_docs: heads and text two columns in, code four, "Examples" at the margin. Of Markdown
// there are paragraphs, lists, fenced code and marks within a line; the marks are left out.

/** As wide as shell_docs makes its lines. */
const WIDTH = 66;

/** Heads (`map(Fun, List)`, `\tlists`), and what is said about them. */
export function renderDocs(heads: readonly string[], text: string): string {
  return `\n${heads.map((head) => `${head}\n`).join("")}\n${renderText(text)}`;
}

function renderText(text: string): string {
  const parts = text.split(/^```(\w*)\n([\s\S]*?)^```\s*$/m);
  const blocks: string[] = [];
  let examples = false;
  for (let i = 0; i < parts.length; i += 3) {
    for (const paragraph of parts[i].split(/\n\s*\n/)) {
      if (paragraph.trim() !== "") blocks.push(renderParagraph(paragraph));
    }
    if (i + 2 >= parts.length) break;
    if (parts[i + 1] === "eshell" && !examples) blocks.push("Examples\n");
    examples ||= parts[i + 1] === "eshell";
    blocks.push(parts[i + 2].replace(/^(?=.)/gm, "    "));
  }
  return blocks.join("\n");
}

function renderParagraph(paragraph: string): string {
  const items = paragraph.trim().split(/^[-*] /m);
  if (items.length === 1) return wrap(items[0], "  ", "  ");
  const before = items[0].trim() === "" ? [] : [wrap(items[0], "  ", "  ")];
  return [...before, ...items.slice(1).map((item) => wrap(item, "   • ", "     "))].join("\n");
}

function wrap(text: string, first: string, others: string): string {
  const words = text
    .replace(/\{@link (\w+)\}/g, "$1")
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/`/g, "")
    .trim()
    .split(/\s+/);
  let line = first + words[0];
  let result = "";
  for (const word of words.slice(1)) {
    if (line.length + 1 + word.length > WIDTH) {
      result += `${line}\n`;
      line = others + word;
    } else line += ` ${word}`;
  }
  return `${result}${line}\n`;
}
