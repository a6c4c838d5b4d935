import type { Bounds } from './command.ts';
import { connections, type Answer, type Target } from './connections.ts';
import { connectionsFrom } from './container.ts';
import { hostAddresses, LOOPBACK, type EngineNetwork } from './host-addresses.ts';
import type { Lan } from './lan.ts';
import { OUTSIDE } from './lan-addresses.ts';
import type { Station } from './stations.ts';

/** Who answered whom: by the name of the other side, the places where it did. */
type Row = Readonly<Record<string, readonly string[]>>;

export interface Observations {
  readonly direct_detail: Readonly<Record<string, Row>>;
  readonly via_host_detail: Readonly<Record<string, Row>>;
  readonly ingress_detail: { readonly published: Row; readonly direct: Row } | null;
  readonly host_to_detail: { readonly published: Row; readonly direct: Row };
  readonly egress: readonly string[] | null;
  readonly egress6: readonly string[] | null;
}

/** Everybody tries everything: each container, the host, and the second machine if there is one. */
export async function observations(
  stations: readonly Station[],
  networks: readonly EngineNetwork[],
  lan: Lan | null,
  bounds: Bounds,
): Promise<Observations> {
  const places = placesOf(stations, networks);
  const everyone = await Promise.all(
    stations.map(async (station) => {
      const siblings = stations.filter(
        ({ namespace, name }) => namespace === station.namespace && name !== station.name,
      );
      const localhost = siblings.flatMap(({ listens }) => at([...LOOPBACK.keys()], listens));
      const host = [...places.host.keys(), ...(station.isOnHost ? places.loopback : [])];
      const targets = [...places.own, ...localhost, ...at(host, places.ports), ...(lan === null ? [] : INTERNET)];
      const answers = await connectionsFrom(station.container, unique(targets), bounds);
      return [station.name, seen(station, answers, places, siblings)] as const;
    }),
  );
  const own = [...places.own, ...at([...places.host.keys(), ...places.loopback], places.ports)];
  const fromHost = await connections(unique(own));
  const fromOutside = await lan?.connections(unique([...places.own, ...at([...places.host.keys()], places.ports)]));
  const out = (address: string): readonly string[] | null =>
    lan === null ? null : everyone.flatMap(([name, { reached }]) => (reached.has(address) ? [name] : []));
  return {
    direct_detail: Object.fromEntries(everyone.map(([name, { direct }]) => [name, direct])),
    via_host_detail: Object.fromEntries(everyone.map(([name, { viaHost }]) => [name, viaHost])),
    ingress_detail: fromOutside === undefined ? null : split(fromOutside, places),
    host_to_detail: split(fromHost, places),
    egress: out(OUTSIDE.internet),
    egress6: out(OUTSIDE.internet6),
  };
}

const INTERNET: readonly Target[] = [OUTSIDE.internet, OUTSIDE.internet6].map((address) => ({
  address,
  port: OUTSIDE.port,
}));

/** Where services may be met: at their own addresses, and at ports of the host. */
interface Places {
  readonly own: readonly Target[];
  readonly networkAt: ReadonlyMap<string, string>;
  readonly host: ReadonlyMap<string, string>;
  readonly loopback: readonly string[];
  readonly ports: readonly number[];
}

function placesOf(stations: readonly Station[], networks: readonly EngineNetwork[]): Places {
  const bindings = stations.flatMap(({ published }) => published);
  const stated = bindings.map(({ ip }) => ip).filter((ip) => !EVERY_ADDRESS.has(ip));
  const isLoopback = (ip: string): boolean => ip.startsWith('127.') || ip === '::1';
  return {
    own: stations.flatMap(({ addresses, listens }) =>
      at(
        addresses.map(({ address }) => address),
        listens,
      ),
    ),
    networkAt: new Map(
      stations.flatMap(({ addresses }) => addresses.map(({ address, network }) => [address, network])),
    ),
    host: new Map([
      ...stated.filter((ip) => !isLoopback(ip)).map((ip) => [ip, ip] as const),
      ...hostAddresses(networks),
    ]),
    loopback: [...LOOPBACK.keys(), ...stated.filter(isLoopback)],
    ports: [
      ...bindings.map(({ port }) => port),
      ...stations.flatMap(({ isOnHost, listens }) => (isOnHost ? listens : [])),
    ],
  };
}

const EVERY_ADDRESS = new Set(['', '0.0.0.0', '::']);

interface Seen {
  readonly direct: Row;
  readonly viaHost: Row;
  readonly reached: ReadonlySet<string>;
}

function seen(station: Station, answers: readonly Answer[], places: Places, siblings: readonly Station[]): Seen {
  const others = answers.filter(({ name }) => name !== station.name);
  const beside = new Set(siblings.map(({ name }) => name));
  const gateways = new Set(station.addresses.map(({ network }) => `gw:${network}`));
  const direct = others.flatMap(({ address, name }) => {
    const network =
      places.networkAt.get(address) ?? (LOOPBACK.has(address) && beside.has(name) ? 'localhost' : undefined);
    return network === undefined ? [] : [[name, network] as const];
  });
  const viaHost = others.flatMap(({ address, port, name }) => {
    const label = places.host.get(address) ?? (station.isOnHost ? loopbackLabel(address, places) : undefined);
    if (label === undefined) return [];
    const place = label.startsWith('gw:') && !gateways.has(label) ? `o${label}` : label;
    return [[name, `${place}:${String(port)}`] as const];
  });
  return { direct: row(direct), viaHost: row(viaHost), reached: new Set(answers.map(({ address }) => address)) };
}

/** Of the host or the second machine: what it met at addresses of the host, and at the containers' own. */
function split(answers: readonly Answer[], places: Places): { readonly published: Row; readonly direct: Row } {
  const published = answers.flatMap(({ address, port, name }) => {
    const label = places.host.get(address)?.replace(/^gw:/, 'ogw:') ?? loopbackLabel(address, places);
    return label === undefined ? [] : [[name, `${label}:${String(port)}`] as const];
  });
  const direct = answers.flatMap(({ address, name }) => {
    const network = places.networkAt.get(address);
    return network === undefined ? [] : [[name, network] as const];
  });
  return { published: row(published), direct: row(direct) };
}

function loopbackLabel(address: string, { loopback }: Places): string | undefined {
  return loopback.includes(address) ? (LOOPBACK.get(address) ?? address) : undefined;
}

function row(met: readonly (readonly [name: string, place: string])[]): Row {
  const names = [...new Set(met.map(([name]) => name))].sort();
  const placesOfName = (name: string): readonly string[] =>
    met.flatMap(([other, place]) => (other === name ? [place] : []));
  return Object.fromEntries(names.map((name) => [name, [...new Set(placesOfName(name))].sort()]));
}

function at(addresses: readonly string[], ports: readonly number[]): readonly Target[] {
  return addresses.flatMap((address) => ports.map((port) => ({ address, port })));
}

function unique(targets: readonly Target[]): readonly Target[] {
  return [...new Map(targets.map((target) => [`${target.address} ${String(target.port)}`, target])).values()];
}
