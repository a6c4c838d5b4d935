import { describe, expect, test } from 'vitest';
import {
  credentialsIn,
  credentialsInWords,
  isCredentialName,
  isCredentialValue,
  isPublicHalf,
  isRandomKey,
} from '../../src/catalogue/credentials.ts';

test('names of credentials', () => {
  const names =
    'POSTGRES_PASSWORD MYSQL_ROOT_PASSWORD_2 PGPASSWORD db.password jwtSecret API_KEY SECRET_KEY_BASE AWS_SECRET_ACCESS_KEY ' +
    'DB_PASS REDIS_PASSWD DD_CREDENTIAL_AES_256_KEY AIRFLOW__CORE__FERNET_KEY RABBITMQ_ERLANG_COOKIE WIREGUARD_PRESHARED_KEY';
  expect(names.split(' ').filter((name) => !isCredentialName(name))).toEqual([]);
});

test('names that are about credentials', () => {
  const names =
    'POSTGRES_PASSWORD_FILE PASSWORD_MIN_LENGTH TOKEN_TTL SECRET_NAME MYSQL_ALLOW_EMPTY_PASSWORD MYSQL_RANDOM_ROOT_PASSWORD ' +
    'PUBLIC_KEY PASSWORD_RESET_URL CACHE_KEY KEYSPACE MONKEY TOKENIZER PASSAGE';
  expect(names.split(' ').filter(isCredentialName)).toEqual([]);
});

test('values that can be credentials', () => {
  expect(['changeme', 'secret', 'a b', '0123456', "'quoted'"].filter((value) => !isCredentialValue(value))).toEqual([]);
});

test('values that cannot', () => {
  const values = [
    '',
    ' ',
    'true',
    'none',
    '10',
    '/run/secrets/x',
    './x',
    'https://x/y',
    '$X',
    '<TOKEN>',
    "'<TOKEN>'",
    '********',
    '{{ x }}',
  ];
  expect(values.filter(isCredentialValue)).toEqual([]);
});

describe('a text holds a credential', () => {
  test.each([
    'postgres://shop:hunter2@db/shop',
    'redis://:hunter2@cache:6379',
    'Server=db;User=sa;Password=hunter2;',
    'host=db user=shop password=hunter2 dbname=shop',
    'shop:hunter2@tcp(db:3306)/shop?parseTime=true',
    '-----BEGIN RSA PRIVATE KEY-----',
    `ghp_${'a'.repeat(36)}`,
  ])('%s', (text) => {
    expect(credentialsIn('X', text)).not.toEqual([]);
  });

  test.each([
    'shop@tcp(db:3306)/shop',
    'postgres://db/shop',
    'https://example.com:8080/a@b',
    'redis://cache:6379',
    'password=',
    'user@example.com',
  ])('not %s', (text) => {
    expect(credentialsIn('X', text)).toEqual([]);
  });
});

test('a random value behind a name that ends in key is one', () => {
  expect(isRandomKey('APP_SIGN_KEY', 'c29tZXRoaW5nMTIzNDU2Nzg5MDEy')).toBe(true);
  expect(isRandomKey('EDGEX_SERVICE_KEY', 'app-scalability-test-mqtt-export')).toBe(false);
  expect(isRandomKey('CACHE_KEY', 'c29tZXRoaW5nMTIzNDU2Nzg5MDEy')).toBe(false);
});

test('a user and a password in one value', () => {
  expect(credentialsIn('NEO4J_AUTH', 'neo4j/hunter2')).toEqual(['hunter2']);
  expect(credentialsIn('NEO4J_AUTH', 'none')).toEqual([]);
  expect(credentialsIn('DB_HOST', 'db:5432')).toEqual([]);
});

test('a credential is the same in a setting of its own and in a connection string', () => {
  expect(credentialsIn('POSTGRES_PASSWORD', 'hunter2')).toEqual(['hunter2']);
  expect(credentialsIn('DATABASE_URL', 'postgres://shop:hunter2@db/shop')).toEqual(['hunter2']);
});

test('an access key is a name where its secret stands beside it', () => {
  const keys = ['S3_ACCESS_KEY', 'S3_SECRET_KEY', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];
  expect(keys.filter((key) => isPublicHalf(key, keys))).toEqual(['S3_ACCESS_KEY', 'AWS_ACCESS_KEY_ID']);
  expect(isPublicHalf('S3_ACCESS_KEY', ['S3_ACCESS_KEY', 'JWT_SECRET'])).toBe(false);
});

test('what a local stand-in takes for a key of AWS is none', () => {
  expect(credentialsIn('AWS_SECRET_ACCESS_KEY', 'dummy')).toEqual([]);
  expect(credentialsIn('API_KEY', 'invalid')).toEqual([]);
  expect(credentialsIn('LLM_API_KEY', 'unused-by-worker')).toEqual([]);
  expect(credentialsIn('DB_PASSWORD', 'invalid')).not.toEqual([]);
  expect(credentialsIn('AWS_SECRET_ACCESS_KEY', 'minioadmin')).toEqual(['minioadmin']);
});

function passwordWords(words: readonly string[]): readonly number[] {
  return credentialsInWords(words).flatMap((found, index) => (found.length > 0 ? [index] : []));
}

test('passwords on a command line, by the index of their word', () => {
  const wordsOf = (line: string): readonly string[] => line.split('|');
  expect(passwordWords(wordsOf('redis-server|--requirepass|hunter2|--save|60'))).toEqual([2]);
  expect(passwordWords(wordsOf('x|--db-password=hunter2'))).toEqual([1]);
  expect(passwordWords(wordsOf('sh|-c|redis-cli -a hunter2 ping'))).toEqual([2]);
  expect(passwordWords(wordsOf('mysqladmin ping -uroot -phunter2'))).toEqual([0]);
  expect(passwordWords(wordsOf('x|--password|--verbose|--password-file=/run/x|--password|$PASSWORD'))).toEqual([]);
  expect(passwordWords(wordsOf('sh|-c|mysqladmin ping -p$PW --port 1'))).toEqual([]);
});
