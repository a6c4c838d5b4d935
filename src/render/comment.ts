import type { Report } from '../review/report/report.ts';
import { hasNews, NOTHING_CHANGED } from './headline.ts';
import { type TextBudget, fitting, type Section } from './markdown/budget.ts';
import { documentOf, elsewhere, type Extent } from './markdown/document.ts';
import type { Links } from './markdown/links.ts';

export type { Links };
export { hasNews };

export interface CommentContext {
  /** First line of the comment, hidden: `<!-- bulkhead: shop -->`. */
  readonly marker: string;
  readonly links: Links;
}

/** GitHub takes 65,536 characters; the margin is for what it counts differently. */
const BUDGET: TextBudget = { codePoints: 60_000, bytes: 200_000 };
const EXTENT: Extent = { rows: 12, paragraphs: 8, items: 30 };
/** For a comment that GitHub found too large after all. */
const SHORT_BUDGET: TextBudget = { codePoints: 12_000, bytes: 30_000 };
const SHORT_EXTENT: Extent = { rows: 8, paragraphs: 3, items: 0 };

/** The comment of a pull request. One that `hasNews` denies is a single line, worth writing only over an older one. */
export function renderComment(report: Report, context: CommentContext): string {
  return hasNews(report) ? within(report, context, BUDGET, EXTENT) : nothingChanged(context);
}

/** The same in a fifth of the room. */
export function renderShortComment(report: Report, context: CommentContext): string {
  return hasNews(report) ? within(report, context, SHORT_BUDGET, SHORT_EXTENT) : nothingChanged(context);
}

function within(report: Report, { marker, links }: CommentContext, budget: TextBudget, extent: Extent): string {
  const [title, ...rest] = documentOf(report, links, extent);
  const first: Section = { rank: 0, title: 'the title', text: `${marker}\n${title?.text ?? ''}` };
  return fitting(
    [first, ...rest],
    budget,
    (left) => `*Left out for its length: ${left.join(', ')}. All of it is${elsewhere(links)}.*`,
  );
}

function nothingChanged({ marker }: CommentContext): string {
  return `${marker}\n### ✔ ${NOTHING_CHANGED}\n`;
}
