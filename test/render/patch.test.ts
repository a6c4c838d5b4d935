import { describe, expect, test } from 'vitest';
import { renderComment } from '../../src/render/comment.ts';
import { isCopyable, replacedLines } from '../../src/render/patch-lines.ts';
import { renderText } from '../../src/render/text.ts';
import type { Report } from '../../src/review/report/report.ts';
import { reportOn, SHOP } from '../review/reviewed.ts';
import { CONTEXT } from './reports/index.ts';

const OPEN = SHOP.replace('networks: [front]', 'networks: [front, back]').replace(
  '  web:\n',
  '  web:\n    privileged: true\n',
);
const TEXT = { color: false, width: 100, verbose: false, all: false, quiet: false } as const;
const VERBOSE = { ...TEXT, verbose: true } as const;

describe('the one patch', () => {
  const report = reportOn(OPEN, SHOP);

  test('is in the comment, as git takes it, with what was seen of it', () => {
    const comment = renderComment(report, CONTEXT);
    expect(comment).toContain('<details><summary>One patch turns this check green</summary>');
    expect(comment).toContain(`\`\`\`diff\n${report.fix?.patch.trimEnd() ?? 'none'}\n\`\`\``);
    expect(comment).toContain(
      'Applied, loaded and judged again: it ends 2 findings, and 1 connection that services need stays.',
    );
  });

  test('is at the terminal in the first column where it is asked for, and else named', () => {
    expect(renderText(report, VERBOSE)).toContain(
      `\nOne patch that ends what fails the check\n${report.fix?.patch ?? 'none'}`,
    );
    expect(renderText(report, TEXT)).toContain('\nOne patch ends what fails the check: bulkhead fix\n');
  });

  test('is nowhere where nothing fails', () => {
    expect(renderComment(reportOn(SHOP, SHOP), CONTEXT)).not.toContain('One patch');
    expect(renderText(reportOn(SHOP, SHOP), TEXT)).not.toContain('One patch');
  });

  test('names the command that makes it where it hides a credential or could not be copied', () => {
    const hiding: Report = { ...report, fix: report.fix === null ? null : { ...report.fix, hidesSecrets: true } };
    const windows = reportOn(OPEN.replaceAll('\n', '\r\n'), SHOP.replaceAll('\n', '\r\n'));
    for (const one of [hiding, windows]) {
      expect(renderComment(one, CONTEXT)).toContain('`npx bulkhead fix --write`');
      expect(renderText(one, VERBOSE)).toContain('`bulkhead fix --write`');
    }
    expect(renderComment(report, CONTEXT)).not.toContain('fix --write');
  });

  test('says what it leaves, and why', () => {
    const host = OPEN.replace('  web:\n', '  web:\n    network_mode: host\n').replace(
      '    networks: [front, back]\n  db',
      '  db',
    );
    const left = reportOn(host);
    expect(left.fix?.left.length).toBeGreaterThan(0);
    expect(renderComment(left, CONTEXT)).toMatch(/- Left: V\d .*No patch is shown: it would/u);
    expect(renderText(left, VERBOSE)).toMatch(/Left: [0-9a-f]{6}\./u);
  });
});

describe('lines that a patch replaces', () => {
  const patch = reportOn(OPEN, SHOP).fix?.patch ?? '';

  test('are told with their places, each with its line break', () => {
    expect(replacedLines(patch, () => OPEN)).toEqual([
      {
        file: 'compose.yaml',
        start: 5,
        old: ['    networks: [front, back]\n'],
        lines: ['    networks: [front]\n'],
        before: '    ports: ["80:80"]\n',
        after: '  web:\n',
      },
      {
        file: 'compose.yaml',
        start: 7,
        old: ['    privileged: true\n'],
        lines: [],
        before: '  web:\n',
        after: '    image: ghcr.io/shop/web:1\n',
      },
    ]);
  });

  test('are found again where lines came before them, and nowhere where they are others', () => {
    const moved = replacedLines(patch, () => `# one\n# two\n${OPEN}`);
    expect(moved?.map(({ start }) => start)).toEqual([7, 9]);
    expect(replacedLines(patch, () => OPEN.replace('privileged: true', 'privileged: yes'))).toBeNull();
    expect(replacedLines(patch, () => null)?.map(({ start }) => start)).toEqual([5, 7]);
  });

  test('keep their line breaks, and the name of a file that git writes in quotes', () => {
    const crlf =
      '--- "a/b\\303\\244 \\"x\\".yaml"\n+++ "b/b\\303\\244 \\"x\\".yaml"\n@@ -1,2 +1,2 @@\n a: 1\r\n-b: 2\n\\ No newline at end of file\n+b: 3\n\\ No newline at end of file\n';
    expect(replacedLines(crlf, () => 'a: 1\r\nb: 2')).toMatchObject([
      { file: 'bä "x".yaml', start: 2, old: ['b: 2'], lines: ['b: 3'] },
    ]);
    expect([isCopyable(crlf), isCopyable(patch)]).toEqual([false, true]);
  });
});
