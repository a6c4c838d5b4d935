import type { Report, ReportFinding, ReportLocation } from '../../review/report/report.ts';
import { codeBlock, codeSpan, forMarkdown, proseForHtml, proseForMarkdown } from '../escape.ts';
import { focusDiagram } from '../mermaid.ts';
import { namesOf } from '../names.ts';
import type { Numbered } from '../numbered.ts';
import { storyOf } from '../story.ts';
import { encoded, type Links, type PlaceOf } from './links.ts';
import { pathText } from './words.ts';

/** A paragraph of a cause: what, by which path and lines, and why it matters unless that was said before. */
export function causeText(
  report: Report,
  { number, cause, finding }: Numbered,
  placeOf: PlaceOf,
  links: Links | null,
  sayWhy: boolean,
): string {
  const { rules, severity, message, lines: places } = cause;
  const path = pathText(storyOf(report, finding), namesOf(report), placeOf);
  const docs = links?.docs ?? null;
  const ids = rules.map((rule) =>
    docs === null ? codeSpan(rule) : `[${codeSpan(rule)}](${docs}/rules/${encoded(rule)}.md)`,
  );
  const lines = [
    `**${number} ${ids.join(', ')}, ${severity}.** ${proseForMarkdown(message)}`,
    path === '' || places.length > 1 ? `At ${placesText(places, placeOf)}.` : `${path}.`,
    sayWhy ? proseForMarkdown(finding.why) : '',
  ];
  return lines.filter((line) => line !== '').join('\n');
}

/** Places of one cause, each file named once in a row. */
export function placesText(places: readonly ReportLocation[], placeOf: PlaceOf): string {
  const left = places.length - MOST_PLACES;
  const shown = places
    .slice(0, MOST_PLACES)
    .map((at, index, all) => placeOf(at, all[index - 1]?.file === at.file ? 'line' : 'full'));
  return [...shown, ...(left > 0 ? [`${left.toString()} more`] : [])].join(', ');
}

/** Places told of one cause. */
const MOST_PLACES = 8;

/** What a folded cause is called: its number, how severe it is, and what is wrong. */
export function causeTitle({ number, cause: { severity, blocking, message } }: Numbered): string {
  const [sentence = message] = message.split(/(?<=[.:]) /u);
  return `${blocking ? '✖ ' : ''}${number} ${severity}: ${proseForHtml(sentence.replace(/[.:]$/u, ''))}`;
}

/**
 * How to fix it, with the finding's path as a picture: folded, unless it is in a fold already. The lines to change are left out where the one
 * patch of the report has them.
 */
export function fixText(report: Report, one: Numbered, picture: boolean, foldable: boolean): string {
  const { fix, id, blocking } = one.cause;
  const isInPatch = blocking && fix.patch !== null && report.fix !== null && !report.fix.left.includes(id);
  const diagram = picture && storyOf(report, one.finding).length > 1 ? focusDiagram(report, one) : null;
  const parts = [
    fix.yaml === null || isInPatch ? '' : codeBlock(languageOf(fix.yaml), fix.yaml.replace(/(?<!\n)\n+$/u, '')),
    fix.caveat === null ? '' : proseForMarkdown(fix.caveat),
    diagram === null ? '' : codeBlock('mermaid', diagram),
  ].filter((part) => part !== '');
  const plain = `*Fix*: ${proseForMarkdown(fix.summary)}`;
  if (!foldable) return [plain, ...parts].join('\n\n');
  return parts.length === 0 ? plain : folded(`Fix: ${proseForHtml(fix.summary)}`, parts.join('\n\n'));
}

/** `summary` is HTML, `content` Markdown. */
export function folded(summary: string, content: string): string {
  return `<details><summary>${summary}</summary>\n\n${content}\n\n</details>`;
}

/** One line a cause, for lists that are folded away. */
export function causeItem({ number, cause }: Numbered, placeOf: PlaceOf): string {
  const { rules, severity, message, lines } = cause;
  return `- **${number}** ${rules.map((rule) => codeSpan(rule)).join(', ')}, ${severity}: ${proseForMarkdown(message)} ${placesText(lines, placeOf)}`;
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
