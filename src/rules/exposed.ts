import type { Port } from '../compose/project.ts';
import type { Flow } from '../topology/flow.ts';
import type { TopologyService } from '../topology/topology.ts';
import type { RuleContext } from './context.ts';
import { fromOutside, relatedTo } from './reach.ts';
import type { Fix, Violation } from './rule.ts';
import { code, portsOf, scalar } from './wording.ts';

/** A violation for a service that other machines reach; none if they do not. `danger` ends the sentence after a dash. */
export function* exposed({ flows }: RuleContext, service: TopologyService, danger: string): Generator<Violation> {
  const flow = fromOutside(flows, service.id);
  const at = flow?.evidence[0]?.at;
  if (flow === null || at === undefined) return;
  const { name } = service.service;
  yield {
    project: service.project,
    subject: name,
    identity: `by=${meansText(flow)}`,
    message: `${code(name)} (${describedIn(service)}) answers on ${portsOf(flow)} to every machine that reaches the host${howElse(flow)}: ${danger}.`,
    at,
    related: relatedTo([flow], at),
    path: [flow],
    services: [service.id],
    fix: fixOf(service, flow),
    severity: null,
  };
}

/** What a service is, as its zone's reason has it. */
function describedIn({ zone }: TopologyService): string {
  return zone.certainty === 'image' ? zone.reason.replace(/^image \S+ is /, '') : zone.reason;
}

function howElse({ means }: Flow): string {
  return means.kind === 'host-network'
    ? ' over the network of the host'
    : means.kind === 'published'
      ? ''
      : ' at its own address';
}

/** Which means, and which ports where it says so: a port more is another exposure. */
function meansText({ means, ports }: Flow): string {
  if (ports.kind === 'any') return means.kind;
  const targets = [...new Set(ports.ports.map(({ target, protocol }) => `${String(target)}/${protocol}`))];
  return `${means.kind}:${targets.sort().join(',')}`;
}

function fixOf({ service }: TopologyService, flow: Flow): Fix {
  if (flow.means.kind === 'host-network') {
    return {
      summary: `Give ${code(service.name)} a network of the project instead of the host's.`,
      yaml: `services:\n  ${service.name}:\n-   network_mode: host\n+   networks: [backend]`,
      caveat:
        'Other services then reach it by its name; what runs on the host itself needs a port published on 127.0.0.1.',
    };
  }
  if (flow.means.kind !== 'published') {
    const summary = `Put ${code(service.name)} on a plain bridge network.`;
    return { summary, yaml: null, caveat: 'Other machines no longer reach the container at its own address.' };
  }
  const ports = service.ports.filter(({ hostIp }) => hostIp === null || !/^127\.|^\[?::1\]?$/.test(hostIp));
  const lines = ports
    .slice(0, 8)
    .map((port) => `-     - ${scalar(portText(port, null))}\n+     - ${scalar(portText(port, '127.0.0.1'))}`);
  return {
    summary: `Leave out the published port, or bind it to 127.0.0.1.`,
    yaml: lines.length === 0 ? null : `services:\n  ${service.name}:\n    ports:\n${lines.join('\n')}`,
    caveat:
      'Services on a shared network need no published port. On 127.0.0.1 it is still there for tools on the host itself.',
  };
}

function portText({ published, target, protocol, hostIp }: Port, address: string | null): string {
  const host = [address ?? hostIp, published ?? (address === null ? null : String(target))].filter(
    (part) => part !== null,
  );
  return [...host, `${String(target)}${protocol === 'tcp' ? '' : `/${protocol}`}`].join(':');
}
