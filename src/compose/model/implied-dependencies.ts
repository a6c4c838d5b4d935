import {
  entriesOf,
  itemsOf,
  map,
  mapOf,
  mapValues,
  mapAt,
  scalar,
  stringOf,
  valueOf,
  withEntry,
  withValue,
} from '../yaml/nodes.ts';
import type { SourceLocation } from '../source.ts';
import type { MapEntry, MapNode, Node } from '../yaml/tree.ts';

/** What a service needs without saying so under `depends_on`. */
export interface Implied {
  readonly service: string;
  readonly at: SourceLocation;
  readonly restart: boolean;
}

const NAMESPACES = ['network_mode', 'ipc', 'pid', 'uts', 'cgroup'] as const;

function impliedBy(service: Node): readonly Implied[] {
  const links = itemsOf(valueOf(service, 'links')).flatMap((node) =>
    reference(node, stringOf(node)?.split(':')[0], true),
  );
  const shared = NAMESPACES.flatMap((key) => {
    const node = valueOf(service, key);
    const value = stringOf(node);
    return node !== undefined && value?.startsWith('service:') === true
      ? reference(node, value.slice('service:'.length), true)
      : [];
  });
  const volumes = itemsOf(valueOf(service, 'volumes_from')).flatMap((node) => {
    const value = stringOf(node);
    return value === undefined || value.startsWith('container:') ? [] : reference(node, value.split(':')[0], false);
  });
  return [...links, ...shared, ...volumes];
}

function reference(node: Node, service: string | undefined, restart: boolean): Implied[] {
  return service === undefined ? [] : [{ service, at: node.at, restart }];
}

/** `model` with implied dependencies written under `depends_on`; what is written there already stays. */
export function withImpliedDependencies(model: MapNode): MapNode {
  const services = mapAt(model, 'services');
  return services === undefined ? model : withValue(model, 'services', mapValues(services, dependent));
}

function dependent(service: Node): Node {
  const implied = impliedBy(service);
  if (service.kind !== 'map' || implied.length === 0) return service;
  const own = mapAt(service, 'depends_on');
  const entries = new Map<string, MapEntry>(entriesOf(own));
  for (const { service: name, at, restart } of implied) {
    if (entries.has(name)) continue;
    const value = mapOf(
      {
        condition: scalar('service_started', at),
        required: scalar(true, at),
        ...(restart ? { restart: scalar(true, at) } : {}),
      },
      at,
    );
    entries.set(name, { at, value });
  }
  const at = own?.at ?? implied[0]?.at ?? service.at;
  return withEntry(service, 'depends_on', { at: service.entries.get('depends_on')?.at ?? at, value: map(entries, at) });
}
