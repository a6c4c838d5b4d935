import type { ChangedFile } from '../../fixes/apply.ts';
import { type Aim, objectionsTo } from './objections.ts';
import { type TriedRevision, type Trial, trialOf } from './trial.ts';

/** A change of files that may end a cause. */
export interface Candidate {
  readonly files: readonly ChangedFile[];
}

/** The candidate to show, with what trying it showed; or why none counts: what is wrong with the first. */
export type Best<T> =
  | { readonly kind: 'found'; readonly candidate: T; readonly trial: Trial; readonly given: readonly string[] }
  | { readonly kind: 'none'; readonly objections: readonly string[] };

/** The first of `candidates` that ends all that it is to end and harms nothing, each tried in turn. */
export function bestOf<T extends Candidate>(judged: TriedRevision, candidates: readonly T[], aim: Aim): Best<T> {
  let objections: readonly string[] | null = null;
  for (const candidate of candidates) {
    const given = requiredIn(candidate.files);
    const trial = trialOf(judged, candidate.files, new Map(given.map((name) => [name, SAMPLE])));
    const found = objectionsTo(trial, aim);
    if (found.length === 0) return { kind: 'found', candidate, trial, given };
    objections ??= found;
  }
  return { kind: 'none', objections: objections ?? [] };
}

/** What stands for a value that the patch asks for. */
const SAMPLE = 'sample';

/** Variables that files ask for after a change and did not before: `${POSTGRES_PASSWORD:?}`. */
function requiredIn(files: readonly ChangedFile[]): readonly string[] {
  const asked = (text: string): readonly string[] => [...text.matchAll(/\$\{(\w+):?\?/g)].map(([, name = '']) => name);
  const names = files.flatMap(({ before, after }) => {
    const known = new Set(asked(before.text));
    return asked(after).filter((name) => !known.has(name));
  });
  return [...new Set(names)].sort();
}
