import { familyOf } from '../../catalogue/catalogue.ts';
import type { Network, Port, Service } from '../../compose/project.ts';
import { hostIpOf } from '../../engines/network/host-ip.ts';
import type { Flow } from '../../flows/flow.ts';
import { fromOutside } from '../../flows/from-outside.ts';
import type { TopologyService } from '../../topology/topology.ts';
import type { RuleContext } from '../context.ts';

/**
 * How other machines reach a service in one hop, without what only seems to be open: ports bound to the address that the host has in a
 * network of containers, and, over the network of the host, a service that is told to listen on 127.0.0.1. `null`: they do not.
 */
export function entryOf({ topology, flows }: RuleContext, service: TopologyService): Flow | null {
  const flow = fromOutside(flows, service.id);
  if (flow === null || (flow.means.kind === 'host-network' && listensOnLoopback(service.service))) return null;
  if (flow.means.kind !== 'published' || flow.ports.kind === 'any') return flow;
  const own = new Set([
    DEFAULT_BRIDGE,
    ...topology.projects.flatMap(({ project }) => [...project.networks.values()].flatMap(gatewaysOf)),
  ]);
  const between = service.ports.filter(({ hostIp }) => hostIp !== null && own.has(hostIpOf(hostIp)));
  const isBetween = ({ target, protocol }: Pick<Port, 'target' | 'protocol'>): boolean =>
    between.some((port) => port.target === target && port.protocol === protocol) &&
    !service.ports.some((port) => port.target === target && port.protocol === protocol && !between.includes(port));
  const ports = flow.ports.ports.filter((port) => !isBetween(port));
  return ports.length === 0 ? null : { ...flow, ports: { kind: 'some', ports } };
}

/** The host's address on the engine's own bridge, unless the engine is told another. */
const DEFAULT_BRIDGE = '172.17.0.1';

function gatewaysOf({ pools }: Network): readonly string[] {
  return pools.flatMap(({ gateway }) => (gateway === null ? [] : [gateway.value]));
}

/** Whether something is known to answer where `flow` leads: a port is published, or the service is known to listen. */
export function isAnswering({ service, listens }: TopologyService, { ports }: Flow): boolean {
  const known = listens ?? (service.image === null ? [] : (familyOf(service.image.value)?.family.ports ?? []));
  if (ports.kind === 'any') return known.length > 0 || service.expose.length > 0;
  return known.length === 0 || ports.ports.some(({ target }) => known.includes(target));
}

/** Whether every setting by which a service is told where to listen names 127.0.0.1; without any it is not known. */
function listensOnLoopback({ command, entrypoint, environment }: Service): boolean {
  const words = [...entrypoint, ...command].flatMap(({ value }) => value.split(/\s+/));
  const behind = words.flatMap((word, index) => {
    const [, stated] = LISTENING.exec(word) ?? [];
    if (stated === undefined) return [];
    const next = words.slice(index + 1);
    const end = next.findIndex((other) => other.startsWith('-'));
    return stated === '' ? next.slice(0, end === -1 ? next.length : end) : [stated.slice(1)];
  });
  const set = [...environment].flatMap(([key, { value }]) =>
    /(^|_)(LISTEN|BIND)(_(HOST|IP|ADDR|ADDRESS|ADDRESSES))?$/i.test(key) && value !== null ? [value] : [],
  );
  const addresses = [...behind, ...set].flatMap((text) => text.replace(/["']/g, '').split(','));
  return addresses.length > 0 && addresses.every((address) => LOOPBACK.test(address));
}

const LISTENING = /^-{0,2}[\w.-]{0,40}(?:listen|bind)[\w.-]{0,40}(=.+|)$/i;
const LOOPBACK = /^(?:\w+:\/\/)?(?:127\.\d+\.\d+\.\d+|localhost|\[?::1\]?)(?::\d+)?$/;
