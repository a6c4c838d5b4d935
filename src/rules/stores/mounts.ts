import { isBelow } from '../../compose/path.ts';
import type { Mount, Service } from '../../compose/project.ts';
import { tagOf } from '../../catalogue/image.ts';
import { familyOf, type Recognised } from '../../catalogue/catalogue.ts';
import type { DataStore } from '../../catalogue/family.ts';
import type { TopologyService } from '../../topology/topology.ts';

/** Where a data store keeps its data. */
export interface DataDirectories {
  readonly store: DataStore;
  /** Paths in the container, the one it was told to use first. Empty: not known. */
  readonly paths: readonly string[];
  /** The folder that the store would use without being told: the image has it, with the rights it wants. */
  readonly own: string | null;
  /** Volumes that the image declares. */
  readonly declared: readonly string[];
  /** Where this version refuses a mount, and whether the tag names the version; `null`: nowhere. */
  readonly refused: { readonly path: string; readonly since: number; readonly isNamed: boolean } | null;
  /** Where other versions and packagers keep their data, and this one does not. */
  readonly elsewhere: readonly string[];
  /** Known image, not a fork that may keep its data elsewhere. */
  readonly certain: boolean;
  /** Its own settings say where. */
  readonly isStated: boolean;
}

/** What is known of a data store's directories; `null` where its image is not known to be a store. */
export function dataDirectories({ service, zone }: TopologyService): DataDirectories | null {
  const recognised = zone.zone !== 'data' || service.image === null ? null : familyOf(service.image.value);
  const store = recognised?.family.store ?? null;
  if (recognised === null || store === null || service.image === null) return null;
  const stated = [
    ...store.variables.map((name) => service.environment.get(name)?.value ?? null),
    ...optionValues(store.options, wordsOf(service)),
    ...(store.operands ? operandsOf(wordsOf(service)) : []),
  ].flatMap((path) => (path !== null && path.startsWith('/') ? [path] : []));
  const named = majorOf(service.image.value, recognised);
  const major = named ?? newestOf(service.image.value, recognised);
  const version = major === null ? undefined : store.versions.find(({ from }) => major >= from);
  const { directories, declared } = version ?? store;
  // Without a version in the tag, an older image may be on the host still: what it uses counts as data, too.
  const older = named === null && version !== undefined ? store.directories : [];
  const usual = [...directories.map((path) => path.replace('MAJOR', String(major))), ...older];
  const paths = stated.length > 0 ? stated : usual;
  const certain = recognised.own && service.build === null;
  return {
    store,
    paths,
    own: usual.flatMap((path) => declared.find((volume) => isBelow(volume, path)) ?? path)[0] ?? null,
    // What the image of the software declares, another that only has its name need not.
    declared: certain ? declared : [],
    refused:
      version?.refuses === undefined || stated.length > 0
        ? null
        : { path: version.refuses, since: version.from, isNamed: named !== null },
    elsewhere: [
      ...store.elsewhere,
      ...store.directories,
      ...store.versions.flatMap((other) => other.directories),
    ].filter((path) => ![...usual, ...paths].some((own) => overlaps(own, path))),
    certain,
    isStated: stated.length > 0,
  };
}

/** The version of the software in the tag: `pg17` in those of extensions, else the first number in those of the software itself. */
function majorOf(image: string, { own }: Recognised): number | null {
  const tag = tagOf(image) ?? '';
  const found = /(?:^|[^a-z])pg-?(\d+)/.exec(tag) ?? (own ? /^v?(\d+)/.exec(tag) : null);
  return found === null ? null : Number(found[1]);
}

/** The version of an image whose tag names none: what there was to start with, or newer. */
function newestOf(image: string, { own, family }: Recognised): number | null {
  return own && /^(|latest|(alpine|bookworm|bullseye|trixie)[\d.]*)$/.test(tagOf(image) ?? '')
    ? (family.store?.newest ?? null)
    : null;
}

/** The drive of Windows as which Compose reads a volume whose name is one letter (`d:/var/lib/mysql`); `null`: it is none. */
export function driveOf({ target }: Mount): string | null {
  return /^([a-zA-Z]):\//.exec(target)?.[1] ?? null;
}

/**
 * Mounts that hold data of the store: at its directory, above or below it. What it cannot write to, and single files, hold none; nor does
 * a mount above a volume that the image declares around the directory, for the engine mounts an anonymous one there.
 */
export function dataMounts(store: TopologyService): readonly Mount[] {
  const known = dataDirectories(store);
  if (known === null) return [];
  const { paths, declared, certain } = known;
  return writableFolders(store).filter(({ target }) =>
    paths.some(
      (path) =>
        overlaps(target, path) &&
        !(certain && declared.some((volume) => isBelow(volume, target) && volume !== target && isBelow(path, volume))),
    ),
  );
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

function wordsOf({ entrypoint, command }: Service): readonly string[] {
  return [...entrypoint, ...command].flatMap(({ value }) => value.split(/[\s"']+/));
}

/** `server /data`, `server --address :9000 /data{1...4}`; not `--certs-dir /certs`. */
function operandsOf(words: readonly string[]): readonly string[] {
  const paths = words.filter((word, index) => word.startsWith('/') && words[index - 1]?.startsWith('-') !== true);
  return paths.flatMap((path) => {
    const [, before = '', first = '', last = '', after = ''] = /^([^{]*)\{(\d+)\.\.\.(\d+)\}(.*)$/.exec(path) ?? [];
    const count = Math.min(64, Number(last) - Number(first) + 1);
    if (first === '') return [path];
    return Array.from({ length: Math.max(0, count) }, (_, index) => before + String(Number(first) + index) + after);
  });
}

/** `--datadir=/x`, `--datadir /x`. */
function optionValues(options: readonly string[], words: readonly string[]): readonly string[] {
  return words.flatMap((word, index) =>
    options.flatMap((option) =>
      word.startsWith(`${option}=`) ? [word.slice(option.length + 1)] : word === option ? [words[index + 1] ?? ''] : [],
    ),
  );
}
