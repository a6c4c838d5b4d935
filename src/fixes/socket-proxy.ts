import { normalized } from '../compose/path.ts';
import type { Mount, Project, Service } from '../compose/project.ts';
import type { SourceLocation } from '../compose/source.ts';
import { type DockerCalls, dockerCallsOf, type ToldBy } from '../catalogue/docker-calls.ts';
import { isEnginePipe, socketFileIn } from '../engines/host/sockets.ts';
import { code } from '../words/words.ts';
import { partsOf, withoutMounts } from './mounts.ts';
import type { Edit } from './edit.ts';
import type { Mend } from './networks.ts';
import { appendItem, removeKey, replaceItem, replaceKey, setKey } from './service-edits.ts';
import { filterFor, SOCKET } from './socket-filter.ts';
import { isListItem } from './written.ts';

/**
 * Gives `service` a filter in front of the Docker socket instead of the socket, which `places` give it (mounts, or `use_api_socket`), that
 * lets through the calls that its software is known to make; no edits: it has none of them from there, or its calls are not known.
 */
export function behindSocketProxy(project: Project | null, service: Service, places: readonly SourceLocation[]): Mend {
  const mounts = service.mounts.filter(
    (mount) => mount.kind === 'bind' && places.includes(mount.at) && !isEnginePipe(mount.source),
  );
  const [first] = mounts;
  const { useApiSocket } = service;
  const isUsingApi = useApiSocket !== null && places.includes(useApiSocket.at);
  if (first === undefined && !isUsingApi) return { edits: [], note: '' };
  const own = code(service.name);
  const calls = dockerCallsOf(service.image?.value ?? null, lineOf(service));
  if (calls === null) return { edits: [], note: ` Which calls ${own} makes is not known: allow those that it needs.` };
  const socket = first === undefined ? SOCKET : socketOf(project, first);
  const filter = filterFor(project, service, socket, calls.sections);
  const client = renamed(project, service, mounts, filter.address) ?? told(project, service, filter.address, calls);
  const said = `${client.note}${calls.sections.includes('POST') ? ` ${own} reloads others by what it starts in them, so that its filter lets orders through: by them it can still take over the host.` : ''}`;
  const without = withoutMounts(project, service, mounts);
  // Without the socket, and not told of the filter, it stops; so it does where a file that is started alone has only the one.
  if (client.edits.length === 0 || !isInOneFile([...client.edits, ...filter.joining, ...without]))
    return { edits: [], note: said };
  const beside = service.mounts.find(({ kind }) => kind !== 'tmpfs')?.at;
  return {
    edits: [
      ...filter.edits.slice(0, 1),
      ...client.edits,
      ...filter.joining,
      ...(isUsingApi ? [removeKey(project, service, ['use_api_socket'], useApiSocket.at)] : []),
      ...(filter.mount === null ? [] : [appendItem(service, 'volumes', filter.mount, beside)]),
      ...without,
      ...filter.edits.slice(1),
    ],
    note: said,
  };
}

function isInOneFile(edits: readonly Edit[]): boolean {
  return new Set(edits.map(({ at }) => at.file)).size < 2;
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

function lineOf({ entrypoint, command }: Service): string {
  return [...entrypoint, ...command].map(({ value }) => value).join(' ');
}

/** How the software is told where the API is. */
function told(project: Project | null, service: Service, address: string, { told: by }: DockerCalls): Mend {
  if (by.kind === 'file') return { edits: [], note: wanted(by, address) };
  if (by.kind === 'variable') {
    const known = [...service.environment.values()].find(({ at }) => project?.files.includes(at.file) === true);
    const value = by.key === 'DOCKER_HOST' ? address : address.replace('unix://', '');
    return { edits: [setKey(service, ['environment', by.key], value, known?.at)], note: '' };
  }
  const [first] = service.command;
  const option = by.option.replace('ADDRESS', address);
  if (first === undefined) return { edits: [], note: wanted(by, address) };
  if (isListItem(project, first.at)) return { edits: [appendItem(service, 'command', option, first.at)], note: '' };
  const line = project?.written.at(first.at).line ?? null;
  return line === null
    ? { edits: [], note: ` Its command wants ${code(option)} at its end, too.` }
    : { edits: [replaceKey(project, service, ['command'], first.at, `${line.trimEnd()} ${option}`)], note: '' };
}

/** What a file, which no patch writes, has to say. */
function wanted({ setting }: Exclude<ToldBy, { readonly kind: 'variable' }>, address: string): string {
  const where = setting.startsWith('--') ? 'command' : 'configuration';
  const [, name] = /^tcp:\/\/([^:]+)/.exec(address) ?? [];
  const [file = setting] = setting.split(':');
  const filled = setting.includes('NAME') && name === undefined ? file : setting.replace('NAME', name ?? '');
  return ` Its ${where} wants ${code(filled.replace('ADDRESS', address))}, too.`;
}
