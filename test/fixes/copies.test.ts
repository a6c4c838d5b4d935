import { expect, test } from 'vitest';
import { secretInEnvironment } from '../../src/rules/secret-in-environment.ts';
import { changedBy } from '../rules/fixed.ts';
import { contextOf } from '../rules/violations.ts';

/** The lines with variables after the first fix. */
function variables(...services: readonly string[]): readonly string[] {
  const files = { 'compose.yaml': `services:\n${services.join('')}` };
  const [violation] = secretInEnvironment.check(contextOf(files).context);
  const after = changedBy(violation, files)[0]?.after ?? '';
  return after.split('\n').flatMap((line) => (line.includes(':?}') ? [line.trim()] : []));
}

const of = (name: string, image: string, ...settings: readonly string[]): string =>
  `  ${name}:\n    image: ${image}\n    environment:\n${settings.map((setting) => `      ${setting}\n`).join('')}`;

test('two secrets of one service that have the same value are two variables', () => {
  expect(variables(of('app', 'shop', 'SESSION_SECRET: secret123', 'MAGIC_LINK_SECRET: secret123'))).toEqual([
    'SESSION_SECRET: ${SESSION_SECRET:?}',
    'MAGIC_LINK_SECRET: ${MAGIC_LINK_SECRET:?}',
  ]);
});

test.each([
  ['URL: postgres://u:hunter2x@db/shop', 'URL: postgres://u:${POSTGRES_PASSWORD:?}@db/shop'],
  ['PGPASSWORD: hunter2x', 'PGPASSWORD: ${POSTGRES_PASSWORD:?}'],
  ['SHOP_DB_PASSWORD: hunter2x', 'SHOP_DB_PASSWORD: ${POSTGRES_PASSWORD:?}'],
  ['POSTGRES_PASSWORD: hunter2x', 'POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:?}'],
  ['JWT_SECRET: hunter2x', 'JWT_SECRET: ${JWT_SECRET:?}'],
  ['SMTP_PASSWORD: hunter2x', 'SMTP_PASSWORD: ${SMTP_PASSWORD:?}'],
  ['DB_ADMIN_PASSWORD: hunter2x', 'DB_ADMIN_PASSWORD: ${DB_ADMIN_PASSWORD:?}'],
])('%s of a client of a store beside it', (setting, expected) => {
  expect(variables(of('app', 'shop', setting), of('db', 'postgres:17', 'POSTGRES_PASSWORD: hunter2x'))).toEqual([
    expected,
    'POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:?}',
  ]);
});

test('root of a store and its user are two, each with its copies', () => {
  expect(
    variables(
      of('app', 'shop', 'DB_PASSWORD: hunter2x'),
      of('backup', 'tool', 'MYSQL_ROOT_PASSWORD: hunter2x'),
      of('db', 'mysql:8', 'MYSQL_ROOT_PASSWORD: hunter2x', 'MYSQL_PASSWORD: hunter2x'),
    ),
  ).toEqual([
    'DB_PASSWORD: ${MYSQL_PASSWORD:?}',
    'MYSQL_ROOT_PASSWORD: ${MYSQL_ROOT_PASSWORD:?}',
    'MYSQL_ROOT_PASSWORD: ${MYSQL_ROOT_PASSWORD:?}',
    'MYSQL_PASSWORD: ${MYSQL_PASSWORD:?}',
  ]);
});

test('the name of a user that is spelled like its password stays', () => {
  expect(
    variables(
      of('app', 'shop', 'S3_ACCESS_KEY: minio77x', 'S3_SECRET_KEY: minio77x'),
      of('minio', 'minio/minio', 'MINIO_ROOT_USER: minio77x', 'MINIO_ROOT_PASSWORD: minio77x'),
    ),
  ).toEqual(['S3_SECRET_KEY: ${MINIO_ROOT_PASSWORD:?}', 'MINIO_ROOT_PASSWORD: ${MINIO_ROOT_PASSWORD:?}']);
});

test('a replica logs in to its primary with a copy', () => {
  expect(
    variables(
      of('primary', 'postgres:17', 'POSTGRES_PASSWORD: hunter2x'),
      of('replica', 'postgres:17', 'PGPASSWORD: hunter2x'),
    ),
  ).toEqual(['POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:?}', 'PGPASSWORD: ${POSTGRES_PASSWORD:?}']);
});
