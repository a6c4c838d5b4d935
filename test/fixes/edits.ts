import { apply } from '../../src/fixes/apply.ts';
import type { Edit, ModelPath, NewValue } from '../../src/fixes/edit.ts';
import { filesIn } from '../../src/fixes/open-files.ts';
import { memoryTree } from '../../src/io/memory-tree.ts';
import type { SourceLocation } from '../../src/compose/source.ts';

/** The place of the `nth` (from 0) occurrence of `text` in a file. */
export function placeOf(content: string, text: string, nth = 0, file = 'compose.yaml'): SourceLocation {
  let offset = -1;
  for (let index = 0; index <= nth; index++) offset = content.indexOf(text, offset + 1);
  if (offset < 0) throw new Error(`no ${text} in\n${content}`);
  const before = content.slice(0, offset);
  return { file, line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

type Place = Pick<Edit, 'at'> & Partial<Edit>;

export function set(path: string | ModelPath, value: NewValue, place: Place): Edit {
  return { kind: 'set', value, ...common(path, place) };
}

export function remove(path: string | ModelPath, place: Place): Edit {
  return { kind: 'remove', ...common(path, place) };
}

export function append(path: string | ModelPath, value: NewValue, place: Place): Edit {
  return { kind: 'append', value, ...common(path, place) };
}

export function replace(path: string | ModelPath, value: NewValue, place: Place): Edit {
  return { kind: 'replace', value, ...common(path, place) };
}

function common(path: string | ModelPath, { at, owner = at, sharers = [], scope = 'own' }: Place) {
  const parts =
    typeof path === 'string' ? path.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part)) : path;
  return { path: parts, at, owner, sharers, scope };
}

/** `compose.yaml` after the edits, or why they cannot be made. */
export function edited(content: string, ...edits: readonly Edit[]): string {
  const applied = apply(filesIn(memoryTree({ 'compose.yaml': content }, '/repo')), edits);
  return applied.kind === 'refused' ? `refused: ${applied.reason}` : (applied.files[0]?.after ?? content);
}
