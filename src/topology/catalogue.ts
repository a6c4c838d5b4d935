import { ADMIN_IMAGES } from './catalogue-admin.ts';
import { APP_IMAGES } from './catalogue-app.ts';
import { DATA_IMAGES } from './catalogue-data.ts';
import { EDGE_IMAGES, GENERIC_EDGE } from './catalogue-edge.ts';
import { OPS_IMAGES } from './catalogue-ops.ts';
import type { Zone } from './assumptions.ts';
import {
  type Companion,
  COMPANIONS,
  EDITIONS,
  JOBS,
  LAST_OF_JOBS,
  NOT_THE_WEB,
  ORDINARY,
  SILENT,
} from './catalogue-companions.ts';
import { repositoryOf, wordsOf } from './catalogue-image.ts';

/** Images that are the same software, whoever packages them. */
export interface Family {
  readonly name: string;
  readonly zone: Zone;
  /** What it is, with its article: `a database`. */
  readonly kind: string;
  /** Repository names that are exactly this, as the end of the path: `mongo-express`, `minio/mc`; may hold `*`. */
  readonly repositories: readonly string[];
  /** Words that give it away in any repository name, so that forks and mirrors are known: `postgres` in `acme/postgres-tuned`. */
  readonly words: readonly string[];
  /** Container ports it listens on by default. */
  readonly ports: readonly number[];
  /** Data stores only. */
  readonly store: Store | null;
}

/** How a data store keeps its data. */
export interface Store {
  /** Where; several where versions or packagers differ. Empty: nothing on disk is worth keeping. */
  readonly directories: readonly string[];
  /** `VOLUME`s that the image declares: without a mount they become anonymous volumes. */
  readonly declared: readonly string[];
  /** Where versions differ: what holds from each major version on, the newest first. The above holds where the version is not known. */
  readonly versions: readonly StoreVersion[];
  /** Environment variables that move the directory. */
  readonly variables: readonly string[];
  /** Command line options that move the directory. */
  readonly options: readonly string[];
  /** Its command line names directories without an option: `minio server /data`. */
  readonly operands: boolean;
  /** A cache loses nothing with its data, unless a command line switches persistence on. */
  readonly cache: boolean;
}

export interface StoreVersion {
  readonly from: number;
  /** `MAJOR` stands for the version. */
  readonly directories: readonly string[];
  readonly declared: readonly string[];
  /** It does not start with a mount there, which it takes for data of an older version, unless a variable moves the directory. */
  readonly refuses?: string;
}

/** How an image was recognised. `own`: by a repository name of the family itself, so that its directories hold; else a fork. */
export interface Recognised {
  readonly family: Family;
  readonly own: boolean;
}

const FAMILIES: readonly Family[] = [...DATA_IMAGES, ...EDGE_IMAGES, ...ADMIN_IMAGES, ...OPS_IMAGES, ...APP_IMAGES];

interface Named {
  readonly name: string;
  readonly family: Family;
}

const REPOSITORIES: readonly Named[] = FAMILIES.flatMap((family) =>
  family.repositories.map((name) => ({ name, family })),
);

const EXACT: ReadonlyMap<string, Named> = new Map(REPOSITORIES.map((named) => [named.name, named]));

/** The longest first. */
const PATTERNS: readonly (Named & { readonly pattern: RegExp })[] = REPOSITORIES.filter(({ name }) =>
  name.includes('*'),
)
  .map((named) => ({ ...named, pattern: endOfPath(named.name) }))
  .sort((a, b) => b.name.length - a.name.length);

const WORDS: ReadonlyMap<string, Family> = new Map(
  FAMILIES.flatMap((family) => family.words.map((word) => [word, family])),
);

const GENERIC: ReadonlyMap<string, Family> = new Map(
  GENERIC_EDGE.flatMap((family) => family.words.map((word) => [word, family])),
);

/** Families by the names of repositories that no other software is called by. */
const NAMES: ReadonlyMap<string, Family> = new Map(
  FAMILIES.filter(({ store }) => store === null).flatMap((family) =>
    family.repositories.filter((name) => !/[/*]/.test(name)).map((name) => [name, family]),
  ),
);

/** The family of an image reference as Compose has it (`registry.local:5000/bitnami/postgresql:16@sha256:…`), or `null`. */
export function familyOf(image: string): Recognised | null {
  const repository = repositoryOf(image);
  const named = namedAs(repository);
  if (named !== undefined) {
    const packaged = named.name.includes('/') ? null : bitnamiStore(repository, named.family.store);
    if (packaged !== null) return { family: { ...named.family, store: packaged }, own: true };
    return { family: named.family, own: isOwn(named.name, repository) };
  }
  const found = familyOfName(tellingPart(repository));
  if (found === null) return null;
  const packaged = bitnamiStore(repository, found.store);
  return packaged === null ? { family: found, own: false } : { family: { ...found, store: packaged }, own: true };
}

/** The longest name that the path of a repository ends with. */
function namedAs(repository: string): Named | undefined {
  const parts = repository.split('/');
  const exact = parts.map((_, index) => EXACT.get(parts.slice(index).join('/'))).find((named) => named !== undefined);
  const matching = PATTERNS.find(({ pattern }) => pattern.test(repository));
  return (exact?.name.length ?? 0) >= (matching?.name.length ?? 0) ? exact : matching;
}

/** The last part of a repository's path, or its account where that says no more than `server` or `all-in-one`. */
function tellingPart(repository: string): string {
  const [last = '', account] = repository.split('/').reverse();
  return account !== undefined && wordsOf(last).every((word) => EDITIONS.has(word)) ? account : last;
}

/** The family that a name gives away, of a service, a repository or a build folder: as a whole (`kafka-ui`), or by its words. */
export function familyOfName(name: string): Family | null {
  const whole = NAMES.get(name.toLowerCase().replaceAll('_', '-'));
  if (whole !== undefined) return whole;
  const words = wordsOf(name);
  const at = words.findIndex((word) => WORDS.has(word));
  const family = WORDS.get(words[at] ?? '');
  if (family === undefined) return genericOf(words);
  const tool = toolBeside(words, at, (word) => family.words.includes(word) || SILENT[family.zone].has(word));
  return tool === undefined ? family : toolFor(family, tool);
}

/** The first word that makes something else of the word `at`: behind it, or a verb before it. */
function toolBeside(words: readonly string[], at: number, isSilent: (word: string) => boolean): Companion | undefined {
  return words
    .flatMap((word, index) => {
      const tool = COMPANIONS.get(word);
      return tool === undefined || isSilent(word) || (index < at && !tool.before) ? [] : [tool];
    })
    .at(0);
}

/** What a name says by its work alone, which is then the last word: `edge-proxy`, `lb1`. */
function genericOf(words: readonly string[]): Family | null {
  const work = words.findLast((word) => !ORDINARY.has(word) && !/^\d+$/.test(word));
  const family = work === undefined ? undefined : GENERIC.get(work.replace(/\d+$/, ''));
  const isOther = words.some((word) => NOT_THE_WEB.has(word) || COMPANIONS.get(word)?.before === true);
  return family === undefined || isOther ? null : family;
}

/** What a tool beside a family is: `an exporter for Redis`. */
function toolFor({ name }: Family, { zone, kind }: Companion): Family {
  return { name, zone, kind: `${kind} for ${name}`, repositories: [], words: [], ports: [], store: null };
}

/** What it is, for a sentence: `PostgreSQL, a database`. */
export function described({ name, kind, words, repositories }: Family): string {
  return name === kind || (words.length === 0 && repositories.length === 0) ? kind : `${name}, ${kind}`;
}

/** Whether a word of the name makes it a tool beside what `known` of its words says: `db-migrate`, `cache-worker`; not `app-db`. */
export function isTool(name: string, known: readonly string[]): boolean {
  const words = wordsOf(name);
  const at = words.findIndex((word) => known.includes(word));
  return toolBeside(words, at, (word) => known.includes(word)) !== undefined;
}

/** Whether the name is that of a job: `db-init`, `backup`. */
export function isJob(name: string): boolean {
  const words = wordsOf(name);
  return words.some((word) => JOBS.has(word)) || LAST_OF_JOBS.has(words.at(-1) ?? '');
}

/** Bitnami's images keep all of it below one folder: `/bitnami/mysql`. https://github.com/bitnami/containers */
function bitnamiStore(repository: string, store: Store | null): Store | null {
  const software = /(?:^|\/)bitnami(?:legacy|secure)?\/([a-z0-9]+)/.exec(repository)?.[1];
  if (software === undefined || store === null || store.directories.length === 0) return null;
  return { ...store, directories: [`/bitnami/${software}`], declared: [], versions: [], variables: [], options: [] };
}

/** A bare name under somebody's account (`acme/elasticsearch`) may be a fork that keeps its data elsewhere. */
function isOwn(name: string, repository: string): boolean {
  return name.includes('/') || repository === name || repository.endsWith(`library/${name}`);
}

function endOfPath(name: string): RegExp {
  const escaped = name.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*');
  return new RegExp(`(^|/)${escaped}$`);
}
