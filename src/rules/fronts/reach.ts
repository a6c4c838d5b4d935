import { addTo } from '../../words/grouped.ts';
import type { Service } from '../../compose/project.ts';
import type { SourceLocation } from '../../compose/source.ts';
import type { Flow } from '../../flows/flow.ts';
import type { TopologyService } from '../../topology/topology.ts';
import type { RuleContext } from '../context.ts';
import { apartFrom, fixOf, isStoreAstray } from './fix.ts';
import { noLongerPublished } from '../claims/own-network.ts';
import { portLines } from '../claims/port-lines.ts';
import { closing, onLoopback } from '../../fixes/ports.ts';
import { fromOutside, fromOutsideTo, relatedTo } from '../../flows/from-outside.ts';
import { openedBy, toldOf, unlockedIn } from '../claims/unlocked.ts';
import type { Violation } from '../rule.ts';
import { answering } from '../../flows/port-words.ts';
import type { NodeId } from '../../topology/node-id.ts';
import { projectOf } from '../../topology/services.ts';
import type { FrontReach } from './fronts.ts';
import { code, listed } from '../../words/words.ts';

export function reaching(context: RuleContext, reach: FrontReach): Violation {
  const { front, store, flow } = reach;
  const { name } = front.service;
  const at = causeOf(context, reach);
  const path = flow.from === front.id ? fromOutsideTo(context.flows, flow) : [flow];
  const open = unlockedIn(context.topology, store);
  return {
    project: front.project,
    subject: name,
    identity: `from=${name} to=${store.service.name} by=${meansText(flow)}`,
    claims: [claimOf(reach)],
    ...(flow.means.kind === 'through-host' ? { ends: [portLines(store, flow)] } : {}),
    message: `${introduced(context, front)} ${doesWhat(flow, store)}.${toldOf(store.service.name, open)}`,
    at,
    related: [...relatedTo(path, at), ...openedBy(store.service.name, open)],
    path,
    services: [front.id, store.id],
    fix: fixOf(context, reach),
    severity: null,
  };
}

/** Which of the stores are open to everybody, a sentence for each way. */
function openOnes({ topology }: RuleContext, reaches: readonly FrontReach[]): string {
  const names = new Map<string, string[]>();
  for (const { store } of reaches) {
    const open = unlockedIn(topology, store);
    if (open !== null) addTo(names, open.says, code(store.service.name));
  }
  return [...names]
    .map(
      ([says, stores]) =>
        ` ${listed(stores)} ${stores.length === 1 ? says : says.replace(/^(ask|ha|run)s /, (_, verb: string) => `${verb === 'ha' ? 'have' : verb} `)}.`,
    )
    .join('');
}

/** One finding for a front that meets many stores on one network. */
export function* crowd(context: RuleContext, reaches: readonly FrontReach[]): Generator<Violation> {
  const [first] = reaches;
  if (first === undefined) return;
  const stores = reaches.map(({ store }) => store.service.name);
  const over = first.flow.means.kind === 'network' ? ` over network ${code(first.flow.means.name)}` : '';
  const { edits, note } = apartFrom(context, first, reaches);
  yield {
    ...reaching(context, first),
    identity: `from=${first.front.service.name} to=${[...stores].sort().join(',')} by=${meansText(first.flow)}`,
    claims: reaches.map(claimOf),
    ends: [
      reaches.flatMap(({ front, flow }) => placeIn(front, flow) ?? []),
      reaches.flatMap(({ store, flow }) => placeIn(store, flow) ?? []),
    ],
    message: `${introduced(context, first.front)} reaches any port of ${listed(stores.map(code))}${over}.${openOnes(context, reaches)}`,
    services: [first.front.id, ...reaches.map(({ store }) => store.id)],
    fix: {
      summary: `Put the stores on a network that ${code(first.front.service.name)} is not on, together with the services that use them.`,
      edits,
      caveat: `A service on both networks talks to both; services whose need the files do not show join too.${noLongerPublished(
        context.topology,
        reaches.map(({ store }) => store),
      )}${note}`,
    },
  };
}

/** One finding for all fronts that reach the published ports of a store, for it is one line that opens them; or of many stores. */
export function* throughHost(context: RuleContext, reaches: readonly FrontReach[]): Generator<Violation> {
  const [first] = reaches;
  if (first === undefined) return;
  const fronts = [...new Set(reaches.map(({ front }) => front.service.name))];
  const stores = [...new Set(reaches.map(({ store }) => store.service.name))];
  const one = reaching(context, first);
  const project = projectOf(context.topology, first.store.project);
  yield {
    ...one,
    subject: first.store.service.name,
    identity: `from=${[...fronts].sort().join(',')} to=${[...stores].sort().join(',')} by=through-host`,
    claims: reaches.map(claimOf),
    ends: [reaches.flatMap(({ store, flow: each }) => portLines(store, each))],
    message: `${listed(fronts.map(code))} ${fronts.length === 1 ? 'reaches' : 'reach'} published ports of ${listed(stores.map(code))} through the host.`,
    related: relatedTo([...one.path, ...reaches.slice(1).map(({ flow }) => flow)], one.at),
    services: [...new Set(reaches.flatMap(({ front, store }) => [front.id, store.id]))],
    fix:
      stores.length === 1
        ? one.fix
        : {
            ...one.fix,
            summary: `Do not publish ports of the stores${closing(project, 'the ports').otherwise}.`,
            edits: onLoopback(project, ...storesOf(reaches)),
          },
  };
}

/** The stores of the first's project, each once. */
function storesOf(reaches: readonly FrontReach[]): readonly Service[] {
  const own = reaches.filter(({ store }) => store.project === reaches[0]?.store.project);
  return [...new Set(own.map(({ store }) => store.service))];
}

/** Names one front at one store by one way. */
function claimOf({ front, store, flow }: FrontReach): string {
  return `${front.service.name} ${store.service.name} ${meansText(flow)}`;
}

function introduced({ flows }: RuleContext, front: TopologyService): string {
  const entry = fromOutside(flows, front.id);
  const name = `${code(front.service.name)} (${front.zone.zone})`;
  return entry === null ? name : `${name}, which ${answering(entry)},`;
}

function doesWhat({ means, ports }: Flow, { service: { name } }: TopologyService): string {
  const what = `${ports.kind === 'any' ? 'any port' : 'published ports'} of ${code(name)}`;
  switch (means.kind) {
    case 'volume':
      return `shares the data of ${code(name)} in ${code(means.name)}`;
    case 'through-host':
      return `reaches ${what} through the host`;
    case 'namespace':
      return `is in one network namespace with ${code(name)}`;
    case 'network':
    case 'routed':
    case 'macvlan':
      return `reaches ${what} over network ${code(means.name)}`;
    default:
      return `reaches ${what}`;
  }
}

function meansText({ means }: Flow): string {
  return means.kind === 'network' || means.kind === 'macvlan' || means.kind === 'routed'
    ? `network:${means.name}`
    : means.kind;
}

/** The line that is out of place: of two that join a network, the one by which its owner is where it does not belong. */
function causeOf(context: RuleContext, reach: FrontReach): SourceLocation {
  const { front, store, flow } = reach;
  const first = flow.evidence[0]?.at ?? front.service.at;
  if (flow.means.kind === 'volume') return flow.evidence[flow.from === front.id ? 0 : 1]?.at ?? first;
  if (flow.means.kind !== 'network') return first;
  const astray = isStoreAstray(context, reach, flow.means.network) ? store : front;
  return placeOn(astray, flow.means.network) ?? first;
}

function placeIn(service: TopologyService, { means }: Flow): SourceLocation | null {
  return means.kind === 'network' ? placeOn(service, means.network) : null;
}

function placeOn({ attachments }: TopologyService, network: NodeId): SourceLocation | null {
  return attachments.get(network)?.attachment.at ?? null;
}
