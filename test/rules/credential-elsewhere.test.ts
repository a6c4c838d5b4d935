import { describe, expect, test } from 'vitest';
import { secretInEnvironment } from '../../src/rules/secret-in-environment.ts';
import { reportOnFiles } from '../review/reviewed.ts';
import { changedBy } from './fixed.ts';
import { contextOf } from './violations.ts';

interface Told {
  readonly caveat: string;
  /** The file after the fix; empty: no edits are offered. */
  readonly fixed: string;
}

function told(services: string, files: Readonly<Record<string, string>> = {}): Told {
  const all = { 'compose.yaml': `services:\n${services}`, ...files };
  const [violation] = secretInEnvironment.check(contextOf(all).context);
  const changed = (violation?.fix.edits ?? []).length === 0 ? [] : changedBy(violation, all);
  return { caveat: violation?.fix.caveat ?? '', fixed: changed.map(({ after }) => after).join('') };
}

const DB = '  db:\n    image: postgres:17\n    environment:\n      POSTGRES_PASSWORD: hunter2x\n';

describe('a credential that a client has in what it is made from keeps its value', () => {
  const client = (more: string): string => `  worker:\n${more}    depends_on:\n      - db\n`;

  test('where the client is built here', () => {
    const { caveat, fixed } = told(DB + client('    build: ./worker\n'));
    expect(fixed).toBe('');
    expect(caveat).toContain('`worker` is built here and has no setting for it: look in its source.');
  });

  test('where its image is its own', () => {
    const { caveat, fixed } = told(DB + client('    image: shop/worker\n    environment:\n      LANG: C\n'));
    expect(fixed).toBe('');
    expect(caveat).toContain('`worker` has no setting for it: look in its image.');
  });

  test.each([
    '    environment:\n      DB_PASSWORD: ${OTHER}\n',
    '    environment:\n      DATABASE_URL: postgres://db/shop\n',
    '    build:\n      context: ./worker\n      args:\n        DB_PASSWORD: ${OTHER}\n',
    '    env_file: worker.env\n',
    '    command: [serve, --db, "postgres://db/shop"]\n',
  ])('and not where something may tell it: %s', (more) => {
    const image = more.includes('build:') ? '' : '    image: shop/worker\n';
    expect(told(DB + client(image + more), { 'worker.env': 'DB_PASS=\n' }).fixed).toContain('${POSTGRES_PASSWORD:?}');
  });

  test('and not where it uses no store that has one', () => {
    expect(told(`${DB}  worker:\n    build: ./worker\n`).fixed).toContain('${POSTGRES_PASSWORD:?}');
  });
});

const MINIO = '  minio:\n    image: minio/minio\n    environment:\n      MINIO_ROOT_PASSWORD: minioadmin\n';
const mc = (command: string): string =>
  `  init:\n    image: minio/mc\n    entrypoint: ${command}\n    depends_on: [minio]\n`;

test.each([
  'sh -c "mc alias set local http://minio:9000 minioadmin minioadmin && mc ls local"',
  'mc alias set local http://minio:9000 minioadmin minioadmin',
])('what a client of MinIO is told on its command line changes with it: %s', (command) => {
  const { fixed } = told(MINIO + mc(`'${command}'`));
  expect(fixed).toContain('http://minio:9000 minioadmin ${MINIO_ROOT_PASSWORD:?}');
});

test('where such a text cannot be edited, nothing is', () => {
  const { fixed, caveat } = told(
    MINIO +
      mc('>\n      /bin/sh -c "\n      mc alias set local http://minio:9000 minioadmin minioadmin;\n      exit 0"'),
  );
  expect(fixed === '' ? caveat : fixed).toMatch(/`entrypoint` of `init`|minioadmin \$\{MINIO_ROOT_PASSWORD:\?\};/);
});

test('a word of a command line that is the credential is told, and no edits are offered', () => {
  const { fixed, caveat } = told(`${DB}  job:\n    image: shop/job\n    command: run --db db shop hunter2x\n`);
  expect(fixed).toBe('');
  expect(caveat).toMatch(/The same stands in `[^`]*compose\.yaml:8`: change it there, too\./);
});

test('a word that is the name of a user as well says nothing', () => {
  const store = `${DB}      POSTGRES_USER: hunter2x\n    healthcheck:\n      test: pg_isready -U hunter2x\n`;
  expect(told(store).fixed).toContain('${POSTGRES_PASSWORD:?}');
});

test.each([
  ['ENV DB_URL=postgres://shop:hunter2x@db/shop', '', true],
  ['ENV DB_PASSWORD hunter2x', '', true],
  ['ENV DB_URL=postgres://shop:hunter2x@db/shop', '      DB_URL: ${DB_URL}\n', false],
])('%s of a Dockerfile', (line, setting, isTold) => {
  const { fixed, caveat } = told(`${DB}  app:\n    build: ./app\n    environment:\n      LANG: C\n${setting}`, {
    'app/Dockerfile': `FROM alpine\n${line}\n`,
  });
  expect(caveat.includes('app/Dockerfile:2')).toBe(isTold);
  expect(fixed === '').toBe(isTold);
});

test('a client whose need is told by another file of the folder has it in its image as well', () => {
  const stack = (more: string): string => `services:\n${DB}  worker:\n    image: shop/worker\n${more}`;
  const { findings } = reportOnFiles({
    'compose.yaml': stack('    depends_on:\n      - db\n'),
    'stack.yml': stack(''),
    'deploy.sh': 'docker stack deploy -c stack.yml shop\n',
  });
  const fixes = findings.filter(({ rule }) => rule === 'secret-in-environment').map(({ fix }) => fix);
  expect(fixes.map(({ edits }) => edits.length)).toEqual([0, 0]);
  expect(fixes.every(({ caveat }) => caveat?.includes('`worker` has no setting for it') === true)).toBe(true);
});
