import { load } from '../../compose/load.ts';
import type { LoadedBefore } from '../../compose/reading.ts';
import type { CallOptions } from '../../compose/options.ts';
import { shownPath } from '../../compose/path.ts';
import type { Policy } from '../../policy/policy.ts';
import type { ReviewSide } from '../input.ts';
import { watched } from '../watched.ts';
import type { FoundProject, ProjectOrigin } from './project.ts';

/** One way to load the files of a folder. */
export interface ProjectWay {
  /** Absolute. */
  readonly folder: string;
  /** Tells it from other ways in this folder. */
  readonly key: string;
  readonly origin: ProjectOrigin;
  /** `null`: as the review says. */
  readonly options: Partial<CallOptions>;
}

/** A revision whose projects are looked for. */
export interface SearchedSide extends ReviewSide {
  /** What those that were loaded so far have. */
  readonly room: LoadedBefore & { repeated: number; readonly files: Set<string> };
}

/** The room of a search in which so many values were found more than once. */
export function roomAfter(repeated: number): SearchedSide['room'] {
  return { repeated, files: new Set(), shared: new Map() };
}

/** The project that `way` gives, with all that its loading asked for. */
export function loadedWay(side: SearchedSide, policy: Policy, way: ProjectWay): FoundProject {
  const { tree, selection } = side;
  const { folder, options } = way;
  const seen = watched(tree);
  const directory = shownPath(folder, tree.root);
  const { repeated: before } = side.room;
  const { project, diagnostics, repeated, files } = load(
    {
      tree: seen.tree,
      workingDirectory: folder,
      files: options.files ?? selection.files,
      profiles: options.profiles ?? selection.profiles,
      envFiles: options.envFiles ?? selection.envFiles,
      projectName: options.projectName ?? selection.projectName,
      projectDirectory: options.projectDirectory ?? selection.projectDirectory,
      environment: new Map([...policy.sampleEnvironment, ...selection.environment]),
      samples: selection.samples,
      home: selection.home,
      composeVersion: selection.composeVersion ?? policy.composeVersion,
      purpose: 'analysis',
    },
    side.room,
  );
  side.room.repeated = repeated;
  for (const file of files) side.room.files.add(file);
  const { key, origin } = way;
  return {
    key: `${directory}\0${key}`,
    directory,
    origin,
    project,
    diagnostics,
    asked: seen.asked,
    isHeld: true,
    reload: (other, samples) => {
      const given = { ...selection, samples: new Map([...selection.samples, ...samples]) };
      return loadedWay({ ...side, tree: other, selection: given, room: roomAfter(before) }, policy, way);
    },
  };
}

/** What tells a way from others, the same on both revisions: its files, relative to the tree's root. */
export function filesKey({ tree }: ReviewSide, files: readonly string[], envFiles: readonly string[] = []): string {
  return [...files, ...envFiles].map((file) => shownPath(file, tree.root)).join('\0');
}
