import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { renderSarif } from '../../src/render/sarif/sarif.ts';
import type { Report } from '../../src/review/report/report.ts';

/** A program of its own for each system: https://github.com/microsoft/sarif-sdk. */
const MULTITOOL = `node_modules/@microsoft/sarif-multitool-${process.platform}/Sarif.Multitool`;
const REPORTS = 'fixtures/reports';
const folder = mkdtempSync(join(tmpdir(), 'bulkhead-sarif-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What the rules of GitHub say of files, and what the schema of SARIF does. */
function complaintsOf(files: readonly string[]): readonly string[] {
  const call = ['validate', ...files, '--rule-kind', 'Gh', '--level', 'Error;Warning;Note'];
  const { stdout, status } = spawnSync(MULTITOOL, call, { encoding: 'utf8' });
  expect([0, 1]).toContain(status);
  expect(stdout).toContain(`${String(files.length)} files scanned`);
  return stdout.split('\n').filter((line) => /\b(?:error|warning|note) [A-Z]+\d+:/.test(line));
}

function written(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

describe.skipIf(!existsSync(MULTITOOL))('the SARIF Multitool with its rules for GitHub', () => {
  test('has nothing to say of the recorded reports', () => {
    const names = readdirSync(REPORTS).filter((name) => name.endsWith('.json'));
    const files = names.map((name) => {
      const report = JSON.parse(readFileSync(join(REPORTS, name), 'utf8')) as Report;
      return written(
        name.replace('.json', '.sarif'),
        renderSarif(report, () => null),
      );
    });
    expect(files.length).toBeGreaterThan(0);
    expect(complaintsOf(files)).toEqual([]);
  });

  test('would say it', () => {
    const run = {
      tool: { driver: { name: 'x', rules: [{ id: 'a' }] } },
      results: [{ ruleId: 'a', message: { text: '' } }],
    };
    const bad = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
    expect(complaintsOf([written('bad.sarif', JSON.stringify(bad))]).length).toBeGreaterThan(0);
  });
});
