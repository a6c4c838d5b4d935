import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { REPORT_FORMATS } from '../../src/command/report-format.ts';
import { bulkhead } from './terminal.ts';

/** A part of every secret of the stack, at its beginning, its middle or its end. */
const CANARY = /canary/i;

const STACK = `services:
  db:
    image: postgres:16
    environment:
      POSTGRES_PASSWORD: canary-1
      GLUED: pa$canaryword
    command: ["postgres", "-c", "password=canary-2"]
    healthcheck:
      test: ["CMD", "psql", "postgres://u:canary-3@db/x"]
    labels: { api.token: canary-4, users: "admin:canary-5" }
    ports: ["5432:5432"]
    extends: { file: base.yaml, service: base }
  app:
    image: example/app
    build: { context: ., args: { NPM_TOKEN: canary-6 } }
    environment:
      - DATABASE_URL=postgres://shop:canary-7@db:5432/shop
      - JWT_SECRET=\${JWT:-canary-8}
      - REDIS=redis://:canary-9@cache:6379
      - FROM_ENV=\${FROM_ENV}
      - DOCKER_HOST=tcp://u:canary-13@proxy:2375
    env_file: app.env
    volumes: ["/var/run/docker.sock:/var/run/docker.sock"]
configs:
  c: { content: "password: canary-10" }
volumes:
  share: { driver_opts: { type: cifs, o: "username=u,password=canary-11", device: "//files/x" } }
`;

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-secrets-'));
afterAll(() => rmSync(folder, { recursive: true }));

beforeAll(() => {
  writeFileSync(join(folder, 'compose.yaml'), STACK);
  writeFileSync(
    join(folder, 'base.yaml'),
    'services:\n  base:\n    image: x\n    environment:\n      BASE_SECRET: canary-12\n',
  );
  writeFileSync(join(folder, 'app.env'), 'TOKEN=canary-14\n');
  writeFileSync(join(folder, '.env'), 'FROM_ENV=canary-15\n');
  const git = (...words: string[]): void =>
    void execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@b', ...words]);
  git('init', '-q');
  git('commit', '-q', '--allow-empty', '-m', 'base');
  git('add', '.');
  git('commit', '-q', '-m', 'head');
});

describe('no secret is printed, not even partly, by', () => {
  test.each([
    ...REPORT_FORMATS.map((format) => ['check', '--format', format]),
    ...REPORT_FORMATS.map((format) => ['diff', 'HEAD~1', 'HEAD', '--format', format]),
    ...['mermaid', 'dot', 'json'].map((format) => ['graph', '--format', format]),
    ['explain', 'app', 'db'],
    ['explain', 'db', 'app'],
    ['explain', 'outside', 'db'],
    ['matrix'],
    ['baseline'],
    ['init', '--force'],
  ])('%s %s %s %s %s', async (...words) => {
    const { exitCode, printed, complained } = await bulkhead(
      words.filter((word) => typeof word === 'string'),
      folder,
    );
    expect(exitCode).not.toBe(2);
    expect(printed + complained).not.toBe('');
    expect(printed).not.toMatch(CANARY);
    expect(complained).not.toMatch(CANARY);
  });

  test('the files that init and baseline write', () => {
    const written = execFileSync('grep', ['-ril', 'canary', folder, '--exclude-dir=.git'], { encoding: 'utf8' });
    expect(
      written
        .trim()
        .split('\n')
        .map((path) => path.slice(folder.length + 1))
        .sort(),
    ).toEqual(['.env', 'app.env', 'base.yaml', 'compose.yaml']);
  });
});

test('config alone shows them: it prints the project, as `docker compose config` does', async () => {
  const { printed } = await bulkhead(['config'], folder);
  expect(printed).toMatch(CANARY);
});
