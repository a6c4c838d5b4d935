import type { Diagnostic } from '../compose/diagnostic.ts';
import { warning } from '../compose/diagnostics.ts';
import type { NodeId, Topology } from '../topology/topology.ts';
import type { IsolationRule, Policy, Selector } from './policy.ts';
import { selected, servicesNamed } from './selectors.ts';

/** An isolation rule as it stands for one topology. */
export interface Walls {
  readonly from: ReadonlySet<NodeId>;
  readonly to: ReadonlySet<NodeId>;
  /** What every path may pass; neither a source nor a target. */
  readonly via: ReadonlySet<NodeId>;
}

/** Who must not reach whom by `rule`; `from` and `to` are without `via`, for what passes it is allowed. */
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

/** Selectors and gateways of isolation rules that mean nothing in any of `topologies`: a wall that stands nowhere. */
export function unmatchedSelectors(policy: Policy, topologies: readonly Topology[]): readonly Diagnostic[] {
  const nowhere = (nodes: (topology: Topology) => ReadonlySet<NodeId>) =>
    topologies.every((topology) => nodes(topology).size === 0);
  return policy.isolation.flatMap(({ name, from, to, via }) => [
    ...[from, to]
      .filter((selector) => nowhere((topology) => selected(selector, topology)))
      .map((selector) =>
        unmatched(selector.at, `Isolation rule "${name}" guards nothing: there is no ${selectorText(selector)}.`),
      ),
    ...via
      .filter(({ value }) => nowhere((topology) => servicesNamed(value, topology)))
      .map(({ value, at }) =>
        unmatched(at, `Isolation rule "${name}" lets pass through \`${value}\`, but there is no such service.`),
      ),
  ]);
}

function unmatched(at: Diagnostic['at'], message: string): Diagnostic {
  return warning('isolation-unmatched', at, message);
}

/** A selector as one says it: ``service in zone `data` ``. */
export function selectorText(selector: Selector): string {
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
      return 'host';
    case 'any':
      return 'service';
  }
}
