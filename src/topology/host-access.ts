import type { Mount, Service } from '../compose/project.ts';
import type { SourceLocation } from '../compose/source.ts';
import { sensitivePath } from './sensitive-paths.ts';

export { SENSITIVE_PATHS, sensitivePath, type SensitivePath } from './sensitive-paths.ts';

/** One thing that lets a service take the host, and with it every container. */
export interface HostControl {
  readonly kind: HostControlKind;
  /** What it is, in words that finish "through ": `the Docker socket`, `capability SYS_ADMIN`. */
  readonly by: string;
  readonly at: SourceLocation;
}

/** `by` of sockets with the API of Docker. */
export const DOCKER_SOCKET = 'the Docker socket';
export const PODMAN_SOCKET = 'the Podman socket';

export type HostControlKind = 'socket' | 'privileged' | 'namespace' | 'capability' | 'device' | 'path';

/** Sockets of container engines below `/run`, by what they are. Who can write to one is root on the host; read-only mounts do not change that. */
const ENGINE_SOCKETS: ReadonlyMap<string, string> = new Map([
  ['docker.sock', DOCKER_SOCKET],
  ['podman/podman.sock', PODMAN_SOCKET],
  ['containerd/containerd.sock', 'the containerd socket'],
  ['crio/crio.sock', 'the CRI-O socket'],
  ['cri-dockerd.sock', 'the cri-dockerd socket'],
]);

/** Whether `source` is the socket of a container engine, also a rootless one (`/run/user/1000/docker.sock`). */
export function isEngineSocket(source: string): boolean {
  return ENGINE_SOCKETS.has(belowRun(source));
}

/** Which engine's socket a mount of `source` brings, itself or the folder that it is in; `null`: none. */
function socketIn(source: string): string | null {
  if (source === '/run' || source === '/var/run') return DOCKER_SOCKET;
  const path = belowRun(source);
  const [, socket] = [...ENGINE_SOCKETS].find(([name]) => name === path || name.startsWith(`${path}/`)) ?? [];
  return socket ?? null;
}

/** The path below `/run`, or below a user's folder there; else all of it. */
function belowRun(source: string): string {
  return source.replace(/^(\/var)?\/run(\/user\/\d+)?(\/|$)/, '');
}

/**
 * Capabilities that are as good as root on the host; https://man7.org/linux/man-pages/man7/capabilities.7.html.
 * NET_ADMIN and SYS_PTRACE are not: they stay within the container's own namespaces.
 */
const CONTROL_CAPABILITIES: ReadonlyMap<string, string> = new Map([
  ['ALL', 'every capability'],
  ['SYS_ADMIN', 'mounting, and most of what root may'],
  ['SYS_MODULE', 'loading kernel modules'],
  ['SYS_RAWIO', 'raw access to memory and disks'],
  ['DAC_READ_SEARCH', 'reading any file of the host'],
]);

/** Devices that hold the host itself: memory and disks. Video, sound, serial lines, `/dev/net/tun` and GPUs are innocent. */
const CONTROL_DEVICES =
  /^\/dev(\/(mem|kmem|port|sd[a-z]+\d*|hd[a-z]+\d*|vd[a-z]+\d*|xvd[a-z]+\d*|nvme\d+(n\d+(p\d+)?)?|mmcblk\d+(p\d+)?|md\d+|dm-\d+|loop\d+|mapper(\/.*)?|disk(\/.*)?))?$/;

/** Everything that lets `service` take the host, in the order of the file's sections; empty: nothing does. */
export function hostControlsOf(service: Service): readonly HostControl[] {
  return [
    ...service.mounts.flatMap(mountControl),
    ...(service.useApiSocket?.value === true
      ? [{ kind: 'socket' as const, by: DOCKER_SOCKET, at: service.useApiSocket.at }]
      : []),
    ...(service.privileged?.value === true
      ? [{ kind: 'privileged' as const, by: 'privileged mode', at: service.privileged.at }]
      : []),
    ...NAMESPACES.flatMap(([field, by]) => {
      const stated = service[field];
      return stated?.value === 'host' ? [{ kind: 'namespace' as const, by, at: stated.at }] : [];
    }),
    ...service.capAdd.flatMap(({ value, at }) => {
      const name = value.toUpperCase().replace(/^CAP_/, '');
      return CONTROL_CAPABILITIES.has(name) ? [{ kind: 'capability' as const, by: `capability ${name}`, at }] : [];
    }),
    ...service.devices.flatMap(({ value, at }) => {
      const device = value.split(':')[0] ?? value;
      return CONTROL_DEVICES.test(device) ? [{ kind: 'device' as const, by: `device ${device}`, at }] : [];
    }),
  ];
}

const NAMESPACES = [
  ['pid', "the host's processes"],
  ['ipc', "the host's shared memory"],
  ['usernsMode', "the host's user ids"],
] as const satisfies readonly (readonly ['pid' | 'ipc' | 'usernsMode', string])[];

function mountControl(mount: Mount): readonly HostControl[] {
  if (mount.kind === 'other' && mount.type === 'npipe' && (mount.source ?? '').includes('docker_engine')) {
    return [{ kind: 'socket', by: DOCKER_SOCKET, at: mount.at }];
  }
  if (mount.kind !== 'bind') return [];
  const socket = socketIn(mount.source);
  if (socket !== null) return [{ kind: 'socket', by: socket, at: mount.at }];
  const sensitive = sensitivePath(mount.source);
  return sensitive?.control === true && !mount.readOnly
    ? [{ kind: 'path', by: `host path ${mount.source}`, at: mount.at }]
    : [];
}
