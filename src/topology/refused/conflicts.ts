import type { Port } from '../../compose/project.ts';
import { runTogether } from '../../compose/profiles.ts';
import { compareText, type SourceLocation } from '../../compose/source.ts';
import { hostIpOf, scopeOf } from '../../engines/network/host-ip.ts';
import { refusal } from './refusal.ts';
import type { Topology, TopologyService } from '../topology.ts';
import type { Diagnostic } from '../../compose/diagnostics.ts';

/**
 * What two cannot have at once on one host: a host port, a container name, the name of a bridge. Between projects it is a warning, because
 * they need not run side by side, and so it is for a host port: who starts first has it, and more than both together is not open. Else it is
 * an error. Services that no profile starts together may have the same.
 */
export function conflictsOf(topology: Topology): readonly Diagnostic[] {
  return [
    ...clashes(hostPorts(topology), 'warning'),
    ...clashes(containerNames(topology), 'error'),
    ...clashes(bridgeNames(topology), 'error'),
  ];
}

interface Claim {
  /** What is claimed. */
  readonly key: string;
  /** Host address, where the claim is for one; `*`: all of its family. */
  readonly address: string;
  readonly owner: string;
  readonly project: string;
  /** Profiles of which one has to be asked for; empty: it is there anyway. */
  readonly profiles: readonly string[];
  readonly at: SourceLocation;
  /** Words that finish "Docker refuses this: ". */
  readonly text: (earlier: Claim) => string;
}

function clashes(claims: readonly Claim[], within: Diagnostic['severity']): readonly Diagnostic[] {
  const held = new Map<string, Claim[]>();
  const refused = new Set<SourceLocation>();
  return claims.flatMap((claim) => {
    const others = held.get(claim.key) ?? [];
    held.set(claim.key, [...others, claim]);
    const earlier = others.find(
      (other) => overlaps(other.address, claim.address) && other.at !== claim.at && meet(other, claim),
    );
    if (earlier === undefined || refused.has(claim.at)) return [];
    refused.add(claim.at);
    return [refusal(claim.at, claim.text(earlier), earlier.project === claim.project ? within : 'warning')];
  });
}

function overlaps(a: string, b: string): boolean {
  return a === b || a === '*' || b === '*';
}

function meet(a: Claim, b: Claim): boolean {
  return a.project !== b.project || runTogether(a.profiles, b.profiles);
}

function hostPorts({ services }: Topology): readonly Claim[] {
  return [...services.values()].flatMap((owner) => owner.claims.flatMap((port) => portClaims(owner, port)));
}

function portClaims(
  { service, project }: TopologyService,
  { at, hostIp, published, protocol }: Port,
): readonly Claim[] {
  // A host port 0 is any free one.
  if (service.replicas === 0 || published === null || !/^0*[1-9]\d*$/.test(published)) return [];
  const ip = hostIp === null ? '' : hostIpOf(hostIp);
  const every = ip === '' || scopeOf(ip) === 'every';
  const families = hostIp === null ? ['ipv4', 'ipv6'] : [ip.includes(':') ? 'ipv6' : 'ipv4'];
  return families.map((family) => ({
    key: `${family} ${published}/${protocol}`,
    address: every ? '*' : ip,
    owner: service.name,
    project,
    profiles: service.profiles,
    at,
    text: (earlier) =>
      `host port ${published}/${protocol} of \`${service.name}\` is taken by \`${earlier.owner}\` already. Publish one of them elsewhere.`,
  }));
}

function containerNames({ services }: Topology): readonly Claim[] {
  return [...services.values()].flatMap(({ service, project }) =>
    service.containerName === null
      ? []
      : [
          {
            key: service.containerName.value,
            address: '*',
            owner: service.name,
            project,
            profiles: service.profiles,
            at: service.containerName.at,
            text: (earlier) =>
              `\`${earlier.owner}\` has the container name \`${service.containerName?.value ?? ''}\` already.`,
          },
        ],
  );
}

function bridgeNames({ networks }: Topology): readonly Claim[] {
  return [...networks.values()]
    .filter(({ members }) => members.length > 0)
    .sort((a, b) => compareText(a.id, b.id))
    .flatMap(({ declarations }) => {
      const created = declarations.find(({ network }) => !network.external);
      const name = created?.network.driverOptions.get('com.docker.network.bridge.name');
      if (created === undefined || name === undefined) return [];
      return [
        {
          key: name.value,
          address: '*',
          owner: created.network.name,
          project: created.project,
          profiles: [],
          at: name.at,
          text: (earlier) => `network \`${earlier.owner}\` has the bridge name \`${name.value}\` already.`,
        },
      ];
    });
}
