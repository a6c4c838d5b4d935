import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { bulkhead } from './terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-compose-'));
writeFileSync(
  join(folder, 'compose.yaml'),
  'include: [inc.yaml]\nservices:\n  app:\n    image: example/app\n    ports: ["1:1"]\n',
);
writeFileSync(join(folder, 'inc.yaml'), 'services:\n  app:\n    image: example/app\n    ports: ["2:2"]\n');
mkdirSync(join(folder, '.github'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a version of Compose decides what the project is, and the command line counts before the policy', async () => {
  const said = async (...words: readonly string[]): Promise<readonly [number, boolean]> => {
    const { exitCode, printed, complained } = await bulkhead(['check', ...words], folder);
    return [exitCode, /2\.40\s+refuses/.test(printed + complained)];
  };
  expect(await said()).toEqual([0, true]);
  expect(await said('--compose-version', '5')).toEqual([0, false]);
  expect(await said('--compose-version', '2.40')).toEqual([2, false]);
  writeFileSync(join(folder, '.github/bulkhead.yaml'), 'compose: { version: "2.40" }\n');
  expect(await said()).toEqual([2, false]);
  expect(await said('--compose-version', '5')).toEqual([0, false]);
});

test('another version is refused, with those that are known', async () => {
  const { exitCode, complained } = await bulkhead(['check', '--compose-version', '3'], folder);
  expect(exitCode).toBe(2);
  expect(complained).toContain('--compose-version takes 5 or 2.40');
});
