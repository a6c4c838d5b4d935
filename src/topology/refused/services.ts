import type { Service } from '../../compose/project.ts';
import { refusal } from './refusal.ts';
import { refusedLinks } from './links.ts';
import { refusedMode } from './mode.ts';
import { refusedValues } from './values.ts';
import { projectOf } from '../services.ts';
import type { Topology, TopologyService } from '../topology.ts';
import type { Diagnostic } from '../../compose/diagnostics.ts';

/** Services that Docker Engine does not start as they are written. */
export function refusedServices(found: TopologyService, topology: Topology): readonly Diagnostic[] {
  return [
    ...refusedBuiltIn(found, topology),
    ...refusedCopies(found, topology),
    ...refusedMode(found, topology),
    ...refusedLinks(found, topology),
    ...refusedValues(found.service),
    ...refusedHostname(found.service),
  ];
}

function refusedBuiltIn({ service, project }: TopologyService, { projects }: Topology): readonly Diagnostic[] {
  const networks = projects.find(({ id }) => id === project)?.project.networks;
  return [...service.networks.values()].flatMap(({ network, at }) => {
    const joined = networks?.get(network);
    if (joined?.external !== true || !BUILT_IN.has(joined.name)) return [];
    const text = `\`${service.name}\` joins the engine's own network \`${joined.name}\` under \`networks\`, which takes no aliases. Use \`network_mode: ${joined.name}\`.`;
    return [refusal(at, text)];
  });
}

const BUILT_IN = new Set(['host', 'none', 'bridge']);

function refusedCopies({ service, claims, project }: TopologyService, topology: Topology): readonly Diagnostic[] {
  if (projectOf(topology, project)?.told.isStack === true) return [];
  const one = claims.find(({ published }) => published !== '0' && /^\d+$/.test(published ?? ''));
  if (one === undefined || service.replicas < 2) return [];
  const text = `\`${service.name}\` has ${String(service.replicas)} containers for the one host port ${one.published ?? ''}.`;
  return [refusal(one.at, text)];
}

function refusedHostname({ name, uts, hostname }: Service): readonly Diagnostic[] {
  return uts?.value !== 'host' || hostname === null
    ? []
    : [refusal(hostname.at, `\`${name}\` has a \`hostname\` but uses that of the host.`)];
}
