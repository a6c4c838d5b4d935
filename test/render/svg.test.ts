import { describe, expect, test } from 'vitest';
import { renderSvg } from '../../src/render/drawing/drawing.ts';
import { layoutOf } from '../../src/render/drawing/layout.ts';
import { DARK_LOOKS } from '../../src/render/drawing/paint.ts';
import { textWidth } from '../../src/render/drawing/text-width.ts';
import { LOOKS } from '../../src/render/picture/looks.ts';
import { pictureOf } from '../../src/render/picture/draw.ts';
import { wholeView } from '../../src/render/picture/select.ts';
import { HOSTILE } from './hostile.ts';
import { withNames } from './reports/hostile.ts';
import { REPORTS } from './reports/index.ts';
import { largeReport } from './reports/large.ts';
import { twelveServices } from './reports/twelve.ts';

const TAG =
  /<\/?(?:svg|title|desc|style|defs|marker|path|rect|polygon|text|g)(?: [a-zA-Z-]+(?::[a-z]+)?="[^"<>&]*(?:&#\d+;[^"<>&]*)*")*\/?>/gu;

test.each(HOSTILE.map((text) => [JSON.stringify(text).slice(0, 60), text]))(
  '%s is text in a picture',
  async (_, text) => {
    const svg = await renderSvg(withNames(twelveServices, text), null);
    const rest = svg.replace(/<style>[^<]*<\/style>/u, '').replace(TAG, '');
    expect(rest.replace(/&#\d+;/gu, '')).not.toMatch(/[<>&]/u);
    expect(svg).not.toMatch(/[\p{Cf}\p{Cs}]/u);
  },
);

describe.each(Object.entries(REPORTS))('%s', (_, report) => {
  test('has every box and line on the paper, none over another, and its text in the boxes', async () => {
    const picture = pictureOf(wholeView(report));
    const { boxes, lines, width, height } = await layoutOf(picture);
    expect(boxes.map(({ box }) => box.id).sort()).toEqual(picture.boxes.map(({ id }) => id).sort());
    expect(lines).toHaveLength(picture.lines.length);
    for (const [index, one] of boxes.entries()) {
      expect(Math.min(one.x, one.y, width - one.x - one.width, height - one.y - one.height)).toBeGreaterThan(0);
      for (const row of one.rows) expect(textWidth(row)).toBeLessThan(one.width);
      for (const other of boxes.slice(index + 1))
        expect(
          one.x + one.width <= other.x ||
            other.x + other.width <= one.x ||
            one.y + one.height <= other.y ||
            other.y + other.height <= one.y,
          `${one.rows.join()} over ${other.rows.join()}`,
        ).toBe(true);
    }
  });

  test('up to 30 boxes can be read in a column of 800 px', async () => {
    const picture = pictureOf(wholeView(report));
    const { width } = await layoutOf(picture);
    if (picture.boxes.length <= 30) expect((14 * 800) / Math.max(width, 800)).toBeGreaterThanOrEqual(11);
  });
});

test('what is reachable from outside stands in one row, but for what breaks a rule', async () => {
  const { boxes, lines } = await layoutOf(pictureOf(wholeView(twelveServices)));
  const outside = boxes.find(({ box }) => box.shape === 'outside');
  const reached = lines.filter(({ line }) => line.from === outside?.box.id && line.look === 'plain');
  const rows = reached
    .map(({ line }) => boxes.find(({ box }) => box.id === line.to))
    .map((box) => (box?.y ?? 0) + (box?.height ?? 0) / 2);
  expect(rows.length).toBeGreaterThan(1);
  expect(new Set(rows.map(Math.round)).size).toBe(1);
});

test('a picture of two thousand services is drawn in rows, within seconds', async () => {
  const start = performance.now();
  const svg = await renderSvg(largeReport(290), 'dark');
  expect(performance.now() - start).toBeLessThan(20_000);
  expect(svg).toContain('shop-web');
});

test('the same report gives the same picture', async () => {
  expect(await renderSvg(twelveServices, 'light')).toBe(await renderSvg(twelveServices, 'light'));
});

test('a theme is one, or both where the reader chooses', async () => {
  const [both, light, dark] = await Promise.all(
    [null, 'light' as const, 'dark' as const].map((theme) => renderSvg(twelveServices, theme)),
  );
  expect(both).toContain('@media (prefers-color-scheme: dark)');
  expect(light).not.toContain('@media');
  expect(dark).toContain('.ground{fill:#0d1117}');
});

describe('text can be read in each look', () => {
  test.each([...Object.entries(LOOKS), ...Object.entries(DARK_LOOKS)])('%s', (_, { fill, text }) => {
    expect(contrast(fill, text)).toBeGreaterThanOrEqual(fill === LOOKS.removed.fill ? 5 : 7);
  });
  test.each(Object.entries(DARK_LOOKS))('the stroke of %s on a dark ground', (_, { stroke }) => {
    expect(contrast('#0d1117', stroke)).toBeGreaterThanOrEqual(3);
  });
});

/** https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const share = parseInt(color.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
