import { isJob } from '../catalogue/name.ts';
import type { Flow } from '../flows/flow.ts';
import { fromOutsideTo, relatedTo } from '../flows/from-outside.ts';
import { ownNetwork } from '../fixes/networks.ts';
import { replaceKey } from '../fixes/service-edits.ts';
import { kindOf } from '../topology/needs/store-users.ts';
import { projectOf } from '../topology/services.ts';
import type { TopologyService } from '../topology/topology.ts';
import { code, listed } from '../words/words.ts';
import { type DockerApi, dockerApiOf, hostApiUses } from './claims/docker-api.ts';
import { entryOf } from './claims/entry.ts';
import type { RuleContext } from './context.ts';
import type { Rule, Violation } from './rule.ts';

/**
 * Docker's API over TCP, which asks for no password: an engine without TLS, a relay to the socket, or a filter that lets orders through.
 * Whoever starts a container by it has the host, so that only those may be on its network who need it, and no proxy at the edge needs more
 * than to read. That the service itself has the socket, and who reaches it from outside, is the business of `host-control`.
 */
export const controlApiReachable: Rule = {
  id: 'control-api-reachable',
  severity: 'high',
  summary: "Services that do not need Docker's API can call it over the network",
  why: 'It asks for no password: who takes over one of them starts a container with the whole host in it.',
  fix: 'Put it on an internal network with only the services that use it, and let a filter pass only the calls that they need.',
  references: [
    'https://docs.docker.com/engine/security/protect-access/',
    'https://github.com/Tecnativa/docker-socket-proxy#grant-or-revoke-access-to-certain-api-sections',
  ],
  *check(context) {
    for (const service of context.topology.services.values()) {
      if (service.service.replicas === 0) continue;
      const api = dockerApiOf(service.service);
      if (api !== null) yield* violations(context, service, api);
      const [use] = hostApiUses(service.service);
      if (use !== undefined) yield ofHost(service, use);
    }
  },
};

/** A service that can call the API. */
interface Caller {
  readonly service: TopologyService;
  readonly flow: Flow;
  readonly isOutside: boolean;
}

function* violations(context: RuleContext, server: TopologyService, api: DockerApi): Generator<Violation> {
  const callers = callersOf(context, server, api);
  const users = callers.filter(
    ({ service }) => context.needs.get(service.id)?.some(({ to }) => to === server.id) === true,
  );
  const kinds = new Set(users.map(({ service }) => kindOf(service)));
  const isFront = ({ service }: Caller): boolean => ['edge', 'frontend'].includes(service.zone.zone);
  const idle = callers.filter(
    (caller) =>
      !users.includes(caller) &&
      !kinds.has(kindOf(caller.service)) &&
      !isJob(caller.service.service.name) &&
      // Whom the files do not name may be a proxy or a monitor with a file of its own.
      (users.length > 0 || (caller.isOutside && !isFront(caller) && caller.service.zone.zone !== 'ops')),
  );
  if (idle.length > 0) yield ofIdle(context, server, api, idle, users);
  const edge = users.find(({ service }) => service.zone.zone === 'edge');
  if (idle.length === 0 && edge !== undefined && api.order !== null)
    yield ofEdge(context, server, api, edge, api.order);
}

function callersOf(context: RuleContext, server: TopologyService, { port }: DockerApi): readonly Caller[] {
  const { topology, flows } = context;
  const ids = new Set([...server.attachments.keys()].flatMap((id) => topology.networks.get(id)?.members ?? []));
  return [...ids].slice(0, MOST).flatMap((id) => {
    const service = topology.services.get(id);
    if (service === undefined || id === server.id || service.service.replicas === 0) return [];
    const flow = flows
      .between(id, server.id)
      .find(
        ({ means, ports }) =>
          means.kind === 'network' && (ports.kind === 'any' || ports.ports.some(({ target }) => target === port)),
      );
    return flow === undefined ? [] : [{ service, flow, isOutside: entryOf(context, service) !== null }];
  });
}

/** So many members of its networks are looked at. */
const MOST = 100;

function ofIdle(
  context: RuleContext,
  server: TopologyService,
  api: DockerApi,
  idle: readonly Caller[],
  users: readonly Caller[],
): Violation {
  const { name } = server.service;
  const witness = idle.find(({ isOutside }) => isOutside) ?? idle[0];
  const names = idle.map(({ service }) => service.service.name);
  const path = witness === undefined ? [] : fromOutsideTo(context.flows, witness.flow);
  const network = witness?.flow.means.kind === 'network' ? witness.flow.means.network : '';
  const { edits, note } = ownNetwork(
    context,
    [server],
    network,
    idle.map(({ service }) => service.id),
    ['docker', 'docker-api'],
  );
  const who =
    users.length === 0 ? 'the services that use it' : listed(users.map(({ service }) => code(service.service.name)));
  return {
    project: server.project,
    subject: name,
    identity: `from=${[...names].sort().join(',')}`,
    claims: names.map((from) => `${name} ${from}`),
    message: `${listed(names.map(code), SHOWN)} can take over the host through ${code(name)}, which passes on calls to Docker by ${api.by}, and never ${names.length === 1 ? 'mentions' : 'mention'} it.`,
    at: api.at,
    related: relatedTo(path, api.at),
    path,
    services: [server.id, ...idle.map(({ service }) => service.id)],
    fix: {
      summary: `Put ${code(name)} on a network with only ${who}.`,
      edits: users.length === 0 ? [] : edits,
      caveat: `A service whose need for it stands in a configuration file or in code loses it.${note}`,
    },
    severity: idle.some(({ isOutside }) => isOutside) ? null : 'medium',
  };
}

const SHOWN = 6;

/** A proxy reads which containers there are, and needs no more. */
function ofEdge(context: RuleContext, server: TopologyService, api: DockerApi, edge: Caller, order: string): Violation {
  const { name } = server.service;
  const path = fromOutsideTo(context.flows, edge.flow);
  return {
    project: server.project,
    subject: name,
    identity: `edge=${edge.service.service.name}`,
    message: `${code(edge.service.service.name)}, a proxy, can take over the host through ${code(name)}, which passes on calls to Docker by ${api.by}.`,
    at: api.at,
    related: relatedTo(path, api.at),
    path,
    services: [server.id, edge.service.id],
    fix: {
      summary: `Set ${code(order)} of ${code(name)} to 0: a proxy only reads which containers there are.`,
      edits: [
        replaceKey(projectOf(context.topology, server.project), server.service, ['environment', order], api.at, '0'),
      ],
      caveat: 'Services beside the proxy that start or stop containers through the same filter need one of their own.',
    },
    severity: null,
  };
}

function ofHost(
  { project, id, service: { name } }: TopologyService,
  { at, address }: ReturnType<typeof hostApiUses>[number],
): Violation {
  return {
    project,
    subject: name,
    identity: `host=${address}`,
    message: `${code(name)} calls the Docker API of the host at ${code(address)}, which has neither TLS nor a password: it, and every container with a way to the host, can take the host over.`,
    at,
    related: [],
    path: [],
    services: [id],
    fix: {
      summary: `Let the engine listen on its socket alone, and give ${code(name)} a filter in front of the socket that allows only the calls it needs.`,
      edits: [],
      caveat: null,
    },
    severity: null,
  };
}
