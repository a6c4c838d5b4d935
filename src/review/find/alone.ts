import { defaultFilesIn, discoveredFrom } from '../../compose/discover.ts';
import { warning } from '../../compose/diagnostics.ts';
import { folderOf, isBelow, shownPath } from '../../compose/path.ts';
import type { Policy } from '../../policy/policy.ts';
import { addTo } from '../../words/grouped.ts';
import { standsAlone } from './stands-alone.ts';
import { areOneProject } from '../../topology/project.ts';
import type { ReviewSide } from '../input.ts';
import type { FileChanges } from './changes.ts';
import type { ComposeFile } from './compose-files.ts';
import { filesKey, loadedWay, type SearchedSide } from './loaded.ts';
import type { FoundProject } from './project.ts';

/**
 * Projects of Compose files that are part of none of `found`: each alone where it loads alone, else on top of the default files of its folder or
 * one above. What has no service in common with the default files of its own folder, and no other name, joins their project when it is started: it is
 * loaded on top of them first, unless it stands alone. One that loads in neither way is said to be not judged; where the change touches it, with all that is wrong with it.
 */
export function loadedAlone(
  side: SearchedSide,
  policy: Policy,
  files: readonly ComposeFile[],
  found: readonly FoundProject[],
  changes: FileChanges,
): readonly FoundProject[] {
  const projects: FoundProject[] = [];
  const tellers = new Map<string, FoundProject[]>();
  for (const project of found) for (const name of toldIn(project)) addTo(tellers, name, project);
  for (const file of files) {
    const name = shownPath(file.path, side.tree.root);
    if (tellers.get(name)?.some((project) => isPartOf(file, name, project)) === true) continue;
    const load = (way: readonly string[]): FoundProject => loadedFiles(side, policy, file, way);
    const added = addedTo(file, found, side, policy, load);
    const ways = waysOf(file, side).map((way) => () => load(way));
    const project = added === null ? firstGood(ways, changes) : { ...added, isHeld: changes.touches(added.asked) };
    projects.push(project);
    for (const told of toldIn(project)) addTo(tellers, told, project);
  }
  return projects;
}

/** Names of files that a project is made of, or says something of. */
function toldIn({ project, diagnostics }: FoundProject): ReadonlySet<string> {
  return new Set([...(project?.files ?? []), ...diagnostics.map(({ at }) => at.file)]);
}

/** The file on top of the default files of its folder, where it only adds services to their project; `null`: it does not. */
function addedTo(
  { path, services }: ComposeFile,
  found: readonly FoundProject[],
  { tree }: ReviewSide,
  policy: Policy,
  load: (files: readonly string[]) => FoundProject,
): FoundProject | null {
  const usual = defaultFilesIn(tree, folderOf(path));
  const base = found.find(({ origin, asked }) => origin.kind === 'default' && usual.some((file) => asked.has(file)));
  if (base === undefined || base.project === null || services.length === 0) return null;
  const { project } = base;
  if (services.some((name) => project.services.has(name) || project.inactive.has(name))) return null;
  const added = load([...usual, path]);
  const isClean = added.project !== null && added.diagnostics.every(({ severity }) => severity !== 'error');
  if (!isClean || !areOneProject(added.project, project)) return null;
  const alone = load([path]).project;
  return alone !== null && standsAlone(alone, added.project, project, policy) ? null : added;
}

/** Whether every service of the file is one of the project, or the project says what is wrong with the file. */
function isPartOf({ services }: ComposeFile, file: string, found: FoundProject): boolean {
  const { project, diagnostics, isHeld } = found;
  if (isHeld && diagnostics.some(({ severity, at }) => severity === 'error' && at.file === file)) return true;
  return (
    project !== null &&
    project.files.includes(file) &&
    services.every((name) => project.services.has(name) || project.inactive.has(name))
  );
}

function waysOf({ path }: ComposeFile, { tree }: ReviewSide): readonly (readonly string[])[] {
  const below = discoveredFrom(tree, folderOf(path)).filter((file) => isBelow(file, tree.root) && file !== path);
  return below.length === 0 ? [[path]] : [[path], [...below, path]];
}

function loadedFiles(
  side: SearchedSide,
  policy: Policy,
  { path }: ComposeFile,
  files: readonly string[],
): FoundProject {
  return loadedWay(side, policy, {
    folder: folderOf(files[0] ?? path),
    key: filesKey(side, files),
    origin: { kind: 'file', label: shownPath(path, side.tree.root) },
    options: { files },
  });
}

function firstGood(ways: readonly (() => FoundProject)[], changes: FileChanges): FoundProject {
  const tried: FoundProject[] = [];
  for (const way of ways) {
    const found = way();
    tried.push(found);
    if (found.diagnostics.every(({ severity }) => severity !== 'error')) break;
  }
  const isHeld = changes.touches(tried[0]?.asked ?? []);
  const best = tried.at(-1);
  const [problem] = best?.diagnostics.filter(({ severity }) => severity === 'error') ?? [];
  if (best === undefined) throw new Error('a Compose file has a way to be loaded');
  if (problem === undefined || isHeld) return { ...best, isHeld };
  const message = `${problem.at.file} is not judged: it loads neither alone nor on top of other files here. ${problem.message}`;
  return {
    ...best,
    project: null,
    diagnostics: [warning('compose-file-not-judged', problem.at, message)],
    isHeld: false,
  };
}
