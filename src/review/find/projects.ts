import { namedAs } from '../../compose/compose-file.ts';
import { projectFolders } from '../../compose/discover.ts';
import type { Diagnostic } from '../../compose/diagnostics.ts';
import type { FileTree } from '../../compose/file-tree.ts';
import { isBelow, resolved, shownPath } from '../../compose/path.ts';
import type { Policy } from '../../policy/policy.ts';
import { matchesGlob } from '../../words/glob.ts';
import type { ReviewSide } from '../input.ts';
import { loadedAlone } from './alone.ts';
import { callsAmong, FROM_INPUT } from './calls.ts';
import { calledProjects } from './called.ts';
import { changesBetween } from './changes.ts';
import { composeFilesAmong } from './compose-files.ts';
import { loadedWay, roomAfter, type SearchedSide } from './loaded.ts';
import { toldProjects } from './told.ts';
import type { FoundProject } from './project.ts';
import { vendoredAmong, vendoredLeft } from './vendored.ts';
import { unreadAmong } from './unread.ts';
import { declaresServices, isNear, mayHoldServices, MOST_UNNAMED, notLookedAt } from './unnamed.ts';
import { statedFiles, statedProjects } from './stated.ts';

/** The projects of one revision, and what was not looked at. */
export interface FoundProjects {
  readonly projects: readonly FoundProject[];
  /** Problems of the search; what is wrong with a project stands with that project. */
  readonly diagnostics: readonly Diagnostic[];
  /** How many Compose files the policy takes out. */
  readonly ignored: number;
  /** Changed files that may be Compose files and were not read. */
  readonly unread: readonly Diagnostic[];
}

/**
 * Every project of one revision: those that the policy states, those of the default file names, those that calls in the repository's files
 * name, and each other Compose file by itself; none of other people's software. `other`: the revision that it is compared with; what differs is looked at whatever its name,
 * and where there is none all of a folder of this machine.
 */
export function projectsOf(from: ReviewSide, policy: Policy, other: FileTree | null): FoundProjects {
  const side: SearchedSide = { ...from, room: roomAfter(0) };
  const { selection, tree, repository } = side;
  if (selection.files !== null || selection.projectDirectory !== null) {
    const [folder] = selection.paths;
    const named = { key: '', origin: { kind: 'stated' }, options: {} } as const;
    return {
      projects: folder === undefined ? [] : [loadedWay(side, policy, { ...named, folder })],
      diagnostics: [],
      ignored: 0,
      unread: [],
    };
  }
  const listed = [...new Set(selection.paths.flatMap((path) => tree.list(path)))]
    .filter((path) => !OTHERS.test(shownPath(path, repository)))
    .sort();
  const isIgnored = (path: string): boolean =>
    policy.ignore.some((pattern) => matchesGlob(pattern, shownPath(path, repository)));
  const isVendored = vendoredAmong(listed, selection.paths, tree, other);
  const seen = listed.filter((path) => !isIgnored(path) && !isVendored(path));
  const taken = statedFiles(side, policy);
  const changes = changesBetween(tree, other, policy.gate.scope === 'all');

  const usual = [...statedProjects(side, policy), ...defaultProjects(side, policy, seen, taken)];
  const { calls, diagnostics: told } = callsAmong(seen, tree, isNear(from) && other === null);
  // What a change writes into a script and nobody reads may open anything.
  const diagnostics = told.map((one) =>
    one.code === FROM_INPUT && other !== null && changes.touches([resolved(tree.root, one.at.file)])
      ? { ...one, severity: 'error' as const }
      : one,
  );
  const open = calls.filter(
    ({ files }) =>
      !files.every((file) => taken.has(file)) && files.every((file) => isBelow(file, repository) && !isIgnored(file)),
  );
  const found = [...usual, ...calledProjects(side, policy, open, changes)];
  const changed = changes.files.filter((path) => selection.paths.some((folder) => isBelow(path, folder)));
  const candidates = new Set([...seen.filter((path) => namedAs(path) !== 'other'), ...changed]);
  const isOpen = (path: string): boolean => !taken.has(path) && !isIgnored(path);
  const files = composeFilesAmong([...candidates].filter(isOpen).sort(), tree);
  const named = [...found, ...loadedAlone(side, policy, files, found, changes)];
  const unnamed = isNear(from) && other === null ? seen.filter((path) => mayHoldServices(path, repository)) : [];
  // What a project is made of is no other one.
  const unused = unnamed
    .slice(0, MOST_UNNAMED)
    .filter((path) => isOpen(path) && !named.some(({ asked }) => asked.has(path)) && declaresServices(tree.read(path)));
  const more = loadedAlone(side, policy, composeFilesAmong(unused, tree), named, changes);
  const vendored = listed.filter((path) => isVendored(path) && isOpen(path) && namedAs(path) === 'compose');
  return {
    projects: toldProjects([...named, ...more], calls, side, policy),
    diagnostics: [...diagnostics, ...vendoredLeft(vendored, tree), ...notLookedAt(unnamed.length)],
    unread: unreadAmong(changed.filter(isOpen), tree, other),
    ignored: listed.filter((path) => isIgnored(path) && namedAs(path) === 'compose').length,
  };
}

/** What others wrote, and is no project of this repository but by a change. */
const OTHERS = /(?:^|\/)node_modules\//;

/** Projects of the folders with a file of a default name, unless the policy gives all that they load to other projects. */
function defaultProjects(
  side: SearchedSide,
  policy: Policy,
  files: readonly string[],
  taken: ReadonlySet<string>,
): readonly FoundProject[] {
  const names = new Set([...taken].map((file) => shownPath(file, side.tree.root)));
  return projectFolders(files)
    .map((folder) => loadedWay(side, policy, { folder, key: '', origin: { kind: 'default' }, options: {} }))
    .filter(({ project }) => project === null || !project.files.every((file) => names.has(file)));
}
