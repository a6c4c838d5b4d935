import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changeDiagram, focusDiagram, overviewDiagram } from '../../src/render/mermaid.ts';
import { numbered } from '../../src/render/numbered.ts';
import type { Report } from '../../src/review/report/report.ts';
import { HOSTILE } from './hostile.ts';
import { withNames } from './reports/hostile.ts';
import { REPORTS } from './reports/index.ts';

const CHROMIUM = '/usr/bin/chromium';
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** In a column of 800 px the text of wider pictures falls under 11 px. */
const WIDEST = 1150;
const SAMPLES = [
  'guide-two-tier',
  'proxy-joins-backend',
  'proxy-leaves-backend',
  'twelve-services',
  'one-unknown',
  'host-stack',
  'platform-108-services',
];

interface Drawn {
  readonly width: number;
  readonly words: string;
  readonly failed: boolean;
}

describe.skipIf(!existsSync(CHROMIUM))(`drawn by Chromium (skipped where there is no ${CHROMIUM})`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  });
  afterAll(() => browser.close());

  describe.each(['default', 'dark'])('in the %s theme', (theme) => {
    test.each(SAMPLES)('%s fits the column, has its words and no error', async (name) => {
      const report = REPORTS[name];
      if (report === undefined) throw new Error(name);
      const diagrams = diagramsOf(report);
      for (const [index, drawn] of (await drawnBy(browser, theme, diagrams)).entries()) {
        expect(drawn.failed, drawn.words).toBe(false);
        expect(drawn.width).toBeLessThanOrEqual(WIDEST);
        for (const word of wordsOf(diagrams[index] ?? '')) expect(drawn.words).toContain(word);
      }
    });
  });

  test('hostile names are drawn as they are written', async () => {
    const report = REPORTS['proxy-joins-backend'];
    if (report === undefined) throw new Error('no report');
    const diagrams = HOSTILE.map((text) => overviewDiagram(withNames(report, text))?.text ?? '');
    for (const [index, drawn] of (await drawnBy(browser, 'default', diagrams)).entries()) {
      expect(drawn.failed, HOSTILE[index]).toBe(false);
      for (const word of wordsOf(diagrams[index] ?? '')) expect(drawn.words).toContain(word);
    }
  });
});

function diagramsOf(report: Report): readonly string[] {
  const focus = numbered(report).main.map((one) => focusDiagram(report, one));
  return [changeDiagram(report)?.text ?? null, overviewDiagram(report)?.text ?? null, ...focus].filter(
    (text) => text !== null,
  );
}

/** What a reader must find in the picture: the rows of every label. */
function wordsOf(diagram: string): readonly string[] {
  const labels = [...diagram.matchAll(/"([^"]*)"/gu)].flatMap(([, label = '']) => label.split('<br/>'));
  return labels.map((label) =>
    squeezed(label.replace(/#(\d+);/gu, (_, code: string) => String.fromCodePoint(Number(code)))),
  );
}

async function drawnBy(browser: Browser, theme: string, diagrams: readonly string[]): Promise<readonly Drawn[]> {
  const page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
  const script = createRequire(import.meta.url).resolve('mermaid/dist/mermaid.min.js');
  await page.addScriptTag({ content: readFileSync(script, 'utf8') });
  const drawn = await page.evaluate(drawAll, { theme, diagrams });
  await page.close();
  return drawn.map((each) => ({ ...each, words: squeezed(each.words) }));
}

/** Runs in the page. */
async function drawAll({ theme, diagrams }: { theme: string; diagrams: readonly string[] }): Promise<Drawn[]> {
  /* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-argument */
  const { mermaid, document } = globalThis as any;
  mermaid.initialize({ startOnLoad: false, securityLevel: 'antiscript', theme });
  const drawn: Drawn[] = [];
  for (const [index, text] of diagrams.entries()) {
    const place = document.createElement('div');
    document.body.append(place);
    try {
      place.innerHTML = (await mermaid.render(`m${String(index)}`, text)).svg;
      const svg = place.querySelector('svg');
      const failed =
        svg.querySelector('.error-icon, .error-text') !== null ||
        /syntax error|maximum text size/iu.test(svg.textContent);
      drawn.push({ width: svg.viewBox.baseVal.width, words: place.innerText, failed });
    } catch (error) {
      drawn.push({ width: 0, words: String(error), failed: true });
    }
    place.remove();
  }
  return drawn;
}

function squeezed(text: string): string {
  return text.replace(/\s+/gu, '');
}
