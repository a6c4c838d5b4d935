import { bytesOf } from '../byte-size.ts';
import { asSequence } from '../convert.ts';
import { error, type Problems } from '../diagnostics.ts';
import { durationText } from '../duration.ts';
import { goText } from '../go-text.ts';
import { list, map, mapItems, scalar, stringOf } from '../nodes.ts';
import { normalized } from '../path.ts';
import { patterns } from '../patterns.ts';
import { rewrite, type Rewrite } from '../rewrite.ts';
import { compareText } from '../source.ts';
import type { MapNode, Node } from '../tree.ts';
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
  const size = bytesOf(goText(node));
  if (size === 0n) return scalar(null, node.at);
  if (size !== undefined || goText(node) === '-1') return scalar(String(size ?? -1), node.at);
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

/** `HOST:IP` or `HOST=IP`, several addresses a host, as a sorted list of `HOST=IP`. */
const hosts: Shape = (node) => {
  const items = asSequence(node).items.flatMap((item) => {
    if (item.kind !== 'scalar') return [];
    const line = goText(item);
    const at = line.search(/[=:]/);
    const [host, ip] = at < 0 ? [line, ''] : [line.slice(0, at), line.slice(at + 1)];
    return ip.split(',').map((address) => scalar(`${host}=${address.replace(/^\[(.*)\]$/, '$1')}`, item.at));
  });
  return list(
    [...new Map(items.map((item) => [item.source, item])).values()].sort((a, b) => compareText(a.source, b.source)),
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
  return path === undefined || path === '' ? node : scalar(normalized(path), node.at);
};

/** `ID=PATH` or an id alone. */
const ssh: Shape = (node) => (node.kind === 'map' ? asSequence(node) : node);

const gpuCount: Shape = (node) => (stringOf(node) === 'all' ? scalar(-1, node.at) : number(node));

function number(node: Node): Node {
  const written = stringOf(node);
  return written !== undefined && /^-?\d+$/.test(written) ? scalar(Number(written), node.at) : node;
}

const published: Shape = (node) => asText(node, '');

/** A limit on processors is printed as a number. */
const processors: Shape = (node) => {
  const text = stringOf(node);
  return text === undefined || text === '' || !Number.isFinite(Number(text)) ? node : scalar(Number(text), node.at);
};

/** File modes are printed as octal text, however they are written. */
const mode: Shape = (node) => {
  if (node.kind !== 'scalar' || node.value === null) return node;
  const bits = typeof node.value === 'string' ? parseInt(node.value, 8) : Number(node.value);
  return Number.isFinite(bits) ? scalar(`0${bits.toString(8)}`, node.at) : node;
};

/** Compose prints these two under the names of its own fields. */
const device: Shape = (node, path, problems) => {
  if (node.kind !== 'map') return node;
  const names = new Map([
    ['path', 'Path'],
    ['rate', 'Rate'],
    ['weight', 'Weight'],
  ]);
  return map(
    new Map(
      [...node.entries].map(([key, { at, value }]) => [
        names.get(key) ?? key,
        { at, value: key === 'rate' ? (bytes(value, [...path, key], problems) ?? value) : value },
      ]),
    ),
    node.at,
  );
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

/** The types in which Compose prints what may be written in several ways. */
const SHAPES = patterns<Shape>({
  ...gpus,
  'configs.*.labels': pairs,
  'networks.*.driver_opts': pairs,
  'networks.*.labels': pairs,
  'secrets.*.labels': pairs,
  'volumes.*.driver_opts': pairs,
  'volumes.*.labels': pairs,
  'services.*.annotations': pairs,
  'services.*.blkio_config.device_read_bps.*': device,
  'services.*.blkio_config.device_read_iops.*': device,
  'services.*.blkio_config.device_write_bps.*': device,
  'services.*.blkio_config.device_write_iops.*': device,
  'services.*.blkio_config.weight_device.*': device,
  'services.*.dns': servers,
  'services.*.build.args': optionalPairs,
  'services.*.build.extra_hosts': hosts,
  'services.*.build.labels': pairs,
  'services.*.build.provenance': text,
  'services.*.build.sbom': text,
  'services.*.build.secrets.*.mode': mode,
  'services.*.build.shm_size': bytes,
  'services.*.build.ssh': ssh,
  'services.*.command': words,
  'services.*.configs.*.mode': mode,
  'services.*.secrets.*.mode': mode,
  'services.*.deploy.labels': pairs,
  'services.*.deploy.resources.limits.cpus': processors,
  'services.*.deploy.resources.reservations.cpus': processors,
  'services.*.provider.options.*': lists,
  'services.*.deploy.resources.limits.memory': bytes,
  'services.*.deploy.resources.reservations.memory': bytes,
  'services.*.deploy.restart_policy.delay': duration,
  'services.*.deploy.restart_policy.window': duration,
  'services.*.deploy.rollback_config.delay': duration,
  'services.*.deploy.rollback_config.monitor': duration,
  'services.*.deploy.update_config.delay': duration,
  'services.*.deploy.update_config.monitor': duration,
  'services.*.entrypoint': words,
  'services.*.environment': optionalPairs,
  'services.*.expose': texts,
  'services.*.extra_hosts': hosts,
  'services.*.healthcheck.interval': duration,
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
  'services.*.ports.*.published': published,
  'services.*.post_start.*.command': words,
  'services.*.post_start.*.environment': optionalPairs,
  'services.*.pre_stop.*.command': words,
  'services.*.pre_stop.*.environment': optionalPairs,
  'services.*.shm_size': bytes,
  'services.*.stop_grace_period': duration,
  'services.*.sysctls': pairs,
  'services.*.volumes.*.target': target,
  'services.*.volumes.*.tmpfs.size': bytes,
});

/** `model` in the types that `docker compose config` prints. */
export function shaped(model: MapNode, problems: Problems): MapNode {
  const result = rewrite<Problems>(model, SHAPES, problems);
  return result?.kind === 'map' ? result : model;
}
