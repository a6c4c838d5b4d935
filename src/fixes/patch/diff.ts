import type { ChangedFile } from '../apply.ts';
import { blocksOf, type Block } from './blocks.ts';

/** A change of files in words that `git apply` takes. */
export interface Patch {
  /** Unified, with three lines of context where none of them may hold a credential. */
  readonly text: string;
  /** Whether a credential is left out of it, `…` in its place: it is to be read then, not applied. */
  readonly hidesSecrets: boolean;
}

/** What changes between two states of files; names are those from the root of the tree. */
export function patchOf(files: readonly ChangedFile[]): Patch {
  const texts = files.map(fileText);
  return { text: texts.map(({ text }) => text).join(''), hidesSecrets: texts.some(({ hidesSecrets }) => hidesSecrets) };
}

function fileText(file: ChangedFile): Patch {
  const changed = withMark(changedLines(file), file.before.mark);
  const hunks = hunksOf(changed);
  const head = `--- ${fileName('a', file.name)}\n+++ ${fileName('b', file.name)}\n`;
  return {
    text: head + hunks.map(({ text }) => text).join(''),
    hidesSecrets: hunks.some(({ hidesSecrets }) => hidesSecrets),
  };
}

/** Lines with the byte order mark before the first of the file, as git sees it. */
function withMark(changed: ChangedLines, mark: string): ChangedLines {
  if (mark === '') return changed;
  const first = (lines: ReadonlyMap<number, string>): [number, string][] =>
    [...lines].map(([line, shown]) => [line, line === 0 ? mark + shown : shown]);
  const blocks = changed.blocks.map((block) => {
    const hidden = changed.hiddenNew.get(block) ?? new Map<number, string>();
    if (block.start > 0) return { block, hidden };
    const lines = block.lines.map((line, index) => (index === 0 ? mark + line : line));
    return { block: { ...block, lines }, hidden: new Map(first(hidden)) };
  });
  return {
    old: changed.old.map((line, index) => (index === 0 ? mark + line : line)),
    blocks: blocks.map(({ block }) => block),
    hiddenOld: new Map(first(changed.hiddenOld)),
    hiddenNew: new Map(blocks.map(({ block, hidden }) => [block, hidden])),
  };
}

/** Lines of a file that change, and what may be shown of them. */
export interface ChangedLines {
  readonly old: readonly string[];
  readonly blocks: readonly Block[];
  /** Lines that may hold a credential, as they may be shown, by their number in the file from 0. */
  readonly hiddenOld: ReadonlyMap<number, string>;
  /** Lines of the blocks, by the block and their number in it. */
  readonly hiddenNew: ReadonlyMap<Block, ReadonlyMap<number, string>>;
}

export function changedLines(file: ChangedFile): ChangedLines {
  const known = FOUND.get(file);
  if (known !== undefined) return known;
  const found = foundLines(file);
  FOUND.set(file, found);
  return found;
}

/** A patch and its excerpt are of the same lines. */
const FOUND = new WeakMap<ChangedFile, ChangedLines>();

function foundLines(file: ChangedFile): ChangedLines {
  const blocks = blocksOf(file);
  const old = file.before.lineTexts;
  const { lines: hiddenOld, texts } = file.before.secrets();
  const hiddenNew = new Map<Block, ReadonlyMap<number, string>>();
  // A credential is in new lines only where they have it from the old ones, or from an anchor that is written out.
  const isTouching = blocks.some(
    ({ start, end, lines }) =>
      range(start, end).some((line) => hiddenOld.has(line)) ||
      lines.some((line) => texts.some((secret) => line.includes(secret))),
  );
  const hiddenAfter = isTouching ? file.before.hiddenAfter(file) : null;
  const isUnknown = isTouching && hiddenAfter === null;
  let shift = 0;
  for (const block of blocks) {
    const own = new Map<number, string>();
    for (const index of block.lines.keys()) {
      const shown = isUnknown ? wholly(block.lines[index] ?? '') : hiddenAfter?.get(block.start + shift + index);
      if (shown !== undefined) own.set(index, shown);
    }
    hiddenNew.set(block, own);
    shift += block.lines.length - (block.end - block.start);
  }
  return { old, blocks, hiddenOld, hiddenNew };
}

/** A line of which nobody knows whether it holds a credential. */
function wholly(line: string): string {
  return line.replace(/[^\s].*/u, '…');
}

const CONTEXT = 3;

function hunksOf(changed: ChangedLines): readonly Patch[] {
  const { old, blocks, hiddenOld } = changed;
  const hunks: Patch[] = [];
  let shift = 0;
  let free = 0;
  for (let index = 0; index < blocks.length;) {
    const group = [blocks[index]].flatMap((block) => block ?? []);
    for (let next = blocks[index + 1]; next !== undefined; next = blocks[index + group.length]) {
      const end = group.at(-1)?.end ?? 0;
      const isNear = next.start - end <= 2 * CONTEXT;
      const isHarmless = range(end, next.start).every((line) => !hiddenOld.has(line));
      if (!isNear || !(isHarmless || next.start - end <= 1)) break;
      group.push(next);
    }
    const [first, last] = [group[0], group.at(-1)];
    if (first === undefined || last === undefined) break;
    let start = first.start;
    while (start > free && first.start - start < CONTEXT && !hiddenOld.has(start - 1)) start -= 1;
    // Without a line behind its changes, a hunk is only for the end of a file.
    let end = Math.min(old.length, last.end + 1);
    while (end < old.length && end - last.end < CONTEXT && !hiddenOld.has(end - 1) && !hiddenOld.has(end)) end += 1;
    const hunk = hunkText(changed, group, start, end, shift);
    hunks.push(hunk);
    shift += group.reduce((sum, block) => sum + block.lines.length - (block.end - block.start), 0);
    free = end;
    index += group.length;
  }
  return hunks;
}

function hunkText(
  { old, hiddenOld, hiddenNew }: ChangedLines,
  blocks: readonly Block[],
  start: number,
  end: number,
  shift: number,
): Patch {
  const lines: string[] = [];
  let hidesSecrets = false;
  const add = (sign: string, line: string, hidden: string | undefined): void => {
    if (hidden !== undefined) hidesSecrets = true;
    const shown = hidden === undefined ? line : hidden + (/\r?\n$/.exec(line)?.[0] ?? '');
    lines.push(sign + (shown.endsWith('\n') ? shown : `${shown}\n\\ No newline at end of file\n`));
  };
  let next = start;
  for (const block of blocks) {
    for (const line of range(next, block.start)) add(' ', old[line] ?? '', hiddenOld.get(line));
    for (const line of range(block.start, block.end)) add('-', old[line] ?? '', hiddenOld.get(line));
    for (const [index, line] of block.lines.entries()) add('+', line, hiddenNew.get(block)?.get(index));
    next = block.end;
  }
  for (const line of range(next, end)) add(' ', old[line] ?? '', hiddenOld.get(line));
  const count = end - start;
  const after = count + blocks.reduce((sum, block) => sum + block.lines.length - (block.end - block.start), 0);
  // Where there are no lines, the number is that of the line before.
  const from = (lineCount: number, by: number): string =>
    `${String(lineCount === 0 ? start + by : start + by + 1)},${String(lineCount)}`;
  return { text: `@@ -${from(count, 0)} +${from(after, shift)} @@\n${lines.join('')}`, hidesSecrets };
}

function range(start: number, end: number): readonly number[] {
  return Array.from({ length: Math.max(0, end - start) }, (_, index) => start + index);
}

/** A name as git writes it: in quotes where it holds what git cannot read otherwise, and with a tab behind one with spaces. */
function fileName(side: 'a' | 'b', name: string): string {
  const path = `${side}/${name}`;

  if (!/["\\\x00-\x1f\x7f-\uffff]/.test(path)) return /\s/.test(path) ? `${path}\t` : path;
  const bytes = [...new TextEncoder().encode(path)].map((byte) => {
    const sign = String.fromCharCode(byte);
    if (sign === '"' || sign === '\\') return `\\${sign}`;
    return byte < 32 || byte > 126 ? `\\${byte.toString(8).padStart(3, '0')}` : sign;
  });
  return `"${bytes.join('')}"`;
}
