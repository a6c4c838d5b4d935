/** Deeper nesting than any real file has. The parser below recurses once a level, and running out of stack there ends the process. */
const MAX_DEPTH = 200;

/** The offset in `text` where its nesting certainly exceeds the bound, or -1. An estimate from brackets and indentation, before parsing. */
export function tooDeepAt(text: string): number {
  const flow = bracketsTooDeepAt(text);
  return flow >= 0 ? flow : indentationTooDeepAt(text);
}

function bracketsTooDeepAt(text: string): number {
  let depth = 0;
  for (let offset = 0; offset < text.length; offset++) {
    const code = text.charCodeAt(offset);
    if (code === 0x5b || code === 0x7b) {
      if (++depth > MAX_DEPTH) return offset;
    } else if ((code === 0x5d || code === 0x7d) && depth > 0) depth--;
  }
  return -1;
}

function indentationTooDeepAt(text: string): number {
  const columns: number[] = [];
  for (let start = 0; start < text.length; start = nextLine(text, start)) {
    for (let offset = skipSpaces(text, start); isContent(text, offset);) {
      const column = offset - start;
      while (columns.length > 0 && (columns.at(-1) ?? 0) >= column) columns.pop();
      columns.push(column);
      if (columns.length > MAX_DEPTH) return offset;
      if (!isIndicator(text, offset)) break;
      offset = skipSpaces(text, offset + 1);
    }
  }
  return -1;
}

function nextLine(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end < 0 ? text.length : end + 1;
}

function skipSpaces(text: string, start: number): number {
  let offset = start;
  while (text[offset] === ' ' || text[offset] === '\t') offset++;
  return offset;
}

function isContent(text: string, offset: number): boolean {
  const character = text[offset];
  return character !== undefined && character !== '\n' && character !== '\r';
}

/** `- `, `? ` and `: ` open a level of their own within a line; so do runs of tags and anchors, which the length of a line bounds. */
function isIndicator(text: string, offset: number): boolean {
  const next = text[offset + 1];
  return '-?:'.includes(text[offset] ?? '') && (next === ' ' || next === '\t');
}
