import type { Endpoint, Join } from './endpoints.ts';
import { everyPort, joining } from './evidence.ts';
import type { Means, Ports } from '../flow.ts';
import type { Topology } from '../../topology/topology.ts';
import type { Evidence } from '../../compose/source.ts';
import type { NodeId } from '../../topology/node-id.ts';

/** A flow without its ends. */
export interface FlowWithoutEnds {
  readonly means: Means;
  readonly ports: Ports;
  readonly evidence: readonly Evidence[];
}

/** Every port of a member of the first of `joins`. */
export function onNetwork(
  kind: 'macvlan' | 'routed',
  target: Endpoint,
  joins: readonly Join[],
  topology: Topology,
): FlowWithoutEnds {
  const [join] = joins;
  const network = join?.attachment.network ?? '';
  const evidence = join === undefined ? [] : joining(target, join, topology);
  const mode =
    kind === 'routed'
      ? [...optionLine(network, 'gateway_mode_ipv4', topology), ...optionLine(network, 'gateway_mode_ipv6', topology)]
      : [];
  return {
    means: { ...routedBy(network, topology), kind },
    ports: everyPort(target),
    evidence: [...evidence, ...mode],
  };
}

/** Means of a connection that is routed into `network`. */
export function routedBy(
  network: NodeId,
  topology: Topology,
): { readonly kind: 'routed'; readonly network: NodeId; readonly name: string } {
  return { kind: 'routed', network, name: topology.networks.get(network)?.key ?? network };
}

/** The line that sets a bridge option of a network, if a file does. */
export function optionLine(network: NodeId, option: string, topology: Topology): readonly Evidence[] {
  for (const { network: declared } of topology.networks.get(network)?.declarations ?? []) {
    const found = declared.driverOptions.get(`com.docker.network.bridge.${option}`);
    if (found !== undefined) return [{ at: found.at, note: `${declared.key} has ${option} ${found.value}` }];
  }
  return [];
}

/** Nodes of `endpoints`, in the same order. */
export function ids(endpoints: readonly Endpoint[]): readonly NodeId[] {
  return endpoints.map(({ service }) => service.id);
}
