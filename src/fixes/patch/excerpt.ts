import type { ChangedFile } from '../apply.ts';
import { changedLines, type ChangedLines } from './diff.ts';

/**
 * What changes, as a reader wants it: each line with its sign, below the keys that it stands under, and the name of a file before its
 * lines where that is not `file`.
 */
export function excerptOf(files: readonly ChangedFile[], file: string): string {
  const lines = files.flatMap((changed) => [
    ...(changed.name === file && files.length === 1 ? [] : [`# ${JSON.stringify(changed.name).slice(1, -1)}`]),
    ...linesIn(changedLines(changed)),
  ]);
  const rest = lines.length - MOST;
  const shown = rest > 1 ? [...lines.slice(0, MOST), `# and ${String(rest)} more lines`] : lines;
  return shown.join('\n');
}

/** So many lines are shown. */
const MOST = 80;

function linesIn({ old, blocks, hiddenOld, hiddenNew }: ChangedLines): readonly string[] {
  const told = new Set<number>();
  return blocks.flatMap((block) => {
    const heads = headsOf(old, block.start, indentOf(old[block.start] ?? '', block.lines[0], block.end > block.start));
    const news = heads.filter((line) => !told.has(line));
    for (const line of news) told.add(line);
    for (let line = block.start; line < block.end; line++) told.add(line);
    return [
      ...news.map((line) => ` ${plain(hiddenOld.get(line) ?? old[line] ?? '')}`),
      ...old
        .slice(block.start, block.end)
        .map((line, index) => `-${plain(hiddenOld.get(block.start + index) ?? line)}`),
      ...block.lines.map((line, index) => `+${plain(hiddenNew.get(block)?.get(index) ?? line)}`),
    ];
  });
}

function plain(line: string): string {
  return line.replace(/\r?\n$/, '');
}

function indentOf(old: string, added: string | undefined, isGone: boolean): number {
  return depth(isGone ? old : (added ?? old));
}

/** Numbers of the lines that lead to a line with `indent`, from the outside in. */
function headsOf(old: readonly string[], line: number, indent: number): readonly number[] {
  const heads: number[] = [];
  let least = indent;
  const depths = DEPTHS.get(old) ?? old.map((text) => (/^\s*(#|$)/.test(text) ? Infinity : depth(text)));
  DEPTHS.set(old, depths);
  for (let index = line - 1; index >= 0 && least > 0; index--) {
    const own = depths[index] ?? Infinity;
    if (own >= least) continue;
    least = own;
    heads.unshift(index);
  }
  return heads;
}

/** Depths of the lines of each file, measured once: many fixes are of one file. */
const DEPTHS = new WeakMap<readonly string[], readonly number[]>();

/** The indent of a line; an item stands below its key in the same column. */
function depth(line: string): number {
  const indent = /\S/.exec(line)?.index ?? 0;
  return line.trimStart().startsWith('- ') ? indent + 1 : indent;
}
