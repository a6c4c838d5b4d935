import { normalized } from '../compose/path.ts';
import type { Mount, Project, Service } from '../compose/project.ts';
import type { SourceLocation } from '../compose/source.ts';
import { familyOf } from '../catalogue/catalogue.ts';
import { isEnginePipe, socketFileIn } from '../engines/host/sockets.ts';
import { code } from '../words/words.ts';
import { partsOf, withoutMounts } from './mounts.ts';
import type { Mend } from './networks.ts';
import { appendItem, removeKey, replaceItem, replaceKey, setKey } from './service-edits.ts';
import { filterFor, SOCKET } from './socket-filter.ts';
import { isListItem } from './written.ts';

/**
 * Gives `service` a filter in front of the Docker socket instead of the socket, which `places` give it (mounts, or `use_api_socket`); no
 * edits: it has none of them from there.
 */
export function behindSocketProxy(project: Project | null, service: Service, places: readonly SourceLocation[]): Mend {
  const mounts = service.mounts.filter(
    (mount) => mount.kind === 'bind' && places.includes(mount.at) && !isEnginePipe(mount.source),
  );
  const [first] = mounts;
  const { useApiSocket } = service;
  const isUsingApi = useApiSocket !== null && places.includes(useApiSocket.at);
  if (first === undefined && !isUsingApi) return { edits: [], note: '' };
  const filter = filterFor(project, service, first === undefined ? SOCKET : socketOf(project, first));
  const client = renamed(project, service, mounts, filter.address) ?? told(project, service, filter.address);
  const beside = service.mounts.find(({ kind }) => kind !== 'tmpfs')?.at;
  return {
    edits: [
      ...filter.edits.slice(0, 1),
      ...client.edits,
      ...filter.joining,
      ...(isUsingApi ? [removeKey(project, service, ['use_api_socket'], useApiSocket.at)] : []),
      ...(filter.mount === null ? [] : [appendItem(service, 'volumes', filter.mount, beside)]),
      ...withoutMounts(project, service, mounts),
      ...filter.edits.slice(1),
    ],
    note: ` ${code(filter.allowing)} is an example: allow only the calls that ${code(service.name)} needs.${client.note}`,
  };
}

/** The socket of the host that `mount` brings, as the file has it. */
function socketOf(project: Project | null, mount: Mount): string {
  const [source] = partsOf(project, mount);
  const file = mount.kind === 'bind' ? socketFileIn(normalized(mount.source)) : null;
  return file === null ? source : `${source.replace(/(?<!\/)\/+$/, '')}/${file}`;
}

/** The address in the setting or the option that names a mounted socket (`DOCKER_HOST: unix:///…`); `null`: none does. */
function renamed(project: Project | null, service: Service, mounts: readonly Mount[], address: string): Mend | null {
  const paths = new Set(mounts.flatMap(({ target }) => [target, `${target}/docker.sock`]));
  const isSocket = (url: string): boolean => url.startsWith('unix://') && paths.has(url.slice('unix://'.length));
  for (const [key, { value, at }] of service.environment) {
    if (value === null || !isSocket(value) || project?.files.includes(at.file) !== true) continue;
    return { edits: [replaceKey(project, service, ['environment', key], at, address)], note: '' };
  }
  for (const { value, at } of service.command) {
    const option = /^--?[\w.-]+=/.exec(value)?.[0] ?? '';
    if (!isSocket(value.slice(option.length)) || !isListItem(project, at)) continue;
    return { edits: [replaceItem(project, service, 'command', at, option + address)], note: '' };
  }
  return null;
}

/** How the software is told where the API is. https://doc.traefik.io/traefik/providers/docker/#endpoint */
function told(project: Project | null, service: Service, address: string): Mend {
  const family = service.image === null ? null : familyOf(service.image.value)?.family.name;
  if (family === 'Traefik' || service.command.some(({ value }) => value.startsWith('--providers.docker'))) {
    const [first] = service.command;
    const option = `--providers.docker.endpoint=${address}`;
    if (first === undefined) {
      const setting = code(`providers: { docker: { endpoint: "${address}" } }`);
      return { edits: [], note: ` Its static configuration wants ${setting}, too.` };
    }
    if (isListItem(project, first.at)) return { edits: [appendItem(service, 'command', option, first.at)], note: '' };
    const line = project?.written.at(first.at).line ?? null;
    return line === null
      ? { edits: [], note: ` Its command wants ${code(option)} at its end, too.` }
      : { edits: [replaceKey(project, service, ['command'], first.at, `${line.trimEnd()} ${option}`)], note: '' };
  }
  const known = [...service.environment.values()].find(({ at }) => project?.files.includes(at.file) === true);
  return { edits: [setKey(service, ['environment', 'DOCKER_HOST'], address, known?.at)], note: '' };
}
