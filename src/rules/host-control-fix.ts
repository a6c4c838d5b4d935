import { normalized } from '../compose/path.ts';
import type { Project, Service } from '../compose/project.ts';
import type { SourceLocation } from '../compose/source.ts';
import { DOCKER_SOCKET, PODMAN_SOCKET, socketFileIn } from '../engines/host/sockets.ts';
import type { HostControl } from '../topology/engine/host-access.ts';
import type { TopologyService } from '../topology/topology.ts';
import { added, gone, goneItem, isListItem, kept } from './fix-lines.ts';
import { withoutMounts } from './mount-fix.ts';
import { onLoopback } from './port-fix.ts';
import type { Fix } from './rule.ts';
import { behindSocketProxy } from './socket-fix.ts';
import { code, listed } from '../words/words.ts';

/** How to take from `host` what lets it take over the host by one of its `controls`. */
export function fixOf(
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
    case 'hook':
    case 'part':
      return {
        summary:
          kind === 'hook'
            ? `Take privileged mode from what runs before ${own}.`
            : `Take privileged mode from ${by.replace('a privileged', 'the')} of ${own}.`,
        yaml: null,
        caveat: null,
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
