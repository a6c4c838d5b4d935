import type { Report, ReportDiagnostic, ReportFinding } from '../../review/report/report.ts';
import { forHtml, proseParts } from '../escape.ts';
import { headline } from '../headline.ts';
import { layoutOf } from '../drawing/layout.ts';
import { svgInline } from '../drawing/svg.ts';
import { SCRIPT, STYLE } from './page.ts';
import { changeTable, code, exposureTable, path, pathTable, place, serviceTable, tableOf } from './tables.ts';
import { counted, namesOf } from '../names.ts';
import { numbered, type Numbered } from '../numbered.ts';
import { pictureOf } from '../picture/draw.ts';
import type { Picture } from '../picture/picture.ts';
import { changeView, wholeView } from '../picture/select.ts';
import { storyOf } from '../story.ts';

/** One page that holds everything and asks for nothing: for stacks too large for a comment. */
export async function renderHtml(report: Report): Promise<string> {
  const { sign, text } = headline(report);
  const { main, existing } = numbered(report);
  const change = changeView(report, true);
  const parts = [
    `<h1><span class="${SIGN_CLASSES[sign]}">${sign}</span> ${prose(text)}</h1>`,
    `<p class="quiet">${forHtml(counts(report))}</p>`,
    '<nav><input type="search" placeholder="Filter by service, network, rule, file" aria-label="Filter"> <output class="quiet"></output></nav>',
    diagnosticTable('Not understood', report, 'error'),
    causes(report.revisions === null ? 'To fix' : 'New', report, main),
    change === null || report.change === null ? '' : await map(pictureOf(change)),
    changeTable(report),
    await map(pictureOf(wholeView(report))),
    exposureTable(report),
    pathTable(report),
    causes(report.revisions === null ? 'Known findings' : 'Existing findings', report, existing),
    shortTable('Fixed', report.fixed),
    shortTable('Allowed by the policy', report.excepted),
    serviceTable(report),
    diagnosticTable('Warnings', report, 'warning'),
    `<p class="quiet">${forHtml(`Judged for ${report.engine}`)}</p>`,
  ];
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">`,
    '<title>Bulkhead</title>',
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    ...parts.filter((part) => part !== ''),
    `<script>${SCRIPT}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

const SIGN_CLASSES = { '✖': 'bad', '✔': 'good', '?': 'unsure' } as const satisfies Record<string, string>;

async function map(picture: Picture): Promise<string> {
  if (picture.boxes.length < 2) return '';
  return `<h2>${forHtml(picture.title)}</h2>\n<div class="map">${svgInline(await layoutOf(picture))}</div>`;
}

function causes(title: string, report: Report, all: readonly Numbered[]): string {
  if (all.length === 0) return '';
  return [
    `<h2>${forHtml(title)} <span class="quiet">${all.length.toString()}</span></h2>`,
    ...all.map((one) => article(report, one)),
  ].join('\n');
}

function article(report: Report, { number, cause, finding }: Numbered): string {
  const { rules, severity, message, fix, blocking, lines } = cause;
  const story = storyOf(report, finding);
  const evidence = story.length > 0 ? story.flatMap((hop) => hop.evidence) : finding.related;
  return [
    `<article${blocking ? ' class="blocking"' : ''}>`,
    `<p><strong>${forHtml(number)}</strong> ${rules.map(code).join(' ')} ${forHtml(severity)} ${lines.map(place).join(' ')}</p>`,
    `<p>${prose(message)}</p>`,
    story.length === 0 ? '' : `<p>${path(story, namesOf(report))}</p>`,
    evidence.length === 0
      ? ''
      : `<p class="quiet">${evidence.map((at) => `${place(at)} ${forHtml(at.note)}`).join(' · ')}</p>`,
    finding.why === '' ? '' : `<p>${prose(finding.why)}</p>`,
    `<p><strong>Fix:</strong> ${prose(fix.summary)}</p>`,
    fix.yaml === null ? '' : `<pre>${fix.yaml.split('\n').map(forHtml).join('\n')}</pre>`,
    fix.caveat === null ? '' : `<p>${prose(fix.caveat)}</p>`,
    '</article>',
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function shortTable(title: string, all: readonly ReportFinding[]): string {
  const rows = all.map((finding) => [
    code(finding.rule),
    forHtml(finding.severity),
    prose(finding.message),
    forHtml(finding.exception?.because ?? ''),
    place(finding),
  ]);
  return tableOf(title, ['rule', 'severity', '', '', 'where'], rows);
}

function diagnosticTable(title: string, { diagnostics }: Report, severity: ReportDiagnostic['severity']): string {
  const rows = diagnostics
    .filter((each) => each.severity === severity)
    .map((each) => [prose(each.message), code(each.code), forHtml(each.revision), place(each)]);
  return tableOf(title, ['', 'code', 'revision', 'where'], rows);
}

function counts({ gate, projects, revisions, policy }: Report): string {
  const services = projects.reduce((sum, project) => sum + project.services.length, 0);
  const { new: added, fixed, existing } = gate.counts;
  return [
    revisions === null ? '' : `${added.toString()} new, ${fixed.toString()} fixed, ${existing.toString()} existing`,
    revisions === null ? '' : `${revisions.base.label} → ${revisions.head.label}`,
    counted(projects.length, 'project'),
    counted(services, 'service'),
    policy.changed ? 'the policy itself changes' : '',
    policy.baseline.added > 0 ? `adds ${counted(policy.baseline.added, 'finding')} to the baseline` : '',
    policy.baseline.removed > 0 ? `takes ${policy.baseline.removed.toString()} out of the baseline` : '',
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

function prose(text: string): string {
  return proseParts(text)
    .map((part) => (part.code ? code(part.text) : forHtml(part.text)))
    .join('');
}
