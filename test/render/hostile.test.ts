import { describe, expect, test } from 'vitest';
import { renderComment, renderShortComment } from '../../src/render/comment.ts';
import { renderMarkdown } from '../../src/render/markdown.ts';
import { renderSummary } from '../../src/render/summary.ts';
import { renderText } from '../../src/render/text.ts';
import { HOSTILE } from './hostile.ts';
import { withNames } from './reports/hostile.ts';
import { CONTEXT, LINKS, REPORTS } from './reports/index.ts';

const reports = [REPORTS['twelve-services'], REPORTS['one-unknown'], REPORTS['guide-two-tier']].filter(
  (each) => each !== undefined,
);
const cases = HOSTILE.map((text) => [JSON.stringify(text).slice(0, 60), text] as const);

describe.each(cases)('names like %s', (_, text) => {
  test('are text in a comment, a summary and plain Markdown, and nothing else', () => {
    for (const report of reports.map((each) => withNames(each, text))) {
      for (const markdown of [
        renderComment(report, CONTEXT),
        renderShortComment(report, CONTEXT),
        renderSummary(report, LINKS),
        renderMarkdown(report),
      ]) {
        const prose = withoutCode(markdown.replace(`${CONTEXT.marker}\n`, ''));
        expect(prose).not.toMatch(/<(?!\/?(?:details|summary|code|sub|a)\b|!-- -->)/u);
        expect(prose.match(/<details>/gu)?.length).toBe(prose.match(/<\/details>/gu)?.length);
        expect(prose).not.toMatch(/(?:@|[^&]#)(?=[A-Za-z0-9])(?<!#L)/u);
        expect(prose).not.toMatch(/!\[|\$/u);
        for (const row of markdown.split('\n').filter((line) => line.startsWith('|')))
          expect(cellsOf(row), row).toBe(6);
      }
    }
  });

  test('are text at the terminal', () => {
    for (const report of reports.map((each) => withNames(each, text))) {
      expect(renderText(report, { color: false, width: 80, verbose: true, all: false, quiet: false })).not.toMatch(
        /[\p{Cf}\p{Cs}]|(?!\n)\p{Cc}/u,
      );
    }
  });
});

/** Markdown without its blocks and spans of code, whose text nobody reads as markup, and without our own links. */
function withoutCode(markdown: string): string {
  const prose = markdown.replace(/^(`{3,})\w*\n[\s\S]*?\n\1$/gmu, '');
  const spans = prose.replace(/(?<![\\`])(`+)(?!`)([\s\S]*?[^`])\1(?!`)/gu, 'code');
  return spans.replace(/\]\(https:\/\/github\.com\/[^\s)]*\)/gu, ']').replace(/href="[^"]*"/gu, '');
}

/** Cells of a table row, as GitHub counts them: a bar behind a backslash is text. */
function cellsOf(row: string): number {
  return row.replace(/\\./gu, '').split('|').length - 2;
}
