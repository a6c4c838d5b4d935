import { isBelow, nameOf } from '../../compose/path.ts';

/** A path of the host at `target` in a container; `isOwn`: in the project's folder. */
interface MountedSocket {
  readonly path: string;
  readonly target: string;
  readonly isOwn: boolean;
}

/** What services share: a volume, or the path `name`, which a project writes as `key`. */
interface Shared {
  readonly kind: 'volume' | 'bind';
  readonly name: string;
  readonly key: string;
}

/** A socket over which something takes orders that is root on the host. Who can write to it is root as well; a read-only mount does not change that. */
export interface DaemonSocket {
  /** What it is, in words that finish "through ": `the Docker socket`. */
  readonly by: string;
  /** The socket takes the calls of Docker's API, which a proxy can filter. */
  readonly hasDockerApi: boolean;
}

export const DOCKER_SOCKET: DaemonSocket = { by: 'the Docker socket', hasDockerApi: true };

interface Daemon {
  readonly socket: DaemonSocket;
  /** Places of its sockets: below `/run` and a user's folder there, or anywhere if absolute. The first is the usual one. */
  readonly places: readonly string[];
  /** The end of its path wherever it lies: of rootless ones, desktops, virtual machines and other distributions. */
  readonly named: RegExp;
}

const DAEMONS: readonly Daemon[] = [
  {
    socket: DOCKER_SOCKET,
    places: ['docker.sock'],
    named: /\/(docker([.-](cli|cli-api|raw|engine|desktop))?\.sock(et)?(\.raw)?|balena(-engine)?\.sock)$/,
  },
  {
    socket: { by: 'the Podman socket', hasDockerApi: true },
    places: ['podman/podman.sock'],
    named: /\/podman(-machine[\w-]*)?\.sock$/,
  },
  {
    socket: other('the containerd socket'),
    places: ['containerd/containerd.sock', 'docker/containerd/containerd.sock', 'k3s/containerd/containerd.sock'],
    named: /\/containerd(-debug)?\.sock(\.ttrpc)?$/,
  },
  { socket: other('the CRI-O socket'), places: ['crio/crio.sock'], named: /\/crio\.sock$/ },
  { socket: other('the cri-dockerd socket'), places: ['cri-dockerd.sock'], named: /\/(cri-dockerd|dockershim)\.sock$/ },
  { socket: other('the BuildKit socket'), places: ['buildkit/buildkitd.sock'], named: /\/buildkitd?[\w-]*\.sock$/ },
  { socket: other('the socket of Swarm'), places: ['docker/swarm/control.sock'], named: /\/swarm\/control\.sock$/ },
  {
    socket: other('the LXD socket'),
    places: ['/var/lib/lxd/unix.socket', '/var/snap/lxd/common/lxd/unix.socket'],
    named: /\/lxd\/unix\.socket$/,
  },
  {
    socket: other('the Incus socket'),
    places: ['/var/lib/incus/unix.socket', 'incus/unix.socket'],
    named: /\/incus\/unix\.socket$/,
  },
  {
    socket: other('the libvirt socket'),
    places: ['libvirt/libvirt-sock', 'libvirt/virtqemud-sock'],
    named: /\/(libvirt|virt[a-z]+d)(-admin)?-sock$/,
  },
  {
    socket: other('the Multipass socket'),
    places: ['multipass_socket', '/var/snap/multipass/common/multipass_socket'],
    named: /\/multipass_socket$/,
  },
  { socket: other('the snapd socket'), places: ['snapd.socket'], named: /\/snapd\.socket$/ },
  { socket: other('the system bus'), places: ['dbus/system_bus_socket'], named: /\/system_bus_socket$/ },
  { socket: other("a user's session bus"), places: [], named: /^(\/var)?\/run\/user\/[^/]+\/bus$/ },
  { socket: other('the socket of systemd'), places: ['systemd/private'], named: /\/systemd\/private$/ },
];

function other(by: string): DaemonSocket {
  return { by, hasDockerApi: false };
}

/** Paths at which programs look for Docker. */
const CLIENT_SOCKETS: ReadonlySet<string> = new Set(['/run/docker.sock', '/var/run/docker.sock']);

/**
 * Whose socket a container gets by it: itself, by its place or name, the folder that it is in, or whatever stands for it inside.
 * `null`: none. A project may make a socket of its own.
 */
export function socketOf({ path, target, isOwn }: MountedSocket): DaemonSocket | null {
  const placed = daemonAt(path) ?? holderOf(path);
  if (placed !== null || isOwn) return placed?.socket ?? null;
  return daemonNamed(path)?.socket ?? (CLIENT_SOCKETS.has(target) ? DOCKER_SOCKET : null);
}

/** The name of the engine's socket in a folder that one keeps it in; `null`: it is no such folder. */
export function socketFileIn(path: string): string | null {
  return holderOf(path)?.file ?? null;
}

/** Whether what services share is an engine's socket, which carries no data between them. */
export function isSharedEngine({ kind, name, key }: Shared): boolean {
  return kind === 'bind' && (daemonAt(name) !== null || (daemonNamed(name) !== null && !key.startsWith('./')));
}

function daemonAt(path: string): Daemon | null {
  const place = placeOf(path);
  return DAEMONS.find(({ places }) => places.includes(place)) ?? null;
}

function daemonNamed(path: string): Daemon | null {
  return DAEMONS.find(({ named }) => named.test(path)) ?? null;
}

/** The daemon whose socket lies somewhere in the folder `path`. Of `/run` Docker's counts. */
function holderOf(path: string): { readonly socket: DaemonSocket; readonly file: string } | null {
  if (path === '/run' || path === '/var/run') return { socket: DOCKER_SOCKET, file: 'docker.sock' };
  const folder = placeOf(path);
  if (FOLDERS_OF_MANY.has(folder)) return null;
  for (const { socket, places } of DAEMONS) {
    const place = places.find((each) => each !== folder && isBelow(each, folder));
    if (place !== undefined) return { socket, file: nameOf(place) };
  }
  return null;
}

/** What more than one thing lives in is known by itself, as a sensitive path. */
const FOLDERS_OF_MANY: ReadonlySet<string> = new Set(['', '/', '/var', '/var/lib', '/var/snap']);

/** The path below `/run`, or below a user's folder there; else all of it. */
function placeOf(path: string): string {
  return path.replace(/^(\/var)?\/run(\/user(\/[^/]+)?)?(\/|$)/, '');
}

/** Windows' named pipe of the engine: `\\.\pipe\docker_engine`, `//./pipe/docker_engine`. */
export function isEnginePipe(source: string): boolean {
  return /[\\/]\.[\\/]pipe[\\/]docker/i.test(source);
}
