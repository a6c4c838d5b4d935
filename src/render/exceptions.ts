import type { Report, ReportFinding } from '../review/report/report.ts';
import { claimOf } from '../review/report/claim.ts';
import { yamlScalar } from '../words/yaml-text.ts';
import { isService, ownName } from './names.ts';

/** The lines of a policy that allow `findings`, but for the reason, which only the team knows. One exception covers those that differ in nothing it names. */
export function exceptionLines({ projects }: Report, findings: readonly ReportFinding[]): readonly string[] {
  const all = new Map(
    findings.map((finding) => {
      const from = claimOf(finding)[0]?.from;
      const about: Readonly<Record<string, string>> = {
        rule: finding.rule,
        ...(projects.length > 1 ? { project: finding.project } : {}),
        subject: finding.subject,
        ...(from !== undefined && isService(from) && ownName(from) !== finding.subject ? { from: ownName(from) } : {}),
      };
      return [JSON.stringify(about), about] as const;
    }),
  );
  const left = all.size - MOST;
  const more = left > 0 ? [`  # and ${left.toString()} more, one for each rule and subject of it`] : [];
  return ['exceptions:', ...[...all.values()].slice(0, MOST).flatMap(linesOf), ...more];
}

const MOST = 5;

function linesOf(about: Readonly<Record<string, string>>): readonly string[] {
  const rows = Object.entries({ ...about, because: 'why this is allowed' });
  return rows.map(([key, value], index) => `  ${index === 0 ? '-' : ' '} ${key}: ${yamlScalar(value)}`);
}
