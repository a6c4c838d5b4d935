import type { Report } from '../review/report/report.ts';
import { fitting } from './markdown/budget.ts';
import { documentOf, type Extent } from './markdown/document.ts';

const EXTENT: Extent = { rows: Infinity, paragraphs: Infinity, items: Infinity };

/** `--format markdown`: the job summary without links and limits. */
export function renderMarkdown(report: Report): string {
  return fitting(documentOf(report, null, EXTENT), { codePoints: Infinity, bytes: Infinity }, () => '');
}
