import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/review/report/report.ts';
import { bulkhead } from './terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-bad-'));
afterAll(() => rmSync(folder, { recursive: true }));

function project(name: string, content: string | Uint8Array): string {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'compose.yaml'), content);
  return name;
}

const bomb = Array.from({ length: 9 }, (_, level) => {
  const item = level === 0 ? 'a' : `*x${String(level - 1)}`;
  return `x-${String(level)}: &x${String(level)} [${Array.from({ length: 10 }, () => item).join(', ')}]`;
}).join('\n');

/** What a file holds, the line that must be named, and a word of the message. */
const CASES: readonly (readonly [name: string, content: string | Uint8Array, line: number, word: string])[] = [
  ['empty', '', 1, 'empty'],
  ['list', '- a\n', 1, 'this is a list'],
  ['scalar', 'hello\n', 1, 'this is a text'],
  ['invalid', 'services:\n  a: {image: x\n', 3, 'not valid YAML'],
  ['duplicate', 'services:\n  a:\n    image: x\n    image: y\n', 4, 'written twice'],
  ['tabs', 'services:\n\ta:\n', 2, 'Tabs are not allowed'],
  ['binary', Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 0, 0xff, 0xfe]), 1, 'not a text file'],
  ['large', Buffer.alloc(50 * 1024 * 1024, '#'), 1, 'larger than'],
  ['bomb', `${bomb}\nservices:\n  a: {image: x, labels: *x8}\n`, 6, 'aliases of this file stand for more than'],
  ['recursive', 'services: &s\n  a: {image: x}\n  b: *s\n', 3, 'inside the value it stands for'],
  ['unknown-alias', 'services:\n  a: {image: x}\nvolumes:\n  data: *options\n', 4, 'no value before it has its anchor'],
  ['latin1', Buffer.from('# a\n# caf\u00e9\nservices: {}\n', 'latin1'), 1, 'line 2 has bytes of another encoding'],
  ['deep', `services: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`, 1, 'nests too deep'],
];

describe('a file that cannot be understood is named, and the verdict is unknown', () => {
  test.each(CASES)('%s', async (name, content, line, word) => {
    const { exitCode, printed, complained } = await bulkhead(
      ['check', project(name, content), '--format', 'json'],
      folder,
    );
    const report = JSON.parse(printed) as Report;
    const said = report.diagnostics.find(({ message }) => message.includes(word));
    expect({ exitCode, verdict: report.verdict, complained }).toEqual({
      exitCode: 2,
      verdict: 'unknown',
      complained: '',
    });
    expect(said).toMatchObject({ file: `${name}/compose.yaml`, line, severity: 'error' });
  });
});

test.skipIf(process.platform === 'win32')('a link that leads in a circle is named', async () => {
  symlinkSync('circle.yaml', join(folder, 'circle.yaml'));
  const { exitCode, printed, complained } = await bulkhead(['check', 'circle.yaml', '--format', 'json'], folder);
  const { diagnostics } = JSON.parse(printed) as Report;
  expect([exitCode, complained, diagnostics.map(({ message }) => message)]).toEqual([
    2,
    '',
    ['The Compose file circle.yaml is not read: its links lead in a circle.'],
  ]);
});

describe('in a review nothing outside the repository is read', () => {
  const repository = join(folder, 'repository');
  const git = (...words: string[]): unknown =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...words], { cwd: repository });

  beforeAll(() => {
    writeFileSync(join(folder, 'outside.yaml'), 'services:\n  leaked: { image: x }\n');
    mkdirSync(repository);
    git('init', '-q');
    git('commit', '-q', '--allow-empty', '-m', 'base');
    mkdirSync(join(repository, 'link'));
    symlinkSync('../../outside.yaml', join(repository, 'link/compose.yaml'));
    mkdirSync(join(repository, 'path'));
    writeFileSync(join(repository, 'path/compose.yaml'), 'include: [../../outside.yaml]\n');
    mkdirSync(join(repository, 'absolute'));
    writeFileSync(join(repository, 'absolute/compose.yaml'), `include: ["${join(folder, 'outside.yaml')}"]\n`);
    git('add', '-A');
    git('commit', '-q', '-m', 'head');
  });

  test('links, parent folders and absolute paths are refused at their place', async () => {
    const { exitCode, printed } = await bulkhead(['diff', 'HEAD~1', 'HEAD', '--format', 'json'], repository);
    const report = JSON.parse(printed) as Report;
    expect(exitCode).toBe(2);
    expect(printed).not.toContain('leaked');
    const files = report.diagnostics.filter(({ severity }) => severity === 'error').map(({ file }) => file);
    expect([...new Set(files)].sort()).toEqual(['absolute/compose.yaml', 'link/compose.yaml', 'path/compose.yaml']);
  });
});

describe('chains that are made to be long', () => {
  const chain = (length: number, link: (next: number) => string): string =>
    `services:\n${Array.from({ length }, (_, index) => `  s${String(index)}: ${link(index + 1)}\n`).join('')}  s${String(length)}: { image: x }\n`;

  test.each([
    [
      'extends',
      chain(3_000, (next) => `{ image: x, extends: s${String(next)} }`),
      2,
      'extends through more than 100 others',
    ],
    ['network_mode', chain(5_000, (next) => `{ image: x, network_mode: "service:s${String(next)}" }`), 0, ''],
    ['depends_on', chain(3_000, (next) => `{ image: x, depends_on: [s${String(next)}] }`), 0, ''],
  ])('%s', async (name, content, code, message) => {
    const { exitCode, printed } = await bulkhead(['check', project(`chain-${name}`, content)], folder);
    expect([exitCode, printed.replace(/\s+/g, ' ')]).toEqual([code, expect.stringContaining(message)]);
  });

  test('include', async () => {
    project('chain-include', 'include: [c0.yaml]\n');
    for (let level = 0; level < 300; level++) {
      const next = `include: [c${String(level + 1)}.yaml]\n`;
      writeFileSync(join(folder, 'chain-include', `c${String(level)}.yaml`), next);
    }
    const { exitCode, printed } = await bulkhead(['check', 'chain-include'], folder);
    expect([exitCode, printed.replace(/\s+/g, ' ')]).toEqual([
      2,
      expect.stringContaining('include each other over more than 100 levels'),
    ]);
  });
});
