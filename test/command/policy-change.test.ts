import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/review/report/report.ts';
import { commit, put, repository } from './repository.ts';
import { bulkhead } from './terminal.ts';

const OPEN =
  "services: { db: { image: 'redis:7', ports: ['6379:6379'], volumes: ['data:/data'] } }\nvolumes: { data: }\n";
const CLOSED = OPEN.replace(", ports: ['6379:6379']", '');
const BASELINE = '.github/bulkhead-baseline.yaml';
const POLICY = '.github/bulkhead.yaml';

async function difference(place: string): Promise<Report & { readonly exitCode: number }> {
  const { exitCode, printed } = await bulkhead(['diff', 'HEAD~1', 'HEAD', '--format', 'json'], place);
  return { ...(JSON.parse(printed) as Report), exitCode };
}

const said = ({ diagnostics }: Report) =>
  diagnostics.map(({ file, line, code, severity }) => `${file}:${String(line)} ${severity} ${code}`);

async function baselineOf(place: string, ...words: readonly string[]): Promise<string> {
  await bulkhead(['baseline', ...words], place);
  return readFileSync(join(place, BASELINE), 'utf8');
}

describe('a change to the baseline is shown', () => {
  test('where it grows, at the line that enters, and it does not excuse itself', async () => {
    const place = repository({ 'compose.yaml': CLOSED });
    commit(place, { [BASELINE]: await baselineOf(place) });
    put(place, { 'compose.yaml': OPEN });
    commit(place, { [BASELINE]: await baselineOf(place, '--allow-growth') });
    const report = await difference(place);
    expect(said(report)).toEqual([`${BASELINE}:5 warning baseline-grows`]);
    expect(report.policy.baseline).toEqual({ added: 1, removed: 0 });
    expect(report.verdict).toBe('fail');
    const { printed } = await bulkhead(['diff', 'HEAD~1', 'HEAD', '--format', 'markdown'], place);
    expect(printed).toContain('**adds 1 finding to the baseline**');
  });

  test('where it begins, once', async () => {
    const place = repository({ 'compose.yaml': OPEN });
    commit(place, { [BASELINE]: await baselineOf(place) });
    const report = await difference(place);
    expect(said(report)).toEqual([`${BASELINE}:1 warning baseline-grows`]);
    expect(report.verdict).toBe('pass');
  });

  test('where it shrinks with the finding, with nothing left to say', async () => {
    const place = repository({ 'compose.yaml': OPEN });
    commit(place, { [BASELINE]: await baselineOf(place) });
    put(place, { 'compose.yaml': CLOSED });
    commit(place, { [BASELINE]: await baselineOf(place) });
    const report = await difference(place);
    expect(said(report)).toEqual([]);
    expect(report.policy.baseline).toEqual({ added: 0, removed: 1 });
  });

  test('where the finding goes and its entry stays', async () => {
    const place = repository({ 'compose.yaml': OPEN });
    commit(place, { [BASELINE]: await baselineOf(place) });
    commit(place, { 'compose.yaml': CLOSED });
    expect(said(await difference(place))).toEqual([`${BASELINE}:5 warning baseline-gone`]);
  });
});

describe('a change to the policy', () => {
  const allowing = 'exceptions:\n  - { rule: data-published, because: a demonstration }\n';

  test("that breaks it is unknown, at its line, before it is everybody's", async () => {
    const place = repository({ 'compose.yaml': OPEN }, { [POLICY]: 'rulse: {}\n' });
    const report = await difference(place);
    expect(said(report)).toEqual([`${POLICY}:1 error policy-unknown-key`]);
    expect(report).toMatchObject({ verdict: 'unknown', exitCode: 2 });
  });

  test('that takes out an exception with its finding has nothing left to say', async () => {
    const place = repository(
      { 'compose.yaml': OPEN, [POLICY]: allowing },
      { 'compose.yaml': CLOSED, [POLICY]: '# nothing\n' },
    );
    expect(said(await difference(place))).toEqual([]);
  });

  test('that adds an exception for nothing is told so', async () => {
    const place = repository({ 'compose.yaml': CLOSED }, { [POLICY]: allowing });
    expect(said(await difference(place))).toEqual([`${POLICY}:2 warning exception-unused`]);
  });

  test('is judged for what it says of the head by itself: a zone that it states counts for its walls', async () => {
    const place = repository(
      { 'compose.yaml': 'services: { a: { build: . }, b: { build: ., network_mode: none } }\n' },
      {
        [POLICY]:
          'zones: { edge: { services: [a] } }\nisolation:\n  - { name: wall, from: { zone: edge }, to: { service: b } }\n',
      },
    );
    expect(said(await difference(place))).toEqual([]);
  });
});
