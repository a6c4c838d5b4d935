import { mapAt, itemsOf, valueOf } from '../compose/yaml/nodes.ts';
import type { Mount, Project, Service } from '../compose/project.ts';
import type { Prepared } from '../catalogue/family.ts';
import { writtenFrom } from '../topology/build/written-path.ts';
import type { Edit } from './edit.ts';
import {
  appendItem,
  declared,
  freshName,
  removeItem,
  removeKey,
  replaceItem,
  setInItem,
  setKey,
} from './service-edits.ts';
import { isListItem, shortParts, writtenItem } from './written.ts';

/** Mounts them read-only. */
export function readOnly(project: Project | null, service: Service, mounts: readonly Mount[]): readonly Edit[] {
  return mounts.map((mount) => {
    if (!isListItem(project, mount.at)) return setInItem(project, service, 'volumes', mount.at, ['read_only', true]);
    const [from, to, options = ''] = partsOf(project, mount);
    return replaceItem(project, service, 'volumes', mount.at, `${from}:${to}:${readOnlyOptions(options)}`);
  });
}

/** Does not mount them. */
export function withoutMounts(project: Project | null, service: Service, mounts: readonly Mount[]): readonly Edit[] {
  return mounts.map(({ at }) => removeItem(project, service, 'volumes', at));
}

/** Mounts it elsewhere in the container. */
export function movedMount(project: Project | null, service: Service, mount: Mount, target: string): readonly Edit[] {
  if (!isListItem(project, mount.at)) return [setInItem(project, service, 'volumes', mount.at, ['target', target])];
  const [source, , ...options] = partsOf(project, mount);
  const moved = [...(source === '' ? [] : [source]), target, ...options].join(':');
  return [replaceItem(project, service, 'volumes', mount.at, moved)];
}

/** Mounts a new named volume at `target`, in the place of `mount`, where there is one, and others at `more`. */
export function namedVolume(
  project: Project | null,
  service: Service,
  target: string,
  mount: Mount | null,
  more: readonly string[] = [],
): readonly Edit[] {
  const volume = freshName(
    [`${service.name.replace(/[^a-zA-Z0-9_.-]/g, '_')}_data`, `${service.name}_store`],
    project?.volumes,
  );
  const others = more.map((path, index) => ({
    path,
    name: freshName([`${volume}_${String(index + 2)}`], project?.volumes),
  }));
  const beside = service.mounts.find(({ kind }) => kind !== 'tmpfs')?.at;
  return [
    ...(mount === null
      ? [appendItem(service, 'volumes', `${volume}:${target}`, beside)]
      : replaced(project, service, mount, volume)),
    ...others.map(({ path, name }) => appendItem(service, 'volumes', `${name}:${path}`, beside)),
    declared('volumes', volume, null, service),
    ...others.map(({ name }) => declared('volumes', name, null, service)),
  ];
}

/**
 * Tells the image to keep its data in the folder it has ready, and mounts a new named volume there unless `mounted` is there already; none
 * where it has no settings yet: the first would take the place of all that it has by itself.
 */
export function toldToKeep(
  project: Project | null,
  service: Service,
  { directory, variable }: Prepared,
  mounted: Mount | null,
): readonly Edit[] {
  const known = [...service.environment.values()].find(({ at }) => project?.files.includes(at.file) === true);
  if (known === undefined) return [];
  return [
    setKey(service, ['environment', variable], directory, known.at),
    ...(mounted === null ? namedVolume(project, service, directory, null) : []),
  ];
}

function replaced(project: Project | null, service: Service, mount: Mount, volume: string): readonly Edit[] {
  if (isListItem(project, mount.at)) {
    return [replaceItem(project, service, 'volumes', mount.at, `${volume}:${partsOf(project, mount)[1]}`)];
  }
  const list = itemsOf(valueOf(valueOf(valueOf(project?.model, 'services'), service.name), 'volumes'));
  const index = list.findIndex(({ at }) => at === mount.at);
  const bind = mapAt(list[index], 'bind');
  return [
    setInItem(project, service, 'volumes', mount.at, ['type', 'volume']),
    setInItem(project, service, 'volumes', mount.at, ['source', volume]),
    // How a folder is mounted says nothing of a volume.
    ...(bind === undefined || bind.at === mount.at
      ? []
      : [removeKey(project, service, ['volumes', index, 'bind'], bind.at)]),
  ];
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
function sourceOf(project: Project | null, mount: Mount): string | null {
  if (mount.kind === 'volume') return mount.volume;
  if (mount.kind !== 'bind') return null;
  return project === null ? mount.source : writtenFrom(project.directory, mount.source);
}
