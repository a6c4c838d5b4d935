import type { SourceLocation } from '../../compose/source.ts';
import type { Violation } from '../../rules/rule.ts';
import { claimOf } from '../report/claim.ts';
import type { ReportFinding } from '../report/report.ts';
import type { LineSet } from './cover.ts';

/** Whether a line of the head is not in the base. */
export type IsChanged = (at: SourceLocation) => boolean;

/**
 * Sets of lines that end a finding when all of them change. `stated`: what its rule says. Where a change made it so, only what it changed
 * counts, for to take that back is to be where the finding was not.
 */
export function endsOf(
  finding: ReportFinding,
  stated: Violation['ends'] | undefined,
  isChanged: IsChanged | null,
): readonly LineSet[] {
  const known = stated?.filter((lines) => lines.length > 0) ?? [];
  const all = known.length > 0 ? known : ownEnds(finding);
  if (isChanged === null || finding.status !== 'new') return all;
  const claim = claimOf(finding).flatMap(({ evidence }) => evidence);
  // Beside its claim a finding rests on how the outside gets to where it starts.
  const beside = [...finding.path.flatMap(({ evidence }) => evidence), ...finding.related];
  const reasons = [all, ...[claim, beside].map((lines) => lines.map((at) => [placeOf(at)]))];
  const changed = reasons.map((sets) =>
    sets.map((lines) => lines.filter(isChanged)).filter(({ length }) => length > 0),
  );
  return changed.find((sets) => sets.length > 0) ?? all;
}

/** Any line of the claim ends it; where it makes several, all of them do together. */
function ownEnds(finding: ReportFinding): readonly LineSet[] {
  const lines = claimOf(finding).flatMap(({ evidence }) => evidence.map(placeOf));
  const own = placeOf(finding);
  return finding.claims.length > 1 ? [[own, ...lines]] : [[own], ...lines.map((at) => [at])];
}

export function placeOf({ file, line, column }: SourceLocation): SourceLocation {
  return { file, line, column };
}
