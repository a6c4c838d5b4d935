import { expect, test } from 'vitest';
import { renderText } from '../../src/render/text.ts';
import { reportOn, SHOP } from './reviewed.ts';

const OPENED = SHOP.replace('networks: [front]\n', 'networks: [front, back]\n');

test('what nobody is known to need is a number, and so is what a change adds to it', () => {
  const { excess } = reportOn(OPENED, SHOP);
  expect(excess.base).toMatchObject({ data: 0, consoles: 0 });
  expect(excess.head).toMatchObject({ data: 1, consoles: 0 });
});

test('text tells those to stores and consoles, and nothing where there are none', () => {
  const options = { color: false, width: 160, verbose: true, all: false, quiet: false };
  expect(renderText(reportOn(OPENED, SHOP), options)).toContain('1 unneeded connection (+1)');
  expect(renderText(reportOn(SHOP), options)).not.toContain('unneeded connection');
});

test('so many pairs that counting would cost more than all the rest are not counted', () => {
  const stores = Array.from({ length: 200 }, (_, at) => `  s${String(at)}: { image: postgres }\n`).join('');
  expect(reportOn(`services:\n${stores}`).excess.head).toBeNull();
});
