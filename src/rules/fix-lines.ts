import { placeKey } from '../compose/as-written.ts';
import type { Project } from '../compose/project.ts';
import type { SourceLocation } from '../compose/source.ts';
import type { Topology } from '../topology/topology.ts';

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

/** Takes `item`, which stands at `at`, out of the list `key`, and the key too where nothing else of its file, which `all` are, is in it. */
export function goneItem(key: string, item: string, at: SourceLocation, all: readonly Placed[]): readonly string[] {
  return [isAlone(at, all) ? gone(4, `${key}:`) : kept(4, `${key}:`), gone(6, `- ${item}`)];
}

/** Something with its place in the files. */
export interface Placed {
  readonly at: SourceLocation;
}

/** Whether what stands at `at` is the only one of `all` in its file. */
export function isAlone(at: SourceLocation, all: readonly Placed[]): boolean {
  return all.filter((other) => other.at.file === at.file).length === 1;
}

/** The project of that id; `null`: none. */
export function projectOf({ projects }: Topology, id: string): Project | null {
  return projects.find((entry) => entry.id === id)?.project ?? null;
}

/** Whether what stands at `at` is a text in a list (`- A=1`, `- "80:80"`, `- backend`), and not a key or a longer form. */
export function isListItem(project: Project | null, at: SourceLocation): boolean {
  return project?.listItems.has(placeKey(at)) === true;
}

/** The first of `names` that is not `taken`, or else the first with a number behind it. */
export function freshName(names: readonly string[], taken: ReadonlyMap<string, unknown> | undefined): string {
  const [first = 'new'] = names;
  const numbered = Array.from({ length: (taken?.size ?? 0) + 1 }, (_, index) => `${first}-${String(index + 2)}`);
  return [...names, ...numbered].find((name) => taken?.has(name) !== true) ?? first;
}
