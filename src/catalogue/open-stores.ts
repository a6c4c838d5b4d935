import { areListenersOpen } from './listeners.ts';

/** What is tried on the settings of a store, such as a pattern. */
interface SettingSign {
  readonly test: (settings: string) => boolean;
}

/** Ends of repositories of stores that take no login from variables: only their command line and files lock them. */
export const LOCKED_BY_COMMAND: ReadonlySet<string> = new Set(['memcached', 'redis', 'valkey/valkey', 'eqalpha/keydb']);

/** How a store lets everybody in who reaches it. Signs are tried on its settings as those of `administration.ts` are. */
export interface OpenStore {
  /** Names of families. */
  readonly families: readonly string[];
  /** Settings of which one opens it; empty: it is open unless something locks it. */
  readonly opens: readonly SettingSign[];
  readonly locks: readonly SettingSign[];
  /** In words behind its name. */
  readonly says: string;
}

const NOBODY = 'asks nobody for a password';

const open = (
  families: string,
  opens: readonly SettingSign[],
  says = NOBODY,
  locks: readonly SettingSign[] = [],
): OpenStore => ({
  families: families.split(', '),
  opens,
  locks,
  says,
});

/** Stores that their image leaves open. */
const unless = (families: string, locks: readonly SettingSign[], says = NOBODY): OpenStore => ({
  families: families.split(', '),
  opens: [],
  // Files of settings and the images of Bitnami, which ask for a password, may lock what the image leaves open.
  locks: [...locks, SETTINGS, SCRIPT, /^# .*bitnami/m],
  says,
});

const SETTINGS =
  /^@ .*(\.(conf|cnf|acl|ya?ml|json|config|properties|ini|hcl|toml|key|pem)|\/(config|conf)(\.d)?)$|\.conf\b/im;
const EMPTY = /(^|\n)\w*ALLOW_EMPTY_(ROOT_)?PASSWORD="?(yes|true|1|on)/i;
/** A program of somebody's own, which starts the store with settings of its own. */
const SCRIPT = /^\$ .*?[\s/](?!docker-entrypoint\.sh)[\w.-]{1,100}\.(sh|bash|py)\b/m;
const SOME = /(^|\n)\w{0,100}PASS\w{0,100}=|password|passwd|requirepass|\bauth\b/i;
const AZURITE = 'has the account and the key of every Azurite, which everybody knows';

/** Settings that open stores of more than one kind, whatever their image is called. */
export const OPENING_SETTINGS: readonly RegExp[] = [
  EMPTY,
  /(^|\n)POSTGRES_HOST_AUTH_METHOD="?trust/,
  /(^|\n)DISABLE_SECURITY_PLUGIN="?true/,
];

export const OPEN_STORES: readonly OpenStore[] = [
  open('PostgreSQL, TimescaleDB', [
    /POSTGRES_HOST_AUTH_METHOD="?trust|(?:^|[\s"'])host(?:no)?(?:ssl|gssenc)?\s+all\s+all\s+(?:all|0\.0\.0\.0\/0|::\/0)\s+trust/im,
    /POSTGRES_INITDB_ARGS=.*(?:--auth(?:-host)?[= ]|-A ?)trust/,
    EMPTY,
  ]),
  open('MySQL, MariaDB, Percona Server', [EMPTY, /--skip-grant-tables/]),
  open('MongoDB, Redis, Valkey, KeyDB, RabbitMQ, Elasticsearch', [EMPTY]),
  open('MongoDB', [/\s--noauth\b|^[ \t]{0,20}authorization: *["']?disabled/m]),
  open('CockroachDB', [/--insecure/]),
  open('Neo4j', [/NEO4J_AUTH="?none|dbms_security_auth__enabled="?false/i]),
  open('ArangoDB', [/ARANGO_NO_AUTH=./]),
  open('etcd', [/ALLOW_NONE_AUTHENTICATION="?yes/i]),
  open('SurrealDB', [/--unauthenticated/]),
  open('Weaviate', [/AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED="?true/i]),
  open('Vault, OpenBao', [/\s-dev\b|_DEV_ROOT_TOKEN_ID=/], 'runs in its development mode, with a token that is known'),
  open(
    'Elasticsearch',
    [/xpack[._]security[._]enabled["']?[=:]\s*["']?false/i, /^# .*elasticsearch\S*:v?[1-7]\./im],
    NOBODY,
    [/xpack[._]security[._]enabled["']?[=:]\s*["']?true/i, /^@ .*elasticsearch\.ya?ml/m],
  ),
  open('OpenSearch', [/DISABLE_SECURITY_PLUGIN="?true|plugins\.security\.disabled["']?[=:]\s*["']?true/i]),
  open('RabbitMQ', [/RABBITMQ_DEFAULT_PASS="?guest"?$/im], 'has the account `guest`, which everybody knows'),
  open(
    'MinIO',
    [/MINIO_(ROOT_PASSWORD|SECRET_KEY)="?minioadmin"?$/im],
    'has the account `minioadmin`, which everybody knows',
  ),
  open('Apache Kafka, Redpanda, AutoMQ', [{ test: areListenersOpen }]),
  open('Mosquitto, MQTT', [/^[ \t]{0,20}allow_anonymous[ \t]{1,20}true/m]),
  unless('Azurite', [/AZURITE_ACCOUNTS=/], AZURITE),
  unless('NATS', [/--(user|pass|auth|tlsverify)\b|-c\b|authorization/i]),
  unless('MongoDB', [/MONGO_INITDB_ROOT_\w+=|MONGODB_INITDB_ROOT_\w+=|--auth\b|--keyFile|--config|_FILE=/]),
  unless('Redis, Valkey, KeyDB, Dragonfly', [
    SOME,
    /--aclfile|REDIS_ARGS=.*--user|--tls-auth-clients|^[ \t]{0,20}(aclfile|include|user|tls-auth-clients)\s|protected-mode\s{1,20}yes/m,
  ]),
  unless('Memcached', [/\s-[SY]\b|--enable-sasl|--auth-file/]),
  unless(
    'RabbitMQ',
    [/RABBITMQ_(DEFAULT_(USER|PASS)|CONFIG|DEFINITIONS)\w*=/],
    'has the account `guest`, which everybody knows',
  ),
  unless(
    'MinIO',
    [/MINIO_(ROOT_(USER|PASSWORD)|ACCESS_KEY|SECRET_KEY)\w*=/],
    'has the account `minioadmin`, which everybody knows',
  ),
  unless('etcd', [/client-cert-auth|CLIENT_CERT_AUTH|ROOT_PASSWORD/]),
  unless('Qdrant', [/API_KEY/i]),
  unless('Chroma', [/AUTHN|AUTH_/]),
  unless('Milvus', [/AUTHORIZATION_?ENABLED/i]),
  unless('Meilisearch', [/MASTER_KEY|--master-key/i]),
  unless('Cassandra, ScyllaDB', [/AUTHENTICATOR|PASSWORD/i]),
];
