import type { Project } from '../compose/project.ts';
import type { SourceLocation } from '../compose/source.ts';

/**
 * Lines of a fix, as a diff of the file: what stays is context, indented as in a file with two spaces a level; what comes or goes has its
 * sign in the first column, in the place of a space.
 */
export function added(indent: number, text: string): string {
  return `+${' '.repeat(indent - 1)}${text}`;
}

export function gone(indent: number, text: string): string {
  return `-${' '.repeat(indent - 1)}${text}`;
}

export function kept(indent: number, text: string): string {
  return ' '.repeat(indent) + text;
}

/** Takes `item` out of the list `key`, and the key too where nothing else of its file, which `all` are, is in it. */
export function goneItem(key: string, item: string, at: SourceLocation, all: readonly Placed[]): readonly string[] {
  const isEmptied = leavesNothing(
    all,
    all.filter((other) => other.at === at),
  );
  return [(isEmptied ? gone : kept)(4, `${key}:`), gone(6, `- ${item}`)];
}

/** Something with its place in the files. */
export interface Placed {
  readonly at: SourceLocation;
}

/** Whether nothing of `all` is left in the file of `taken` without these. */
export function leavesNothing(all: readonly Placed[], taken: readonly Placed[]): boolean {
  const file = taken[0]?.at.file;
  return all.every((entry) => entry.at.file !== file || taken.includes(entry));
}

/** Whether what stands at `at` is a text in a list (`- A=1`, `- "80:80"`, `- backend`), and not a key or a longer form. */
export function isListItem(project: Project | null, at: SourceLocation): boolean {
  return project !== null && project.written.at(at).item !== null;
}

/** The first of `names` that is not `taken`, or else the first with a number behind it. */
export function freshName(names: readonly string[], taken: ReadonlyMap<string, unknown> | undefined): string {
  const [first = 'new'] = names;
  const numbered = Array.from({ length: (taken?.size ?? 0) + 1 }, (_, index) => `${first}-${String(index + 2)}`);
  return [...names, ...numbered].find((name) => taken?.has(name) !== true) ?? first;
}
