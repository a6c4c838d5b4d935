import type { ImageFamily, Prepared, DataStore, StoreVersion } from './family.ts';

/** https://github.com/docker-library/postgres/pull/1259 */
const POSTGRES_VERSIONS: readonly StoreVersion[] = [
  {
    from: 18,
    directories: ['/var/lib/postgresql/MAJOR/docker'],
    declared: ['/var/lib/postgresql'],
    refuses: '/var/lib/postgresql/data',
  },
  { from: 0, directories: ['/var/lib/postgresql/data'], declared: ['/var/lib/postgresql/data'] },
];

/** Stores that devices and machines everywhere log in to. */
const FOR_DEVICES: ReadonlySet<string> = new Set(['Mosquitto', 'EMQX', 'HiveMQ', 'VerneMQ', 'MQTT', 'OpenLDAP']);

/**
 * Databases, caches, brokers, search, object and vector stores. Directories and declared volumes are those of the images' own
 * documentation and Dockerfiles.
 */
export const DATA_IMAGES: readonly ImageFamily[] = [
  data('PostgreSQL', 'a database', [5432], {
    words: [
      'postgres',
      'postgresql',
      'postgis',
      'pgsql',
      'pgvector',
      'pgvecto',
      'timescaledb',
      'timescale',
      'spilo',
      'pg',
      'citus',
      'paradedb',
      'vectorchord',
      'orioledb',
      'greenplum',
      'agensgraph',
      'opengauss',
      'enterprisedb',
    ],
    repositories: [
      'postgis/postgis',
      'pgvector/pgvector',
      'pgautoupgrade/pgautoupgrade',
      'immich-app/postgres',
      'percona/percona-distribution-postgresql',
    ],
    directories: ['/var/lib/postgresql'],
    declared: ['/var/lib/postgresql/data'],
    versions: POSTGRES_VERSIONS,
    variables: ['PGDATA'],
  }),
  data('PostgreSQL', 'a database', [5432], {
    repositories: ['postgres'],
    directories: ['/var/lib/postgresql'],
    declared: ['/var/lib/postgresql/data'],
    versions: POSTGRES_VERSIONS,
    newest: 18,
    variables: ['PGDATA'],
  }),
  data('PostgreSQL', 'a database', [5432], {
    repositories: ['bitnami/postgresql', 'bitnamilegacy/postgresql'],
    directories: ['/bitnami/postgresql'],
    declared: ['/bitnami/postgresql'],
    variables: ['POSTGRESQL_DATA_DIR'],
  }),
  data('TimescaleDB', 'a database', [5432], {
    repositories: ['timescale/timescaledb-ha'],
    directories: ['/home/postgres/pgdata/data'],
    declared: ['/home/postgres/pgdata/data'],
    elsewhere: ['/var/lib/postgresql', '/pgdata'],
    variables: ['PGDATA'],
  }),
  data('PgBouncer', 'a connection pooler in front of a database', [6432], { words: ['pgbouncer'] }),
  data('a pooler for PostgreSQL', 'in front of a database', [6432], {
    words: ['pgpool', 'pgcat', 'odyssey', 'supavisor', 'pgdog'],
  }),
  data('ProxySQL', 'a connection pooler in front of a database', [6033], {
    words: ['proxysql', 'maxscale'],
    repositories: ['mysql-router', 'community-router'],
  }),
  data('MySQL', 'a database', [3306, 33060], {
    words: ['mysql'],
    repositories: ['mysql', 'mysql/mysql-server'],
    directories: ['/var/lib/mysql'],
    declared: ['/var/lib/mysql'],
    options: ['--datadir'],
  }),
  data('MariaDB', 'a database', [3306], {
    words: ['mariadb', 'galera'],
    repositories: ['mariadb', 'wodby/mariadb', 'mariadb/server'],
    directories: ['/var/lib/mysql'],
    declared: ['/var/lib/mysql'],
    options: ['--datadir'],
  }),
  data('MariaDB', 'a database', [3306], {
    repositories: ['linuxserver/mariadb'],
    directories: ['/config'],
    declared: ['/config'],
  }),
  data('Percona Server', 'a database', [3306], {
    words: ['percona', 'xtradb'],
    repositories: ['percona', 'percona/percona-server', 'percona/percona-xtradb-cluster'],
    directories: ['/var/lib/mysql'],
    declared: ['/var/lib/mysql'],
    options: ['--datadir'],
  }),
  data('MongoDB', 'a database', [27017], {
    words: ['mongo', 'mongodb', 'mongod', 'mongos'],
    repositories: [
      'mongo',
      'mongodb/mongodb-community-server',
      'mongodb/mongodb-enterprise-server',
      'percona/percona-server-mongodb',
    ],
    directories: ['/data/db'],
    declared: ['/data/db', '/data/configdb'],
    options: ['--dbpath'],
  }),
  data('FerretDB', 'a database', [27017], { words: ['ferretdb', 'documentdb'] }),
  data('Cosmos DB emulator', 'a database', [8081], { repositories: ['azure-cosmos-emulator'], words: ['cosmosdb'] }),
  data('Microsoft SQL Server', 'a database', [1433], {
    words: ['mssql', 'sqlserver'],
    repositories: [
      'mssql/server',
      'mssql/rhel/server',
      'mssql-server-linux',
      'mssql-server',
      'azure-sql-edge',
      'sql-server',
    ],
    directories: ['/var/opt/mssql'],
  }),
  data('Oracle Database', 'a database', [1521], {
    words: ['oracledb'],
    repositories: [
      'oracle-xe',
      'oracle-free',
      'database/free',
      'database/express',
      'database/enterprise',
      'oracle/database',
      'database/adb-free',
      'oracle-db',
    ],
    directories: ['/opt/oracle/oradata'],
  }),
  data('Db2', 'a database', [50000], {
    repositories: ['ibmcom/db2', 'db2_community/db2', 'db2express-c'],
    directories: ['/database'],
  }),
  data('Firebird', 'a database', [3050], { words: ['firebird'] }),
  data('CockroachDB', 'a database', [26257], {
    words: ['cockroach', 'cockroachdb'],
    repositories: ['cockroachdb/cockroach'],
    directories: ['/cockroach/cockroach-data'],
    options: ['--store'],
  }),
  data('SAP HANA', 'a database', [39017], { words: ['hanaexpress'], repositories: ['saplabs/hana*'] }),
  data('Informix', 'a database', [9088], { words: ['informix'] }),
  data('Vertica', 'a database', [5433], { words: ['vertica'] }),
  data('Exasol', 'a database', [8563], { words: ['exasol'] }),
  data('SingleStore', 'a database', [3306], { words: ['singlestore', 'singlestoredb', 'memsql'] }),
  data('MonetDB', 'a database', [50000], { words: ['monetdb'] }),
  data('StarRocks', 'a database', [9030, 8030], { words: ['starrocks'] }),
  data('Apache Doris', 'a database', [9030, 8030], { repositories: ['apache/doris', 'doris-*', 'apache/doris*'] }),
  data('Databend', 'a database', [3307], { words: ['databend'] }),
  data('OceanBase', 'a database', [2881], { words: ['oceanbase'] }),
  data('RisingWave', 'a database', [4566], { words: ['risingwave', 'risingwavelabs'] }),
  data('Materialize', 'a database', [6875], { repositories: ['materialize/materialized'], words: ['materialized'] }),
  data('KurrentDB', 'an event store', [2113], { words: ['eventstore', 'eventstoredb', 'kurrentdb'] }),
  data('XTDB', 'a database', [5432], { words: ['xtdb'] }),
  data('Neon', 'a database', [5432], { repositories: ['neondatabase/*'] }),
  data('YugabyteDB', 'a database', [5433, 9042], { words: ['yugabyte', 'yugabytedb'] }),
  data('TiDB', 'a database', [4000], { words: ['tidb', 'tikv'] }),
  data('Vitess', 'a database', [15306], { words: ['vitess', 'vttablet', 'vtgate'] }),
  data('Cassandra', 'a database', [9042], {
    words: ['cassandra'],
    repositories: ['cassandra'],
    directories: ['/var/lib/cassandra'],
    declared: ['/var/lib/cassandra'],
  }),
  data('ScyllaDB', 'a database', [9042], {
    words: ['scylla', 'scylladb'],
    repositories: ['scylladb/scylla'],
    directories: ['/var/lib/scylla'],
    declared: ['/var/lib/scylla'],
  }),
  data('CouchDB', 'a database', [5984], {
    words: ['couchdb', 'couch'],
    repositories: ['couchdb', 'apache/couchdb'],
    directories: ['/opt/couchdb/data'],
    declared: ['/opt/couchdb/data'],
  }),
  data('Couchbase', 'a database', [8091], {
    words: ['couchbase'],
    repositories: ['couchbase', 'couchbase/server'],
    directories: ['/opt/couchbase/var'],
    declared: ['/opt/couchbase/var'],
  }),
  data('Neo4j', 'a graph database', [7687, 7474], {
    words: ['neo4j'],
    repositories: ['neo4j'],
    directories: ['/data'],
    declared: ['/data', '/logs'],
  }),
  data('ArangoDB', 'a database', [8529], {
    words: ['arangodb', 'arango'],
    repositories: ['arangodb', 'arangodb/arangodb'],
    directories: ['/var/lib/arangodb3'],
    declared: ['/var/lib/arangodb3', '/var/lib/arangodb3-apps'],
  }),
  data('Dgraph', 'a graph database', [9080, 8080], { words: ['dgraph'] }),
  data('Memgraph', 'a graph database', [7687], { words: ['memgraph'] }),
  data('OrientDB', 'a database', [2424], { words: ['orientdb'] }),
  data('NebulaGraph', 'a graph database', [9669], {
    words: ['graphd', 'storaged', 'metad'],
    repositories: ['vesoft/nebula-*'],
  }),
  data('TigerGraph', 'a graph database', [9000], { words: ['tigergraph'] }),
  data('FalkorDB', 'a graph database', [6379], { words: ['falkordb', 'redisgraph'] }),
  data('GraphDB', 'a graph database', [7200], { words: ['graphdb'], repositories: ['ontotext/graphdb'] }),
  data('Apache Jena', 'a graph database', [3030], { words: ['fuseki'] }),
  data('Blazegraph', 'a graph database', [9999], { words: ['blazegraph'] }),
  data('Virtuoso', 'a graph database', [8890, 1111], { words: ['virtuoso'] }),
  data('HugeGraph', 'a graph database', [8080], { words: ['hugegraph'] }),
  data('TypeDB', 'a graph database', [1729], { words: ['typedb'] }),
  data('TerminusDB', 'a graph database', [6363], { words: ['terminusdb'] }),
  data('Gremlin server', 'a graph database', [8182], { repositories: ['gremlin-server'] }),
  data('JanusGraph', 'a graph database', [8182], { words: ['janusgraph'] }),
  data('RethinkDB', 'a database', [28015], {
    words: ['rethinkdb'],
    repositories: ['rethinkdb'],
    directories: ['/data'],
    declared: ['/data'],
  }),
  data('SurrealDB', 'a database', [8000], { words: ['surrealdb'] }),
  data('Gel', 'a database', [5656], { words: ['edgedb', 'geldata'] }),
  data('RavenDB', 'a database', [38888], { words: ['ravendb'] }),
  data('ClickHouse', 'a database', [8123, 9000], {
    words: ['clickhouse'],
    repositories: ['clickhouse', 'clickhouse/clickhouse-server', 'yandex/clickhouse-server'],
    directories: ['/var/lib/clickhouse'],
    declared: ['/var/lib/clickhouse'],
  }),
  data('InfluxDB', 'a time series database', [8086], {
    words: ['influxdb', 'influx'],
    repositories: ['influxdb'],
    directories: ['/var/lib/influxdb', '/var/lib/influxdb2', '/var/lib/influxdb3'],
    declared: ['/var/lib/influxdb', '/var/lib/influxdb2'],
    versions: [
      { from: 3, directories: ['/var/lib/influxdb3'], declared: [] },
      { from: 2, directories: ['/var/lib/influxdb2'], declared: ['/var/lib/influxdb2'] },
      { from: 0, directories: ['/var/lib/influxdb'], declared: ['/var/lib/influxdb'] },
    ],
    variables: ['INFLUXD_BOLT_PATH', 'INFLUXD_ENGINE_PATH', 'INFLUXDB_DATA_DIR'],
    options: ['--data-dir', '--bolt-path', '--engine-path'],
  }),
  data('QuestDB', 'a time series database', [9000, 8812], {
    words: ['questdb'],
    repositories: ['questdb/questdb'],
    directories: ['/var/lib/questdb'],
  }),
  data('CrateDB', 'a database', [4200], {
    words: ['cratedb'],
    repositories: ['crate'],
    directories: ['/data'],
    declared: ['/data'],
  }),
  data('TDengine', 'a time series database', [6030], { words: ['tdengine'] }),
  data('Apache IoTDB', 'a time series database', [6667], { words: ['iotdb'] }),
  data('GreptimeDB', 'a time series database', [4000], { words: ['greptime', 'greptimedb'] }),
  data('OpenTSDB', 'a time series database', [4242], { words: ['opentsdb', 'kairosdb', 'm3db'] }),
  data('Apache Druid', 'a database', [8888], { words: ['druid'] }),
  data('Apache Pinot', 'a database', [9000], { words: ['pinot'] }),
  data('HBase', 'a database', [16000], { words: ['hbase'] }),
  data('HDFS', 'a file store', [9870, 9000], { words: ['namenode', 'datanode', 'hdfs'] }),
  data('Apache Ozone', 'an object store', [9878], { repositories: ['apache/ozone'] }),
  data('Apache Hive', 'a data warehouse', [10000], {
    repositories: ['apache/hive', 'bde2020/hive', 'hive-server', 'hive-metastore'],
  }),
  data('Trino', 'a query engine in front of databases', [8080], {
    repositories: ['trinodb/trino', 'prestodb/presto', 'starburstdata/*'],
  }),
  data('TigerBeetle', 'a database', [3000], { words: ['tigerbeetle'] }),
  data('Dolt', 'a database', [3306], { words: ['dolt'] }),
  data('rqlite', 'a database', [4001], { words: ['rqlite', 'libsql', 'sqld', 'dqlite'] }),
  data('DynamoDB Local', 'a database', [8000], { words: ['dynamodb'] }),
  data('Aerospike', 'a database', [3000], { words: ['aerospike'] }),
  data('Tarantool', 'a database', [3301], { words: ['tarantool'] }),
  data('SSDB', 'a database', [8888], { words: ['ssdb'] }),
  data('Riak', 'a database', [8087, 8098], { words: ['riak'] }),
  data('FoundationDB', 'a database', [4500], { words: ['foundationdb', 'fdb'] }),
  data('ClickHouse Keeper', 'a coordination store', [9181], { repositories: ['clickhouse-keeper'] }),
  data('Deno KV', 'a database', [4512], { repositories: ['denoland/denokv'] }),
  data('SereneDB', 'a database', [5432], { repositories: ['serenedb/serenedb'] }),
  data('SeekDB', 'a database', [2881], { repositories: ['oceanbase/seekdb'] }),
  data('PocketBase', 'a database', [8090], { words: ['pocketbase'] }),
  data('Convex', 'a database', [3210], { repositories: ['get-convex/convex-backend'] }),
  data('VoltDB', 'a database', [21212], { words: ['voltdb'] }),
  data('Skytable', 'a database', [2003], { words: ['skytable'] }),
  data('immudb', 'a database', [3322], { words: ['immudb'] }),

  cache('Redis', 'a cache', [6379], {
    words: ['redis'],
    repositories: [
      'redis',
      'redis/redis-stack-server',
      'redis/redis-stack',
      'redislabs/redismod',
      'redislabs/rejson',
      'redislabs/redisearch',
    ],
    directories: ['/data'],
    declared: ['/data'],
    elsewhere: ['/var/lib/redis', '/bitnami/redis', '/redis'],
    options: ['--dir'],
  }),
  cache('Valkey', 'a cache', [6379], {
    words: ['valkey'],
    repositories: ['valkey', 'valkey/valkey'],
    directories: ['/data'],
    declared: ['/data'],
    elsewhere: ['/var/lib/valkey', '/var/lib/redis', '/bitnami/valkey', '/bitnami/redis', '/valkey'],
    options: ['--dir'],
  }),
  cache('KeyDB', 'a cache', [6379], {
    words: ['keydb'],
    repositories: ['eqalpha/keydb'],
    directories: ['/data'],
    declared: ['/data'],
  }),
  cache('Dragonfly', 'a cache', [6379], {
    words: ['dragonfly', 'dragonflydb'],
    repositories: ['dragonflydb/dragonfly'],
    directories: ['/data'],
    declared: ['/data'],
  }),
  cache('Garnet', 'a cache', [6379], { words: ['garnet'] }),
  cache('Apache Kvrocks', 'a key-value store', [6666], { words: ['kvrocks'] }),
  cache('Redict', 'a cache', [6379], { words: ['redict'] }),
  cache('Infinispan', 'a cache', [11222], { words: ['infinispan'] }),
  cache('twemproxy', 'a proxy in front of a cache', [22121], { words: ['twemproxy', 'nutcracker', 'predixy'] }),
  cache('Memcached', 'a cache', [11211], { words: ['memcached', 'memcache'], repositories: ['memcached'] }),
  cache('Hazelcast', 'a cache', [5701], { words: ['hazelcast'] }),
  cache('Apache Ignite', 'a cache', [10800], { words: ['ignite'] }),

  data('RabbitMQ', 'a message broker', [5672, 15672], {
    words: ['rabbitmq', 'rabbit'],
    repositories: ['rabbitmq'],
    directories: ['/var/lib/rabbitmq'],
    declared: ['/var/lib/rabbitmq'],
    // https://www.rabbitmq.com/docs/relocate#node-name
    nodeName: 'RABBITMQ_NODENAME',
  }),
  data('Apache Kafka', 'a message broker', [9092], {
    words: ['kafka'],
    repositories: ['confluentinc/cp-kafka', 'confluentinc/cp-server'],
    directories: ['/var/lib/kafka', '/tmp/kafka-logs', '/tmp/kraft-combined-logs'],
    declared: ['/var/lib/kafka/data'],
    variables: ['KAFKA_LOG_DIRS', 'KAFKA_LOG_DIR'],
  }),
  // It declares a volume that it does not use: https://github.com/apache/kafka/blob/trunk/docker/server.properties, and below `/tmp` lies
  // also what has no setting at all. The same in https://github.com/microsoft/aspire/issues/4909 for Confluent's local edition.
  data('Apache Kafka', 'a message broker', [9092], {
    repositories: ['apache/kafka', 'apache/kafka-native', 'confluentinc/confluent-local'],
    directories: ['/tmp/kraft-combined-logs', '/tmp/kafka-logs'],
    declared: ['/var/lib/kafka/data'],
    variables: ['KAFKA_LOG_DIRS', 'KAFKA_LOG_DIR'],
    prepared: { directory: '/var/lib/kafka/data', variable: 'KAFKA_LOG_DIRS', settings: '/mnt/shared/config' },
  }),
  // https://github.com/debezium/container-images
  data('Apache Kafka', 'a message broker', [9092], {
    repositories: ['debezium/kafka'],
    directories: ['/kafka/data'],
    declared: ['/kafka/data', '/kafka/logs', '/kafka/config'],
  }),
  data('ZooKeeper', 'a coordination store', [2181], {
    repositories: ['debezium/zookeeper'],
    directories: ['/zookeeper/data', '/zookeeper/txns'],
    declared: ['/zookeeper/data', '/zookeeper/txns', '/zookeeper/conf'],
    together: ['/zookeeper/data', '/zookeeper/txns'],
  }),
  data('ZooKeeper', 'a coordination store', [2181], {
    words: ['zookeeper', 'zk'],
    repositories: ['zookeeper'],
    directories: ['/data', '/datalog', '/var/lib/zookeeper'],
    declared: ['/data', '/datalog'],
    together: ['/data', '/datalog'],
  }),
  data('ZooKeeper', 'a coordination store', [2181], {
    repositories: ['confluentinc/cp-zookeeper'],
    directories: ['/var/lib/zookeeper/data', '/var/lib/zookeeper/log'],
    declared: ['/var/lib/zookeeper/data', '/var/lib/zookeeper/log'],
    together: ['/var/lib/zookeeper/data', '/var/lib/zookeeper/log'],
  }),
  data('Apache Kafka', 'a message broker', [9092], {
    repositories: ['landoop/fast-data-dev', 'lensesio/fast-data-dev'],
  }),
  data('Redpanda', 'a message broker', [9092], {
    words: ['redpanda'],
    repositories: ['redpandadata/redpanda', 'vectorized/redpanda'],
    directories: ['/var/lib/redpanda'],
  }),
  cache('NATS', 'a message broker', [4222], { words: ['nats', 'jetstream'] }),
  data('Apache Pulsar', 'a message broker', [6650], { words: ['pulsar', 'bookkeeper', 'bookie'] }),
  data('ActiveMQ', 'a message broker', [61616, 5672], { words: ['activemq', 'artemis'] }),
  cache('Mosquitto', 'a message broker', [1883, 8883], { words: ['mosquitto'] }),
  cache('EMQX', 'a message broker', [1883, 8883], { words: ['emqx', 'nanomq'] }),
  cache('HiveMQ', 'a message broker', [1883, 8883], { words: ['hivemq'] }),
  cache('VerneMQ', 'a message broker', [1883, 8883], { words: ['vernemq'] }),
  cache('MQTT', 'a message broker', [1883, 8883], { words: ['mqtt'] }),
  data('Apache RocketMQ', 'a message broker', [9876, 10911], { words: ['rocketmq', 'rmqnamesrv', 'rmqbroker'] }),
  data('LavinMQ', 'a message broker', [5672], { words: ['lavinmq'] }),
  data('Apache Qpid', 'a message broker', [5672], { words: ['qpid'] }),
  data('IBM MQ', 'a message broker', [1414], { repositories: ['ibmcom/mq', 'ibm-messaging/mq'] }),
  data('Solace', 'a message broker', [55555], { words: ['solace'], repositories: ['solace-pubsub-standard'] }),
  data('AutoMQ', 'a message broker', [9092], { words: ['automq', 'kubemq', 'memphis'] }),
  cache('beanstalkd', 'a queue', [11300], { words: ['beanstalkd', 'beanstalk'] }),
  cache('Gearman', 'a queue', [4730], { words: ['gearman', 'gearmand'] }),
  cache('NSQ', 'a message broker', [4150], { words: ['nsqd', 'nsqlookupd', 'nsq'] }),
  cache('ElasticMQ', 'a queue', [9324], { words: ['elasticmq', 'sqs', 'goaws'] }),
  cache('a broker emulator', 'a message broker', [], {
    repositories: ['servicebus-emulator', 'eventhubs-emulator', 'pubsub-emulator'],
  }),

  data('Elasticsearch', 'a search store', [9200, 9300], {
    words: ['elasticsearch', 'elassandra'],
    repositories: ['elasticsearch', 'elasticsearch/elasticsearch'],
    directories: ['/usr/share/elasticsearch/data'],
    variables: ['path.data'],
  }),
  data('OpenSearch', 'a search store', [9200, 9300], {
    words: ['opensearch', 'opendistro'],
    repositories: ['opensearchproject/opensearch'],
    directories: ['/usr/share/opensearch/data'],
    variables: ['path.data'],
  }),
  data('Elasticsearch', 'a search store', [9200, 9300], { repositories: ['fusionauth/fusionauth-search'] }),
  data('Wazuh indexer', 'a search store', [9200], {
    repositories: ['wazuh/wazuh-indexer'],
    directories: ['/var/lib/wazuh-indexer'],
  }),
  data('Apache Solr', 'a search store', [8983], {
    words: ['solr'],
    repositories: ['solr'],
    directories: ['/var/solr', '/opt/solr'],
    declared: ['/var/solr'],
  }),
  data('Meilisearch', 'a search store', [7700], {
    words: ['meilisearch', 'meili'],
    repositories: ['getmeili/meilisearch'],
    directories: ['/meili_data'],
    variables: ['MEILI_DB_PATH'],
  }),
  data('Typesense', 'a search store', [8108], {
    words: ['typesense'],
    repositories: ['typesense/typesense'],
    variables: ['TYPESENSE_DATA_DIR'],
    options: ['--data-dir'],
    directories: ['/data'],
  }),
  data('Manticore', 'a search store', [9306, 9308], {
    words: ['manticore', 'manticoresearch', 'sphinxsearch'],
    repositories: ['manticoresearch/manticore'],
  }),
  data('Sonic', 'a search store', [1491], { repositories: ['valeriansaliou/sonic'] }),
  data('ZincSearch', 'a search store', [4080], { words: ['zincsearch', 'zinc'] }),
  data('Quickwit', 'a search store', [7280], { words: ['quickwit'] }),

  data('MinIO', 'an object store', [9000, 9001], {
    words: ['minio'],
    repositories: ['minio/minio', 'pgsty/silo'],
    directories: ['/data', '/export'],
    declared: ['/data'],
    operands: true,
  }),
  data('SeaweedFS', 'an object store', [8333, 8888], { words: ['seaweedfs'] }),
  data('Garage', 'an object store', [3900], { repositories: ['dxflrs/garage'], directories: ['/var/lib/garage'] }),
  data('MinIO', 'an object store', [9000, 9001], {
    repositories: ['coollabsio/maxio'],
    directories: ['/data'],
    operands: true,
  }),
  data('RustFS', 'an object store', [9000], { words: ['rustfs'] }),
  data('Ceph', 'an object store', [6789], { words: ['ceph'] }),
  data('an S3 emulator', 'an object store', [9000], {
    words: ['s3mock', 's3ninja', 's3server', 'cloudserver', 'fakes3', 'versitygw', 'zenko', 'leofs', 'riakcs'],
  }),
  data('Azurite', 'an object store', [10000], {
    words: ['azurite'],
    repositories: ['azure-storage/azurite'],
  }),
  data('a Cloud Storage emulator', 'an object store', [4443], { repositories: ['fake-gcs-server'] }),

  data('Qdrant', 'a vector store', [6333, 6334], {
    words: ['qdrant'],
    repositories: ['qdrant/qdrant'],
    directories: ['/qdrant/storage'],
  }),
  data('Weaviate', 'a vector store', [8080], {
    words: ['weaviate'],
    repositories: ['semitechnologies/weaviate'],
    directories: ['/var/lib/weaviate'],
    variables: ['PERSISTENCE_DATA_PATH'],
  }),
  data('Milvus', 'a vector store', [19530], {
    words: ['milvus'],
    repositories: ['milvusdb/milvus'],
    directories: ['/var/lib/milvus'],
  }),
  data('Chroma', 'a vector store', [8000], {
    words: ['chroma', 'chromadb'],
    repositories: ['chromadb/chroma', 'chroma-core/chroma'],
    directories: ['/data', '/chroma/chroma'],
    variables: ['PERSIST_DIRECTORY'],
  }),
  data('Marqo', 'a vector store', [8882], { words: ['marqo'] }),
  data('LanceDB', 'a vector store', [], { words: ['lancedb'] }),
  data('Vald', 'a vector store', [8081], { repositories: ['vdaas/vald-*'] }),
  data('Infinity', 'a vector store', [23817], { repositories: ['infiniflow/infinity'] }),
  data('Pinecone local', 'a vector store', [5080], { words: ['pinecone'] }),
  data('MyScale', 'a vector store', [8123], { words: ['myscale', 'myscaledb', 'vearch'] }),
  data('Vespa', 'a search store', [8080], { words: ['vespa'] }),

  data('etcd', 'a key-value store', [2379], { words: ['etcd'], variables: ['ETCD_DATA_DIR'], options: ['--data-dir'] }),
  data('Consul', 'a key-value store', [8500], { words: ['consul'] }),
  data('Vault', 'a secrets store', [8200], { words: ['vault'] }),
  data('OpenBao', 'a secrets store', [8200], { words: ['openbao'] }),
  data('Infisical', 'a secrets store', [8080], { repositories: ['infisical/infisical'] }),
  data('OpenLDAP', 'a directory', [389, 636, 1389], {
    words: ['openldap', 'ldap', 'lldap', '389ds', 'freeipa', 'apacheds', 'glauth', 'slapd'],
  }),
  // https://github.com/osixia/docker-openldap#data-persistence
  data('OpenLDAP', 'a directory', [389, 636], {
    repositories: ['osixia/openldap'],
    directories: ['/var/lib/ldap'],
    declared: ['/var/lib/ldap', '/etc/ldap/slapd.d'],
    together: ['/var/lib/ldap', '/etc/ldap/slapd.d'],
  }),
];

interface Known {
  readonly words?: readonly string[];
  readonly repositories?: readonly string[];
  readonly directories?: readonly string[];
  readonly declared?: readonly string[];
  readonly versions?: readonly StoreVersion[];
  readonly newest?: number;
  readonly elsewhere?: readonly string[];
  readonly variables?: readonly string[];
  readonly options?: readonly string[];
  readonly operands?: boolean;
  readonly prepared?: Prepared;
  readonly nodeName?: string;
  readonly together?: readonly string[];
}

function data(name: string, kind: string, ports: readonly number[], known: Known): ImageFamily {
  return {
    name,
    zone: 'data',
    kind,
    ports,
    repositories: known.repositories ?? [],
    words: known.words ?? [],
    traits: FOR_DEVICES.has(name) ? ['serves-devices'] : [],
    store: storeOf(known, false),
  };
}

/** A store whose data may be lost: a cache, or a broker that keeps nothing on disk unless it is told to. */
function cache(name: string, kind: string, ports: readonly number[], known: Known): ImageFamily {
  return { ...data(name, kind, ports, known), store: storeOf(known, true) };
}

function storeOf(
  {
    directories = [],
    declared = [],
    versions = [],
    newest = null,
    elsewhere = [],
    variables = [],
    options = [],
    operands = false,
    prepared = null,
    nodeName = null,
    together = [],
  }: Partial<DataStore>,
  isCache: boolean,
): DataStore {
  return {
    directories,
    declared,
    versions,
    newest,
    elsewhere,
    variables,
    options,
    operands,
    prepared,
    nodeName,
    together,
    cache: isCache,
  };
}
