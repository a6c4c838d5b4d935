import type { ChangedFile } from '../../fixes/apply.ts';
import { undoings } from '../../fixes/undo.ts';
import { toldFix, type WrittenFix } from '../report/fix.ts';
import type { ReportFinding, ReportLocation } from '../report/report.ts';
import { code } from '../../words/words.ts';
import type { CauseSources } from './sources.ts';

/**
 * Ways to take back what a change did in `lines`, where the findings of `all` end, the least first; then of these lines in those that their rules would
 * edit alone, for not all that leads to a service need be wrong. None for what was there before.
 */
export function* undoFixes(
  all: readonly ReportFinding[],
  lines: readonly ReportLocation[],
  sources: CauseSources,
): Iterable<WrittenFix> {
  yield* undoFixesAt(all, lines, sources);
  const edited = new Set(
    all.flatMap(({ fingerprint }) =>
      (sources.violations.get(fingerprint)?.fix.edits ?? []).map(({ at }) => lineKey(at)),
    ),
  );
  const meant = lines.filter((at) => edited.has(lineKey(at)));
  if (meant.length > 0 && meant.length < lines.length) yield* undoFixesAt(all, meant, sources);
}

function lineKey({ file, line }: Pick<ReportLocation, 'file' | 'line'>): string {
  return `${file}:${String(line)}`;
}

function* undoFixesAt(
  all: readonly ReportFinding[],
  lines: readonly ReportLocation[],
  { open, baseText }: CauseSources,
): Iterable<WrittenFix> {
  const [first] = lines;
  const isNew = all.every(({ status }) => status === 'new');
  if (!isNew || baseText === null || open === null || first === undefined) return;
  const names = [...new Set(lines.map(({ file }) => file))];
  const byFile = names.map((name) => {
    const head = open(name);
    const own = new Set(lines.flatMap(({ file, line }) => (file === name ? [line] : [])));
    return 'reason' in head ? [] : undoings({ name, head, base: baseText(name) }, own);
  });
  const ways: readonly (readonly ChangedFile[])[] =
    byFile.length === 1 ? (byFile[0] ?? []).map((file) => [file]) : [byFile.flatMap(([file]) => file ?? [])];
  for (const files of ways)
    if (files.length > 0)
      yield { files, fix: toldFix({ summary: summaryOf(files), edits: [], caveat: null }), file: first.file };
}

function summaryOf(files: readonly ChangedFile[]): string {
  return `Take back what this change did in ${files.map(({ name }) => code(name)).join(' and ')}.`;
}
