import { EVERYWHERE } from '../../compose/source.ts';
import { type Diagnostic, error, warning } from '../../compose/diagnostics.ts';
import type { FileTree } from '../../compose/file-tree.ts';
import { resolved } from '../../compose/path.ts';
import { code, listed } from '../../words/words.ts';
import type { FoundProject } from '../find/project.ts';

/**
 * Projects of the base that the head does not have. A file that is deleted is no error; one that is still there, here or under a name by which it
 * is not found, was not judged.
 */
export function goneProjects(
  base: readonly FoundProject[],
  head: readonly FoundProject[],
  ids: ReadonlyMap<string, string>,
  before: FileTree,
  after: FileTree,
): readonly Diagnostic[] {
  const keys = new Set(head.filter(({ project, isHeld }) => project !== null || isHeld).map(({ key }) => key));
  const judged = new Set(head.flatMap(({ project }) => project?.files ?? []));
  return base
    .filter(({ key, project }) => !keys.has(key) && project !== null)
    .flatMap(({ key, project }) => {
      const files = (project?.files ?? []).filter((file) => !judged.has(file));
      const [first] = files;
      if (first === undefined) return [];
      const name = code(ids.get(key) ?? '');
      const there = files.filter((file) => after.kind(resolved(after.root, file)) === 'file');
      const alike = files.flatMap((file) => movedTo(file, before, after));
      const moved = alike.filter((file) => !judged.has(file));
      const renamed = alike.filter((file) => judged.has(file));
      const [place] = [...there, ...moved];
      if (place !== undefined)
        return [
          error(
            'project-not-judged',
            { file: place, line: 1, column: 1 },
            `Project ${name} is not judged any more: ${listed([...there, ...moved].map(code))} is not found as a Compose file.`,
          ),
        ];
      const left =
        renamed.length === 0
          ? ` with ${listed(files.map(code))}. What was found in it is not counted as fixed.`
          : `: ${listed(files.map(code))} is ${listed(renamed.map(code))} now, which is another project. What was found in it is not fixed, and counts as new there.`;
      const services = [...(project?.services.keys() ?? [])].map(code);
      const was = services.length === 0 ? '' : ` of ${listed(services)}`;
      const message = `Project ${name}${was} is gone${left}`;
      return [warning('project-gone', EVERYWHERE, message)];
    });
}

/** Files of the head that hold what a file of the base held, as far as that is known without reading. */
function movedTo(file: string, before: FileTree, after: FileTree): readonly string[] {
  const id = before.id(resolved(before.root, file));
  if (id === null || id === '') return [];
  return after
    .list(after.root)
    .filter((path) => after.id(path) === id)
    .map((path) => path.slice(after.root.length + 1))
    .filter((path) => before.id(resolved(before.root, path)) !== id);
}
