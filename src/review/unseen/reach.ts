import type { Diagnostic } from '../../compose/diagnostics.ts';
import { placeKey } from '../../compose/source.ts';
import { acceptanceOf } from '../../policy/exceptions.ts';
import { unknownWalls } from '../../policy/unknown-walls.ts';
import type { Policy } from '../../policy/policy.ts';
import { type UnknownReach, unknownsOf } from '../../topology/unknown.ts';
import type { Analysis } from '../analyze.ts';

/**
 * The diagnostics of `head`, with those of unknown reach as errors where the change has to do with it, or there is nothing to compare with; and
 * isolation rules that may not hold for that. What was so before is a warning: it would turn every change red. So is what an exception of the
 * policy accepts on the day `today`.
 */
export function withUnknownReach(
  base: Analysis | null,
  head: Analysis,
  policy: Policy,
  today: string,
): readonly Diagnostic[] {
  const before = new Set(base === null ? [] : signaturesOf(base, policy, today));
  const all = head.stacks.flatMap(({ topology }) => unknownsOf(topology));
  const isNew = ({ signature }: UnknownReach) => !before.has(signature);
  // Of two in the same words, as of two ways to start one thing, the new one counts.
  const unknowns = new Map(
    [...all.filter((one) => !isNew(one)), ...all.filter(isNew)].map((one) => [keyOf(one), one] as const),
  );
  return [
    ...head.diagnostics.map((one) => {
      const unknown = unknowns.get(keyOf(one));
      return unknown === undefined ? one : weighed(one, unknown, before, policy, today);
    }),
    ...head.stacks
      .flatMap((stack) => unknownWalls(policy, stack, today))
      .map(({ diagnostic, signature }) =>
        before.has(signature) ? { ...diagnostic, severity: 'warning' as const } : diagnostic,
      ),
  ];
}

function weighed(
  diagnostic: Diagnostic,
  unknown: UnknownReach,
  before: ReadonlySet<string>,
  { exceptions }: Policy,
  today: string,
): Diagnostic {
  const accepted = acceptanceOf(exceptions, unknown, today);
  if (accepted !== null) {
    const until = accepted.until === null ? '' : ` until ${accepted.until}`;
    return { ...diagnostic, message: `${diagnostic.message} The policy accepts that${until}: ${accepted.because}` };
  }
  if (before.has(unknown.signature)) return diagnostic;
  const message = `${diagnostic.message} If that is meant, an exception of \`${unknown.code}\` in the policy accepts it.`;
  return { ...diagnostic, severity: 'error', message };
}

function keyOf({ code, at, message }: Pick<Diagnostic, 'code' | 'at' | 'message'>): string {
  return JSON.stringify([code, placeKey(at), message]);
}

function signaturesOf({ stacks }: Analysis, policy: Policy, today: string): readonly string[] {
  return stacks.flatMap((stack) => [
    ...unknownsOf(stack.topology).map(({ signature }) => signature),
    ...unknownWalls(policy, stack, today).map(({ signature }) => signature),
  ]);
}
