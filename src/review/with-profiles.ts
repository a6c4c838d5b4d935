import { compareText } from '../compose/source.ts';
import type { Violation } from '../rules/rule.ts';
import type { Topology } from '../topology/topology.ts';
import { code, listed } from '../words/words.ts';

/** `violation` with what has to be asked for before it holds: the profiles of the services that take part. */
export function withProfiles({ services }: Topology, violation: Violation): Violation {
  const byProfiles = new Map<string, string[]>();
  for (const id of new Set(violation.services)) {
    const { name, profiles } = services.get(id)?.service ?? { name: '', profiles: [] };
    if (profiles.length === 0) continue;
    const asked = [...profiles].sort(compareText).map(code).join(' or ');
    byProfiles.set(asked, [...(byProfiles.get(asked) ?? []), code(name)]);
  }
  const sentences = [...byProfiles]
    .sort(([a], [b]) => compareText(a, b))
    .slice(0, MOST_SENTENCES)
    .map(
      ([profiles, names]) =>
        ` ${listed(names)} ${names.length === 1 ? 'starts' : 'start'} only with profile ${profiles}.`,
    );
  return sentences.length === 0 ? violation : { ...violation, message: violation.message + sentences.join('') };
}

const MOST_SENTENCES = 2;
