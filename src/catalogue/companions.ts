import type { ImageTrait } from './family.ts';
import type { Zone } from './zone.ts';

/** What a word beside a family's own says a thing is: `postgres-exporter` is no PostgreSQL. */
export interface Companion {
  readonly zone: Zone;
  /** What it is, with its article: `a backup job`. */
  readonly kind: string;
  /** The word also counts before the family: `wait-for-postgres`. Else only behind: `app-postgres` is the application's database. */
  readonly before: boolean;
  readonly traits?: readonly ImageTrait[];
}

const EXPORTER = 'metrics monitor monitoring stats';
const CONSOLE = 'admin ui webui gui console manager commander express browser viewer insight dashboard dashboards';
const BACKUP = 'backup backups restore dump snapshot';
const JOB =
  'init initdb initializer initialize setup configurator configure creator create provision provisioner upgrade upgrader reindex ' +
  'cleanup cleaner importer permissions migrate migration migrations migrator seed seeder bootstrap wait healthcheck createbuckets';
/** Frameworks: `php-nginx`, `flink-kafka`. */
const FRAMEWORK = 'php fpm uwsgi flask etl flink spark debezium';
const TOOL =
  'client cli shell tool tools utils tests tester bench benchmark honeypot connect connector rest bridge sync replicator adapter sink ' +
  'proxy operator auth listener publisher subscriber processor streams stream indexer crawler handler mirrormaker template schema ' +
  'registry topics ingest ingester export checker runner script scripts agent sidecar api worker app curator mcp download loader ' +
  'consumer producer scheduler trigger transport docs doc example examples demo tutorial';
/** The last word of a job's name; before another they say whose it is: `jobs-redis`. */
const WORK = 'job jobs import';

/**
 * What a proxy or gateway is in front of, where that is not the web: `payment-gateway`, `smtp-proxy`, `db-proxy`, `egress-proxy`. Said of
 * words that only name the work (`proxy`, `lb`), which besides must be the last: `proxy-auth` is no proxy.
 */
export const NOT_THE_WEB: ReadonlySet<string> = new Set(
  (
    'smtp sms mail email payment payments pay iot lora lorawan modbus opcua sip voip telegram whatsapp notification notifications ' +
    'db database sql cache queue redis storage s3 image images img media camo video git npm pypi apt maven registry dns tor socks socks5 ' +
    'forward egress outbound outgoing egressgateway llm ai model models blockchain node rpc ssh ftp tcp debug underlay overlay'
  ).split(' '),
);

/** Words behind a name that say nothing of the work: `proxy-server`, `gateway-1`. */
export const ORDINARY: ReadonlySet<string> = new Set(
  'service server svc container app web http https main prod production dev development staging local public external internal new old v blue green'.split(
    ' ',
  ),
);

/** Words beside a family's own that leave it what it is: `postgres-primary`, `redis-node-1`, `mqtt-broker`. */
export const PLAIN: ReadonlySet<string> = new Set(
  (
    'primary secondary master slave replica replicas leader follower node nodes cluster instance host shard arbiter sentinel coordinator ' +
    'controller broker server service srv svc container docker image app web http https main core db database store storage data cache ' +
    'queue mq prod production dev devel development staging stage test tests testing e2e ci integration local remote public private ' +
    'external internal shared common global default single standalone community enterprise oss ce ee alpine debian ubuntu slim ' +
    'amd64 arm64 end ends custom tuned patched fork extended full lite light mini extra plus contrib bundle build base latest ' +
    'nightly beta stable rootless unprivileged multiarch v old new blue green'
  ).split(' '),
);

/** What a repository is called by beside the software's own name, which then is that of the account: `arangodb/enterprise`. */
export const EDITIONS: ReadonlySet<string> = new Set(
  'server enterprise community standard standalone single cluster node all in one allin1 allin ubuntu debian alpine slim ce ee oss db database'.split(
    ' ',
  ),
);

/** Companions by word. */
export const COMPANIONS: ReadonlyMap<string, Companion> = new Map([
  ...companions('exporter', { zone: 'ops', kind: 'a metrics exporter', before: true }),
  ...companions(EXPORTER, { zone: 'ops', kind: 'a metrics exporter', before: false }),
  ...companions(CONSOLE, { zone: 'admin', kind: 'a console', before: false }),
  ...companions(BACKUP, { zone: 'app', kind: 'a backup job', before: true, traits: ['backup'] }),
  ...companions(JOB, { zone: 'app', kind: 'a job', before: true }),
  ...companions(WORK, { zone: 'app', kind: 'a job', before: false }),
  ...companions(FRAMEWORK, { zone: 'app', kind: 'an application', before: true }),
  ...companions(TOOL, { zone: 'app', kind: 'a tool', before: false }),
]);

/** Words of jobs that borrow a store's image for its client: `db-init` with the image `postgres`. */
export const JOBS: ReadonlySet<string> = new Set(`${BACKUP} ${JOB}`.split(' '));
export const LAST_OF_JOBS: ReadonlySet<string> = new Set(WORK.split(' '));

/** Companion words that say nothing new beside a family of that zone: `nginx-proxy` is a proxy, `grafana-agent` a watcher. */
export const SILENT: Readonly<Record<Zone, ReadonlySet<string>>> = {
  data: new Set(),
  edge: new Set(['proxy', 'app', 'agent', 'manager', 'auth']),
  frontend: new Set(),
  app: new Set(),
  admin: new Set(`${CONSOLE} agent app client`.split(' ')),
  ops: new Set(`exporter ${EXPORTER} ${CONSOLE} agent`.split(' ')),
};

function companions(words: string, companion: Companion): readonly (readonly [string, Companion])[] {
  return words.split(' ').map((word) => [word, companion] as const);
}
