import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderHtml } from '../../src/render/html/html.ts';
import type { Report } from '../../src/review/report/report.ts';
import { folder } from '../command/repository.ts';
import { bulkhead } from '../command/terminal.ts';
import { HOSTILE } from './hostile.ts';
import { withNames } from './reports/hostile.ts';
import { largeReport } from './reports/large.ts';
import { twelveServices } from './reports/twelve.ts';

const CHROMIUM = '/usr/bin/chromium';
const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'];

const BASE = `services:
  proxy:
    image: nginx
    ports: ["80:80"]
    networks: [front]
  web:
    image: shop/web
    networks: [front, back]
  db:
    image: postgres
    networks: [back]
    volumes: [data:/var/lib/postgresql/data]
networks:
  front: {}
  back: {}
volumes:
  data: {}
`;
const HEAD = BASE.replace('    networks: [front]\n', '    networks: [front, back]\n');

describe.skipIf(!existsSync(CHROMIUM))(`the page in Chromium (skipped where there is no ${CHROMIUM})`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  });
  afterAll(() => browser.close());

  /** A page that shows `html`, and what it asked for, said or complained of. */
  async function opened(html: string): Promise<{ readonly page: Page; readonly events: readonly string[] }> {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const events: string[] = [];
    page.on('request', (request) => events.push(request.url()));
    page.on('pageerror', (error) => events.push(error.message));
    page.on('console', (message) => events.push(message.text()));
    page.on('dialog', (dialog) => {
      events.push(dialog.message());
      void dialog.dismiss();
    });
    await page.setContent(html, { waitUntil: 'load' });
    return { page, events };
  }

  async function change(): Promise<string> {
    const place = folder({
      'shop-before/compose.yaml': `name: shop\n${BASE}`,
      'shop/compose.yaml': `name: shop\n${HEAD}`,
    });
    return (await bulkhead(['diff', 'shop-before', 'shop', '--format', 'html'], place)).printed;
  }

  const box = (page: Page, name: string) => page.locator('.box', { has: page.getByText(name, { exact: true }) });

  test('the map is on top, whole and fitted to the window, and the title says what it is', async () => {
    const { page, events } = await opened(await change());
    expect(await page.title()).toBe('shop: shop-before → shop, 1 new finding · Bulkhead');
    const [map, table] = [await page.locator('.map').boundingBox(), await page.locator('h2').first().boundingBox()];
    expect((map?.y ?? 0) + (map?.height ?? 0)).toBeLessThanOrEqual(800);
    expect(table?.y ?? 0).toBeGreaterThan((map?.y ?? 0) + (map?.height ?? 0));
    for (const each of await page.locator('.box').all()) {
      const place = await each.boundingBox();
      expect(place?.x ?? -1).toBeGreaterThanOrEqual(map?.x ?? 0);
      expect((place?.y ?? 0) + (place?.height ?? 0)).toBeLessThanOrEqual((map?.y ?? 0) + (map?.height ?? 0));
    }
    expect(events).toEqual([]);
    await page.close();
  });

  test('a box tells who reaches it, whom it reaches, and by which lines; before and after the change', async () => {
    const { page, events } = await opened(await change());
    const side = page.locator('.side');
    await box(page, 'db').click();
    expect(await side.textContent()).toMatch(
      /Reached by: 3Docker host.*proxy network back \(compose.yaml:6, compose.yaml:12\).*web network back/u,
    );
    expect(await page.locator('.box.on').count()).toBe(5);
    await page.check('input[value=before]');
    expect(await side.textContent()).toMatch(/Reached by: 2Docker host/u);
    expect(await page.locator('.line.is-added').first().isVisible()).toBe(false);
    await page.check('input[value=after]');
    expect(await side.textContent()).toContain('proxy network back');
    await side.getByRole('button', { name: 'proxy' }).first().click();
    expect(await side.locator('h3').textContent()).toBe('proxy');
    await side.getByRole('button', { name: 'Show all' }).click();
    expect(await page.locator('.picking').count()).toBe(0);
    expect(events).toEqual([]);
    await page.close();
  });

  test('a finding leads to its boxes, and a box to its findings', async () => {
    const { page } = await opened(await change());
    await page.locator('#V1').getByRole('button', { name: 'on the map' }).click();
    expect(await page.locator('.side h3').textContent()).toMatch(/^V1 high: data-reachable-from-frontend$/u);
    expect(await page.locator('.box.on').allTextContents()).toEqual(
      expect.arrayContaining([expect.stringContaining('proxy'), expect.stringContaining('db')]),
    );
    await page.locator('.side').getByRole('button', { name: 'proxy' }).click();
    await page.locator('.side a', { hasText: 'V1 high' }).click();
    expect(await page.locator('article:target').getAttribute('id')).toBe('V1');
    await page.close();
  });

  test('keys alone are enough: from box to box, choosing, zooming, going back', async () => {
    const { page } = await opened(await change());
    const focused = () => page.evaluate<string>('document.activeElement.getAttribute("aria-label")');
    const shown = () => page.locator('.map svg').getAttribute('viewBox');
    await page.evaluate('document.querySelector(".box[tabindex=\\"0\\"]").focus()');
    expect(await focused()).toBe('outside');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toMatch(/^proxy/u);
    await page.keyboard.press('Enter');
    expect(await page.locator('.side h3').textContent()).toBe('proxy');
    await page.keyboard.press('Escape');
    expect(await page.locator('.side h3').textContent()).toBe('What can reach what');
    const before = await shown();
    await page.keyboard.press('+');
    expect(await shown()).not.toBe(before);
    await page.keyboard.press('0');
    expect(await shown()).toBe(before);
    expect(await page.locator('.box:not([role=button]), .box:not([aria-label])').count()).toBe(0);
    expect(await page.locator('.box[tabindex="0"]').count()).toBe(1);
    await page.close();
  });

  test('search and filters leave what fits, and Enter goes to it', async () => {
    const { page } = await opened(await renderHtml(largeReport(6)));
    await page.fill('input[type=search]', 'shop-db');
    await expect
      .poll(() => page.locator('output').textContent(), { timeout: 10_000 })
      .toMatch(/^2 on the map, \d+ of \d+ rows$/u);
    expect(await page.locator('.box:not(.out)').count()).toBe(2);
    await page.keyboard.press('Enter');
    expect(await page.locator('.side h3').textContent()).toBe('shop-db');
    await page.fill('input[type=search]', '');
    await page.selectOption('select[name=zone]', 'ops');
    expect(await page.locator('.box:not(.out)').allTextContents()).toEqual(['grafanagrafana', 'prometheusprometheus']);
    await page.selectOption('select[name=zone]', '');
    await page.selectOption('select[name=severity]', { label: 'critical and above' });
    expect(await page.locator('article:visible').count()).toBe(0);
    await page.close();
  });

  test('the wheel zooms where the mouse is, and dragging moves', async () => {
    const { page } = await opened(await renderHtml(twelveServices));
    const place = await box(page, 'proxy').boundingBox();
    await page.mouse.move((place?.x ?? 0) + 5, (place?.y ?? 0) + 5);
    await page.mouse.wheel(0, -600);
    const width = async () => (await box(page, 'proxy').boundingBox())?.width ?? 0;
    await expect.poll(width, { timeout: 10_000 }).toBeGreaterThan(place?.width ?? 0);
    const larger = await box(page, 'proxy').boundingBox();
    expect(Math.abs((larger?.x ?? 0) - (place?.x ?? 0))).toBeLessThan(15);
    await page.mouse.down();
    await page.mouse.move((place?.x ?? 0) + 55, (place?.y ?? 0) + 5, { steps: 4 });
    await page.mouse.up();
    const moved = async () => ((await box(page, 'proxy').boundingBox())?.x ?? 0) - (larger?.x ?? 0);
    await expect.poll(moved, { timeout: 10_000 }).toBeGreaterThan(30);
    expect(await page.locator('.picking').count()).toBe(0);
    await page.close();
  });

  test('two thousand services answer at once', async () => {
    const report = withReach(largeReport(290));
    const { page, events } = await opened(await renderHtml(report));
    const took = await page.evaluate<number>(`(async () => {
      const start = performance.now();
      document.querySelectorAll('.box')[300].dispatchEvent(new MouseEvent('click', { bubbles: true }));
      const search = document.querySelector('input');
      search.value = 'shop-web';
      search.dispatchEvent(new Event('input'));
      await new Promise((done) => setTimeout(done, 200));
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      return performance.now() - start;
    })()`);
    expect(took).toBeLessThan(10_000);
    await expect.poll(() => page.locator('output').textContent(), { timeout: 10_000 }).toMatch(/^1 on the map/u);
    expect(events).toEqual([]);
    await page.close();
  });

  test('names run nothing and ask for nothing', async () => {
    const { page, events } = await opened('');
    for (const text of HOSTILE) {
      await page.setContent(await renderHtml(withNames(withReach(twelveServices), text)), { waitUntil: 'load' });
      await page.evaluate(
        'document.querySelectorAll(".box")[1].dispatchEvent(new MouseEvent("click", { bubbles: true }))',
      );
      expect(await page.evaluate('document.querySelectorAll("body img, body b, iframe").length')).toBe(0);
    }
    expect(events).toEqual([]);
    await page.close();
  });
});

/** With the ways over the networks, all in both directions. */
function withReach(report: Report): Report {
  const at = [{ file: 'compose.yaml', line: 1, column: 1 }];
  const { nodes, edges } = report.topology;
  const head = nodes
    .filter(({ kind }) => kind === 'network')
    .map(({ id, label }) => {
      const ids = edges
        .filter(({ to, kind }) => to === id && kind === 'attached')
        .map(({ from }) => from.slice('service:'.length));
      return {
        means: 'network',
        through: id,
        from: ids.map((service) => ({ id: service, at })),
        to: ids.map((service) => ({ id: service, over: `network ${label}`, ports: ['*'], at })),
      };
    });
  return { ...report, reach: { base: null, head } };
}
