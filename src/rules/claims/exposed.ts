import { familyOf } from '../../catalogue/catalogue.ts';
import { consolePortsOf } from '../../catalogue/consoles.ts';
import type { Flow } from '../../flows/flow.ts';
import type { Topology, TopologyService } from '../../topology/topology.ts';
import type { RuleContext } from '../context.ts';
import { onNetwork } from '../../fixes/networks.ts';
import { type OutsideClients, outsideClients } from '../../fixes/outside-clients.ts';
import { closing, portsOnLoopback } from '../../fixes/ports.ts';
import type { Project, Service } from '../../compose/project.ts';
import type { Severity } from '../../policy/severity.ts';
import { entryOf, isAnswering } from './entry.ts';
import type { Evidence } from '../../compose/source.ts';
import { relatedTo } from '../../flows/from-outside.ts';
import type { Fix, Violation } from '../rule.ts';
import { outsidePortsOf, portKeysOf } from '../../flows/port-words.ts';
import { projectOf, whatItIs } from '../../topology/services.ts';
import { code } from '../../words/words.ts';

/**
 * A violation for a service that other machines reach; none if they do not. `danger` ends the sentence, by the flow that lets them in;
 * `login`: the lines that say whom it lets in; `worst`: the severity where
 * a port is known to answer.
 */
export function* exposed(
  context: RuleContext,
  service: TopologyService,
  danger: (flow: Flow) => string,
  login: readonly Evidence[] = [],
  worst: Severity | null = null,
): Generator<Violation> {
  const entry = entryOf(context, service);
  const flow = entry === null ? null : ofConsole(service, entry);
  const at = flow?.evidence[0]?.at;
  if (flow === null || at === undefined) return;
  const { name } = service.service;
  yield {
    project: service.project,
    subject: name,
    identity: `by=${meansText(flow)}`,
    claims: meansIn(flow).map((means) => `${name} ${means}`),
    message: `${code(name)} (${whatItIs(service)}) ${isListening(service, flow) ? 'answers' : 'is open'} on ${outsidePortsOf(flow)} to every machine that reaches the host${howElse(flow)}: ${danger(flow)}.`,
    at,
    related: [...relatedTo([flow], at), ...login],
    path: [flow],
    services: [service.id],
    fix: fixOf(context.topology, service, flow),
    severity: flow.means.kind === 'published' && isAnswering(service, flow) ? worst : null,
  };
}

/** The part of `flow` that leads to what makes a console one; `null`: none of it does. */
function ofConsole(service: TopologyService, flow: Flow): Flow | null {
  if (flow.ports.kind === 'any') return flow;
  const ports = flow.ports.ports.filter(({ target }) => isOfConsole(service, target));
  return ports.length === 0 ? null : { ...flow, ports: { kind: 'some', ports } };
}

function isOfConsole({ service: { image }, zone }: TopologyService, target: number): boolean {
  const family = zone.zone !== 'admin' || image === null ? undefined : familyOf(image.value)?.family;
  const known = family === undefined ? [] : consolePortsOf(family);
  return known.length === 0 || known.includes(target);
}

/** Whether it is known to listen on a port that lets others in; unknown images are taken to. */
function isListening({ service, listens }: TopologyService, { ports }: Flow): boolean {
  const known = listens ?? (service.image === null ? [] : (familyOf(service.image.value)?.family.ports ?? []));
  return ports.kind === 'any' || known.length === 0 || ports.ports.some(({ target }) => known.includes(target));
}

function howElse({ means }: Flow): string {
  return means.kind === 'host-network'
    ? ' over the network of the host'
    : means.kind === 'published'
      ? ''
      : ' at its own address';
}

/** Names each way in by itself: `published:5432/tcp`. */
function meansIn(flow: Flow): readonly string[] {
  const { kind } = flow.means;
  return portKeysOf(flow)?.map((port) => `${kind}:${port}`) ?? [kind];
}

/** Names the means, with the ports where the flow says them: a port more is another exposure. */
function meansText(flow: Flow): string {
  const ports = portKeysOf(flow);
  return ports === null ? flow.means.kind : `${flow.means.kind}:${[...ports].sort().join(',')}`;
}

function fixOf(topology: Topology, found: TopologyService, flow: Flow): Fix {
  const { service, namespace, project, zone } = found;
  const loaded = projectOf(topology, project);
  if (flow.means.kind === 'host-network') {
    return {
      summary: `Give ${code(service.name)} a network of the project instead of the host's.`,
      edits: service.networkMode?.kind === 'host' ? onNetwork(loaded, service, [''], 'default') : [],
      caveat:
        'Other services then reach it by its name; what runs on the host itself needs a port published on 127.0.0.1.',
    };
  }
  if (flow.means.kind !== 'published') {
    const summary = `Put ${code(service.name)} on a plain bridge network.`;
    return { summary, edits: [], caveat: 'Other machines no longer reach the container at its own address.' };
  }
  const publisher = namespace.kind === 'own' ? (topology.services.get(namespace.owner)?.service ?? service) : service;
  const clients = zone.zone === 'data' ? outsideClients(loaded, service) : null;
  if (clients !== null) return forOutside(loaded, service, publisher, clients);
  const { how, left } = closing(loaded);
  return {
    summary: `${how}.`,
    edits: portsOnLoopback(loaded, publisher, ({ target }) => isOfConsole(found, target)),
    caveat: `${zone.zone === 'data' ? 'Services on a shared network need no published port. ' : ''}${left}`,
  };
}

/** Where other machines are meant to use it, it has to ask who they are. */
function forOutside(project: Project | null, { name }: Service, publisher: Service, clients: OutsideClients): Fix {
  const { who, isMeant } = clients;
  const { otherwise } = closing(project);
  return {
    summary: `Let ${code(name)} ask for a login, over TLS; where nobody elsewhere uses it, leave out the published port${otherwise.replace(',', '')}.`,
    edits: portsOnLoopback(project, publisher, (port) => !isMeant(port)),
    caveat: `${otherwise === '' ? 'Left out' : 'On 127.0.0.1'}, the port is closed to its clients elsewhere: they are ${who}.`,
  };
}
