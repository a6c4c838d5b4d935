import type { IsolationRule } from '../../policy/policy.ts';
import type { Flow } from '../../flows/flow.ts';
import { enginesOf } from '../../engines/engines.ts';
import { withoutHostAddress } from '../../fixes/host-address.ts';
import type { Mend } from '../../fixes/networks.ts';
import type { RuleContext } from '../context.ts';
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
    stops.length > 0
      ? `through ${listed(stops, 6)}`
      : `directly${last === undefined || PORTLESS.has(last.means.kind) ? '' : `, on ${portsOf(last)}`}`;
  const because = rule.because === null ? '' : `: ${rule.because.replace(/(?<![.\s])[.\s]+$/, '')}`;
  return `${source === WORDS.get(OUTSIDE) ? 'The outside' : (source ?? '')} reaches ${target ?? ''} ${how}, which isolation rule ${code(rule.name)} forbids${because}.`;
}

/** A socket, a volume and processes have no ports. */
const PORTLESS: ReadonlySet<Flow['means']['kind']> = new Set(['host-control', 'volume', 'processes']);

export function fixOf({ via, name }: IsolationRule, hop: Flow, context: RuleContext): Fix {
  const { topology } = context;
  const otherwise = `Where the two are meant to talk, change isolation rule ${code(name)} instead.`;
  const mend = withoutHost(hop, context);
  if (mend !== null) {
    const host = code(nameOf(hop.to === HOST_PORTS ? hop.from : hop.to, topology));
    const summary = `Take the address of the host from the networks of ${host}.`;
    return { summary, edits: mend.edits, caveat: `${mend.note} ${otherwise}` };
  }
  const [source, target] = [shown(hop.from, topology), shown(hop.to, topology)];
  const gateways = via.map(({ value }) => code(value));
  const instead = gateways.length === 0 ? '' : `, and lead requests through ${listed(gateways, 6)}`;
  const how: Partial<Record<Flow['means']['kind'], string>> = {
    network: `Take ${source} or ${target} off network ${'name' in hop.means ? code(hop.means.name) : ''}${instead}.`,
    published: `Bind the port of ${target} to 127.0.0.1, or leave it out.`,
    'through-host': `Bind the port of ${target} to 127.0.0.1, or leave it out.`,
    'host-control': `Take away from ${source} what lets it control the host.`,
  };
  const summary =
    apartFromHost(hop, context) ?? how[hop.means.kind] ?? `Take away what lets ${source} reach ${target}${instead}.`;
  return {
    summary,
    edits: [],
    caveat: otherwise,
  };
}

/** What a service would have to be like for the host and it not to connect to each other; `null`: the hop is none between them. */
function apartFromHost({ from, to, means }: Flow, { topology, policy }: RuleContext): string | null {
  if (to !== HOST_PORTS && (from !== HOST || means.kind === 'host-control')) return null;
  const id = to === HOST_PORTS ? from : to;
  const service = shown(id, topology);
  if (topology.services.get(id)?.namespace.kind === 'host') return `Take ${service} off the network of the host.`;
  const knowMode = enginesOf(policy.assumptions.engine).every(
    ({ gatewayModes, dockerOptions }) => gatewayModes && dockerOptions === 'read',
  );
  return knowMode
    ? `Put ${service} only on networks that are ${code('internal: true')} with the driver option ${code('com.docker.network.bridge.gateway_mode_ipv4: isolated')}; ports are not published there.`
    : `Give ${service} no network: on this engine the host has an address in every one of them.`;
}

/** What ends a connection to the host, or of the host to a container's own address. */
function withoutHost({ from, to, means }: Flow, context: RuleContext): Mend | null {
  const engines = enginesOf(context.policy.assumptions.engine);
  if (to === HOST_PORTS) return withoutHostAddress(context, from, engines);
  return from === HOST && means.kind === 'host-network' ? withoutHostAddress(context, to, engines) : null;
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
