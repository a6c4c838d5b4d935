import { familyOf } from '../../catalogue/catalogue.ts';
import { type Evidence, placeKey, type SourceLocation } from '../../compose/source.ts';
import type { Flow, FlowPort } from '../../flows/flow.ts';
import { relatedTo } from '../../flows/from-outside.ts';
import { outsidePortsOf } from '../../flows/port-words.ts';
import { onLoopback } from '../../fixes/ports.ts';
import type { Severity } from '../../policy/severity.ts';
import { meantNamesOf, type MeantNames } from '../../topology/needs/meant-names.ts';
import { type Relay, relaysOf } from '../../topology/needs/relays.ts';
import { projectOf, servicesIn, whatItIs } from '../../topology/services.ts';
import type { TopologyService } from '../../topology/topology.ts';
import { code } from '../../words/words.ts';
import { entryOf } from './entry.ts';
import type { RuleContext } from '../context.ts';
import type { Violation } from '../rule.ts';

/** What a store says of itself at the end of the sentence, and the severity where it is known to answer. */
export interface Danger {
  readonly words: string;
  readonly login: readonly Evidence[];
  readonly worst: Severity | null;
}

/** Stores that other machines reach through a service which passes on what comes in as it is: a port of it is one of the store. */
export function* relayed(context: RuleContext, dangerOf: (store: TopologyService) => Danger): Generator<Violation> {
  const meant = meantNamesOf(context.topology);
  for (const relaying of context.topology.services.values()) {
    if (relaying.zone.zone === 'data' || relaying.service.replicas === 0) continue;
    const entry = entryOf(context, relaying);
    if (entry === null) continue;
    const told = new Set<string>();
    const ways = [
      ...relayWays(context, relaying, entry, meant),
      ...byLabels(context, relaying, entry),
      ...byPort(context, relaying, entry),
    ];
    for (const way of ways) {
      if (told.has(way.store.id)) continue;
      told.add(way.store.id);
      yield violation(context, relaying, way, dangerOf(way.store));
    }
  }
}

/** How a store is behind a relay. */
interface RelayWay {
  readonly store: TopologyService;
  /** In at the relay, as far as it is passed on; and on to the store. */
  readonly entry: Flow;
  readonly hops: readonly Flow[];
  /** The port of the store; `null`: not known. */
  readonly port: number | null;
  readonly evidence: Evidence;
}

function relayWays(context: RuleContext, first: TopologyService, entry: Flow, meant: MeantNames): readonly RelayWay[] {
  return relaysOf(context.topology, first).flatMap((relay) => {
    const passed = through(entry, relay);
    const end = passed === null ? null : followed(context, first, relay, meant, MOST_RELAYS);
    return passed === null || end === null ? [] : [{ ...end, entry: passed }];
  });
}

/** Relays in a row that are followed. */
const MOST_RELAYS = 4;

function followed(
  context: RuleContext,
  from: TopologyService,
  relay: Relay,
  meant: MeantNames,
  left: number,
): Omit<RelayWay, 'entry'> | null {
  const { topology, flows } = context;
  const next = topology.services.get(meant(relay.host, from) ?? '') ?? onHost(context, from, relay);
  if (next === undefined || next.id === from.id || left === 0) return null;
  const hop = flows.between(from.id, next.id).find(({ means }) => !ASIDE.has(means.kind));
  if (hop === undefined) return null;
  const evidence = {
    at: relay.at,
    note: `${from.service.name} passes it on to ${next.service.name} in ${relay.where}`,
  };
  if (next.zone.zone === 'data') return { store: next, hops: [hop], port: relay.port, evidence };
  for (const further of relaysOf(topology, next)) {
    if (relay.port !== null && further.listens.length > 0 && !further.listens.includes(relay.port)) continue;
    const end = followed(context, next, further, meant, left - 1);
    if (end !== null) return { ...end, hops: [hop, ...end.hops], evidence };
  }
  return null;
}

/** Ways in which nothing is sent. */
const ASIDE: ReadonlySet<Flow['means']['kind']> = new Set(['volume', 'processes', 'host-control', 'egress']);

/** The store whose port of the host it is, as one on the network of the host sees it, or through it. */
function onHost(
  { topology }: RuleContext,
  { namespace }: TopologyService,
  { host, port }: Relay,
): TopologyService | undefined {
  const isHost =
    /^host\.docker\.internal$/.test(host) || (namespace.kind === 'host' && /^(?:localhost|127\.0\.0\.1)$/.test(host));
  if (!isHost || port === null) return undefined;
  return servicesIn(topology, 'data').find(({ service, namespace: own }) =>
    own.kind === 'host'
      ? service.image !== null && familyOf(service.image.value)?.family.ports.includes(port) === true
      : service.ports.some(({ published }) => published === String(port)),
  );
}

/** The part of `entry` that is passed on; `null`: none. */
function through(entry: Flow, { listens }: Pick<Relay, 'listens'>): Flow | null {
  if (entry.ports.kind === 'any' || listens.length === 0) return entry;
  const ports = entry.ports.ports.filter(({ target }) => listens.includes(target));
  return ports.length === 0 ? null : { ...entry, ports: { kind: 'some', ports } };
}

/** Stores whose labels tell Traefik to pass on to them what is no HTTP. */
function byLabels(context: RuleContext, relaying: TopologyService, entry: Flow): readonly RelayWay[] {
  if (relaying.zone.software?.startsWith('Traefik') !== true) return [];
  const told = relaying.service.command.flatMap(({ value }) => {
    const [, name, port] = ENTRY_POINT.exec(value) ?? [];
    return name === undefined ? [] : [{ name: name.toLowerCase(), port: Number(port) }];
  });
  return servicesIn(context.topology, 'data').flatMap((store) => {
    const labels = [...store.service.labels];
    const rule = labels.find(([key]) => TCP_ROUTER.test(key));
    const hop = context.flows.between(relaying.id, store.id).find(({ means }) => !ASIDE.has(means.kind));
    if (rule === undefined || hop === undefined) return [];
    const names = labels
      .filter(([key]) => TCP_ENTRY_POINTS.test(key))
      .flatMap(([, { value }]) => value.toLowerCase().split(/[\s,]+/));
    const listens = told.filter(({ name }) => names.includes(name)).map(({ port }) => port);
    const passed = through(entry, { listens });
    const evidence = {
      at: rule[1].at,
      note: `${relaying.service.name} is told to pass it on to ${store.service.name} by a label`,
    };
    return passed === null ? [] : [{ store, entry: passed, hops: [hop], port: null, evidence }];
  });
}

const ENTRY_POINT = /^--entrypoints\.([\w-]+)\.address=[^\s]{0,60}:(\d{1,5})(?:\/\w+)?$/i;
const TCP_ROUTER = /^traefik\.(?:tcp|udp)\.(?:routers|services)\./i;
const TCP_ENTRY_POINTS = /^traefik\.(?:tcp|udp)\.routers\.[^.]+\.entrypoints$/i;

/**
 * Software that nobody knows, or a proxy, that has a port of a store of which it needs that store: nothing but passing it on is left. Ports of
 * HTTP are everybody's.
 */
function byPort(context: RuleContext, relaying: TopologyService, entry: Flow): readonly RelayWay[] {
  const { image } = relaying.service;
  const family = image === null ? null : familyOf(image.value)?.family;
  if (image === null || entry.ports.kind === 'any' || (family?.zone ?? 'edge') !== 'edge') return [];
  const published = entry.ports.ports;
  return (context.needs.get(relaying.id) ?? []).flatMap(({ to, where, evidence }) => {
    const store = context.topology.services.get(to);
    if (store?.zone.zone !== 'data' || store.service.image === null || BESIDE.has(where)) return [];
    const own = (familyOf(store.service.image.value)?.family.ports ?? []).filter((port) => !isHttp(port));
    const ports = published.filter((port) => own.some((one) => isPort(port, one)));
    const hop = context.flows.between(relaying.id, to).find(({ means }) => !ASIDE.has(means.kind));
    if (ports.length === 0 || hop === undefined) return [];
    return [
      { store, entry: { ...entry, ports: { kind: 'some', ports } }, hops: [hop], port: own[0] ?? null, evidence },
    ];
  });
}

/** Places that name a store for another reason than to pass on to it. */
const BESIDE: ReadonlySet<string> = new Set(['depends_on', 'links', 'healthcheck']);

function isPort({ target, hostPort }: FlowPort, port: number): boolean {
  return target === port || hostPort === String(port);
}

function isHttp(port: number): boolean {
  return (
    port < 1024 ||
    (port >= 3000 && port < 3300) ||
    (port >= 4000 && port < 5100) ||
    (port >= 7000 && port < 9042) ||
    (port > 9092 && port < 10_000) ||
    HTTP.has(port)
  );
}

const HTTP: ReadonlySet<number> = new Set([5984, 6333]);

/** The line that publishes a port which is passed on; else that by which others come in. */
function lineOf({ ports: published }: TopologyService, { ports, evidence }: Flow): SourceLocation | undefined {
  const lines = new Set(evidence.map(({ at }) => placeKey(at)));
  const passed = ports.kind === 'any' ? [] : ports.ports.map(({ target }) => target);
  return published.find(({ at, target }) => passed.includes(target) && lines.has(placeKey(at)))?.at ?? evidence[0]?.at;
}

function violation(
  context: RuleContext,
  relaying: TopologyService,
  { store, entry, hops, port, evidence }: RelayWay,
  { words, login, worst }: Danger,
): Violation {
  const { name } = store.service;
  const by = relaying.service.name;
  const keys = entry.ports.kind === 'any' ? [] : entry.ports.ports.map(({ target }) => `${String(port ?? target)}/tcp`);
  const at = lineOf(relaying, entry) ?? evidence.at;
  const publisher =
    relaying.namespace.kind === 'own'
      ? (context.topology.services.get(relaying.namespace.owner)?.service ?? relaying.service)
      : relaying.service;
  return {
    project: store.project,
    subject: name,
    identity: `through=${by} by=${entry.means.kind}:${[...keys].sort().join(',')}`,
    claims: [...new Set(keys)].map((key) => `${name} ${entry.means.kind}:${key}`),
    ends: [[at], [evidence.at]],
    message: `${code(name)} (${whatItIs(store)}) is open on ${outsidePortsOf(entry)} of ${code(by)} to every machine that reaches the host: ${code(by)} passes on what comes in as it is, ${words}.`,
    at,
    related: [evidence, ...relatedTo([entry, ...hops], at), ...login],
    path: [entry, ...hops],
    services: [store.id, relaying.id],
    fix: {
      summary: `Bind the port of ${code(by)} to 127.0.0.1, or leave it out.`,
      edits:
        entry.means.kind === 'published' ? onLoopback(projectOf(context.topology, relaying.project), publisher) : [],
      caveat: 'On 127.0.0.1 it is still there for the host itself, and through it for SSH.',
    },
    severity: worst,
  };
}
