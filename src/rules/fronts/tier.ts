import type { TopologyNetwork, TopologyService } from '../../topology/topology.ts';
import type { RuleContext } from '../context.ts';
import { isBackTier, isFrontTier } from './names.ts';
import { keyOf, leaving, ownNetwork } from '../../fixes/networks.ts';
import { backendNames, JOINING, noLongerPublished } from '../claims/own-network.ts';
import { isToldToNeed } from '../../topology/needs/may-need.ts';
import { usersOver } from '../../topology/needs/store-users.ts';
import { fromOutside, fromOutsideTo, relatedTo } from '../../flows/from-outside.ts';
import type { Fix, Violation } from '../rule.ts';
import { outsidePortsOf } from '../../flows/port-words.ts';
import type { NodeId } from '../../topology/node-id.ts';
import { projectOf } from '../../topology/services.ts';
import { code, listed } from '../../words/words.ts';

/** Violations for the front-tier networks that `store` is on, but for those on which a front is reported already. */
export function* onFrontTier(
  context: RuleContext,
  store: TopologyService,
  reported: ReadonlySet<NodeId>,
): Generator<Violation> {
  for (const tier of frontTiersOf(context, store))
    if (!reported.has(tier.network.id)) yield* violation(context, store, tier);
}

/** A front-tier network that a data store is on, and who answers requests from outside there. */
interface FrontTier {
  readonly network: TopologyNetwork;
  readonly front: TopologyService;
}

/**
 * Front-tier networks that `store` has no business on. A name alone would be too little: the stack must keep tiers apart, that is, the
 * store has another network to be on, or a network behind the front exists; somebody must answer outside requests on the front one, other than an application whose only network with its store it is; and
 * it must not be the only network by which a service that needs the store gets to it, unless there is one behind the front for that.
 */
function frontTiersOf(context: RuleContext, store: TopologyService): readonly FrontTier[] {
  const { topology, flows } = context;
  const own = [...store.attachments.keys()].flatMap((id) => topology.networks.get(id) ?? []);
  const hasBack = [...topology.networks.values()].some((network) => isBackTier(network) && network.members.length > 0);
  return own.filter(isFrontTier).flatMap((network) => {
    const keepsTiers = hasBack || own.some((other) => other.id !== network.id && !isFrontTier(other));
    if (!keepsTiers || (!hasBack && isOnlyWay(context, store, network))) return [];
    const front = network.members
      .flatMap((id) => topology.services.get(id) ?? [])
      .filter(({ id, zone }) => id !== store.id && zone.zone !== 'data' && fromOutside(flows, id) !== null)
      .find((member) => !isMeantFor(context, member, store));
    return front === undefined ? [] : [{ network, front }];
  });
}

/** Whether both are on no other network, and the files show that it is an application that needs the store: the network is meant for them. */
function isMeantFor({ topology, needs }: RuleContext, member: TopologyService, store: TopologyService): boolean {
  if (member.zone.zone !== 'app' || member.attachments.size > 1 || store.attachments.size > 1) return false;
  return isToldToNeed(topology, member, store) || needs.get(member.id)?.some(({ to }) => to === store.id) === true;
}

function isOnlyWay({ topology, needs }: RuleContext, store: TopologyService, network: TopologyNetwork): boolean {
  return network.members.some((id) => {
    const client = topology.services.get(id);
    if (client === undefined || needs.get(id)?.some(({ to }) => to === store.id) !== true) return false;
    return [...client.attachments.keys()].every((other) => other === network.id || !store.attachments.has(other));
  });
}

function* violation(context: RuleContext, store: TopologyService, { network, front }: FrontTier): Generator<Violation> {
  const flow = context.flows
    .between(front.id, store.id)
    .find(({ means }) => means.kind === 'network' && means.network === network.id);
  const at = store.attachments.get(network.id)?.attachment.at;
  if (flow === undefined || at === undefined) return;
  const { name } = store.service;
  const path = fromOutsideTo(context.flows, flow);
  const entry = fromOutside(context.flows, front.id);
  const answers = entry === null ? '' : ` on ${outsidePortsOf(entry)}`;
  yield {
    project: store.project,
    subject: name,
    identity: `to=${name} by=network:${network.key}`,
    message: `${code(name)} is on ${code(network.key)}, where ${code(front.service.name)} answers outside requests${answers}: everything there can connect to any port of it.`,
    at,
    related: relatedTo(path, at),
    path,
    services: [front.id, store.id],
    fix: fixOf(context, store, network),
    severity: null,
  };
}

/** The store leaves the network where the services that use it meet it elsewhere; or else it moves with them. */
function fixOf(context: RuleContext, store: TopologyService, network: TopologyNetwork): Fix {
  const { name } = store.service;
  const key = keyOf(store, network.id);
  const back = [...store.attachments.keys()]
    .filter((id) => id !== network.id)
    .map((id) => code(context.topology.networks.get(id)?.key ?? id));
  const summary = `Take ${code(name)} off ${code(key)}.`;
  if (back.length > 0 && usersOver(context, store, [network.id]).length === 0) {
    return {
      summary,
      edits: leaving(projectOf(context.topology, store.project), store.service, key),
      caveat: `It stays on ${listed(back)}, where the services that use it reach it.`,
    };
  }
  const { edits, note } = ownNetwork(context, [store], network.id, [], backendNames(name));
  return {
    summary,
    edits,
    caveat: JOINING + noLongerPublished(context.topology, [store]) + note,
  };
}
