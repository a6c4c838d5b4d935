import { mayReach } from '../flows/may-reach.ts';
import { type PossibleFrom, possibleIn } from '../flows/possible.ts';
import { CONNECTIONS_AND_CONTROL } from '../flows/paths.ts';
import type { Stack } from '../flows/stack.ts';
import { HOST, type NodeId, OUTSIDE } from '../topology/node-id.ts';
import { type UnknownReach, unknownsOf } from '../topology/unknown.ts';
import type { Diagnostic } from '../compose/diagnostics.ts';
import { acceptanceOf } from './exceptions.ts';
import { type Walls, wallsOf } from './isolation.ts';
import type { IsolationRule, Policy } from './policy.ts';

/** An isolation rule of which nobody can say whether it holds, at the line that is not understood. */
export interface UnknownWall {
  readonly diagnostic: Diagnostic;
  /** The same as long as rule, pair and line of thought are. */
  readonly signature: string;
}

/**
 * Rules of `policy` that hold in `stack` by all that is known, and may be broken by what is not; one for each rule, and a warning where all of
 * that is accepted on the day `today`.
 */
export function unknownWalls(policy: Policy, stack: Stack, today: string): readonly UnknownWall[] {
  const unknowns = unknownsOf(stack.topology);
  const open = unknowns.filter((unknown) => acceptanceOf(policy.exceptions, unknown, today) === null);
  const [ways, all] = [possibleWays(stack, open), possibleWays(stack, unknowns)];
  return policy.isolation.flatMap(
    (rule) => unknownWall(rule, stack, ways, 'error') ?? unknownWall(rule, stack, all, 'warning') ?? [],
  );
}

/** What is not known of a stack, and what that leads to. */
interface PossibleWays {
  readonly unknowns: readonly UnknownReach[];
  readonly direct: PossibleFrom;
  readonly transitive: PossibleFrom;
}

function possibleWays({ topology, flows }: Stack, unknowns: readonly UnknownReach[]): PossibleWays {
  const nodes = [OUTSIDE, HOST, ...topology.services.keys()];
  const targets = new Map<NodeId, ReadonlySet<NodeId>>();
  const targetsOf = (source: NodeId): ReadonlySet<NodeId> =>
    new Set(nodes.filter((to) => mayReach(unknowns, source, to)));
  return {
    unknowns,
    direct: (source) => {
      const found = targets.get(source) ?? targetsOf(source);
      targets.set(source, found);
      return found;
    },
    transitive: possibleIn(flows, unknowns, nodes, CONNECTIONS_AND_CONTROL),
  };
}

function unknownWall(
  rule: IsolationRule,
  { topology }: Stack,
  { unknowns, direct, transitive }: PossibleWays,
  severity: Diagnostic['severity'],
): UnknownWall | null {
  const [first] = unknowns;
  if (first === undefined) return null;
  const walls = wallsOf(rule, topology);
  const pair = pairOf(rule, walls, rule.reach === 'direct' ? direct : transitive);
  if (pair === null) return walls.from.size > MOST ? notLookedAt(rule, first, severity) : null;
  const cause = unknowns.find((unknown) => pair.some((id) => unknown.members.has(id))) ?? first;
  const [from, to] = pair.map((id) => nameOf(id, topology));
  const message = `Whether isolation rule \`${rule.name}\` holds is not known: ${from ?? ''} may reach ${to ?? ''}. ${cause.message}`;
  return {
    diagnostic: { code: 'isolation-unknown', severity, message, at: cause.at },
    signature: JSON.stringify([rule.name, pair, cause.signature]),
  };
}

function pairOf(
  { reach }: IsolationRule,
  { from, to, via }: Walls,
  reachable: PossibleFrom,
): readonly [NodeId, NodeId] | null {
  const sources = [...from].sort();
  for (const source of sources.slice(0, MOST)) {
    const avoid = reach === 'direct' ? via : new Set([...via, ...sources.filter((id) => id !== source)]);
    const reached = reachable(source, avoid);
    const target = [...to].sort().find((id) => id !== source && reached.has(id));
    if (target !== undefined) return [source, target];
  }
  return null;
}

/** What is behind the first sources is not looked at: that it holds is not known then. */
function notLookedAt(
  { name }: IsolationRule,
  { at, signature }: UnknownReach,
  severity: Diagnostic['severity'],
): UnknownWall {
  const message = `Whether isolation rule \`${name}\` holds is not known: only the first ${String(MOST)} services of its \`from\` were looked at, and not all of these files is understood. Name fewer in one rule.`;
  return {
    diagnostic: { code: 'isolation-unknown', severity, message, at },
    signature: JSON.stringify([name, MOST, signature]),
  };
}

/** So many sources are looked at. */
const MOST = 50;

function nameOf(id: NodeId, { services }: Stack['topology']): string {
  const service = services.get(id)?.service.name;
  return service === undefined ? (id === OUTSIDE ? 'the outside' : 'the host') : `\`${service}\``;
}
