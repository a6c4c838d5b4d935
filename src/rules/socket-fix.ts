import { normalized } from '../compose/path.ts';
import type { Mount, Project, Service } from '../compose/project.ts';
import type { SourceLocation } from '../compose/source.ts';
import { familyOf } from '../catalogue/catalogue.ts';
import { isEnginePipe, socketFileIn } from '../engines/host/sockets.ts';
import { added, gone, isListItem, kept, leavesNothing } from './fix-lines.ts';
import { goneMount, listedMounts, partsOf } from './mount-fix.ts';
import { filterFor, SOCKET } from './socket-filter.ts';
import { writtenItem } from './written-item.ts';

/**
 * A fix that gives `service` a filter in front of the Docker socket instead of the socket, which `places` give it (mounts, or
 * `use_api_socket`); `null`: there is none.
 */
export function behindSocketProxy(
  project: Project | null,
  service: Service,
  places: readonly SourceLocation[],
): string | null {
  const mounts = service.mounts.filter(
    (mount) => mount.kind === 'bind' && places.includes(mount.at) && !isEnginePipe(mount.source),
  );
  const [first] = mounts;
  const isUsingApi = service.useApiSocket !== null && places.includes(service.useApiSocket.at);
  if (first === undefined && !isUsingApi) return null;
  const filter = filterFor(project, service, first === undefined ? SOCKET : socketOf(project, first));
  const client =
    renamedLines(project, service, mounts, filter.address) ?? clientLines(project, service, filter.address);
  const others = [client, filter.joining];
  return [
    'services:',
    ...filter.service,
    kept(2, `${service.name}:`),
    // New keys come first: behind them, lines of context lead into what is there.
    ...others.filter(([line]) => line?.startsWith('+') === true).flat(),
    ...(isUsingApi ? [gone(4, 'use_api_socket: true')] : []),
    ...mountLines(project, service, mounts, filter.mount),
    ...others.filter(([line]) => line?.startsWith('+') !== true).flat(),
    ...filter.declaration,
  ].join('\n');
}

/** The socket of the host that `mount` brings, as the file has it. */
function socketOf(project: Project | null, mount: Mount): string {
  const [source] = partsOf(project, mount);
  const file = mount.kind === 'bind' ? socketFileIn(normalized(mount.source)) : null;
  return file === null ? source : `${source.replace(/\/+$/, '')}/${file}`;
}

/** Lines that take `mounts` away from `volumes`, and bring `instead`. */
function mountLines(
  project: Project | null,
  service: Service,
  mounts: readonly Mount[],
  instead: string | null,
): readonly string[] {
  if (mounts.length === 0 && instead === null) return [];
  const there = listedMounts(service);
  const sign = there.length === 0 ? added : instead === null && leavesNothing(there, mounts) ? gone : kept;
  return [
    sign(4, 'volumes:'),
    ...mounts.flatMap((mount) => goneMount(project, service, mount)),
    ...(instead === null ? [] : [added(6, `- ${instead}`)]),
  ];
}

/** The setting or the option that names a mounted socket (`DOCKER_HOST: unix:///…`), with the address instead; `null`: none does. */
function renamedLines(
  project: Project | null,
  { environment, command }: Service,
  mounts: readonly Mount[],
  address: string,
): readonly string[] | null {
  const paths = new Set(mounts.flatMap(({ target }) => [target, `${target}/docker.sock`]));
  const isSocket = (url: string): boolean => url.startsWith('unix://') && paths.has(url.slice('unix://'.length));
  for (const [key, { value, at }] of environment) {
    if (value === null || !isSocket(value) || project?.files.includes(at.file) !== true) continue;
    const [before, after] = isListItem(project, at)
      ? [itemOf(`${key}=${value}`, at), `- ${key}=${address}`]
      : [`${key}: ${project.written.at(at).template ?? value}`, `${key}: ${address}`];
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
  if (family === 'Traefik' || service.command.some(({ value }) => value.startsWith('--providers.docker'))) {
    const [first] = service.command;
    const option = `--providers.docker.endpoint=${address}`;
    if (first === undefined) {
      return [kept(4, `# and in its static configuration: providers: { docker: { endpoint: "${address}" } }`)];
    }
    return isListItem(project, first.at)
      ? [kept(4, 'command:'), added(6, `- ${option}`)]
      : [kept(4, `command:  # with ${option} at its end`)];
  }
  const [known] = [...service.environment.values()].filter(({ at }) => project?.files.includes(at.file) === true);
  if (known === undefined) return [added(4, `environment: { DOCKER_HOST: ${address} }`)];
  const entry = (value: string): string =>
    isListItem(project, known.at) ? `- DOCKER_HOST=${value}` : `DOCKER_HOST: ${value}`;
  const before = service.environment.get('DOCKER_HOST')?.value ?? null;
  return [kept(4, 'environment:'), ...(before === null ? [] : [gone(6, entry('…'))]), added(6, entry(address))];
}
