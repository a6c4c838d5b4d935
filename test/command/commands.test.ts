import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SCHEMA, VERSION } from '../../src/command/version.ts';
import type { Explanation } from '../../src/flows/explain/explanation.ts';
import type { Matrix } from '../../src/flows/matrix.ts';
import type { Report } from '../../src/review/report/report.ts';
import { commit, folder, git, put, repository } from './repository.ts';
import { bulkhead, type Outcome } from './terminal.ts';

const SHOP = `services:
  web:
    image: nginx
    networks: [front]
    ports: ["80:80"]
  api:
    build: .
    networks: [front, back]
    environment: { DB_HOST: db }
  db:
    image: postgres
    networks: [back]
    volumes: [data:/var/lib/postgresql]
networks: { front: , back: { internal: true } }
volumes: { data: }
`;
const OPENED = SHOP.replace('networks: [front]\n', 'networks: [front, back]\n');

function on(files: Readonly<Record<string, string>>, ...words: readonly string[]): Promise<Outcome> {
  return bulkhead(words, folder(files));
}

const report = ({ printed }: Outcome) => JSON.parse(printed) as Report;

/** What tells that the output is of its format. */
const SIGNS = {
  text: '✖ high',
  json: '"schemaVersion": 1',
  sarif: '"version": "2.1.0"',
  markdown: '### ✖',
  html: '<!doctype html>',
};

describe('check', () => {
  test('of a stack that breaks no rule passes', async () => {
    const { exitCode, printed, complained } = await on({ 'compose.yaml': SHOP }, 'check');
    expect({ exitCode, complained }).toEqual({ exitCode: 0, complained: '' });
    expect(printed).toMatch(/^✔ Passed: nothing breaks a rule\n/);
  });

  test.each(Object.entries(SIGNS))('fails on a finding, as %s', async (format, sign) => {
    const { exitCode, printed } = await on({ 'compose.yaml': OPENED }, 'check', '--format', format);
    expect(exitCode).toBe(1);
    expect(printed).toContain(sign);
    expect(printed).toContain('data-reachable-from-frontend');
  });

  test('of a finding below --fail-on passes', async () => {
    expect((await on({ 'compose.yaml': OPENED }, 'check', '--fail-on', 'critical')).exitCode).toBe(0);
  });

  test('with a policy that has a mistake is unknown, with the place', async () => {
    const { exitCode, printed } = await on(
      { 'compose.yaml': SHOP, '.github/bulkhead.yaml': 'rules: { data-publishd: off }\n' },
      'check',
    );
    expect(exitCode).toBe(2);
    expect(printed).toContain('.github/bulkhead.yaml:1:10');
    expect(printed).toContain('Did you mean "data-published"?');
  });

  test('writes to a file and prints nothing', async () => {
    const place = folder({ 'compose.yaml': SHOP });
    const { printed } = await bulkhead(['check', '--format', 'json', '--output', 'report.json'], place);
    expect(printed).toBe('');
    expect(readFileSync(join(place, 'report.json'), 'utf8')).toContain('"verdict": "pass"');
  });
});

describe('diff', () => {
  const change = {
    direct: {
      opened: [
        ['db', 'web'],
        ['web', 'db'],
      ],
      closed: [],
    },
    fromOutside: { opened: [], closed: [] },
    services: { added: [], removed: [] },
  };

  test('of two folders tells what opens', async () => {
    const place = folder({ 'a/compose.yaml': SHOP, 'b/compose.yaml': OPENED });
    const outcome = await bulkhead(['diff', 'a', 'b', '--format', 'json'], place);
    expect(outcome.exitCode).toBe(1);
    expect(report(outcome).change).toMatchObject(change);
    expect(report(outcome).findings[0]).toMatchObject({ file: 'compose.yaml', line: 4 });
  });

  test('of two revisions tells the same, and back again passes', async () => {
    const place = repository({ 'compose.yaml': SHOP }, { 'compose.yaml': OPENED });
    const outcome = await bulkhead(['diff', 'HEAD~1', 'HEAD', '--format', 'json'], place);
    expect(outcome.exitCode).toBe(1);
    expect(report(outcome).change).toMatchObject(change);
    commit(place, { 'compose.yaml': SHOP });
    expect(await bulkhead(['diff', 'HEAD~1', 'HEAD'], place)).toMatchObject({
      exitCode: 0,
      printed: expect.stringContaining('✔ This change fixes') as string,
    });
  });

  test('of a revision and nothing takes the files as they are', async () => {
    const place = repository({ 'compose.yaml': SHOP });
    put(place, { 'compose.yaml': OPENED });
    expect((await bulkhead(['diff', 'HEAD'], place)).exitCode).toBe(1);
    git(place, 'checkout', '-q', '.');
    expect((await bulkhead(['diff', 'main'], place)).exitCode).toBe(0);
  });

  test.each(Object.entries(SIGNS).filter(([format]) => format !== 'json'))('prints %s', async (format, sign) => {
    const place = folder({ 'a/compose.yaml': SHOP, 'b/compose.yaml': OPENED });
    expect((await bulkhead(['diff', 'a', 'b', '--format', format], place)).printed).toContain(sign);
  });

  test.each([
    [['a', 'nope'], '"nope" is not a folder, and no git repository can be read here: not a git repository'],
    [
      ['a/compose.yaml', 'b'],
      '"a/compose.yaml" is a file; give the folders that hold the two states, and the file with -f',
    ],
    [['empty', 'empty'], 'there is no Compose file in or below "empty", "empty"; looked for compose.yaml'],
  ])('of %j says what is wrong', async (words, message) => {
    const place = folder({ 'a/compose.yaml': SHOP, 'b/compose.yaml': SHOP, 'empty/x': '' });
    const { exitCode, complained } = await bulkhead(['diff', ...words], place);
    expect(exitCode).toBe(2);
    expect(complained).toContain(message);
  });
});

describe('explain', () => {
  test('shows why not, whether it is wanted, and what would open it', async () => {
    const { exitCode, printed } = await on({ 'compose.yaml': SHOP }, 'explain', 'web', 'db');
    expect(exitCode).toBe(0);
    expect(printed).toContain('only api is on a network of each');
    expect(printed).toContain('nothing in the files of web names db');
    expect(printed).toMatch(/add back to the networks of web +compose.yaml:4:16/);
  });

  test('as JSON is plain data', async () => {
    const { printed } = await on({ 'compose.yaml': SHOP }, 'explain', 'api', 'db', '--format', 'json');
    const { reach, needs } = JSON.parse(printed) as Explanation;
    expect(reach).toBe('direct');
    expect(needs).toEqual([{ at: { file: 'compose.yaml', line: 9, column: 29 }, note: 'api names db in DB_HOST' }]);
  });

  test.each([
    [['web', 'dbb'], 'there is no service, network or volume "dbb" here; did you mean "db"?'],
    [['db', 'shop/db'], 'FROM and TO are both db; name two that differ'],
    [['host', 'outside'], 'what the host itself reaches is not in the files; FROM may be one of its services'],
  ])('of %j says what is wrong', async (words, message) => {
    expect(await on({ 'compose.yaml': SHOP }, 'explain', ...words)).toEqual({
      exitCode: 2,
      printed: '',
      complained: `bulkhead: ${message}\n`,
    });
  });
});

describe('matrix', () => {
  test('prints who reaches whom', async () => {
    const { exitCode, printed } = await on({ 'compose.yaml': SHOP }, 'matrix', '--format', 'json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(printed) as Matrix).toMatchObject({
      schemaVersion: 1,
      direct: { web: ['api'], api: ['db', 'web'], db: ['api'] },
      fromOutside: ['web'],
    });
  });

  test.each([
    ['text', '●'],
    ['markdown', '| --- |'],
  ])('as %s', async (format, sign) => {
    expect((await on({ 'compose.yaml': SHOP }, 'matrix', '--format', format)).printed).toContain(sign);
  });

  test('of two that publish one host port says so', async () => {
    const text = SHOP.replace('networks: [back]', 'networks: [back]\n    ports: ["80:5432"]').replace(
      '{ internal: true }',
      '',
    );
    const { exitCode, complained } = await on({ 'compose.yaml': text }, 'matrix');
    expect(exitCode).toBe(0);
    expect(complained).toMatch(/^compose.yaml:5:13: warning: Docker refuses this: /);
  });
});

describe('graph', () => {
  test.each([
    ['mermaid', 'flowchart'],
    ['dot', 'digraph'],
    ['json', '"nodes"'],
  ])('as %s', async (format, sign) => {
    const { exitCode, printed } = await on({ 'compose.yaml': SHOP }, 'graph', '--format', format);
    expect(exitCode).toBe(0);
    expect(printed).toContain(sign);
  });

  test('of nothing is a wrong call', async () => {
    const { exitCode, printed, complained } = await on({}, 'graph');
    expect({ exitCode, printed }).toEqual({ exitCode: 2, printed: '' });
    expect(complained).toContain('there is no Compose file in or below this folder');
  });

  test('of what is not understood says so', async () => {
    const { exitCode, complained } = await on({ 'compose.yaml': 'services: { a: { imge: x } }' }, 'graph');
    expect(exitCode).toBe(2);
    expect(complained).toMatch(/^compose.yaml:1:13: error: /);
  });
});

describe('config', () => {
  test('prints the project as it is loaded', async () => {
    const { exitCode, printed } = await on({ 'compose.yaml': SHOP }, 'config', '-p', 'other');
    expect(exitCode).toBe(0);
    expect(JSON.parse(printed)).toMatchObject({ name: 'other', services: { db: { image: 'postgres' } } });
  });

  test('of a broken file says where', async () => {
    const { exitCode, printed, complained } = await on({ 'compose.yaml': 'services: []\n' }, 'config');
    expect({ exitCode, printed }).toEqual({ exitCode: 2, printed: '' });
    expect(complained).toMatch(/^compose.yaml:1:11: error: /);
  });

  test('of a file that is not there says so once', async () => {
    const { exitCode, complained } = await on({}, 'config', '-f', 'nope.yaml');
    expect([exitCode, complained]).toEqual([2, 'nope.yaml:1:1: error: The Compose file nope.yaml does not exist.\n']);
  });
});

describe('rules', () => {
  test('lists them, and explains one', async () => {
    const { printed } = await bulkhead(['rules']);
    expect(printed).toMatch(/^isolation +high +/m);
    const one = await bulkhead(['rules', 'data-published']);
    expect(one).toMatchObject({ exitCode: 0, printed: expect.stringContaining('data-published (high)') as string });
    expect(JSON.parse((await bulkhead(['rules', '--format', 'json'])).printed)).toHaveLength(
      printed.trimEnd().split('\n').length,
    );
  });
});

describe('baseline', () => {
  test('takes what is there, lets nothing in, and grows with leave', async () => {
    const place = folder({ 'compose.yaml': OPENED });
    expect(await bulkhead(['baseline'], place)).toMatchObject({
      exitCode: 0,
      printed: '1 finding in .github/bulkhead-baseline.yaml\n',
    });
    expect((await bulkhead(['check'], place)).exitCode).toBe(0);
    put(place, { 'compose.yaml': OPENED.replace('networks: [back]', 'networks: [front]\n    ports: ["5432:5432"]') });
    expect(await bulkhead(['baseline'], place)).toMatchObject({
      exitCode: 1,
      complained: expect.stringContaining('not in the baseline: data-published shop/db') as string,
    });
    expect((await bulkhead(['check'], place)).exitCode).toBe(1);
    const grown = await bulkhead(['baseline', '--allow-growth'], place);
    expect(grown.printed).toContain('added: data-published shop/db\n');
    expect((await bulkhead(['check'], place)).exitCode).toBe(0);
  });

  test('that cannot be written says so', async () => {
    const place = folder({ 'compose.yaml': OPENED });
    const { exitCode, complained } = await bulkhead(['baseline', '--output', 'compose.yaml/b.yaml'], place);
    expect(exitCode).toBe(2);
    expect(complained).toContain(`bulkhead: cannot write ${place}/compose.yaml/b.yaml: `);
  });

  test('names who takes part in what it does not let in', async () => {
    const place = folder({ 'compose.yaml': SHOP });
    await bulkhead(['baseline'], place);
    put(place, { 'compose.yaml': OPENED });
    expect((await bulkhead(['baseline'], place)).complained).toContain(
      'not in the baseline: data-reachable-from-frontend shop/web with shop/db\n',
    );
  });

  test('knows a finding by what it is, wherever its lines are', async () => {
    const place = folder({ 'compose.yaml': OPENED });
    await bulkhead(['baseline'], place);
    put(place, { 'compose.yaml': `# moved\n\n${OPENED}` });
    expect((await bulkhead(['check'], place)).exitCode).toBe(0);
  });

  test('holds for an isolation rule over other services', async () => {
    const policy =
      'isolation:\n  - { name: wall, from: { service: web }, to: { service: db }, reach: any, because: no way }\n';
    const place = folder({ 'compose.yaml': SHOP, '.github/bulkhead.yaml': policy });
    expect((await bulkhead(['check'], place)).exitCode).toBe(1);
    await bulkhead(['baseline'], place);
    expect((await bulkhead(['check'], place)).exitCode).toBe(0);
    put(place, { 'compose.yaml': SHOP.replace('networks: [front, back]', 'networks: [back]') });
    expect((await bulkhead(['baseline'], place)).printed).toMatch(/^gone: isolation shop\/.*\n0 findings in/);
  });

  test('writes nothing where something is not understood: what it hides would be gone', async () => {
    const place = folder({ 'compose.yaml': 'services: { a: { imge: x } }' });
    expect((await bulkhead(['baseline'], place)).exitCode).toBe(2);
    expect(existsSync(join(place, '.github'))).toBe(false);
  });
});

describe('init', () => {
  const GUESSED = OPENED.replace('image: nginx', 'image: acme/x').replace('web:', 'frontend:');

  test.each([SHOP, OPENED, GUESSED])('writes what is valid and passes', async (text) => {
    const place = folder({ 'compose.yaml': text });
    expect(await bulkhead(['init'], place)).toMatchObject({ exitCode: 0, complained: '' });
    const outcome = await bulkhead(['check', '--format', 'json'], place);
    expect(report(outcome)).toMatchObject({
      verdict: 'pass',
      diagnostics: [],
      policy: { file: '.github/bulkhead.yaml' },
    });
  });

  test('names the schema of this version first, the one that is installed in the folder if there is one', async () => {
    const schemaIn = async (place: string): Promise<string> => {
      await bulkhead(['init'], place);
      const [, named = ''] =
        /^# yaml-language-server: \$schema=(.+)\n/u.exec(readFileSync(join(place, '.github/bulkhead.yaml'), 'utf8')) ??
        [];
      return named;
    };
    const published = `https://raw.githubusercontent.com/OWNER/bulkhead/v${VERSION}/bulkhead.schema.json`;
    expect(SCHEMA.replace(/\.com\/[^/]+/u, '.com/OWNER')).toBe(published);
    expect(await schemaIn(folder({ 'compose.yaml': SHOP }))).toBe(SCHEMA);
    const place = folder({ 'compose.yaml': SHOP, 'node_modules/bulkhead/bulkhead.schema.json': '{}' });
    expect(readFileSync(join(place, '.github', await schemaIn(place)), 'utf8')).toBe('{}');
  });

  test('replaces what is there only by --force, and forgets what it said', async () => {
    const place = folder({ 'compose.yaml': OPENED, '.github/bulkhead.yml': 'rules: { data-publishd: off }\n' });
    expect(await bulkhead(['init'], place)).toMatchObject({
      exitCode: 2,
      complained: 'bulkhead: .github/bulkhead.yml exists; --force replaces it\n',
    });
    expect(await bulkhead(['init', '--force'], place)).toMatchObject({ exitCode: 0, complained: '' });
    expect((await bulkhead(['check'], place)).exitCode).toBe(0);
  });

  test('writes nothing for what is not understood', async () => {
    const place = folder({ 'compose.yaml': 'services: { a: { imge: x } }' });
    const { exitCode, complained } = await bulkhead(['init'], place);
    expect(exitCode).toBe(2);
    expect(complained).toContain('Nothing is written');
    expect(existsSync(join(place, '.github'))).toBe(false);
  });

  test('below the top of a repository says where a pull request looks', async () => {
    const place = repository({ 'deploy/compose.yaml': SHOP });
    const { exitCode, complained } = await bulkhead(['init'], join(place, 'deploy'));
    expect(exitCode).toBe(0);
    expect(complained).toContain('note: this is not the top of the repository');
  });
});
