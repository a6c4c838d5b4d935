import type { Zone } from '../../catalogue/zone.ts';
import { isAtLeast, type Severity } from '../../policy/severity.ts';
import type { TopologyService } from '../../topology/topology.ts';
import type { RuleContext } from '../context.ts';
import type { Violation } from '../rule.ts';
import { code } from '../../words/words.ts';

/**
 * `violations` of a rule of `severity` that hold because services are of certain zones, each of `sides` the zones of one of them: where that
 * is only guessed of all of a side, the sentence says so, and no more than medium rests on it.
 */
export function* withGuesses(
  { topology }: RuleContext,
  severity: Severity,
  sides: readonly (readonly Zone[])[],
  violations: Iterable<Violation>,
): Generator<Violation> {
  for (const violation of violations) {
    const services = violation.services.flatMap((id) => topology.services.get(id) ?? []);
    const guessed = sides
      .map((zones) => services.filter(({ zone }) => zones.includes(zone.zone)))
      .find((side) => side.every(({ zone }) => zone.guessedBy !== null))?.[0];
    const own = violation.severity ?? severity;
    yield guessed === undefined
      ? violation
      : {
          ...violation,
          message: `${violation.message} ${saying(guessed)}`,
          severity: isAtLeast(own, 'high') ? 'medium' : violation.severity,
        };
  }
}

function saying({ service, zone }: TopologyService): string {
  return `By its ${zone.guessedBy ?? 'name'} alone, ${code(service.name)} is taken for ${WHAT[zone.zone]}.`;
}

const WHAT = {
  edge: 'a proxy',
  frontend: 'a frontend',
  app: 'an application',
  data: 'a data store',
  admin: 'a console',
  ops: 'a monitor',
} as const satisfies Record<Zone, string>;
