import type { Report, ReportFinding, ReportHop } from '../review/report/report.ts';

/** The path of a finding from outside, as far as the report says how the outside gets to its start. */
export function storyOf(report: Report, { path }: ReportFinding): readonly ReportHop[] {
  const [first] = path;
  return first === undefined ? [] : [...leadingTo(first.from, report), ...path];
}

/**
 * The hops that a finding objects to: its path without the hop by which the outside gets to its start, which is how a service that faces
 * outside is meant to be reached. A path of one hop is objected to as it is.
 */
export function claimOf({ path }: ReportFinding): readonly ReportHop[] {
  return path.length > 1 && path[0]?.from === 'outside' ? path.slice(1) : path;
}

function leadingTo(start: string, report: Report): readonly ReportHop[] {
  if (start === 'outside' || start === 'host') return [];
  const exposure = report.outside.find(({ service }) => service === start);
  if (exposure !== undefined) return [exposure.hop];
  for (const { from, hops } of report.paths) {
    const index = hops.findIndex(({ to }) => to === start);
    if (from === 'outside' && index >= 0) return hops.slice(0, index + 1);
  }
  return [];
}
