import { describe, expect, test } from 'vitest';
import { renderComment, renderShortComment } from '../../src/render/comment.ts';
import { renderMarkdown } from '../../src/render/markdown.ts';
import { renderSummary } from '../../src/render/summary.ts';
import { renderText } from '../../src/render/text.ts';
import { CONTEXT, LINKS, REPORTS } from './reports/index.ts';

const TEXT = { color: false, width: 100, verbose: false, all: false, quiet: false } as const;
const VERBOSE = { ...TEXT, verbose: true, all: false, quiet: false } as const;
const file = (name: string, ending: string): string => `../../fixtures/reports/${name}.${ending}`;

describe.each(Object.entries(REPORTS))('%s', (name, report) => {
  test('the report, the comment and the terminal text read as their files do', async () => {
    await expect(`${JSON.stringify(report, null, 2)}\n`).toMatchFileSnapshot(file(name, 'json'));
    await expect(renderComment(report, CONTEXT)).toMatchFileSnapshot(file(name, 'md'));
    await expect(renderText(report, TEXT)).toMatchFileSnapshot(file(name, 'txt'));
    await expect(renderText(report, VERBOSE)).toMatchFileSnapshot(file(name, 'verbose.txt'));
  });

  test('the same report gives the same bytes, and is left as it was', () => {
    const before = JSON.stringify(report);
    const copy = structuredClone(report);
    expect(renderComment(copy, CONTEXT)).toBe(renderComment(report, CONTEXT));
    expect(renderShortComment(copy, CONTEXT)).toBe(renderShortComment(report, CONTEXT));
    expect(renderSummary(copy, LINKS)).toBe(renderSummary(report, LINKS));
    expect(renderMarkdown(copy)).toBe(renderMarkdown(report));
    expect(renderText(copy, TEXT)).toBe(renderText(report, TEXT));
    expect(JSON.stringify(report)).toBe(before);
  });

  test('colour changes nothing but the colour', () => {
    const escapes = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'gu');
    const plain = (text: string): string => text.replace(escapes, '').replaceAll('`', '').replace(/\s+/gu, ' ');
    expect(plain(renderText(report, { ...TEXT, color: true }))).toBe(plain(renderText(report, TEXT)));
  });
});
