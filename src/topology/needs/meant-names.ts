import { runTogether } from '../../compose/profiles.ts';
import type { Topology, TopologyService } from '../topology.ts';
import type { NodeId } from '../node-id.ts';

/** The service that a name is meant for where `from` writes it. */
export type MeantNames = (name: string, from: TopologyService) => NodeId | null;

/**
 * Names that containers answer to: service, container and host names and network aliases; first of the own project, then of neighbours; before
 * others those that run together with who asks. However many have a name, it costs as much as they have profiles and networks.
 */
export function meantNamesOf(topology: Topology): MeantNames {
  const own = new Map<string, Map<string, Namesake>>();
  const neighbours = new Map<string, Namesake>();
  let rank = 0;
  for (const service of topology.services.values()) {
    rank += 1;
    for (const name of new Set(answersTo(service))) {
      const isItsName = name === service.service.name.toLowerCase();
      const namesake = { id: service.id, rank: isItsName ? -rank : rank };
      const key = `${service.project}\0${name}`;
      const namesakes = own.get(key) ?? new Map<string, Namesake>();
      own.set(key, namesakes);
      const { profiles } = service.service;
      for (const place of [ANY, ...(profiles.length === 0 ? [ALWAYS] : profiles.map(ofProfile))])
        keepFirst(namesakes, place, namesake);
      for (const network of service.attachments.keys())
        keepFirst(neighbours, `${network}\0${name}`, { id: service.id, rank });
    }
  }
  return (name, from) => {
    const key = name.toLowerCase();
    const namesakes = own.get(`${from.project}\0${key}`);
    if (namesakes !== undefined) {
      const { profiles } = from.service;
      const places = profiles.length === 0 ? [ANY] : [ALWAYS, ...profiles.map(ofProfile)];
      return (firstOf(places.map((place) => namesakes.get(place))) ?? namesakes.get(ANY))?.id ?? null;
    }
    return firstOf([...from.attachments.keys()].map((network) => neighbours.get(`${network}\0${key}`)))?.id ?? null;
  };
}

/** One of those that have a name: the lower its rank, the sooner it is meant. */
interface Namesake {
  readonly id: NodeId;
  readonly rank: number;
}

const ANY = 'any';
const ALWAYS = 'always';

function ofProfile(profile: string): string {
  return `with ${profile}`;
}

function keepFirst(namesakes: Map<string, Namesake>, place: string, namesake: Namesake): void {
  const known = namesakes.get(place);
  if (known === undefined || namesake.rank < known.rank) namesakes.set(place, namesake);
}

function firstOf(namesakes: readonly (Namesake | undefined)[]): Namesake | undefined {
  return namesakes.reduce(
    (first, one) => (one !== undefined && (first === undefined || one.rank < first.rank) ? one : first),
    undefined,
  );
}

function answersTo({ service }: TopologyService): readonly string[] {
  const aliases = [...service.networks.values()].flatMap((attachment) => attachment.aliases.map(({ value }) => value));
  const names = [service.name, service.containerName?.value, service.hostname?.value, ...aliases];
  return names.flatMap((name) => (name === undefined || name === '' ? [] : [name.toLowerCase()]));
}

/** Whether they may run at the same time. */
export function meet(a: TopologyService | undefined, b: TopologyService): boolean {
  return a !== undefined && (a.project !== b.project || runTogether(a.service.profiles, b.service.profiles));
}
