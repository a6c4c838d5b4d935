import { BOOLEANS, floatOf, integerOf, singlePrecision } from '../go/values.ts';
import { patterns, type Patterns } from '../yaml/patterns.ts';

/** Gives a string the type that its attribute wants; `undefined`: it cannot have it. */
export interface Cast {
  readonly wanted: string;
  readonly of: (text: string) => number | bigint | boolean | undefined;
  /** Only versions of Compose that behave so do it. */
  readonly asked?: 'castsDependencies';
}

const integer: Cast = { wanted: 'a whole number', of: integerOf };
const float: Cast = { wanted: 'a number', of: floatOf };
const single: Cast = { wanted: 'a number', of: (text) => singlePrecision(floatOf(text)) };
const boolean: Cast = { wanted: 'true or false', of: (text) => BOOLEANS.get(text.toLowerCase()) };

/** Words that Compose takes for a boolean and warns about: they are YAML 1.1. */
export function isOldBoolean(text: string): boolean {
  const word = text.toLowerCase();
  return BOOLEANS.has(word) && word !== 'true' && word !== 'false';
}

/** Attributes that Compose converts after interpolation, where the value is a string, quoted or not. `[]`: an item of a list. */
export const CASTS: Patterns<Cast> = patterns<Cast>({
  'configs.*.external': boolean,
  'networks.*.attachable': boolean,
  'networks.*.enable_ipv4': boolean,
  'networks.*.enable_ipv6': boolean,
  'networks.*.external': boolean,
  'networks.*.internal': boolean,
  'secrets.*.external': boolean,
  'volumes.*.external': boolean,
  'services.*.cpu_count': integer,
  'services.*.cpu_percent': float,
  'services.*.cpu_period': integer,
  'services.*.cpu_quota': integer,
  'services.*.cpu_rt_period': integer,
  'services.*.cpu_rt_runtime': integer,
  'services.*.cpu_shares': integer,
  'services.*.cpus': single,
  'services.*.depends_on.*.required': { ...boolean, asked: 'castsDependencies' },
  'services.*.depends_on.*.restart': { ...boolean, asked: 'castsDependencies' },
  'services.*.deploy.placement.max_replicas_per_node': integer,
  'services.*.deploy.replicas': integer,
  'services.*.deploy.restart_policy.max_attempts': integer,
  'services.*.deploy.rollback_config.max_failure_ratio': float,
  'services.*.deploy.rollback_config.parallelism': integer,
  'services.*.deploy.update_config.max_failure_ratio': float,
  'services.*.deploy.update_config.parallelism': integer,
  'services.*.healthcheck.disable': boolean,
  'services.*.healthcheck.retries': integer,
  'services.*.init': boolean,
  'services.*.oom_kill_disable': boolean,
  'services.*.oom_score_adj': integer,
  'services.*.pids_limit': integer,
  'services.*.ports.[].target': integer,
  'services.*.privileged': boolean,
  'services.*.read_only': boolean,
  'services.*.scale': integer,
  'services.*.stdin_open': boolean,
  'services.*.tty': boolean,
  'services.*.ulimits.*': integer,
  'services.*.ulimits.*.hard': integer,
  'services.*.ulimits.*.soft': integer,
  'services.*.volumes.[].read_only': boolean,
  'services.*.volumes.[].volume.nocopy': boolean,
});
