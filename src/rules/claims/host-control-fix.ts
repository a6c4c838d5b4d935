import { isBelow, normalized } from '../../compose/path.ts';
import type { Project, Service } from '../../compose/project.ts';
import type { SourceLocation } from '../../compose/source.ts';
import { isOnEveryNode } from '../../compose/bind/swarm.ts';
import { socketFileIn } from '../../engines/host/sockets.ts';
import type { HostControl } from '../../topology/engine/host-access.ts';
import type { HostMount, TopologyService } from '../../topology/topology.ts';
import { withoutMounts } from '../../fixes/mounts.ts';
import { closing, onLoopback } from '../../fixes/ports.ts';
import { appendItem, removeItem, removeKey, setKey } from '../../fixes/service-edits.ts';
import { behindSocketProxy } from '../../fixes/socket-proxy.ts';
import { isListItem } from '../../fixes/written.ts';
import type { Fix } from '../rule.ts';
import { familyOf } from '../../catalogue/catalogue.ts';
import { wordsOf } from '../../catalogue/image.ts';
import { code, listed } from '../../words/words.ts';

/** How to take from `host`, which others reach from outside or not (`isOpen`), what lets it take over the host by one of its `controls`. */
export function fixOf(
  project: Project | null,
  host: TopologyService,
  controls: readonly HostControl[],
  control: HostControl,
  isOpen: boolean,
): Fix {
  const { service } = host;
  const { by, at } = control;
  const own = code(service.name);
  if ((control.kind === 'socket' || control.kind === 'privileged') && isStarter(host)) return forStarter(project, host);
  switch (control.kind) {
    case 'socket':
      if (isToldToStartNone(service))
        return {
          ...withoutSocket(project, service, by, at),
          summary: `Take ${by} from ${own}: what ${code('SERVICES')} names starts no containers.`,
        };
      return control.hasDockerApi
        ? behindProxy(project, host, controls, isOpen)
        : withoutSocket(project, service, by, at);
    case 'privileged':
      return {
        summary: `Take privileged mode from ${own} and grant the capability or device that it needs.`,
        edits: [
          removeKey(project, service, ['privileged'], at),
          ...(service.capAdd.length > 0 ? [] : [appendItem(service, 'cap_add', 'NET_ADMIN')]),
        ],
        caveat: `Without privileged mode it sees only the devices it is given, and cannot write to settings of the kernel below ${code('/proc/sys')} and ${code('/sys')}.${service.capAdd.length > 0 ? '' : ` ${code('NET_ADMIN')} is an example: grant only what it needs.`}`,
      };
    case 'hook':
      return { summary: `Take privileged mode from what runs before ${own}.`, edits: [], caveat: null };
    case 'part':
      return { summary: `Take privileged mode from the ${control.part} of ${own}.`, edits: [], caveat: null };
    case 'namespace': {
      const key = control.namespace === 'usernsMode' ? 'userns_mode' : control.namespace;
      return {
        summary: `Take ${by} from ${own}.`,
        edits: [
          removeKey(project, service, [key], at),
          ...(key === 'ipc' ? [setKey(service, ['shm_size'], '1gb')] : []),
        ],
        caveat: NAMESPACE_LOSES[key],
      };
    }
    case 'capability':
      return {
        summary: `Take ${by} from ${own}, or grant something narrower.`,
        edits: [removeItem(project, service, 'cap_add', at)],
        caveat: null,
      };
    case 'device': {
      const isRule = service.deviceCgroupRules.some((item) => item.at === at);
      return {
        summary: `Take ${by} from ${own}, or give it a narrower one.`,
        edits: isListItem(project, at)
          ? [removeItem(project, service, isRule ? 'device_cgroup_rules' : 'devices', at)]
          : [],
        caveat: null,
      };
    }
    case 'path':
      return { summary: `Take ${by} from ${own}.`, edits: [], caveat: null };
  }
}

const NAMESPACE_LOSES = {
  pid: 'It then sees its own processes only.',
  ipc: 'Memory that it shares with other containers or the host is gone, and its own is what `shm_size` gives: browsers need more than the usual 64 MB.',
  userns_mode: "Where the engine remaps user ids, files that belong to users of the host are then nobody's.",
};

function behindProxy(
  project: Project | null,
  { service, hostMounts }: TopologyService,
  controls: readonly HostControl[],
  isOpen: boolean,
): Fix {
  const places = controls.filter(({ kind }) => kind === 'socket').map(({ at }) => at);
  const folders = service.mounts.flatMap((mount) =>
    mount.kind === 'bind' && places.includes(mount.at) && socketFileIn(normalized(mount.source)) !== null
      ? [code(mount.source)]
      : [],
  );
  const rest = folders.length === 0 ? '' : ` What else it used in ${listed(folders)} goes with the mount.`;
  const around = hostMounts.filter(({ path, at }) => holdsSockets(path) && !places.includes(at));
  if (around.length > 0) return besideParents(project, service, around, isOpen);
  if (isOnEveryNode(project, service.name)) return onEveryNode(service);
  const { edits, note } = behindSocketProxy(project, service, places);
  return {
    summary: `Give ${code(service.name)} a proxy that allows only the calls it needs, instead of the socket.`,
    edits,
    caveat: `Calls that the proxy does not allow fail; try what the service does. Software that does not read DOCKER_HOST has a setting of its own for the address.${rest}${note}`,
  };
}

/** Whether the engine's socket lies below a folder of the host. */
function holdsSockets(path: string): boolean {
  return ['/var/run', '/run'].some((folder) => isBelow(folder, path));
}

/** A filter in the place of the socket ends nothing where a folder around the socket stays. */
function besideParents(project: Project | null, { name }: Service, around: readonly HostMount[], isOpen: boolean): Fix {
  const folders = listed([...new Set(around.map(({ path }) => code(path)))]);
  const one = around.length === 1;
  const narrower = `mount only the folders below ${folders} that ${code(name)} reads, and put a proxy in front of the socket that allows only the calls it needs`;
  return {
    summary: isOpen ? `${closing(project).how}; then ${narrower}.` : `${narrower.replace('mount', 'Mount')}.`,
    edits: [],
    caveat: `${folders} ${one ? 'holds' : 'hold'} the socket, too, also where ${one ? 'it is' : 'they are'} mounted read-only: a proxy alone would end nothing.`,
  };
}

/** One filter would answer for a node of its own, whichever node asks. */
function onEveryNode({ name }: Service): Fix {
  return {
    summary: `Let ${code(name)} do without the socket where it can, or keep it alone on its networks.`,
    edits: [],
    caveat: `A copy of ${code(name)} runs on every node, and a proxy in front of the socket would answer for the node that it runs on itself.`,
  };
}

function withoutSocket(project: Project | null, service: Service, by: string, at: SourceLocation): Fix {
  const mount = service.mounts.find((candidate) => candidate.at === at);
  return {
    summary: `Take ${by} from ${code(service.name)}: nothing can filter its calls.`,
    edits: mount === undefined ? [] : withoutMounts(project, service, [mount]),
    caveat: 'What it did through the socket has to be done from the host itself.',
  };
}

/** Whether to start containers is its work, by its image, or by its name where the image is its own. */
function isStarter({ service, zone }: TopologyService): boolean {
  const family = service.image === null ? null : (familyOf(service.image.value)?.family ?? null);
  if (isToldToStartNone(service)) return false;
  if (family !== null) return family.traits.includes('starts-containers') || zone.zone === 'admin';
  return zone.zone === 'admin' || wordsOf(service.name).some((word) => STARTERS.includes(word));
}

/** Whether the parts that it is told to run start no containers. https://docs.localstack.cloud/references/configuration/ */
function isToldToStartNone({ environment }: Service): boolean {
  const services = environment.get('SERVICES')?.value ?? '';
  return (
    services !== '' && !/(^|[\s,])(lambda|ecs|eks|batch|glue|emr|sagemaker|codebuild|ec2|rds|docdb)/i.test(services)
  );
}

const STARTERS = ['runner', 'runners', 'executor', 'executors', 'spawner', 'dind'];

/** What starts containers has all of the engine: what can be narrowed is who gets to it. */
function forStarter(project: Project | null, { service }: TopologyService): Fix {
  const edits = onLoopback(project, service);
  const { otherwise, left } = closing(project);
  const reached =
    otherwise === '' ? left : 'On 127.0.0.1 it is still reached through SSH, a VPN or a proxy that authenticates.';
  const caveat = edits.length === 0 ? '' : ` ${reached}`;
  return {
    summary: `${code(service.name)} is root by design: keep it alone on its networks, or allow it in the policy.`,
    edits,
    caveat: `It needs all of the engine, and a filter in front of it would stop its work.${caveat}`,
  };
}
