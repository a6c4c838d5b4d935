import { addTo } from '../../words/grouped.ts';
import { claimOf } from '../report/claim.ts';
import type { ReportFinding } from '../report/report.ts';
import type { CauseFix } from './fix.ts';
import { type ToldCause, toldCause } from './told-cause.ts';

/** A cause with its fix. */
export interface MendedCause {
  readonly told: ToldCause;
  readonly written: CauseFix;
}

/**
 * A cause with its fix. Where none was found that ends all of it, those about whom there is one are a cause of their own: what keeps some from a patch
 * is no reason to leave the others.
 */
export function mendable(one: ToldCause, fixOf: (told: ToldCause) => CauseFix): readonly MendedCause[] {
  const whole = { told: one, written: fixOf(one) };
  const groups = new Map<string, ReportFinding[]>();
  for (const finding of one.own) addTo(groups, aboutWhom(finding), finding);
  if (whole.written.kind !== 'none' || groups.size < 2 || groups.size > MOST_TRIED_APART) return [whole];
  const each = [...groups.values()].map((own) => {
    const told = partOf(one, own);
    return { told, written: fixOf(told) };
  });
  const [found, left] = [true, false].map((isFound) =>
    each.filter(({ written }) => (written.kind === 'found') === isFound),
  );
  if (found === undefined || left === undefined || found.length === 0) return [whole];
  return [...inOne(one, found, fixOf), ...inOne(one, left, fixOf)];
}

/** Several parts of a cause as one where that has the same fate as each of them; else as they are. */
function inOne(
  whole: ToldCause,
  parts: readonly MendedCause[],
  fixOf: (told: ToldCause) => CauseFix,
): readonly MendedCause[] {
  if (parts.length < 2) return parts;
  const told = partOf(
    whole,
    parts.flatMap(({ told: { own } }) => own),
  );
  const written = fixOf(told);
  return written.kind === parts[0]?.written.kind ? [{ told, written }] : parts;
}

/** So many that a cause is about are tried one by one. */
const MOST_TRIED_APART = 8;

function partOf({ cause: { status }, parts }: ToldCause, own: readonly ReportFinding[]): ToldCause {
  const wanted = new Set(own);
  return toldCause(
    status,
    parts
      .map((part) => ({ ...part, ended: part.ended.filter(({ finding }) => wanted.has(finding)) }))
      .filter(({ ended }) => ended.length > 0),
  );
}

/** Who has to change for a finding to end: the store of those that meet on a network, else whom it is about. */
function aboutWhom(finding: ReportFinding): string {
  const hop = claimOf(finding).at(-1);
  return hop?.means === 'network' ? hop.to : JSON.stringify([finding.project, finding.subject]);
}
