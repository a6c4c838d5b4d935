import { networkInterfaces } from 'node:os';
import { output, type Bounds } from './command.ts';
import { LAN } from './lan-addresses.ts';

/** A network as the engine shows it. */
export interface EngineNetwork {
  readonly Id: string;
  readonly Name: string;
  readonly Driver: string;
  readonly Internal: boolean;
  readonly EnableIPv6: boolean;
  readonly Options: Readonly<Record<string, string>> | null;
  readonly IPAM: { readonly Config: readonly { readonly Gateway?: string }[] | null };
}

export async function engineNetworks(bounds: Bounds): Promise<readonly EngineNetwork[]> {
  const ids = (await output('docker', ['network', 'ls', '--quiet'], bounds)).split('\n').filter((line) => line !== '');
  return JSON.parse(await output('docker', ['network', 'inspect', ...ids], bounds)) as readonly EngineNetwork[];
}

/** Addresses at which the host can be met, loopback apart, with what each is: a gateway, or the LAN's. */
export function hostAddresses(networks: readonly EngineNetwork[]): ReadonlyMap<string, string> {
  const bridges = networks.filter(({ Driver }) => Driver === 'bridge');
  const stated = bridges.flatMap((network) =>
    gatewaysOf(network).map((address) => [address, `gw:${network.Name}`] as const),
  );
  const named = new Map(bridges.map((network) => [interfaceOf(network), `gw:${network.Name}`]));
  const own = Object.entries(networkInterfaces()).flatMap(([name, addresses]) =>
    (addresses ?? [])
      .filter(({ internal, address }) => !internal && !address.startsWith('fe80:'))
      .map(({ address, family }) => [address, named.get(name) ?? labelOf(name, family)] as const),
  );
  return new Map([...stated, ...own]);
}

function interfaceOf({ Id, Options }: EngineNetwork): string {
  return Options?.['com.docker.network.bridge.name'] ?? `br-${Id.slice(0, 12)}`;
}

export function gatewaysOf({ IPAM: { Config } }: EngineNetwork): readonly string[] {
  return (Config ?? []).flatMap(({ Gateway }) => (Gateway ? [Gateway.replace(/\/.*/, '')] : []));
}

function labelOf(name: string, family: string): string {
  const known = name === LAN.name ? 'lan' : name;
  return family === 'IPv6' ? `${known}6` : known;
}

export const LOOPBACK: ReadonlyMap<string, string> = new Map([
  ['127.0.0.1', 'lo'],
  ['::1', 'lo6'],
]);
