import { type Diagnostic, warning } from '../../compose/diagnostics.ts';
import type { Engine } from '../../engines/engine.ts';
import type { Topology, TopologyNetwork } from '../topology.ts';

/** Networks that are created without a subnet take one each of the engine's pools, and so does its own bridge: past that none starts. */
export function tooFewPools({ networks }: Topology, { addressPools }: Engine): readonly Diagnostic[] {
  if (addressPools === null) return [];
  const taking = [...networks.values()].filter(takesPool);
  const first = taking.flatMap(({ declarations }) => declarations)[addressPools - 1];
  if (taking.length < addressPools || first === undefined) return [];
  return [
    warning(
      'too-few-address-pools',
      first.network.at,
      `${String(taking.length)} networks need an address pool each, and the engine has ${String(addressPools)}, of which its own bridge takes one: Docker fails with "all predefined address pools have been fully subnetted". Give networks a subnet under ipam, or the daemon more "default-address-pools".`,
    ),
  ];
}

function takesPool({ origin, external, driver, ipv4, members, declarations }: TopologyNetwork): boolean {
  const isStated = declarations.some(({ network }) =>
    network.pools.some(
      ({ subnet }) => subnet !== null && !subnet.value.startsWith('0.0.0.0/') && !subnet.value.includes(':'),
    ),
  );
  return origin === 'declared' && !external && driver === 'bridge' && ipv4 && members.length > 0 && !isStated;
}
