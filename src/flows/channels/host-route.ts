import type { Endpoint, Join } from './endpoints.ts';
import type { NodeId } from '../../topology/node-id.ts';
import type { Engine } from '../../engines/engine.ts';
import type { Publication } from '../../topology/engine/publishing.ts';
import { ADDRESS_FAMILIES, type AddressFamily } from '../../engines/address-family.ts';
import { addressOf, contains, subnetOf } from '../../engines/network/subnet.ts';
import type { Topology } from '../../topology/topology.ts';

/** The network that everything goes to for which there is no other; `undefined`, where nobody forwards it. */
export function defaultRoute(endpoint: Endpoint, family: AddressFamily): Join | undefined {
  const network = endpoint.gateways.get(family);
  const join = endpoint.joins.find(({ attachment }) => attachment.network === network);
  return join !== undefined && hasHost(join, family) ? join : undefined;
}

/** Networks on which every port of `endpoint` is let through to other machines, as far as its answers find their way. */
export function unprotectedJoins(
  endpoint: Endpoint,
  families: readonly AddressFamily[] = ADDRESS_FAMILIES,
): readonly Join[] {
  return endpoint.joins.filter((join) =>
    families.some(
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
 * Networks by which `source` connects to a port that another network publishes: docker-proxy takes it, or the engine rewrites it and lets
 * it through, unless the network is one of `barred`. Else what is rewritten ends between networks, because these are kept apart.
 */
export function joinsAcross(
  source: Endpoint,
  publication: Publication,
  barred: ReadonlySet<NodeId>,
  topology: Topology,
  { userlandProxy }: Engine,
): readonly Join[] {
  const { by, family } = publication;
  return joinsTowards(source, publication, topology).filter(({ traits, attachment }) => {
    const way = traits.families.get(family);
    if (userlandProxy && (by === 'proxy' || way?.toProxy === true)) return true;
    return by === 'forward' && way?.toRewritten === true && !barred.has(attachment.network);
  });
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
