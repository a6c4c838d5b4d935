import type { SourceLocation } from '../compose/source.ts';
import type { Assumptions } from './assumptions.ts';
import { endpointsOf, meetsHost, routes, type Endpoint, type Endpoints } from './endpoints.ts';
import { publishedText } from './evidence.ts';
import type { Evidence } from './flow.ts';
import type { Place } from './place.ts';
import type { NodeId, Topology } from './topology.ts';

/** Why nothing leads from one place to the other in one hop, said with the lines of the files. */
export function obstaclesBetween(
  topology: Topology,
  from: Place,
  to: Place,
  assumptions: Assumptions,
): readonly Evidence[] {
  const endpoints = endpointsOf(topology, assumptions);
  const [source, target] = [endpoints.byId.get(from.id), endpoints.byId.get(to.id)];
  return [
    ...(source === undefined ? [] : [whereItIs(from, source, topology)]),
    ...(target === undefined ? [] : [whereItIs(to, target, topology)]),
    ...(source === undefined || target === undefined ? [] : common(from, source, to, target, topology, endpoints)),
    ...(to.kind === 'host' && source !== undefined
      ? [{ at: source.service.service.at, note: `nothing gives ${from.name} control of the host` }]
      : []),
    ...(to.kind === 'outside' && source !== undefined ? [noWayOut(from, source)] : []),
    ...(target === undefined || from.kind === 'host'
      ? []
      : notPublished(from, source, to, target, endpoints, assumptions)),
  ];
}

function whereItIs({ name }: Place, { service, onHost, joins }: Endpoint, topology: Topology): Evidence {
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
  return { at, note: `${name} is on ${listed(keys)}` };
}

function common(
  from: Place,
  source: Endpoint,
  to: Place,
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
  const between = all.find((endpoint) => {
    const networks = networksOf(endpoint);
    return [...networks].some((network) => here.has(network)) && [...networks].some((network) => there.has(network));
  });
  const at = between?.service.service.at ?? target.service.service.at;
  return [
    {
      at,
      note:
        between === undefined
          ? 'no service is on a network of each'
          : `only ${between.service.service.name} is on a network of each`,
    },
  ];
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

function noWayOut({ name }: Place, { service, joins }: Endpoint): Evidence {
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

/** Why the host's ports do not lead to it either. */
function notPublished(
  from: Place,
  source: Endpoint | undefined,
  to: Place,
  target: Endpoint,
  { byId }: Endpoints,
  { engine }: Assumptions,
): readonly Evidence[] {
  const { service, publications, onHost } = target;
  if (onHost)
    return source === undefined || meetsHost(source).length > 0
      ? []
      : [{ at: source.service.service.at, note: `${from.name} has no network with an address of the host` }];
  const owner =
    service.namespace.kind === 'own'
      ? (byId.get(service.namespace.owner)?.service.service ?? service.service)
      : service.service;
  const ports = owner.ports.filter(({ protocol }) => protocol === 'tcp');
  const [port] = ports;
  if (port === undefined) return [{ at: owner.at, note: `${to.name} publishes nothing` }];
  const written = listed(ports.map(publishedText));
  if (publications.length === 0) {
    const internal = target.joins.length > 0 && target.joins.every(({ traits }) => traits.internal);
    const why = internal ? 'which the engine does not serve: it is only on internal networks' : 'which leads nowhere';
    return [{ at: port.at, note: `${to.name} publishes ${written}, ${why}` }];
  }
  const open = publications.filter(({ scope }) => scope !== 'loopback');
  if (open.length === 0) return [{ at: port.at, note: `${to.name} publishes ${written} on the host's loopback only` }];
  if (source === undefined) return [];
  if (!open.some(({ family }) => routes(source, family).length > 0)) {
    const at = source.joins[0]?.attachment.attachment.at ?? source.service.service.at;
    return [{ at, note: `${from.name} has no network that reaches published ports of the host` }];
  }
  return engine.userlandProxy
    ? []
    : [
        {
          at: port.at,
          note: `${to.name} publishes ${written}, but without the userland proxy only members of its network reach that`,
        },
      ];
}

function listed(names: readonly string[]): string {
  const unique = [...new Set(names)];
  return unique.length < 2 ? unique.join('') : `${unique.slice(0, -1).join(', ')} and ${unique.at(-1) ?? ''}`;
}
