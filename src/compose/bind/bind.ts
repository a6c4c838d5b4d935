import type { AsWritten } from '../yaml/as-written.ts';
import { fileObjectOf, networkOf, volumeOf } from './resources.ts';
import { serviceOf } from './service.ts';
import { entriesOf, itemsOf, valueOf } from '../yaml/nodes.ts';
import { NOTHING_TOLD, type Project } from '../project.ts';
import { compareText, type SourceLocation } from '../source.ts';
import type { MapEntry, MapNode, Node } from '../yaml/tree.ts';

/** A project after every pass, still as a tree. */
export interface LoadedTree {
  readonly name: string;
  readonly directory: string;
  readonly files: readonly string[];
  /** Active services, and all networks, volumes, configs and secrets with their real names; the implicit `default` where a service uses it. */
  readonly tree: MapNode;
  /** Services whose profiles are not active, canonical. */
  readonly inactive: ReadonlyMap<string, MapEntry>;
  /** Services of different profiles need not run together: none was asked for. */
  readonly areAlternatives: boolean;
  readonly written: AsWritten;
  /** What `docker compose config` prints: `tree` without what no active service uses. */
  readonly model: MapNode;
  /** Whether a part of the files could not be read: it may use anything. */
  readonly isPartial: boolean;
}

/** The typed project of a loaded tree; every value keeps its place. */
export function bind({
  name,
  directory,
  files,
  tree,
  inactive,
  areAlternatives,
  written,
  model,
  isPartial,
}: LoadedTree): Project {
  const services = bound(tree, 'services', (key, entry) => serviceOf(key, entry, { areAlternatives, written }));
  const serviceKeys = new Set<SourceLocation>([...services.values()].map(({ at }) => at));
  return {
    name,
    directory,
    files,
    services,
    // An implicit `default` stands at the key of the first service that uses it.
    networks: bound(tree, 'networks', (key, entry) => networkOf(key, entry, serviceKeys.has(entry.at))),
    volumes: bound(tree, 'volumes', volumeOf),
    configs: bound(tree, 'configs', fileObjectOf),
    secrets: bound(tree, 'secrets', fileObjectOf),
    inactive,
    inactiveUse: {
      networks: new Set([
        ...written.networks,
        ...(isPartial ? keysOf(valueOf(tree, 'networks')) : []),
        ...[...inactive.values()].flatMap(({ value }) => networksUsedBy(value)),
      ]),
      volumes: new Set([
        ...written.volumes,
        ...(isPartial ? keysOf(valueOf(tree, 'volumes')) : []),
        ...[...inactive.values()].flatMap(({ value }) => volumesUsedBy(value)),
      ]),
    },
    beside: new Map(),
    envFiles: [],
    sample: null,
    told: NOTHING_TOLD,
    written,
    model,
  };
}

function bound<T>(tree: MapNode, key: string, read: (name: string, entry: MapEntry) => T): ReadonlyMap<string, T> {
  return new Map(
    [...entriesOf(valueOf(tree, key))]
      .sort(([a], [b]) => compareText(a, b))
      .map(([name, entry]) => [name, read(name, entry)]),
  );
}

function keysOf(node: Node | undefined): readonly string[] {
  return [...entriesOf(node)].map(([key]) => key);
}

function networksUsedBy(service: Node): readonly string[] {
  const networks = keysOf(valueOf(service, 'networks'));
  return networks.length === 0 && valueOf(service, 'network_mode') === undefined ? ['default'] : networks;
}

function volumesUsedBy(service: Node): readonly string[] {
  return itemsOf(valueOf(service, 'volumes')).flatMap((item) => {
    const source = valueOf(item, 'source');
    return source?.kind === 'scalar' && typeof source.value === 'string' ? [source.value] : [];
  });
}
