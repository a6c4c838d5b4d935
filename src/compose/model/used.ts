import { entriesOf, itemsOf, mapAt, mapValues, stringOf, valueOf, withValue } from '../yaml/nodes.ts';
import type { MapNode, Node } from '../yaml/tree.ts';

type ResourceKind = 'networks' | 'volumes' | 'configs' | 'secrets' | 'models';

const USES: Readonly<Record<ResourceKind, (service: Node) => readonly string[]>> = {
  networks: (service) => [...entriesOf(valueOf(service, 'networks'))].map(([name]) => name),
  volumes: (service) =>
    itemsOf(valueOf(service, 'volumes')).flatMap((mount) => {
      const source = stringOf(valueOf(mount, 'source'));
      return stringOf(valueOf(mount, 'type')) === 'volume' && source !== undefined ? [source] : [];
    }),
  configs: (service) => sources(valueOf(service, 'configs')),
  secrets: (service) => [
    ...sources(valueOf(service, 'secrets')),
    ...sources(valueOf(valueOf(service, 'build'), 'secrets')),
  ],
  models: (service) => [...entriesOf(valueOf(service, 'models'))].map(([name]) => name),
};

function sources(grants: Node | undefined): readonly string[] {
  return itemsOf(grants).flatMap((grant) => stringOf(valueOf(grant, 'source')) ?? stringOf(grant) ?? []);
}

/** `model` without what no service in it uses, as `docker compose config` drops it. */
export function withoutUnused(model: MapNode): MapNode {
  const services = [...entriesOf(valueOf(model, 'services'))];
  return Object.entries(USES).reduce<MapNode>((whole, [kind, usedBy]) => {
    const resources = mapAt(whole, kind);
    if (resources === undefined) return whole;
    const used = new Set(services.flatMap(([, { value }]) => usedBy(value)));
    return withValue(
      whole,
      kind,
      mapValues(resources, (value, key) => (used.has(key) ? value : undefined)),
    );
  }, model);
}
