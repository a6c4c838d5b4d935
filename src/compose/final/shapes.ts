import { bytesOf } from '../byte-size.ts';
import { asSequence } from '../convert.ts';
import { error, type Problems } from '../diagnostics.ts';
import { durationText } from '../duration.ts';
import { goText, isFloat } from '../go-text.ts';
import { floatOf } from '../go-values.ts';
import { isNull, list, map, mapItems, mapValues, scalar, stringOf, valueOf, withValue } from '../nodes.ts';
import { normalized } from '../path.ts';
import { patterns } from '../patterns.ts';
import { rewrite, type Rewrite } from '../rewrite.ts';
import { compareText } from '../source.ts';
import type { Entry, MapNode, Node } from '../tree.ts';
import { flag, isInteger, plainText, plainTexts, signed, single, unsigned } from './go-types.ts';
import { asText, pairsOf } from './pairs.ts';
import { wordsOf } from './words.ts';

type Shape = Rewrite<Problems>;

const pairs: Shape = (node) => pairsOf(node, '');
const text: Shape = (node) => asText(node, null);
const optionalPairs: Shape = (node) => pairsOf(node, null);

const words: Shape = (node, path, problems) => {
  if (node.kind === 'list')
    return list(
      node.items.map((item) => asText(item, '')),
      node.at,
    );
  const line = stringOf(node);
  if (line === undefined) return node;
  const parts = wordsOf(line);
  if (parts === null) {
    problems.push(error('unclosed-quote', node.at, `${path.join('.')} opens a quote that it never closes.`));
    return scalar(null, node.at);
  }
  return list(
    parts.map((part) => scalar(part, node.at)),
    node.at,
  );
};

const test: Shape = (node) => {
  const line = stringOf(node);
  return line === undefined ? node : list([scalar('CMD-SHELL', node.at), node], node.at);
};

const bytes: Shape = (node, path, problems) => {
  if (node.kind !== 'scalar' || node.value === null) return node;
  // Any number that is no whole one of 64 bits counts as nothing.
  if (typeof node.value !== 'string') {
    const isWhole = isInteger(node) && node.value !== 0;
    return scalar(isWhole ? String(node.value) : null, node.at);
  }
  const size = bytesOf(node.value);
  if (size === 0n) return scalar(null, node.at);
  if (size !== undefined) return scalar(String(size), node.at);
  problems.push(
    error('invalid-size', node.at, `${path.join('.')} is not a size: write 512m, 1.5g or a number of bytes.`),
  );
  return node;
};

const duration: Shape = (node, path, problems) => {
  if (node.kind !== 'scalar' || node.value === null) return node;
  const printed = durationText(goText(node));
  if (printed !== undefined) return scalar(printed, node.at);
  problems.push(error('invalid-duration', node.at, `${path.join('.')} is not a duration: write 30s, 1m30s or 100ms.`));
  return node;
};

/** A duration of no length counts as not written. */
const pause: Shape = (node, path, problems) => {
  const written = duration(node, path, problems);
  return stringOf(written) === '0s' ? undefined : written;
};

/** `HOST:IP` or `HOST=IP`, several addresses a host, as a sorted list of `HOST=IP`. */
const hosts: Shape = (node, path, problems) => {
  const items = asSequence(node).items.flatMap((item) => {
    if (item.kind !== 'scalar') return [];
    const line = goText(item);
    const at = line.search(/[=:]/);
    if (at < 0) {
      problems.push(
        error('host-without-address', item.at, `${path.join('.')}: "${line}" has no address. Write HOST=IP.`),
      );
      return [];
    }
    const [host, ip] = [line.slice(0, at), line.slice(at + 1)];
    return ip.split(',').map((address) => scalar(`${host}=${address.replace(/^\[(.*)\]$/, '$1')}`, item.at));
  });
  return list(
    items.sort((a, b) => compareText(a.source, b.source)),
    node.at,
  );
};

const texts: Shape = (node) =>
  node.kind === 'list'
    ? list(
        node.items.map((item) => asText(item, '')),
        node.at,
      )
    : asSequence(node);

const target: Shape = (node) => {
  const path = stringOf(node);
  return path === undefined ? node : scalar(normalized(path), node.at);
};

/** `ID=PATH` or an id alone. */
const ssh: Shape = (node) => (node.kind === 'map' ? asSequence(node) : node);

const gpuCount: Shape = (node) => (stringOf(node) === 'all' ? scalar(-1, node.at) : number(node));

function number(node: Node): Node {
  const written = stringOf(node);
  return written !== undefined && /^-?\d+$/.test(written) ? scalar(Number(written), node.at) : node;
}

/** A limit on processors is printed as a number. */
const processors: Shape = (node, path, problems) => {
  const text = stringOf(node);
  if (text === undefined) return single(node, path, problems);
  const value = floatOf(text);
  if (value !== undefined) return single(scalar(value, node.at), path, problems);
  problems.push(error('wrong-type', node.at, `${path.join('.')} must be a number.`));
  return node;
};

/** File modes are printed as octal text, however they are written. */
const mode: Shape = (node, path, problems) => {
  if (node.kind !== 'scalar' || node.value === null) return node;
  const { value } = node;
  const isOctal = typeof value === 'string' && /^[-+]?[0-7]+$/.test(value);
  if (!isOctal && (typeof value !== 'number' || isFloat(node))) {
    problems.push(error('invalid-mode', node.at, `${path.join('.')} is not a file mode: write "0440".`));
    return node;
  }
  const bits = isOctal ? parseInt(value, 8) : Number(value);
  return scalar(`0${bits.toString(8)}`, node.at);
};

/** Compose prints these under the names of its own fields, and `defaults` where nothing is written. */
const device =
  (defaults: Readonly<Record<string, string | number>>): Shape =>
  (node, path, problems) => {
    if (node.kind !== 'map') return node;
    const absent = Object.entries(defaults).map(([key, value]): [string, Entry] => [
      key,
      { at: node.at, value: scalar(value, node.at) },
    ]);
    const names = new Map([
      ['path', 'Path'],
      ['rate', 'Rate'],
      ['weight', 'Weight'],
    ]);
    const written = [...node.entries].map(([key, { at, value }]): [string, Entry] => {
      const size = key === 'rate' ? (bytes(value, [...path, key], problems) ?? value) : value;
      return [names.get(key) ?? key, { at, value: isNull(size) && key === 'rate' ? scalar('0', at) : size }];
    });
    return map(new Map([...absent, ...written]), node.at);
  };

const rated: Shape = device({ Path: '', Rate: '0' });
const weighted: Shape = (node, path, problems) => {
  const filled = device({ Path: '', Weight: 0 })(node, path, problems);
  const weight = valueOf(filled, 'Weight');
  if (filled?.kind !== 'map' || weight === undefined) return filled;
  return withValue(filled, 'Weight', unsigned(16)(weight, [...path, 'weight'], problems) ?? weight);
};

/** An empty server is none. */
const servers: Shape = (node) => mapTexts(node, (item) => (stringOf(item) === '' ? undefined : item));

function mapTexts(node: Node, change: (item: Node) => Node | undefined): Node {
  return node.kind === 'list' ? mapItems(node, change) : node;
}

const lists: Shape = (node) =>
  node.kind === 'scalar' && node.value !== null ? list([asText(node, '')], node.at) : texts(node, [], []);

const gpuAttributes = { '.count': gpuCount, '.options': pairs };
const gpus = Object.fromEntries(
  Object.entries(gpuAttributes).flatMap(([key, shape]) =>
    ['gpus.*', 'deploy.resources.reservations.devices.*'].map((path) => [`services.*.${path}${key}`, shape]),
  ),
);

const GPU_KEYS: ReadonlySet<string> = new Set(['capabilities', 'count', 'device_ids', 'driver', 'options']);

/** Keys of a GPU that Compose does not know are let in and go nowhere. */
const gpu: Shape = (node) => {
  if (node.kind !== 'map') return node;
  return mapValues(node, (value, key) => (GPU_KEYS.has(key) ? value : undefined));
};

/** `scale` is also the number of replicas where `deploy` gives none. */
const scaled: Shape = (node) => {
  const [scale, deploy] = [valueOf(node, 'scale'), valueOf(node, 'deploy')];
  if (node.kind !== 'map' || deploy?.kind !== 'map' || scale === undefined) return node;
  return valueOf(deploy, 'replicas') === undefined
    ? withValue(node, 'deploy', withValue(deploy, 'replicas', scale))
    : node;
};

/** A limit is a whole number, or two of them; to each other type of number Compose says no. */
const limits: Shape = (node, path, problems) => {
  if (node.kind !== 'map') return node;
  const limit = (value: Node, at: readonly string[]): Node => {
    if (value.kind === 'map')
      return mapValues(value, (side, key) => (key.startsWith('x-') ? side : limit(side, [...at, key])));
    if (isInteger(value)) return value;
    problems.push(error('invalid-limit', value.at, `${at.join('.')} must be a whole number, without quotes.`));
    return value;
  };
  return mapValues(node, (value, key) => {
    const known = limit(value, [...path, key]);
    // 0 counts as not written.
    return known.kind === 'scalar' && known.value === 0 ? map(new Map(), known.at) : known;
  });
};

/** The types in which Compose prints what may be written in several ways. */
const SHAPES = patterns<Shape>({
  ...gpus,
  'configs.*.labels': pairs,
  'networks.*.driver_opts': pairs,
  'networks.*.labels': pairs,
  'secrets.*.driver_opts': plainTexts,
  'secrets.*.labels': pairs,
  'volumes.*.driver_opts': pairs,
  'volumes.*.labels': pairs,
  'services.*': scaled,
  'services.*.annotations': pairs,
  'services.*.deploy.resources.reservations.generic_resources.*.discrete_resource_spec.value': signed,
  'services.*.deploy.rollback_config.max_failure_ratio': single,
  'services.*.deploy.rollback_config.parallelism': unsigned(64),
  'services.*.deploy.update_config.max_failure_ratio': single,
  'services.*.deploy.update_config.parallelism': unsigned(64),
  'services.*.develop.watch.*.exec.command': words,
  'services.*.develop.watch.*.exec.environment': optionalPairs,
  'services.*.develop.watch.*.exec.privileged': flag,
  'services.*.develop.watch.*.ignore': texts,
  'services.*.develop.watch.*.include': texts,
  'services.*.env_file.*.required': flag,
  'services.*.attach': flag,
  'services.*.blkio_config.device_read_bps.*': rated,
  'services.*.blkio_config.device_read_iops.*': rated,
  'services.*.blkio_config.device_write_bps.*': rated,
  'services.*.blkio_config.device_write_iops.*': rated,
  'services.*.blkio_config.weight': unsigned(16),
  'services.*.blkio_config.weight_device.*': weighted,
  'services.*.dns': servers,
  'services.*.build.args': optionalPairs,
  'services.*.build.extra_hosts': hosts,
  'services.*.build.labels': pairs,
  'services.*.build.no_cache': flag,
  'services.*.build.privileged': flag,
  'services.*.build.pull': flag,
  'services.*.build.provenance': text,
  'services.*.build.sbom': text,
  'services.*.build.secrets.*.mode': mode,
  'services.*.build.shm_size': bytes,
  'services.*.build.ssh': ssh,
  'services.*.command': words,
  'services.*.configs.*.mode': mode,
  'services.*.secrets.*.mode': mode,
  'services.*.cpu_count': signed,
  'services.*.cpu_percent': single,
  'services.*.cpu_period': signed,
  'services.*.cpu_quota': signed,
  'services.*.cpu_rt_period': signed,
  'services.*.cpu_rt_runtime': signed,
  'services.*.cpu_shares': signed,
  'services.*.cpus': single,
  'services.*.depends_on.*.restart': flag,
  'services.*.deploy.labels': pairs,
  'services.*.deploy.resources.limits.cpus': processors,
  'services.*.deploy.resources.limits.pids': signed,
  'services.*.deploy.resources.reservations.cpus': processors,
  'services.*.provider.options.*': lists,
  'services.*.deploy.resources.limits.memory': bytes,
  'services.*.deploy.resources.reservations.memory': bytes,
  'services.*.deploy.restart_policy.delay': duration,
  'services.*.deploy.restart_policy.window': duration,
  'services.*.deploy.rollback_config.delay': pause,
  'services.*.deploy.rollback_config.monitor': pause,
  'services.*.deploy.update_config.delay': pause,
  'services.*.deploy.update_config.monitor': pause,
  'services.*.entrypoint': words,
  'services.*.environment': optionalPairs,
  'services.*.expose': texts,
  'services.*.extra_hosts': hosts,
  'services.*.gpus.*': gpu,
  'services.*.group_add.*': plainText,
  'services.*.healthcheck.interval': duration,
  'services.*.healthcheck.retries': unsigned(64),
  'services.*.healthcheck.start_interval': duration,
  'services.*.healthcheck.start_period': duration,
  'services.*.healthcheck.test': test,
  'services.*.healthcheck.timeout': duration,
  'services.*.labels': pairs,
  'services.*.logging.options': pairs,
  'services.*.mem_limit': bytes,
  'services.*.mem_reservation': bytes,
  'services.*.mem_swappiness': bytes,
  'services.*.memswap_limit': bytes,
  'services.*.networks.*.driver_opts': pairs,
  'services.*.networks.*.gw_priority': signed,
  'services.*.networks.*.priority': signed,
  'services.*.oom_score_adj': signed,
  'services.*.pids_limit': signed,
  'services.*.ports.*.published': plainText,
  'services.*.ports.*.target': unsigned(32),
  'services.*.post_start.*.command': words,
  'services.*.post_start.*.environment': optionalPairs,
  'services.*.post_start.*.privileged': flag,
  'services.*.pre_stop.*.command': words,
  'services.*.pre_stop.*.environment': optionalPairs,
  'services.*.pre_stop.*.privileged': flag,
  'services.*.shm_size': bytes,
  'services.*.stop_grace_period': duration,
  'services.*.storage_opt': plainTexts,
  'services.*.sysctls': pairs,
  'services.*.ulimits': limits,
  'services.*.build.ulimits': limits,
  'services.*.volumes.*.bind.create_host_path': flag,
  'services.*.volumes.*.tmpfs.mode': unsigned(32),
  'services.*.volumes.*.volume.labels': pairs,
  'services.*.volumes.*.target': target,
  'services.*.volumes.*.tmpfs.size': bytes,
});

/** `model` in the types that `docker compose config` prints. */
export function shaped(model: MapNode, problems: Problems): MapNode {
  const result = rewrite<Problems>(model, SHAPES, problems);
  return result?.kind === 'map' ? result : model;
}
