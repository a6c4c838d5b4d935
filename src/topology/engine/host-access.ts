import type { Mount, Service } from '../../compose/project.ts';
import type { SourceLocation } from '../../compose/source.ts';
import { CONTROL_CAPABILITIES, capabilityOf } from '../../engines/host/capabilities.ts';
import { DOCKER_SOCKET, engineOf, isEnginePipe } from '../../engines/host/sockets.ts';
import { controlDevices } from '../../engines/host/devices.ts';
import { sensitivePath } from '../../engines/host/sensitive-paths.ts';
import type { HostMount, TopologyService } from '../topology.ts';

/** One thing that lets a service take the host, and with it every container. */
export interface HostControl {
  readonly kind: HostControlKind;
  /** What it is, in words that finish "through ": `the Docker socket`, `capability SYS_ADMIN`. */
  readonly by: string;
  readonly at: SourceLocation;
}

/** `hook`: what runs before the service, in a container of its own. `part`: a command in its container, or its build. */
export type HostControlKind =
  'socket' | 'privileged' | 'hook' | 'part' | 'namespace' | 'capability' | 'device' | 'path';

/** Everything that lets a service take the host, in the order of the file's sections; empty: nothing does. */
export function hostControlsOf({ service, hostMounts }: TopologyService): readonly HostControl[] {
  return [
    ...hostMounts.flatMap((mount) => mountControl(mount, service)),
    ...service.mounts.flatMap(pipeControl),
    ...(service.useApiSocket?.value === true
      ? [{ kind: 'socket' as const, by: DOCKER_SOCKET, at: service.useApiSocket.at }]
      : []),
    ...(service.privileged?.value === true
      ? [{ kind: 'privileged' as const, by: 'privileged mode', at: service.privileged.at }]
      : []),
    ...privilegedParts(service),
    ...NAMESPACES.flatMap(([field, by]) => {
      const stated = service[field];
      return stated?.value === 'host' ? [{ kind: 'namespace' as const, by, at: stated.at }] : [];
    }),
    ...service.capAdd.flatMap(({ value, at }) => {
      const name = capabilityOf(value);
      return CONTROL_CAPABILITIES.has(name) ? [{ kind: 'capability' as const, by: `capability ${name}`, at }] : [];
    }),
    ...controlDevices(service, hostMounts).map((device) => ({ kind: 'device' as const, ...device })),
  ];
}

/** `by` of namespaces of the host. */
export const HOST_PROCESSES = "the host's processes";
export const HOST_MEMORY = "the host's shared memory";
export const HOST_USERS = "the host's user ids";

const NAMESPACES = [
  ['pid', HOST_PROCESSES],
  ['ipc', HOST_MEMORY],
  ['usernsMode', HOST_USERS],
] as const satisfies readonly (readonly ['pid' | 'ipc' | 'usernsMode', string])[];

/** Commands that are run privileged in a container that is not, and a build that is. */
function privilegedParts({ hooks, build }: Service): readonly HostControl[] {
  const kind = 'part';
  const insecure = build?.entitlements.find(({ value }) => value === 'security.insecure');
  return [
    ...hooks.flatMap(({ attribute, image, privileged }): readonly HostControl[] => {
      if (privileged?.value !== true) return [];
      const own = attribute === 'pre_start';
      const what = own && image !== null ? ` that runs ${image.value}` : '';
      return [{ kind: own ? 'hook' : 'part', by: `a privileged ${attribute} hook${what}`, at: privileged.at }];
    }),
    ...[build?.privileged?.value === true ? build.privileged : insecure].flatMap((stated) =>
      stated === undefined ? [] : [{ kind, by: 'a privileged build', at: stated.at } as const],
    ),
  ];
}

function mountControl(mount: HostMount, service: Service): readonly HostControl[] {
  const { path, readOnly, at, isDevice } = mount;
  const engine = engineOf(mount);
  if (engine !== null) return [{ kind: 'socket', by: engine, at }];
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
  return isPipe && isEnginePipe(mount.source ?? '') ? [{ kind: 'socket', by: DOCKER_SOCKET, at: mount.at }] : [];
}
