import { projectFolders } from '../compose/discover.ts';
import { load } from '../compose/load.ts';
import { folderOf, isBelow, resolved, shownPath } from '../compose/path.ts';
import type { Project } from '../compose/project.ts';
import type { Policy, ProjectDefinition } from '../policy/policy.ts';
import type { Diagnostic } from '../compose/diagnostics.ts';
import type { Side } from './input.ts';

/** A project of one revision as it was found, loaded or not. */
export interface FoundProject {
  /** Same on both revisions: where it is, and which definition of the policy it follows. */
  readonly key: string;
  /** Folder, relative to the tree's root. */
  readonly directory: string;
  readonly project: Project | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Every project of one revision: those the policy defines, then those found by their default file names. */
export function projectsOf(side: Side, policy: Policy): readonly FoundProject[] {
  const { selection } = side;
  if (selection.files !== null || selection.projectDirectory !== null) {
    return selection.paths.slice(0, 1).map((path) => loaded(side, policy, path, null));
  }
  const definitions = policy.projects.filter(({ files }) => files.some(({ value }) => isLookedAt(value, side)));
  const defined = definitions.map((definition) => loaded(side, policy, side.repository, definition));
  const taken = new Set(
    policy.projects.flatMap(({ files }) =>
      files.map(({ value }) => shownPath(resolved(side.repository, value), side.tree.root)),
    ),
  );
  const found = [...new Set(selection.paths.flatMap((path) => projectFolders(side.tree, path)))]
    .sort()
    .map((folder) => loaded(side, policy, folder, null))
    .filter(({ project }) => project === null || !project.files.every((file) => taken.has(file)));
  return [...defined, ...found];
}

/** Whether a file of the repository lies in a folder that was asked for. */
function isLookedAt(file: string, { repository, selection }: Side): boolean {
  return selection.paths.some((path) => isBelow(resolved(repository, file), path));
}

function loaded(side: Side, policy: Policy, folder: string, definition: ProjectDefinition | null): FoundProject {
  const { selection, tree } = side;
  const directory = shownPath(folder, tree.root);
  const { project, diagnostics } = load({
    tree,
    workingDirectory: folder,
    files: definition?.files.map(({ value }) => value) ?? selection.files,
    profiles: nonEmpty(definition?.profiles) ?? selection.profiles,
    envFiles: nonEmpty(definition?.envFiles) ?? selection.envFiles,
    projectName: definition?.name ?? selection.projectName,
    projectDirectory:
      definition === null ? selection.projectDirectory : definitionDirectory(side.repository, definition),
    environment: new Map([...policy.sampleEnvironment, ...selection.environment]),
    home: selection.home,
    composeVersion: selection.composeVersion ?? policy.composeVersion,
    purpose: 'analysis',
  });
  return {
    key: `${directory}\0${definition?.name ?? ''}`,
    directory,
    project,
    diagnostics: definition === null ? diagnostics : diagnostics.map((one) => atDefinition(one, definition)),
  };
}

/** As for `docker compose -f`: the folder of the first file. */
function definitionDirectory(repository: string, { files: [first] }: ProjectDefinition): string | null {
  return first === undefined || !first.value.includes('/') ? null : folderOf(resolved(repository, first.value));
}

/** A file that is not there is a mistake of the line that names it. */
function atDefinition(diagnostic: Diagnostic, { name, files }: ProjectDefinition): Diagnostic {
  if (diagnostic.code !== 'file-not-found') return diagnostic;
  const named = files.find(({ value }) => diagnostic.at.file === value);
  if (named === undefined) return diagnostic;
  const message = `Project "${name}" names the Compose file ${named.value}, which does not exist. Correct the path or take the project out.`;
  return { ...diagnostic, at: named.at, message };
}

function nonEmpty(list: readonly string[] | undefined): readonly string[] | null {
  return list === undefined || list.length === 0 ? null : list;
}

/**
 * A name for each key that is unique in the report and the same on both revisions: the project's own name (head's, where it is
 * there), with the folder behind it where several projects have that name.
 */
export function projectIds(base: readonly FoundProject[], head: readonly FoundProject[]): ReadonlyMap<string, string> {
  const names = new Map<string, { readonly name: string; readonly directory: string }>();
  for (const { key, project, directory } of [...base, ...head]) {
    names.set(key, { name: project?.name ?? names.get(key)?.name ?? directory, directory });
  }
  const uses = new Map<string, number>();
  for (const { name } of names.values()) uses.set(name, (uses.get(name) ?? 0) + 1);
  return new Map(
    [...names].map(([key, { name, directory }]) => [key, uses.get(name) === 1 ? name : `${name} (${directory})`]),
  );
}
