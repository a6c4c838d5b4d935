import type { Diagnostic } from '../../compose/diagnostics.ts';
import type { ChangedFile } from '../../fixes/apply.ts';
import { type Aim, objectionsTo } from './objections.ts';
import { errorsOf, workIn, type Trial, trialOf, type TriedRevision } from './trial.ts';

/** A change of files that may end a cause. */
export interface Candidate {
  readonly files: readonly ChangedFile[];
}

/** The candidate to show, with what trying it showed; why none counts: what is wrong with the first; or that none was tried. */
export type Best<T> =
  | { readonly kind: 'found'; readonly candidate: T; readonly trial: Trial; readonly given: readonly string[] }
  | { readonly kind: 'none'; readonly objections: readonly string[] }
  | { readonly kind: 'untried' };

/** The first of some candidates that ends all that it is to end and harms nothing, each tried in turn. */
export type Trials = <T extends Candidate>(candidates: readonly T[], aim: Aim) => Best<T>;

/**
 * Trials on one revision: once `JUDGED_AGAIN` services, networks and volumes have been judged again, or `TIMES` as many as the revision has where
 * that is more, nothing more is tried; and nothing at all where a stack is so large that one trial would take as long as all the rest.
 */
export function trialsOn(revision: TriedRevision): Trials {
  const sizes = revision.analysis.stacks.map(({ topology }) => workIn(topology));
  const judged = sizes.reduce((sum, size) => sum + size, 0);
  let left = sizes.some((size) => size > LARGEST_TRIED) ? 0 : Math.max(JUDGED_AGAIN, TIMES * judged);
  return (candidates, aim) => {
    let objections: readonly string[] | null = null;
    let share = left / SHARE;
    for (const candidate of distinct(candidates)) {
      if (left <= 0 || (objections !== null && share <= 0))
        return objections === null ? { kind: 'untried' } : { kind: 'none', objections };
      const { trial, given, objections: found } = tried(revision, candidate.files, aim);
      left -= trial.judged;
      share -= trial.judged;
      if (found.length === 0) return { kind: 'found', candidate, trial, given };
      objections ??= found;
    }
    return { kind: 'none', objections: objections ?? [] };
  };
}

/** Candidates that do not make the same of the files. */
function distinct<T extends Candidate>(candidates: readonly T[]): Iterable<T> {
  const known = new Map<string, T>();
  for (const candidate of candidates) {
    const key = JSON.stringify(candidate.files.map(({ name, splices }) => [name, splices]));
    if (!known.has(key)) known.set(key, candidate);
  }
  return known.values();
}

/** One trial. `given`: variables that the files ask for after the change, which had to be given for it. */
export function tried(
  revision: TriedRevision,
  files: readonly ChangedFile[],
  aim: Aim,
): { readonly trial: Trial; readonly given: readonly string[]; readonly objections: readonly string[] } {
  const given = requiredIn(files);
  const trial = trialOf(revision, files, new Map(given.map((name) => [name, SAMPLE])));
  return {
    trial,
    given,
    objections: objectionsTo({ ...trial, problems: [...trial.problems, ...asked(revision, files, given)] }, aim),
  };
}

/** What is wrong as long as nobody has given what a change asks for: only what decides nothing may be given later. */
function asked(
  revision: TriedRevision,
  files: readonly ChangedFile[],
  given: readonly string[],
): readonly Diagnostic[] {
  if (given.length === 0) return [];
  return errorsOf(revision, files);
}

/** One cause, however many ways there are to mend it, takes no more than this part of what is left. */
const SHARE = 3;

const JUDGED_AGAIN = 800;
const TIMES = 2;
const LARGEST_TRIED = 400;

/** What stands for a value that the patch asks for. */
const SAMPLE = 'sample';

/** Variables that files ask for after a change and did not before: `${POSTGRES_PASSWORD:?}`. */
function requiredIn(files: readonly ChangedFile[]): readonly string[] {
  const variablesIn = (text: string): readonly string[] =>
    [...text.matchAll(/\$\{(\w+):?\?/g)].map(([, name = '']) => name);
  const names = files.flatMap(({ before, after }) => {
    const known = new Set(variablesIn(before.text));
    return variablesIn(after).filter((name) => !known.has(name));
  });
  return [...new Set(names)].sort();
}
