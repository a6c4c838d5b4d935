import type { Report } from '../review/report/report.ts';
import { SEVERITIES } from '../policy/severity.ts';
import { forTerminal } from './escape.ts';
import { hasNews, headline } from './headline.ts';
import { listed } from '../words/words.ts';
import { counted, ignoredText, namesOf } from './names.ts';
import { numbered } from './numbered.ts';
import { causeItem, causeLines } from './terminal/cause.ts';
import { wrapped } from './terminal/layout.ts';
import { diagnosticItems, exceptedItem, findingItem, heading, list } from './terminal/lists.ts';
import { patchLines } from './terminal/patch.ts';
import { painter, type Style } from './terminal/paint.ts';
import { changeLines, exposureLines, wayLines } from './terminal/reach.ts';
import type { Page } from './terminal/words.ts';

export interface TextOptions {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

export interface ReportTextOptions extends TextOptions {
  /** With paths, reasons and patches, what the outside reaches and how, and what was there before. */
  readonly verbose: boolean;
}

/** A report for people at the terminal: the verdict, what there is to do, what changed. */
export function renderText(report: Report, options: ReportTextOptions): string {
  const page = pageOf(report, options);
  const { existing } = numbered(report);
  const { verbose } = options;
  const context = verbose && (report.change === null || hasNews(report));
  const blocks = [
    verdictLines(report, page),
    list('Not understood', diagnosticItems(report, 'error', page), page),
    ...causeBlocks(report, page, verbose),
    patchLines(report, page, verbose),
    changeLines(report, page),
    context ? exposureLines(report, page) : [],
    context ? wayLines(report, page) : [],
    list(
      'Fixed',
      report.fixed.map((finding) => findingItem(finding, page)),
      page,
    ),
    verbose
      ? list(
          report.revisions === null ? 'Known before' : 'Found before this change as well',
          existing.map((one) => causeItem(one, page)),
          page,
        )
      : existingLine(report, existing.length),
    list(
      'Allowed by the policy',
      report.excepted.map((finding) => exceptedItem(finding, page)),
      page,
    ),
    list('Warnings', diagnosticItems(report, 'warning', page), page),
    closingLines(report, page),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** Lines longer than this are hard to read, however wide the terminal is. */
const WIDEST = 120;
const NARROWEST = 40;
/** Causes told. */
const MOST_CAUSES = 40;

function pageOf(report: Report, { color, width }: TextOptions): Page {
  return { name: namesOf(report), paint: painter(color), width: Math.min(Math.max(width, NARROWEST), WIDEST) };
}

const SIGN_STYLES = { '✖': 'bad', '✔': 'good', '?': 'unsure' } as const satisfies Record<string, Style>;

function verdictLines(report: Report, page: Page): readonly string[] {
  const { sign, text } = headline(report);
  const [first = '', ...rest] = wrapped(text, page.width - 2, page.paint);
  const numbers = wrapped(counts(report), page.width - 2, page.paint).map((line) => page.paint('quiet', line));
  return [`${page.paint(SIGN_STYLES[sign], sign)} ${first}`, ...[...rest, ...numbers].map((line) => `  ${line}`)];
}

function counts(report: Report): string {
  const { gate, revisions, projects, policy } = report;
  const { main } = numbered(report);
  const services = projects.reduce((sum, project) => sum + project.services.length, 0);
  const networks = projects.reduce((sum, project) => sum + project.networks.length, 0);
  const files = [...new Set(projects.flatMap((project) => project.files))];
  const [only] = projects;
  const { new: added, fixed, existing, excepted } = gate.counts;
  return [
    revisions === null
      ? [
          `${counted(added, 'finding')}${main.length === added ? '' : `, ${main.length.toString()} to fix`}`,
          ...(existing > 0 ? [`${existing.toString()} known before`] : []),
        ].join(' · ')
      : `${added.toString()} new${main.length === added ? '' : ` (${main.length.toString()} to fix)`}, ${fixed.toString()} fixed, ${existing.toString()} existing`,
    ...(excepted > 0 ? [`${excepted.toString()} allowed by the policy`] : []),
    ...(revisions === null ? [] : [`${forTerminal(revisions.base.label)} → ${forTerminal(revisions.head.label)}`]),
    only !== undefined && projects.length === 1
      ? `project ${forTerminal(only.name)}`
      : counted(projects.length, 'project'),
    counted(services, 'service'),
    counted(networks, 'network'),
    ...(files.length > 0
      ? [
          listed(
            files.map((file) => forTerminal(file)),
            3,
          ),
        ]
      : []),
    ...(policy.changed ? ['the policy itself changes'] : []),
    ...(policy.baseline.added > 0 ? [`adds ${counted(policy.baseline.added, 'finding')} to the baseline`] : []),
    ...(policy.baseline.removed > 0 ? [`takes ${policy.baseline.removed.toString()} out of the baseline`] : []),
  ].join(' · ');
}

function causeBlocks(report: Report, page: Page, verbose: boolean): readonly (readonly string[])[] {
  const { main } = numbered(report);
  if (main.length === 0) return [];
  const said = new Set<string>();
  const shown = main.slice(0, MOST_CAUSES).map((one) => {
    const { rule } = one.finding;
    const sayWhy = !said.has(rule);
    said.add(rule);
    return verbose ? causeLines(report, one, page, sayWhy) : causeItem(one, page);
  });
  const left = main.slice(MOST_CAUSES).map(({ cause }) => cause);
  const title = heading(report.revisions === null ? 'To fix' : 'New', page);
  const note = `… ${left.length.toString()} more to fix (${bySeverity(left)}): --format json has all`;
  const [first = [], ...rest] = shown;
  return [[title, ...first], ...rest, left.length > 0 ? [note] : []];
}

/** What was there before, in one line. */
function existingLine({ gate, revisions }: Report, causes: number): readonly string[] {
  const { existing } = gate.counts;
  if (existing === 0) return [];
  const kind = revisions === null ? 'known finding' : 'existing finding';
  return [`${counted(existing, kind)}${existing === causes ? '' : `, ${causes.toString()} to fix`} (-v tells them)`];
}

function bySeverity(all: Report['causes']): string {
  return [...SEVERITIES]
    .reverse()
    .map((severity) => [all.filter((each) => each.severity === severity).length, severity] as const)
    .flatMap(([count, severity]) => (count > 0 ? [`${count.toString()} ${severity}`] : []))
    .join(', ');
}

function closingLines({ gate, engine, policy, revisions }: Report, page: Page): readonly string[] {
  const scope = gate.scope === 'new' && revisions !== null ? 'new findings' : 'findings';
  const rules = policy.file === null ? '' : ` · policy ${policy.file}${ignoredText(policy)}`;
  const text = `Fails on ${scope} of severity ${gate.failOn} or worse · ${engine}${rules}`;
  return wrapped(text, page.width, page.paint).map((line) => page.paint('quiet', line));
}
