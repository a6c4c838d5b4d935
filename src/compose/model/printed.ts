import { map, scalar } from '../yaml/nodes.ts';
import { below, patterns, type Patterns } from '../yaml/patterns.ts';
import { extension } from './extension.ts';
import { COMPOSE_VERSIONS } from '../versions/versions.ts';
import type { ComposeVersion } from '../versions/version.ts';
import type { MapEntry, MapNode, Node } from '../yaml/tree.ts';

/**
 * What Compose prints though it is empty: `zero` where false and 0 say something, `null` a value that is there without one,
 * `always` a mapping even where none is written, `missing` a null where nothing is written, `all` everything below.
 * `never`: what it loads and leaves out. `unless true`: only a false that says something.
 */
type Keep = 'zero' | 'null' | 'always' | 'missing' | 'all' | 'mapping' | 'never' | 'unless true';

const KEPT: Readonly<Record<string, Keep>> = {
  name: 'zero',
  services: 'always',
  models: 'never',
  'configs.*': 'mapping',
  'networks.*': 'mapping',
  'networks.*.driver_opts': 'all',
  'networks.*.enable_ipv4': 'zero',
  'networks.*.enable_ipv6': 'zero',
  'networks.*.ipam': 'always',
  'networks.*.labels': 'all',
  'secrets.*': 'mapping',
  'services.*': 'mapping',
  'services.*.annotations': 'all',
  'services.*.attach': 'zero',
  'services.*.build.args': 'all',
  'services.*.build.labels': 'all',
  'services.*.command': 'missing',
  'services.*.depends_on.*.required': 'zero',
  'services.*.deploy.labels': 'all',
  'services.*.deploy.placement': 'always',
  'services.*.deploy.replicas': 'zero',
  'services.*.deploy.resources': 'always',
  'services.*.deploy.resources.limits': 'mapping',
  'services.*.deploy.resources.reservations.devices.*.options': 'all',
  'services.*.deploy.restart_policy': 'mapping',
  'services.*.deploy.rollback_config': 'mapping',
  'services.*.deploy.rollback_config.parallelism': 'zero',
  'services.*.deploy.update_config': 'mapping',
  'services.*.deploy.update_config.parallelism': 'zero',
  'services.*.gpus.*.options': 'all',
  'services.*.develop.watch.*.exec.environment': 'all',
  'services.*.develop': 'mapping',
  'services.*.develop.watch.*.exec': 'always',
  'services.*.develop.watch.*.exec.command': 'missing',
  'services.*.entrypoint': 'missing',
  'services.*.environment': 'all',
  'services.*.healthcheck': 'mapping',
  'services.*.init': 'zero',
  'services.*.labels': 'all',
  'services.*.logging.options': 'all',
  'services.*.models.*': 'null',
  'services.*.networks.*': 'null',
  'services.*.pre_start.*.command': 'missing',
  'services.*.pre_start.*.environment': 'all',
  'services.*.post_start.*.command': 'missing',
  'services.*.post_start.*.environment': 'all',
  'services.*.pre_stop.*.command': 'missing',
  'services.*.pre_stop.*.environment': 'all',
  'services.*.scale': 'zero',
  'services.*.sysctls': 'all',
  'services.*.volumes.*.bind': 'mapping',
  'services.*.volumes.*.tmpfs': 'mapping',
  'services.*.volumes.*.volume': 'mapping',
  'services.*.credential_spec': 'mapping',
  'services.*.blkio_config': 'mapping',
  'services.*.logging': 'mapping',
  'services.*.volumes.*.image': 'mapping',
  'services.*.blkio_config.*.*': 'all',
  'services.*.storage_opt': 'all',
  'services.*.networks.*.driver_opts': 'all',
  'services.*.volumes.*.volume.labels': 'all',
  'networks.*.ipam.config.*.aux_addresses': 'all',
  'configs.*.labels': 'all',
  'secrets.*.labels': 'all',
  'secrets.*.driver_opts': 'all',
  'services.*.healthcheck.retries': 'zero',
  'services.*.ulimits.*': 'mapping',
  'services.*.build.ulimits.*': 'mapping',
  'services.*.build.additional_contexts': 'all',
  'volumes.*': 'mapping',
  'volumes.*.driver_opts': 'all',
  'volumes.*.labels': 'all',
};

const TABLES = new Map(
  Object.values(COMPOSE_VERSIONS).map((version): [ComposeVersion, Patterns<Keep>] => [
    version,
    patterns<Keep>({
      ...KEPT,
      'networks.*.ipam.options': version.ipamOptions === 'kept' ? 'all' : 'never',
      ...(version.bindsCreate === 'unless false'
        ? { 'services.*.volumes.*.bind.create_host_path': 'unless true' }
        : {}),
    }),
  ]),
);

/** `model` as `docker compose config` prints it: nothing that is empty, zero or false, but for what it always prints. */
export function printed(model: MapNode, version: ComposeVersion): MapNode {
  const table = TABLES.get(version) ?? NONE;
  const extensions = [...model.entries].filter(([key]) => key.startsWith('x-'));
  const rest = map(new Map([...model.entries].filter(([key]) => !key.startsWith('x-'))), model.at);
  const own = printedMap(rest, table);
  const shown = extensions.map(([key, { at, value }]): [string, MapEntry] => [key, { at, value: extension(value) }]);
  return map(new Map([...own.entries, ...shown]), own.at);
}

function printedMap(node: MapNode, kept: Patterns<Keep>): MapNode {
  const entries = new Map<string, MapEntry>();
  for (const [key, entry] of node.entries) {
    if (key.startsWith('x-') && kept.any === undefined) continue;
    const value = printedNode(entry.value, below(kept, key));
    if (value !== undefined) entries.set(key, value === entry.value ? entry : { at: entry.at, value });
  }
  for (const [key, { rule }] of kept.keys) {
    if (entries.has(key) || (rule !== 'always' && rule !== 'missing')) continue;
    const value =
      rule === 'missing' ? scalar(null, node.at) : printedMap(map(new Map(), node.at), below(kept, key) ?? NONE);
    entries.set(key, { at: node.at, value });
  }
  return map(entries, node.at);
}

function printedNode(node: Node, kept: Patterns<Keep> | undefined): Node | undefined {
  const rule = kept?.rule;
  if (rule === 'never') return undefined;
  if (rule === 'all') return node.kind !== 'scalar' && sizeOf(node) === 0 ? undefined : node;
  if (node.kind === 'scalar') {
    if (node.value === null) return rule === 'null' || rule === 'missing' ? node : undefined;
    if (rule === 'unless true') return node.value === true ? undefined : node;
    return node.value === '' || (rule !== 'zero' && (node.value === 0 || node.value === false)) ? undefined : node;
  }
  const inner = kept === undefined ? NONE : kept;
  if (node.kind === 'list') {
    if (node.items.length === 0) return rule === 'missing' ? node : undefined;
    return {
      ...node,
      items: node.items.map((item) =>
        item.kind === 'map' && inner.any?.rule !== 'all' ? printedMap(item, inner.any ?? NONE) : item,
      ),
    };
  }
  const printed = printedMap(node, inner);
  return printed.entries.size === 0 && rule !== 'always' && rule !== 'mapping' && rule !== 'null' ? undefined : printed;
}

const NONE: Patterns<Keep> = { rule: undefined, keys: new Map(), any: undefined };

function sizeOf(node: Exclude<Node, { kind: 'scalar' }>): number {
  return node.kind === 'list' ? node.items.length : node.entries.size;
}
