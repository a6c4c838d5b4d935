import { nameOf } from '../../compose/path.ts';

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

/** Sockets with the API of Docker, as `by` of a `HostControl`. */
export const DOCKER_SOCKET = 'the Docker socket';
export const PODMAN_SOCKET = 'the Podman socket';

/** Sockets of container engines below `/run`, by what they are. Who can write to one is root on the host; read-only mounts do not change that. */
const ENGINES: ReadonlyMap<string, string> = new Map([
  ['docker.sock', DOCKER_SOCKET],
  ['podman/podman.sock', PODMAN_SOCKET],
  ['containerd/containerd.sock', 'the containerd socket'],
  ['crio/crio.sock', 'the CRI-O socket'],
  ['cri-dockerd.sock', 'the cri-dockerd socket'],
]);

/** How engines call their sockets wherever they put them: rootless ones, those of desktops, virtual machines and other distributions. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ...[...ENGINES].map(([path, engine]) => [nameOf(path), engine] as const),
  ...['docker.sock.raw', 'balena.sock', 'balena-engine.sock'].map((name) => [name, DOCKER_SOCKET] as const),
]);

/** Where programs look for Docker. */
const CLIENT_SOCKETS: ReadonlySet<string> = new Set(['/run/docker.sock', '/var/run/docker.sock']);

/**
 * Which engine's socket a container gets by it: itself, by its place or name, the folder that it is in, or whatever stands for it inside.
 * `null`: none. A project may make a socket of its own.
 */
export function engineOf({ path, target, isOwn }: MountedSocket): string | null {
  const file = socketFileIn(path);
  const known = ENGINES.get(belowRun(path)) ?? (file === null ? undefined : NAMES.get(file));
  if (known !== undefined || isOwn) return known ?? null;
  return NAMES.get(nameOf(path)) ?? (CLIENT_SOCKETS.has(target) ? DOCKER_SOCKET : null);
}

/** The name of the engine's socket in a folder that one keeps it in; `null`: it is no such folder. */
export function socketFileIn(path: string): string | null {
  if (path === '/run' || path === '/var/run') return 'docker.sock';
  const socket = [...ENGINES.keys()].find((name) => name.startsWith(`${belowRun(path)}/`));
  return socket === undefined ? null : nameOf(socket);
}

/** Whether what services share is an engine's socket, which carries no data between them. */
export function isSharedEngine({ kind, name, key }: Shared): boolean {
  return kind === 'bind' && NAMES.has(nameOf(name)) && (ENGINES.has(belowRun(name)) || !key.startsWith('./'));
}

/** The path below `/run`, or below a user's folder there; else all of it. */
function belowRun(path: string): string {
  return path.replace(/^(\/var)?\/run(\/user\/\d+)?(\/|$)/, '');
}

/** Windows' named pipe of the engine: `\\.\pipe\docker_engine`, `//./pipe/docker_engine`. */
export function isEnginePipe(source: string): boolean {
  return /[\\/]\.[\\/]pipe[\\/]docker/i.test(source);
}
