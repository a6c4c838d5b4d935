import { compareText } from '../../compose/source.ts';
import { breachesOf } from '../breaches.ts';
import type { Stack } from '../../flows/stack.ts';
import { NOWHERE, tiersOf, type Proposal } from './tiers.ts';
import { wallsOf } from '../isolation.ts';
import type { IsolationRule, Selector } from '../policy.ts';
import { comment, yamlScalar } from '../../words/yaml-text.ts';

/**
 * Lines of isolation rules that nothing in `stacks` breaks, and that the built-in rules do not say already: networks that meet in a few
 * services only, consoles that the entrance does not lead to, data stores that call nobody.
 */
export function holding(stacks: readonly Stack[]): readonly string[] {
  return [...tiersOf(stacks), ...USUAL].flatMap((proposal) => {
    const isBroken = stacks.some(({ topology, flows }) => !isNone(breachesOf(proposal.rule, topology, flows)));
    return isBroken || !isAboutSomething(proposal.rule, stacks) ? [] : linesOf(proposal, stacks);
  });
}

const USUAL: readonly Proposal[] = [
  {
    rule: {
      at: NOWHERE,
      name: 'consoles-not-from-the-entrance',
      from: { at: NOWHERE, kind: 'zone', zone: 'edge' },
      to: { at: NOWHERE, kind: 'zone', zone: 'admin' },
      reach: 'any',
      via: [],
      severity: 'high',
      because: 'no console is behind the entrance, not even a few services behind it',
    },
    notes: { reach: 'also through services that were taken over', via: '' },
  },
  {
    rule: {
      at: NOWHERE,
      name: 'data-stays-inside',
      from: { at: NOWHERE, kind: 'zone', zone: 'data' },
      to: { at: NOWHERE, kind: 'outside' },
      reach: 'direct',
      via: [],
      severity: 'high',
      because: 'data stores call nobody, so one that is taken over sends nothing away',
    },
    notes: { reach: 'in one hop', via: '' },
  },
];

/** Somebody to guard, and somebody to guard it from, be it later: a gateway stands where one may come. */
function isAboutSomething(rule: IsolationRule, stacks: readonly Stack[]): boolean {
  return stacks.some(({ topology }) => {
    const { from, to, via } = wallsOf(rule, topology);
    return to.size > 0 && (from.size > 0 || via.size > 0);
  });
}

function isNone(found: Iterator<unknown>): boolean {
  return found.next().done === true;
}

function linesOf({ rule, notes }: Proposal, stacks: readonly Stack[]): readonly string[] {
  const { name, from, to, reach, via, because } = rule;
  const gateways = via.map(({ value }) => yamlScalar(value)).join(', ');
  return [
    `  - name: ${yamlScalar(name)}`,
    `    from: ${selectorYaml(from)}${today(rule, stacks, 'from')}`,
    `    to: ${selectorYaml(to)}${today(rule, stacks, 'to')}`,
    `    reach: ${reach} # ${notes.reach}`,
    ...(via.length === 0 ? [] : [`    via: [${gateways}] # ${notes.via}`]),
    ...(because === null ? [] : [`    because: ${yamlScalar(because)}`]),
  ];
}

function selectorYaml(selector: Selector): string {
  if ('pattern' in selector) return `{ ${selector.kind}: ${yamlScalar(selector.pattern)} }`;
  return selector.kind === 'zone' ? `{ zone: ${selector.zone} }` : selector.kind;
}

const MOST_NAMES = 5;

/** Whom a selector means at the time of writing, as a comment. */
function today(rule: IsolationRule, stacks: readonly Stack[], side: 'from' | 'to'): string {
  const names = stacks.flatMap(({ topology }) =>
    [...wallsOf(rule, topology)[side]].flatMap((id) => topology.services.get(id)?.service.name ?? []),
  );
  const shown = [...new Set(names)].sort(compareText);
  const more = shown.length > MOST_NAMES ? [`${String(shown.length - MOST_NAMES)} more`] : [];
  return names.length === 0 ? '' : ` # today ${comment([...shown.slice(0, MOST_NAMES), ...more].join(', '))}`;
}
