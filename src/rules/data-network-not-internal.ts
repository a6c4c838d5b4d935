import type { TopologyNetwork } from '../topology/topology.ts';
import { setOf } from '../fixes/declaration-edits.ts';
import type { RuleContext } from './context.ts';
import type { Rule } from './rule.ts';
import type { NodeId } from '../topology/node-id.ts';
import { code, listed } from '../words/words.ts';

/**
 * Only where it changes nothing else: every member is a data store that publishes nothing and is on no other network, or has another
 * network that leads out, which keeps its own way out and its published ports.
 */
export const dataNetworkNotInternal: Rule = {
  id: 'data-network-not-internal',
  severity: 'low',
  summary: 'A network of data stores and their clients lets the stores call out',
  why: 'A data store that was taken over can send the data away. On an internal network it cannot, and nothing else changes.',
  fix: 'Set `internal: true` on the network.',
  references: ['https://docs.docker.com/reference/compose-file/networks/#internal'],
  *check(context) {
    // What is to be internal already leads out for nobody.
    const internal = new Set(
      [...context.topology.networks.values()].filter((network) => network.internal).map(({ id }) => id),
    );
    for (const network of context.topology.networks.values()) {
      const [declaration] = network.declarations;
      if (declaration === undefined || !isCandidate(network)) continue;
      const stores = storesThatCallOut(context, network, internal);
      if (stores.length === 0) continue;
      internal.add(network.id);
      yield {
        project: declaration.project,
        subject: network.key,
        identity: 'internal',
        message: `Network ${code(network.key)} lets ${listed(stores.map(code))} call out; all else on it has another network for that.`,
        at: declaration.network.at,
        related: [],
        path: [],
        services: network.members,
        fix: {
          summary: `Make ${code(network.key)} internal.`,
          edits: [setOf('networks', network.key, declaration.network.at, ['internal'], true)],
          caveat:
            'The stores themselves can then fetch nothing: no updates of extensions, no uploads of backups. Compose must create the network anew.',
        },
        severity: null,
      };
    }
  },
};

function isCandidate({ internal, external, driver, origin, declarations }: TopologyNetwork): boolean {
  return (
    !internal &&
    !external &&
    driver === 'bridge' &&
    origin === 'declared' &&
    declarations.length === 1 &&
    declarations[0]?.network.implicit === false
  );
}

/** Data stores on the network, where making it internal changes nothing for anyone else; empty otherwise. */
function storesThatCallOut(
  { topology }: RuleContext,
  network: TopologyNetwork,
  internal: ReadonlySet<NodeId>,
): readonly string[] {
  const members = network.members.flatMap((id) => topology.services.get(id) ?? []);
  const stores = members.filter(
    ({ zone, attachments, service }) => zone.zone === 'data' && attachments.size === 1 && service.ports.length === 0,
  );
  const rest = members.filter((member) => !stores.includes(member));
  const hasOtherWay = rest.every(({ attachments }) =>
    [...attachments.keys()].some((id) => id !== network.id && !internal.has(id)),
  );
  return rest.length > 0 && hasOtherWay ? stores.map(({ service }) => service.name) : [];
}
