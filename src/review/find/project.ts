import type { Diagnostic } from '../../compose/diagnostics.ts';
import type { FileTree } from '../../compose/file-tree.ts';
import type { Project } from '../../compose/project.ts';
import type { SourceLocation } from '../../compose/source.ts';

/** A project of one revision as it was found, loaded or not. */
export interface FoundProject {
  /** Where the project is, and which files or which definition of the policy it follows: the same on both revisions. */
  readonly key: string;
  /** Folder, relative to the tree's root. */
  readonly directory: string;
  readonly origin: ProjectOrigin;
  readonly project: Project | null;
  readonly diagnostics: readonly Diagnostic[];
  /** Paths that its loading asked for. */
  readonly asked: ReadonlySet<string>;
  /** What is wrong with it counts. Not so for a way to start the files that nobody states and the change does not touch. */
  readonly isHeld: boolean;
  /** The same way to load it, with other files. `samples`: values of variables that have to be given, by name, beside those of the review. */
  readonly reload: (tree: FileTree, samples: ReadonlyMap<string, string>) => FoundProject;
}

/** Why these files are one project: Compose takes them without being told, the policy or the caller says so, a call in the repository, or nobody. */
export type ProjectOrigin =
  | { readonly kind: 'default' | 'stated' }
  /** `label`: what tells it from others of its folder. */
  | { readonly kind: 'call'; readonly label: string; readonly at: SourceLocation }
  | { readonly kind: 'file'; readonly label: string };

/**
 * `found` where what is wrong with it does not count: warnings, and nothing to judge where it could not be loaded. What is not read because the search has
 * read it often enough is not wrong with it.
 */
export function setAside(found: FoundProject): FoundProject {
  const isBroken = found.diagnostics.some(({ severity }) => severity === 'error');
  return {
    ...found,
    project: isBroken ? null : found.project,
    diagnostics: found.diagnostics.map((one) =>
      one.code === 'too-many-repeated' ? one : { ...one, severity: 'warning' },
    ),
    isHeld: false,
    reload: (...how) => setAside(found.reload(...how)),
  };
}
