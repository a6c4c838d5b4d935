import type { TopologyService } from '../topology/topology.ts';
import type { RuleContext } from './context.ts';
import type { Rule } from './rule.ts';
import { isKnownDriver } from '../engines/network/traits.ts';
import { code, listed } from '../words/words.ts';

export const publishedPortDead: Rule = {
  id: 'published-port-dead',
  severity: 'low',
  summary: 'A published port that the engine does not serve',
  why: 'The file promises a port that nobody can connect to, and Docker says nothing about it.',
  fix: 'Remove the port, or attach the service to a network that is not internal.',
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
        fix: {
          summary: 'Remove the port, or attach the service to a network that is not internal.',
          edits: [],
          caveat: null,
        },
        severity: null,
      };
    }
  },
};

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
