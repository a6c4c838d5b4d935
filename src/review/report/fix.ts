import { apply, type ChangedFile } from '../../fixes/apply.ts';
import { patchOf } from '../../fixes/patch/diff.ts';
import { excerptOf } from '../../fixes/patch/excerpt.ts';
import type { OpenFile } from '../../fixes/write/written-file.ts';
import type { Violation } from '../../rules/rule.ts';
import type { ReportFix } from './report.ts';

/** A fix, and the files as it makes them; none where it has no edits that can be made. */
export interface WrittenFix {
  readonly fix: ReportFix;
  readonly files: readonly ChangedFile[];
}

/** The fix of a violation as reports show it, its edits made to the files; where they cannot be made, the caveat says why. `open`: `null`: nobody asks for more than words. */
export function writtenFix({ fix, at }: Pick<Violation, 'fix' | 'at'>, open: OpenFile | null): WrittenFix {
  const { summary, edits, caveat } = fix;
  const none = { summary, yaml: null, caveat, patch: null, hidesSecrets: false, edits: [], tried: null };
  if (edits.length === 0 || open === null) return { fix: none, files: [] };
  const applied = apply(open, edits);
  if (applied.kind === 'refused') {
    const told = `${caveat ?? ''} It cannot be written into the files: ${applied.reason}.`.trimStart();
    return { fix: { ...none, caveat: told }, files: [] };
  }
  if (applied.files.length === 0) return { fix: none, files: [] };
  const shown = edits.map(({ at: place, owner: _owner, sharers: _sharers, ...edit }) => ({ ...edit, ...place }));
  const words = { summary, caveat: applied.isShared ? `${caveat ?? ''} ${SHARED}`.trimStart() : caveat };
  return { fix: { ...patched(words, applied.files, at.file), edits: shown }, files: applied.files };
}

/** A fix in words with what it makes of the files. `file`: the one that needs no name where its lines are shown. */
export function patched(
  words: Pick<ReportFix, 'summary' | 'caveat'>,
  files: readonly ChangedFile[],
  file: string,
): ReportFix {
  const { text, hidesSecrets } = patchOf(files);
  return { ...words, yaml: excerptOf(files, file), patch: text, hidesSecrets, edits: [], tried: null };
}

const SHARED = 'Services that have some of these lines by an anchor change with it.';
