import type { Report } from '../../review/report/report.ts';
import { headline } from '../headline.ts';
import { type TextBudget, fitting } from '../markdown/budget.ts';
import { documentOf, elsewhere, type Extent } from '../markdown/document.ts';
import type { Links } from '../markdown/links.ts';

/** GitHub takes 65,535 characters in the summary of a check run. */
const BUDGET: TextBudget = { codePoints: 60_000, bytes: 200_000 };
const EXTENT: Extent = { rows: 50, paragraphs: 20, items: 50 };

/** The report as a check run tells it: its title, and Markdown below that. */
export function renderCheck(report: Report, links: Links): { readonly title: string; readonly summary: string } {
  const [, ...rest] = documentOf(report, links, EXTENT);
  const first = { rank: 0, title: 'the title', text: `**${report.verdict}**` };
  const summary = fitting(
    [first, ...rest],
    BUDGET,
    (left) => `*Left out for its length: ${left.join(', ')}. All of it is${elsewhere(links)}.*`,
  );
  return { title: plain(headline(report).text), summary };
}

/** A title is shown as it is. */
function plain(text: string): string {
  return text.replaceAll('`', '');
}
