import { isCaveat } from '../../review/report/caveats.ts';
import type { Report, ReportDiagnostic } from '../../review/report/report.ts';
import { codeBlock, codeSpan, forHtml, forMarkdown, proseForMarkdown } from '../escape.ts';
import { exceptionLines } from '../exceptions.ts';
import { headline } from '../headline.ts';
import { changeDiagram, type DrawnPart, overviewDiagram } from '../mermaid.ts';
import { counted } from '../names.ts';
import { numbered, type Numbered } from '../numbered.ts';
import { addsToChange } from '../picture/select.ts';
import type { Section } from './budget.ts';
import { countsLine } from './counts.ts';
import { causeItem, causeText, causeTitle, exceptedItem, fixText, folded } from './finding.ts';
import { footer } from './footer.ts';
import { type Links, type PlaceOf, placesFor } from './links.ts';
import { wholePatch } from './patch.ts';
import { changeTable, effectItems } from './table.ts';
import { wayItems } from './words.ts';

/** How much a kind of document tells. */
export interface Extent {
  readonly rows: number;
  readonly paragraphs: number;
  /** Items of a folded list. */
  readonly items: number;
}

/**
 * A report in Markdown, as sections in reading order: what happened, the table, the picture, the one patch, and folded what else there is. A few
 * causes are told in the open; where they are many, the table tells them.
 */
export function documentOf(report: Report, links: Links | null, extent: Extent): readonly Section[] {
  const placeOf = placesFor(links);
  const { main, existing } = numbered(report);
  const { sign, text } = headline(report);
  const table = changeTable(report, main, placeOf, extent.rows);
  const change = changeDiagram(report);
  const picture = report.change === null ? (overviewDiagram(report) ?? change) : change;
  const fold = (rank: number, title: string, summary: string, items: readonly string[]): Section =>
    section(rank, title, foldedList(summary, items, extent, links));
  const details = causeSections(report, main, placeOf, links, extent);
  const isFew = main.length <= FEW_CAUSES;
  return [
    section(0, 'the title', `### ${sign} ${proseForMarkdown(text)}`),
    section(1, 'the counts', countsLine(report, links)),
    section(2, 'how it was judged', caveats(report, placeOf)),
    section(2, 'what was not understood', notUnderstood(report, placeOf, extent)),
    section(3, 'the table', table.text),
    section(3, 'rows of the table', table.left === 0 ? '' : `${counted(table.left, 'more row')}${elsewhere(links)}.`),
    section(
      4,
      'the picture',
      picture === null ? noPicture(report) : `${fenced(picture.text)}${caption(report, picture)}`,
    ),
    ...(isFew ? details : []),
    section(6, 'the patch', wholePatch(report)),
    section(6, 'unset variables', unsetVariables(report, placeOf)),
    ...(isFew ? [] : details),
    section(9, 'exceptions to paste', exceptions(report, main)),
    fold(8, 'ways opened and closed', 'Ways opened and closed, one by one', effectItems(report, placeOf)),
    section(8, 'the whole map', wholeMap(report, picture)),
    fold(
      9,
      'existing findings',
      existingTitle(report, existing.length),
      existing.map((each) => causeItem(each, placeOf)),
    ),
    fold(
      10,
      'excepted findings',
      `${counted(report.excepted.length, 'finding')} allowed by the policy`,
      report.excepted.map((each) => exceptedItem(each, placeOf)),
    ),
    fold(12, 'the shortest ways', waysTitle(report), wayItems(report, placeOf)),
    section(11, 'warnings', warnings(report, placeOf, extent, links)),
    section(5, 'the footer', footer(report, links)),
  ];
}

/** What to paste where what is told is meant to be so, folded. A changed policy counts from the next change on. */
function exceptions(report: Report, main: readonly Numbered[]): string {
  if (main.length === 0) return '';
  const lines = exceptionLines(
    report,
    main.flatMap(({ findings }) => findings),
  );
  const when = report.revisions === null ? '' : '\n\nIt counts once it is on the branch that this change goes to.';
  return folded(
    'To allow it instead, in <code>.github/bulkhead.yaml</code>',
    `${codeBlock('yaml', lines.join('\n'))}${when}`,
  );
}

/** So many are read in the open. */
const FEW_CAUSES = 2;

/** Above this many nodes a finding's path is worth a picture of its own. */
const CROWDED = 9;

/** Where to find what was left out. */
export function elsewhere(links: Links | null): string {
  const url = links?.runUrl ?? null;
  return url === null ? ' in the full report' : ` in the [job summary](${url})`;
}

function section(rank: number, title: string, text: string): Section {
  return { rank, title, text };
}

function causeSections(
  report: Report,
  main: readonly Numbered[],
  placeOf: PlaceOf,
  links: Links | null,
  extent: Extent,
): readonly Section[] {
  const said = new Set<string>();
  const isFew = main.length <= FEW_CAUSES;
  const isCrowded = report.topology.nodes.length > CROWDED;
  const shown = main.slice(0, extent.paragraphs).flatMap((one): readonly Section[] => {
    const sayWhy = !said.has(one.finding.rule);
    said.add(one.finding.rule);
    const text = causeText(report, one, placeOf, links, sayWhy);
    const fix = fixText(report, one, isCrowded, isFew);
    if (!isFew) return [section(6, 'details of findings', folded(causeTitle(one), `${text}\n\n${fix}`))];
    return [section(6, 'details of findings', text), section(7, 'fixes', fix)];
  });
  const left = main.length - extent.paragraphs;
  return left > 0
    ? [...shown, section(6, 'details of findings', `${left.toString()} more to fix${elsewhere(links)}.`)]
    : shown;
}

function waysTitle({ change }: Report): string {
  return change === null ? 'Shortest ways to data and to the host' : 'Ways that got shorter';
}

/** `4 existing findings`, and how many things to do they are where that is less. */
function existingTitle({ gate }: Report, causes: number): string {
  const { existing } = gate.counts;
  return counted(existing, 'existing finding') + (existing === causes ? '' : `, ${causes.toString()} to fix`);
}

function notUnderstood(report: Report, placeOf: PlaceOf, extent: Extent): string {
  const errors = report.diagnostics.filter(({ severity }) => severity === 'error');
  const shown = errors.slice(0, Math.max(3, extent.rows / 2)).map((each) => diagnosticItem(each, placeOf));
  const left = errors.length - shown.length;
  return [...shown, ...(left > 0 ? [`- ${counted(left, 'more problem')}`] : [])].join('\n');
}

function caveats({ diagnostics }: Report, placeOf: PlaceOf): string {
  return diagnostics
    .filter(isCaveat)
    .map((each) => {
      const text = proseForMarkdown(each.message);
      return each.file === '.' ? `⚠ ${text}` : `⚠ ${placeOf(each, 'full', each.revision)}: ${text}`;
    })
    .join('\n\n');
}

function warnings(report: Report, placeOf: PlaceOf, extent: Extent, links: Links | null): string {
  const found = report.diagnostics.filter(
    (each) => each.severity === 'warning' && !isCaveat(each) && each.code !== UNSET,
  );
  return foldedList(
    counted(found.length, 'warning'),
    found.map((each) => diagnosticItem(each, placeOf)),
    extent,
    links,
  );
}

const UNSET = 'unset-variable';

/** One line, however many there are. */
function unsetVariables({ diagnostics }: Report, placeOf: PlaceOf): string {
  const [first, ...others] = diagnostics.filter(({ code }) => code === UNSET);
  if (first === undefined) return '';
  const more = others.length === 0 ? '' : ` So it is in ${counted(others.length, 'more place')}.`;
  return `${proseForMarkdown(first.message)} ${placeOf(first, 'full', first.revision)}${more}`;
}

function diagnosticItem(diagnostic: ReportDiagnostic, placeOf: PlaceOf): string {
  const { revision, message, code } = diagnostic;
  const before = revision === 'base' ? ' before this change' : '';
  return `- ${placeOf(diagnostic, 'full', revision)}${before}: ${proseForMarkdown(message)} (${codeSpan(code)})`;
}

function foldedList(title: string, items: readonly string[], extent: Extent, links: Links | null): string {
  if (items.length === 0) return '';
  const left = items.length - extent.items;
  const shown = left > 0 ? [...items.slice(0, extent.items), `- ${left.toString()} more${elsewhere(links)}`] : items;
  return folded(forHtml(title), shown.join('\n'));
}

function wholeMap(report: Report, picture: DrawnPart | null): string {
  if (report.change === null || (picture !== null && !addsToChange(report))) return '';
  const services = servicesIn(report);
  if (services === 0) return '';
  const map = overviewDiagram(report);
  const title = `Whole map · ${counted(services, 'service')}`;
  return folded(
    title,
    map === null
      ? forMarkdown('Too large to draw here: `--format html` makes a page with a map to search.')
      : fenced(map.text),
  );
}

function fenced(diagram: string): string {
  return codeBlock('mermaid', diagram);
}

/** What the picture leaves out. */
function caption(report: Report, { services, causes }: DrawnPart): string {
  const others = servicesIn(report) - services;
  const unmarked = numbered(report).main.length - causes;
  const parts = [
    ...(unmarked > 0 && causes > 0 ? [`the ${counted(causes, 'worst of the findings', 'worst findings')}`] : []),
    ...(others > 0
      ? [`${counted(services, 'service')}; ${counted(others, 'other service')} ${others === 1 ? 'is' : 'are'} left out`]
      : []),
  ];
  return parts.length === 0 ? '' : `\n\n<sub>The picture shows ${parts.join(', and ')}.</sub>`;
}

/** Said only where there is something to draw. */
function noPicture(report: Report): string {
  const isLarge = numbered(report).main.length > 0 && servicesIn(report) > MOST_DRAWN;
  return isLarge ? '<sub>Too much to draw here: `--format html` makes a page with a map to search.</sub>' : '';
}

const MOST_DRAWN = 20;

function servicesIn({ topology }: Report): number {
  return topology.nodes.filter(({ kind }) => kind === 'service').length;
}
