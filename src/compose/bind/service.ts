import { entriesOf, itemsOf, valueOf } from '../yaml/nodes.ts';
import type { Attachment, Build, Dependency, Grant, Hook, Link, Port, Service, VolumesFrom } from '../project.ts';
import type { Located } from '../source.ts';
import type { Written } from '../yaml/as-written.ts';
import type { MapEntry, Node } from '../yaml/tree.ts';
import { profilesOf } from '../profiles.ts';
import { mountsOf } from './mounts.ts';
import { networkModeOf } from './network-mode.ts';
import { flag, labels, located, number, text, textMap, texts } from './values.ts';

/** What is known of the project of a service. */
interface OfProject {
  /** Whether the profiles of a service decide what it runs together with. */
  readonly areAlternatives: boolean;
  readonly written: Written;
}

/** A service of the loaded model. `entry`: its key and value. */
export function serviceOf(name: string, { at, value: service }: MapEntry, project: OfProject): Service {
  const networkMode = networkModeOf(service);
  return {
    name,
    at,
    image: text(service, 'image'),
    build: buildOf(service),
    containerName: nameIn(service, 'container_name'),
    hostname: nameIn(service, 'hostname'),
    macAddress: text(service, 'mac_address'),
    provider: text(valueOf(service, 'provider'), 'type'),
    networkMode,
    networks: networkMode === null ? attachmentsOf(service, at) : new Map(),
    ports: itemsOf(valueOf(service, 'ports')).flatMap((item) => portOf(item) ?? []),
    expose: texts(service, 'expose'),
    mounts: mountsOf(service),
    volumesFrom: texts(service, 'volumes_from').map(volumesFromOf),
    links: texts(service, 'links').map(linkOf),
    externalLinks: texts(service, 'external_links'),
    dependsOn: new Map(
      [...entriesOf(valueOf(service, 'depends_on'))].map(([other, entry]) => [other, dependencyOf(entry)]),
    ),
    environment: textMap(service, 'environment'),
    command: texts(service, 'command'),
    entrypoint: texts(service, 'entrypoint'),
    healthcheck: texts(valueOf(service, 'healthcheck'), 'test'),
    labels: new Map([...routeLabels(service), ...labels(service, 'labels')]),
    privileged: flag(service, 'privileged'),
    pid: text(service, 'pid'),
    ipc: text(service, 'ipc'),
    uts: text(service, 'uts'),
    usernsMode: text(service, 'userns_mode'),
    cgroup: text(service, 'cgroup'),
    sysctls: textMap(service, 'sysctls'),
    capAdd: texts(service, 'cap_add'),
    capDrop: texts(service, 'cap_drop'),
    securityOpt: texts(service, 'security_opt'),
    devices: itemsOf(valueOf(service, 'devices')).flatMap((item) => deviceOf(item) ?? []),
    deviceCgroupRules: texts(service, 'device_cgroup_rules'),
    extraHosts: texts(service, 'extra_hosts'),
    dns: texts(service, 'dns'),
    useApiSocket: flag(service, 'use_api_socket'),
    user: text(service, 'user'),
    hooks: HOOKS.flatMap((attribute) => hooksOf(service, attribute)),
    restart: text(service, 'restart'),
    configs: grantsOf(service, 'configs'),
    secrets: grantsOf(service, 'secrets'),
    profiles: project.areAlternatives ? profilesOf(service) : [],
    replicas: replicasOf(service, project.written),
  };
}

/** Labels of a service of a swarm that Traefik reads. https://doc.traefik.io/traefik/providers/swarm/ */
function routeLabels(service: Node): readonly (readonly [string, Located<string>])[] {
  return [...labels(valueOf(service, 'deploy'), 'labels')].filter(([key]) => key.startsWith('traefik.'));
}

/** A name that the service is given; an empty one, as an unset variable leaves it, is none. */
function nameIn(service: Node, key: 'container_name' | 'hostname'): Located<string> | null {
  const name = text(service, key);
  return name?.value === '' ? null : name;
}

/** Containers of a service. None where a variable says so may be some where it is deployed. */
function replicasOf(service: Node, written: Written): number {
  const said = valueOf(service, 'scale') ?? valueOf(valueOf(service, 'deploy'), 'replicas');
  const count = number(service, 'scale') ?? number(valueOf(service, 'deploy'), 'replicas') ?? 1;
  return count === 0 && said !== undefined && written.at(said.at).template !== null ? 1 : count;
}

function buildOf(service: Node): Build | null {
  const build = valueOf(service, 'build');
  if (build === undefined) return null;
  return {
    at: build.at,
    context: text(build, 'context'),
    dockerfile: text(build, 'dockerfile'),
    inline: text(build, 'dockerfile_inline'),
    target: text(build, 'target'),
    args: textMap(build, 'args'),
    contexts: new Map(
      [...textMap(build, 'additional_contexts')].flatMap(([name, { value, at }]) =>
        value === null ? [] : [[name, { value, at }] as const],
      ),
    ),
    secrets: grantsOf(build, 'secrets'),
    privileged: flag(build, 'privileged'),
    entitlements: texts(build, 'entitlements'),
  };
}

const HOOKS = ['pre_start', 'post_start', 'pre_stop'] as const;

function hooksOf(service: Node, attribute: Hook['attribute']): readonly Hook[] {
  return itemsOf(valueOf(service, attribute)).map((hook) => ({
    at: hook.at,
    attribute,
    image: text(hook, 'image'),
    command: texts(hook, 'command'),
    environment: textMap(hook, 'environment'),
    privileged: flag(hook, 'privileged'),
    user: text(hook, 'user'),
  }));
}

function attachmentsOf(service: Node, at: Service['at']): ReadonlyMap<string, Attachment> {
  return new Map(
    [...entriesOf(valueOf(service, 'networks'))].map(([network, { at: place, value }]) => [
      network,
      {
        network,
        at: place,
        // Normalisation puts the implicit `default` at the service's own key.
        implicit: place === at,
        aliases: texts(value, 'aliases'),
        ipv4Address: text(value, 'ipv4_address'),
        ipv6Address: text(value, 'ipv6_address'),
        macAddress: text(value, 'mac_address'),
        gatewayPriority: number(value, 'gw_priority') ?? 0,
        priority: number(value, 'priority') ?? 0,
      },
    ]),
  );
}

function portOf(item: Node): Port | null {
  const target = number(item, 'target');
  if (target === null) return null;
  return {
    at: item.at,
    target,
    // Host port 0 is any free one, as none is.
    published: text(item, 'published')?.value.replace(/^0+$/, '') || null,
    hostIp: text(item, 'host_ip')?.value || null,
    protocol: text(item, 'protocol')?.value ?? 'tcp',
    mode: text(item, 'mode')?.value ?? 'ingress',
  };
}

function volumesFromOf({ value, at }: Located<string>): VolumesFrom {
  const [first = '', ...rest] = value.split(':');
  const [kind, source, mode] =
    first === 'container' ? (['container', rest[0] ?? '', rest[1]] as const) : (['service', first, rest[0]] as const);
  return { at, kind, source, readOnly: mode === 'ro' };
}

function linkOf({ value, at }: Located<string>): Link {
  const [service = '', alias = service] = value.split(':');
  return { at, service, alias };
}

function dependencyOf({ at, value }: MapEntry): Dependency {
  return {
    at,
    condition: text(value, 'condition')?.value ?? 'service_started',
    required: flag(value, 'required')?.value ?? true,
    // Normalisation derives these from another attribute, at whose place the whole entry then stands.
    implicit: value.at === at,
  };
}

function deviceOf(item: Node): Located<string> | null {
  if (item.kind === 'scalar') return located(item);
  const parts = ['source', 'target', 'permissions'].flatMap((key) => text(item, key)?.value ?? []);
  return parts.length === 0 ? null : { value: parts.join(':'), at: item.at };
}

function grantsOf(service: Node, key: 'configs' | 'secrets'): readonly Grant[] {
  return itemsOf(valueOf(service, key)).flatMap((item) => {
    const source = item.kind === 'scalar' ? located(item) : text(item, 'source');
    return source === null ? [] : [{ at: item.at, source: source.value, target: text(item, 'target')?.value ?? null }];
  });
}
