import type { Topology, TopologyNetwork } from '../../topology/topology.ts';
import type { Stack } from '../../flows/stack.ts';
import type { IsolationRule } from '../policy.ts';
import type { NodeId } from '../../topology/node-id.ts';

/** An isolation rule to write into a first policy. */
export interface Proposal {
  readonly rule: IsolationRule;
  /** Why each line is as it is. */
  readonly notes: { readonly reach: string; readonly via: string };
}

/** A rule that is not in a file yet has no place. */
export const NOWHERE = { file: '', line: 1, column: 1 };
const MOST_TIERS = 12;
const MOST_GATEWAYS = 4;

/** Rules from each network without data stores to each with some: only through the services that are on both. Whether they hold is not looked at. */
export function tiersOf(stacks: readonly Stack[]): readonly Proposal[] {
  const isUnique = uniqueness(stacks);
  return stacks.flatMap(({ topology }) => tiersIn(topology, isUnique)).slice(0, MOST_TIERS);
}

function tiersIn(topology: Topology, isUnique: (name: string) => boolean): readonly Proposal[] {
  const networks = [...topology.networks.values()].filter(({ members }) => members.length > 0);
  const holdsData = ({ members }: TopologyNetwork) =>
    members.some((id) => topology.services.get(id)?.zone.zone === 'data');
  return networks
    .filter((front) => !holdsData(front))
    .flatMap((front) => networks.filter(holdsData).map((back) => ({ front, back })))
    .flatMap(({ front, back }) => {
      const shared = front.members.filter((id) => back.members.includes(id));
      if (shared.length === 0 || shared.length > MOST_GATEWAYS) return [];
      const via = shared.map((id) => ({ value: gatewayName(id, topology, isUnique), at: NOWHERE }));
      const [from, to] = [networkName(front, isUnique), networkName(back, isUnique)];
      const rule: IsolationRule = {
        at: NOWHERE,
        name: `${from}-to-${to}`,
        from: { at: NOWHERE, kind: 'network', pattern: from },
        to: { at: NOWHERE, kind: 'network', pattern: to },
        reach: 'any',
        via,
        severity: 'high',
        because: `what is on ${from} gets to ${to} only through the services that are on both`,
      };
      return [{ rule, notes: { reach: 'by whatever way', via: 'on both networks' } }];
    });
}

function gatewayName(id: NodeId, { services }: Topology, isUnique: (name: string) => boolean): string {
  const found = services.get(id);
  if (found === undefined) return id;
  const { name } = found.service;
  return isUnique(name) ? name : `${found.project}/${name}`;
}

function networkName({ key, name }: TopologyNetwork, isUnique: (name: string) => boolean): string {
  return isUnique(`network ${key}`) ? key : name;
}

/** Whether a service's name, or a network's key behind `network `, occurs once. */
function uniqueness(stacks: readonly Stack[]): (name: string) => boolean {
  const counts = new Map<string, number>();
  for (const { topology } of stacks) {
    const names = [
      ...[...topology.services.values()].map(({ service }) => service.name),
      ...[...topology.networks.values()].map(({ key }) => `network ${key}`),
    ];
    for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return (name) => counts.get(name) === 1;
}
