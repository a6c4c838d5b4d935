import type { Project } from '../../compose/project.ts';
import { namesIn } from '../../compose/variables/held.ts';

/**
 * A copy of `value`, plain data, in which names that variables give stand as the files have them (`${NETWORK}`): what a variable holds is told
 * nowhere. Paths and patches stay: they are the files' own text. So does a name that some file writes out.
 */
export function withNamesAsWritten<T extends object>(value: T, projects: readonly Project[]): T {
  const names = heldNames(projects);
  if (names.size === 0) return value;
  const copy = structuredClone(value);
  rename(copy, [...names].sort(([a], [b]) => b.length - a.length).map(renaming));
  return copy;
}

/** A text in a report that tells one name instead of another. */
type Renaming = (text: string) => string;

/** What is held, and how the files have it. Two that are written alike are told apart. */
function heldNames(projects: readonly Project[]): ReadonlyMap<string, string> {
  const literal = new Set(projects.flatMap(literalNames));
  const names = new Map<string, string>();
  const add = (held: string, template: string): void => {
    if (literal.has(held) || KNOWN.has(held) || names.has(held) || held === template || held === '') return;
    const taken = [...names.values()].filter((other) => other === template || other.startsWith(`${template} (`)).length;
    names.set(held, taken === 0 ? template : `${template} (${String(taken + 1)})`);
  };
  for (const { name, written, networks, volumes } of projects) {
    for (const [held, template] of written.names) add(held, template);
    const own = names.get(name);
    if (own === undefined) continue;
    for (const { key, name: real } of [...networks.values(), ...volumes.values()])
      if (real === `${name}_${key}`) add(real, `${own}_${key}`);
  }
  return names;
}

function literalNames(project: Project): readonly string[] {
  const real = [...project.networks.values(), ...project.volumes.values()].map(({ name }) => name);
  return [...namesIn(project), ...[project.name, ...real].filter((name) => !isHeld(name, project))];
}

function isHeld(name: string, { name: project, written }: Project): boolean {
  return written.names.has(name) || (written.names.has(project) && name.startsWith(`${project}_`));
}

/** Names that mean something to the engine, and tell nobody anything. */
const KNOWN: ReadonlySet<string> = new Set(['host', 'none', 'bridge', 'default', 'private', 'shareable']);

/** Keys of a report under which the text of files stands, or where they lie. */
const APART: ReadonlySet<string> = new Set(['file', 'files', 'directory', 'patch', 'fingerprint']);

function rename(node: object, renamings: readonly Renaming[]): void {
  for (const key of Object.keys(node)) {
    if (APART.has(key)) continue;
    const value: unknown = Reflect.get(node, key);
    if (typeof value === 'string') Reflect.set(node, key, renamed(value, renamings));
    else if (typeof value === 'object' && value !== null) rename(value, renamings);
    if (Array.isArray(node)) continue;
    const shown = renamed(key, renamings);
    if (shown === key) continue;
    Reflect.set(node, shown, Reflect.get(node, key));
    Reflect.deleteProperty(node, key);
  }
}

function renamed(text: string, renamings: readonly Renaming[]): string {
  return renamings.reduce((told, one) => one(told), text);
}

/** Whole words only. A word of everyday language is a name in quotes alone, or where nothing else stands. */
function renaming([held, template]: readonly [string, string]): Renaming {
  const word = `(?<![\\w./-])${held.replace(/[^\w-]/g, '\\$&')}(?![\\w/-]|\\.\\w)`;
  const anywhere = new RegExp(word, 'g');
  const quoted = new RegExp(`(?<=[\`"'])${word}(?=[\`"'])`, 'g');
  const isEveryday = /^[a-z]{1,12}$/.test(held);
  return (text) => text.replace(isEveryday && text.includes(' ') ? quoted : anywhere, () => template);
}
