import type { Zone } from '../catalogue/zone.ts';
import { DEFAULT_SETTINGS, type EngineSettings } from '../engines/settings.ts';

/** What the files cannot say and the policy may: the daemon the answers are for, and what lies outside the projects. */
export interface Assumptions {
  readonly engine: EngineSettings;
  /** Attributes of networks that were created beforehand, by real name. Unlisted ones count as plain bridges. */
  readonly externalNetworks: ReadonlyMap<string, ExternalNetwork>;
  /** TCP ports a service's own process listens on, by `service` or `project/service`. Unlisted: any port, which errs towards reachable. */
  readonly listens: ReadonlyMap<string, readonly number[]>;
  /** What services need, and with a `!` before it what not, by `service` or `project/service`; beside what the files tell. */
  readonly needs: ReadonlyMap<string, readonly string[]>;
  /** Whether projects that share no network or volume are started on one host. */
  readonly sharedHost: boolean;
  readonly zones: readonly ZoneOverride[];
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

export const DEFAULT_ASSUMPTIONS: Assumptions = {
  engine: DEFAULT_SETTINGS,
  externalNetworks: new Map(),
  listens: new Map(),
  needs: new Map(),
  sharedHost: false,
  zones: [],
};
