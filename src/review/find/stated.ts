import type { Diagnostic } from '../../compose/diagnostics.ts';
import { folderOf, isBelow, resolved } from '../../compose/path.ts';
import type { Policy, ProjectDefinition } from '../../policy/policy.ts';
import type { ReviewSide } from '../input.ts';
import { loadedWay, type SearchedSide } from './loaded.ts';
import type { FoundProject } from './project.ts';

/** Projects that the policy states, as far as their files lie in what is looked at. */
export function statedProjects(side: SearchedSide, policy: Policy): readonly FoundProject[] {
  return policy.projects
    .filter(({ files }) => files.some(({ value }) => isLookedAt(value, side)))
    .map((definition) => {
      const found = loadedWay(side, policy, {
        folder: side.repository,
        key: definition.name,
        origin: { kind: 'stated' },
        options: {
          files: definition.files.map(({ value }) => value),
          profiles: nonEmpty(definition.profiles),
          envFiles: nonEmpty(definition.envFiles),
          projectName: definition.name,
          projectDirectory: definitionDirectory(side.repository, definition),
        },
      });
      return { ...found, diagnostics: found.diagnostics.map((one) => atDefinition(one, definition)) };
    });
}

/** Files that the policy gives a project, absolute. */
export function statedFiles(side: ReviewSide, policy: Policy): ReadonlySet<string> {
  return new Set(policy.projects.flatMap(({ files }) => files.map(({ value }) => resolved(side.repository, value))));
}

/** Whether a file of the repository lies in a folder that was asked for. */
function isLookedAt(file: string, { repository, selection }: ReviewSide): boolean {
  return selection.paths.some((path) => isBelow(resolved(repository, file), path));
}

/** The project directory: the folder of the first file, as for `docker compose -f`. */
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

function nonEmpty(list: readonly string[]): readonly string[] | null {
  return list.length === 0 ? null : list;
}
