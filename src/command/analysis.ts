import { withNamesAsWritten } from '../review/report/names-as-written.ts';
import { DEFAULT_FILES } from '../compose/discover.ts';
import type { FileTree } from '../compose/file-tree.ts';
import type { Policy } from '../policy/policy.ts';
import { type Analysis, analyze } from '../review/analyze.ts';
import { shownStacks } from '../review/shown.ts';
import { notSearched } from '../review/unseen/files.ts';
import { projectIds } from '../review/find/project-ids.ts';
import { projectsOf } from '../review/find/projects.ts';
import type { Assumptions } from '../topology/assumptions.ts';
import { forTerminal } from '../render/escape.ts';
import type { Call } from './command.ts';
import { type PolicyAround, statedAround } from './policy.ts';
import { diskSide } from './selection.ts';
import { type ExitCode, type Terminal, UsageError } from './terminal.ts';
import type { Diagnostic } from '../compose/diagnostics.ts';
import type { ReviewSide } from '../review/input.ts';

/** An analysis with what it rests on. */
export interface Analysed extends Analysis {
  readonly policy: Policy;
  readonly assumptions: Assumptions;
  /** Only some of the projects that policy and baseline are about are looked at. */
  readonly isPart: boolean;
}

/** The projects below `paths`, analysed under the policy; `sharedHost` overrides what it says. Throws `UsageError` where there is none. */
export async function analysisOf(
  call: Call,
  paths: readonly string[],
  sharedHost: boolean | null = null,
): Promise<Analysed> {
  const side = diskSide(call, paths);
  return analysed(side, await statedAround(call, side), paths, sharedHost);
}

/** An analysis as by `analysisOf`, with what is `stated` in place of the policy that is there. */
export function analysed(
  side: ReviewSide,
  { policy, diagnostics, isPart }: PolicyAround,
  paths: readonly string[],
  sharedHost: boolean | null = null,
): Analysed {
  const assumptions = { ...policy.assumptions, sharedHost: sharedHost ?? policy.assumptions.sharedHost };
  const found = projectsOf(side, policy, null);
  if (found.projects.length === 0) throw new UsageError(nothingFound(paths, [side.tree]));
  const analysis = analyze(found.projects, projectIds([], found.projects), { ...policy, assumptions });
  const all = [...diagnostics, ...notSearched(side.tree, 'error'), ...found.diagnostics, ...analysis.diagnostics];
  const stacks = shownStacks(null, analysis).head;
  const told = withNamesAsWritten(
    all,
    analysis.projects.map(({ project }) => project),
  );
  return { ...analysis, stacks, policy, assumptions, isPart, diagnostics: told };
}

/** A sentence that says that there is no project below `paths`, and what could not be searched for one. */
export function nothingFound(paths: readonly string[], trees: readonly FileTree[]): string {
  const where = paths.length === 0 ? 'this folder' : paths.map((path) => `"${path}"`).join(', ');
  const looked = `there is no Compose file in or below ${where}; looked for ${DEFAULT_FILES.join(', ')}`;
  const notListed = trees.flatMap((tree) => tree.notListed());
  const more =
    notListed.length > MOST_NOT_LISTED ? [`${String(notListed.length - MOST_NOT_LISTED)} more places neither`] : [];
  return [looked, ...notListed.slice(0, MOST_NOT_LISTED), ...more].join('; ');
}

const MOST_NOT_LISTED = 3;

/** Prints what is wrong with the input, one line each and each once, and says whether everything was understood. */
export function complainOf(diagnostics: readonly Diagnostic[], { complain }: Terminal): ExitCode {
  const lines = diagnostics.map(
    ({ severity, at, message }) =>
      `${forTerminal(`${at.file}:${String(at.line)}:${String(at.column)}`)}: ${severity}: ${forTerminal(message)}\n`,
  );
  for (const line of new Set(lines)) complain(line);
  return diagnostics.some(({ severity }) => severity === 'error') ? 2 : 0;
}
