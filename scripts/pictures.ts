/**
 * Draws comments, maps (`graph --format svg`) and pages (`--format html`) as a browser shows them, and fails on what nobody can read: errors of Mermaid, labels over boxes, text under 11 px at 800 px where a
 * picture has up to 30 boxes, more than 500 edges. `npm run pictures -- [--out FOLDER] [--mermaid FILE]… [REPORT.json | FOLDER…]`: reports in JSON,
 * or folders with a project to check, or with `base` and `head` to compare; without any, those of `fixtures/reports`, in both themes. `--mermaid` adds builds of other versions.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Browser } from 'playwright-core';
import { renderSvg } from '../src/render/drawing/drawing.ts';
import { renderHtml } from '../src/render/html/html.ts';
import { renderComment } from '../src/render/comment.ts';
import type { Report } from '../src/review/report/report.ts';
import { pageOf } from './pictures/page.ts';

const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'];
const LINKS = {
  server: 'https://github.com',
  repository: 'acme/shop',
  baseSha: '1a2b3c4d5e6f708192a3b4c5d6e7f80912a3b4c5',
  headSha: '9f8e7d6c5b4a39281706f5e4d3c2b1a099887766',
  runUrl: null,
  docs: null,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string', default: 'out/pictures' },
    mermaid: { type: 'string', multiple: true, default: [] },
    theme: { type: 'string', multiple: true, default: ['light', 'dark'] },
  },
});
const FIXTURES = 'fixtures/reports';
const sources =
  positionals.length > 0
    ? positionals
    : readdirSync(FIXTURES)
        .filter((name) => name.endsWith('.json'))
        .map((name) => join(FIXTURES, name));
const builds = [createRequire(import.meta.url).resolve('mermaid/dist/mermaid.min.js'), ...values.mermaid];

mkdirSync(values.out, { recursive: true });
const chrome = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });
let failed = 0;
for (const source of sources) {
  const report = reportIn(source);
  const name = basename(source).replace(/\.json$/u, '');
  for (const theme of values.theme) {
    for (const [kind, content] of [
      ['map', await renderSvg(report, theme === 'dark' ? 'dark' : 'light')],
      ['page', await renderHtml(report)],
    ] as const) {
      const faults = await shown(chrome, content, theme, join(values.out, `${name}.${kind}.${theme}.png`));
      for (const fault of faults) console.log(`${name}.${kind}.${theme}: ${fault}`);
      failed += faults.length;
    }
  }
  const comment = renderComment(report, { marker: '<!-- bulkhead -->', links: LINKS });
  for (const [index, build] of builds.entries()) {
    for (const theme of values.theme) {
      const picture = [name, ...(index === 0 ? [] : [`build-${index.toString()}`]), theme].join('.');
      const faults = await drawn(chrome, comment, build, theme, join(values.out, `${picture}.png`));
      for (const fault of faults) console.log(`${picture}: ${fault}`);
      failed += faults.length;
    }
  }
}
await chrome.close();
console.log(
  `${sources.length.toString()} comments with their maps and pages, ${failed === 0 ? 'all readable' : `${failed.toString()} faults`}`,
);
process.exitCode = failed === 0 ? 0 : 1;

/** A report that is there, or that of the project in a folder. */
function reportIn(source: string): Report {
  const text = statSync(source).isDirectory()
    ? execFileSync(process.execPath, ['scripts/pictures/checked.ts', source], { encoding: 'utf8', maxBuffer: 2 ** 28 })
    : readFileSync(source, 'utf8');
  return JSON.parse(text) as Report;
}

/** A map or page as it is, and what is wrong with the boxes in it. */
async function shown(browser: Browser, content: string, theme: string, file: string): Promise<readonly string[]> {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 900 },
    colorScheme: theme === 'dark' ? 'dark' : 'light',
  });
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => faults.push(message.text()));
  await page.setContent(content);
  faults.push(...(await page.evaluate<string[]>(readFileSync('scripts/pictures/box-faults.js', 'utf8'))));
  writeFileSync(file, await page.screenshot({ fullPage: content.startsWith('<svg') }));
  await page.close();
  return faults;
}

async function drawn(
  browser: Browser,
  comment: string,
  build: string,
  theme: string,
  file: string,
): Promise<readonly string[]> {
  const page = await browser.newPage({ viewport: { width: 860, height: 800 } });
  await page.setContent(pageOf(comment, theme));
  await page.addScriptTag({ path: build });
  await page.addScriptTag({ path: 'scripts/pictures/faults.js' });
  const faults = await page.evaluate<string[]>(`faultsIn('${theme === 'dark' ? 'dark' : 'default'}')`);
  writeFileSync(file, await page.screenshot({ fullPage: true }));
  await page.close();
  return faults;
}
