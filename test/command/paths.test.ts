import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { analysed } from '../../src/command/analysis.ts';
import { diskTree } from '../../src/io/disk/tree.ts';
import { treePath } from '../../src/io/disk/system-path.ts';
import { DEFAULT_POLICY } from '../../src/policy/policy.ts';
import type { Report } from '../../src/review/report/report.ts';
import { review } from '../../src/review/review.ts';
import { bulkhead } from './terminal.ts';
import { NO_OPTIONS } from '../../src/compose/options.ts';
import type { ReviewSide } from '../../src/review/input.ts';

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-paths-'));

beforeAll(() => {
  for (const name of ['here', 'one/app', 'other/app', 'many/a', 'many/b/c']) {
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, 'compose.yaml'), 'services: { web: { image: nginx } }\n');
  }
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

test('paths that lie apart, and outside the folder of the call, are all searched', async () => {
  const { exitCode, printed } = await bulkhead(
    ['check', join(folder, 'one'), join(folder, 'other'), '--format', 'json'],
    join(folder, 'here'),
  );
  const report = JSON.parse(printed) as Report;
  expect([exitCode, report.projects.length]).toEqual([0, 2]);
});

/** A folder that is too large to be searched after `files` of its files. */
function sideOf(name: string, files: number): ReviewSide {
  const path = treePath(join(folder, name));
  return {
    tree: diskTree(path, { files, milliseconds: 10_000 }),
    revision: { label: '.', commit: null },
    selection: { ...NO_OPTIONS, paths: [path] },
    repository: path,
  };
}

test('what a project takes from beside its folder has the same place on every machine', async () => {
  mkdirSync(join(folder, 'shared/app'), { recursive: true });
  writeFileSync(
    join(folder, 'shared/common.yaml'),
    'services: { db: { image: "postgres:16", ports: ["5432:5432"] } }\n',
  );
  writeFileSync(
    join(folder, 'shared/app/compose.yaml'),
    'services: { db: { extends: { file: ../common.yaml, service: db } } }\n',
  );
  const { printed } = await bulkhead(['check', '--format', 'json'], join(folder, 'shared/app'));
  const report = JSON.parse(printed) as Report;
  expect(report.projects[0]?.files).toEqual(['compose.yaml', '../common.yaml']);
  expect(report.findings[0]?.file).toBe('../common.yaml');
  expect(printed).not.toContain(folder);
});

test('what was not searched makes the verdict unknown', () => {
  const report = review({
    base: null,
    head: sideOf('many', 0),
    policy: DEFAULT_POLICY,
    policyDiagnostics: [],
    engineBefore: null,
    policyChanged: false,
    baseline: null,
    proposed: null,
    isPart: false,
    today: '2026-01-01',
  });
  expect(report.verdict).toBe('unknown');
  expect(report.diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([
    'files-not-searched: only the first 1 files below . were searched for projects.',
  ]);
});

test('what was not searched is said of an explanation, a matrix and a baseline too', () => {
  const stated = { policy: DEFAULT_POLICY, baseline: null, diagnostics: [], isPart: false };
  const { diagnostics } = analysed(sideOf('many', 0), stated, []);
  expect(diagnostics.map(({ severity, code }) => `${severity} ${code}`)).toEqual(['error files-not-searched']);
  expect(() => analysed(sideOf('many', -1), stated, [])).toThrow(
    /^there is no Compose file .*; only the first 0 files below \. were searched for projects$/,
  );
});

test("a project's own folder is its own, also where the project lies below a folder of the host such as /tmp", async () => {
  const text = `services:
  a: { image: x, networks: [one], volumes: ["./shared:/out"] }
  b: { image: y, networks: [two], volumes: ["./shared:/in"] }
networks: { one: , two: }
`;
  mkdirSync(join(folder, 'apart'));
  writeFileSync(join(folder, 'apart/compose.yaml'), text);
  const { printed } = await bulkhead(['check', 'apart', '--format', 'json'], folder);
  const { findings } = JSON.parse(printed) as Report;
  expect(findings.map(({ rule, subject }) => `${rule} ${subject}`)).toEqual(['volume-crosses-isolation ./shared']);
});
