import { expect, test } from 'vitest';
import { reportOnFiles } from '../review/reviewed.ts';

const app = (ports: string): string => `services:
  app: { image: shop, ports: ["${ports}:80"], environment: { DB_PASSWORD: F00B4R99x, DB_HOST: db } }
  db: { image: postgres:17, restart: always, environment: { POSTGRES_PASSWORD: F00B4R99x } }
`;

function told(file: string, text: string): readonly string[] {
  return reportOnFiles({ [file]: text })
    .findings.map(({ rule, severity, fix }) => `${severity} ${rule}${fix.edits.length === 0 ? '' : ' with edits'}`)
    .sort();
}

test.each(['tests/compose.yaml', 'e2e/compose.yaml', 'internal/suites/compose.yaml', 'fixtures/shop/compose.yaml'])(
  'a credential and lost data of a test tree that nobody reaches are low, and no patch is offered: %s',
  (file) => {
    expect(told(file, app('127.0.0.1:80'))).toEqual(['low data-not-persistent', 'low secret-in-environment']);
  },
);

test('a test tree that other machines reach is judged like everything else', () => {
  expect(told('internal/suites/compose.yaml', app('80'))).toEqual([
    'medium data-not-persistent with edits',
    'medium secret-in-environment with edits',
  ]);
  const published = app('127.0.0.1:80').replace('restart: always', 'ports: ["5432:5432"]');
  expect(told('tests/compose.yaml', published)).toContain('high data-published with edits');
});

const secretsIn = (file: string, text: string): readonly string[] =>
  reportOnFiles({ [file]: text }).findings.flatMap(({ rule, severity, message, fix }) =>
    rule === 'secret-in-environment'
      ? [`${severity}${fix.edits.length === 0 ? '' : ' with edits'}${/ `\w+` asks .*$/.exec(message)?.[0] ?? ''}`]
      : [],
  );

test('a credential of a test is low where nobody reaches who has it, though other services are published', () => {
  const compose = (port: string): string =>
    `services: { web: { image: nginx, ports: ["80:80"] }, db: { image: postgres:17, ${port}environment: { POSTGRES_PASSWORD: F00B4R99x } } }`;
  expect(secretsIn('result/docker-compose.test.yml', compose(''))).toEqual(['low']);
  expect(secretsIn('result/docker-compose.test.yml', compose('ports: ["5432:5432"], '))).toEqual(['medium with edits']);
  expect(secretsIn('result/docker-compose.yml', compose(''))).toEqual(['medium with edits']);
});

test('placeholders in a sample are low, unless their store is reached', () => {
  const compose = (value: string, port: string): string =>
    `services: { app: { image: shop, ports: ["80:80"], environment: { DB_PASSWORD: ${value}, DB_HOST: db } }, db: { image: mysql:8, ${port}environment: { MYSQL_PASSWORD: ${value}, MYSQL_ROOT_PASSWORD: ${value}_TOO } } }`;
  expect(secretsIn('docker-compose.example.yml', compose('CHANGE_ME', ''))).toEqual(['low']);
  expect(secretsIn('docker-compose.example.yml', compose('F00B4R99x', ''))).toEqual(['medium with edits']);
  expect(secretsIn('docker-compose.example.yml', compose('CHANGE_ME', 'ports: ["3306:3306"], '))).toEqual([
    'medium with edits',
  ]);
  expect(secretsIn('docker-compose.yml', compose('CHANGE_ME', ''))).toEqual(['medium with edits']);
});

test('a password for a store that asks nobody is low, and it is said', () => {
  const compose = (more: string): string =>
    `services: { app: { image: shop, environment: { URL: "postgres://u:F00B4R99x@db/shop", POSTGRES_PASSWORD: F00B4R99x${more} } }, db: { image: postgres:17, environment: { POSTGRES_HOST_AUTH_METHOD: trust } } }`;
  expect(secretsIn('compose.yaml', compose(''))).toEqual(['low `db` asks nobody for a password.']);
  expect(secretsIn('compose.yaml', compose(', COOKIE_SECRET: F00B4R98x'))).toEqual([
    'medium with edits `db` asks nobody for a password.',
  ]);
});

test('what to do about env files names the files, and no service that reads another of them', () => {
  const { causes } = reportOnFiles({
    'compose.yaml':
      'services: { app: { image: shop, env_file: [app.env, db.env] }, db: { image: mysql:8, env_file: db.env } }',
    'app.env': 'SESSION_SECRET=F00B4R99x\n',
    'db.env': 'MYSQL_PASSWORD=F00B4R98x\n',
  });
  const said = causes.flatMap(({ rules, fix }) => (rules.includes('secret-in-environment') ? [fix.summary] : []));
  expect(said.join(' ')).toMatch(/`app\.env` out .* `db\.env` out /);
  expect(said.join(' ')).not.toContain('For `');
});

const DEPLOYED = `services: { db: { image: postgres:17, environment: { POSTGRES_PASSWORD: F00B4R99x } } }`;
const startedBy = (callers: Readonly<Record<string, string>>) =>
  reportOnFiles({ 'shop/stack.yml': DEPLOYED, ...callers }).findings.filter(({ rule }) => /secret|persist/.test(rule));

test('of what only workflows start nothing is lost, and its credentials are low', () => {
  const workflow = 'jobs: { a: { steps: [{ run: docker compose -f shop/stack.yml up }] } }';
  const shown = (callers: Readonly<Record<string, string>>): string[] =>
    startedBy(callers).map(({ rule, severity }) => `${severity} ${rule}`);
  expect(shown({ '.github/workflows/a.yml': workflow })).toEqual(['low secret-in-environment']);
  expect(
    shown({ '.github/workflows/a.yml': workflow, Makefile: 'up:\n\tdocker compose -f shop/stack.yml up\n' }).sort(),
  ).toEqual(['medium data-not-persistent', 'medium secret-in-environment']);
});

test('who deploys to a swarm exports the credential', () => {
  const caveat = (call: string): string =>
    startedBy({ 'deploy.sh': call }).find(({ rule }) => /secret/.test(rule))?.fix.caveat ?? '';
  expect(caveat('docker stack deploy -c shop/stack.yml shop\n')).toContain(
    'export the value in the shell that deploys',
  );
  expect(caveat('docker compose -f shop/stack.yml up\n')).toContain('put it into an `.env` file');
});
