import type { Evidence, SourceLocation } from '../../compose/source.ts';
import type { Assumptions } from '../../topology/assumptions.ts';
import { engineOf } from '../../engines/engines.ts';
import { type Endpoint, type Endpoints, endpointsOf } from '../channels/endpoints.ts';
import { listed } from '../../words/words.ts';
import type { QuestionEnd } from './question-end.ts';
import type { Topology } from '../../topology/topology.ts';
import { hostlessNetworks } from './hostless.ts';
import { notPublished } from './unpublished.ts';
import type { NodeId } from '../../topology/node-id.ts';

/** Why nothing leads from one place to the other in one hop, said with the lines of the files. */
export function obstaclesBetween(
  topology: Topology,
  from: QuestionEnd,
  to: QuestionEnd,
  assumptions: Assumptions,
): readonly Evidence[] {
  const endpoints = endpointsOf(topology, engineOf(assumptions.engine));
  const [source, target] = [endpoints.byId.get(from.id), endpoints.byId.get(to.id)];
  return [
    ...(source === undefined ? [] : [whereItIs(from, source, topology)]),
    ...(target === undefined ? [] : [whereItIs(to, target, topology)]),
    ...(to.kind === 'volume' ? mountedBy(to, topology) : []),
    ...(source === undefined || target === undefined ? [] : common(from, source, to, target, topology, endpoints)),
    ...(to.kind === 'host' && source !== undefined
      ? [{ at: source.service.service.at, note: `nothing gives ${from.name} control of the host` }]
      : []),
    ...(to.kind === 'host' && source !== undefined ? hostlessNetworks(source, topology) : []),
    ...(from.kind === 'host' && target !== undefined ? hostlessNetworks(target, topology) : []),
    ...(to.kind === 'outside' && source !== undefined ? [noWayOut(from, source)] : []),
    ...(target === undefined || from.kind === 'host'
      ? []
      : notPublished(from, source, to, target, topology, endpoints)),
  ];
}

function whereItIs({ name }: QuestionEnd, { service, onHost, joins }: Endpoint, topology: Topology): Evidence {
  const at =
    service.sharing[0]?.at ??
    joins[0]?.attachment.attachment.at ??
    service.service.networkMode?.at ??
    service.service.at;
  if (onHost) return { at, note: `${name} uses the network of the host` };
  if (joins.length === 0) {
    const why =
      service.namespace.kind === 'foreign'
        ? `uses the network of container ${service.namespace.container}, which is not known`
        : 'has no network';
    return { at, note: `${name} ${why}` };
  }
  const keys = joins.map(({ attachment }) => topology.networks.get(attachment.network)?.key ?? attachment.network);
  return { at, note: `${name} is on ${listed([...new Set(keys)], Infinity)}` };
}

function common(
  from: QuestionEnd,
  source: Endpoint,
  to: QuestionEnd,
  target: Endpoint,
  topology: Topology,
  { all }: Endpoints,
): readonly Evidence[] {
  const [here, there] = [networksOf(source), networksOf(target)];
  const shared = [...here].filter((network) => there.has(network));
  if (shared.length > 0) {
    return shared.map((network) => ({
      at: closedAt(network, topology) ?? source.service.service.at,
      note: `${from.name} and ${to.name} are both on ${topology.networks.get(network)?.key ?? network}, which keeps its members apart (enable_icc is false)`,
    }));
  }
  const between = all.filter((endpoint) => {
    const networks = networksOf(endpoint);
    return [...networks].some((network) => here.has(network)) && [...networks].some((network) => there.has(network));
  });
  const names = between.map(({ service }) => service.service.name);
  const [first] = between;
  if (first === undefined) return [{ at: target.service.service.at, note: 'no service is on a network of each' }];
  const note = `only ${listed([...new Set(names)], MOST_NAMES + 1)} ${names.length === 1 ? 'is' : 'are'} on a network of each`;
  return [{ at: first.service.service.at, note }];
}

const MOST_NAMES = 5;

/** Services that mount the volume, with their lines; where none does, the line that declares it. */
function mountedBy({ id, name }: QuestionEnd, topology: Topology): readonly Evidence[] {
  const { mounts = [], declarations = [] } = topology.volumes.get(id) ?? {};
  const [declared] = declarations;
  if (mounts.length === 0)
    return declared === undefined ? [] : [{ at: declared.volume.at, note: `no service mounts ${name}` }];
  return mounts.slice(0, MOST_NAMES).map(({ service, at, target }) => ({
    at,
    note: `${name} is mounted by ${topology.services.get(service)?.service.name ?? service} at ${target}`,
  }));
}

function networksOf({ joins }: Endpoint): ReadonlySet<NodeId> {
  return new Set(joins.map(({ attachment }) => attachment.network));
}

function closedAt(network: NodeId, topology: Topology): SourceLocation | null {
  for (const { network: declared } of topology.networks.get(network)?.declarations ?? []) {
    const option = declared.driverOptions.get('com.docker.network.bridge.enable_icc');
    if (option !== undefined) return option.at;
  }
  return null;
}

function noWayOut({ name }: QuestionEnd, { service, joins }: Endpoint): Evidence {
  const at = joins[0]?.attachment.attachment.at ?? service.service.networkMode?.at ?? service.service.at;
  if (joins.length === 0) return { at, note: `${name} has no network to go out by` };
  const internal = joins.every(({ traits }) => traits.internal);
  return {
    at,
    note: internal
      ? `${name} is only on internal networks`
      : `the way out of ${name} gets no answers: its network does not masquerade`,
  };
}
