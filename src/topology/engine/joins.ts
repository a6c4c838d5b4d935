import type { Service } from '../../compose/project.ts';
import type { Engine } from '../../engines/engine.ts';
import { GATEWAY_BRIDGE, GATEWAY_BRIDGE_NATURE } from '../../engines/network/gateway-bridge.ts';
import { type NetworkTraits, traitsOf } from '../../engines/network/traits.ts';
import { isTrue } from '../../engines/network/booleans.ts';
import { networkId, type NodeId } from '../node-id.ts';
import type { TopologyAttachment, TopologyNetwork } from '../topology.ts';

/** A network that a namespace is on, as the engine treats it there. */
export interface Join {
  readonly attachment: TopologyAttachment;
  /** The network's real name. */
  readonly name: string;
  readonly traits: NetworkTraits;
}

export const GATEWAY_BRIDGE_ID: NodeId = networkId(GATEWAY_BRIDGE);

/** Networks of the namespace whose owner has `attachments`, and the bridge that the engine adds to them. */
export function joinsOf(
  attachments: ReadonlyMap<NodeId, TopologyAttachment>,
  owner: Pick<Service, 'sysctls'>,
  networks: ReadonlyMap<NodeId, TopologyNetwork>,
  traits: ReadonlyMap<NodeId, NetworkTraits>,
  engine: Engine,
): readonly Join[] {
  const joins = [...attachments.values()].flatMap((attachment): readonly Join[] => {
    const found = traits.get(attachment.network);
    const name = networks.get(attachment.network)?.name ?? attachment.network;
    return found === undefined ? [] : [{ attachment, name, traits: found }];
  });
  const own = hasNoIpv6(owner) ? withoutIpv6(joins) : joins;
  const stranded = own.find(
    ({ traits: found }) => !found.internal && found.layer !== 'lan' && found.layer !== 'unknown' && !hasGateway(found),
  );
  if (stranded === undefined || own.some(({ traits: found }) => !found.internal && hasGateway(found))) return own;
  const attachment = { ...stranded.attachment, network: GATEWAY_BRIDGE_ID };
  return [...own, { attachment, name: GATEWAY_BRIDGE, traits: traitsOf(GATEWAY_BRIDGE_NATURE, engine) }];
}

function hasGateway({ layer, families }: NetworkTraits): boolean {
  return layer !== 'overlay' && layer !== 'unknown' && families.size > 0;
}

/** `net.ipv6.conf.all.disable_ipv6` takes IPv6 from the whole namespace; the same for `default` changes nothing that is there already. */
export function hasNoIpv6({ sysctls }: Pick<Service, 'sysctls'>): boolean {
  const value = sysctls.get('net.ipv6.conf.all.disable_ipv6')?.value ?? undefined;
  return value !== undefined && (isTrue(value) || /^[1-9]\d*$/.test(value));
}

export function withoutIpv6(joins: readonly Join[]): readonly Join[] {
  return joins.map((join) => ({
    ...join,
    traits: { ...join.traits, families: new Map([...join.traits.families].filter(([family]) => family !== 'ipv6')) },
  }));
}
