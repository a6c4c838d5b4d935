import type { Zone } from '../../catalogue/zone.ts';
import { isRoutedAnyhow } from '../../fixes/networks.ts';
import { outsidePortsOf } from '../../flows/change/outside-ports.ts';
import type { Assumptions } from '../../topology/assumptions.ts';
import { HOST, type NodeId } from '../../topology/node-id.ts';
import type { Means } from '../../flows/flow.ts';
import type { Flows } from '../../flows/flows.ts';
import { DIRECT, hasEgress, THROUGH_HOST } from '../../flows/matrix.ts';
import { stackOf } from '../../flows/stack.ts';
import { untoldUses } from '../../flows/untold-uses.ts';
import type { AnalysedStack } from '../analyze.ts';
import type { BrokenHostPort } from './host-address.ts';

/** Something that works and would not any more. */
export type BrokenNeed =
  /** A service reaches another that it is known to need, and would not. */
  | { readonly kind: 'need'; readonly from: NodeId; readonly to: NodeId; readonly where: string }
  /** A service reaches a data store that it may use, or that somebody uses of whom no file tells, and would not. */
  | { readonly kind: 'use'; readonly from: NodeId; readonly to: NodeId; readonly isUnnamed: boolean }
  /** A service answers at a published port, and would not. */
  | { readonly kind: 'published'; readonly service: NodeId; readonly port: string }
  /** A service that is no data store and no console has internet access, and would not. */
  | { readonly kind: 'egress'; readonly service: NodeId }
  | BrokenHostPort
  /** Traefik leads to a service over its one network, and would take any of several. */
  | { readonly kind: 'route'; readonly service: NodeId }
  /** A service would not be there. */
  | { readonly kind: 'service'; readonly service: NodeId };

/** What `before` has of what its services need, and `after` has not. */
export function broken(
  before: readonly AnalysedStack[],
  after: readonly AnalysedStack[],
  assumptions: Assumptions,
): readonly BrokenNeed[] {
  const is = stackOf(after);
  return [
    ...before.flatMap((stack) => [
      ...brokenServices(stack, is),
      ...brokenFlows(stack, is),
      ...brokenUses(stack, is),
      ...brokenRoutes(stack, is),
    ]),
    ...brokenWays(before, after, is, assumptions),
  ];
}

type StackOf = (service: NodeId) => AnalysedStack | null;

function brokenServices({ topology }: AnalysedStack, is: StackOf): readonly BrokenNeed[] {
  return [...topology.services.keys()].flatMap((service) =>
    is(service) === null ? [{ kind: 'service', service }] : [],
  );
}

function brokenFlows({ flows, needs }: AnalysedStack, is: StackOf): readonly BrokenNeed[] {
  return [...needs.values()]
    .flat()
    .filter(({ from, to }) => is(from) !== null && is(to) !== null)
    .filter(({ from, to }) => connects(flows, from, to) && !connects(is(from)?.flows ?? null, from, to))
    .map(({ from, to, where }) => ({ kind: 'need', from, to, where }));
}

/** Uses that no file tells of. */
function brokenUses(stack: AnalysedStack, is: StackOf): readonly BrokenNeed[] {
  return untoldUses(stack).flatMap(({ from, store, isUnnamed }): readonly BrokenNeed[] => {
    const now = is(store);
    return now === null || !now.topology.services.has(from) || connects(now.flows, from, store)
      ? []
      : [{ kind: 'use', from, to: store, isUnnamed }];
  });
}

function brokenRoutes({ topology }: AnalysedStack, is: StackOf): readonly BrokenNeed[] {
  const services = [...topology.services.values()];
  const settings = services.flatMap(({ service: { command, environment } }) => [
    ...command.map(({ value }) => value),
    ...environment.keys(),
  ]);
  // What Traefik is told itself holds for all.
  if (settings.some((text) => /providers[._]docker[._]network/i.test(text))) return [];
  return services.flatMap(({ id, service, attachments }): readonly BrokenNeed[] => {
    const now = is(id)?.topology.services.get(id);
    const isSplit = attachments.size === 1 && now !== undefined && now.attachments.size > 1;
    return isSplit && isRoutedAnyhow(service.labels) && isRoutedAnyhow(now.service.labels)
      ? [{ kind: 'route', service: id }]
      : [];
  });
}

/** How many of the needs in `stacks` are met. */
export function keptNeeds(stacks: readonly AnalysedStack[]): number {
  return stacks.reduce(
    (sum, { flows, needs }) =>
      sum + [...needs.values()].flat().filter(({ from, to }) => connects(flows, from, to)).length,
    0,
  );
}

function connects(flows: Flows | null, from: NodeId, to: NodeId): boolean {
  return flows?.between(from, to).some(({ means }) => CONNECTING.has(means.kind)) ?? false;
}

const CONNECTING: ReadonlySet<Means['kind']> = new Set([...DIRECT, ...THROUGH_HOST]);

/** Ports that are published and ways out: who needs them is in no file. */
function brokenWays(
  before: readonly AnalysedStack[],
  after: readonly AnalysedStack[],
  is: StackOf,
  assumptions: Assumptions,
): readonly BrokenNeed[] {
  const open = new Map(after.flatMap(({ topology }) => [...outsidePortsOf(topology, assumptions)]));
  return before.flatMap(({ topology, flows }) => {
    const was = outsidePortsOf(topology, assumptions);
    return [...topology.services.values()].flatMap(({ id, zone, service }): readonly BrokenNeed[] => {
      const now = is(id)?.flows;
      if (now === undefined) return [];
      // What stands in `ports` beside the host's network is what its author wants of it.
      const isWritten = was.get(id)?.has('*') === true && service.ports.length > 0;
      const ports = isWritten
        ? []
        : [
            ...lost([...(was.get(id) ?? [])], [...(open.get(id) ?? [])]),
            ...lost(hostPorts(flows, id), hostPorts(now, id)),
          ];
      const isCutOff = hasEgress(flows, id) && !hasEgress(now, id) && !SHIELDED.has(zone.zone);
      return [
        ...[...new Set(ports)].map((port) => ({ kind: 'published' as const, service: id, port })),
        ...(isCutOff ? [{ kind: 'egress' as const, service: id }] : []),
      ];
    });
  });
}

function lost(before: readonly string[], after: readonly string[]): readonly string[] {
  const stays = new Set(after);
  return stays.has('*') ? [] : before.filter((port) => !stays.has(port));
}

/** Published ports that the host itself gets at: those on its 127.0.0.1, too. */
function hostPorts(flows: Flows, id: NodeId): readonly string[] {
  const published = flows.between(HOST, id).filter(({ means }) => means.kind === 'published');
  return published.flatMap(({ ports }) =>
    ports.kind === 'any' ? ['*'] : ports.ports.map(({ target, protocol }) => `${String(target)}/${protocol}`),
  );
}

/** Who needs no internet access: data stores and consoles. */
const SHIELDED: ReadonlySet<Zone> = new Set(['data', 'admin']);
