import type { Report } from '../review/report/report.ts';
import { forTerminal } from './escape.ts';
import { hasEnded } from '../review/report/ended.ts';
import { hasNews, headline } from './headline.ts';
import { listed } from '../words/words.ts';
import { bySeverity, counted, ignoredText, namesOf, excessText } from './names.ts';
import { numbered } from './numbered.ts';
import { causeRows, causeLines } from './terminal/cause.ts';
import { firstScreen } from './terminal/first-screen.ts';
import { wrapped } from './terminal/layout.ts';
import { diagnosticItems, exceptedItem, findingItem, heading, list } from './terminal/lists.ts';
import { patchLines } from './terminal/patch.ts';
import { pageOf, type TextOptions } from './terminal/page.ts';
import type { Style } from './terminal/paint.ts';
import { changeLines, exposureLines, wayLines } from './terminal/reach.ts';
import type { Page } from './terminal/words.ts';

export interface ReportTextOptions extends TextOptions {
  /** With paths, reasons and patches, what the outside reaches and how, and what was there before. */
  readonly verbose: boolean;
  /** Every cause, and those of the base or the baseline as well. */
  readonly all: boolean;
  /** The verdict alone. */
  readonly quiet: boolean;
}

/** A report for people at the terminal: the verdict, what there is to do, what changed. */
export function renderText(report: Report, options: ReportTextOptions): string {
  const page = pageOf(namesOf(report), options);
  const verdict = verdictLines(report, page, options.verbose);
  const blocks = options.quiet
    ? [verdict]
    : options.verbose
      ? [verdict, ...fullBlocks(report, page)]
      : [verdict, ...firstScreen(report, page, options.all, verdict.length)];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function fullBlocks(report: Report, page: Page): readonly (readonly string[])[] {
  const { existing } = numbered(report);
  const context = report.change === null || hasNews(report);
  const isFixed = hasEnded(report);
  const ended = (title: string, is: boolean): readonly string[] =>
    list(
      title,
      report.fixed.filter((finding) => isFixed(finding) === is).map((finding) => findingItem(finding, page)),
      page,
    );
  const refused = report.diagnostics.filter(({ code }) => code === 'docker-refuses');
  return [
    ...causeBlocks(report, page),
    patchLines(report, page),
    list('Not understood', diagnosticItems(unrefused(report, 'error'), page), page),
    list('Docker refuses to start', diagnosticItems(refused, page), page),
    changeLines(report, page, Infinity),
    context ? exposureLines(report, page) : [],
    context ? wayLines(report, page) : [],
    ended('Fixed', true),
    ended('Gone with what they were about', false),
    list(
      report.revisions === null ? 'Known findings' : 'Existing findings',
      existing.map((one) => causeRows(one, page)),
      page,
    ),
    list(
      'Allowed by the policy',
      report.excepted.map((finding) => exceptedItem(finding, page)),
      page,
    ),
    list('Warnings', diagnosticItems(unrefused(report, 'warning'), page), page),
    closingLines(report, page),
  ];
}

function unrefused({ diagnostics }: Report, kind: 'error' | 'warning'): Report['diagnostics'] {
  return diagnostics.filter(({ severity, code }) => severity === kind && code !== 'docker-refuses');
}

/** Causes told. */
const MOST_CAUSES = 40;

const SIGN_STYLES = { '✖': 'bad', '✔': 'good', '?': 'unsure' } as const satisfies Record<string, Style>;

function verdictLines(report: Report, page: Page, verbose: boolean): readonly string[] {
  const { sign, text } = headline(report);
  const [first = '', ...rest] = wrapped(text, page.width - 2, page.paint);
  const numbers = (verbose ? wrapped(counts(report), page.width - 2, page.paint) : []).map((line) =>
    page.paint('quiet', line),
  );
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
    ...[excessText(report)].filter((each) => each !== null),
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

function causeBlocks(report: Report, page: Page): readonly (readonly string[])[] {
  const { main } = numbered(report);
  if (main.length === 0) return [];
  const said = new Set<string>();
  const shown = main.slice(0, MOST_CAUSES).map((one) => {
    const { rule } = one.finding;
    const sayWhy = !said.has(rule);
    said.add(rule);
    return causeLines(report, one, page, { why: sayWhy, lines: true });
  });
  const left = main.slice(MOST_CAUSES).map(({ cause }) => cause);
  const title = heading(report.revisions === null ? 'To fix' : 'New', page);
  const note = `… ${left.length.toString()} more to fix (${bySeverity(left)}): --format json has all`;
  const [first = [], ...rest] = shown;
  return [[title, ...first], ...rest, left.length > 0 ? [note] : []];
}

function closingLines({ gate, engine, policy, revisions }: Report, page: Page): readonly string[] {
  const scope = gate.scope === 'new' && revisions !== null ? 'new findings' : 'findings';
  const rules = policy.file === null ? '' : ` · policy ${policy.file}${ignoredText(policy)}`;
  const text = `Fails on ${scope} of severity ${gate.failOn} or worse · ${engine}${rules}`;
  return wrapped(text, page.width, page.paint).map((line) => page.paint('quiet', line));
}
