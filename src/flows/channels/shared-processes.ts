import type { Service } from '../../compose/project.ts';
import { compareText, type Evidence, type Located } from '../../compose/source.ts';
import { containersOf } from '../../topology/build/namespaces.ts';
import { type NodeId, serviceId } from '../../topology/node-id.ts';
import type { Topology, TopologyService } from '../../topology/topology.ts';
import { type EngineChannel, withBothEnds } from '../channel.ts';
import type { EngineFlow, Means } from '../flow.ts';

/**
 * Services that see each other's processes, with the files of each, or memory: `pid` and `ipc` of a service or container. What keeps one from
 * the other is only whom they run as. https://man7.org/linux/man-pages/man7/pid_namespaces.7.html
 */
export function channelsOfProcesses(topology: Topology): readonly EngineChannel[] {
  const containers = containersOf(topology.projects);
  return withBothEnds(ATTRIBUTES.flatMap((attribute) => shared(topology, containers, attribute)));
}

const ATTRIBUTES = ['pid', 'ipc'] as const;

type Attribute = (typeof ATTRIBUTES)[number];

const NAMES = { pid: 'processes', ipc: 'shared memory' } as const satisfies Record<Attribute, string>;

function shared(
  { services }: Topology,
  containers: ReadonlyMap<string, NodeId>,
  attribute: Attribute,
): readonly EngineChannel[] {
  const owners = new Map(
    [...services.values()].flatMap((service) => {
      const owner = ownerOf(service, attribute, containers);
      return owner === null || !services.has(owner) ? [] : [[service.id, owner] as const];
    }),
  );
  const members = new Map<NodeId, Set<NodeId>>();
  for (const id of owners.keys()) {
    const last = endOf(id, owners);
    members.set(last, (members.get(last) ?? new Set([last])).add(id));
  }
  return [...members].map(([owner, sharing]) => {
    const ids = [...sharing].sort(compareText);
    return {
      id: `${attribute}:${owner}`,
      kind: 'processes',
      sources: ids,
      targets: ids,
      flow: (from, to) => flow(services, attribute, owner, from, to),
    };
  });
}

function ownerOf(
  { project, service }: TopologyService,
  attribute: Attribute,
  containers: ReadonlyMap<string, NodeId>,
): NodeId | null {
  const [, kind, name = ''] = /^(service|container):(.+)$/.exec(stated(service, attribute)?.value ?? '') ?? [];
  if (kind === undefined) return null;
  return kind === 'service' ? serviceId(project, name) : (containers.get(name) ?? null);
}

function stated(service: Service, attribute: Attribute): Located<string> | null {
  return attribute === 'pid' ? service.pid : service.ipc;
}

/** Whose namespace it is in the end; in a circle, which the engine refuses, any of it. */
function endOf(start: NodeId, owners: ReadonlyMap<NodeId, NodeId>): NodeId {
  const way = new Set<NodeId>();
  let id = start;
  for (let next = owners.get(id); next !== undefined && !way.has(id); next = owners.get(id)) {
    way.add(id);
    id = next;
  }
  return id;
}

function flow(
  services: Topology['services'],
  attribute: Attribute,
  owner: NodeId,
  from: NodeId,
  to: NodeId,
): EngineFlow | null {
  const name = services.get(owner)?.service.name ?? owner;
  const evidence = [from, to].flatMap((id): readonly Evidence[] => {
    const service = services.get(id)?.service;
    const at = service === undefined ? undefined : stated(service, attribute)?.at;
    return service === undefined || at === undefined || id === owner
      ? []
      : [{ at, note: `${service.name} uses the ${NAMES[attribute]} of ${name}` }];
  });
  const means: Means = { kind: 'processes', owner: name, what: NAMES[attribute] };
  return evidence.length === 0 ? null : { from, to, means, ports: { kind: 'any' }, evidence };
}
