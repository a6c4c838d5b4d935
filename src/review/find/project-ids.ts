import type { FoundProject } from './project.ts';

/**
 * A name for each key that is unique in the report and the same on both revisions: the project's own name (head's, where it is there), with
 * the folder behind it where several projects have that name. One way among several to start a folder's files has what is special about it
 * behind its name.
 */
export function projectIds(base: readonly FoundProject[], head: readonly FoundProject[]): ReadonlyMap<string, string> {
  const found = new Map<string, NamedProject>();
  for (const { key, project, directory, origin } of [...base, ...head]) {
    const label = 'label' in origin ? origin.label : null;
    found.set(key, { name: nameIn(project) ?? found.get(key)?.name ?? directory, directory, label });
  }
  const ids = new Map<string, string>();
  const used = new Set<string>();
  for (const one of [true, false]) {
    const some = [...found].filter(([, { label }]) => (label === null) === one);
    const uses = new Map<string, number>();
    for (const [, named] of some) uses.set(idOf(named), (uses.get(idOf(named)) ?? 0) + 1);
    for (const [key, named] of some) {
      const short = idOf(named);
      const id = uses.get(short) === 1 && !used.has(short) ? short : unused(`${short} (${named.directory})`, used);
      used.add(id);
      ids.set(key, id);
    }
  }
  return ids;
}

interface NamedProject {
  readonly name: string;
  readonly directory: string;
  readonly label: string | null;
}

/** A name that a variable gives is told as the file has it. */
function nameIn(project: FoundProject['project']): string | undefined {
  return project?.written.names.get(project.name) ?? project?.name;
}

function idOf({ name, label }: NamedProject): string {
  return label === null ? name : `${name} (${label})`;
}

function unused(id: string, used: ReadonlySet<string>): string {
  let free = id;
  for (let count = 2; used.has(free); count += 1) free = `${id} ${String(count)}`;
  return free;
}
