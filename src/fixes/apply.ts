import { noChanges, withoutEmptied, type Changes } from './write/changes.ts';
import type { Splice } from './write/content.ts';
import { compareText } from '../compose/source.ts';
import type { Edit } from './edit.ts';
import { envSplice } from './write/env-line.ts';
import { note } from './write/note.ts';
import { joined, spliced, splicesOf } from './write/splices.ts';
import { targetsOf, type EditTarget } from './write/target.ts';
import type { OpenFile, WrittenFile } from './write/written-file.ts';

export type Applied =
  | {
      readonly kind: 'applied';
      readonly files: readonly ChangedFile[];
      /** Others that no edit is about read some of the changed lines by an anchor, and change with them. */
      readonly isShared: boolean;
    }
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
  const inEnv = new Map<string, { readonly file: WrittenFile; readonly splices: Splice[] }>();
  const inYaml: Edit[] = [];
  for (const edit of edits) {
    const file = open(edit.at.file);
    const splice = 'reason' in file ? null : envSplice(file, edit);
    if ('reason' in file || splice === null) inYaml.push(edit);
    else inEnv.set(edit.at.file, { file, splices: [...(inEnv.get(edit.at.file)?.splices ?? []), splice] });
  }
  const targets = targetsOf(open, inYaml);
  if ('reason' in targets) return { kind: 'refused', reason: targets.reason };
  const changes = new Map<string, { readonly file: WrittenFile; readonly changes: Changes }>();
  for (const target of targets) {
    const known = changes.get(target.name) ?? { file: target.file, changes: noChanges() };
    changes.set(target.name, known);
    if (!note(known.changes, target)) return { kind: 'refused', reason: odd(target) };
  }
  const files = [...inEnv].map(([name, { file, splices }]) => changed(name, file, joined(splices)));
  for (const [name, { file, changes: noted }] of changes) {
    const kept = withoutEmptied(file, noted);
    if (kept !== null) return { kind: 'refused', reason: `others refer to what would go from ${name} by an anchor` };
    const splices = splicesOf(file, noted);
    if (splices === null) return { kind: 'refused', reason: `${name} has it in a form that is not edited` };
    files.push(changed(name, file, splices));
  }
  const found = files.filter(({ before, after }) => after !== before.text);
  return {
    kind: 'applied',
    files: found.sort((a, b) => compareText(a.name, b.name)),
    isShared: targets.some(({ isShared }) => isShared),
  };
}

function changed(name: string, before: WrittenFile, splices: readonly Splice[]): ChangedFile {
  return { name, before, after: spliced(before.text, splices), splices };
}

function odd({ name, edit }: EditTarget): string {
  return `${name} has ${edit.path.join('.')} in a form that is not edited`;
}
