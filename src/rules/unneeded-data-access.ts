import type { Mount } from '../compose/project.ts';
import { isJob } from '../catalogue/name.ts';
import type { TopologyService } from '../topology/topology.ts';
import type { RuleContext } from './context.ts';
import { dataMounts } from './stores/mounts.ts';
import { jobsIn } from '../topology/zones/jobs.ts';
import { leftBy, ownNetwork } from '../fixes/networks.ts';
import { noLongerPublished } from './claims/own-network.ts';
import { kindOf, neededOver, usersOver } from '../topology/needs/store-users.ts';
import { fromOutside, fromOutsideTo, relatedTo } from '../flows/from-outside.ts';
import type { Rule, Violation } from './rule.ts';
import type { NodeId } from '../topology/node-id.ts';
import { servicesIn } from '../topology/services.ts';
import { code, listed } from '../words/words.ts';

/**
 * Only where others say in the files that they need the store, so that silence means something. Edge and frontend services are the
 * business of `data-reachable-from-frontend`; other data stores, consoles and monitors have reasons that files do not show; so do
 * jobs that end, and services that run the image of one that needs the store, or read a configuration file from the host.
 */
export const unneededDataAccess: Rule = {
  id: 'unneeded-data-access',
  severity: 'medium',
  summary: 'Services that never mention a data store can connect to it',
  why: 'Each of them is a way to the data for whoever takes it over, and none of them needs to be.',
  fix: 'Put the data store and the services that use it on a network of their own.',
  references: ['https://docs.docker.com/compose/how-tos/networking/'],
  *check(context) {
    const needing = needingOf(context);
    const jobs = jobsIn(context.topology);
    for (const store of servicesIn(context.topology, 'data')) {
      const clients = needing.get(store.id);
      if (clients !== undefined) yield* unneeded(context, store, clients, jobs);
    }
  },
};

/** Services that need each other service, by the needed one. Stores that only share an `env_file` with its users do not. */
function needingOf({ topology, needs }: RuleContext): ReadonlyMap<NodeId, ReadonlySet<NodeId>> {
  const files = new Set(topology.projects.flatMap(({ project }) => project.files));
  const needing = new Map<NodeId, Set<NodeId>>();
  for (const { from, to, evidence } of [...needs.values()].flat()) {
    if (topology.services.get(from)?.zone.zone === 'data' && !files.has(evidence.at.file)) continue;
    needing.set(to, (needing.get(to) ?? new Set()).add(from));
  }
  return needing;
}

function* unneeded(
  context: RuleContext,
  store: TopologyService,
  clients: ReadonlySet<NodeId>,
  jobs: ReadonlySet<NodeId>,
): Generator<Violation> {
  const { topology, flows } = context;
  if (![...clients].some((id) => isTelling(topology.services.get(id)))) return;
  const kinds = new Set([...clients].flatMap((id) => topology.services.get(id) ?? []).map(kindOf));
  const members = new Set([...store.attachments.keys()].flatMap((id) => topology.networks.get(id)?.members ?? []));
  const beside = volumesBeside(store);
  const idle = [...members]
    .flatMap((id) => topology.services.get(id) ?? [])
    .filter(
      (service) =>
        service.id !== store.id &&
        !jobs.has(service.id) &&
        !clients.has(service.id) &&
        !kinds.has(kindOf(service)) &&
        !(service.project === store.project && volumesOf(service).some((volume) => beside.has(volume))) &&
        isJudged(service),
    );
  const able = idle.slice(0, MOST).flatMap((service) => {
    const flow = flows
      .between(service.id, store.id)
      .find(({ means }) => means.kind === 'network' || means.kind === 'macvlan');
    return flow === undefined ? [] : [{ service, flow, isOutside: fromOutside(flows, service.id) !== null }];
  });
  // Who is not judged may need it: monitoring, and what is told by files of its own.
  const spared = [...members]
    .flatMap((id) => topology.services.get(id) ?? [])
    .filter((service) => isSpared(service) && service.project === store.project && !jobs.has(service.id));
  const best = able.find(({ isOutside }) => isOutside) ?? able[0];
  if (best === undefined) return;
  const { name } = store.service;
  const network = best.flow.means.kind === 'network' ? best.flow.means.network : '';
  const at = store.attachments.get(network)?.attachment.at ?? store.service.at;
  const path = fromOutsideTo(flows, best.flow);
  const users = [...clients].flatMap((id) => topology.services.get(id) ?? []).map(({ service }) => code(service.name));
  const kept = able.map(({ service }) => service.id);
  const over = leftBy(context, store, network, kept);
  const joining = [...usersOver(context, store, over), ...neededOver(context, store, over), ...spared].map(
    ({ service }) => code(service.name),
  );
  const { edits, note } =
    network === ''
      ? { edits: [], note: '' }
      : ownNetwork(context, [store], network, kept, [name, `${name}-clients`], spared);
  yield {
    project: store.project,
    subject: name,
    identity: `from=${able
      .map(({ service }) => service.service.name)
      .sort()
      .join(',')}`,
    claims: able.map(({ service }) => `${name} ${service.service.name}`),
    message: `${listed(able.map(({ service }) => code(service.service.name)))} can connect to ${code(name)} and never ${able.length === 1 ? 'mentions' : 'mention'} it; ${listed(users)} ${users.length === 1 ? 'does' : 'do'}.`,
    at,
    related: relatedTo(path, at),
    path,
    services: [store.id, ...able.map(({ service }) => service.id)],
    fix: {
      summary: `Put ${code(name)} on a network with only ${listed([...new Set([...users, ...joining])], MOST_JOINING)}.`,
      edits,
      caveat: `A service whose need for it stands in a configuration file or in code loses it.${noLongerPublished([store])}${note}`,
    },
    severity: able.some(({ isOutside }) => isOutside) ? null : 'low',
  };
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

/** So many services are told for one store; more only occur in files made to be slow. */
const MOST = 100;

/** Other stores, and jobs that set the store up, do not show that users of it name it in the files. */
function isTelling(client: TopologyService | undefined): boolean {
  return client !== undefined && client.zone.zone !== 'data' && !isJob(client.service.name);
}

/** Whether it may need a store that it does not name, as a collector of metrics, or as one that reads its settings from a file. */
function isSpared(service: TopologyService): boolean {
  const { zone } = service.zone;
  return service.service.replicas > 0 && (zone === 'ops' || zone === 'admin' || (zone === 'app' && !isJudged(service)));
}

function isJudged({ zone, service }: TopologyService): boolean {
  if (zone.zone !== 'app' || service.replicas === 0) return false;
  return (
    !service.mounts.some((mount) => mount.kind === 'bind' && CONFIGURATION.test(mount.target)) &&
    service.configs.length === 0
  );
}

const CONFIGURATION =
  /(\.(ya?ml|conf|cfg|ini|toml|json|env|properties|xml|php|rb|py|hcl)|\/(config|conf|etc)(\/.*)?)$/i;
