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
