import { selected } from '../../policy/selectors.ts';
import type { IsolationRule, Policy, Selector } from '../../policy/policy.ts';
import { isolation } from '../../rules/isolation.ts';
import type { Severity } from '../../policy/severity.ts';
import { code } from '../../words/words.ts';
import type { Analysis, Breach } from '../analyze.ts';

/**
 * Isolation rules of which a side named somebody in the base and names nobody in the head, as breaches: what was kept apart may go on under
 * another name, and nothing would watch it. Not where a project of the head could not be read, of which nobody knows whom it has.
 */
export function lostWalls(base: Analysis, head: Analysis, policy: Policy): readonly Breach[] {
  const stated = policy.rules.get(isolation.id)?.value ?? null;
  if (stated === 'off' || head.found.some(({ project, isHeld }) => project === null && isHeld)) return [];
  return policy.isolation.flatMap((rule) =>
    [rule.from, rule.to].flatMap((selector) => {
      const named = isByName(selector) ? namedIn(selector, base) : [];
      return named.length === 0 || namedIn(selector, head).length > 0
        ? []
        : [lost(rule, selector, named, base, stated ?? rule.severity)];
    }),
  );
}

/** A zone is what services are for: with the last of them there is nothing left to guard. */
function isByName({ kind }: Selector): boolean {
  return kind === 'service' || kind === 'network' || kind === 'project' || kind === 'label';
}

function namedIn(selector: Selector, { stacks }: Analysis): readonly string[] {
  return stacks.flatMap(({ topology }) => [...selected(selector, topology)].sort());
}

function lost(
  rule: IsolationRule,
  selector: Selector,
  [first = '']: readonly string[],
  { stacks }: Analysis,
  severity: Severity,
): Breach {
  const service = stacks.flatMap(({ topology }) => topology.services.get(first) ?? [])[0];
  const name = service?.service.name ?? '';
  const text = `Isolation rule ${code(rule.name)} guards nothing any more: this change leaves nobody that its ${code(sideOf(rule, selector))} names, as ${code(name)} was.`;
  return {
    rule: isolation,
    severity,
    violation: {
      project: service?.project ?? '',
      subject: name,
      identity: `isolation=${rule.name} lost=${sideOf(rule, selector)}`,
      message: text,
      at: selector.at,
      related: service === undefined ? [] : [{ at: service.service.at, note: `${name} was here before` }],
      path: [],
      services: [],
      fix: {
        summary: `Let the rule name what takes its place in a change of the policy before this one, or keep the name.`,
        edits: [],
        caveat: null,
      },
      severity,
    },
  };
}

function sideOf({ from }: IsolationRule, selector: Selector): 'from' | 'to' {
  return selector === from ? 'from' : 'to';
}
