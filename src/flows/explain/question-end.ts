import { nearest } from '../../words/nearest.ts';
import { compareText } from '../../compose/source.ts';
import type { Stack } from '../stack.ts';
import { HOST, type NodeId, OUTSIDE } from '../../topology/node-id.ts';

/** An end of a question: who reaches whom. */
export interface QuestionEnd {
  readonly kind: 'service' | 'network' | 'volume' | 'host' | 'outside';
  readonly id: NodeId;
  /** What sentences call it: `db`, `shop/db`, `network backend`. */
  readonly name: string;
  /** Index of its stack; `null`: it is in every one (`host`, `outside`). */
  readonly stack: number | null;
}

export type EndNamed =
  | { readonly kind: 'found'; readonly place: QuestionEnd }
  /** Several things have the name: ways to say which. */
  | { readonly kind: 'ambiguous'; readonly choices: readonly string[] }
  | { readonly kind: 'unknown'; readonly nearest: string | null };

/**
 * What `text` names: `outside` (also `internet`, `world`), `host`, a service (`db`, `shop/db`), a network or volume by key or real name. `service:`, `network:` or `volume:` in
 * front says which. Services come before networks, and these before volumes.
 */
export function endNamed(stacks: readonly Stack[], text: string): EndNamed {
  const places = stacks.flatMap(placesOf);
  // Other words for it, unless something here has that name.
  if (text === OUTSIDE_NAME || (OTHER_NAMES.has(text) && !places.some(({ names }) => names.has(text))))
    return { kind: 'found', place: { kind: 'outside', id: OUTSIDE, name: OUTSIDE_NAME, stack: null } };
  if (text === 'host') return { kind: 'found', place: { kind: 'host', id: HOST, name: text, stack: null } };
  for (const kind of ['service', 'network', 'volume'] as const) {
    const named = places.filter((found) => found.place.kind === kind && found.names.has(text));
    const [first] = named;
    if (first === undefined) continue;
    if (named.length === 1) return { kind: 'found', place: first.place };
    return { kind: 'ambiguous', choices: named.map(({ exact }) => exact).sort(compareText) };
  }
  const names = [OUTSIDE, HOST, ...new Set(places.flatMap((found) => [...found.names]))];
  return { kind: 'unknown', nearest: nearest(text, names) };
}

const OUTSIDE_NAME = 'outside';
const OTHER_NAMES: ReadonlySet<string> = new Set(['internet', 'Internet', 'world']);

interface NamedEnd {
  readonly place: QuestionEnd;
  readonly names: ReadonlySet<string>;
  readonly exact: string;
}

function placesOf({ topology }: Stack, stack: number): readonly NamedEnd[] {
  const isOneProject = topology.projects.length === 1;
  const services = [...topology.services.values()].map(({ id, project, service }): NamedEnd => {
    const exact = `${project}/${service.name}`;
    const name = isOneProject ? service.name : exact;
    return { place: { kind: 'service', id, name, stack }, names: prefixed('service', [service.name, exact]), exact };
  });
  const networks = [...topology.networks.values()].map(({ id, key, name, declarations }): NamedEnd => {
    const keys = declarations.map(({ network }) => network.key);
    return {
      place: { kind: 'network', id, name: `network ${key}`, stack },
      names: prefixed('network', [name, ...keys]),
      exact: `network:${name}`,
    };
  });
  const volumes = [...topology.volumes.values()].map(({ id, key, name, declarations }): NamedEnd => {
    const keys = declarations.map(({ volume }) => volume.key);
    return {
      place: { kind: 'volume', id, name: `volume ${key}`, stack },
      names: prefixed('volume', [name, ...keys]),
      exact: `volume:${name}`,
    };
  });
  return [...services, ...networks, ...volumes];
}

function prefixed(kind: string, names: readonly string[]): ReadonlySet<string> {
  return new Set(names.flatMap((name) => [name, `${kind}:${name}`]));
}
