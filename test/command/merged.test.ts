import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/review/report/report.ts';
import { commit, type Files, git, repository } from './repository.ts';
import { bulkhead } from './terminal.ts';

const CLOSED = 'services:\n  db:\n    image: postgres:16\n';
const OPEN = `${CLOSED}    ports: ["5432:5432"]\n`;
const OVERRIDE = 'services:\n  db:\n    ports: ["5432:5432"]\n';

/** Branches `main` and `topic` that parted after `fork`; `topic` is checked out. */
function parted(fork: Files, main: Files, topic: Files): string {
  const place = repository(fork);
  git(place, 'checkout', '-q', '-b', 'topic');
  git(place, 'checkout', '-q', 'main');
  commit(place, main);
  git(place, 'checkout', '-q', 'topic');
  commit(place, topic);
  return place;
}

async function difference(place: string, ...operands: readonly string[]): Promise<Report & { exitCode: number }> {
  const { exitCode, printed } = await bulkhead(['diff', ...operands, '--format', 'json'], place);
  return { ...(JSON.parse(printed) as Report), exitCode };
}

const codesOf = ({ diagnostics }: Report) => diagnostics.map(({ code }) => code);

describe('two revisions are judged as merged', () => {
  const reopened = () =>
    parted({ 'compose.yaml': OPEN }, { 'compose.yaml': CLOSED }, { 'compose.override.yaml': OVERRIDE });

  test('a branch that opens again what the other has closed since', async () => {
    const report = await difference(reopened(), 'main', 'topic');
    expect([report.exitCode, codesOf(report)]).toEqual([1, []]);
    expect(report.findings.filter(({ status }) => status === 'new').map(({ file }) => file)).toContain(
      'compose.override.yaml',
    );
  });

  test('what the other has opened since is not held against the branch', async () => {
    const place = parted({ 'compose.yaml': CLOSED }, { 'compose.yaml': OPEN }, { 'README.md': 'x' });
    expect((await difference(place, 'main', 'topic')).exitCode).toBe(0);
  });

  test('places are lines of the branch', async () => {
    const top = '# one\n# two\nname: shop\n';
    const place = parted({ 'compose.yaml': CLOSED }, { 'compose.yaml': top + CLOSED }, { 'compose.yaml': OPEN });
    const { findings } = await difference(place, 'main', 'topic');
    expect(findings.find(({ rule }) => rule === 'data-published')?.line).toBe(4);
  });

  test('the policy is that of now', async () => {
    const place = parted(
      { 'compose.yaml': CLOSED },
      { '.github/bulkhead.yaml': 'gate: { fail-on: critical }\n' },
      { 'compose.yaml': OPEN },
    );
    expect(await difference(place, 'main', 'topic')).toMatchObject({ exitCode: 0, gate: { failOn: 'critical' } });
  });

  test('where they contradict, against both, and the stricter result counts', async () => {
    const place = parted(
      { 'compose.yaml': OPEN, a: 'a\n' },
      { 'compose.yaml': CLOSED, a: 'b\n' },
      { 'compose.override.yaml': OVERRIDE, a: 'c\n' },
    );
    const report = await difference(place, 'main', 'topic');
    expect([report.exitCode, codesOf(report)]).toEqual([1, ['not-merged']]);
    const open = report.causes.filter(({ blocking }) => blocking);
    expect(open.map(({ status }) => status)).toEqual(['new']);
    expect(report.findings.map(({ fingerprint, cause }) => [cause, fingerprint]).sort()).toEqual(
      report.causes.flatMap(({ id, findings }) => findings.map((fingerprint) => [id, fingerprint])).sort(),
    );
  });

  test('BASE...HEAD is what HEAD changed, BASE..HEAD one state against the other', async () => {
    const place = reopened();
    expect((await difference(place, 'main...topic')).exitCode).toBe(0);
    expect((await difference(place, 'main..topic')).exitCode).toBe(1);
    expect((await difference(place, 'topic..main')).gate.counts.fixed).toBeGreaterThan(0);
  });

  test('files that are not committed cannot be merged: against both, too', async () => {
    const report = await difference(reopened(), 'main');
    expect([report.exitCode, codesOf(report)]).toEqual([1, ['not-merged']]);
    expect(report.diagnostics[0]?.message).toContain('files that are not committed cannot be merged');
  });
});
