import type { Mount } from '../compose/project.ts';
import { familyOf, type Store } from '../topology/catalogue.ts';
import type { TopologyService } from '../topology/topology.ts';

/** Where a data store keeps its data. */
export interface DataDirectories {
  readonly store: Store;
  /** Paths in the container, the one it was told to use first. Empty: not known. */
  readonly paths: readonly string[];
  /** Volumes that the image declares. */
  readonly declared: readonly string[];
  /** Known image, not a fork that may keep its data elsewhere. */
  readonly certain: boolean;
}

/** What is known of a data store's directories; `null` where its image is not known to be a store. */
export function dataDirectories({ service, zone }: TopologyService): DataDirectories | null {
  const recognised = zone.zone !== 'data' || service.image === null ? null : familyOf(service.image.value);
  const store = recognised?.family.store ?? null;
  if (recognised === null || store === null) return null;
  const stated = [
    ...store.variables.map((name) => service.environment.get(name)?.value ?? null),
    ...optionValues(
      store.options,
      [...service.entrypoint, ...service.command].map(({ value }) => value),
    ),
  ].flatMap((path) => (path !== null && path.startsWith('/') ? [path] : []));
  return {
    store,
    paths: [...stated, ...(stated.length === 0 ? store.directories : [])],
    declared: store.declared,
    certain: recognised.own && service.build === null,
  };
}

/** Mounts that hold data of the store: at its directory, above or below it. What it cannot write to, and single files, hold none. */
export function dataMounts(store: TopologyService): readonly Mount[] {
  const known = dataDirectories(store);
  if (known === null) return [];
  return writableFolders(store).filter(({ target }) => known.paths.some((path) => overlaps(target, path)));
}

/** Mounts that a data store can keep anything in. */
export function writableFolders({ service }: TopologyService): readonly Mount[] {
  return service.mounts.filter((mount) => !mount.readOnly && !isFile(mount));
}

/** Settings, scripts and certificates that are mounted one by one. */
function isFile(mount: Mount): boolean {
  if (mount.kind !== 'bind') return false;
  return [mount.source, mount.target].every((path) =>
    /\.(conf|cnf|ya?ml|json|sql|sh|crt|key|pem|ini|env|acl|toml|xml|txt|gz)$/.test(path),
  );
}

function overlaps(target: string, path: string): boolean {
  return target === path || path.startsWith(`${target}/`) || target.startsWith(`${path}/`);
}

/** `--datadir=/x`, `--datadir /x`. */
function optionValues(options: readonly string[], words: readonly string[]): readonly string[] {
  const all = words.flatMap((word) => word.split(/\s+/));
  return all.flatMap((word, index) =>
    options.flatMap((option) =>
      word.startsWith(`${option}=`) ? [word.slice(option.length + 1)] : word === option ? [all[index + 1] ?? ''] : [],
    ),
  );
}
