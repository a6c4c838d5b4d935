import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Report } from '../../src/review/report/report.ts';

const CLI = resolve('dist/cli.js');
const POSIX = process.platform !== 'win32';
const folder = mkdtempSync(join(tmpdir(), 'bulkhead-process-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

test('a reader that goes early gets no stack trace, and the verdict stays', async () => {
  const services = Array.from({ length: 3_000 }, (_, at) => `  s${String(at)}: { image: postgres, ports: ["5432"] }\n`);
  writeFileSync(join(folder, 'compose.yaml'), `services:\n${services.join('')}`);
  const child = spawn(process.execPath, [CLI, 'check', folder], { stdio: ['ignore', 'pipe', 'pipe'] });
  const complaints: string[] = [];
  child.stderr.on('data', (part: Buffer) => complaints.push(part.toString()));
  child.stdout.once('data', () => child.stdout.destroy());
  const code = await new Promise((done) => child.on('close', done));
  expect([code, complaints.join('')]).toEqual([1, '']);
});

test('the built command says its version', () => {
  expect(execFileSync(process.execPath, [CLI, '--version'], { encoding: 'utf8' })).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test('-f - reads the Compose file from standard input', () => {
  const input = 'services:\n  db:\n    image: postgres\n    ports: ["5432:5432"]\n';
  const { status, stdout } = spawnSync(process.execPath, [CLI, 'check', '-f', '-', '--format', 'json'], {
    cwd: folder,
    input,
    encoding: 'utf8',
  });
  const report = JSON.parse(stdout) as Report;
  expect([status, report.findings.map(({ rule, file, line }) => `${rule} ${file}:${String(line)}`)]).toEqual([
    1,
    expect.arrayContaining(['data-published <stdin>:4']),
  ]);
});

test.runIf(POSIX)('a folder that was deleted under the call is said in one line', () => {
  const gone = join(folder, 'gone');
  const { status, stderr } = spawnSync(
    'sh',
    ['-c', 'mkdir "$0" && cd "$0" && rmdir "$0" && exec "$1" "$2" check', gone, process.execPath, CLI],
    { encoding: 'utf8' },
  );
  expect([status, stderr]).toEqual([2, 'bulkhead: the folder that it is called in does not exist any more\n']);
});

test.runIf(existsSync('/dev/full'))('what cannot be printed is no pass', () => {
  writeFileSync(join(folder, 'quiet.yaml'), 'services: { web: { image: nginx } }\n');
  const full = openSync('/dev/full', 'w');
  const { status, stderr } = spawnSync(process.execPath, [CLI, 'check', 'quiet.yaml'], {
    cwd: folder,
    stdio: ['ignore', full, 'pipe'],
    encoding: 'utf8',
  });
  closeSync(full);
  expect([status, stderr]).toEqual([2, expect.stringMatching(/^bulkhead: cannot print: ENOSPC[^\n]*\n$/)]);
});

test('behind -- an env file is left to the command: Node would want it too, and follow a NODE_OPTIONS in it', () => {
  writeFileSync(join(folder, 'code.cjs'), "console.log('code of the env file')\n");
  writeFileSync(join(folder, 'hostile.env'), `NODE_OPTIONS=--require=${join(folder, 'code.cjs')}\n`);
  const call = (name: string) =>
    spawnSync(process.execPath, ['--', CLI, 'config', '-f', 'quiet.yaml', '--env-file', name], {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] },
    });
  writeFileSync(join(folder, 'quiet.yaml'), 'services: { web: { image: nginx } }\n');
  expect(call('hostile.env')).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\{/) as string });
  expect(call('nowhere.env')).toMatchObject({
    status: 2,
    stderr: 'nowhere.env:1:1: error: The env file nowhere.env does not exist.\n',
  });
});
