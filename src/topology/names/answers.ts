import { addTo } from '../../words/grouped.ts';
import type { Service } from '../../compose/project.ts';
import { compareText } from '../../compose/source.ts';
import { ADDRESS_FAMILIES, type AddressFamily } from '../../engines/address-family.ts';
import type { Engine } from '../../engines/engine.ts';
import { addressOf } from '../../engines/network/subnet.ts';
import { hasNoIpv6 } from '../engine/joins.ts';
import { DEFAULT_BRIDGE } from '../build/real/networks.ts';
import { type NodeId, serviceId } from '../node-id.ts';
import type { Topology, TopologyNetwork, TopologyService } from '../topology.ts';

/** Who answers to which name in one topology, as the engine's embedded DNS decides; https://docs.docker.com/engine/network/#dns-services */
export interface NameAnswers {
  /** Services that may answer when the process of `from` asks for `name`, sorted; several take turns. Empty: it does not resolve. */
  readonly answering: (from: NodeId, name: string) => readonly NodeId[];
  /** Every name that somebody may be asked by: of services and containers, aliases, host names. Sorted. */
  readonly all: readonly string[];
}

export function namesOf(topology: Topology, engine: Engine): NameAnswers {
  const containers = containersOf(topology);
  const names = new Map([...topology.networks].map(([id, network]) => [id, namesOn(network, topology)]));
  const known = { topology, engine, containers, names };
  const ask = (from: NodeId, name: string): readonly NodeId[] => {
    const asking = topology.services.get(from);
    if (asking?.namespace.kind !== 'own' || asking.service.replicas === 0) return [];
    // A service in another's namespace has its files of names too.
    const owner = topology.services.get(asking.namespace.owner) ?? asking;
    return (
      inHostsFile(owner, name, topology) ??
      [...new Set(ADDRESS_FAMILIES.flatMap((family) => firstAnswer(owner, name, family, known)))].sort(compareText)
    );
  };
  const all = [...topology.services.values()].flatMap((service) => ownNames(service, known));
  return { answering: ask, all: [...new Set(all)].sort(compareText) };
}

/** Answers of several engines as one: a service that may answer on one of them is among those that may. */
export function namesOfAll(topology: Topology, engines: readonly Engine[]): NameAnswers {
  const each = engines.map((engine) => namesOf(topology, engine));
  return {
    answering: (from, name) => [...new Set(each.flatMap(({ answering }) => answering(from, name)))].sort(compareText),
    all: each[0]?.all ?? [],
  };
}

/** What answers are made of. */
interface KnownNames {
  readonly topology: Topology;
  readonly engine: Engine;
  /** From `containersOf`. */
  readonly containers: ReadonlyMap<string, NodeId>;
  readonly names: ReadonlyMap<NodeId, NamesOn>;
}

/** Services by the names of their containers; the first, where a name is given twice. */
export function containersOf(topology: Topology): ReadonlyMap<string, NodeId> {
  const all = [...topology.services.values()].reverse();
  return new Map(
    all.flatMap((service) => containerNames(service, topology).map((name) => [name, service.id] as const)),
  );
}

/** Names that a service's file gives it. */
function ownNames({ service, attachments, id }: TopologyService, known: KnownNames): readonly string[] {
  const { name, containerName, hostname } = service;
  const aliases = [...attachments.values()].flatMap((attached) =>
    attached.service === id ? attached.attachment.aliases.map(({ value }) => value) : [],
  );
  return [
    name,
    ...aliases,
    ...(hostname === null ? [] : [hostname.value]),
    ...(containerName === null ? [] : [containerName.value]),
    ...linked(service, known, id).map(({ alias }) => alias),
  ];
}

/** Services by the names that they have on one network, in small letters. Nobody has a name on the engine's own bridge. */
function namesOn({ id, members, ipv4, ipv6 }: TopologyNetwork, topology: Topology): NamesOn {
  const names = new Map<string, Map<AddressFamily, NodeId[]>>();
  for (const member of id === DEFAULT_BRIDGE ? [] : members) {
    const found = topology.services.get(member);
    const attachment = found?.attachments.get(id);
    if (found === undefined || attachment?.service !== member || found.service.replicas === 0) continue;
    const { service } = found;
    const given = [
      ...containerNames(found, topology),
      ...(service.hostname === null ? [] : [service.hostname.value]),
      // What a network mode joins has no names of Compose's.
      ...(service.networkMode === null
        ? [service.name, ...attachment.attachment.aliases.map(({ value }) => value)]
        : []),
    ];
    const families = { ipv4: ipv4 || !ipv6, ipv6: ipv6 && !hasNoIpv6(service) };
    for (const name of new Set(given.map((one) => one.toLowerCase()))) {
      const known = names.get(name) ?? new Map<AddressFamily, NodeId[]>();
      names.set(name, known);
      for (const family of ADDRESS_FAMILIES) if (families[family]) addTo(known, family, member);
    }
  }
  return names;
}

/** Names of its containers, which Compose numbers unless the file names one. */
function containerNames({ service, project }: TopologyService, { projects }: Topology): readonly string[] {
  const { containerName, name, replicas } = service;
  if (containerName !== null) return [containerName.value];
  const called = projects.find(({ id }) => id === project)?.project.name ?? project;
  return Array.from(
    { length: Math.min(replicas, MOST_COPIES) },
    (_, index) => `${called}-${name}-${String(index + 1)}`,
  );
}

const MOST_COPIES = 100;

/** What the container's own file of names says, which is read first: its host name, and `extra_hosts`. `null`: nothing. */
function inHostsFile(owner: TopologyService, name: string, { services }: Topology): readonly NodeId[] | null {
  const { hostname, extraHosts } = owner.service;
  if (hostname?.value.toLowerCase() === name.toLowerCase()) return [owner.id];
  const stated = extraHosts.flatMap(({ value }) => {
    const [host = '', ...address] = value.split('=');
    return host.toLowerCase() === name.toLowerCase() ? [addressOf(address.join('='))] : [];
  });
  if (stated.length === 0) return null;
  return [...services.values()].flatMap(({ id, attachments }) =>
    [...attachments.values()].some(({ service, attachment }) =>
      [attachment.ipv4Address, attachment.ipv6Address].some((own) => {
        const bits = own === null ? undefined : addressOf(own.value)?.bits;
        return service === id && bits !== undefined && stated.some((address) => address?.bits === bits);
      }),
    )
      ? [id]
      : [],
  );
}

/** What a name may mean: a name on any network, or a name and the real name of one network behind a point. */
function questions(name: string): readonly (readonly [host: string, network: string | null])[] {
  const parts = name.split('.');
  return [
    [name, null],
    ...parts.slice(1).map((_, index) => {
      const at = parts.length - 1 - index;
      return [parts.slice(0, at).join('.'), parts.slice(at).join('.')] as const;
    }),
  ];
}

/** Services with an address of each family on one network, by the names that they have there. */
type NamesOn = ReadonlyMap<string, ReadonlyMap<AddressFamily, readonly NodeId[]>>;

/** Addresses of each family are asked for in turn, and the first that is found is the answer. */
function firstAnswer(
  owner: TopologyService,
  name: string,
  family: AddressFamily,
  known: KnownNames,
): readonly NodeId[] {
  for (const [host, network] of questions(name)) {
    const [found] = answered(owner, host, network, family, known);
    if (found !== undefined) return found;
  }
  return [];
}

interface NamedLink {
  readonly alias: string;
  readonly target: NodeId;
}

/** Links first, on whichever network leads to their targets; then the first network by its real name that knows the name. */
function answered(
  owner: TopologyService,
  host: string,
  network: string | null,
  family: AddressFamily,
  known: KnownNames,
): readonly (readonly NodeId[])[] {
  const { topology, engine, names } = known;
  const asked = host.toLowerCase();
  const joined = [...owner.attachments.keys()]
    .filter((id) => id !== DEFAULT_BRIDGE && (network === null || nameOf(id, topology) === network))
    .sort((a, b) => compareRanks(rankOf(owner, a, engine, topology), rankOf(owner, b, engine, topology)));
  const links = linked(owner.service, known, owner.id).filter(({ alias }) => alias.toLowerCase() === asked);
  if (links.length > 0) {
    const targets = links.filter(({ target }) =>
      joined.some((id) => topology.services.get(target)?.attachments.has(id)),
    );
    return targets.length === 0 ? [] : [[...new Set(targets.map(({ target }) => target))].sort(compareText)];
  }
  return joined.flatMap((id) => {
    const found = names.get(id)?.get(asked)?.get(family) ?? [];
    return found.length === 0 ? [] : [found];
  });
}

function linked(
  { links, externalLinks }: Service,
  { topology, containers }: KnownNames,
  id: NodeId,
): readonly NamedLink[] {
  const project = topology.services.get(id)?.project ?? '';
  return [
    ...links.map(({ service, alias }) => ({ alias, target: serviceId(project, service) })),
    ...externalLinks.flatMap(({ value }) => {
      const [container = '', alias = container] = value.split(':');
      const target = containers.get(container);
      return target === undefined ? [] : [{ alias, target }];
    }),
  ];
}

function nameOf(id: NodeId, { networks }: Topology): string {
  return networks.get(id)?.name ?? id;
}

/** Networks of a container are asked in this order: those with a way out, by priority, with both families, by real name; measured. */
function rankOf(
  { attachments, service }: TopologyService,
  id: NodeId,
  { gatewayChoice }: Engine,
  { networks }: Topology,
): readonly (number | string)[] {
  const network = networks.get(id);
  const stated = attachments.get(id)?.attachment.gatewayPriority ?? 0;
  const hasBoth = network?.ipv4 === true && network.ipv6 && !hasNoIpv6(service);
  return [
    network?.internal === true ? 1 : 0,
    gatewayChoice === 'one-by-name' ? 0 : -stated,
    hasBoth ? 0 : 1,
    network?.name ?? id,
  ];
}

function compareRanks(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index];
    if (typeof left === 'number' && typeof right === 'number' && left !== right) return left - right;
    if (typeof left === 'string' && typeof right === 'string' && left !== right) return compareText(left, right);
  }
  return 0;
}
