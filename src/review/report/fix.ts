import { apply } from '../../fixes/apply.ts';
import { patchOf } from '../../fixes/patch/diff.ts';
import { excerptOf } from '../../fixes/patch/excerpt.ts';
import type { OpenFile } from '../../fixes/write/written-file.ts';
import type { Violation } from '../../rules/rule.ts';
import type { ReportFix } from './report.ts';

/** The fix of a violation as reports show it, its edits made to the files; where they cannot be made, the caveat says why. `open`: `null`: nobody asks for more than words. */
export function fixOf({ fix, at }: Violation, open: OpenFile | null): ReportFix {
  const { summary, edits, caveat } = fix;
  const none = { summary, yaml: null, caveat, patch: null, hidesSecrets: false, edits: [] };
  if (edits.length === 0 || open === null) return none;
  const applied = apply(open, edits);
  if (applied.kind === 'refused') {
    return { ...none, caveat: `${caveat ?? ''} It cannot be written into the files: ${applied.reason}.`.trimStart() };
  }
  if (applied.files.length === 0) return none;
  const { text, hidesSecrets } = patchOf(applied.files);
  const shown = edits.map(({ at: place, owner: _owner, sharers: _sharers, ...edit }) => ({ ...edit, ...place }));
  return {
    summary,
    yaml: excerptOf(applied.files, at.file),
    caveat: applied.isShared ? `${caveat ?? ''} ${SHARED}`.trimStart() : caveat,
    patch: text,
    hidesSecrets,
    edits: shown,
  };
}

const SHARED = 'Services that have some of these lines by an anchor change with it.';
