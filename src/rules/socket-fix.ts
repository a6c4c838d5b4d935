import { placeKey } from '../compose/as-written.ts';
import type { Mount, Project, Service } from '../compose/project.ts';
import type { SourceLocation } from '../compose/source.ts';
import { familyOf } from '../topology/catalogue.ts';
import { added, freshName, gone, goneItem, isListItem, kept } from './fix-lines.ts';
import { itemOf as mountItem, partsOf } from './mount-fix.ts';
import { networkLines } from './network-fix.ts';
import { writtenItem } from './written-item.ts';

/** A fix that gives `service` a filter in front of the Docker socket, mounted at `at`, instead of the socket; `null`: there is none. */
export function behindSocketProxy(project: Project | null, service: Service, at: SourceLocation): string | null {
  const proxy = freshName(['docker-proxy', 'socket-proxy'], project?.services);
  const network = freshName(['docker', 'docker-api'], project?.networks);
  const joining = networkLines(project, service, null, network);
  const mount = service.mounts.find((candidate) => candidate.at === at);
  // On the host's network it could only use an address that all that runs on the host could use.
  if (joining.length === 0 || mount?.kind !== 'bind') return null;
  const [source] = partsOf(project, mount);
  const socket = mount.source.endsWith('.sock') ? source : `${source}/docker.sock`;
  const address = `tcp://${proxy}:2375`;
  const client = renamedLines(project, service, mount, address) ?? clientLines(project, service, address);
  return [
    'services:',
    added(2, `${proxy}:`),
    added(4, 'image: tecnativa/docker-socket-proxy'),
    added(4, `environment: { CONTAINERS: 1 }  # what ${service.name} needs, nothing else`),
    added(4, `volumes: ["${socket}:/var/run/docker.sock:ro"]`),
    added(4, `networks: [${network}]`),
    kept(2, `${service.name}:`),
    // New keys come first: behind them, lines of context lead into what is there.
    ...[client, joining.slice(1)].filter(([line]) => line?.startsWith('+') === true).flat(),
    ...goneItem(
      'volumes',
      isListItem(project, at) ? mountItem(project, mount).replace(/^- /, '') : 'type: bind',
      service.mounts.filter(({ kind }) => kind !== 'tmpfs').length === 1,
    ),
    ...(isListItem(project, at) ? [] : longForm(mount)),
    ...[client, joining.slice(1)].filter(([line]) => line?.startsWith('+') !== true).flat(),
    'networks:',
    added(2, `${network}: { internal: true }`),
  ].join('\n');
}

/** The rest of an entry of `volumes`, behind its `type`. */
function longForm({ source, target, readOnly }: Mount & { readonly kind: 'bind' }): readonly string[] {
  return [
    gone(8, `source: ${source}`),
    gone(8, `target: ${target}`),
    ...(readOnly ? [gone(8, 'read_only: true')] : []),
  ];
}

/** The setting or the option that names the mounted socket (`DOCKER_HOST: unix:///…`), with the address instead; `null`: none does. */
function renamedLines(
  project: Project | null,
  { environment, command }: Service,
  mount: Mount,
  address: string,
): readonly string[] | null {
  const isSocket = (url: string): boolean =>
    url.startsWith('unix://') && [mount.target, `${mount.target}/docker.sock`].includes(url.slice('unix://'.length));
  for (const [key, { value, at }] of environment) {
    if (value === null || !isSocket(value) || project?.files.includes(at.file) !== true) continue;
    const [before, after] = isListItem(project, at)
      ? [itemOf(`${key}=${value}`, at), `- ${key}=${address}`]
      : [`${key}: ${project.templates.get(placeKey(at)) ?? value}`, `${key}: ${address}`];
    return [kept(4, 'environment:'), gone(6, before), added(6, after)];
  }
  for (const { value, at } of command) {
    const option = /^--?[\w.-]+=/.exec(value)?.[0] ?? '';
    if (!isSocket(value.slice(option.length)) || !isListItem(project, at)) continue;
    return [kept(4, 'command:'), gone(6, itemOf(value, at)), added(6, `- ${option}${address}`)];
  }
  return null;

  function itemOf(value: string, at: SourceLocation): string {
    return `- ${writtenItem(project, at) ?? value}`;
  }
}

/** How the software is told where the API is. https://doc.traefik.io/traefik/providers/docker/#endpoint */
function clientLines(project: Project | null, service: Service, address: string): readonly string[] {
  const family = service.image === null ? null : familyOf(service.image.value)?.family.name;
  if (family === 'Traefik') {
    const [first] = service.command;
    return first !== undefined && isListItem(project, first.at)
      ? [kept(4, 'command:'), added(6, `- --providers.docker.endpoint=${address}`)]
      : [kept(4, `# and in its static configuration: providers.docker.endpoint: ${address}`)];
  }
  const [known] = [...service.environment.values()].filter(({ at }) => project?.files.includes(at.file) === true);
  if (known === undefined) return [added(4, `environment: { DOCKER_HOST: ${address} }`)];
  const entry = (value: string): string =>
    isListItem(project, known.at) ? `- DOCKER_HOST=${value}` : `DOCKER_HOST: ${value}`;
  const before = service.environment.get('DOCKER_HOST')?.value ?? null;
  return [kept(4, 'environment:'), ...(before === null ? [] : [gone(6, entry('…'))]), added(6, entry(address))];
}
