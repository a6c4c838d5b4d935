import type { Mount, Service } from '../../compose/project.ts';
import type { SourceLocation } from '../../compose/source.ts';
import { CONTROL_CAPABILITIES, CONTROL_TOGETHER, capabilityOf } from '../../engines/host/capabilities.ts';
import { DOCKER_SOCKET, isEnginePipe, socketOf } from '../../engines/host/sockets.ts';
import { controlDevices } from '../../engines/host/devices.ts';
import { sensitivePath } from '../../engines/host/sensitive-paths.ts';
import type { HostMount, TopologyService } from '../topology.ts';

/** One thing that lets a service take the host, and with it every container. */
export type HostControl = {
  /** What it is, in words that finish "through ": `the Docker socket`, `capability SYS_ADMIN`. */
  readonly by: string;
  readonly at: SourceLocation;
} & (
  | { readonly kind: 'socket'; readonly hasDockerApi: boolean }
  /** `hook`: what runs before the service, in a container of its own. */
  | { readonly kind: 'privileged' | 'hook' | 'capability' | 'device' | 'path' }
  /** A command in its container, or its build. `part`: `post_start hook`, `build`. */
  | { readonly kind: 'part'; readonly part: string }
  | { readonly kind: 'namespace'; readonly namespace: HostNamespace }
);

/** Namespaces of the host: of its processes, its shared memory, its user ids. */
export type HostNamespace = 'pid' | 'ipc' | 'usernsMode';

/** Everything that lets a service take the host, in the order of the file's sections; empty: nothing does. */
export function hostControlsOf({ service, hostMounts }: TopologyService): readonly HostControl[] {
  return [
    ...hostMounts.flatMap((mount) => mountControl(mount, service)),
    ...service.mounts.flatMap(pipeControl),
    ...(service.useApiSocket?.value === true
      ? [{ kind: 'socket' as const, ...DOCKER_SOCKET, at: service.useApiSocket.at }]
      : []),
    ...(service.privileged?.value === true
      ? [{ kind: 'privileged' as const, by: 'privileged mode', at: service.privileged.at }]
      : []),
    ...privilegedParts(service),
    ...service.securityOpt.flatMap(({ value, at }) =>
      /^systempaths[=:]unconfined$/.test(value)
        ? [{ kind: 'privileged' as const, by: 'writable system paths', at }]
        : [],
    ),
    ...NAMESPACES.flatMap(([namespace, by]) => {
      const stated = service[namespace];
      return stated !== null && OF_HOST.test(stated.value)
        ? [{ kind: 'namespace' as const, namespace, by, at: stated.at }]
        : [];
    }),
    ...service.capAdd.flatMap(({ value, at }) => {
      const name = capabilityOf(value);
      return CONTROL_CAPABILITIES.has(name) ? [{ kind: 'capability' as const, by: `capability ${name}`, at }] : [];
    }),
    ...CONTROL_TOGETHER.flatMap(([names]) => {
      const given = names.map((name) => service.capAdd.find(({ value }) => capabilityOf(value) === name));
      const at = given.at(-1)?.at;
      const isAll = at !== undefined && given.every((each) => each !== undefined);
      return isAll ? [{ kind: 'capability' as const, by: `capabilities ${names.join(' and ')}`, at }] : [];
    }),
    ...controlDevices(service, hostMounts).map((device) => ({ kind: 'device' as const, ...device })),
  ];
}

/** By name, or, as Podman takes it, as that of the first process. */
const OF_HOST = /^host$|^ns:\/proc\/1\/ns\//;

const NAMESPACES: readonly (readonly [HostNamespace, by: string])[] = [
  ['pid', "the host's processes"],
  ['ipc', "the host's shared memory"],
  ['usernsMode', "the host's user ids"],
];

/** Commands that are run privileged in a container that is not, and a build that is. */
function privilegedParts({ hooks, build }: Service): readonly HostControl[] {
  const insecure = build?.entitlements.find(({ value }) => value === 'security.insecure');
  return [
    ...hooks.flatMap(({ attribute, image, privileged }): readonly HostControl[] => {
      if (privileged?.value !== true) return [];
      const [part, at] = [`${attribute} hook`, privileged.at];
      if (attribute !== 'pre_start') return [{ kind: 'part', part, by: `a privileged ${part}`, at }];
      const what = image === null ? '' : ` that runs ${image.value}`;
      return [{ kind: 'hook', by: `a privileged ${part}${what}`, at }];
    }),
    ...[build?.privileged?.value === true ? build.privileged : insecure].flatMap((stated) =>
      stated === undefined ? [] : [{ kind: 'part', part: 'build', by: 'a privileged build', at: stated.at } as const],
    ),
  ];
}

function mountControl(mount: HostMount, service: Service): readonly HostControl[] {
  const { path, readOnly, at, isDevice, granted } = mount;
  // What a build is given is copied: nobody connects to it.
  if (granted === 'build') return [];
  const socket = socketOf(mount);
  if (socket !== null) return [{ kind: 'socket', ...socket, at }];
  if (isDevice) return [{ kind: 'device', by: `the file system on ${path}`, at }];
  const known = sensitivePath(path);
  const isControl = (known?.control === true && (!readOnly || known.sockets)) || bringsSocket(mount, service);
  return isControl ? [{ kind: 'path', by: `host path ${path}`, at }] : [];
}

/**
 * Whether a mount of the whole host brings the engine's socket to a service that may use it: sockets can be connected to on what is
 * mounted read-only, by root. Whom an image runs as is not known.
 */
export function bringsSocket({ path }: HostMount, { user, hooks }: Service): boolean {
  const users = [user, ...hooks.map((hook) => hook.user)];
  return path === '/' && users.some((stated) => stated !== null && /^(0|root)(:|$)/.test(stated.value));
}

/** Compose takes the pipe for a folder in the short form, unless it runs on Windows. */
function pipeControl(mount: Mount): readonly HostControl[] {
  const isPipe = mount.kind === 'bind' || (mount.kind === 'other' && mount.type === 'npipe');
  return isPipe && isEnginePipe(mount.source ?? '') ? [{ kind: 'socket', ...DOCKER_SOCKET, at: mount.at }] : [];
}
