import { describe, expect, test } from 'vitest';
import { BASE, HEAD, type Options, pullRequest, type Step, step } from './run.ts';
import type { Fault } from './server.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;

const CLOSED = 'services:\n  db:\n    image: postgres:16\n';
const OPEN = `${CLOSED}    ports: ["5432:5432"]\n`;

function changed(base: Files, head: Files, options: Options = {}): Promise<Step> {
  const scene = { branches: { trunk: BASE }, ...options.scene };
  return step({ [BASE]: base, [HEAD]: head }, { event: pullRequest(), ...options, scene });
}

/** No content is to be had: by queries neither. */
function contentless(fault: Omit<Fault, 'method' | 'path' | 'times'>): Options {
  const each = [
    { method: 'GET', path: /blobs/, times: 99, ...fault },
    { method: 'POST', path: /graphql/, times: 99, ...fault },
  ];
  return { scene: { faults: each } };
}

/** The end of a step that may not be green: the verdict, and that it is not called untouched. */
function endOf({ code, outputs, log }: Step) {
  return { code, verdict: outputs.get('verdict'), isUntouched: log.includes('no Compose change') };
}

const UNKNOWN = { code: 2, verdict: 'unknown', isUntouched: false };

describe.concurrent('what both sides refuse alike is not untouched', () => {
  test.each([
    ['nothing is found', { status: 404 }],
    ['a gateway fails', { status: 502 }],
    ['a page comes in its place', { status: 200, page: '<html>Unicorn!</html>' }],
    ['the answer breaks off', { status: 200, page: '{"content":"c2Vydml' }],
  ])('contents: %s', async (_, fault) => {
    const done = await changed({ 'compose.yaml': CLOSED }, { 'compose.yaml': OPEN }, contentless(fault));
    expect(endOf(done)).toEqual(UNKNOWN);
  });

  test('contents that nobody gives, though the change is elsewhere', async () => {
    const done = await changed(
      { 'compose.yaml': CLOSED, 'README.md': 'a' },
      { 'compose.yaml': CLOSED, 'README.md': 'b' },
      contentless({ status: 404 }),
    );
    expect(endOf(done)).toEqual(UNKNOWN);
  });

  test('one byte of Latin-1', async () => {
    const latin = (text: string) => Buffer.concat([Buffer.from([0x23, 0xe9, 0x0a]), Buffer.from(text)]);
    const done = await changed({ 'compose.yaml': latin(CLOSED) }, { 'compose.yaml': latin(OPEN) });
    expect(endOf(done)).toEqual(UNKNOWN);
  });

  test('more than 2 MiB', async () => {
    const padded = (text: string) => `#${'x'.repeat(2 * 1024 * 1024)}\n${text}`;
    const done = await changed({ 'compose.yaml': padded(CLOSED) }, { 'compose.yaml': padded(OPEN) });
    expect(endOf(done)).toEqual(UNKNOWN);
  });

  test('more than 2 MiB in a new file that may be a Compose file, and no other that was so before', async () => {
    const padded = (text: string) => `#${'x'.repeat(2 * 1024 * 1024)}\n${text}`;
    const both = { 'compose.yaml': CLOSED, 'pnpm-lock.yaml': padded('a') };
    const added = await changed(both, { ...both, 'deploy/prod.yml': padded(OPEN) });
    expect(endOf(added)).toEqual(UNKNOWN);
    const grown = await changed(both, { ...both, 'pnpm-lock.yaml': padded('b') });
    expect(grown.code).toBe(0);
  });

  test('a pointer to Git LFS that moved', async () => {
    const pointer = (id: string) =>
      `version https://git-lfs.github.com/spec/v1\noid sha256:${id.repeat(64)}\nsize 99\n`;
    const done = await changed({ 'compose.yaml': pointer('a') }, { 'compose.yaml': pointer('b') });
    expect(endOf(done)).toEqual(UNKNOWN);
  });

  test('an outgoing link that moved', async () => {
    const files = (to: string) => ({ 'compose.yaml': `${CLOSED}    env_file: db.env\n`, 'db.env@': to });
    const done = await changed(files('../../etc/a'), files('../../etc/b'));
    expect(endOf(done)).toEqual(UNKNOWN);
  });

  test('folders that the listing did not reach', async () => {
    const many = Object.fromEntries(Array.from({ length: 170 }, (_, at) => [`a${at}/b/c/README.md`, `${at}`]));
    const done = await changed(many, { ...many, 'z/z/z/compose.yaml': OPEN }, { scene: { treeLimit: 2 } });
    expect(endOf(done)).toEqual(UNKNOWN);
    expect(JSON.stringify(done.report?.diagnostics)).toContain('files-not-searched');
  });

  test('a policy that nobody can read', async () => {
    const files = { 'compose.yaml': CLOSED, '.github/bulkhead.yaml': Buffer.from([0xe9]) };
    const done = await changed(files, { ...files, 'compose.yaml': `${CLOSED}    # harmless\n` });
    expect(endOf(done)).toEqual(UNKNOWN);
  });

  test('a listing in whose place a page comes', async () => {
    const page = { times: 9, status: 200, page: '<html></html>' };
    const faults = [
      { method: 'GET', path: new RegExp(`trees/${HEAD}`), ...page },
      { method: 'POST', path: /graphql/, ...page },
    ];
    const done = await changed({ 'compose.yaml': CLOSED }, { 'compose.yaml': OPEN }, { scene: { faults } });
    expect(done.code).toBe(2);
    expect(done.log).not.toContain('Cannot read');
  });
});

describe.concurrent('what was read and not understood', () => {
  const broken = 'include: [notes.txt]\nservices: [\n';

  test('is held against a change of what it names', async () => {
    const done = await changed(
      { 'compose.yaml': broken, 'notes.txt': CLOSED },
      { 'compose.yaml': broken, 'notes.txt': OPEN },
    );
    expect(endOf(done)).toEqual(UNKNOWN);
  });

  test('is not held against a change that has nothing to do with it', async () => {
    const done = await changed({ 'compose.yaml': broken, 'main.go': 'a' }, { 'compose.yaml': broken, 'main.go': 'b' });
    expect(endOf(done)).toEqual({ code: 0, verdict: 'pass', isUntouched: true });
  });

  test('is, with scope: all', async () => {
    const files = { 'compose.yaml': broken, 'main.go': 'a' };
    const done = await changed(files, { ...files, 'main.go': 'b' }, { inputs: { scope: 'all' } });
    expect(done.code).toBe(2);
  });
});
