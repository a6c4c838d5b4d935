import { normalized } from '../compose/path.ts';
import type { Project, Service } from '../compose/project.ts';
import type { SourceLocation } from '../compose/source.ts';
import { DOCKER_SOCKET, PODMAN_SOCKET, socketFileIn } from '../topology/engine-sockets.ts';
import { hostControlsOf, type HostControl } from '../topology/host-access.ts';
import type { Flow } from '../topology/flow.ts';
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
 * One finding for each service, with everything that lets it take the host, or into a namespace of the host, where nothing but permissions
 * keeps it from the host's processes. Writable host paths are the business of `host-path-mounted`.
 * A filter in front of the Docker socket has it so that others need not: nothing to say, unless it is reachable from outside itself.
 */
export const hostControl: Rule = {
  id: 'host-control',
  severity: 'high',
  summary: 'A service can take over the host',
  why: 'Who takes over this service has the host, or is one weak permission away from it, and with it every container, volume and secret.',
  fix: 'Take the privilege away. For the Docker socket, put a proxy in front that allows only the calls that are needed; for a capability or device, grant only the one.',
  references: [
    'https://docs.docker.com/engine/security/#docker-daemon-attack-surface',
    'https://man7.org/linux/man-pages/man7/capabilities.7.html',
  ],
  *check(context) {
    for (const service of context.topology.services.values()) {
      const controls = hostControlsOf(service).filter(({ kind }) => kind !== 'path');
      const [first] = [...controls.filter(isWay), ...controls];
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
  const taking = flows
    .between(service.id, HOST)
    .filter(({ means }) => means.kind === 'host-control' && means.by === first.by);
  const others = [...new Set(controls.filter(isWay).map(({ by }) => by))].filter((by) => by !== first.by);
  return {
    project: service.project,
    subject: name,
    identity: `by=${[...new Set(controls.map(({ by }) => by))].sort().join(',')}`,
    message: `${code(name)} ${told(service, controls, entry)}.`,
    at: first.at,
    related: controls
      .filter((control) => control !== first)
      .map((control) => ({ at: control.at, note: `${name} has ${control.by}` })),
    path: [...(entry === null ? [] : [entry]), ...taking.slice(0, 1)],
    services: [service.id],
    fix: withRest(fixOf(projectOf(topology, service.project), service, controls, first), service, others),
    severity: entry !== null ? 'critical' : null,
  };
}

/** A namespace of the host is no way to take it over by itself. */
function isWay({ kind }: HostControl): boolean {
  return kind !== 'namespace';
}

/** What a finding says of a service, behind its name. */
function told(service: TopologyService, controls: readonly HostControl[], entry: Flow | null): string {
  const ways = [...new Set(controls.filter(isWay).map(({ by }) => by))];
  const isRestricted = ways.length === 0;
  const shared = controls.flatMap(({ kind, by }) =>
    kind !== 'namespace'
      ? []
      : [by === PROCESSES && !isRestricted ? "is among the host's processes" : (NAMESPACE_TELLS.get(by) ?? by)],
  );
  const answers = entry === null ? [] : [answering(entry)];
  if (ways.length === 0) return listed([...shared, ...answers], ALL);
  const over = `can take over the host through ${listed(ways)}`;
  const also = shared.length === 0 ? '' : `; it also ${listed(shared, ALL)}`;
  return `${listed([over, ...answers])}${readOnlyHint(service, controls)}${also}`;
}

const ALL = 9;

const PROCESSES = "the host's processes";

/** What a namespace of the host gives, which is less than the host: the kernel still asks for permissions. */
const NAMESPACE_TELLS: ReadonlyMap<string, string> = new Map([
  [PROCESSES, "is among the host's processes, where only permissions keep it from the others"],
  ["the host's shared memory", "shares memory with the host's processes"],
  ["the host's user ids", 'has the user ids of the host where the engine gives others to containers'],
]);

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
  host: TopologyService,
  controls: readonly HostControl[],
  { kind, by, at }: HostControl,
): Fix {
  const { service, zone } = host;
  const own = code(service.name);
  const head = ['services:', kept(2, `${service.name}:`)];
  const take = (...lines: readonly string[]): string => [...head, ...lines].join('\n');
  switch (kind) {
    case 'socket':
      if (zone.zone === 'admin') return forConsole(project, service);
      return FILTERED.has(by) ? behindProxy(project, host, controls) : withoutSocket(project, service, by, at);
    case 'privileged':
      return {
        summary: `Take privileged mode from ${own} and grant the capability or device that it needs.`,
        yaml: take(
          gone(4, 'privileged: true'),
          ...(service.capAdd.length > 0 ? [] : [added(4, 'cap_add: [NET_ADMIN]  # for example; only what it needs')]),
        ),
        caveat:
          'Without privileged mode it sees only the devices it is given, and cannot write to settings of the kernel below `/proc/sys` and `/sys`.',
      };
    case 'namespace': {
      const [key] = Object.entries({ pid: service.pid, ipc: service.ipc, userns_mode: service.usernsMode }).find(
        ([, value]) => value?.at === at,
      ) ?? ['pid'];
      return {
        summary: `Take ${by} from ${own}.`,
        yaml: take(gone(4, `${key}: host`), ...(key === 'ipc' ? [added(4, 'shm_size: 1gb  # for example')] : [])),
        caveat: NAMESPACE_LOSES[key] ?? null,
      };
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

const NAMESPACE_LOSES: Readonly<Record<string, string>> = {
  pid: 'It then sees its own processes only.',
  ipc: 'Memory that it shares with other containers or the host is gone, and its own is what `shm_size` gives: browsers need more than the usual 64 MB.',
  userns_mode: "Where the engine remaps user ids, files that belong to users of the host are then nobody's.",
};

function behindProxy(
  project: Project | null,
  { service, hostMounts }: TopologyService,
  controls: readonly HostControl[],
): Fix {
  const places = controls.filter(({ kind }) => kind === 'socket').map(({ at }) => at);
  const folders = service.mounts.flatMap((mount) =>
    mount.kind === 'bind' && places.includes(mount.at) && socketFileIn(normalized(mount.source)) !== null
      ? [code(mount.source)]
      : [],
  );
  const rest = folders.length === 0 ? '' : ` What else it used in ${listed(folders)} goes with the mount.`;
  const whole = hostMounts.some(({ path }) => path === '/')
    ? ` ${code('/')}, which it mounts, holds the socket, too.`
    : '';
  return {
    summary: `Give ${code(service.name)} a proxy that allows only the calls it needs, instead of the socket.`,
    yaml: behindSocketProxy(project, service, places),
    caveat: `Calls that the proxy does not allow fail; try what the service does. Software that does not read DOCKER_HOST has a setting of its own for the address.${rest}${whole}`,
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
