import type { Engine } from '../engines/engine.ts';
import { traitsOf } from '../engines/network/traits.ts';
import type { Flows } from '../flows/flows.ts';
import { DIRECT } from '../flows/matrix.ts';
import type { NodeId } from '../topology/node-id.ts';
import type { Understood } from '../topology/needs/store-users.ts';
import type { TopologyNetwork } from '../topology/topology.ts';
import { code, listed } from '../words/words.ts';
import { setOf } from './declaration-edits.ts';
import type { Mend } from './networks.ts';

/** A topology with who needs whom and who reaches whom in it. */
export interface Judged extends Understood {
  readonly flows: Flows;
}

/**
 * Takes the address of the host from the networks of a service (`gateway_mode_ipv4: isolated`), so that neither connects to the other;
 * https://docs.docker.com/engine/network/drivers/bridge/#options. `null`: a network is not internal or not of one project alone, an engine
 * does not know the option, or somebody on a network needs the host's address to get to another service.
 */
export function withoutHostAddress(judged: Judged, service: NodeId, engines: readonly Engine[]): Mend | null {
  const { topology } = judged;
  const met = [...(topology.services.get(service)?.attachments.keys() ?? [])]
    .flatMap((id) => topology.networks.get(id) ?? [])
    .filter((network) => engines.some((engine) => hasHost(network, engine)));
  if (met.length === 0 || !knowIsolated(engines) || !met.every(isOwnInternal)) return null;
  if (met.some((network) => network.members.some((member) => needsHostAddress(judged, member)))) return null;
  const keys = met.map(({ key }) => code(key));
  return {
    edits: met.flatMap(isolated),
    note: `The host, and services that use its network, then connect to nobody on ${listed(keys)}, and nobody there to them. Compose must create ${met.length === 1 ? 'the network' : 'the networks'} anew.`,
  };
}

/** Whether all of `engines` know networks on which the host has no address (`gateway_mode_ipv4: isolated`). */
export function knowIsolated(engines: readonly Engine[]): boolean {
  return engines.every(({ gatewayModes, dockerOptions }) => gatewayModes && dockerOptions === 'read');
}

function hasHost(network: TopologyNetwork, engine: Engine): boolean {
  return [...traitsOf(network, engine).families.values()].some(({ host }) => host);
}

/** The mode is for internal bridge networks, and to be written where their only project declares them. */
function isOwnInternal({ internal, external, driver, origin, declarations }: TopologyNetwork): boolean {
  return (
    internal &&
    !external &&
    (driver === '' || driver === 'bridge') &&
    origin === 'declared' &&
    declarations.length === 1 &&
    declarations[0]?.network.implicit === false
  );
}

/** Whether it needs somebody, or somebody needs it, to whom only an address of the host leads. */
function needsHostAddress({ needs, flows }: Judged, member: NodeId): boolean {
  return [...needs.values()].flat().some(({ from, to }) => {
    if (from !== member && to !== member) return false;
    const means = flows.between(from, to).map((flow) => flow.means.kind);
    return means.some((kind) => OVER_HOST.has(kind)) && !means.some((kind) => DIRECT.has(kind) && !OVER_HOST.has(kind));
  });
}

const OVER_HOST: ReadonlySet<string> = new Set(['through-host', 'host-network']);

/** The driver option that says what address the host has on a bridge network. */
export function gatewayMode(family: string): string {
  return `com.docker.network.bridge.gateway_mode_${family}`;
}

function isolated({ key, ipv4, ipv6, declarations }: TopologyNetwork): Mend['edits'] {
  const families = [...(ipv4 ? ['ipv4'] : []), ...(ipv6 ? ['ipv6'] : [])];
  return declarations.slice(0, 1).flatMap(({ network: { at } }) =>
    families.map((family) => {
      return setOf('networks', key, at, ['driver_opts', gatewayMode(family)], 'isolated');
    }),
  );
}
