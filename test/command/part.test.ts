import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/review/report/report.ts';
import { folder, git, put } from './repository.ts';
import { bulkhead } from './terminal.ts';

const database = (port: number) =>
  `services: { db: { image: 'postgres:17', ports: ['${String(port)}:5432'], volumes: ['data:/var/lib/postgresql/data'] } }\nvolumes: { data: }\n`;

const POLICY = `
projects:
  - { name: prod, files: [deploy/prod.yaml] }
isolation:
  - { name: wall, from: { project: a }, to: { service: redis } }
exceptions:
  - { rule: data-published, project: b, because: a demonstration }
`;

async function monorepo(): Promise<string> {
  const place = folder({
    'a/compose.yaml': database(5432),
    'b/compose.yaml': database(5433),
    'deploy/prod.yaml':
      "services: { redis: { image: 'redis:7', ports: ['6379:6379'], volumes: ['data:/data'] } }\nvolumes: { data: }\n",
    '.github/bulkhead.yaml': POLICY,
  });
  git(place, 'init', '-q');
  expect(await bulkhead(['baseline'], place)).toMatchObject({ exitCode: 0 });
  return place;
}

async function checked(words: readonly string[], place: string): Promise<Report> {
  const { printed, complained } = await bulkhead(['check', ...words, '--format', 'json'], place);
  expect(complained).toBe('');
  return JSON.parse(printed) as Report;
}

const seen = ({ findings }: Report) => findings.map(({ project, subject }) => `${project}/${subject}`);

describe('a check of some of the projects says nothing of what policy and baseline hold for the others', () => {
  test.each([
    ['a folder', ['a'], '.', 'a/db'],
    ['the folder of the call', [], 'a', 'a/db'],
    ['files', ['-f', 'a/compose.yaml'], '.', 'a/db'],
    ['a project of the policy, from its folder', [], 'deploy', 'prod/redis'],
  ])('%s', async (_, words, below, found) => {
    const report = await checked(words, join(await monorepo(), below));
    expect(report.diagnostics).toEqual([]);
    expect(report.verdict).toBe('pass');
    expect(seen(report)).toEqual([found]);
  });

  test('of the whole it does', async () => {
    const place = await monorepo();
    put(place, { 'a/compose.yaml': 'services: { web: { build: . } }\n', 'b/compose.yaml': null });
    const { diagnostics } = await checked([], place);
    expect(diagnostics.map(({ code, file, line }) => `${file}:${String(line)} ${code}`)).toEqual([
      '.github/bulkhead-baseline.yaml:5 baseline-gone',
      '.github/bulkhead.yaml:7 exception-unused',
    ]);
  });
});

describe('a baseline that is written for some of the projects', () => {
  const text = (place: string) => readFileSync(join(place, '.github/bulkhead-baseline.yaml'), 'utf8');

  test.each([
    [['a'], '.'],
    [[], 'a'],
    [['-f', 'a/compose.yaml'], '.'],
  ])('keeps the entries of the others: %j in %s', async (words, below) => {
    const place = await monorepo();
    const before = text(place);
    expect(before).toContain('subject: redis');
    expect(await bulkhead(['baseline', ...words], join(place, below))).toMatchObject({ exitCode: 0, complained: '' });
    expect(text(place)).toBe(before);
    expect(existsSync(join(place, 'a/.github'))).toBe(false);
  });

  test('still takes out what no longer occurs in them', async () => {
    const place = await monorepo();
    put(place, { 'a/compose.yaml': 'services: { web: { build: . } }\n' });
    const { printed } = await bulkhead(['baseline', 'a'], place);
    expect(printed).toBe('gone: data-published a/db\n1 finding in .github/bulkhead-baseline.yaml\n');
    expect(text(place)).toContain('subject: redis');
  });
});
