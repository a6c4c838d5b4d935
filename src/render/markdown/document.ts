import { isCaveat } from '../../review/report/caveats.ts';
import type { Report, ReportDiagnostic } from '../../review/report/report.ts';
import { codeBlock, codeSpan, forHtml, forMarkdown, proseForMarkdown } from '../escape.ts';
import { headline } from '../headline.ts';
import { changeDiagram, overviewDiagram } from '../mermaid.ts';
import { counted } from '../names.ts';
import { numbered, type Numbered } from '../numbered.ts';
import { addsToChange } from '../picture/select.ts';
import type { Section } from './budget.ts';
import { countsLine } from './counts.ts';
import { causeItem, causeText, exceptedItem, fixText, folded } from './finding.ts';
import { footer } from './footer.ts';
import { type Links, type PlaceOf, placesFor } from './links.ts';
import { wholePatch } from './patch.ts';
import { changeTable } from './table.ts';
import { wayItems } from './words.ts';

/** How much a kind of document tells. */
export interface Extent {
  readonly rows: number;
  readonly paragraphs: number;
  /** Items of a folded list. */
  readonly items: number;
}

/** A report in Markdown, as sections in reading order: what happened, the table, the picture, each violation, and folded what else there is. */
export function documentOf(report: Report, links: Links | null, extent: Extent): readonly Section[] {
  const placeOf = placesFor(links);
  const { main, existing } = numbered(report);
  const { sign, text } = headline(report);
  const table = changeTable(report, main, placeOf, extent.rows);
  const change = changeDiagram(report);
  const picture = report.change === null ? (overviewDiagram(report, false) ?? change) : change;
  return [
    section(0, 'the title', `### ${sign} ${proseForMarkdown(text)}`),
    section(1, 'the counts', countsLine(report, links)),
    section(2, 'how it was judged', caveats(report, placeOf)),
    section(2, 'what was not understood', notUnderstood(report, placeOf, extent)),
    section(3, 'the table', table.text),
    section(3, 'rows of the table', table.left === 0 ? '' : `${counted(table.left, 'more row')}${elsewhere(links)}.`),
    section(4, 'the picture', fenced(picture)),
    ...violations(report, main, placeOf, links, extent),
    section(6, 'the patch', wholePatch(report)),
    section(8, 'the whole map', wholeMap(report, picture)),
    section(
      9,
      'existing findings',
      foldedList(
        existingTitle(report, existing.length),
        existing.map((each) => causeItem(each, placeOf)),
        extent,
        links,
      ),
    ),
    section(
      10,
      'excepted findings',
      foldedList(
        `${counted(report.excepted.length, 'finding')} allowed by the policy`,
        report.excepted.map((each) => exceptedItem(each, placeOf)),
        extent,
        links,
      ),
    ),
    section(
      12,
      'the shortest ways',
      foldedList('Shortest ways to data and to the host', wayItems(report, placeOf), extent, links),
    ),
    section(11, 'warnings', warnings(report, placeOf, extent, links)),
    section(5, 'the footer', footer(report, links)),
  ];
}

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

function violations(
  report: Report,
  main: readonly Numbered[],
  placeOf: PlaceOf,
  links: Links | null,
  extent: Extent,
): readonly Section[] {
  const said = new Set<string>();
  const shown = main.slice(0, extent.paragraphs).flatMap((one): readonly Section[] => {
    const sayWhy = !said.has(one.finding.rule);
    said.add(one.finding.rule);
    return [
      section(6, 'details of findings', causeText(report, one, placeOf, links, sayWhy)),
      section(7, 'fixes', fixText(report, one, report.topology.nodes.length > CROWDED)),
    ];
  });
  const left = main.length - extent.paragraphs;
  return left > 0
    ? [...shown, section(6, 'details of findings', `${left.toString()} more to fix${elsewhere(links)}.`)]
    : shown;
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
  const found = report.diagnostics.filter((each) => each.severity === 'warning' && !isCaveat(each));
  return foldedList(
    counted(found.length, 'warning'),
    found.map((each) => diagnosticItem(each, placeOf)),
    extent,
    links,
  );
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

function wholeMap(report: Report, picture: string | null): string {
  if (report.change === null || (picture !== null && !addsToChange(report))) return '';
  const services = report.topology.nodes.filter(({ kind }) => kind === 'service').length;
  if (services === 0) return '';
  const map = overviewDiagram(report, true);
  const title = `Whole map · ${counted(services, 'service')}`;
  return folded(
    title,
    map === null
      ? forMarkdown('Too large to draw here: `--format html` makes a page with a map to search.')
      : fenced(map),
  );
}

function fenced(diagram: string | null): string {
  return diagram === null ? '' : codeBlock('mermaid', diagram);
}
