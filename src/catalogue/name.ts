import {
  type Companion,
  COMPANIONS,
  EDITIONS,
  JOBS,
  LAST_OF_JOBS,
  NOT_THE_WEB,
  ORDINARY,
  PLAIN,
  SILENT,
} from './companions.ts';
import { GENERIC_EDGE } from './edge.ts';
import { IMAGE_FAMILIES } from './families.ts';
import type { ImageFamily } from './family.ts';
import { wordsOf } from './image.ts';
import type { Zone } from './zone.ts';

const WORDS: ReadonlyMap<string, ImageFamily> = new Map(
  IMAGE_FAMILIES.flatMap((family) => family.words.map((word) => [word, family])),
);

const GENERIC: ReadonlyMap<string, ImageFamily> = new Map(
  GENERIC_EDGE.flatMap((family) => family.words.map((word) => [word, family])),
);

/** Families by the names of repositories that no other software is called by. */
const NAMES: ReadonlyMap<string, ImageFamily> = new Map(
  IMAGE_FAMILIES.filter(({ store }) => store === null).flatMap((family) =>
    family.repositories.filter((name) => !/[/*]/.test(name)).map((name) => [name, family]),
  ),
);

/** The family that a name gives away, of a service, a repository or a build folder: as a whole (`kafka-ui`), or by its words. */
export function familyOfName(name: string): ImageFamily | null {
  const whole = NAMES.get(name.toLowerCase().replaceAll('_', '-'));
  if (whole !== undefined) return whole;
  const words = wordsOf(name);
  const at = words.findLastIndex((word) => WORDS.has(word));
  const family = WORDS.get(words[at] ?? '');
  if (family === undefined) return genericOf(words) ?? monitorOf(words);
  const tool = toolBeside(words, at, (word) => family.words.includes(word) || SILENT[family.zone].has(word));
  return tool === undefined ? family : toolFor(family, tool);
}

/**
 * Whether a name with one of `words` in it, those of something of `zone`, says no more than whose it is (`orders-postgres`), or which (`postgres-primary`): what
 * stands behind the word may make something else of it (`portainer-docs`), and so does a no before it.
 */
export function isPlainName(name: string, words: readonly string[], zone: Zone): boolean {
  const all = wordsOf(name);
  const at = all.findLastIndex((word) => words.includes(word));
  if (at === -1) return true;
  const isPlain = (word: string): boolean =>
    PLAIN.has(word) ||
    ORDINARY.has(word) ||
    EDITIONS.has(word) ||
    SILENT[zone].has(word) ||
    words.some((known) => known === word || known.replace(/(?<!\d)\d+$/, '') === word) ||
    /^v?\d*$/.test(word) ||
    word.length === 1;
  return all.slice(at + 1).every(isPlain) && !all.slice(0, at).some((word) => NEGATIONS.has(word));
}

const NEGATIONS: ReadonlySet<string> = new Set('no non without not'.split(' '));

/** The first word that makes something else of the word `at`: behind it, or a verb before it. */
function toolBeside(words: readonly string[], at: number, isSilent: (word: string) => boolean): Companion | undefined {
  return words
    .flatMap((word, index) => {
      const tool = COMPANIONS.get(word);
      return tool === undefined || isSilent(word) || (index < at && !tool.before) ? [] : [tool];
    })
    .at(0);
}

/** A monitor by the last word of a name: `celery_flower`. */
function monitorOf(words: readonly string[]): ImageFamily | null {
  const family = NAMES.get(words.at(-1) ?? '');
  return family?.zone === 'ops' ? family : null;
}

/** What a name says by its work alone, which is then the last word: `edge-proxy`, `lb1`. */
function genericOf(words: readonly string[]): ImageFamily | null {
  const work = words.findLast((word) => !ORDINARY.has(word) && !/^\d+$/.test(word));
  const family = work === undefined ? undefined : GENERIC.get(work.replace(/(?<!\d)\d+$/, ''));
  const isOther = words.some((word) => NOT_THE_WEB.has(word) || COMPANIONS.get(word)?.before === true);
  return family === undefined || isOther ? null : family;
}

/** What a tool beside a family is: `an exporter for Redis`. */
function toolFor({ name }: ImageFamily, { zone, kind, traits = [] }: Companion): ImageFamily {
  return { name, zone, kind: `${kind} for ${name}`, repositories: [], words: [], traits, ports: [], store: null };
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
