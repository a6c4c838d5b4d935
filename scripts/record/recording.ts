import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Engine } from './engine.ts';
import { gatewaysOf, type EngineNetwork } from './host-addresses.ts';
import type { Observations } from './observe.ts';
import type { RecordedCase } from './recorded-case.ts';
import type { Refused } from './start.ts';
import type { Station } from './stations.ts';

export interface Setting {
  readonly stations: readonly Station[];
  readonly networks: readonly EngineNetwork[];
}

/** `observed.json` of a case that started, or was refused. What could not be observed is left out. */
export function recordingOf(
  { projects, isMany }: RecordedCase,
  engine: Engine,
  outcome: Refused | (Setting & { readonly observed: Observations }),
): unknown {
  const files = projects.map(({ path, file }) => (isMany ? `${path}/${file}` : file));
  const head = { compose: isMany ? files : files[0], engine: engine.version, compose_version: engine.compose };
  if ('stage' in outcome) return { ...head, error: outcome };
  const { observed, ...setting } = outcome;
  const { direct_detail, via_host_detail, ingress_detail, host_to_detail, egress, egress6 } = observed;
  return {
    ...head,
    bridge_nf_call_iptables: bridgeFilter(),
    ...settingOf(setting),
    direct: namesOf(direct_detail),
    direct_detail,
    via_host: namesOf(via_host_detail),
    via_host_detail,
    ...(egress === null ? {} : { egress, egress6 }),
    ...(ingress_detail === null ? {} : { ingress_from_outside: namesOf(ingress_detail), ingress_detail }),
    host_to: [...new Set(Object.values(host_to_detail).flatMap((row) => Object.keys(row)))].sort(),
    host_to_detail,
  };
}

function namesOf(rows: Readonly<Record<string, object>>): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(Object.entries(rows).map(([from, row]) => [from, Object.keys(row).sort()]));
}

function settingOf({ stations, networks }: Setting): object {
  const joined = new Set(stations.flatMap(({ addresses }) => addresses.map(({ network }) => network)));
  return {
    networks: Object.fromEntries(
      networks
        .filter(({ Name }) => joined.has(Name) && Name !== 'bridge')
        .sort((a, b) => (a.Name < b.Name ? -1 : 1))
        .map((network) => [
          network.Name,
          {
            gateways: gatewaysOf(network),
            driver: network.Driver,
            internal: network.Internal,
            ipv6: network.EnableIPv6,
            options: network.Options ?? {},
          },
        ]),
    ),
    services: Object.fromEntries(
      stations.map(({ name, addresses, listens, replicas, networkMode, published }) => [
        name,
        {
          network_mode: networkMode.replace(/^container:.*/, 'container'),
          networks: [...new Set(addresses.map(({ network }) => network))].sort(),
          ips: addresses.map(({ network, address }) => `${network}=${address}`).sort(),
          listen: listens,
          replicas,
          published: published.map(({ ip, port, target }) => `${ip}:${String(port)}->${String(target)}`).sort(),
        },
      ]),
    ),
  };
}

/** With it on, iptables sees what is bridged within a network. */
function bridgeFilter(): number | null {
  const file = '/proc/sys/net/bridge/bridge-nf-call-iptables';
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) : null;
}

/** The files that stand beside a recording, where they are not there yet. */
export function writeBeside({ folder, projects, isMany }: RecordedCase, stations: readonly Station[]): void {
  const policy = join(folder, 'policy.yaml');
  const listens = Object.fromEntries(stations.map(({ name, listens: ports }) => [name, ports]));
  if (!existsSync(policy) && stations.length > 0)
    writeFileSync(
      policy,
      `# What the files cannot say of this stack.\n${stringify({ listens }, { flowCollectionPadding: false })}`,
    );
  const lab = join(folder, 'lab.json');
  if (isMany && !existsSync(lab))
    writeFileSync(lab, `${JSON.stringify({ order: projects.map(({ path }) => path) }, null, 2)}\n`);
}
