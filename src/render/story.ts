import type { Report, ReportFinding, ReportHop } from '../review/report/report.ts';

/** The path of a finding from outside, as far as the report says how the outside gets to its start. */
export function storyOf(report: Report, { path }: ReportFinding): readonly ReportHop[] {
  const [first] = path;
  return first === undefined ? [] : [...leadingTo(first.from, report), ...path];
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
