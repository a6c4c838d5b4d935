import { normalized } from '../compose/path.ts';
import type { Project, Service } from '../compose/project.ts';
import type { SourceLocation } from '../compose/source.ts';
import { DOCKER_SOCKET, PODMAN_SOCKET, socketFileIn } from '../topology/engine-sockets.ts';
import { hostControlsOf, type HostControl } from '../topology/host-access.ts';
import { HOST, type TopologyService } from '../topology/topology.ts';
import { familyOf } from '../topology/catalogue.ts';
import type { RuleContext } from './context.ts';
import { added, gone, goneItem, isListItem, kept, projectOf } from './fix-lines.ts';
import { withoutMounts } from './mount-fix.ts';
import { onLoopback } from './port-fix.ts';
import { fromOutside } from './reach.ts';
import type { Fix, Rule, Violation } from './rule.ts';
import { behindSocketProxy } from './socket-fix.ts';
import { answering, code, listed } from './wording.ts';

/**
 * One finding for each service, with everything that lets it take the host. Writable host paths are the business of `host-path-mounted`.
 * A filter in front of the Docker socket has it so that others need not: nothing to say, unless it is reachable from outside itself.
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
      const controls = hostControlsOf(service).filter(({ kind }) => kind !== 'path');
      const [first] = controls;
      if (first === undefined || service.service.replicas === 0) continue;
      if (isSocketFilter(service) && controls.length === 1 && fromOutside(context.flows, service.id) === null) continue;
      yield violation(context, service, controls, first);
    }
  },
};

function violation(
  { topology, flows }: RuleContext,
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
  const answers = entry === null ? '' : ` and ${answering(entry)}`;
  return {
    project: service.project,
    subject: name,
    identity: `by=${[...by].sort().join(',')}`,
    message: `${code(name)} can take over the host through ${listed(by)}${answers}${readOnlyHint(service, controls)}.`,
    at: first.at,
    related: controls.slice(1).map((control) => ({ at: control.at, note: `${name} has ${control.by}` })),
    path: [...(entry === null ? [] : [entry]), ...taking.slice(0, 1)],
    services: [service.id],
    fix: withRest(fixOf(projectOf(topology, service.project), service, controls, first), service, by.slice(1)),
    severity: entry !== null ? 'critical' : null,
  };
}

/** Taking one way away is not enough where there are others. */
function withRest(fix: Fix, { service: { name } }: TopologyService, others: readonly string[]): Fix {
  if (others.length === 0) return fix;
  return {
    ...fix,
    caveat:
      `${fix.caveat ?? ''} ${code(name)} still has ${listed(others)}, which ${others.length === 1 ? 'does' : 'do'} as much.`.trimStart(),
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

function fixOf(
  project: Project | null,
  { service, zone }: TopologyService,
  controls: readonly HostControl[],
  { kind, by, at }: HostControl,
): Fix {
  const own = code(service.name);
  const head = ['services:', kept(2, `${service.name}:`)];
  const take = (...lines: readonly string[]): string => [...head, ...lines].join('\n');
  switch (kind) {
    case 'socket':
      if (zone.zone === 'admin') return forConsole(project, service);
      return FILTERED.has(by) ? behindProxy(project, service, controls) : withoutSocket(project, service, by, at);
    case 'privileged':
      return {
        summary: `Take privileged mode from ${own} and grant the capability or device that it needs.`,
        yaml: take(
          gone(4, 'privileged: true'),
          ...(service.capAdd.length > 0 ? [] : [added(4, 'cap_add: [NET_ADMIN]  # for example; only what it needs')]),
        ),
        caveat: 'Without privileged mode it sees only the devices it is given.',
      };
    case 'namespace': {
      const [key] = Object.entries({ pid: service.pid, ipc: service.ipc, userns_mode: service.usernsMode }).find(
        ([, value]) => value?.at === at,
      ) ?? ['pid'];
      return { summary: `Take ${by} from ${own}.`, yaml: take(gone(4, `${key}: host`)), caveat: null };
    }
    case 'capability':
      return {
        summary: `Take ${by} from ${own}, or grant something narrower.`,
        yaml: take(
          ...goneItem('cap_add', service.capAdd.find((item) => item.at === at)?.value ?? '', at, service.capAdd),
        ),
        caveat: null,
      };
    case 'device': {
      const isRule = service.deviceCgroupRules.some((item) => item.at === at);
      const [key, list] = isRule ? ['device_cgroup_rules', service.deviceCgroupRules] : ['devices', service.devices];
      return {
        summary: `Take ${by} from ${own}, or give it a narrower one.`,
        yaml: isListItem(project, at)
          ? take(...goneItem(key, list.find((item) => item.at === at)?.value ?? '', at, list))
          : null,
        caveat: null,
      };
    }
    case 'path':
      return { summary: `Take ${by} from ${own}.`, yaml: null, caveat: null };
  }
}

function behindProxy(project: Project | null, service: Service, controls: readonly HostControl[]): Fix {
  const places = controls.filter(({ kind }) => kind === 'socket').map(({ at }) => at);
  const folders = service.mounts.flatMap((mount) =>
    mount.kind === 'bind' && places.includes(mount.at) && socketFileIn(normalized(mount.source)) !== null
      ? [code(mount.source)]
      : [],
  );
  const rest = folders.length === 0 ? '' : ` What else it used in ${listed(folders)} goes with the mount.`;
  return {
    summary: `Give ${code(service.name)} a proxy that allows only the calls it needs, instead of the socket.`,
    yaml: behindSocketProxy(project, service, places),
    caveat: `Calls that the proxy does not allow fail; try what the service does. Software that does not read DOCKER_HOST has a setting of its own for the address.${rest}`,
  };
}

/** Sockets with the API of Docker, which a proxy can filter; that of the others is another. */
const FILTERED: ReadonlySet<string> = new Set([DOCKER_SOCKET, PODMAN_SOCKET]);

function withoutSocket(project: Project | null, service: Service, by: string, at: SourceLocation): Fix {
  const mount = service.mounts.find((candidate) => candidate.at === at);
  return {
    summary: `Take ${by} from ${code(service.name)}: nothing can filter its calls.`,
    yaml: mount === undefined ? null : withoutMounts(project, service, [mount]),
    caveat: 'What it did through the socket has to be done from the host itself.',
  };
}

/** A console of containers needs the whole engine: what can be narrowed is who gets to it. */
function forConsole(project: Project | null, service: Service): Fix {
  return {
    summary: `Let nobody but its proxy, or only the host itself, reach ${code(service.name)}: a console needs all of the engine.`,
    yaml: onLoopback(project, service),
    caveat: 'From elsewhere it is then reached through SSH, a VPN or a proxy that authenticates.',
  };
}
