import { describe, expect, test } from 'vitest';
import { dataPublished } from '../../src/rules/data-published.ts';
import { dataReachableFromFrontend } from '../../src/rules/data-reachable-from-frontend.ts';
import { contextOf, violationsOf } from './violations.ts';

const published = (image: string, port: number, more: string): readonly string[] =>
  violationsOf(
    dataPublished,
    `services: { db: { image: "${image}", ports: ["${String(port)}:${String(port)}"]${more} } }`,
  ).map(({ severity, related }) => `${severity ?? 'high'}${related.length > 0 ? ' with its line' : ''}`);

describe('a published store that lets everybody in is critical', () => {
  test.each([
    ['postgres:16', 5432, ', environment: { POSTGRES_HOST_AUTH_METHOD: trust }', ' with its line'],
    ['mysql:8', 3306, ', environment: { MYSQL_ALLOW_EMPTY_PASSWORD: "yes" }', ' with its line'],
    ['bitnami/redis:7', 6379, ', environment: { ALLOW_EMPTY_PASSWORD: "yes" }', ' with its line'],
    ['elasticsearch:8.15.0', 9200, ', environment: ["xpack.security.enabled=false"]', ' with its line'],
    ['docker.elastic.co/elasticsearch/elasticsearch:7.17.0', 9200, '', ''],
    ['opensearchproject/opensearch:2', 9200, ', environment: { DISABLE_SECURITY_PLUGIN: "true" }', ' with its line'],
    ['mongo:7', 27017, '', ''],
    ['redis:7', 6379, ', command: redis-server --appendonly yes', ''],
    ['minio/minio', 9000, ', environment: { MINIO_ROOT_USER: a, MINIO_ROOT_PASSWORD: minioadmin }', ' with its line'],
    ['rabbitmq:4', 5672, '', ''],
    ['hashicorp/vault', 8200, ', command: server -dev', ' with its line'],
  ])('%s on port %i', (image, port, more, line) => {
    expect(published(image, port, more)).toEqual([`critical${line}`]);
  });
});

describe('one that asks for a password, or may, is not', () => {
  test.each([
    ['postgres:16', 5432, ''],
    ['bitnami/redis:7', 6379, ''],
    ['elasticsearch:8.15.0', 9200, ''],
    ['elasticsearch:7.17.0', 9200, ', environment: ["xpack.security.enabled=true"]'],
    ['mongo:7', 27017, ', environment: { MONGO_INITDB_ROOT_USERNAME: "${USER}", MONGO_INITDB_ROOT_PASSWORD: "${P}" }'],
    ['redis:7', 6379, ', command: redis-server --requirepass ${PASSWORD}'],
    ['redis:7', 6379, ', command: redis-server /etc/redis/redis.conf'],
    ['redis:7', 6379, ', volumes: ["./redis.conf:/usr/local/etc/redis/redis.conf"]'],
    ['acme/redis-tuned', 6379, ''],
    ['rabbitmq:4', 5672, ', environment: { RABBITMQ_DEFAULT_USER: "${USER}" }'],
  ])('%s on port %i%s', (image, port, more) => {
    expect(published(image, port, more)).toEqual(['high']);
  });

  test('nor is one on a port on which nothing is known to answer', () => {
    expect(published('redis:7', 9999, '')).toEqual(['high']);
  });
});

test('that a store lets everybody in is said in the finding of who reaches it', () => {
  const [violation] = violationsOf(
    dataReachableFromFrontend,
    'services: { proxy: { image: nginx, ports: ["80:80"] }, app: { image: x, environment: { DB_HOST: db } }, db: { image: postgres, environment: { POSTGRES_HOST_AUTH_METHOD: trust } } }',
  );
  expect(violation?.message).toMatch(
    /reaches any port of `db` over network `default`\. `db` asks nobody for a password\.$/,
  );
  expect(violation?.related.map(({ note }) => note)).toContain('db asks nobody for a password');
});

test('what an env file that is not there may lock is not said to be open, unless a sample says what belongs there', () => {
  const told = (files: Readonly<Record<string, string>>): readonly string[] =>
    [
      ...dataPublished.check(
        contextOf({
          'compose.yaml':
            'services: { files: { image: minio/minio, ports: ["9000:9000"], env_file: [{ path: files.env, required: false }] } }',
          ...files,
        }).context,
      ),
    ].map(({ severity }) => severity ?? 'high');
  expect(told({})).toEqual(['high']);
  expect(told({ 'files.env.example': 'MINIO_ROOT_PASSWORD=\n' })).toEqual(['high']);
  expect(told({ 'files.env.example': 'MINIO_REGION=a\n' })).toEqual(['critical']);
  expect(told({ 'files.env': 'MINIO_REGION=a\n' })).toEqual(['critical']);
});

test('an open store of a test or of development is high', () => {
  const stack = (name: string): string => `name: ${name}\nservices: { db: { image: redis, ports: ["6379:6379"] } }`;
  expect(
    ['shop', 'shop-dev', 'shop-test'].map((name) => violationsOf(dataPublished, stack(name))[0]?.severity),
  ).toEqual(['critical', null, null]);
});
