import type { Report } from '../review/report/report.ts';
import { type TextBudget, fitting } from './markdown/budget.ts';
import { documentOf, type Extent } from './markdown/document.ts';
import type { Links } from './markdown/links.ts';

/** A step's summary may have 1 MiB; a little is left for what other parts of the step write. */
const BUDGET: TextBudget = { codePoints: 1_000_000, bytes: 1_000_000 };
const EXTENT: Extent = { rows: 500, paragraphs: 100, items: 500 };

/** The job summary: what the comment says, with more room. `links` may be `null` where nothing can be linked. */
export function renderSummary(report: Report, links: Links | null): string {
  return fitting(
    documentOf(report, links, EXTENT),
    BUDGET,
    (left) => `*Left out for its length: ${left.join(', ')}. All of it is in the JSON report.*`,
  );
}
