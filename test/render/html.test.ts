import { Window } from 'happy-dom';
import { describe, expect, test } from 'vitest';
import { renderHtml } from '../../src/render/html.ts';
import { HOSTILE } from './hostile.ts';
import { report } from './reports/build.ts';
import { withNames } from './reports/hostile.ts';
import { REPORTS } from './reports/index.ts';
import { largeReport } from './reports/large.ts';
import { twelveServices } from './reports/twelve.ts';

const parsed = (html: string) => new new Window().DOMParser().parseFromString(html, 'text/html');

test('the page asks for nothing from anywhere', () => {
  for (const each of Object.values(REPORTS)) {
    const html = renderHtml(each).replaceAll('http://www.w3.org/2000/svg', '');
    expect(html).not.toMatch(/https?:|src=|href=|@import|url\((?!#arrow-)/u);
    expect(html).toContain(`default-src 'none'`);
  }
});

test('it has every service, finding and exposure, and the map has every box', () => {
  const page = parsed(renderHtml(twelveServices));
  const text = page.body.textContent;
  for (const { services } of twelveServices.projects) for (const { name } of services) expect(text).toContain(name);
  for (const { message } of twelveServices.findings) expect(text).toContain(message.replaceAll('`', ''));
  const maps = [...page.querySelectorAll('svg')];
  expect(maps).toHaveLength(2);
  for (const name of ['Internet', 'prometheus', 'pgdata', 'search']) expect(maps.at(-1)?.textContent).toContain(name);
});

describe('hostile names are text', () => {
  test.each(HOSTILE.map((text) => [JSON.stringify(text).slice(0, 60), text]))('%s', (_, text) => {
    const html = renderHtml(withNames(twelveServices, text));
    const page = parsed(html);
    expect(page.querySelectorAll('img, iframe, b, a, link').length).toBe(0);
    expect(page.querySelectorAll('script')).toHaveLength(1);
    expect(html).not.toMatch(/[\p{Cf}\p{Cs}]/u);
  });
});

test('a large stack is drawn in one pass', () => {
  const html = renderHtml(largeReport(60));
  expect(html).toContain('<svg');
  expect(html.length).toBeLessThan(2_000_000);
});

test('a report without anything is a page', () => {
  expect(parsed(renderHtml(report({}))).querySelector('h1')?.textContent).toBe('✔ There is no Compose project here');
});

test('a line that goes further than the next column passes beside the boxes between', () => {
  const report = REPORTS['proxy-joins-backend'];
  if (report === undefined) throw new Error('no report');
  const [map = ''] = /<svg[^]*?<\/svg>/u.exec(renderHtml(report)) ?? [];
  const box = (name: string): readonly number[] => {
    const [, ...numbers] =
      new RegExp(
        `data-text="${name}".*?<rect x="([\\d.]+)" y="([\\d.]+)" width="([\\d.]+)" height="([\\d.]+)"`,
        'u',
      ).exec(map) ?? [];
    return numbers.map(Number);
  };
  const shortcut = /d="([^"]+)" fill="none" stroke="#d55e00"/u.exec(map)?.[1] ?? '';
  const level = [...shortcut.matchAll(/L[\d.]+ ([\d.]+)/gu)].map(([, y]) => Number(y));
  expect(level.length).toBeGreaterThan(0);
  for (const name of ['frontend', 'web']) {
    const [, top = NaN, , height = NaN] = box(name);
    for (const y of level) expect(y < top || y > top + height).toBe(true);
  }
});
