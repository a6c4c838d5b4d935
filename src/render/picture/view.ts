import type { ReportEdge, ReportNode } from '../../review/report/report.ts';
import type { Numbered } from '../numbered.ts';

/** The part of a topology that a picture shows, and the findings marked in it. */
export interface View {
  readonly title: string;
  readonly nodes: readonly ReportNode[];
  readonly edges: readonly ReportEdge[];
  readonly findings: readonly Numbered[];
  /** Node ids of services that share a network namespace, each with one that stands for all of them. */
  readonly namespaces: ReadonlyMap<string, string>;
  /** One row from left to right, if it is short enough. */
  readonly row: boolean;
}

/** Neighbours of each node along `edges`, in both directions. */
export function neighbours(edges: readonly ReportEdge[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const add = (from: string, to: string): void => {
    const known = found.get(from);
    if (known === undefined) found.set(from, [to]);
    else known.push(to);
  };
  for (const { from, to } of edges) {
    add(from, to);
    add(to, from);
  }
  return found;
}

/** Nodes of a shortest way from `start` to each of `goals`, both ends included; nothing for goals without a way. */
export function waysTo(start: string, goals: Iterable<string>, edges: readonly ReportEdge[]): ReadonlySet<string> {
  const before = walk(start, neighbours(edges));
  const found = new Set<string>();
  for (const goal of goals) {
    for (let id = before.has(goal) ? goal : null; id !== null; id = before.get(id) ?? null) found.add(id);
  }
  return found;
}

/** Breadth first from `start`: the node before each one that is reached. */
function walk(start: string, next: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, string | null> {
  const before = new Map<string, string | null>([[start, null]]);
  for (const id of before.keys()) {
    for (const neighbour of next.get(id) ?? []) {
      if (!before.has(neighbour)) before.set(neighbour, id);
    }
  }
  return before;
}
