import type { Flow } from '../topology/flow.ts';
import type { TopologyNetwork, TopologyService } from '../topology/topology.ts';
import type { RuleContext } from './context.ts';
import { projectOf } from './fix-lines.ts';
import { onLoopback } from './port-fix.ts';
import { areConnected, relatedTo, servicesIn } from './reach.ts';
import type { Rule, Violation } from './rule.ts';
import { code, listed, portsOf } from './wording.ts';

/**
 * A published port is open to every container that has a way to the host, whatever networks keep it apart from the store. The witness is
 * a container on another network; whether it also shares a network with the store does not matter for what that other network opens.
 */
export const dataReachableThroughHost: Rule = {
  id: 'data-reachable-through-host',
  severity: 'medium',
  summary: 'Containers on other networks reach a data store over a published port',
  why: 'Containers connect to published ports at any address of the host, so a port published for convenience undoes the separation of networks.',
  fix: 'Leave out the published port, or bind it to 127.0.0.1, which containers cannot connect to.',
  references: ['https://docs.docker.com/engine/network/packet-filtering-firewalls/'],
  *check(context) {
    for (const store of servicesIn(context.topology, 'data')) {
      if (store.ports.length > 0 && store.namespace.kind !== 'host') yield* throughHost(context, store);
    }
  },
};

function* throughHost(context: RuleContext, store: TopologyService): Generator<Violation> {
  const witnesses = witnessesOf(context, store);
  const best = witnesses.find(({ isStranger }) => isStranger) ?? witnesses[0];
  const at = best?.flow.evidence[0]?.at;
  if (best === undefined || at === undefined) return;
  const { name } = store.service;
  const networks = listed(witnesses.map(({ network }) => code(network.key)));
  const strangers = witnesses.filter(({ isStranger }) => isStranger).map(({ service }) => code(service.service.name));
  const who =
    strangers.length === 0 ? `whatever is on ${networks}` : `${listed([...new Set(strangers)])} on ${networks}`;
  yield {
    project: store.project,
    subject: name,
    identity: `by=${portsOf(best.flow)}`,
    message: `${code(name)} publishes ${portsOf(best.flow)} on the host, where ${who} ${plural(strangers, witnesses) ? 'reach' : 'reaches'} it without sharing a network with it.`,
    at,
    related: relatedTo([best.flow], at),
    path: [best.flow],
    services: [best.service.id, store.id],
    fix: {
      summary: 'Leave out the published port, or bind it to 127.0.0.1.',
      yaml: onLoopback(projectOf(context.topology, store.project), store.service),
      caveat:
        'Services on a shared network need no published port; containers cannot connect to 127.0.0.1 of the host.',
    },
    severity: null,
  };
}

function plural(strangers: readonly string[], witnesses: readonly unknown[]): boolean {
  return new Set(strangers).size > 1 && witnesses.length > 0;
}

interface Witness {
  readonly network: TopologyNetwork;
  readonly service: TopologyService;
  readonly flow: Flow;
  /** Shares no network with the store at all. */
  readonly isStranger: boolean;
}

/** For each network that the store is not on, one member that reaches it through the host; a stranger where there is one. */
function witnessesOf({ topology, flows }: RuleContext, store: TopologyService): readonly Witness[] {
  return [...topology.networks.values()].flatMap((network) => {
    if (store.attachments.has(network.id) || network.internal) return [];
    const members = network.members.slice(0, MOST).flatMap((id) => topology.services.get(id) ?? []);
    const strangers = members.filter((member) => !areConnected(member, store));
    for (const service of [...strangers, ...members]) {
      const flow = flows.between(service.id, store.id).find(({ means }) => means.kind === 'through-host');
      if (flow !== undefined) return [{ network, service, flow, isStranger: strangers.includes(service) }];
    }
    return [];
  });
}

/** So many members of a network are asked; one that cannot reach the host at all is rare. */
const MOST = 20;
