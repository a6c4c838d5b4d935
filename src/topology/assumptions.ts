/** What the files cannot say and the policy may: the daemon the answers are for, and what lies outside the projects. */
export interface Assumptions {
  readonly engine: EngineSettings;
  /** Attributes of networks that were created beforehand, by real name. Unlisted ones count as plain bridges. */
  readonly externalNetworks: ReadonlyMap<string, ExternalNetwork>;
  /** TCP ports a service's own process listens on, by `service` or `project/service`. Unlisted: any port, which errs towards reachable. */
  readonly listens: ReadonlyMap<string, readonly number[]>;
  /** Whether projects that share no network or volume are started on one host. */
  readonly sharedHost: boolean;
  readonly zones: readonly ZoneOverride[];
}

/** Settings of the Docker daemon; https://docs.docker.com/reference/cli/dockerd/ */
export interface EngineSettings {
  readonly version: { readonly major: number; readonly minor: number };
  readonly userlandProxy: boolean;
  readonly allowDirectRouting: boolean;
  /** Daemon flag `--icc`: inter-container communication on the engine's default bridge. */
  readonly icc: boolean;
}

export interface ExternalNetwork {
  readonly internal: boolean;
  readonly driver: string;
  readonly enableIpv6: boolean;
  readonly driverOptions: ReadonlyMap<string, string>;
}

/** Zone stated by the policy. Patterns may hold `*`. */
export interface ZoneOverride {
  readonly zone: Zone;
  readonly services: readonly string[];
  readonly images: readonly string[];
}

/** What a service is for. `app` when nothing says otherwise. */
export type Zone = 'edge' | 'frontend' | 'app' | 'data' | 'admin' | 'ops';

export const ZONES: readonly Zone[] = ['edge', 'frontend', 'app', 'data', 'admin', 'ops'];

export const DEFAULT_ASSUMPTIONS: Assumptions = {
  engine: { version: { major: 28, minor: 5 }, userlandProxy: true, allowDirectRouting: false, icc: true },
  externalNetworks: new Map(),
  listens: new Map(),
  sharedHost: false,
  zones: [],
};
