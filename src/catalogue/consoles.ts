import type { ImageFamily } from './family.ts';

/** Software that a console or collector is for, by its name; of kinds of which one is as good as another, the kind: `a database`. */
const FOR: Readonly<Record<string, readonly string[]>> = {
  phpMyAdmin: ['MySQL', 'MariaDB', 'Percona Server', 'TiDB'],
  phpPgAdmin: ['PostgreSQL', 'TimescaleDB'],
  pgAdmin: ['PostgreSQL', 'TimescaleDB', 'PgBouncer'],
  pgweb: ['PostgreSQL', 'TimescaleDB'],
  PgHero: ['PostgreSQL', 'TimescaleDB'],
  temBoard: ['PostgreSQL', 'TimescaleDB'],
  'mongo-express': ['MongoDB', 'FerretDB'],
  Mongoku: ['MongoDB'],
  Nosqlclient: ['MongoDB'],
  'a MongoDB console': ['MongoDB', 'FerretDB'],
  Attu: ['Milvus'],
  Tabix: ['ClickHouse'],
  'CH-UI': ['ClickHouse'],
  'DynamoDB admin': ['DynamoDB Local'],
  Hue: ['Apache Hive', 'HDFS'],
  'SQLite Web': [],
  'Memcached admin': ['Memcached'],
  'Kafka UI': ['Apache Kafka', 'Redpanda', 'AutoMQ'],
  Kafdrop: ['Apache Kafka', 'Redpanda', 'AutoMQ'],
  AKHQ: ['Apache Kafka', 'Redpanda', 'AutoMQ'],
  'Redpanda Console': ['Apache Kafka', 'Redpanda'],
  CMAK: ['Apache Kafka', 'ZooKeeper'],
  Kpow: ['Apache Kafka', 'Redpanda'],
  'Kafka topics UI': [],
  'Confluent Control Center': ['Apache Kafka'],
  Conduktor: ['Apache Kafka', 'Redpanda'],
  Kouncil: ['Apache Kafka'],
  'Kafka Map': ['Apache Kafka'],
  Lenses: ['Apache Kafka'],
  ZooNavigator: ['ZooKeeper'],
  'Pulsar manager': ['Apache Pulsar'],
  'MQTT management center': ['Mosquitto', 'MQTT'],
  'MinIO Console': ['MinIO'],
  Kibana: ['Elasticsearch'],
  'OpenSearch Dashboards': ['OpenSearch'],
  'Wazuh dashboard': ['Wazuh indexer'],
  'the exporter of a machine': [],
  cAdvisor: [],
  Glances: [],
  Beszel: [],
  Scrutiny: [],
  Dashdot: [],
  Burrow: ['Apache Kafka', 'ZooKeeper'],
  'Cruise Control': ['Apache Kafka', 'ZooKeeper'],
};

/** Stores that all consoles of a kind are for, where the software itself says no less. */
const FOR_KINDS: Readonly<Record<string, readonly string[]>> = {
  'a database console': ['a database'],
  'a cache console': ['Redis', 'Valkey', 'KeyDB', 'Dragonfly'],
  'a search console': ['Elasticsearch', 'OpenSearch'],
  'a directory console': ['a directory'],
};

/** Software that watches whatever it is told to, which it keeps to itself. */
const WATCHING: ReadonlySet<string> = new Set([
  'a metrics exporter',
  'a monitor',
  'a monitoring agent',
  'a metrics dashboard',
]);

/** Whether `console`, a console or a collector, is made to talk to `store`; `null`: it may be to anything. */
export function isConsoleOf(console: ImageFamily, store: ImageFamily): boolean | null {
  // A tool is called after what it is for: `an exporter for Redis`.
  if (console.words.length === 0 && console.repositories.length === 0) return console.name === store.name;
  const served = FOR[console.name] ?? FOR_KINDS[console.kind];
  if (served === undefined) return WATCHING.has(console.kind) ? null : false;
  return served.includes(store.name) || served.includes(store.kind);
}

/** Ports of a console at which it is one, where it has others for what anybody may reach, such as certificates or agents; empty: not known, or all. */
export function consolePortsOf({ name }: ImageFamily): readonly number[] {
  return CONSOLE_PORTS[name] ?? [];
}

const CONSOLE_PORTS: Readonly<Record<string, readonly number[]>> = {
  // Port 80 answers for the certificate of 8443. https://github.com/nextcloud/all-in-one#explanation-of-used-ports
  'Nextcloud AIO': [8080, 8443],
  // Agents come in at 8000. https://docs.portainer.io/start/requirements-and-prerequisites
  Portainer: [9000, 9443, 9001],
  CapRover: [3000],
};
