import type { Endpoint, Join } from './endpoints.ts';
import type { Publication } from '../../topology/engine/publishing.ts';
import { addressOf, contains, ADDRESS_FAMILIES, type AddressFamily, subnetOf } from '../../engines/network/subnet.ts';
import type { Topology } from '../../topology/topology.ts';

/** The network that everything goes to for which there is no other; `undefined`, where nobody forwards it. */
export function defaultRoute(endpoint: Endpoint, family: AddressFamily): Join | undefined {
  const network = endpoint.gateways.get(family);
  const join = endpoint.joins.find(({ attachment }) => attachment.network === network);
  return join !== undefined && hasHost(join, family) ? join : undefined;
}

/** Networks on which every port of `endpoint` is let through to other machines, as far as its answers find their way. */
export function unprotectedJoins(endpoint: Endpoint): readonly Join[] {
  return endpoint.joins.filter((join) =>
    ADDRESS_FAMILIES.some(
      (family) =>
        !join.traits.internal &&
        join.traits.modes[family] === 'nat-unprotected' &&
        hasHost(join, family) &&
        defaultRoute(endpoint, family) !== undefined,
    ),
  );
}

function hasHost({ traits }: Join, family: AddressFamily): boolean {
  return traits.families.get(family)?.host === true;
}

/**
 * Networks by which docker-proxy takes connections of `source` to a published port. Where the engine rewrites them first, they end
 * between networks, because these are kept apart.
 */
export function joinsToProxy(source: Endpoint, publication: Publication, topology: Topology): readonly Join[] {
  return joinsTowards(source, publication, topology).filter(
    ({ traits }) => publication.by === 'proxy' || traits.families.get(publication.family)?.toProxy === true,
  );
}

/** Networks by which `source` gets to the address of the host that `publication` is bound to. */
export function joinsTowards(
  source: Endpoint,
  { family, scope, address }: Publication,
  topology: Topology,
): readonly Join[] {
  if (scope === 'every') return source.joins.filter((join) => hasHost(join, family));
  const beside = source.joins.find((join) => isBeside(join, address, topology));
  if (beside !== undefined) return hasHost(beside, family) ? [beside] : [];
  const route = defaultRoute(source, family);
  return route === undefined ? [] : [route];
}

/** Whether the address counts as one of the network itself. Unknown, and so not, where no file gives the network's subnet. */
function isBeside({ attachment }: Join, text: string, topology: Topology): boolean {
  const address = addressOf(text);
  const declarations = topology.networks.get(attachment.network)?.declarations ?? [];
  return (
    address !== null &&
    declarations.some(({ network: { external, pools } }) =>
      pools.some(({ subnet: written }) => {
        const subnet = external || written === null ? null : subnetOf(written.value);
        return subnet !== null && contains(subnet, address);
      }),
    )
  );
}
