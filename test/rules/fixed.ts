import { apply, type ChangedFile } from '../../src/fixes/apply.ts';
import { excerptOf } from '../../src/fixes/patch/excerpt.ts';
import { filesIn } from '../../src/fixes/open-files.ts';
import { memoryTree } from '../../src/io/memory-tree.ts';
import type { Violation } from '../../src/rules/rule.ts';

/** The files that the fix of `violation` changes, in a folder as that of `contextOf`. Throws where its edits cannot be made. */
export function changedBy(
  violation: Violation | undefined,
  files: Readonly<Record<string, string>>,
): readonly ChangedFile[] {
  const applied = apply(filesIn(memoryTree(files, '/repo/shop')), violation?.fix.edits ?? []);
  if (applied.kind === 'refused') throw new Error(applied.reason);
  return applied.files;
}

/** The lines that the fix of `violation` changes. */
export function shownFix(violation: Violation | undefined, compose: string): string {
  return excerptOf(changedBy(violation, { 'compose.yaml': compose }), 'compose.yaml');
}
