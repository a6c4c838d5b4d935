import { addTo } from '../words/grouped.ts';
import type { SourceLocation } from '../compose/source.ts';
import type { Flow } from '../flows/flow.ts';
import type { TopologyNetwork, TopologyService } from '../topology/topology.ts';
import type { RuleContext } from './context.ts';
import { entryOf } from './claims/entry.ts';
import { portLines } from './claims/port-lines.ts';
import { closing, onLoopback } from '../fixes/ports.ts';
import { relatedTo } from '../flows/from-outside.ts';
import { isOfSwarm } from '../compose/bind/swarm.ts';
import type { Rule, Violation } from './rule.ts';
import { outsidePortsOf, portKeysOf, portsOf } from '../flows/port-words.ts';
import { areConnected, projectOf, servicesIn } from '../topology/services.ts';
import { code, listed } from '../words/words.ts';

/**
 * A published port is open to every container that has a way to the host, whatever networks keep it apart from the store. The witness is
 * a container on another network; whether it also shares a network with the store does not matter for what that other network opens. What
 * other machines reach, too, is the business of `data-published`.
 */
export const dataReachableThroughHost: Rule = {
  id: 'data-reachable-through-host',
  severity: 'medium',
  summary: 'Containers on other networks reach a data store over a published port',
  why: 'Containers connect to published ports at any address of the host, so a port published for convenience undoes the separation of networks.',
  fix: 'Bind the port to 127.0.0.1, which containers cannot connect to, or leave it out.',
  references: ['https://docs.docker.com/engine/network/packet-filtering-firewalls/'],
  *check(context) {
    const groups = new Map<string, OpenedStore[]>();
    for (const store of servicesIn(context.topology, 'data')) {
      if (store.ports.length === 0 || store.namespace.kind === 'host') continue;
      const entry = entryOf(context, store);
      const opened = openedBy(context, store, entry === null ? [] : portKeysOf(entry));
      if (opened === null) continue;
      const key = JSON.stringify([store.project, opened.opens('it')]);
      addTo(groups, key, opened);
    }
    for (const group of groups.values()) {
      const all = group.map((opened) => violation(context, opened));
      if (all.length > FEW) yield* together(context, group, all);
      else yield* all;
    }
  },
};

/** More stores than these that the same containers reach are told in one finding. */
const FEW = 4;

/** A store that containers elsewhere reach through the host. */
interface OpenedStore {
  readonly store: TopologyService;
  /** `where a and b on frontend reach`, of the store or of several. */
  readonly opens: (it: 'it' | 'them') => string;
  readonly witness: Witness;
  readonly at: SourceLocation;
}

/** `published`: the ports that other machines reach; `null`: any. */
function openedBy(
  context: RuleContext,
  store: TopologyService,
  published: readonly string[] | null,
): OpenedStore | null {
  if (published === null) return null;
  const witnesses = witnessesOf(context, store).filter(({ flow }) =>
    portKeysOf(flow)?.some((port) => !published.includes(port)),
  );
  const witness = witnesses.find(({ isStranger }) => isStranger) ?? witnesses[0];
  const at = witness?.flow.evidence[0]?.at;
  if (witness === undefined || at === undefined) return null;
  const networks = listed(witnesses.map(({ network }) => code(network.key)));
  const strangers = witnesses.filter(({ isStranger }) => isStranger).map(({ service }) => code(service.service.name));
  const who = [...new Set(strangers)];
  // Who is on both has the store anyway; the port is open to what joins the other network alone.
  const opens = (it: 'it' | 'them'): string =>
    who.length === 0
      ? `and so opens ${it} to whatever joins ${networks} alone`
      : `where ${listed(who)} on ${networks} ${who.length > 1 ? 'reach' : 'reaches'} ${it} without sharing a network with ${it}`;
  return { store, opens, witness, at };
}

function violation({ topology }: RuleContext, { store, opens, witness, at }: OpenedStore): Violation {
  const { name } = store.service;
  const { flow, service } = witness;
  const project = projectOf(topology, store.project);
  return {
    project: store.project,
    subject: name,
    identity: `by=${portsOf(flow)}`,
    claims: portKeysOf(flow)?.map((port) => `${name} ${port}`) ?? [name],
    ends: [portLines(store, flow)],
    message: `${code(name)} publishes ${outsidePortsOf(flow)} on the host, ${opens('it')}.`,
    at,
    related: relatedTo([flow], at),
    path: [flow],
    services: [service.id, store.id],
    fix: {
      summary: `${closing(project).how}.`,
      edits: onLoopback(project, store.service),
      caveat: `Services on a shared network need no published port${project !== null && isOfSwarm(project) ? `. ${closing(project).left}` : '; containers cannot connect to 127.0.0.1 of the host.'}`,
    },
    // Nobody is let in yet who was not before.
    severity: witness.isStranger ? null : 'low',
  };
}

/** One finding for many stores that the same containers reach: what keeps networks apart does not hold in this project. */
function* together(
  { topology }: RuleContext,
  group: readonly OpenedStore[],
  all: readonly Violation[],
): Generator<Violation> {
  const [first, opened] = [all[0], group[0]];
  if (first === undefined || opened === undefined) return;
  const names = group.map(({ store }) => store.service.name);
  yield {
    ...first,
    identity: `stores=${[...names].sort().join(',')}`,
    claims: all.flatMap(({ claims }) => claims ?? []),
    ends: [group.flatMap(({ store, witness }) => portLines(store, witness.flow))],
    message: `${listed(names.map(code))} publish ports on the host, ${opened.opens('them')}.`,
    related: [
      ...first.related,
      ...all.slice(1).flatMap(({ at, subject }) => [{ at, note: `${subject} publishes a port` }]),
    ],
    services: [...new Set(all.flatMap(({ services }) => services))],
    fix: {
      ...first.fix,
      summary: `${closing(projectOf(topology, first.project), 'the ports').how}.`,
      edits: onLoopback(projectOf(topology, first.project), ...group.map(({ store }) => store.service)),
    },
  };
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
