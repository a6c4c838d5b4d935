import type { Report } from '../../review/report/report.ts';
import { isCaveat } from '../../review/report/caveats.ts';
import { forTerminal } from '../escape.ts';
import { hasEnded } from '../../review/report/ended.ts';
import { bySeverity, counted, excessText } from '../names.ts';
import { numbered } from '../numbered.ts';
import { causeRows } from './cause.ts';
import { foldedLines } from './folded.ts';
import { fitted, wrapped } from './layout.ts';
import { heading } from './lists.ts';
import { changeLines } from './reach.ts';
import { type Page, shortPlace } from './words.ts';

/** What fits one screen behind the verdict: what there is to do, what changed, and the numbers. `all`: also what was there before. */
export function firstScreen(report: Report, page: Page, all: boolean, taken: number): readonly (readonly string[])[] {
  const { diagnostics } = report;
  const of = (kind: 'error' | 'warning'): Report['diagnostics'] =>
    diagnostics.filter((each) => each.severity === kind && each.code !== 'docker-refuses' && !isCaveat(each));
  const before = [caveatLines(report, page)];
  const after = [
    foldedLines('Not understood', of('error'), page),
    foldedLines(
      'Docker refuses to start',
      diagnostics.filter(({ code }) => code === 'docker-refuses'),
      page,
    ),
    changeLines(report, page, MOST_CHANGES),
    endedLines(report, page),
    foldedLines('Warnings', of('warning'), page),
    closing(report, page, all),
  ];
  const lines = [...before, ...after].reduce((sum, block) => sum + (block.length === 0 ? 0 : block.length + 1), taken);
  const room = Math.max(FEWEST_CAUSES, Math.floor((SCREEN - lines - 3) / 2));
  return [...before, toFix(report, page, all ? Infinity : room, all), ...after];
}

/** Lines of a usual screen. */
const SCREEN = 50;
const FEWEST_CAUSES = 5;
const MOST_CHANGES = 8;
const MOST_ENDED = 4;

/** How the change was judged: what has to be known before the verdict means anything. */
function caveatLines({ diagnostics }: Report, { paint, width }: Page): readonly string[] {
  return diagnostics.filter(isCaveat).flatMap(({ message }) => wrapped(message, width, paint));
}

function toFix(report: Report, page: Page, most: number, all: boolean): readonly string[] {
  const { main, existing } = numbered(report);
  const told = all ? [...main, ...existing] : main;
  if (told.length === 0) return [];
  const left = told.slice(most).map(({ cause }) => cause);
  return [
    heading(report.revisions === null || all ? 'To fix' : 'New', page),
    ...told.slice(0, most).flatMap((one) => causeRows(one, page)),
    ...(left.length === 0 ? [] : [`… ${left.length.toString()} more to fix (${bySeverity(left)}): --all tells them`]),
  ];
}

function endedLines(report: Report, page: Page): readonly string[] {
  const { fixed } = report;
  if (fixed.length === 0) return [];
  const isFixed = hasEnded(report);
  const rows = fixed.slice(0, MOST_ENDED).map((finding) => {
    const sign = page.paint('good', isFixed(finding) ? '✔ fixed' : '- gone ');
    const where = shortPlace(finding, Math.floor(page.width * 0.4));
    return `${sign}  ${page.paint('quiet', where)}  ${fitted(finding.message, page.width - where.length - 11, page.paint)}`;
  });
  const left = fixed.length - MOST_ENDED;
  return [...rows, ...(left > 0 ? [`  … ${left.toString()} more (-v tells them)`] : [])];
}

/** The numbers in one line, with what else there is to ask for before it. */
function closing(report: Report, page: Page, all: boolean): readonly string[] {
  const { fix, gate, policy } = report;
  const { existing, excepted } = gate.counts;
  const left = fix?.left.length ?? 0;
  const what = left === 0 ? 'what fails the check' : `what fails the check, but for ${counted(left, 'cause')}`;
  const policies = [
    ...(policy.changed ? ['the policy itself changes'] : []),
    ...(policy.baseline.added > 0 ? [`adds ${counted(policy.baseline.added, 'finding')} to the baseline`] : []),
    ...(policy.baseline.removed > 0 ? [`takes ${policy.baseline.removed.toString()} out of the baseline`] : []),
    ...(policy.ignored > 0 ? [`the policy ignores ${counted(policy.ignored, 'Compose file')}`] : []),
  ];
  const lines = [
    ...(policies.length === 0 ? [] : [`Policy: ${policies.join(', ')}`]),
    ...(existing === 0 || all ? [] : [`${counted(existing, knownAs(report))} (--all tells them)`]),
    ...(excepted === 0 ? [] : [`${excepted.toString()} allowed by the policy (-v tells them)`]),
    ...(fix === null ? [] : [`One patch ends ${what}: bulkhead fix`]),
    countsOf(report, page.width),
  ];
  return lines.map((line) => page.paint('quiet', forTerminal(line)));
}

function knownAs({ revisions }: Report): string {
  return revisions === null ? 'known finding' : 'existing finding';
}

/** As much as fits in one line, the most telling first. */
function countsOf(report: Report, width: number): string {
  const { gate, projects, revisions, engine, policy } = report;
  const causes = numbered(report).main.map(({ cause }) => cause);
  const { new: added, fixed } = gate.counts;
  const services = projects.reduce((sum, project) => sum + project.services.length, 0);
  const scope = gate.scope === 'new' && revisions !== null ? 'new ' : '';
  const worst = gate.failOn === 'critical' ? gate.failOn : `${gate.failOn} or worse`;
  const parts = [
    `${causes.length.toString()} ${revisions === null ? 'to fix' : 'new to fix'}${causes.length === 0 ? '' : ` (${bySeverity(causes)})`}`,
    ...(causes.length === added ? [] : [counted(added, 'finding')]),
    ...(fixed > 0 ? [`${fixed.toString()} gone`] : []),
    counted(services, 'service'),
    ...(projects.length > 1 ? [counted(projects.length, 'project')] : []),
    `fails on ${scope}${worst}`,
    ...(causes.length > 0 ? ['more: -v, show ID'] : []),
    ...[excessText(report)].filter((each) => each !== null),
    ...(policy.file === null ? [] : [policy.file]),
    engine,
  ];
  return parts.reduce((line, part) => (line.length + part.length + 3 <= width ? `${line} · ${part}` : line));
}
