import type { Network } from '../compose/project.ts';
import type { Evidence, SourceLocation } from '../compose/source.ts';
import { familyOf } from '../catalogue/catalogue.ts';
import { isMeantForHostNetwork } from '../catalogue/host-network.ts';
import type { TopologyService } from '../topology/topology.ts';
import type { RuleContext } from './context.ts';
import { entryOf } from './claims/entry.ts';
import type { Fix, Rule } from './rule.ts';
import type { Edit } from '../fixes/edit.ts';
import { projectOf } from '../topology/services.ts';
import { isOfSwarm } from '../compose/bind/swarm.ts';
import { appendItem, removeKey, setKey } from '../fixes/service-edits.ts';
import { code } from '../words/words.ts';

export const hostNetwork: Rule = {
  id: 'host-network',
  severity: 'high',
  summary: "A service uses the host's network",
  why: "Every port it opens is open on every address of the host, it reaches what listens on the host's 127.0.0.1, and it reaches every container, internal networks included.",
  fix: 'Attach it to a network of the project and publish the ports it needs. Where only a few packets of the host matter, `macvlan` may do.',
  references: [
    'https://docs.docker.com/engine/network/drivers/host/',
    'https://docs.docker.com/reference/compose-file/services/#network_mode',
  ],
  *check(context: RuleContext) {
    const { topology } = context;
    for (const service of topology.services.values()) {
      const found = hostNetworkOf(
        service,
        topology.projects.find(({ id }) => id === service.project)?.project.networks,
      );
      if (found === null || service.service.replicas === 0) continue;
      const { name, image } = service.service;
      const isMeant = image !== null && isMeantForHostNetwork(image.value);
      const given = service.service.capAdd.find(({ value }) => OF_NETWORK.test(value))?.value;
      const flow = entryOf(context, service);
      yield {
        project: service.project,
        subject: name,
        identity: 'host-network',
        message: `${code(name)} uses the network of the host: ${flow === null ? '' : 'all its ports are open there, and '}it reaches every container and what listens on the host's 127.0.0.1.`,
        at: found.at,
        related: found.related,
        path: flow === null ? [] : [flow],
        services: [service.id],
        fix: isMeant
          ? byDesign(name)
          : given !== undefined
            ? forHostNetwork(name, given)
            : {
                summary: `Attach ${code(name)} to a network of the project and publish what others need.`,
                edits: found.isMode ? onOwnNetwork(context, service) : [],
                caveat:
                  'It no longer sees the network devices of the host, nor broadcasts on its LAN, and localhost is then its own.',
              },
        severity: flow === null || isMeant ? 'medium' : null,
      };
    }
  },
};

function byDesign(name: string): Fix {
  return {
    summary: `${code(name)} is made for the network of the host: allow it in the policy, and let a firewall of the host keep its ports.`,
    edits: [],
    caveat: 'On a network of its own it no longer finds devices of the LAN, or sees the machine.',
  };
}

/** Capabilities to change a network or to read all of its packets: of the network that a service is on. */
const OF_NETWORK = /^(CAP_)?NET_(ADMIN|RAW)$/i;

function forHostNetwork(name: string, capability: string): Fix {
  return {
    summary: `Allow it in the policy if ${code(name)} has to watch or change the network of the host; else attach it to a network of the project.`,
    edits: [],
    caveat: `It was given ${code(capability)} for the network that it is on. No patch is shown: no file says whether it can do without that of the host.`,
  };
}

/** With the ports it serves where they are known: those it lists in vain, or those of its software. */
function onOwnNetwork(context: RuleContext, host: TopologyService): readonly Edit[] {
  const { service, zone } = host;
  const { ports, expose, image, networkMode } = service;
  if (networkMode === null) return [];
  const project = projectOf(context.topology, host.project);
  const known = image === null ? [] : (familyOf(image.value)?.family.ports ?? []);
  const served = expose.length > 0 ? expose.map(({ value }) => value) : known.map(String);
  return [
    removeKey(project, service, ['network_mode'], networkMode.at),
    ...networksOfNeeds(context, host).map((network) => setKey(service, ['networks', network], null)),
    ...(zone.zone === 'data' || ports.length > 0 || (project !== null && isOfSwarm(project))
      ? []
      : served.map((port) => appendItem(service, 'ports', `127.0.0.1:${port}:${port}`))),
  ];
}

/** Networks over which it meets what it needs; the one that Compose gives where it needs nothing. */
function networksOfNeeds({ topology, needs }: RuleContext, { id, project }: TopologyService): readonly string[] {
  const found = new Set<string>();
  for (const { to } of needs.get(id) ?? []) {
    const needed = topology.services.get(to);
    const keys =
      needed?.project !== project ? [] : [...needed.attachments.values()].map(({ attachment }) => attachment.network);
    const [first] = keys;
    if (first !== undefined && !keys.some((key) => found.has(key))) found.add(first);
  }
  return found.size === 0 ? ['default'] : [...found];
}

interface HostNetwork {
  readonly at: SourceLocation;
  readonly related: readonly Evidence[];
  readonly isMode: boolean;
}

/** The line by which a service itself asks for the host's network, in any spelling; `null`: it does not. */
function hostNetworkOf(
  { service }: TopologyService,
  networks: ReadonlyMap<string, Network> | undefined,
): HostNetwork | null {
  const mode = service.networkMode;
  if (mode?.kind === 'host') return { at: mode.at, related: [], isMode: true };
  for (const { network, at } of service.networks.values()) {
    const declared = networks?.get(network);
    if (declared === undefined) continue;
    if (declared.driver?.value === 'host') {
      return { at, related: [{ at: declared.driver.at, note: `${declared.key} has the driver host` }], isMode: false };
    }
    if (declared.external && declared.name === 'host') {
      return { at, related: [{ at: declared.at, note: `${declared.key} is the network of the host` }], isMode: false };
    }
  }
  return null;
}
