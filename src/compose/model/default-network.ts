import { isNull, map, mapAt, mapValues, scalar, valueOf, withEntry, withValue } from '../yaml/nodes.ts';
import type { SourceLocation } from '../source.ts';
import type { MapNode, Node } from '../yaml/tree.ts';

/** `model` with the `default` network where a service names no other, and is not told to use none. */
export function withDefaultNetwork(model: MapNode): MapNode {
  const services = mapAt(model, 'services');
  if (services === undefined) return model;
  let first: SourceLocation | null = null;
  const placed = mapValues(services, (service, _name, { at }) => {
    if (service.kind !== 'map' || !usesDefault(service)) {
      if (valueOf(valueOf(service, 'networks'), 'default') !== undefined) first ??= at;
      return service;
    }
    first ??= at;
    return withEntry(service, 'networks', {
      at,
      value: map(new Map([['default', { at, value: scalar(null, at) }]]), at),
    });
  });
  const networks = mapAt(model, 'networks');
  const withServices = withValue(model, 'services', placed);
  if (first === null || networks?.entries.has('default') === true) return withServices;
  const at: SourceLocation = first;
  const all = withEntry(networks ?? map(new Map(), at), 'default', { at, value: map(new Map(), at) });
  return withValue(withServices, 'networks', all);
}

function usesDefault(service: MapNode): boolean {
  const mode = valueOf(service, 'network_mode');
  const networks = valueOf(service, 'networks');
  if (valueOf(service, 'provider') !== undefined) return false;
  if (mode !== undefined) return false;
  return networks === undefined || isNull(networks) || (networks.kind === 'map' && networks.entries.size === 0);
}

/** Every network, volume, config and secret with its real name: `PROJECT_key`, or the key itself when it is external. */
export function withNames(model: MapNode, project: string): MapNode {
  return ['networks', 'volumes', 'configs', 'secrets'].reduce<MapNode>((whole, kind) => {
    const resources = mapAt(whole, kind);
    return resources === undefined
      ? whole
      : withValue(
          whole,
          kind,
          mapValues(resources, (node, key, { at }) => named(node, key, at, project)),
        );
  }, model);
}

function named(node: Node, key: string, at: SourceLocation, project: string): Node {
  const resource = node.kind === 'map' ? node : map(new Map(), at);
  const name = valueOf(resource, 'name');
  if (name !== undefined && !isNull(name)) return resource;
  const external = valueOf(resource, 'external');
  const isExternal = external?.kind === 'scalar' && external.value === true;
  return withEntry(resource, 'name', { at, value: scalar(isExternal ? key : `${project}_${key}`, at) });
}
