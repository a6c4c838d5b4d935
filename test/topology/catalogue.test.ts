import { describe, expect, test } from 'vitest';
import { described, familyOf, familyOfName, isJob } from '../../src/topology/catalogue.ts';
import { repositoryOf, wordsOf } from '../../src/topology/catalogue-image.ts';

describe('the repository of an image', () => {
  test.each([
    ['postgres', 'postgres'],
    ['postgres:16-alpine', 'postgres'],
    ['docker.io/library/postgres:16', 'library/postgres'],
    ['localhost:5000/frappe/erpnext:v1', 'frappe/erpnext'],
    ['registry.example.com:5000/a/b/c@sha256:0123', 'a/b/c'],
    ['Bitnami/PostgreSQL', 'bitnami/postgresql'],
    ['localhost/redis', 'redis'],
    ['', ''],
  ])('%s → %s', (image, repository) => {
    expect(repositoryOf(image)).toBe(repository);
  });
});

test('words come without the digits at their end, and camel case is split', () => {
  expect(wordsOf('my-postgres16')).toEqual(['my', 'postgres16', 'postgres']);
  expect(wordsOf('orderDb_1')).toEqual(['order', 'db', '1']);
});

describe('an image is known', () => {
  test.each([
    ['postgres:16', 'PostgreSQL, a database'],
    ['docker.io/bitnamilegacy/postgresql-repmgr:16', 'PostgreSQL, a database'],
    ['timescale/timescaledb-ha:pg16', 'TimescaleDB, a database'],
    ['pgvector/pgvector:pg17', 'PostgreSQL, a database'],
    ['ghcr.io/acme/our-postgres-tuned@sha256:00', 'PostgreSQL, a database'],
    ['mirror.example.com/dockerhub/library/mysql:8.4', 'MySQL, a database'],
    ['mcr.microsoft.com/mssql/server:2022-latest', 'Microsoft SQL Server, a database'],
    ['redis/redis-stack-server', 'Redis, a cache'],
    ['confluentinc/cp-kafka:7.6.0', 'Apache Kafka, a message broker'],
    ['docker.elastic.co/elasticsearch/elasticsearch:8.15.0', 'Elasticsearch, a search store'],
    ['quay.io/minio/minio', 'MinIO, an object store'],
    ['qdrant/qdrant', 'Qdrant, a vector store'],
    ['nginxinc/nginx-unprivileged:1.27', 'nginx, a web server and reverse proxy'],
    ['jwilder/nginx-proxy', 'nginx, a web server and reverse proxy'],
    ['jc21/nginx-proxy-manager:2', 'Nginx Proxy Manager, a reverse proxy'],
    ['traefik:v3', 'Traefik, a reverse proxy'],
    ['lscr.io/linuxserver/swag', 'SWAG, a reverse proxy'],
    ['portainer/portainer-ce', 'Portainer, a container console'],
    ['dpage/pgadmin4', 'pgAdmin, a database console'],
    ['provectuslabs/kafka-ui', 'Kafka UI, a broker console'],
    ['mongo-express:1', 'mongo-express, a database console'],
    ['grafana/grafana-oss', 'Grafana, a metrics dashboard'],
    ['tecnativa/docker-socket-proxy', 'a socket proxy, a filter in front of the Docker socket'],
  ])('%s is %s', (image, what) => {
    const found = familyOf(image);
    expect(found === null ? null : described(found.family)).toBe(what);
  });
});

describe('a tool for a family is not the family', () => {
  test.each([
    ['prometheuscommunity/postgres-exporter', 'ops'],
    ['oliver006/redis_exporter', 'ops'],
    ['nginx/nginx-prometheus-exporter', 'ops'],
    ['prodrigestivill/postgres-backup-local', 'app'],
    ['databack/mysql-backup', 'app'],
    ['confluentinc/cp-kafka-connect:7.6.0', 'app'],
    ['minio/mc', 'app'],
    ['nginxproxy/acme-companion', 'app'],
    ['webdevops/php-nginx:8.3', 'app'],
    ['dtagdevsec/redishoneypot', 'app'],
  ])('%s is %s', (image, zone) => {
    expect(familyOf(image)?.family.zone).toBe(zone);
  });
});

test.each(['node:22', 'python:3.12-slim', 'example/shop', 'bytebase/dbhub', 'alpine', 'ghcr.io/acme/api'])(
  '%s is not known',
  (image) => {
    expect(familyOf(image)).toBeNull();
  },
);

test('a name gives a family away only by whole words', () => {
  expect(familyOfName('orders-postgres')?.name).toBe('PostgreSQL');
  expect(familyOfName('postgresish')).toBeNull();
  expect(familyOfName('redis-commander')?.zone).toBe('admin');
});

test('jobs are known by their names', () => {
  expect(['db-init', 'create_permissions', 'pg-backup'].map(isJob)).toEqual([true, true, true]);
  expect(['db', 'initech'].map(isJob)).toEqual([false, false]);
});

test("a fork under somebody's account is known, and not taken for the original", () => {
  expect(familyOf('acme/elasticsearch')?.own).toBe(false);
  expect(familyOf('docker.io/library/postgres:16')?.own).toBe(true);
});
