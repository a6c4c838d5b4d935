import type { ChangedFile } from '../apply.ts';

/** Lines of a file, from `start` up to `end`, that others take the place of; counted from 0. Each line with its line break, if it has one. */
export interface Block {
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
}

/** Lines of a text, each with its line break. */
export function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** What changes of a file, line by line: apart, in order, without lines that stay at their ends. */
export function blocksOf({ before: { text, lines: starts, lineTexts: old }, splices }: ChangedFile): readonly Block[] {
  const lineOf = (offset: number): number => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low;
  };
  const startOf = (line: number): number => starts[line] ?? text.length;
  const found: { start: number; end: number; text: string; until: number }[] = [];
  for (const { start, end, text: added } of splices) {
    const isWhole = end === startOf(lineOf(end)) && (added === '' || added.endsWith('\n')) && end > 0;
    const isAtStart = isWhole && start === startOf(lineOf(start));
    const first = lineOf(start);
    const until = isAtStart ? end : lineOf(end) + 1 < starts.length ? startOf(lineOf(end) + 1) : text.length;
    const last = found.at(-1);
    if (last !== undefined && startOf(first) < last.until) {
      last.text =
        last.text.slice(0, last.text.length - (last.until - last.end)) +
        text.slice(last.end, start) +
        added +
        text.slice(end, Math.max(until, last.until));
      last.end = end;
      last.until = Math.max(until, last.until);
      continue;
    }
    found.push({
      start: startOf(first),
      end,
      until,
      text: text.slice(startOf(first), start) + added + text.slice(end, until),
    });
  }
  return found.flatMap((block) => {
    const start = lineOf(block.start);
    return narrowed(old, {
      start: block.start === text.length && text.endsWith('\n') ? old.length : start,
      end: block.until === text.length ? old.length : lineOf(block.until),
      lines: linesOf(block.text),
    });
  });
}

function narrowed(old: readonly string[], block: Block): readonly Block[] {
  let { start, end } = block;
  let lines = block.lines;
  while (start < end && lines.length > 0 && old[start] === lines[0]) {
    start += 1;
    lines = lines.slice(1);
  }
  while (start < end && lines.length > 0 && old[end - 1] === lines.at(-1)) {
    end -= 1;
    lines = lines.slice(0, -1);
  }
  return start === end && lines.length === 0 ? [] : [{ start, end, lines }];
}
