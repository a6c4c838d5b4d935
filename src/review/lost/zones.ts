import { type Diagnostic, error } from '../../compose/diagnostics.ts';
import type { Policy } from '../../policy/policy.ts';
import { isThere } from '../../policy/unmatched.ts';
import { code } from '../../words/words.ts';
import type { Analysis } from '../analyze.ts';

/**
 * Services and images of which the policy states the zone, that the base had and the head has not, where the change brings services: one of them may be
 * the same under another name, and nobody knows what it is for. What only goes is no loss.
 */
export function lostZones(base: Analysis, head: Analysis, { mentions }: Policy): readonly Diagnostic[] {
  const before = new Set(namesIn(base));
  const added = namesIn(head).filter((name) => !before.has(name));
  const [first] = added;
  if (first === undefined) return [];
  return mentions
    .filter((mention) => {
      const isIn = ({ stacks }: Analysis): boolean => stacks.some(({ topology }) => isThere(mention, topology));
      return mention.under === 'zones' && isIn(base) && !isIn(head);
    })
    .map(({ kind, pattern, at }) =>
      error(
        'zone-lost',
        at,
        `The policy says what ${kind} ${code(pattern)} is for, and this change leaves none of that name but brings ${code(first)}. If that takes its place, the policy has to say so first.`,
      ),
    );
}

function namesIn({ stacks }: Analysis): readonly string[] {
  return stacks.flatMap(({ topology }) => [...topology.services.values()].map(({ service }) => service.name));
}
