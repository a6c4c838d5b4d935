import { describe, expect, test } from 'vitest';
import { described, familyOf } from '../../src/catalogue/catalogue.ts';
import { familyOfName, isJob } from '../../src/catalogue/name.ts';
import { IMAGE_FAMILIES } from '../../src/catalogue/families.ts';
import { isRuntime } from '../../src/catalogue/runtimes.ts';
import { repositoryOf, wordsOf } from '../../src/catalogue/image.ts';

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

describe('an image is known wherever it comes from', () => {
  test.each([
    'postgres',
    'postgres:16-alpine@sha256:00',
    'registry.example.com:5000/mirror/library/postgres:16',
    'localhost/postgres',
    'registry:5000/postgres',
    'public.ecr.aws/docker/library/postgres:17',
    '/postgres:16',
    'Postgres',
    'gcr.io/acme/prod/app-postgres:v1',
    'acme/postgres16-tuned',
  ])('%s is PostgreSQL', (image) => {
    expect(familyOf(image)?.family.name).toBe('PostgreSQL');
  });
});

test('each trait is that of software there is', () => {
  const named = (trait: string) =>
    IMAGE_FAMILIES.flatMap(({ name, traits }) => (traits.some((one) => one === trait) ? [name] : []));
  expect(named('keeps-store')).toHaveLength(12);
  expect(named('serves-applications')).toEqual(['nginx', 'Apache httpd']);
  expect(named('socket-filter')).toEqual(['a socket proxy']);
  expect(familyOfName('postgres-backup')?.traits).toEqual(['backup']);
});

test('a repository name is that of one family', () => {
  const named = new Map<string, number>();
  for (const name of IMAGE_FAMILIES.flatMap(({ repositories }) => repositories))
    named.set(name, (named.get(name) ?? 0) + 1);
  expect([...named].filter(([, count]) => count > 1)).toEqual([]);
});

test('an image is not known for sure where other words of its name may make something else of it', () => {
  const sure = (image: string) => familyOf(image)?.isSure;
  expect(
    ['postgres', 'acme/app-postgres', 'acme/postgres-primary', 'acme/redis7-alpine', 'x/adminer-custom'].map(sure),
  ).toEqual(Array<boolean>(5).fill(true));
  expect(['acme/postgres-custom-stuff', 'acme/coolify-realtime2', 'acme/no-redis'].map(sure)).toEqual(
    Array<boolean>(3).fill(false),
  );
});

describe('an image is of a zone', () => {
  const zones = {
    data:
      'supabase/postgres:15 ghcr.io/cloudnative-pg/postgresql:17 citusdata/citus paradedb/paradedb tensorchord/pgvecto-rs:pg14 ' +
      'edoburu/pgbouncer proxysql/proxysql container-registry.oracle.com/mysql/community-server:8.4 yobasystems/alpine-mariadb ' +
      'bitnami/mariadb-galera percona/percona-server-mongodb:7.0 mcr.microsoft.com/mssql/server mcr.microsoft.com/azure-sql-edge ' +
      'gvenzl/oracle-free:23-slim icr.io/db2_community/db2 cockroachdb/cockroach yugabytedb/yugabyte pingcap/tidb scylladb/scylla ' +
      'couchbase/server neo4j:5 memgraph/memgraph-mage vesoft/nebula-graphd:v3 arangodb/enterprise apache/hugegraph falkordb/falkordb ' +
      'clickhouse/clickhouse-server starrocks/allin1-ubuntu apache/doris:fe apache/iotdb greptime/greptimedb questdb/questdb ' +
      'tdengine/tdengine redis/redis-stack:latest ghcr.io/valkey-io/valkey apache/kvrocks ghcr.io/microsoft/garnet apache/ignite ' +
      'hazelcast/hazelcast quay.io/infinispan/server memcached:alpine rabbitmq:4-management apache/kafka:4.0.0 quay.io/strimzi/kafka ' +
      'redpandadata/redpanda nats:2 nsqio/nsq apachepulsar/pulsar apache/activemq-artemis eclipse-mosquitto emqx/emqx apache/rocketmq ' +
      'cloudamqp/lavinmq softwaremill/elasticmq-native opensearchproject/opensearch:2 elasticsearch:8.15.0 getmeili/meilisearch ' +
      'typesense/typesense manticoresearch/manticore quickwit/quickwit quay.io/minio/minio chrislusf/seaweedfs dxflrs/garage:v1 ' +
      'mcr.microsoft.com/azure-storage/azurite fsouza/fake-gcs-server adobe/s3mock qdrant/qdrant semitechnologies/weaviate ' +
      'milvusdb/milvus ghcr.io/chroma-core/chroma marqoai/marqo infiniflow/infinity quay.io/coreos/etcd hashicorp/consul ' +
      'hashicorp/vault openbao/openbao osixia/openldap lldap/lldap rqlite/rqlite surrealdb/surrealdb rethinkdb eventstore/eventstore ' +
      'apache/hive:4.0.0 bde2020/hive trinodb/trino tigerbeetle/tigerbeetle apache/ozone debezium/kafka quay.io/debezium/zookeeper ' +
      'dolthub/dolt-sql-server amazon/dynamodb-local risingwavelabs/risingwave acme/auth-postgres acme/app-redis acme/metrics-mysql',
    edge:
      'nginx:alpine nginxinc/nginx-unprivileged nginxproxy/nginx-proxy jc21/nginx-proxy-manager traefik:v3 caddy:2 ' +
      'lucaslorentz/caddy-docker-proxy haproxy:3 envoyproxy/envoy kong/kong-gateway apache/apisix krakend tykio/tyk-gateway ' +
      'lscr.io/linuxserver/swag openresty/openresty bunkerity/bunkerweb owasp/modsecurity-crs:nginx httpd:2.4 varnish ' +
      'cloudflare/cloudflared ngrok/ngrok snowdreamtech/frpc fosrl/pangolin quay.io/oauth2-proxy/oauth2-proxy ghcr.io/goauthentik/proxy ' +
      'weaveworksdemos/edge-router litespeedtech/openlitespeed acme/edge-proxy acme/api-gateway:3 acme/ingress acme/lb',
    admin:
      'adminer phpmyadmin:5 dpage/pgadmin4 sosedoff/pgweb mongo-express rediscommander/redis-commander redis/redisinsight ' +
      'provectuslabs/kafka-ui ghcr.io/kafbat/kafka-ui tchiotludo/akhq obsidiandynamics/kafdrop docker.redpanda.com/redpandadata/console ' +
      'dbeaver/cloudbeaver dbgate/dbgate supabase/studio zilliz/attu aaronshaf/dynamodb-admin osixia/phpldapadmin ' +
      'ghcr.io/ldapaccountmanager/ldap-account-manager portainer/portainer-ce portainer/agent louislam/dockge ' +
      'ghcr.io/moghtech/komodo-core coleifer/sqlite-web cars10/elasticvue lmenezes/cerebro tsl0922/ttyd acme/mysql-admin ' +
      'gethue/hue temporalio/ui:2 nextcloud/all-in-one springcommunity/spring-petclinic-admin-server bde2020/hdfs-filebrowser ghcr.io/drizzle-team/gateway minio/console ldapaccountmanager/lam easypanel/easypanel',
    ops:
      'prom/prometheus grafana/grafana-oss grafana/loki victoriametrics/victoria-metrics gcr.io/cadvisor/cadvisor prom/node-exporter ' +
      'oliver006/redis_exporter jaegertracing/all-in-one otel/opentelemetry-collector-contrib fluent/fluent-bit ' +
      'docker.elastic.co/kibana/kibana louislam/uptime-kuma amir20/dozzle containrrr/watchtower tecnativa/docker-socket-proxy ' +
      'lscr.io/linuxserver/socket-proxy datadog/agent mher/flower openzipkin/zipkin',
    app:
      'minio/mc prodrigestivill/postgres-backup-local confluentinc/cp-kafka-connect confluentinc/cp-schema-registry acme/kafka-rest-api ' +
      'vaultwarden/server postgrest/postgrest qmcgaw/gluetun lscr.io/linuxserver/wireguard ubuntu/squid couchbase/sync-gateway ' +
      'darthsim/imgproxy ghcr.io/berriai/litellm webdevops/php-nginx acme/payment-gateway acme/smtp-proxy acme/proxy-auth acme/db-proxy ' +
      'acme/wait-for-postgres acme/redis-worker acme/kafka-consumer cnfldemos/flink-kafka thomseddon/traefik-forward-auth ' +
      'thinkst/canarytokens penpotapp/exporter axllent/mailpit quay.io/keycloak/keycloak temporalio/server:1 n8nio/n8n gitea/gitea ' +
      'gotenberg/gotenberg:8 selenium/standalone-chrome traefik/whoami wordpress:6 ghcr.io/home-assistant/home-assistant thingsboard/tb-mqtt-transport',
    frontend:
      'vectorim/element-web dessalines/lemmy-ui jitsi/web appflowyinc/appflowy_web netbirdio/dashboard swaggerapi/swagger-ui',
  };
  test.each(
    Object.entries(zones).flatMap(([zone, images]) => images.split(' ').map((image) => [image, zone] as const)),
  )('%s: %s', (image, zone) => {
    expect(familyOf(image)?.family.zone ?? 'app').toBe(zone);
  });
});

test("Bitnami's packages keep their data in a folder of their own", () => {
  expect(familyOf('bitnami/mysql:8.4')?.family.store?.directories).toEqual(['/bitnami/mysql']);
  expect(familyOf('registry.example.com/bitnamilegacy/redis-cluster')?.family.store?.directories).toEqual([
    '/bitnami/redis',
  ]);
  expect(familyOf('bitnami/postgresql')?.family.store?.declared).toEqual(['/bitnami/postgresql']);
});

describe('the last word of a name says what it is', () => {
  test.each([
    ['app-postgres', 'data'],
    ['postgres-app', 'app'],
    ['jobs-redis', 'data'],
    ['init-mysql', 'app'],
    ['auth-gateway', 'edge'],
    ['gateway-auth', undefined],
    ['proxy-1', 'edge'],
    ['proxy_server', 'edge'],
    ['sms-gateway', undefined],
    ['kafka-ui', 'admin'],
    ['fluent-bit', 'ops'],
  ])('%s: %s', (name, zone) => {
    expect(familyOfName(name)?.zone).toBe(zone);
  });
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

test('a system or a language is no software of its own', () => {
  expect(
    [
      'node:24',
      'docker.io/library/python',
      'public.ecr.aws/docker/library/ruby:3',
      'alpine',
      'bitnami/node',
      'mcr.microsoft.com/dotnet/sdk:9',
    ].every(isRuntime),
  ).toBe(true);
  expect(['acme/node', 'postgres', 'nginx', 'node-exporter'].some(isRuntime)).toBe(false);
});

test('jobs are known by their names', () => {
  expect(['db-init', 'create_permissions', 'pg-backup', 'nightly-job'].every(isJob)).toBe(true);
  expect(['db', 'initech', 'job-db'].some(isJob)).toBe(false);
});

test("a fork under somebody's account is known, and not taken for the original", () => {
  expect(familyOf('acme/elasticsearch')?.own).toBe(false);
  expect(familyOf('docker.io/library/postgres:16')?.own).toBe(true);
});
