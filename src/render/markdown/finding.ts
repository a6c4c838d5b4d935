import type { Report, ReportFinding } from '../../review/report/report.ts';
import { codeBlock, codeSpan, forMarkdown, proseForHtml, proseForMarkdown } from '../escape.ts';
import { focusDiagram } from '../mermaid.ts';
import { namesOf } from '../names.ts';
import type { Numbered } from '../numbered.ts';
import { storyOf } from '../story.ts';
import { encoded, type Links, type PlaceOf } from './links.ts';
import { pathText } from './words.ts';

/** A finding's paragraph: what, by which path and lines, and why it matters unless that was said before. */
export function findingText(
  report: Report,
  { number, finding }: Numbered,
  placeOf: PlaceOf,
  links: Links | null,
  sayWhy: boolean,
): string {
  const { rule, severity, message, why } = finding;
  const path = pathText(storyOf(report, finding), namesOf(report), placeOf);
  const docs = links?.docs ?? null;
  const id = docs === null ? codeSpan(rule) : `[${codeSpan(rule)}](${docs}/rules/${encoded(rule)}.md)`;
  const lines = [
    `**${number} ${id}, ${severity}.** ${proseForMarkdown(message)}`,
    path === '' ? `At ${placeOf(finding)}.` : `${path}.`,
    sayWhy ? proseForMarkdown(why) : '',
  ];
  return lines.filter((line) => line !== '').join('\n');
}

/** How to fix it, folded, with the finding's path as a picture. */
export function fixText(report: Report, one: Numbered, picture: boolean): string {
  const { fix } = one.finding;
  const diagram = picture && storyOf(report, one.finding).length > 1 ? focusDiagram(report, one, true) : null;
  const parts = [
    fix.yaml === null ? '' : codeBlock(languageOf(fix.yaml), fix.yaml.replace(/(?<!\n)\n+$/u, '')),
    fix.caveat === null ? '' : proseForMarkdown(fix.caveat),
    diagram === null ? '' : codeBlock('mermaid', diagram),
  ].filter((part) => part !== '');
  const summary = `Fix: ${proseForHtml(fix.summary)}`;
  return parts.length === 0 ? `*Fix*: ${proseForMarkdown(fix.summary)}` : folded(summary, parts.join('\n\n'));
}

/** `summary` is HTML, `content` Markdown. */
export function folded(summary: string, content: string): string {
  return `<details><summary>${summary}</summary>\n\n${content}\n\n</details>`;
}

/** One line a finding, for lists that are folded away. */
export function findingItem({ number, finding }: Numbered, placeOf: PlaceOf): string {
  return `- **${number}** ${codeSpan(finding.rule)}, ${finding.severity}: ${proseForMarkdown(finding.message)} ${placeOf(finding)}`;
}

export function exceptedItem(finding: ReportFinding, placeOf: PlaceOf): string {
  const { because = '', until = null } = finding.exception ?? {};
  const allowed = `Allowed${until === null ? '' : ` until ${forMarkdown(until)}`}: ${forMarkdown(because)}`;

  return `- ${codeSpan(finding.rule)}: ${proseForMarkdown(finding.message)} ${placeOf(finding)} ${allowed}`;
}

/** A diff has `+` or `-` in its first column; YAML to paste is indented or starts with a key. */
function languageOf(yaml: string): string {
  return /^[+-]/mu.test(yaml) ? 'diff' : 'yaml';
}
