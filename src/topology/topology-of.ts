import { compareText } from '../compose/source.ts';
import type { Assumptions } from './assumptions.ts';
import { type Attachments, attachmentsOf, NONE, type JoiningService, placedServices } from './build/attachments.ts';
import { enginesOf } from '../engines/engines.ts';
import { traitsOf } from '../engines/network/traits.ts';
import { diagnosticsOf } from './refused/refused.ts';
import { hostMountsOf } from './build/host-mounts.ts';
import { statedNeedsOf } from './build/stated-needs.ts';
import { listensOf, servedBy } from './build/listens.ts';
import { type Mounts, mountsOf } from './build/mounts.ts';
import { type Joined, namespacesOf } from './build/namespaces.ts';
import { networkId, type NodeId } from './node-id.ts';
import { joinsOf } from './engine/joins.ts';
import { openingOf } from './engine/publishing.ts';
import { type RealNames, realNamesOf } from './build/real/names.ts';
import { type Declaration, realNetwork } from './build/real/networks.ts';
import { realVolumes } from './build/real/volumes.ts';
import type { Topology, TopologyNetwork, TopologyService } from './topology.ts';
import { namesIn, withoutHeld } from '../compose/variables/held.ts';
import { awaitedServices } from './zones/jobs.ts';
import { zoneOf } from './zones/zones.ts';
import type { Diagnostic } from '../compose/diagnostics.ts';
import type { WorkspaceProject } from './project.ts';

/**
 * Projects that run on one Docker host, as one graph: network namespaces followed to their end, networks and volumes by their real
 * names, ports given to the services they lead to. Diagnostics say what Docker refuses (`docker-refuses`) and what had to be assumed.
 */
export function topologyOf(
  projects: readonly WorkspaceProject[],
  assumptions: Assumptions,
): { readonly topology: Topology; readonly diagnostics: readonly Diagnostic[] } {
  const names = realNamesOf(projects);
  const [{ implicitNetwork }] = enginesOf(assumptions.engine);
  const placed = placedServices(projects, names, implicitNetwork);
  const namespaces = namespacesOf(projects);
  const attachments = attachmentsOf(placed, namespaces);
  const networks = networksOf(projects, names, placed, attachments, assumptions);
  const mounted = mountsOf(projects, names);
  const services = servicesOf(placed, namespaces, attachments, networks, mounted, assumptions);
  const topology = { projects, services, networks, volumes: realVolumes(projects, names, mounted) };
  const values = projects.map(({ project }) => ({ written: project.written, names: namesIn(project) }));
  const shown = (diagnostic: Diagnostic): Diagnostic =>
    values.reduce((told, { written, names: keys }) => withoutHeld(told, written, keys), diagnostic);
  return { topology, diagnostics: diagnosticsOf(topology, assumptions).map(shown) };
}

function networksOf(
  projects: readonly WorkspaceProject[],
  names: ReadonlyMap<string, RealNames>,
  placed: ReadonlyMap<NodeId, JoiningService>,
  attachments: ReadonlyMap<NodeId, Attachments>,
  assumptions: Assumptions,
): ReadonlyMap<NodeId, TopologyNetwork> {
  const declarations = new Map<NodeId, Declaration[]>();
  const usedBy = new Map<string, Set<NodeId>>();
  for (const { project, joins } of placed.values())
    for (const id of joins.keys()) into(usedBy, project, () => new Set()).add(id);
  for (const {
    id: project,
    project: { networks },
  } of projects) {
    for (const network of networks.values()) {
      const id = names.get(project)?.networks.get(network.key) ?? networkId(network.name);
      const used = usedBy.get(project)?.has(id) === true;
      into(declarations, id, () => []).push({ project, network, used });
    }
  }
  const members = new Map<NodeId, NodeId[]>();
  for (const [service, joined] of attachments)
    for (const id of joined.keys()) into(members, id, () => []).push(service);
  const ids = [...new Set([...declarations.keys(), ...members.keys()])].sort(compareText);
  return new Map(
    ids.map((id) => {
      const declared = declarations.get(id) ?? [];
      const name = declared[0]?.network.name ?? id.slice('network:'.length);
      return [id, realNetwork(id, name, declared, members.get(id) ?? [], assumptions)];
    }),
  );
}

function servicesOf(
  placed: ReadonlyMap<NodeId, JoiningService>,
  namespaces: ReadonlyMap<NodeId, Joined>,
  attachments: ReadonlyMap<NodeId, Attachments>,
  networks: ReadonlyMap<NodeId, TopologyNetwork>,
  mounted: ReadonlyMap<NodeId, Mounts>,
  assumptions: Assumptions,
): ReadonlyMap<NodeId, TopologyService> {
  const awaited = awaitedServices([...placed.values()]);
  const engines = enginesOf(assumptions.engine).map((engine) => ({
    engine,
    traits: new Map([...networks].map(([id, network]) => [id, traitsOf(network, engine)])),
  }));
  const listens = new Map(
    [...placed].map(([id, { service, project }]) => [id, listensOf(service, project, assumptions)]),
  );
  const members = new Map<NodeId, NodeId[]>();
  for (const [id, { namespace }] of namespaces)
    if (namespace.kind === 'own') into(members, namespace.owner, () => []).push(id);
  const ports = new Map<NodeId, TopologyService['ports'][number][]>();
  const claims = new Map<NodeId, TopologyService['claims']>();
  for (const [owner, sharing] of members) {
    const service = placed.get(owner)?.service;
    if (service === undefined || service.ports.length === 0) continue;
    // Served by one engine that counts is served.
    const opened = new Set(
      engines.flatMap(({ engine, traits }) => {
        const joins = joinsOf(attachments.get(owner) ?? NONE, service, networks, traits, engine);
        const opening = openingOf(joins, service.ports, engine);
        return [...opening.publications, ...opening.routed].map(({ port }) => port);
      }),
    );
    const served = service.ports.filter((port) => opened.has(port));
    claims.set(owner, served);
    for (const port of served) {
      for (const id of servedBy(port, owner, sharing, listens)) into(ports, id, () => []).push(port);
    }
  }
  return new Map(
    [...placed].map(([id, { project, service, directory, written, built }]) => [
      id,
      {
        id,
        project,
        service,
        zone: zoneOf(service, {
          projectId: project,
          overrides: assumptions.zones,
          directory,
          isShared: (members.get(id)?.length ?? 0) > 1,
          isAwaited: awaited.has(id),
          written,
          built,
        }),
        namespace: namespaces.get(id)?.namespace ?? { kind: 'none', owner: id },
        sharing: namespaces.get(id)?.sharing ?? [],
        attachments: attachments.get(id) ?? NONE,
        ports: ports.get(id) ?? [],
        claims: claims.get(id) ?? [],
        listens: listens.get(id) ?? null,
        needs: statedNeedsOf(service, project, assumptions),
        hostMounts: hostMountsOf(mounted.get(id)),
      },
    ]),
  );
}

function into<K, V>(map: Map<K, V>, key: K, empty: () => V): V {
  const found = map.get(key) ?? empty();
  map.set(key, found);
  return found;
}
