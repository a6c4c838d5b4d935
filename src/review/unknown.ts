import type { Diagnostic } from '../compose/diagnostics.ts';
import { placeKey } from '../compose/source.ts';
import { unknownWalls } from '../policy/unknown-walls.ts';
import type { Policy } from '../policy/policy.ts';
import { unknownsOf } from '../topology/unknown.ts';
import type { Analysis } from './analyze.ts';

/**
 * The diagnostics of `head`, with those of unknown reach as errors where the change has to do with it, or there is nothing to compare with; and
 * isolation rules that may not hold for that. What was so before is a warning: it would turn every change red.
 */
export function withUnknownReach(base: Analysis | null, head: Analysis, policy: Policy): readonly Diagnostic[] {
  const before = new Set(base === null ? [] : signaturesOf(base, policy));
  const raised = new Set(
    head.stacks
      .flatMap(({ topology }) => unknownsOf(topology))
      .filter(({ signature }) => !before.has(signature))
      .map(({ code, at }) => `${code} ${placeKey(at)}`),
  );
  return [
    ...head.diagnostics.map((one) =>
      raised.has(`${one.code} ${placeKey(one.at)}`) ? { ...one, severity: 'error' as const } : one,
    ),
    ...head.stacks
      .flatMap((stack) => unknownWalls(policy, stack))
      .map(({ diagnostic, signature }) =>
        before.has(signature) ? { ...diagnostic, severity: 'warning' as const } : diagnostic,
      ),
  ];
}

function signaturesOf({ stacks }: Analysis, policy: Policy): readonly string[] {
  return stacks.flatMap((stack) => [
    ...unknownsOf(stack.topology).map(({ signature }) => signature),
    ...unknownWalls(policy, stack).map(({ signature }) => signature),
  ]);
}
