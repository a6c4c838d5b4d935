import type { Report, ReportCause } from '../../review/report/report.ts';
import { SEVERITIES } from '../../policy/severity.ts';
import { codeSpan } from '../escape.ts';
import { counted, excessText } from '../names.ts';
import { numbered } from '../numbered.ts';
import type { Links } from './links.ts';
import type { Revision } from '../../review/input.ts';

/** The numbers under the title: findings, revisions, what was looked at. */
export function countsLine(report: Report, links: Links | null): string {
  const { gate, revisions, projects, policy } = report;
  const { main } = numbered(report);
  const parts = [
    `**${main.length.toString()} ${revisions === null ? 'to fix' : 'new'}**${bySeverity(main.map(({ cause }) => cause))}`,
    ...(gate.counts.new === main.length ? [] : [counted(gate.counts.new, 'finding')]),
    ...(revisions === null ? [] : [`${gate.counts.fixed.toString()} fixed`]),
    ...(revisions === null && gate.counts.existing === 0 ? [] : [`${gate.counts.existing.toString()} existing`]),
    ...(gate.counts.excepted > 0 ? [`${gate.counts.excepted.toString()} allowed by the policy`] : []),
    ...(revisions === null ? [] : [`${revisionText(revisions.base, links)} → ${revisionText(revisions.head, links)}`]),
    projectsText(projects),
    excessText(report) ?? '',
    ...(policy.changed ? ['**changes the policy** (judged by the one before)'] : []),
    ...(policy.baseline.added > 0 ? [`**adds ${counted(policy.baseline.added, 'finding')} to the baseline**`] : []),
    ...(policy.baseline.removed > 0 ? [`takes ${policy.baseline.removed.toString()} out of the baseline`] : []),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

/** ` (1 high, 2 low)`, the worst first; one alone needs no number. */
function bySeverity(causes: readonly ReportCause[]): string {
  const counts = [...SEVERITIES]
    .reverse()
    .map((severity) => [severity, causes.filter((each) => each.severity === severity).length] as const);
  const present = counts.filter(([, count]) => count > 0);
  if (present.length === 0) return '';
  return ` (${present.length === 1 ? (present[0]?.[0] ?? '') : present.map(([severity, count]) => `${count.toString()} ${severity}`).join(', ')})`;
}

function revisionText({ label, commit }: Revision, links: Links | null): string {
  if (commit === null) return codeSpan(label);
  const text = codeSpan(commit.slice(0, 7));
  return links === null || !/^[0-9a-f]+$/u.test(commit)
    ? text
    : `[${text}](${links.server}/${links.repository}/commit/${commit})`;
}

function projectsText(projects: Report['projects']): string {
  const services = projects.reduce((sum, project) => sum + project.services.length, 0);
  const networks = projects.reduce((sum, project) => sum + project.networks.length, 0);
  const [only] = projects;
  const which =
    only === undefined
      ? 'no project'
      : projects.length === 1
        ? `project ${codeSpan(only.name)}`
        : counted(projects.length, 'project');
  return [which, counted(services, 'service'), counted(networks, 'network')].join(', ');
}
