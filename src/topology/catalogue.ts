import { ADMIN_IMAGES } from './catalogue-admin.ts';
import { APP_IMAGES } from './catalogue-app.ts';
import { DATA_IMAGES } from './catalogue-data.ts';
import { EDGE_IMAGES } from './catalogue-edge.ts';
import { OPS_IMAGES } from './catalogue-ops.ts';
import type { Zone } from './assumptions.ts';
import { COMPANIONS, JOBS, SILENT } from './catalogue-companions.ts';
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
}

/** How an image was recognised. `own`: by a repository name of the family itself, so that its directories hold; else a fork. */
export interface Recognised {
  readonly family: Family;
  readonly own: boolean;
}

const FAMILIES: readonly Family[] = [...DATA_IMAGES, ...EDGE_IMAGES, ...ADMIN_IMAGES, ...OPS_IMAGES, ...APP_IMAGES];

const REPOSITORIES: readonly { readonly family: Family; readonly pattern: RegExp; readonly name: string }[] =
  FAMILIES.flatMap((family) => family.repositories.map((name) => ({ family, name, pattern: endOfPath(name) }))).sort(
    (a, b) => b.name.length - a.name.length,
  );

const WORDS: ReadonlyMap<string, Family> = new Map(
  FAMILIES.flatMap((family) => family.words.map((word) => [word, family])),
);

/** The family of an image reference as Compose has it (`registry.local:5000/bitnami/postgresql:16@sha256:…`), or `null`. */
export function familyOf(image: string): Recognised | null {
  const repository = repositoryOf(image);
  const named = REPOSITORIES.find(({ pattern }) => pattern.test(repository));
  if (named !== undefined) return { family: named.family, own: isOwn(named.name, repository) };
  const found = familyOfName(repository.slice(repository.lastIndexOf('/') + 1));
  return found === null ? null : { family: found, own: false };
}

/** The family that a name gives away by its words: of a service, a repository or a build folder. */
export function familyOfName(name: string): Family | null {
  const words = wordsOf(name);
  const family = words.map((word) => WORDS.get(word)).find((found) => found !== undefined);
  if (family === undefined) return null;
  const beside = words.filter((word) => !family.words.includes(word) && !SILENT[family.zone].has(word));
  const tool = beside.map((word) => COMPANIONS.get(word)).find((found) => found !== undefined);
  if (tool === undefined) return family;
  const { zone, kind } = tool;
  return {
    name: family.name,
    zone,
    kind: `${kind} for ${family.name}`,
    repositories: [],
    words: [],
    ports: [],
    store: null,
  };
}

/** What it is, for a sentence: `PostgreSQL, a database`. */
export function described({ name, kind, words, repositories }: Family): string {
  return name === kind || (words.length === 0 && repositories.length === 0) ? kind : `${name}, ${kind}`;
}

/** Whether a word of the name makes it a tool beside something: `db-migrate`, `cache-worker`. */
export function isTool(name: string): boolean {
  return wordsOf(name).some((word) => COMPANIONS.has(word));
}

/** Whether the name is that of a job: `db-init`, `backup`. */
export function isJob(name: string): boolean {
  return wordsOf(name).some((word) => JOBS.has(word));
}

/** A bare name under somebody's account (`acme/elasticsearch`) may be a fork that keeps its data elsewhere. */
function isOwn(name: string, repository: string): boolean {
  return name.includes('/') || repository === name || repository.endsWith(`library/${name}`);
}

function endOfPath(name: string): RegExp {
  const escaped = name.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*');
  return new RegExp(`(^|/)${escaped}$`);
}
