import type { Zone } from './assumptions.ts';

/** What a word beside a family's own says a thing is: `postgres-exporter` is no PostgreSQL. */
export interface Companion {
  readonly zone: Zone;
  /** With its article: `a backup job`. */
  readonly kind: string;
}

const EXPORTER = 'exporter metrics monitor monitoring stats';
const CONSOLE = 'admin ui webui gui console manager commander express browser viewer insight dashboard dashboards';
const BACKUP = 'backup backups restore dump snapshot';
const JOB =
  'init initializer initialize setup configurator permissions migrate migration migrations migrator seed seeder bootstrap wait healthcheck createbuckets';
const TOOL =
  'client cli shell tool tools utils tests bench benchmark honeypot connect connector rest bridge sync replicator adapter sink proxy operator ' +
  'agent sidecar api worker app php fpm curator mcp download loader consumer producer scheduler etl flink spark debezium';

/** Companions by word. */
export const COMPANIONS: ReadonlyMap<string, Companion> = new Map([
  ...companions(EXPORTER, 'ops', 'a metrics exporter'),
  ...companions(CONSOLE, 'admin', 'a console'),
  ...companions(BACKUP, 'app', 'a backup job'),
  ...companions(JOB, 'app', 'a job'),
  ...companions(TOOL, 'app', 'a tool'),
]);

/** Words of jobs that borrow a store's image for its client: `db-init` with the image `postgres`. */
export const JOBS: ReadonlySet<string> = new Set(`${BACKUP} ${JOB}`.split(' '));

/** Companion words that say nothing new beside a family of that zone: `nginx-proxy` is a proxy, `grafana-agent` a watcher. */
export const SILENT: Readonly<Record<Zone, ReadonlySet<string>>> = {
  data: new Set(),
  edge: new Set(['proxy', 'app', 'agent', 'manager']),
  frontend: new Set(),
  app: new Set(),
  admin: new Set(`${CONSOLE} agent app client`.split(' ')),
  ops: new Set(`${EXPORTER} ${CONSOLE} agent`.split(' ')),
};

function companions(words: string, zone: Zone, kind: string): readonly (readonly [string, Companion])[] {
  return words.split(' ').map((word) => [word, { zone, kind }] as const);
}
