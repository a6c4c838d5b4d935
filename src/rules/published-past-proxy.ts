import type { Evidence } from '../compose/source.ts';
import type { Flow } from '../flows/flow.ts';
import { relatedTo } from '../flows/from-outside.ts';
import { outsidePortsOf, portKeysOf } from '../flows/port-words.ts';
import { closing, onLoopback } from '../fixes/ports.ts';
import { projectOf, servicesIn } from '../topology/services.ts';
import type { TopologyService } from '../topology/topology.ts';
import { code } from '../words/words.ts';
import { entryOf } from './claims/entry.ts';
import { openAdministrations } from './claims/open-administration.ts';
import type { RuleContext } from './context.ts';
import type { Rule } from './rule.ts';

/** Applications only: of stores, consoles and open administrations the port itself is told. */
export const publishedPastProxy: Rule = {
  id: 'published-past-proxy',
  severity: 'low',
  summary: 'A service behind a proxy is open past it, too',
  why: 'What the proxy asks of requests, such as a login, TLS or a limit, nobody asks of those that come to the port.',
  fix: 'Bind the port to 127.0.0.1, or leave it out: the proxy reaches the service over their network.',
  references: ['https://docs.docker.com/compose/how-tos/networking/'],
  *check(context) {
    const proxies = servicesIn(context.topology, 'edge').filter((proxy) => entryOf(context, proxy) !== null);
    for (const service of servicesIn(context.topology, 'app', 'frontend')) {
      const by = proxyOf(context, proxies, service);
      const entry = by === null ? null : entryOf(context, service);
      const flow = by === null || entry === null ? null : led(entry, by.port);
      const at = flow?.evidence[0]?.at;
      if (by === null || flow === null || at === undefined || flow.means.kind !== 'published') continue;
      const project = projectOf(context.topology, service.project);
      if (openAdministrations(service.service, project).length > 0) continue;
      const { name } = service.service;
      yield {
        project: service.project,
        subject: name,
        identity: `past=${by.proxy.service.name} by=${portKeysOf(flow)?.join(',') ?? ''}`,
        claims: (portKeysOf(flow) ?? []).map((port) => `${name} ${port}`),
        message: `${code(name)} is behind ${code(by.proxy.service.name)}, a proxy, and is open past it on ${outsidePortsOf(flow)} of the host.`,
        at,
        related: [by.evidence, ...relatedTo([flow], at)],
        path: [flow],
        services: [service.id, by.proxy.id],
        fix: {
          summary: `${closing(project).how}.`,
          edits: onLoopback(project, service.service),
          caveat: `${code(by.proxy.service.name)} reaches it over their network. ${closing(project).left}`,
        },
        severity: null,
      };
    }
  },
};

/** A proxy that leads to a service, the line that says so, and the port where it is named. */
interface Led {
  readonly proxy: TopologyService;
  readonly evidence: Evidence;
  readonly port: number | null;
}

/**
 * The part of `flow` that the proxy leads to, as far as that is known: one or two fixed ports over TCP, of which one is `port` where it is
 * named. A service of many ports is open for more than the proxy.
 */
function led(flow: Flow, port: number | null): Flow | null {
  if (flow.ports.kind === 'any') return null;
  const fixed = flow.ports.ports.filter(({ protocol, hostPort }) => protocol === 'tcp' && hostPort !== null);
  const meant = port === null ? fixed : fixed.filter(({ target }) => target === port);
  return meant.length === 0 || meant.length > 2 ? null : { ...flow, ports: { kind: 'some', ports: meant } };
}

/** The proxy that is told to lead to `service`, by its own settings or by labels, with the line. */
function proxyOf(
  { needs, topology }: RuleContext,
  proxies: readonly TopologyService[],
  service: TopologyService,
): Led | null {
  for (const proxy of proxies) {
    if (proxy.id === service.id) continue;
    const need = needs.get(proxy.id)?.find(({ to, where }) => to === service.id && where !== 'depends_on');
    if (need !== undefined) return { proxy, evidence: need.evidence, port: null };
  }
  const route = [...service.service.labels].find(([key]) => /^traefik\.http\.routers\.[^.]+\.rule$/.test(key));
  const traefik = proxies.find(
    ({ zone, attachments }) =>
      zone.software?.startsWith('Traefik') === true &&
      [...attachments.keys()].some((network) => topology.networks.get(network)?.members.includes(service.id)),
  );
  const stated = [...service.service.labels].find(([key]) =>
    /^traefik\.http\.services\.[^.]+\.loadbalancer\.server\.port$/i.test(key),
  );
  return route === undefined || traefik === undefined || service.service.labels.get('traefik.enable')?.value === 'false'
    ? null
    : {
        proxy: traefik,
        port: stated === undefined ? null : Number(stated[1].value),
        evidence: { at: route[1].at, note: `${traefik.service.name} leads to ${service.service.name}` },
      };
}
