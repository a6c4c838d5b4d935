import { familyOf } from '../catalogue/catalogue.ts';
import type { Port, Project, Service } from '../compose/project.ts';
import type { SourceLocation } from '../compose/source.ts';
import { code } from '../words/words.ts';

/** Clients of a store that are neither in its project nor on its host, so that a port on 127.0.0.1 would cut them off. */
export interface OutsideClients {
  readonly isMeant: (port: Port) => boolean;
  /** In words that finish "they are ": `devices, by what it is for`. */
  readonly who: string;
  /** The line that says so; `null`: what it is says it. */
  readonly at: SourceLocation | null;
}

/** Who such clients are, as far as its image and the files say; `null`: nothing speaks of any. */
export function outsideClients(project: Project | null, service: Service): OutsideClients | null {
  const family = service.image === null ? null : (familyOf(service.image.value)?.family ?? null);
  if (family?.traits.includes('serves-devices') === true)
    return { isMeant: () => true, who: 'devices and machines elsewhere, for whom it is made', at: null };
  return (
    advertised(project, service) ??
    announced(project, service) ??
    (family?.kind === 'an object store' ? linked(project, service) : null)
  );
}

/** Listeners of Kafka that it tells its clients under an address that is neither of this host nor of a container. */
function advertised(project: Project | null, service: Service): OutsideClients | null {
  const host = [...service.environment].find(([key]) => /^KAFKA_ADVERTISED_HOST_NAME$|^HOSTNAME_COMMAND$/.test(key));
  if (host !== undefined) {
    const [key, { value, at }] = host;
    const name = project?.written.at(at).template?.replace(`${key}=`, '') ?? value ?? '';
    // What a command prints is not known before it starts.
    if (key === 'HOSTNAME_COMMAND' || isElsewhere(name, project))
      return { isMeant: () => true, who: `clients that it tells an address of other machines (${code(key)})`, at };
  }
  const setting = [...service.environment].find(([key]) => /ADVERTISED_LISTENERS$/.test(key))?.[1];
  const written = setting === undefined ? null : (project?.written.at(setting.at).template ?? setting.value);
  const ports = [...(written ?? '').matchAll(/:\/\/(\$\{[^{}]{1,200}\}|[^\s:,/]{1,200}):(\d{1,5})/g)].flatMap(
    ([, host = '', port = '']) => (isElsewhere(host, project) ? [port] : []),
  );
  return setting === undefined || ports.length === 0
    ? null
    : {
        isMeant: ({ target, published }) => ports.includes(String(target)) || ports.includes(published ?? ''),
        who: `clients that it tells an address of other machines (${code('ADVERTISED_LISTENERS')})`,
        at: setting.at,
      };
}

/**
 * An address of this host that a store tells its clients or other nodes, by a setting, on its command line or in a file that it is given: Redis
 * `cluster-announce-ip`, Cassandra `BROADCAST_ADDRESS`, etcd `advertise-client-urls`, Elasticsearch `publish_host`.
 */
function announced(project: Project | null, service: Service): OutsideClients | null {
  for (const { key, value, at } of announcements(project, service)) {
    const hosts = value
      .split(',')
      .map((one) => /^(?:\w+:\/\/)?(\$\{[^{}]{1,200}\}|[^\s:/]{1,200})/.exec(one.trim())?.[1] ?? '');
    if (!hosts.some((host) => host !== '' && isElsewhere(host, project))) continue;
    return { isMeant: () => true, who: `those that it tells an address of other machines (${code(key)})`, at };
  }
  return null;
}

interface Announcement {
  readonly key: string;
  readonly value: string;
  readonly at: SourceLocation;
}

function announcements(project: Project | null, service: Service): readonly Announcement[] {
  const asWritten = ({ value, at }: { readonly value: string; readonly at: SourceLocation }): string =>
    project?.written.at(at).template ?? value;
  const words = [...service.entrypoint, ...service.command];
  const line = words.map(asWritten).join(' ');
  const first = words[0]?.at ?? service.at;
  return [
    ...[...service.environment].flatMap(([key, { value, at }]) =>
      value !== null && ANNOUNCES.test(key) ? [{ key, value: asWritten({ value, at }), at }] : [],
    ),
    ...[...line.matchAll(/(?:^|\s)--?([\w-]{1,60})[= ]["']?(\$\{[^{}]{1,200}\}|[^\s"']{1,200})/g)].flatMap(
      ([, key = '', value = '']) => (ANNOUNCES.test(key) ? [{ key, value, at: first }] : []),
    ),
    ...(project?.beside.get(service.name)?.texts ?? []).flatMap(({ file, text }) =>
      text.split('\n').flatMap((row, index) => {
        const [, key = '', value = ''] =
          /^\s{0,20}([\w.-]{1,60})(?:\s*[=:]\s*|\s+)["']?([^\s"'#]{1,200})/.exec(row) ?? [];
        return ANNOUNCES.test(key) ? [{ key, value, at: { file, line: index + 1, column: 1 } }] : [];
      }),
    ),
  ];
}

const ANNOUNCES =
  /^(?:(?:cluster|replica|slave|sentinel)[-_])?announce[-_](?:ip|hostname)$|broadcast_(?:rpc_)?address$|advertise[-_](?:client[-_]urls|addr|host|rpc[-_]addr|kafka[-_]addr)$|advertised[-_]host(?:[._-]name)?$|publish[._-]host$/i;

/** A published port of an object store that a URL leads browsers to: what they are given to load and to save files with. */
function linked(project: Project | null, service: Service): OutsideClients | null {
  for (const other of project?.services.values() ?? []) {
    for (const [key, { value, at }] of other.environment) {
      const [, host = '', port = ''] = /^https?:\/\/([^\s/:@]{1,200}):(\d{1,5})(?:\/|$)/.exec(value ?? '') ?? [];
      const isNamed = host === service.name || project?.services.has(host) === true || host.endsWith('.internal');
      if (host === '' || isNamed || !service.ports.some(({ published }) => published === port)) continue;
      return { isMeant: ({ published }) => published === port, who: `those whom ${code(key)} sends there`, at };
    }
  }
  return null;
}

function isElsewhere(host: string, project: Project | null): boolean {
  const name = /^\$\{\w+:?-([^{}]*)\}$/.exec(host)?.[1] ?? host;
  if (/^(localhost|127\.|0\.0\.0\.0|\[?::1?\]?$|host\.docker\.internal)/.test(name)) return false;
  const known = [...(project?.services.values() ?? [])].flatMap((service) => [
    service.name,
    service.containerName?.value,
    service.hostname?.value,
    ...[...service.networks.values()].flatMap(({ aliases }) => aliases.map(({ value }) => value)),
  ]);
  return name.includes('$') || (name.includes('.') && !known.includes(name));
}
