/** The engine and the settings of its daemon, as the policy states them; https://docs.docker.com/reference/cli/dockerd/ */
export interface EngineSettings {
  readonly name: 'docker' | 'podman';
  /** `null`: not stated. */
  readonly version: { readonly major: number; readonly minor: number } | null;
  /** What loads the files for Podman. */
  readonly compose: 'docker-compose' | 'podman-compose';
  readonly firewallBackend: 'iptables' | 'nftables';
  readonly userlandProxy: boolean;
  readonly allowDirectRouting: boolean;
  /** Inter-container communication on the engine's default bridge. */
  readonly icc: boolean;
  readonly iptables: boolean;
  readonly ip6tables: boolean;
  /** Host address that ports of the default bridge are published on where they name none; `null`: all. */
  readonly ip: string | null;
  /** Masquerading of the default bridge. */
  readonly ipMasquerade: boolean;
  readonly ipForward: boolean;
  /** Leaves the firewall's policy for forwarded packets as it is: measured to change nothing. */
  readonly ipForwardNoDrop: boolean;
  /** Options of networks that state none of their own, by driver. */
  readonly defaultNetworkOptions: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

export const DEFAULT_SETTINGS: EngineSettings = {
  name: 'docker',
  version: null,
  compose: 'docker-compose',
  firewallBackend: 'iptables',
  userlandProxy: true,
  allowDirectRouting: false,
  icc: true,
  iptables: true,
  ip6tables: true,
  ip: null,
  ipMasquerade: true,
  ipForward: true,
  ipForwardNoDrop: false,
  defaultNetworkOptions: new Map(),
};
