import { noChanges, withoutEmptied, type Changes } from './write/changes.ts';
import type { Splice } from './write/content.ts';
import type { Edit } from './edit.ts';
import { note } from './write/note.ts';
import { spliced, splicesOf } from './write/splices.ts';
import { targetsOf, type EditTarget } from './write/target.ts';
import type { OpenFile, WrittenFile } from './write/written-file.ts';

export type Applied =
  | { readonly kind: 'applied'; readonly files: readonly ChangedFile[] }
  | { readonly kind: 'refused'; readonly reason: string };

/** A file before and after. */
export interface ChangedFile {
  readonly name: string;
  readonly before: WrittenFile;
  readonly after: string;
  readonly splices: readonly Splice[];
}

/**
 * What `edits` make of the files, all of them together: each byte that none of them is about stays. Refused, with the reason, where one
 * cannot be made without changing what it is not about.
 */
export function apply(open: OpenFile, edits: readonly Edit[]): Applied {
  const targets = targetsOf(open, edits);
  if ('reason' in targets) return { kind: 'refused', reason: targets.reason };
  const changes = new Map<string, { readonly file: WrittenFile; readonly changes: Changes }>();
  for (const target of targets) {
    const known = changes.get(target.name) ?? { file: target.file, changes: noChanges() };
    changes.set(target.name, known);
    if (!note(known.changes, target)) return { kind: 'refused', reason: odd(target) };
  }
  const files: ChangedFile[] = [];
  for (const [name, { file, changes: noted }] of [...changes].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const kept = withoutEmptied(file, noted);
    if (kept !== null) return { kind: 'refused', reason: `others refer to what would go from ${name} by an anchor` };
    const splices = splicesOf(file, noted);
    if (splices === null) return { kind: 'refused', reason: `${name} has it in a form that is not edited` };
    const after = spliced(file.text, splices);
    if (after !== file.text) files.push({ name, before: file, after, splices });
  }
  return { kind: 'applied', files };
}

function odd({ name, edit }: EditTarget): string {
  return `${name} has ${edit.path.join('.')} in a form that is not edited`;
}
