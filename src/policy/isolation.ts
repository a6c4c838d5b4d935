import { type Diagnostic, warning } from '../compose/diagnostics.ts';
import { nearest } from '../words/nearest.ts';
import type { Topology } from '../topology/topology.ts';
import type { IsolationRule, Policy, Selector } from './policy.ts';
import { namesFor, selected, servicesNamed } from './selectors.ts';
import type { NodeId } from '../topology/node-id.ts';

/** An isolation rule as it stands for one topology. */
export interface Walls {
  readonly from: ReadonlySet<NodeId>;
  readonly to: ReadonlySet<NodeId>;
  /** What every path may pass; neither a source nor a target. */
  readonly via: ReadonlySet<NodeId>;
}

/** Nodes that must not reach others by `rule`; `from` and `to` are without `via`, for what passes it is allowed. */
export function wallsOf(rule: IsolationRule, topology: Topology): Walls {
  const via = new Set(rule.via.flatMap(({ value }) => [...servicesNamed(value, topology)]));
  const without = (nodes: ReadonlySet<NodeId>) => new Set([...nodes].filter((id) => !via.has(id)));
  return { from: without(selected(rule.from, topology)), to: without(selected(rule.to, topology)), via };
}

/** Whether an isolation rule of `policy` says that `from` must not reach `to`. One direction only. */
export function separates(policy: Policy, topology: Topology, from: NodeId, to: NodeId): boolean {
  return (
    from !== to &&
    policy.isolation.some((rule) => {
      const walls = wallsOf(rule, topology);
      return walls.from.has(from) && walls.to.has(to);
    })
  );
}

/**
 * Isolation rules that keep nobody apart in any of `topologies`, at the selector or gateway that means nothing there, or at the rule where
 * its two sides are one: a wall that stands nowhere.
 */
export function unmatchedSelectors(policy: Policy, topologies: readonly Topology[]): readonly Diagnostic[] {
  const nowhere = (nodes: (topology: Topology) => ReadonlySet<NodeId>) =>
    topologies.every((topology) => nodes(topology).size === 0);
  return policy.isolation.flatMap((rule) => {
    const { name, from, to, via, at } = rule;
    const unmatchedSides = [from, to].filter((selector) => nowhere((topology) => selected(selector, topology)));
    const parts = [
      ...unmatchedSides.map((selector) =>
        unmatched(
          selector.at,
          `Isolation rule "${name}" guards nothing: there is no ${selectorText(selector)}. ${hint(selector, topologies)}`,
        ),
      ),
      ...via
        .filter(({ value }) => nowhere((topology) => servicesNamed(value, topology)))
        .map(({ value, at }) =>
          unmatched(
            at,
            `Isolation rule "${name}" lets pass through \`${value}\`, but there is no such service. ${hint({ kind: 'service', pattern: value }, topologies)}`,
          ),
        ),
    ];
    if (parts.length > 0 || topologies.length === 0 || keepsApart(rule, topologies)) return parts;
    const message = `Isolation rule "${name}" guards nothing: \`from\` and \`to\` mean the same one service. Change one of them, or remove the rule.`;
    return [unmatched(at, message)];
  });
}

/** Whether there are two, be it in stacks that are apart today, of which one must not reach the other. A gateway stands where one may come. */
function keepsApart(rule: IsolationRule, topologies: readonly Topology[]): boolean {
  const walls = topologies.map((topology) => wallsOf(rule, topology));
  const from = new Set(walls.flatMap((each) => [...each.from]));
  const to = new Set(walls.flatMap((each) => [...each.to]));
  return rule.via.length > 0 || [...from].some((id) => to.size > 1 || !to.has(id));
}

function unmatched(at: Diagnostic['at'], message: string): Diagnostic {
  return warning('isolation-unmatched', at, message);
}

function hint(
  selector: { readonly kind: Selector['kind']; readonly pattern?: string },
  topologies: readonly Topology[],
): string {
  const names = topologies.flatMap((topology) => namesFor(selector.kind, topology));
  const near = selector.pattern === undefined ? null : nearest(selector.pattern, names);
  return near === null ? 'Correct it, or remove the rule.' : `Did you mean "${near}"?`;
}

/** A selector as one says it: ``service in zone `data` ``. */
function selectorText(selector: Selector): string {
  switch (selector.kind) {
    case 'zone':
      return `service in zone \`${selector.zone}\``;
    case 'service':
      return `service \`${selector.pattern}\``;
    case 'network':
      return `service on network \`${selector.pattern}\``;
    case 'project':
      return `service of project \`${selector.pattern}\``;
    case 'label':
      return `service with label \`${selector.value === null ? selector.key : `${selector.key}=${selector.value}`}\``;
    case 'outside':
      return 'outside';
    case 'host':
      return selector.part === null
        ? 'host'
        : `${selector.part === 'control' ? 'control of' : 'connections to'} the host`;
    case 'any':
      return 'service';
  }
}
