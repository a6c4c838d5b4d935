import type { IsolationRule } from '../../policy/policy.ts';
import type { Flow } from '../../flows/flow.ts';
import type { Topology } from '../../topology/topology.ts';
import type { Fix } from '../rule.ts';
import { portsOf } from '../../flows/port-words.ts';
import { HOST, HOST_PORTS, type NodeId, OUTSIDE } from '../../topology/node-id.ts';
import { code, listed } from '../../words/words.ts';

/** `web` reaches `payments` directly, on any port, which isolation rule `x` forbids: its reason. */
export function messageOf(rule: IsolationRule, hops: readonly Flow[], topology: Topology): string {
  const [source, target] = [hops[0]?.from ?? '', hops.at(-1)?.to ?? ''].map((id) => shown(id, topology));
  const stops = hops.slice(1).map(({ from }) => shown(from, topology));
  const [last] = hops.slice(-1);
  const how =
    stops.length > 0 ? `through ${listed(stops, 6)}` : `directly${last === undefined ? '' : `, on ${portsOf(last)}`}`;
  const because = rule.because === null ? '' : `: ${rule.because.replace(/(?<![.\s])[.\s]+$/, '')}`;
  return `${source === WORDS.get(OUTSIDE) ? 'The outside' : (source ?? '')} reaches ${target ?? ''} ${how}, which isolation rule ${code(rule.name)} forbids${because}.`;
}

export function fixOf({ via, name }: IsolationRule, hop: Flow, topology: Topology): Fix {
  const [source, target] = [shown(hop.from, topology), shown(hop.to, topology)];
  const gateways = via.map(({ value }) => code(value));
  const instead = gateways.length === 0 ? '' : `, and lead requests through ${listed(gateways, 6)}`;
  const how: Partial<Record<Flow['means']['kind'], string>> = {
    network: `Take ${source} or ${target} off network ${'name' in hop.means ? code(hop.means.name) : ''}${instead}.`,
    published: `Leave out the published port of ${target}, or bind it to 127.0.0.1.`,
    'through-host': `Leave out the published port of ${target}, or bind it to 127.0.0.1.`,
    'to-host': `Put ${source} only on networks that are \`internal: true\` with the driver option \`com.docker.network.bridge.gateway_mode_ipv4: isolated\`.`,
    'host-control': `Take away from ${source} what lets it control the host.`,
  };
  const summary = how[hop.means.kind] ?? `Take away what lets ${source} reach ${target}${instead}.`;
  return {
    summary,
    edits: [],
    caveat: `Where the two are meant to talk, change isolation rule ${code(name)} instead.`,
  };
}

/** Plain name of a service; `outside` and `host` are what they are. */
export function nameOf(id: NodeId, { services }: Topology): string {
  return services.get(id)?.service.name ?? id;
}

function shown(id: NodeId, topology: Topology): string {
  return WORDS.get(id) ?? code(nameOf(id, topology));
}

const WORDS: ReadonlyMap<NodeId, string> = new Map([
  [OUTSIDE, 'the outside'],
  [HOST, 'the host'],
  [HOST_PORTS, 'what the host listens on'],
]);
