import { IMAGE_FAMILIES } from './families.ts';
import type { ImageFamily, DataStore } from './family.ts';
import { EDITIONS } from './companions.ts';
import { repositoryOf, wordsOf } from './image.ts';
import { familyOfName, isPlainName } from './name.ts';

/**
 * How an image was recognised. `own`: by a repository name of the family itself, so that its directories hold; else a fork. `isSure`: no
 * other word of its name may make something else of it.
 */
export interface Recognised {
  readonly family: ImageFamily;
  readonly own: boolean;
  readonly isSure: boolean;
}

interface NamedFamily {
  readonly name: string;
  readonly family: ImageFamily;
}

const REPOSITORIES: readonly NamedFamily[] = IMAGE_FAMILIES.flatMap((family) =>
  family.repositories.map((name) => ({ name, family })),
);

const EXACT: ReadonlyMap<string, NamedFamily> = new Map(REPOSITORIES.map((named) => [named.name, named]));

/** The longest first. */
const PATTERNS: readonly (NamedFamily & { readonly pattern: RegExp })[] = REPOSITORIES.filter(({ name }) =>
  name.includes('*'),
)
  .map((named) => ({ ...named, pattern: endOfPath(named.name) }))
  .sort((a, b) => b.name.length - a.name.length);

/** The family of an image reference as Compose has it (`registry.local:5000/bitnami/postgresql:16@sha256:…`), or `null`. */
export function familyOf(image: string): Recognised | null {
  const known = RECOGNISED.get(image);
  if (known !== undefined) return known;
  const found = recognisedAs(image);
  if (RECOGNISED.size >= MOST_RECOGNISED) RECOGNISED.clear();
  RECOGNISED.set(image, found);
  return found;
}

/** Images of late: nearly every rule asks of each service. */
const RECOGNISED = new Map<string, Recognised | null>();
const MOST_RECOGNISED = 1_000;

function recognisedAs(image: string): Recognised | null {
  const repository = repositoryOf(image);
  const named = namedAs(repository);
  if (named !== undefined) {
    const packaged = named.name.includes('/') ? null : bitnamiStore(repository, named.family.store);
    if (packaged !== null) return { family: { ...named.family, store: packaged }, own: true, isSure: true };
    return { family: named.family, own: isOwn(named.name, repository), isSure: true };
  }
  const name = tellingPart(repository);
  const found = familyOfName(name);
  if (found === null) return null;
  const isSure = isPlainName(name, found.words, found.zone);
  const packaged = bitnamiStore(repository, found.store);
  return packaged === null
    ? { family: found, own: false, isSure }
    : { family: { ...found, store: packaged }, own: true, isSure: true };
}

/** The longest name that the path of a repository ends with. */
function namedAs(repository: string): NamedFamily | undefined {
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

/** What it is, for a sentence: `PostgreSQL, a database`. */
export function described({ name, kind, words, repositories }: ImageFamily): string {
  return name === kind || (words.length === 0 && repositories.length === 0) ? kind : `${name}, ${kind}`;
}

/** Words that give the software of a family away, whichever of its images it is. */
export function wordsFor({ name }: ImageFamily): readonly string[] {
  return WORDS_FOR.get(name) ?? [];
}

const WORDS_FOR = IMAGE_FAMILIES.reduce(
  (words, { name, words: own }) => words.set(name, [...(words.get(name) ?? []), ...own]),
  new Map<string, readonly string[]>(),
);

/** Bitnami's images keep all of it below one folder: `/bitnami/mysql`. https://github.com/bitnami/containers */
function bitnamiStore(repository: string, store: DataStore | null): DataStore | null {
  const software = /(?:^|\/)bitnami(?:legacy|secure)?\/([a-z0-9]+)/.exec(repository)?.[1];
  if (software === undefined || store === null || store.directories.length === 0) return null;
  return {
    ...store,
    directories: [`/bitnami/${software}`],
    declared: [],
    versions: [],
    newest: null,
    elsewhere: [...store.elsewhere, ...store.directories].filter((path) => !path.startsWith('/bitnami')),
    variables: [],
    options: [],
    nodeName: null,
    together: [],
  };
}

/** A bare name under somebody's account (`acme/elasticsearch`) may be a fork that keeps its data elsewhere. */
function isOwn(name: string, repository: string): boolean {
  return name.includes('/') || repository === name || repository.endsWith(`library/${name}`);
}

function endOfPath(name: string): RegExp {
  const escaped = name.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*');
  return new RegExp(`(^|/)${escaped}$`);
}
