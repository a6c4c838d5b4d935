import { Window } from 'happy-dom';
import { describe, expect, test } from 'vitest';
import { renderHtml } from '../../src/render/html/html.ts';
import { HOSTILE } from './hostile.ts';
import { report } from './reports/build.ts';
import { withNames } from './reports/hostile.ts';
import { REPORTS } from './reports/index.ts';
import { largeReport } from './reports/large.ts';
import { twelveServices } from './reports/twelve.ts';

const parsed = (html: string) => new new Window().DOMParser().parseFromString(html, 'text/html');

test('the page asks for nothing from anywhere', async () => {
  for (const each of Object.values(REPORTS)) {
    const html = (await renderHtml(each)).replaceAll('http://www.w3.org/2000/svg', '');
    expect(html).not.toMatch(/https?:|src=|href=|@import|url\((?!#arrow-)/u);
    expect(html).toContain(`default-src 'none'`);
  }
});

test('it has every service, finding and exposure, and the map has every box', async () => {
  const page = parsed(await renderHtml(twelveServices));
  const text = page.body.textContent;
  for (const { services } of twelveServices.projects) for (const { name } of services) expect(text).toContain(name);
  for (const { message } of twelveServices.findings) expect(text).toContain(message.replaceAll('`', ''));
  const maps = [...page.querySelectorAll('svg')];
  expect(maps).toHaveLength(1);
  for (const name of ['outside', 'prometheus', 'pgdata', 'search']) expect(maps[0]?.textContent).toContain(name);
});

test('every cause has the exception to paste', async () => {
  const page = parsed(await renderHtml(twelveServices));
  const pasted = [...page.querySelectorAll('article details pre')].map((each) => each.textContent);
  expect(pasted).toHaveLength(twelveServices.causes.length);
  for (const text of pasted) expect(text).toMatch(/^exceptions:\n {2}- rule: /u);
  for (const { rule, subject } of twelveServices.findings)
    expect(pasted.some((text) => text.includes(`rule: ${rule}\n`) && text.includes(`subject: ${subject}\n`))).toBe(
      true,
    );
});

describe('hostile names are text', () => {
  test.each(HOSTILE.map((text) => [JSON.stringify(text).slice(0, 60), text]))('%s', async (_, text) => {
    const html = await renderHtml(withNames(twelveServices, text));
    const page = parsed(html);
    expect(page.querySelectorAll('img, iframe, b, a, link').length).toBe(0);
    expect([...page.querySelectorAll('script')].map((script) => script.id)).toEqual(['data', '']);
    expect(() => JSON.parse(page.querySelector('#data')?.textContent ?? '') as unknown).not.toThrow();
    expect(html).not.toMatch(/[\p{Cf}\p{Cs}]/u);
  });
});

test('a large stack is drawn in one pass', async () => {
  const html = await renderHtml(largeReport(60));
  expect(html).toContain('<svg');
  expect(html.length).toBeLessThan(2_000_000);
});

test('a report without anything is a page', async () => {
  expect(parsed(await renderHtml(report({}))).querySelector('h1')?.textContent).toBe(
    '✔ There is no Compose project here',
  );
});
