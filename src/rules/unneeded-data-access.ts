import { error } from '../compose/diagnostics.ts';
import type { Mount } from '../compose/project.ts';
import type { TopologyService } from '../topology/topology.ts';
import type { RuleContext } from './context.ts';
import { dataMounts } from './stores/mounts.ts';
import { jobsIn } from '../topology/zones/jobs.ts';
import { leftBy, ownNetwork } from '../fixes/networks.ts';
import { openedBy, toldOf, unlockedIn } from './claims/unlocked.ts';
import { noLongerPublished } from './claims/own-network.ts';
import { mayBeHanded } from '../topology/needs/handed-on.ts';
import { mayNeed } from '../topology/needs/may-need.ts';
import { isNamed } from '../topology/needs/needs.ts';
import { kindOf, neededOver, usersOver } from '../topology/needs/store-users.ts';
import { toldStores } from '../topology/needs/told-stores.ts';
import type { Flow } from '../flows/flow.ts';
import { fromOutside, fromOutsideTo, relatedTo } from '../flows/from-outside.ts';
import type { Fix, Rule, Violation } from './rule.ts';
import type { NodeId } from '../topology/node-id.ts';
import { areNeverTogether } from '../topology/alternatives.ts';
import { servicesIn } from '../topology/services.ts';
import { code, listed } from '../words/words.ts';

/**
 * Only where others say in the files that they need the store, so that silence means something. Edge and frontend services are the
 * business of `data-reachable-from-frontend`; other data stores, consoles and monitors have reasons that files do not show; so do
 * jobs that end, services that run the image of one that needs the store, and those of which the files do not show all that they use.
 */
export const unneededDataAccess: Rule = {
  id: 'unneeded-data-access',
  severity: 'medium',
  summary: 'Services that never mention a data store can connect to it',
  why: 'Each of them is a way to the data for whoever takes it over, and none of them needs to be.',
  fix: 'Put the data store and the services that use it on a network of their own.',
  references: ['https://docs.docker.com/compose/how-tos/networking/'],
  *check(context) {
    for (const around of usedStores(context)) yield* unneeded(context, around);
  },
  *cut(context) {
    for (const { store, silent } of usedStores(context)) {
      if (silent.length <= MOST) continue;
      const what = `More than ${String(MOST)} services that never mention ${code(store.service.name)} are on its networks`;
      yield error('too-many-findings', store.service.at, `${what}; only so many of them are looked at.`);
    }
  },
};

/** A store that others say they need, and who is on its networks. */
interface UsedStore {
  readonly store: TopologyService;
  readonly using: readonly TopologyService[];
  /** One more than are looked at, where there are more. */
  readonly silent: readonly TopologyService[];
}

function* usedStores(context: RuleContext): Generator<UsedStore> {
  const needing = needingOf(context);
  const jobs = jobsIn(context.topology);
  const told = toldStores(context.topology, context.needs);
  for (const store of servicesIn(context.topology, 'data')) {
    const clients = needing.get(store.id);
    if (clients === undefined) continue;
    const using = [...clients].flatMap((id) => context.topology.services.get(id) ?? []);
    if (!told.has(store.id)) continue;
    const signs = { clients, kinds: new Set(using.map(kindOf)), volumes: volumesBeside(store) };
    const silent: TopologyService[] = [];
    for (const member of neighboursOf(context, store)) {
      if (silent.length > MOST) break;
      if (!jobs.has(member.id) && isSilent(context, member, store, signs)) silent.push(member);
    }
    yield { store, using, silent };
  }
}

/** Services that need each other service, by the needed one. Stores that only share an `env_file` with its users do not. */
function needingOf({ topology, needs }: RuleContext): ReadonlyMap<NodeId, ReadonlySet<NodeId>> {
  const files = new Set(topology.projects.flatMap(({ project }) => project.files));
  const needing = new Map<NodeId, Set<NodeId>>();
  for (const need of [...needs.values()].flat()) {
    const { from, to, evidence } = need;
    if (!isNamed(need)) continue;
    if (topology.services.get(from)?.zone.zone === 'data' && !files.has(evidence.at.file)) continue;
    needing.set(to, (needing.get(to) ?? new Set()).add(from));
  }
  return needing;
}

function* unneeded(context: RuleContext, { store, using, silent }: UsedStore): Generator<Violation> {
  const reaching = silent.slice(0, MOST).flatMap((service) => reachOf(context, service, store));
  const witness = reaching.find(({ isOutside }) => isOutside) ?? reaching[0];
  if (witness === undefined) return;
  yield violation(context, store, { reaching, witness, using });
}

/** Services on a network with the store, the store included. */
function neighboursOf({ topology }: RuleContext, { attachments }: TopologyService): readonly TopologyService[] {
  const ids = new Set([...attachments.keys()].flatMap((id) => topology.networks.get(id)?.members ?? []));
  return [...ids].flatMap((id) => topology.services.get(id) ?? []);
}

/** What shows that a service needs the store. */
interface Signs {
  readonly clients: ReadonlySet<NodeId>;
  /** Kinds of the clients. */
  readonly kinds: ReadonlySet<string>;
  /** Volumes of the store by which one speaks to it. */
  readonly volumes: ReadonlySet<string>;
}

function isSilent(
  { topology, needs }: RuleContext,
  service: TopologyService,
  store: TopologyService,
  { clients, kinds, volumes }: Signs,
): boolean {
  if (areNeverTogether(service, store)) return false;
  if (service.id === store.id || clients.has(service.id) || kinds.has(kindOf(service))) return false;
  if (service.project === store.project && volumesOf(service).some((volume) => volumes.has(volume))) return false;
  if (service.zone.zone !== 'app' || service.service.replicas === 0) return false;
  return !mayNeed(topology, service, store) && !mayBeHanded(topology, needs, service, store);
}

/** A service that can connect to the store. */
interface NeedlessReach {
  readonly service: TopologyService;
  readonly flow: Flow;
  /** The service itself can be reached from outside. */
  readonly isOutside: boolean;
}

function reachOf({ flows }: RuleContext, service: TopologyService, store: TopologyService): readonly NeedlessReach[] {
  const flow = flows
    .between(service.id, store.id)
    .find(({ means }) => means.kind === 'network' || means.kind === 'macvlan');
  return flow === undefined ? [] : [{ service, flow, isOutside: fromOutside(flows, service.id) !== null }];
}

interface Told {
  readonly reaching: readonly NeedlessReach[];
  /** The one whose path is shown. */
  readonly witness: NeedlessReach;
  readonly using: readonly TopologyService[];
}

function violation(context: RuleContext, store: TopologyService, told: Told): Violation {
  const { reaching, witness, using } = told;
  const { name } = store.service;
  const { means } = witness.flow;
  const network = means.kind === 'network' ? means.network : '';
  const at = store.attachments.get(network)?.attachment.at ?? store.service.at;
  const path = fromOutsideTo(context.flows, witness.flow);
  const names = reaching.map(({ service }) => service.service.name);
  const open = unlockedIn(context.topology, store);
  const isOutside = reaching.some((reach) => reach.isOutside);
  return {
    project: store.project,
    subject: name,
    identity: `from=${[...names].sort().join(',')}`,
    claims: names.map((from) => `${name} ${from}`),
    message: `${listed(names.map(code))} can connect to ${code(name)} and never ${names.length === 1 ? 'mentions' : 'mention'} it; ${listed(using.map(nameOf))} ${using.length === 1 ? 'does' : 'do'}.${toldOf(name, open)}`,
    ends: endsOf(store, reaching),
    at,
    related: [...relatedTo(path, at), ...openedBy(name, open)],
    path,
    services: [store.id, ...reaching.map(({ service }) => service.id)],
    fix: fixOf(context, store, told, network),
    severity: isOutside || (open !== null && open.at !== null) ? null : 'low',
  };
}

/** It ends where the store leaves the networks that they meet on, or all of them do. */
function endsOf(store: TopologyService, reaching: readonly NeedlessReach[]): NonNullable<Violation['ends']> {
  const met = reaching.flatMap(({ service, flow: { means } }) =>
    means.kind === 'network' || means.kind === 'macvlan' ? [{ service, network: means.network }] : [],
  );
  return [
    met.flatMap(({ network }) => store.attachments.get(network)?.attachment.at ?? []),
    met.flatMap(({ service, network }) => service.attachments.get(network)?.attachment.at ?? []),
  ];
}

/** `network`: over which they meet; empty: it is none that the store could leave. */
function fixOf(context: RuleContext, store: TopologyService, told: Told, network: NodeId): Fix {
  const { name } = store.service;
  const without = told.reaching.map(({ service }) => service.id);
  const left = leftBy(context, store, network, without);
  const joining = [...told.using, ...usersOver(context, store, left), ...neededOver(context, store, left)].map(nameOf);
  const { edits, note } =
    network === ''
      ? { edits: [], note: '' }
      : ownNetwork(context, [store], network, without, [name, `${name}-clients`]);
  return {
    summary: `Put ${code(name)} on a network with only ${listed([...new Set(joining)], MOST_JOINING)}.`,
    edits,
    caveat: `A service whose need for it stands in a configuration file or in code loses it.${noLongerPublished(context.topology, [store])}${note}`,
  };
}

function nameOf({ service }: TopologyService): string {
  return code(service.name);
}

/** Named volumes of a store beside its data, such as that of its socket: who mounts one speaks to it. */
function volumesBeside(store: TopologyService): ReadonlySet<string> {
  const data = new Set(dataMounts(store).flatMap(volumeOf));
  return new Set(volumesOf(store).filter((volume) => !data.has(volume)));
}

function volumesOf({ service }: TopologyService): readonly string[] {
  return service.mounts.flatMap(volumeOf);
}

function volumeOf(mount: Mount): readonly string[] {
  return mount.kind === 'volume' && mount.volume !== null ? [mount.volume] : [];
}

/** So many users of a store are named in a fix. */
const MOST_JOINING = 6;

/** So many services are told for one store; more of them are said to be left out. */
const MOST = 100;
