import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/review/report/report.ts';
import { folder, git, put, repository } from './repository.ts';
import { bulkhead } from './terminal.ts';

const CLOSED =
  'services:\n  db: { image: postgres:16, volumes: [data:/var/lib/postgresql/data] }\nvolumes: { data: }\n';
const OPEN = CLOSED.replace('postgres:16,', 'postgres:16, ports: ["5432:5432"],');

describe('a finding in full', () => {
  test('is shown by its id, with the exception that allows it', async () => {
    const place = folder({ 'compose.yaml': OPEN });
    const [cause] = (JSON.parse((await bulkhead(['check', '--format', 'json'], place)).printed) as Report).causes;
    const { printed, exitCode } = await bulkhead(['show', cause?.id ?? ''], place);
    expect(exitCode).toBe(0);
    expect(printed).toContain('-  db: { image: postgres:16, ports: ["5432:5432"]');
    const exception = printed.slice(printed.indexOf('exceptions:'));
    expect(exception).toContain('  - rule: data-published\n    subject: db\n    because: ');
    put(place, { '.github/bulkhead.yaml': exception });
    expect((await bulkhead(['check'], place)).exitCode).toBe(0);
  });

  test('that is not there is a wrong call', async () => {
    const { exitCode, complained } = await bulkhead(['show', 'abc'], folder({ 'compose.yaml': OPEN }));
    expect(exitCode).toBe(2);
    expect(complained).toContain('there is no finding "abc" here');
  });
});

test('--format unix is a line for each cause, as editors take it', async () => {
  const { printed } = await bulkhead(['check', '--format', 'unix'], folder({ 'compose.yaml': OPEN }));
  expect(printed).toMatch(/^compose\.yaml:2:37: high: `db` .* Fix: .* \[data-published\]\n$/u);
});

test('-q prints the verdict alone, and --version is understood anywhere', async () => {
  const place = folder({ 'compose.yaml': OPEN });
  expect((await bulkhead(['check', '-q'], place)).printed).toMatch(/^✖ [^\n]+\n$/u);
  const version = (await bulkhead(['-v'], place)).printed;
  expect([(await bulkhead(['--version'])).printed, (await bulkhead(['diff', '--version'])).printed]).toEqual([
    version,
    version,
  ]);
});

test('a side of a range that is left out is HEAD', async () => {
  const place = repository({ 'compose.yaml': CLOSED });
  git(place, 'checkout', '-q', '-b', 'feature');
  put(place, { 'compose.yaml': OPEN });
  git(place, 'commit', '-qam', 'open');
  for (const range of ['main..feature', 'main..', 'main...'])
    expect([range, (await bulkhead(['diff', range], place)).exitCode]).toEqual([range, 1]);
  expect((await bulkhead(['diff', '..main'], place)).exitCode).toBe(0);
});

test('fifty services with a finding each fit one screen, and no row is wider than the terminal', async () => {
  const services = Array.from(
    { length: 50 },
    (_, index) =>
      `  store-${String(index)}: { image: "redis:${String(index)}", ports: ["${String(7000 + index)}:6379"] }\n`,
  );
  const place = folder({ 'compose.yaml': `services:\n${services.join('')}` });
  for (const words of [['check'], ['check', '-v'], ['check', '--all']]) {
    const lines = (await bulkhead(words, place)).printed.split('\n').filter((line) => !/^[-+ @]/u.test(line));
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
  }
  expect((await bulkhead(['check'], place)).printed.split('\n').length).toBeLessThanOrEqual(50);
});

test('help and rules keep to the width of the terminal', async () => {
  for (const words of [['--help'], ['check', '--help'], ['diff', '--help'], ['rules'], ['rules', 'host-network']]) {
    const lines = (await bulkhead(words)).printed.split('\n').filter((line) => !line.startsWith('https://'));
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
  }
});

test('a service that depends on one that is not there is not asked whether it means itself', async () => {
  const text = 'services:\n  web: { image: nginx, depends_on: [wep] }\n  db: { image: postgres:16 }\n';
  const { printed } = await bulkhead(['check', '-v'], folder({ 'compose.yaml': text }));
  expect(printed).toContain('which does not exist');
  expect(printed).not.toContain('meant?');
});
