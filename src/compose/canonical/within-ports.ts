import { error, type Problems } from '../diagnostics.ts';
import { goText } from '../go/text.ts';
import { list, mapAt, mapValues, valueOf, withValue } from '../yaml/nodes.ts';
import { portCountOf } from './short-port.ts';
import type { MapNode, Node } from '../yaml/tree.ts';

/** More ports than a project publishes: the widest ranges in use are those of voice and video servers, of 16,384. */
const MOST_PORTS = 20_000;

/** How many ports the ranges of a project have been written out to, over all its files. */
interface PortRoom {
  expanded: number;
}

/**
 * The model with at most so many ports in all: a range of some characters stands for 65,535, each of which is looked at. What is left out
 * is a problem at its place.
 */
export function withinPorts(model: MapNode, room: PortRoom, problems: Problems): MapNode {
  const services = mapAt(model, 'services');
  if (services === undefined) return model;
  let all = 0;
  const hasRoom = (item: Node): boolean => {
    const count = item.kind === 'scalar' ? portCountOf(goText(item)) : 1;
    if (all + count > MOST_PORTS || (count > 1 && room.expanded + count > MOST_PORTS)) return false;
    all += count;
    if (count > 1) room.expanded += count;
    return true;
  };
  const kept = mapValues(services, (service) => {
    const ports = valueOf(service, 'ports');
    if (service.kind !== 'map' || ports?.kind !== 'list') return service;
    const first = ports.items.findIndex((item) => !hasRoom(item));
    const left = ports.items[first];
    if (left === undefined) return service;
    problems.push(
      error(
        'too-many-ports',
        left.at,
        `The project publishes more than ${String(MOST_PORTS)} ports; those from here on are not looked at.`,
      ),
    );
    return withValue(service, 'ports', list(ports.items.slice(0, first), ports.at));
  });
  return kept === services ? model : withValue(model, 'services', kept);
}
