import type { Network } from '../../../compose/project.ts';
import { compareText } from '../../../compose/source.ts';
import type { Assumptions } from '../../assumptions.ts';
import { isFalse, isTrue } from '../../../engines/network/booleans.ts';
import { MODE_NETWORKS } from '../../../engines/refusals/drivers.ts';
import { networkId, type NodeId } from '../../node-id.ts';
import type { TopologyNetwork } from '../../topology.ts';

/** The engine's own bridge, for `network_mode: bridge`. */
export const DEFAULT_BRIDGE: NodeId = networkId('bridge');

export interface Declaration {
  readonly project: string;
  readonly network: Network;
  /** An active service of the project joins it: Compose creates no other. */
  readonly used: boolean;
}

/**
 * A network as it is on the engine. The projects that create it say what it is like; where only others create it (`external`), the
 * policy does, and else it counts as a plain bridge, whatever stands beside `external: true`.
 */
export function realNetwork(
  id: NodeId,
  name: string,
  declarations: readonly Declaration[],
  members: readonly NodeId[],
  assumptions: Assumptions,
): TopologyNetwork {
  const creators = declarations.filter(({ network, used }) => used && !network.external);
  const unused = declarations.filter(({ network }) => !network.external);
  const nature = natureOf(id, name, creators.length > 0 ? creators : members.length === 0 ? unused : [], assumptions);
  return {
    id,
    name,
    key: declarations[0]?.network.key ?? name,
    ...nature,
    external: declarations.length > 0 && declarations.every(({ network }) => network.external),
    declarations: declarations.map(({ project, network }) => ({ project, network })),
    members: [...members].sort(compareText),
  };
}

type Nature = Pick<TopologyNetwork, 'internal' | 'driver' | 'ipv4' | 'ipv6' | 'driverOptions' | 'origin'>;

function natureOf(id: NodeId, name: string, creators: readonly Declaration[], assumptions: Assumptions): Nature {
  if (id === DEFAULT_BRIDGE) return engineBridge(assumptions);
  if (creators.length > 0)
    return declared(
      creators.map(({ network }) => network),
      assumptions,
    );
  const stated = assumptions.externalNetworks.get(name);
  if (stated === undefined)
    return { ...PLAIN, driver: MODE_NETWORKS.has(name) ? name : PLAIN.driver, origin: 'assumed' };
  const { internal, driver, enableIpv6, driverOptions } = stated;
  return { internal, driver, ipv4: true, ipv6: enableIpv6, driverOptions, origin: 'stated' };
}

const PLAIN = { internal: false, driver: 'bridge', ipv4: true, ipv6: false, driverOptions: new Map<string, string>() };

function engineBridge({ engine: { icc, ipMasquerade, ip } }: Assumptions): Nature {
  const options = new Map([
    ...(icc ? [] : [[`${BRIDGE}enable_icc`, 'false'] as const]),
    ...(ipMasquerade ? [] : [[`${BRIDGE}enable_ip_masquerade`, 'false'] as const]),
    ...(ip === null ? [] : [[`${BRIDGE}host_binding_ipv4`, ip] as const]),
  ]);
  return { ...PLAIN, driverOptions: options, origin: 'engine' };
}

const BRIDGE = 'com.docker.network.bridge.';

/** Whoever starts first decides. Where several differ, only what all of them say holds: that errs towards reachable. */
function declared(networks: readonly Network[], { engine }: Assumptions): Nature {
  const [first] = networks;
  const driver = first?.driver?.value ?? 'bridge';
  const stated = new Map(
    [...(first?.driverOptions ?? [])]
      .map(([key, { value }]) => [key, value] as const)
      .filter(([key, value]) => networks.every((network) => network.driverOptions.get(key)?.value === value)),
  );
  return {
    internal: networks.every(({ internal }) => internal?.value === true),
    driver,
    ipv4: networks.some(hasIpv4),
    ipv6: networks.some(hasIpv6),
    driverOptions: new Map([...(engine.defaultNetworkOptions.get(driver) ?? []), ...stated]),
    origin: 'declared',
  };
}

/** The engine reads the families from driver options too, whatever Compose says beside them. */
export function hasIpv4({ enableIpv4, driverOptions }: Network): boolean {
  return enableIpv4 !== false && !isFalse(driverOptions.get('com.docker.network.enable_ipv4')?.value);
}

export function hasIpv6({ enableIpv6, driverOptions }: Network): boolean {
  return enableIpv6 || isTrue(driverOptions.get('com.docker.network.enable_ipv6')?.value);
}
