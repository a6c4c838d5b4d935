import { apply, type ChangedFile } from '../../fixes/apply.ts';
import { patchOf } from '../../fixes/patch/diff.ts';
import { excerptOf } from '../../fixes/patch/excerpt.ts';
import type { OpenFile } from '../../fixes/write/written-file.ts';
import type { Fix, Violation } from '../../rules/rule.ts';
import type { ReportFix } from './report.ts';

/** A fix in words, and the files as it makes them; none where it has no edits that can be made. */
export interface WrittenFix {
  readonly fix: ReportFix;
  readonly files: readonly ChangedFile[];
  /** The file that needs no name where lines are shown. */
  readonly file: string;
}

/** What a rule says to do, without what it makes of the files. */
export function toldFix({ summary, edits, caveat }: Fix): ReportFix {
  const shown = edits.map(({ at: place, owner: _owner, sharers: _sharers, ...edit }) => ({ ...edit, ...place }));
  return { summary, yaml: null, caveat, patch: null, hidesSecrets: false, edits: shown, tried: null };
}

/** The fix of a violation, its edits made to the files; where they cannot be made, the caveat says why. `open`: `null`: nobody asks for more than words. */
export function writtenFix({ fix, at }: Pick<Violation, 'fix' | 'at'>, open: OpenFile | null): WrittenFix {
  const told = toldFix(fix);
  const none = { fix: { ...told, edits: [] }, files: [], file: at.file };
  if (fix.edits.length === 0 || open === null) return none;
  const applied = apply(open, fix.edits);
  if (applied.kind === 'refused') {
    const caveat = `${told.caveat ?? ''} It cannot be written into the files: ${applied.reason}.`.trimStart();
    return { ...none, fix: { ...none.fix, caveat } };
  }
  if (applied.files.length === 0) return none;
  const caveat = applied.isShared ? `${told.caveat ?? ''} ${SHARED}`.trimStart() : told.caveat;
  return { fix: { ...told, caveat }, files: applied.files, file: at.file };
}

/** A fix with the lines that it changes, and its patch. */
export function patched({ fix, files, file }: WrittenFix): ReportFix {
  const { text, hidesSecrets } = patchOf(files);
  return { ...fix, yaml: excerptOf(files, file), patch: text, hidesSecrets };
}

const SHARED = 'Services that have some of these lines by an anchor change with it.';
