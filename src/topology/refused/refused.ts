import { compareLocations, compareText, type SourceLocation } from '../../compose/source.ts';
import type { Assumptions } from '../assumptions.ts';
import { engineOf } from '../../engines/engines.ts';
import { conflictsOf } from './conflicts.ts';
import { LISTENS_LABEL, portsIn } from '../build/listens.ts';
import { refusedAddresses } from './addresses.ts';
import { refusedNames } from './names.ts';
import { refusedNetworks } from './networks.ts';
import { refusedRanges } from './ranges.ts';
import { refusedServices } from './services.ts';
import type { Topology, TopologyNetwork } from '../topology.ts';
import { ZONE_LABEL } from '../zones/zones.ts';
import { ZONES } from '../../catalogue/zone.ts';
import type { Diagnostic } from '../../compose/diagnostics.ts';

/** What Docker refuses to start, and what had to be assumed of what the files do not say. Sorted by place. */
export function diagnosticsOf(topology: Topology, assumptions: Assumptions): readonly Diagnostic[] {
  return [
    ...refusedNetworks(topology, engineOf(assumptions.engine)),
    ...refusedNames(topology),
    ...[...topology.networks.values()].flatMap((network) => [...assumed(network, topology)]),
    ...[...topology.services.values()].flatMap((service) => [...refusedServices(service, topology)]),
    ...refusedAddresses(topology),
    ...refusedRanges(topology),
    ...conflictsOf(topology),
    ...misreadLabels(topology),
    ...foreignNamespaces(topology),
  ].sort((a, b) => compareLocations(a.at, b.at) || compareText(a.message, b.message));
}

function assumed(network: TopologyNetwork, topology: Topology): readonly Diagnostic[] {
  const at = firstUse(network, topology);
  if (network.origin !== 'assumed' || at === null || network.driver !== 'bridge') return [];
  return [
    {
      code: 'external-network-assumed',
      severity: 'warning',
      message: `Network \`${network.name}\` is created elsewhere and counts as a plain bridge. State what it is like under \`external-networks\` in the policy.`,
      at,
    },
  ];
}

/** Where a project names the network, if an active service is on it. */
function firstUse(network: TopologyNetwork, topology: Topology): SourceLocation | null {
  const [member] = network.members;
  if (member === undefined) return null;
  const declared = network.declarations[0]?.network.nameAt;
  return declared ?? topology.services.get(member)?.attachments.get(network.id)?.attachment.at ?? null;
}

/** Labels for Bulkhead that it does not understand: they count as not there. */
function misreadLabels({ services }: Topology): readonly Diagnostic[] {
  return [...services.values()].flatMap(({ service: { name, labels } }) => {
    const zone = labels.get(ZONE_LABEL);
    const listens = labels.get(LISTENS_LABEL);
    return [
      ...(zone === undefined || ZONES.some((known) => known === zone.value)
        ? []
        : [misread(zone.at, ZONE_LABEL, name, `is not one of ${ZONES.join(', ')}, so the zone is inferred`)]),
      ...(listens === undefined || portsIn(listens.value) !== null
        ? []
        : [misread(listens.at, LISTENS_LABEL, name, 'is not a list of TCP ports as `5432, 9187`, so any port counts')]),
    ];
  });
}

function misread(at: SourceLocation, label: string, service: string, why: string): Diagnostic {
  return { code: 'label-misread', severity: 'warning', message: `Label \`${label}\` of \`${service}\` ${why}.`, at };
}

function foreignNamespaces({ services }: Topology): readonly Diagnostic[] {
  return [...services.values()].flatMap(({ service, namespace }) =>
    namespace.kind !== 'foreign'
      ? []
      : [
          {
            code: 'unknown-container',
            severity: 'warning' as const,
            message: `\`${service.name}\` uses the network of container \`${namespace.container}\`, which no file here declares: what it reaches is not known.`,
            at: namespace.at,
          },
        ],
  );
}
