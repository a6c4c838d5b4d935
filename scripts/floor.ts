import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** Figures of a comparison by name. */
export type Figures = Readonly<Record<string, number>>;

/** Folders to look at and the floor (`--at-least FILE`, figures as JSON) from the command line. */
export function folderArguments(script: string): {
  readonly folders: readonly string[];
  readonly floor: Figures | null;
} {
  const words = process.argv.slice(2);
  const at = words.indexOf('--at-least');
  const file = at < 0 ? undefined : words[at + 1];
  const folders = words.filter((_, index) => at < 0 || (index !== at && index !== at + 1)).map((word) => resolve(word));
  if (folders.length === 0 || (at >= 0 && file === undefined)) {
    console.error(`usage: ${script} DIR… [--at-least FILE]`);
    process.exit(2);
  }
  return { folders, floor: file === undefined ? null : (JSON.parse(readFileSync(file, 'utf8')) as Figures) };
}

/** Whether every figure is at least that of the floor; without a floor, whether there are some and all are equal (all agree). */
export function holdsFloor(figures: Figures, floor: Figures | null): boolean {
  const [first = 0, ...others] = Object.values(figures);
  if (floor === null) return first > 0 && others.every((figure) => figure === first);
  const short = Object.entries(floor).filter(([name, least]) => (figures[name] ?? 0) < least);
  for (const [name, least] of short)
    console.log(`${name}: ${String(figures[name] ?? 0)} is less than ${String(least)}`);
  return short.length === 0;
}
