import { entriesOf, itemsOf, valueOf } from '../compose/yaml/nodes.ts';
import type { Mount, Project, Service } from '../compose/project.ts';
import type { Prepared } from '../catalogue/family.ts';
import { writtenFrom } from '../topology/build/written-path.ts';
import { shortParts, writtenItem } from './written-item.ts';
import { added, freshName, gone, isListItem, kept, leavesNothing } from './fix-lines.ts';

/** A fix that mounts them read-only. */
export function readOnly(project: Project | null, { name }: Service, mounts: readonly Mount[]): string {
  const lines = mounts.flatMap((mount) => {
    const [from, to, options = ''] = partsOf(project, mount);
    return isListItem(project, mount.at)
      ? [gone(6, itemOf(project, mount)), added(6, `- ${from}:${to}:${readOnlyOptions(options)}`)]
      : [
          kept(6, `- source: ${sourceOf(project, mount) ?? ''}`),
          kept(8, `target: ${mount.target}`),
          added(8, 'read_only: true'),
        ];
  });
  return ['services:', kept(2, `${name}:`), kept(4, 'volumes:'), ...lines].join('\n');
}

/** A fix that does not mount them; `instead`: what a comment says to do. */
export function withoutMounts(
  project: Project | null,
  service: Service,
  mounts: readonly Mount[],
  instead?: string,
): string {
  return [
    'services:',
    kept(2, `${service.name}:`),
    (leavesNothing(listedMounts(service), mounts) ? gone : kept)(4, 'volumes:'),
    ...mounts.flatMap((mount) => goneMount(project, service, mount)),
    ...(instead === undefined ? [] : [kept(6, `# ${instead}`)]),
  ].join('\n');
}

/** Those that stand under `volumes`. */
export function listedMounts({ mounts }: Service): readonly Mount[] {
  return mounts.filter(({ kind }) => kind !== 'tmpfs');
}

/** Lines that take the entry of a mount away. */
export function goneMount(project: Project | null, service: Service, mount: Mount): readonly string[] {
  if (isListItem(project, mount.at)) return [gone(6, itemOf(project, mount))];
  return [
    ...goneSource(project, mount),
    gone(8, `target: ${mount.target}`),
    ...(mount.readOnly ? [gone(8, 'read_only: true')] : []),
    ...(hasMore(project, service, mount) ? [gone(8, '# and the rest of the entry')] : []),
  ];
}

/** The type and the source of an entry in the long form. */
function goneSource(project: Project | null, mount: Mount): readonly string[] {
  const source = sourceOf(project, mount);
  return [
    gone(6, `- type: ${mount.kind === 'other' ? mount.type : mount.kind}`),
    ...(source === null ? [] : [gone(8, `source: ${source}`)]),
  ];
}

/** Whether an entry in the long form says more than what is mounted where. */
function hasMore(project: Project | null, { name }: Service, { at }: Mount): boolean {
  const service = valueOf(valueOf(project?.model, 'services'), name);
  const entry = itemsOf(valueOf(service, 'volumes')).find((item) => item.at === at);
  return [...entriesOf(entry)].some(([key]) => !['type', 'source', 'target', 'read_only'].includes(key));
}

/** A fix that mounts it elsewhere in the container. */
export function movedMount(project: Project | null, { name }: Service, mount: Mount, target: string): string {
  const [source, , ...options] = partsOf(project, mount);
  const moved = [...(source === '' ? [] : [source]), target, ...options].join(':');
  const lines = isListItem(project, mount.at)
    ? [gone(6, itemOf(project, mount)), added(6, `- ${moved}`)]
    : [gone(8, `target: ${mount.target}`), added(8, `target: ${target}`)];
  return ['services:', kept(2, `${name}:`), kept(4, 'volumes:'), ...lines].join('\n');
}

/** A fix that mounts a new named volume at `target`, in the place of `mount`, where there is one, and others at `more`. */
export function namedVolume(
  project: Project | null,
  service: Service,
  target: string,
  mount: Mount | null,
  more: readonly string[] = [],
): string {
  const volume = freshName(
    [`${service.name.replace(/[^a-zA-Z0-9_.-]/g, '_')}_data`, `${service.name}_store`],
    project?.volumes,
  );
  const others = more.map((path, index) => ({
    path,
    name: freshName([`${volume}_${String(index + 2)}`], project?.volumes),
  }));
  const hasVolumes = listedMounts(service).length > 0;
  return [
    'services:',
    kept(2, `${service.name}:`),
    hasVolumes ? kept(4, 'volumes:') : added(4, 'volumes:'),
    ...(mount === null ? [added(6, `- ${volume}:${target}`)] : replaced(project, mount, volume)),
    ...others.map(({ path, name }) => added(6, `- ${name}:${path}`)),
    'volumes:',
    added(2, `${volume}:`),
    ...others.map(({ name }) => added(2, `${name}:`)),
  ].join('\n');
}

/**
 * A fix that tells the image to keep its data in the folder it has ready, and mounts a new named volume there unless `mounted` is there
 * already; `null` where it has no settings yet: the first would take the place of all that it has by itself.
 */
export function toldToKeep(
  project: Project | null,
  service: Service,
  { directory, variable }: Prepared,
  mounted: Mount | null,
): string | null {
  const [known] = [...service.environment.values()].filter(({ at }) => project?.files.includes(at.file) === true);
  if (known === undefined) return null;
  const isList = isListItem(project, known.at);
  const told = [kept(4, 'environment:'), added(6, isList ? `- ${variable}=${directory}` : `${variable}: ${directory}`)];
  if (mounted !== null) return ['services:', kept(2, `${service.name}:`), ...told].join('\n');
  const lines = namedVolume(project, service, directory, null).split('\n');
  // New keys come first: behind them, lines of context lead into what is there.
  const at = lines[2]?.startsWith('+') === true ? lines.indexOf('volumes:') : 2;
  return [...lines.slice(0, at), ...told, ...lines.slice(at)].join('\n');
}

function replaced(project: Project | null, mount: Mount, volume: string): readonly string[] {
  if (isListItem(project, mount.at)) {
    return [gone(6, itemOf(project, mount)), added(6, `- ${volume}:${partsOf(project, mount)[1]}`)];
  }
  return [
    ...goneSource(project, mount),
    added(6, '- type: volume'),
    added(8, `source: ${volume}`),
    kept(8, `target: ${mount.target}`),
  ];
}

/** The entry of a mount in the short form: as the file has it, or else as it would. */
export function itemOf(project: Project | null, mount: Mount): string {
  const text = writtenItem(project, mount.at);
  if (text !== null) return `- ${text}`;
  const source = sourceOf(project, mount);
  return `- ${source === null ? '' : `${source}:`}${mount.target}${mount.readOnly ? ':ro' : ''}`;
}

/** Source (empty: none), target and options of a mount, with variables as the file has them. */
export function partsOf(project: Project | null, mount: Mount): readonly [string, string, ...string[]] {
  const source = sourceOf(project, mount);
  const [first = '', second, ...options] = shortParts(writtenItem(project, mount.at) ?? '');
  if (second !== undefined && source !== null && options.length < 2) return [first, second, ...options];
  return [source ?? '', mount.target];
}

function readOnlyOptions(options: string): string {
  return [...options.split(',').filter((option) => option !== '' && option !== 'rw'), 'ro'].join(',');
}

/** The source as a file would have it, from the project's folder; `null`: an anonymous volume. */
export function sourceOf(project: Project | null, mount: Mount): string | null {
  if (mount.kind === 'volume') return mount.volume;
  if (mount.kind !== 'bind') return null;
  return project === null ? mount.source : writtenFrom(project.directory, mount.source);
}
