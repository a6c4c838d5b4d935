import type { TopologyService } from '../topology/topology.ts';
import type { RuleContext } from './context.ts';
import type { Service } from '../compose/project.ts';
import type { SourceLocation } from '../compose/source.ts';
import type { Rule, Violation } from './rule.ts';
import { isKnownDriver } from '../engines/network/traits.ts';
import { code, listed } from '../words/words.ts';

export const publishedPortDead: Rule = {
  id: 'published-port-dead',
  severity: 'low',
  summary: 'A published port that the engine does not serve',
  why: 'The file says which ports are open, what is open is something else, and Docker says nothing about it.',
  fix: 'Attach the service to a network that serves ports (no internal one, not that of the host), or remove the port.',
  references: [
    'https://docs.docker.com/reference/compose-file/services/#ports',
    'https://docs.docker.com/reference/compose-file/networks/#internal',
  ],
  *check(context) {
    for (const service of context.topology.services.values()) {
      const [first, ...rest] = service.service.ports;
      const reason = first === undefined ? null : deadBecause(context, service);
      if (first === undefined || reason === null) continue;
      const { name } = service.service;
      const targets = [...new Set([first, ...rest].map(({ target }) => String(target)))];
      yield {
        project: service.project,
        subject: name,
        identity: `ports=${[...targets].sort().join(',')}`,
        message: `${targets.length === 1 ? 'Port' : 'Ports'} ${listed(targets)} of ${code(name)} ${targets.length === 1 ? 'is' : 'are'} not published: ${reason}.`,
        at: first.at,
        related: [],
        path: [],
        services: [service.id],
        ...mendOf(service.service, first.at),
        severity: null,
      };
    }
  },
};

/** On the network of the host its line decides, and is told with it; elsewhere it is the network that the ports want. */
function mendOf({ name, networkMode }: Service, at: SourceLocation): Pick<Violation, 'fix' | 'ends'> {
  if (networkMode?.kind !== 'host') {
    const summary = 'Remove the port, or attach the service to a network that is not internal.';
    return { fix: { summary, edits: [], caveat: null }, ends: [[at]] };
  }
  const summary = `Attach ${code(name)} to a network of the project, where ${code('ports')} decides what is open; if it stays on the host's, remove ${code('ports')}.`;
  return { fix: { summary, edits: [], caveat: null }, ends: [[networkMode.at], [at]] };
}

/** Why no port of it is served, after a colon; `null`: ports are served. */
function deadBecause({ topology }: RuleContext, { service, attachments, namespace }: TopologyService): string | null {
  if (namespace.kind === 'host')
    return "on the host's network every port it listens on is open already, and `ports` is ignored";
  if (namespace.kind === 'none') return 'it has no network';
  if (service.networkMode?.kind === 'service' || service.networkMode?.kind === 'container') return null;
  const networks = [...attachments.keys()].flatMap((id) => topology.networks.get(id) ?? []);
  if (namespace.kind === 'foreign' || networks.some(({ driver }) => !isKnownDriver(driver))) return null;
  if (networks.length === 0 || networks.some((network) => !network.internal && !BESIDE.has(network.driver)))
    return null;
  const names = listed(networks.map(({ key }) => code(key)));
  return networks.some(({ internal }) => internal)
    ? `it is only on ${names}, which ${networks.length === 1 ? 'is' : 'are'} internal`
    : `it is only on ${names}, beside the host, where it answers at its own address`;
}

/** Drivers that put a container beside the host, not behind it. */
const BESIDE = new Set(['macvlan', 'ipvlan']);
