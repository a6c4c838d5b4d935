import type { NodeId } from '../../topology/node-id.ts';
import type { Topology, TopologyNetwork } from '../../topology/topology.ts';
import type { Stack } from '../../flows/stack.ts';

/** A network of one project that has another name than before, and the same members and properties. */
export interface RenamedNetwork {
  readonly project: string;
  readonly from: { readonly id: NodeId; readonly key: string; readonly name: string };
  readonly to: { readonly id: NodeId; readonly key: string; readonly name: string };
}

/**
 * Networks that are called otherwise and are the same wall: only one project knows it, it has the same members, and all of its properties are
 * the same. One that could be several others is none of them.
 */
export function renamedNetworks(base: readonly Stack[], head: readonly Stack[]): readonly RenamedNetwork[] {
  const before = ownNetworks(base);
  const after = ownNetworks(head);
  const gone = before.filter(({ network }) => !after.some((other) => other.network.id === network.id));
  const come = after.filter(({ network }) => !before.some((other) => other.network.id === network.id));
  return gone.flatMap(({ project, network, sameness }): readonly RenamedNetwork[] => {
    const [now, ...others] = come.filter((other) => other.sameness === sameness);
    const isOnly = others.length === 0 && gone.filter((other) => other.sameness === sameness).length === 1;
    return now === undefined || !isOnly ? [] : [{ project, from: network, to: now.network }];
  });
}

/** Rewrites what a finding of the base is known by, as if its networks had had their new names then. */
export function withNewNames(renamed: readonly RenamedNetwork[], project: string): (text: string) => string {
  const names = new Map(
    renamed
      .filter((each) => each.project === project)
      .flatMap(({ from, to }) => [
        [from.key, to.key],
        [from.name, to.name],
      ]),
  );
  if (names.size === 0) return (text) => text;
  return (text) => text.replace(/(?<=\bnetwork[:=])[^ ,]+/gu, (name) => names.get(name) ?? name);
}

interface OwnNetwork {
  readonly project: string;
  readonly network: TopologyNetwork;
  /** Equal for networks that are the same but for their name. */
  readonly sameness: string;
}

function ownNetworks(stacks: readonly Stack[]): readonly OwnNetwork[] {
  const found = new Map(
    stacks.flatMap(({ topology }) =>
      [...topology.networks.values()].flatMap((network) => ownNetwork(topology, network)),
    ),
  );
  return [...found.values()];
}

function ownNetwork(topology: Topology, network: TopologyNetwork): readonly (readonly [NodeId, OwnNetwork])[] {
  const { declarations, members, external, origin, id } = network;
  const [declaration, ...others] = declarations;
  if (declaration === undefined || others.length > 0 || external || origin !== 'declared' || members.length === 0)
    return [];
  const { internal, driver, ipv4, ipv6, driverOptions } = network;
  const aliases = members.map((member) => {
    const joined = topology.services.get(member)?.attachments.get(id);
    return [member, joined?.service, [...(joined?.attachment.aliases ?? [])].map(({ value }) => value).sort()];
  });
  const sameness = JSON.stringify([
    declaration.project,
    aliases,
    internal,
    driver,
    ipv4,
    ipv6,
    [...driverOptions].sort(),
  ]);
  return [[id, { project: declaration.project, network, sameness }]];
}
