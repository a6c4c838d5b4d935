import { hostControlsOf, type HostControl } from '../topology/host-access.ts';
import { HOST, type TopologyService } from '../topology/topology.ts';
import { familyOf } from '../topology/catalogue.ts';
import type { RuleContext } from './context.ts';
import { fromOutside } from './reach.ts';
import type { Fix, Rule, Violation } from './rule.ts';
import { code, listed, portsOf } from './wording.ts';

/**
 * One finding for each service, with everything that lets it take the host. Writable host paths are the business of `host-path-mounted`.
 * A filter in front of the Docker socket has it so that others need not: low, unless it is reachable from outside itself.
 */
export const hostControl: Rule = {
  id: 'host-control',
  severity: 'high',
  summary: 'A service can take over the host',
  why: 'Who takes over this service has the host, and with it every container, volume and secret on it.',
  fix: 'Take the privilege away. For the Docker socket, put a proxy in front that allows only the calls that are needed; for a capability or device, grant only the one.',
  references: [
    'https://docs.docker.com/engine/security/#docker-daemon-attack-surface',
    'https://man7.org/linux/man-pages/man7/capabilities.7.html',
  ],
  *check(context) {
    for (const service of context.topology.services.values()) {
      const controls = hostControlsOf(service.service).filter(({ kind }) => kind !== 'path');
      const [first] = controls;
      if (first !== undefined && service.service.replicas > 0) yield violation(context, service, controls, first);
    }
  },
};

function violation(
  { flows }: RuleContext,
  service: TopologyService,
  controls: readonly HostControl[],
  first: HostControl,
): Violation {
  const { name } = service.service;
  const entry = fromOutside(flows, service.id);
  const by = [...new Set(controls.map((control) => control.by))];
  const taking = flows
    .between(service.id, HOST)
    .filter(({ means }) => means.kind === 'host-control' && means.by === first.by);
  const answers = entry === null ? '' : ` and answers on ${portsOf(entry)} from outside`;
  return {
    project: service.project,
    subject: name,
    identity: `by=${[...by].sort().join(',')}`,
    message: `${code(name)} can take over the host through ${listed(by)}${answers}${readOnlyHint(service, controls)}.`,
    at: first.at,
    related: controls.slice(1).map((control) => ({ at: control.at, note: `${name} has ${control.by}` })),
    path: [...(entry === null ? [] : [entry]), ...taking.slice(0, 1)],
    services: [service.id],
    fix: fixOf(service, first),
    severity: entry !== null ? 'critical' : isSocketFilter(service) ? 'low' : null,
  };
}

function isSocketFilter({ service }: TopologyService): boolean {
  return service.image !== null && familyOf(service.image.value)?.family.name === 'a socket proxy';
}

function readOnlyHint({ service }: TopologyService, controls: readonly HostControl[]): string {
  const isSocket = controls.some(({ kind }) => kind === 'socket');
  const isReadOnly = service.mounts.some(
    (mount) => mount.readOnly && mount.kind === 'bind' && mount.source.endsWith('.sock'),
  );
  return isSocket && isReadOnly ? '; mounting the socket read-only does not change that' : '';
}

function fixOf({ service: { name } }: TopologyService, { kind, by }: HostControl): Fix {
  const own = code(name);
  switch (kind) {
    case 'socket':
      return {
        summary: `Give ${own} a proxy that allows only the calls it needs, instead of the socket.`,
        yaml: [
          'services:',
          '  docker-proxy:',
          '    image: tecnativa/docker-socket-proxy',
          '    environment: { CONTAINERS: 1 }  # allow what is needed, nothing else',
          '    volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro"]',
          '    networks: [docker]',
          `  ${name}:`,
          '    environment: { DOCKER_HOST: "tcp://docker-proxy:2375" }',
          '    networks: [default, docker]',
          'networks:',
          '  docker: { internal: true }',
        ].join('\n'),
        caveat: 'Calls that the proxy does not allow fail; try what the service does.',
      };
    case 'privileged':
      return {
        summary: `Take privileged mode from ${own} and grant the capability or device that it needs.`,
        yaml: `services:\n  ${name}:\n-   privileged: true\n+   cap_add: [NET_ADMIN]  # only what is needed`,
        caveat: 'Without privileged mode it sees only the devices it is given.',
      };
    default:
      return { summary: `Take ${by} from ${own}, or grant something narrower.`, yaml: null, caveat: null };
  }
}
