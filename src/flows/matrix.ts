import { addTo } from '../words/grouped.ts';
import { compareText } from '../compose/source.ts';
import type { Assumptions } from '../topology/assumptions.ts';
import { enginesOf } from '../engines/engines.ts';
import { namesOfAll } from '../topology/names/answers.ts';
import type { Means } from './flow.ts';
import type { Flows } from './flows.ts';
import { labelsOf } from './labels.ts';
import { mayReach } from './may-reach.ts';
import { unknownsOf } from '../topology/unknown.ts';
import type { Topology } from '../topology/topology.ts';
import { HOST, type NodeId, OUTSIDE } from '../topology/node-id.ts';

/** Who reaches whom by TCP, as `bulkhead matrix --format json` prints it. Services by `service`, or `project/service` where there are several projects; every list sorted. */
export interface Matrix {
  readonly schemaVersion: 1;
  readonly services: readonly string[];
  /** Who reaches whom at an address of the target's own. */
  readonly direct: Readonly<Record<string, readonly string[]>>;
  /** Who reaches whom at an address of the host. */
  readonly throughHost: Readonly<Record<string, readonly string[]>>;
  /** Who reaches other machines over IPv4 or the host's network. Ways out over IPv6 or a network beside the host are under `unknown`. */
  readonly egress: readonly string[];
  /** Whom other machines reach. */
  readonly fromOutside: readonly string[];
  /** Whom processes of the host reach. */
  readonly fromHost: readonly string[];
  /** Who reaches what the host itself listens on, at one of its addresses at least. */
  readonly toHost: readonly string[];
  /**
   * Services that may answer to each name when the service before it asks: all names of services, aliases, host and container names.
   * Services in one network namespace answer together. Empty: it does not resolve.
   */
  readonly names: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** Whom the files leave open: they may be reached, beside those that are. Left out: all is known. */
  readonly unknown?: UnknownRows;
}

export interface UnknownRows {
  readonly from: Readonly<Record<string, readonly string[]>>;
  readonly fromOutside: readonly string[];
  readonly fromHost: readonly string[];
  /** Also those whose only way out is IPv6 or a network beside the host (macvlan): whether these lead on is not in the files. */
  readonly egress: readonly string[];
}

/** Kinds of means that are a connection to the target's own address. */
export const DIRECT: ReadonlySet<Means['kind']> = new Set([
  'namespace',
  'network',
  'routed',
  'macvlan',
  'host-network',
]);

/** Kinds of means that are a connection to the target at an address of the host. */
export const THROUGH_HOST: ReadonlySet<Means['kind']> = new Set(['through-host']);

/** Kinds of means by which a service connects to what the host listens on. */
export const TO_HOST: ReadonlySet<Means['kind']> = new Set(['to-host']);

/** Kinds of means by which other machines, or the host, connect to a service. */
export const FROM_ELSEWHERE: ReadonlySet<Means['kind']> = new Set(['published', 'routed', 'macvlan', 'host-network']);

/** The matrix of one topology, or of several that share nothing: each service reaches those of its own. */
export function matrixOf(
  stacks: readonly { readonly topology: Topology; readonly flows: Flows }[],
  assumptions: Assumptions,
): Matrix {
  const isOneProject = new Set(stacks.flatMap(({ topology }) => topology.projects.map(({ id }) => id))).size <= 1;
  const labels = labelsOf(
    stacks.map(({ topology }) => topology),
    isOneProject,
  );
  // A service without a container reaches nobody and is reached by nobody.
  const all = stacks.flatMap(({ topology, flows }) =>
    [...topology.services.values()].filter(({ service }) => service.replicas > 0).map(({ id }) => ({ id, flows })),
  );
  const named = (ids: readonly NodeId[]): readonly string[] => ids.map((id) => labels.get(id) ?? id).sort(compareText);
  const rows = (kinds: ReadonlySet<Means['kind']>): Readonly<Record<string, readonly string[]>> =>
    record(all.map(({ id, flows }) => [labels.get(id) ?? id, named(targetsBy(flows, id, kinds))]));
  const from = (source: NodeId): readonly string[] =>
    named(stacks.flatMap(({ flows }) => targetsBy(flows, source, FROM_ELSEWHERE)));
  return {
    schemaVersion: 1,
    services: named(all.map(({ id }) => id)),
    direct: rows(DIRECT),
    throughHost: rows(THROUGH_HOST),
    egress: named(all.filter(({ id, flows }) => hasEgress(flows, id)).map(({ id }) => id)),
    fromOutside: from(OUTSIDE),
    fromHost: from(HOST),
    names: Object.fromEntries(
      stacks
        .flatMap(({ topology }) => namesIn(topology, assumptions, (id) => labels.get(id) ?? id))
        .sort(([a], [b]) => compareText(a, b))
        .map(([from, row]) => [from, record(row)]),
    ),
    toHost: named(all.filter(({ id, flows }) => targetsBy(flows, id, TO_HOST).length > 0).map(({ id }) => id)),
    ...unknownIn(stacks, labels),
  };
}

function unknownIn(
  stacks: readonly { readonly topology: Topology; readonly flows: Flows }[],
  labels: ReadonlyMap<NodeId, string>,
): Pick<Matrix, 'unknown'> {
  const pairs = stacks.flatMap(({ topology }) => {
    const unknowns = unknownsOf(topology);
    const ids = [...topology.services.values()].filter(({ service }) => service.replicas > 0).map(({ id }) => id);
    const to = (from: NodeId, all: readonly NodeId[]): readonly string[] =>
      all
        .filter((id) => mayReach(unknowns, from, id))
        .map((id) => labels.get(id) ?? id)
        .sort(compareText);
    return unknowns.length === 0 ? [] : [{ ids, to }];
  });
  const elsewhere = stacks.flatMap(({ topology, flows }) =>
    [...topology.services.keys()]
      .filter((id) => !hasEgress(flows, id) && flows.between(id, OUTSIDE).some(({ means }) => means.kind === 'egress'))
      .map((id) => labels.get(id) ?? id),
  );
  if (pairs.length === 0 && elsewhere.length === 0) return {};
  return {
    unknown: {
      from: record(pairs.flatMap(({ ids, to }) => ids.map((id) => [labels.get(id) ?? id, to(id, ids)] as const))),
      fromOutside: pairs.flatMap(({ ids, to }) => to(OUTSIDE, ids)).sort(compareText),
      fromHost: pairs.flatMap(({ ids, to }) => to(HOST, ids)).sort(compareText),
      egress: [
        ...new Set([
          ...elsewhere,
          ...pairs.flatMap(({ ids, to }) =>
            ids.filter((id) => to(id, [OUTSIDE]).length > 0).map((id) => labels.get(id) ?? id),
          ),
        ]),
      ].sort(compareText),
    },
  };
}

/** Names as the engines that count resolve them. */
function namesIn(topology: Topology, assumptions: Assumptions, label: (id: NodeId) => string): readonly NamesRow[] {
  const names = namesOfAll(topology, enginesOf(assumptions.engine));
  const together = new Map<NodeId, NodeId[]>();
  for (const { id, namespace, service } of topology.services.values()) {
    if (namespace.kind === 'own' && service.replicas > 0) addTo(together, namespace.owner, id);
  }
  return [...topology.services.values()]
    .filter(({ service }) => service.replicas > 0)
    .map(({ id }) => [
      label(id),
      names.all.map((name) => [
        name,
        names
          .answering(id, name)
          .flatMap((owner) => together.get(owner) ?? [owner])
          .map(label)
          .sort(compareText),
      ]),
    ]);
}

type NamesRow = readonly [from: string, row: readonly (readonly [name: string, services: readonly string[]])[]];

/** Services that `from` has a flow to by one of `kinds`. */
export function targetsBy({ graph }: Flows, from: NodeId, kinds: ReadonlySet<Means['kind']>): readonly NodeId[] {
  if (!graph.hasNode(from)) return [];
  const found = new Set<NodeId>();
  for (const hub of graph.outNeighbors(from)) {
    const { channel } = graph.getNodeAttributes(hub);
    if (channel !== null && kinds.has(channel.kind)) for (const target of graph.outNeighbors(hub)) found.add(target);
  }
  found.delete(from);
  return [...found];
}

/** Services, `outside` and `host` that have a flow to `to` by one of `kinds`. */
export function sourcesBy({ graph }: Flows, to: NodeId, kinds: ReadonlySet<Means['kind']>): readonly NodeId[] {
  if (!graph.hasNode(to)) return [];
  const found = new Set<NodeId>();
  for (const hub of graph.inNeighbors(to)) {
    const { channel } = graph.getNodeAttributes(hub);
    if (channel !== null && kinds.has(channel.kind)) for (const source of graph.inNeighbors(hub)) found.add(source);
  }
  found.delete(to);
  return [...found];
}

/** Whether `id` has a way out that does not depend on the LAN, on one engine at least. */
export function hasEgress(flows: Flows, id: NodeId): boolean {
  return flows
    .between(id, OUTSIDE)
    .some(({ means }) => means.kind === 'egress' && (means.over === 'ipv4' || means.over === 'host'));
}

/** A record of entries, sorted. Keys are names from files: `__proto__` is one like any other. */
function record(
  entries: readonly (readonly [string, readonly string[]])[],
): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries([...entries].sort(([a], [b]) => compareText(a, b)));
}
