import type { ChangedFile } from '../../fixes/apply.ts';
import { type Aim, earlyObjectionsTo, objectionsTo } from './objections.ts';
import { begunTrial, errorsOf, type Trial, type TriedRevision, workIn } from './trial.ts';

/** A change of files that may end a cause. */
export interface Candidate {
  readonly files: readonly ChangedFile[];
}

/** The candidate to show, with what trying it showed; why none counts: what is wrong with the first; or that none was tried. */
export type Best<T> =
  | { readonly kind: 'found'; readonly candidate: T; readonly trial: Trial; readonly given: readonly string[] }
  | { readonly kind: 'none'; readonly objections: readonly string[] }
  | { readonly kind: 'untried' };

/** The first of some candidates that ends all that it is to end and harms nothing, each tried in turn; none is asked for that is not tried. */
export type Trials = <T extends Candidate>(candidates: Iterable<T>, aim: Aim) => Best<T>;

/**
 * Trials on one revision: once `JUDGED_AGAIN` services, networks and volumes have been judged again, or `TIMES` as many as the revision has where
 * that is more, up to `MOST_JUDGED_AGAIN`, nothing more is tried; and nothing at all where a stack is so large that one trial would take as long as all the rest.
 */
export function trialsOn(revision: TriedRevision): Trials {
  const sizes = revision.analysis.stacks.map(({ topology }) => workIn(topology));
  const judged = sizes.reduce((sum, size) => sum + size, 0);
  const most = Math.min(Math.max(JUDGED_AGAIN, TIMES * judged), MOST_JUDGED_AGAIN);
  let left = sizes.some((size) => size > LARGEST_TRIED) ? 0 : most;
  return (candidates, aim) => {
    if (left <= 0) return { kind: 'untried' };
    let objections: readonly string[] | null = null;
    let share = left / SHARE;
    for (const candidate of distinct(candidates)) {
      const { trial, cost, given, objections: found } = tried(revision, candidate.files, aim);
      left -= cost;
      share -= cost;
      if (trial !== null && found.length === 0) return { kind: 'found', candidate, trial, given };
      objections ??= found;
      if (left <= 0 || share <= 0) break;
    }
    return { kind: 'none', objections: objections ?? [] };
  };
}

/** Candidates that do not make the same of the files. */
function* distinct<T extends Candidate>(candidates: Iterable<T>): Iterable<T> {
  const known = new Set<string>();
  for (const candidate of candidates) {
    const key = JSON.stringify(candidate.files.map(({ name, splices }) => [name, splices]));
    if (known.has(key)) continue;
    known.add(key);
    yield candidate;
  }
}

/** A trial, and why what was tried does not count. */
interface TriedFiles {
  /** `null`: it was given up before the rules were asked, for it does harm. */
  readonly trial: Trial | null;
  /** So many services, networks and volumes were judged again. */
  readonly cost: number;
  /** Variables that the files ask for after the change, which had to be given for it. */
  readonly given: readonly string[];
  readonly objections: readonly string[];
}

export function tried(revision: TriedRevision, files: readonly ChangedFile[], aim: Aim): TriedFiles {
  const given = requiredIn(files);
  const { effects, finish } = begunTrial(revision, files, new Map(given.map((name) => [name, SAMPLE])));
  // Only what decides nothing may be given later.
  const ungiven = given.length === 0 ? [] : errorsOf(revision, files);
  const early = earlyObjectionsTo({ ...effects, problems: [...effects.problems, ...ungiven] }, aim);
  if (early.length > 0) return { trial: null, cost: effects.judged * GIVEN_UP, given, objections: early };
  const trial = finish();
  const objections = objectionsTo({ ...trial, problems: [...trial.problems, ...ungiven] }, aim);
  return { trial, cost: effects.judged, given, objections };
}

/** What a trial costs that is given up, to one that is not. */
const GIVEN_UP = 0.6;

/** One cause, however many ways there are to mend it, takes no more than this part of what is left. */
const SHARE = 3;

const JUDGED_AGAIN = 550;
const TIMES = 2.5;
const MOST_JUDGED_AGAIN = 1000;
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
