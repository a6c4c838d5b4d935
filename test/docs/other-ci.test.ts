import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { REPORT_FORMATS } from '../../src/command/report-format.ts';
import { VERSION } from '../../src/command/version.ts';

const PAGE = readFileSync('docs/other-ci.md', 'utf8');
const place = mkdtempSync(join(tmpdir(), 'bulkhead-ci-'));
const [origin, work, bin] = [join(place, 'origin'), join(place, 'work'), join(place, 'bin')];
afterAll(() => rmSync(place, { recursive: true, force: true }));

/** `bulkhead` and `npx` as they are where the package is installed. */
mkdirSync(bin);
for (const [name, skipped] of [
  ['bulkhead', 0],
  ['npx', 2],
] as const) {
  const call = `"${process.execPath}" "${resolve('dist/cli.js')}" "$@"`;
  writeFileSync(join(bin, name), `#!/bin/sh\n${'shift\n'.repeat(skipped)}exec ${call}\n`);
  chmodSync(join(bin, name), 0o755);
}

function git(folder: string, ...words: readonly string[]): void {
  execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@b', ...words], { stdio: 'pipe' });
}

/** A clone whose branch `change` has the stack `example` on top of `main` with two tiers. */
function changed(example: string): void {
  for (const folder of [origin, work]) rmSync(folder, { recursive: true, force: true });
  mkdirSync(origin);
  git(origin, 'init', '-qb', 'main');
  cpSync('fixtures/guide/two-tier/compose.yaml', join(origin, 'compose.yaml'));
  git(origin, 'add', '.');
  git(origin, 'commit', '-qm', 'main');
  git(place, 'clone', '-q', origin, 'work');
  git(work, 'checkout', '-qb', 'change');
  cpSync(`fixtures/guide/${example}/compose.yaml`, join(work, 'compose.yaml'));
  git(work, 'commit', '-q', '--allow-empty', '-am', 'change');
}

/** What `script` ends with in the clone, as CI runs it: the first command that fails ends it. */
function ended(script: string, variables: Readonly<Record<string, string>> = {}): number | null {
  const PATH = [bin, process.env['PATH'] ?? ''].join(delimiter);
  return spawnSync('sh', ['-ec', script], { cwd: work, env: { PATH, HOME: place, ...variables } }).status;
}

function blockOf(language: string, start: RegExp): string {
  const blocks = [...PAGE.matchAll(/```(\w+)\n([^]*?)```/g)];
  return blocks.find(([, kind, text = '']) => kind === language && start.test(text))?.[2] ?? '';
}

describe.each([
  ['two-tier', 0],
  ['db-joins-frontend', 1],
] as const)('with %s, the recipe', (example, expected) => {
  beforeEach(() => {
    changed(example);
  });

  test('for a plain shell runs', () => {
    expect(ended(blockOf('sh', /bulkhead/))).toBe(expected);
  });

  test('for GitLab runs, on a merge request and on the default branch, and leaves its report', () => {
    const { bulkhead } = parse(blockOf('yaml', /gitlab-ci/)) as { bulkhead: { script: string[]; artifacts: object } };
    const script = bulkhead.script.join('\n');
    expect(ended(script, { CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main' })).toBe(expected);
    expect(ended(script)).toBe(0);
    expect(bulkhead.artifacts).toMatchObject({ reports: { codequality: 'gl-code-quality-report.json' } });
    const issues = JSON.parse(readFileSync(join(work, 'gl-code-quality-report.json'), 'utf8')) as unknown;
    expect(new Ajv().validate({ type: 'array', minItems: 1 }, issues)).toBe(true);
  });

  test('for Jenkins runs, and leaves its results', () => {
    const steps = [...blockOf('groovy', /pipeline/).matchAll(/\bsh '([^']+)'/g)].map(([, step = '']) => step);
    expect(steps).toHaveLength(1);
    expect(ended(steps.join('\n'))).toBe(expected);
    expect(existsSync(join(work, 'bulkhead.xml'))).toBe(true);
    const [, words = ''] = /say `(diff [^`]+)`/.exec(PAGE) ?? [];
    expect(ended(`bulkhead ${words}`, { CHANGE_TARGET: 'main' })).toBe(expected);
  });
});

test('what is not understood fails the job of GitLab, too', () => {
  changed('two-tier');
  writeFileSync(join(work, 'compose.yaml'), 'services: [\n');
  const { bulkhead } = parse(blockOf('yaml', /gitlab-ci/)) as { bulkhead: { script: string[] } };
  expect(ended(bulkhead.script.join('\n'))).not.toBe(0);
});

test('the page names every format, and the version that is', () => {
  const told = [...PAGE.matchAll(/^\| `(\w+)` \| .* \| (?:cause|finding).* \|$/gm)].map(([, name]) => name);
  expect(told.sort()).toEqual([...REPORT_FORMATS].sort());
  const versions = [...PAGE.matchAll(/(?:bulkhead@|rev: v)([\d.]+\d)/g)].map(([, version]) => version);
  expect(new Set(versions)).toEqual(new Set([VERSION]));
});
