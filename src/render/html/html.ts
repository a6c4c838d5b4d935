import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { Report, ReportDiagnostic, ReportFinding } from '../../review/report/report.ts';
import { forHtml, proseParts } from '../escape.ts';
import { exceptionLines } from '../exceptions.ts';
import { headline } from '../headline.ts';
import { counted, excessText, namesOf } from '../names.ts';
import { numbered, type Numbered } from '../numbered.ts';
import { pictureOf } from '../picture/draw.ts';
import { wholeView } from '../picture/select.ts';
import { storyOf } from '../story.ts';
import { dataOf } from './data.ts';
import { SCRIPT } from './script.ts';
import { stageOf } from './stage.ts';
import { STYLE } from './style.ts';
import { changeTable, code, exposureTable, path, pathTable, place, serviceTable, tableOf } from './tables.ts';

/**
 * One page that holds everything and asks for nothing: the map, fitted to the window, then findings and tables. Nothing runs and nothing is styled
 * but what its policy names by its hash.
 */
export async function renderHtml(report: Report): Promise<string> {
  const { sign, text } = headline(report);
  const { main, existing } = numbered(report);
  const picture = pictureOf(wholeView(report));
  const parts = [
    '<header>',
    `<h1><span class="${SIGN_CLASSES[sign]}">${sign}</span> ${prose(text)}</h1>`,
    `<p class="quiet">${forHtml(counts(report))}</p>`,
    await stageOf(report, picture),
    '</header>',
    '<main>',
    diagnosticTable('Not understood', report, 'error'),
    causes(report.revisions === null ? 'To fix' : 'New', report, main),
    patch(report),
    changeTable(report),
    exposureTable(report),
    pathTable(report),
    causes(report.revisions === null ? 'Known findings' : 'Existing findings', report, existing),
    shortTable('Fixed', report.fixed),
    shortTable('Allowed by the policy', report.excepted),
    serviceTable(report),
    diagnosticTable('Warnings', report, 'warning'),
    `<p class="quiet">${forHtml(`Judged for ${report.engine}`)}</p>`,
    '</main>',
  ];
  const policy = `default-src 'none'; style-src '${hashOf(STYLE)}'; script-src '${hashOf(SCRIPT)}'; base-uri 'none'; form-action 'none'`;
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    `<title>${forHtml(titleOf(report))}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    ...parts.filter((part) => part !== ''),
    `<script type="application/json" id="data">${dataOf(report, picture)}</script>`,
    `<script>${SCRIPT}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** As a Content Security Policy names what stands in the page itself. */
function hashOf(text: string): string {
  return `sha256-${btoa(String.fromCharCode(...sha256(utf8ToBytes(text))))}`;
}

/** Says among other tabs what this is: `shop: main → proxy, 1 new finding`. */
function titleOf({ projects, revisions, gate, findings }: Report): string {
  const names = [...new Set(projects.map(({ name }) => name))];
  const what =
    names.length === 0 ? 'No Compose project' : names.length > 3 ? counted(names.length, 'project') : names.join(', ');
  const state =
    revisions === null
      ? `what can reach what, ${counted(findings.length, 'finding')}`
      : `${revisions.base.label} → ${revisions.head.label}, ${counted(gate.counts.new, 'new finding')}`;
  return `${what}: ${state} · Bulkhead`;
}

const SIGN_CLASSES = { '✖': 'bad', '✔': 'good', '?': 'unsure' } as const satisfies Record<string, string>;

function causes(title: string, report: Report, all: readonly Numbered[]): string {
  if (all.length === 0) return '';
  return [
    `<h2>${forHtml(title)} <span class="quiet">${all.length.toString()}</span></h2>`,
    ...all.map((one) => article(report, one)),
  ].join('\n');
}

function article(report: Report, { number, cause, finding, findings }: Numbered): string {
  const { rules, severity, message, fix, blocking, lines } = cause;
  const story = storyOf(report, finding);
  const evidence = story.length > 0 ? story.flatMap((hop) => hop.evidence) : finding.related;
  return [
    `<article id="${number}"${blocking ? ' class="blocking"' : ''}>`,
    `<p><strong>${forHtml(number)}</strong> <button type="button" class="link" data-finding="${number}">on the map</button> ${rules.map(code).join(' ')} ${forHtml(severity)} ${lines.map(place).join(' ')}</p>`,
    `<p>${prose(message)}</p>`,
    story.length === 0 ? '' : `<p>${path(story, namesOf(report))}</p>`,
    evidence.length === 0
      ? ''
      : `<p class="quiet">${evidence.map((at) => `${place(at)} ${forHtml(at.note)}`).join(' · ')}</p>`,
    finding.why === '' ? '' : `<p>${prose(finding.why)}</p>`,
    `<p><strong>Fix:</strong> ${prose(fix.summary)}</p>`,
    fix.yaml === null ? '' : coloured(fix.yaml),
    fix.caveat === null ? '' : `<p>${prose(fix.caveat)}</p>`,
    exception(report, findings),
    '</article>',
  ]
    .filter((line) => line !== '')
    .join('\n');
}

/** What to paste where a cause is meant to be so, folded. */
function exception(report: Report, findings: readonly ReportFinding[]): string {
  const lines = exceptionLines(report, findings).map(forHtml);
  return `<details><summary>To allow it instead, in <code>.github/bulkhead.yaml</code></summary><pre>${lines.join('\n')}</pre></details>`;
}

/** The one patch for what fails the check. */
function patch({ fix }: Report): string {
  if (fix === null) return '';
  const after = fix.tried.after.map((sentence) => `<p>${prose(sentence)}</p>`);
  return ['<h2>One patch for what fails the check</h2>', coloured(fix.patch), ...after].join('\n');
}

/** Lines with their signs: what they add and what they take away can be told by more than the sign. */
function coloured(text: string): string {
  const rows = text
    .replace(/\n$/u, '')
    .split('\n')
    .map((line) => {
      const shown = forHtml(line.replace(/\t/gu, '  '));
      return /^\+(?!\+\+ )/u.test(line)
        ? `<ins>${shown}</ins>`
        : /^-(?!-- )/u.test(line)
          ? `<del>${shown}</del>`
          : `${shown}\n`;
    });
  return `<pre>${rows.join('')}</pre>`;
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

function counts(report: Report): string {
  const { gate, projects, revisions, policy } = report;
  const services = projects.reduce((sum, project) => sum + project.services.length, 0);
  const { new: added, fixed, existing } = gate.counts;
  return [
    revisions === null ? '' : `${added.toString()} new, ${fixed.toString()} fixed, ${existing.toString()} existing`,
    revisions === null ? '' : `${revisions.base.label} → ${revisions.head.label}`,
    counted(projects.length, 'project'),
    counted(services, 'service'),
    excessText(report) ?? '',
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
