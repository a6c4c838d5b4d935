/** Fenced code blocks of Markdown, each with the number of its first line. */
export function codeBlocksIn(text: string): readonly { readonly text: string; readonly index: number }[] {
  const blocks: { text: string; index: number }[] = [];
  let fence: string | null = null;
  let lines: string[] = [];
  const all = text.split(/\r?\n/);
  for (const [index, line] of all.entries()) {
    const [, mark] = /^\s*(`{3,}|~{3,})/.exec(line) ?? [];
    if (fence === null) {
      fence = mark ?? null;
      lines = [];
    } else if (mark?.startsWith(fence) === true || index === all.length - 1) {
      blocks.push({ text: lines.join('\n'), index: index - lines.length });
      fence = null;
    } else lines.push(line);
  }
  return blocks;
}
