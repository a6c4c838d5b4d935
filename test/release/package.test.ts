import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { REPORTS } from '../render/reports/index.ts';

const place = mkdtempSync(join(tmpdir(), 'bulkhead-package-'));
const installed = join(place, 'node_modules/bulkhead');
afterAll(() => rmSync(place, { recursive: true, force: true }));

beforeAll(() => {
  const [{ filename }] = JSON.parse(npm('pack', '--json', '--pack-destination', place)) as [{ filename: string }];
  mkdirSync(installed, { recursive: true });
  // What an installation does with a package that depends on nothing.
  execFileSync('tar', ['-xzf', join(place, filename), '--strip-components=1', '-C', installed]);
});

function npm(...words: readonly string[]): string {
  return execFileSync('npm', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

describe('the package', () => {
  test('holds what the command needs, and nothing else', () => {
    const files = readdirSync(installed, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(installed.length + 1));
    expect(files.sort()).toMatchInlineSnapshot(`
      [
        "CHANGELOG.md",
        "LICENSE",
        "README.md",
        "bulkhead.schema.json",
        "dist/cli.js",
        "dist/drawing/DejaVuSans.ttf",
        "dist/drawing/graphviz.js",
        "dist/drawing/resvg.js",
        "dist/drawing/resvg.wasm",
        "dist/licenses.txt",
        "package.json",
        "report.d.ts",
        "report.schema.json",
      ]
    `);
  });

  test('installs no other package: what it needs is in its bundle', () => {
    const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as Record<string, unknown>;
    expect(Object.keys(manifest)).not.toContain('dependencies');
    expect(manifest).toMatchObject({
      bin: { bulkhead: 'dist/cli.js' },
      repository: { url: expect.stringMatching(/^git\+https:\/\/github\.com\/[\w-]+\/bulkhead\.git$/) as unknown },
      homepage: expect.any(String) as unknown,
      keywords: expect.arrayContaining(['docker-compose']) as unknown,
    });
  });

  test('runs from an empty folder', () => {
    const run = (...words: readonly string[]): string =>
      execFileSync(process.execPath, [join(installed, 'dist/cli.js'), ...words], { cwd: place, encoding: 'utf8' });
    expect(run('--version')).toMatch(/^\d+\.\d+\.\d+\n$/);
    cpSync('fixtures/guide/two-tier', join(place, 'two-tier'), { recursive: true });
    expect(run('check', 'two-tier')).toContain('Passed');
    expect(run('graph', 'two-tier', '--format', 'svg')).toContain('>db_data<');
    run('graph', 'two-tier', '-o', 'map.png');
    expect(readFileSync(join(place, 'map.png')).length).toBeGreaterThan(10_000);
    rmSync(join(installed, 'dist/drawing'), { recursive: true });
    expect(() => run('graph', 'two-tier', '--format', 'svg')).toThrow('take the whole package');
  });

  test('has types for what `--format json` prints', () => {
    writeFileSync(
      join(place, 'reader.mts'),
      `import type { Report, ReportCause } from 'bulkhead';
import schema from 'bulkhead/report.schema.json' with { type: 'json' };
export const worst = (report: Report): ReportCause | undefined => report.causes[0];
export const ids: (report: Report) => readonly string[] = ({ projects }) => projects.map(({ id }) => id);
export const title: string = schema.title;
// @ts-expect-error: a report has no such key.
export const none = (report: Report) => report.nothing;
`,
    );
    const options = ['--strict', '--module', 'nodenext', '--resolveJsonModule', '--noEmit'];
    execFileSync(process.execPath, [resolve('node_modules/typescript/bin/tsc'), ...options, 'reader.mts'], {
      cwd: place,
      encoding: 'utf8',
    });
  });
});

/** The published schema, and the same where a key that it does not know is wrong: what we print it must know. */
const schema = JSON.parse(readFileSync('report.schema.json', 'utf8')) as object;
const strict = JSON.parse(JSON.stringify(schema), (_, value: unknown) =>
  isObjectSchema(value) ? { ...value, additionalProperties: false } : value,
) as object;

function isObjectSchema(value: unknown): value is object {
  return typeof value === 'object' && value !== null && 'properties' in value && 'required' in value;
}

describe('the schema of the report', () => {
  const validate = new Ajv({ strict: true, allErrors: true }).compile(strict);

  test.each(Object.entries(REPORTS))('takes the report %s', (_, report) => {
    expect(validate(JSON.parse(JSON.stringify(report))), JSON.stringify(validate.errors)).toBe(true);
  });

  test.each([
    ['check', 'fixtures/guide/two-tier'],
    ['check', 'fixtures/guide/db-joins-frontend'],
    ['diff', 'fixtures/guide/two-tier', 'fixtures/guide/db-joins-frontend'],
    ['check', 'fixtures/engine'],
  ])('takes what `%s %s` prints', (...words) => {
    const printed = printedBy([...words.filter((word) => word !== undefined), '--format', 'json']);
    expect(validate(JSON.parse(printed)), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
  });

  test('takes keys that come later, and no report without its verdict', () => {
    const loose = new Ajv().compile(schema);
    const [report] = Object.values(REPORTS);
    expect(loose({ ...report, later: 1 })).toBe(true);
    expect(loose({ ...report, verdict: 'perhaps' })).toBe(false);
    expect(loose({ ...report, verdict: undefined })).toBe(false);
  });
});

/** What the command prints, whatever its verdict. */
function printedBy(words: readonly string[]): string {
  return spawnSync(process.execPath, ['dist/cli.js', ...words], { encoding: 'utf8', maxBuffer: 2 ** 28 }).stdout;
}
