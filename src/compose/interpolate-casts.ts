import { patterns, type Patterns } from './patterns.ts';

/** Gives a string the type that its attribute wants; `undefined`: it cannot have it. */
export interface Cast {
  readonly wanted: string;
  readonly of: (text: string) => number | bigint | boolean | undefined;
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

export const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ...['true', 'y', 'yes', 'on'].map((word): [string, boolean] => [word, true]),
  ...['false', 'n', 'no', 'off'].map((word): [string, boolean] => [word, false]),
]);

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

/** Decimal, 64 bits, with a sign or without. */
export function integerOf(text: string): number | bigint | undefined {
  if (!/^[-+]?[0-9]{1,40}$/.test(text)) return undefined;
  const value = BigInt(text.replace('+', ''));
  if (value > 9223372036854775807n || value < -9223372036854775808n) return undefined;
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

const SPECIAL: ReadonlyMap<string, number> = new Map([
  ['nan', NaN],
  ['inf', Infinity],
  ['infinity', Infinity],
]);

/** With `_` between digits, as Go writes it. */
const DECIMAL = /^[-+]?(\d+(_\d+)*(\.(\d+(_\d+)*)?)?|\.\d+(_\d+)*)(e[-+]?\d+(_\d+)*)?$/i;

export function floatOf(text: string): number | undefined {
  if (DECIMAL.test(text)) return Number(text.replaceAll('_', ''));
  const special = SPECIAL.get(text.toLowerCase().replace(/^[-+]/, ''));
  return special === undefined ? undefined : text.startsWith('-') ? -special : special;
}

/** The shortest decimal for the 32 bit number that `value` is rounded to. */
export function singlePrecision(value: number | undefined): number | undefined {
  if (value === undefined || !Number.isFinite(value)) return value;
  for (let digits = 1; digits <= 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === Math.fround(value)) return short;
  }
  return Math.fround(value);
}
