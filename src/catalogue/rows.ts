import type { ImageFamily, ImageTrait } from './family.ts';
import type { Zone } from './zone.ts';

/** Software by its name; the value: what gives it away, words and repositories apart by spaces. */
export type Rows = Readonly<Record<string, string>>;

/**
 * Families of one kind. What holds `-`, `/` or `*` is a repository name, as the end of the path of an image, and so is a word behind `=` that
 * means something else inside other names; the rest are words that give it away in any name.
 */
export function families(zone: Zone, kind: string, rows: Rows): readonly ImageFamily[] {
  return Object.entries(rows).map(([name, text]) => {
    const known = text.split(' ').filter((part) => part !== '');
    return {
      name,
      zone,
      kind,
      words: known.filter((part) => !REPOSITORY.test(part)),
      repositories: known.filter((part) => REPOSITORY.test(part)).map((part) => part.replace('=', '')),
      traits: [],
      ports: [],
      store: null,
    };
  });
}

const REPOSITORY = /[-/*=]/;

/** `software` with traits, each with the names of those that have it. */
export function withTraits(
  software: readonly ImageFamily[],
  traits: ReadonlyMap<ImageTrait, readonly string[]>,
): readonly ImageFamily[] {
  return software.map((family) => ({
    ...family,
    traits: [...traits].flatMap(([trait, names]) => (names.includes(family.name) ? [trait] : [])),
  }));
}
