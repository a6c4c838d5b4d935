import { runTogether } from '../../compose/profiles.ts';
import type { Topology, TopologyService } from '../topology.ts';
import type { NodeId } from '../node-id.ts';

/** The service that a name is meant for where `from` writes it. */
export type MeantNames = (name: string, from: TopologyService) => NodeId | null;

/** Names that containers answer to: service, container and host names and network aliases; first of the own project, then of neighbours; before others those that run together with who asks. */
export function meantNamesOf(topology: Topology): MeantNames {
  const own = new Map<string, NodeId[]>();
  const anywhere = new Map<string, NodeId[]>();
  for (const service of topology.services.values()) {
    for (const name of answersTo(service)) {
      const key = `${service.project}\0${name}`;
      const namesakes = own.get(key) ?? [];
      if (name === service.service.name.toLowerCase()) own.set(key, [service.id, ...namesakes]);
      else if (namesakes.length < MOST_NAMESAKES) own.set(key, [...namesakes, service.id]);
      const others = anywhere.get(name) ?? [];
      if (others.length < MOST_NAMESAKES) anywhere.set(name, [...others, service.id]);
    }
  }
  return (name, from) => {
    const key = name.toLowerCase();
    const found = own.get(`${from.project}\0${key}`) ?? [];
    const [first] = found;
    if (first !== undefined) return found.find((id) => meet(topology.services.get(id), from)) ?? first;
    return anywhere.get(key)?.find((id) => areNeighbours(topology.services.get(id), from)) ?? null;
  };
}

/** Services of one name that are told apart; more only occur in files made to be slow. */
const MOST_NAMESAKES = 8;

function answersTo({ service }: TopologyService): readonly string[] {
  const aliases = [...service.networks.values()].flatMap((attachment) => attachment.aliases.map(({ value }) => value));
  const names = [service.name, service.containerName?.value, service.hostname?.value, ...aliases];
  return names.flatMap((name) => (name === undefined || name === '' ? [] : [name.toLowerCase()]));
}

/** Whether they may run at the same time. */
export function meet(a: TopologyService | undefined, b: TopologyService): boolean {
  return a !== undefined && (a.project !== b.project || runTogether(a.service.profiles, b.service.profiles));
}

function areNeighbours(a: TopologyService | undefined, b: TopologyService): boolean {
  return a !== undefined && [...a.attachments.keys()].some((network) => b.attachments.has(network));
}
