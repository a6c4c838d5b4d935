import { addTo } from '../../words/grouped.ts';
import type { Located } from '../../compose/source.ts';
import { runTogether } from '../../compose/profiles.ts';
import type { Engine } from '../../engines/engine.ts';
import { refusal } from './refusal.ts';
import { type Address, addressOf, contains, overlap, type Subnet, subnetOf } from '../../engines/network/subnet.ts';
import type { Topology, TopologyNetwork, TopologyService } from '../topology.ts';
import type { Diagnostic } from '../../compose/diagnostics.ts';
import type { NodeId } from '../node-id.ts';

/** Subnets and addresses that cannot be had at once on one host. Between projects a warning: they need not run side by side. */
export function refusedAddresses(topology: Topology, engine: Engine): readonly Diagnostic[] {
  return [
    ...overlaps([...topology.networks.values()].flatMap((network) => poolsOf(network, engine))),
    ...[...askers(topology)].flatMap(([id, services]) => statics(topology.networks.get(id), services, engine)),
  ];
}

interface Pool {
  readonly project: string;
  readonly network: string;
  readonly written: Located<string>;
  readonly subnet: Subnet;
  readonly gateway: Address | null;
  readonly isChosen: boolean;
}

/** Pools that are stated for a network which a project creates, of the families that it has. */
function poolsOf(
  { name, declarations, members, ipv4, ipv6, origin, driverOptions }: TopologyNetwork,
  engine: Engine,
): readonly Pool[] {
  const created = declarations.find(({ network }) => !network.external);
  if (created === undefined || members.length === 0 || origin !== 'declared') return [];
  const isIsolated = driverOptions.get('com.docker.network.bridge.gateway_mode_ipv4') === 'isolated';
  return created.network.pools.flatMap(({ subnet: written, gateway, range }) => {
    const subnet = written === null ? null : subnetOf(written.value);
    if (written === null || subnet === null || !(subnet.family === 'ipv4' ? ipv4 : ipv6)) return [];
    // Unspecified addresses ask for a subnet of that size.
    if (engine.subnetsFromPools && addressOf(written.value)?.bits === 0n) return [];
    const { project } = created;
    return [
      {
        project,
        network: name,
        written,
        subnet,
        gateway: gateway === null ? null : addressOf(gateway.value),
        isChosen: range !== null || isIsolated,
      },
    ];
  });
}

/** Pools that overlap. Sorted by their first addresses, a pool overlaps with one before it only if it does with the one that reaches farthest. */
function overlaps(pools: readonly Pool[]): readonly Diagnostic[] {
  let farthest: Pool | undefined;
  return [...pools].sort(byFirst).flatMap((pool) => {
    const before = farthest;
    const isBehind = before === undefined || !overlap(before.subnet, pool.subnet);
    if (isBehind || pool.subnet.last > before.subnet.last) farthest = pool;
    if (isBehind || before.network === pool.network) return [];
    const text = `subnet \`${pool.written.value}\` of network \`${pool.network}\` overlaps with that of \`${before.network}\`.`;
    return [refusal(pool.written.at, text, before.project === pool.project ? 'error' : 'warning')];
  });
}

function byFirst({ subnet: a }: Pool, { subnet: b }: Pool): number {
  if (a.family !== b.family) return a.family < b.family ? -1 : 1;
  return a.first < b.first ? -1 : a.first > b.first ? 1 : 0;
}

/** Services that ask for an address, by network. */
function askers({ services }: Topology): ReadonlyMap<NodeId, readonly TopologyService[]> {
  const found = new Map<NodeId, TopologyService[]>();
  for (const service of services.values()) {
    for (const [network, { attachment, service: owner }] of service.attachments) {
      if (owner !== service.id || (attachment.ipv4Address === null && attachment.ipv6Address === null)) continue;
      addTo(found, network, service);
    }
  }
  return found;
}

/** Addresses that services ask for. Nothing is known of networks that are created elsewhere. */
function statics(
  network: TopologyNetwork | undefined,
  services: readonly TopologyService[],
  engine: Engine,
): readonly Diagnostic[] {
  if (network?.origin !== 'declared') return [];
  const pools = poolsOf(network, engine);
  const taken = new Map<string, readonly Owner[]>(
    pools.flatMap(reserved).map(([bits, name]) => [bits, [{ name, member: null }]]),
  );
  return services.flatMap((member) => {
    const attachment = member.attachments.get(network.id);
    if (attachment === undefined) return [];
    const { ipv4Address, ipv6Address } = attachment.attachment;
    return [ipv4Address, ipv6Address].flatMap((wanted) => {
      const address = wanted === null ? null : addressOf(wanted.value);
      if (wanted === null || address === null) return [];
      const { name, replicas } = member.service;
      const asked = `address \`${wanted.value}\` of \`${name}\``;
      const pool = pools.find(({ subnet }) => contains(subnet, address));
      if (pool === undefined && pools.length === 0 && engine.addressWithoutSubnet) return [];
      if (pool === undefined)
        return [refusal(wanted.at, `${asked} is in no subnet that network \`${network.key}\` states.`)];
      const key = String(address.bits);
      const owners = taken.get(key) ?? [];
      const other =
        owners.find((owner) => meet(owner, member))?.name ?? (replicas > 1 ? 'another container of it' : undefined);
      taken.set(key, [...owners, { name: `\`${name}\``, member }]);
      return other === undefined ? [] : [refusal(wanted.at, `${asked} is taken by ${other}.`)];
    });
  });
}

/** The service that has an address; `null`: the network itself has it. */
interface Owner {
  readonly name: string;
  readonly member: TopologyService | null;
}

function meet({ member: one }: Owner, other: TopologyService): boolean {
  return one === null || one.project !== other.project || runTogether(one.service.profiles, other.service.profiles);
}

/** Addresses of a pool that no container gets. Without a stated gateway it is the first, unless the engine chooses from a range or needs none. */
function reserved({
  subnet: { family, first, last },
  gateway,
  isChosen,
}: Pool): readonly (readonly [string, string])[] {
  const gatewayBits = gateway?.bits ?? (isChosen ? null : first + 1n);
  return [
    ...(gatewayBits === null ? [] : [[String(gatewayBits), 'the gateway'] as const]),
    [String(first), 'the network itself'],
    ...(family === 'ipv4' ? [[String(last), 'its broadcasts'] as const] : []),
  ];
}
