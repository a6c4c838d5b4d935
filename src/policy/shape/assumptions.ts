import { warning } from '../../compose/diagnostics.ts';
import { DEFAULT_ASSUMPTIONS, type ExternalNetwork, type ZoneOverride } from '../../topology/assumptions.ts';
import { object, optional } from './object.ts';
import { ANY_KEY, mapOf, onlyKeys } from './map.ts';
import { flag, list, located, type PolicyShape, text, value, whole, written } from './shape.ts';
import { ZONES } from '../../catalogue/zone.ts';
import { MEASURED } from '../../engines/engines.ts';
import type { EngineSettings } from '../../engines/settings.ts';

/** What the policy says of the world around the files. */

const SERVICES = optional('services', list(text), 'Names, `service` or `project/service`; may hold `*`.');
const IMAGES = optional('images', list(text), 'Images, with or without tag; may hold `*`.');

const members = object('A zone', [SERVICES, IMAGES], ({ get }) => ({
  services: get(SERVICES) ?? [],
  images: get(IMAGES) ?? [],
}));

const zoneMap = mapOf(members, onlyKeys(ZONES, 'There is no zone', 'policy-unknown-key'));

export const zones: PolicyShape<readonly ZoneOverride[]> = {
  schema: zoneMap.schema,
  read: (node, name, problems) =>
    [...(zoneMap.read(node, name, problems) ?? [])].map(([zone, stated]) => ({ zone, ...stated })),
};

const version = written('^\\d{1,3}(\\.\\d{1,3}){0,2}$', 'a version of Docker Engine, as "28" or "26.1"', (source) => {
  const [, major, minor] = /^(\d{1,3})(?:\.(\d{1,3}))?(?:\.\d{1,3})?$/.exec(source) ?? [];
  return major === undefined ? undefined : { major: Number(major), minor: Number(minor ?? 0) };
});

const VERSION = optional('version', located(version), 'Version of Docker Engine, `28` or `26.1`.');
const PROXY = optional('userland-proxy', flag, 'Daemon setting `userland-proxy`.');
const ROUTING = optional('allow-direct-routing', flag, 'Daemon setting `allow-direct-routing`.');
const ICC = optional(
  'icc',
  flag,
  "Daemon setting `icc`: whether containers on the engine's own bridge reach each other.",
);

const usual = DEFAULT_ASSUMPTIONS.engine;

export const engine: PolicyShape<EngineSettings> = object(
  'The engine',
  [VERSION, PROXY, ROUTING, ICC],
  ({ get }, problems) => {
    const stated = get(VERSION);
    const { least, most } = MEASURED;
    if (stated !== undefined && (stated.value.major < least || stated.value.major > most)) {
      const range = `${String(least)} to ${String(most)}`;
      const message = `Answers were compared with Docker Engine ${range}; those for ${String(stated.value.major)} may differ from what it does.`;
      problems.push(warning('engine-not-measured', stated.at, message));
    }
    return {
      version: stated?.value ?? usual.version,
      userlandProxy: get(PROXY) ?? usual.userlandProxy,
      allowDirectRouting: get(ROUTING) ?? usual.allowDirectRouting,
      icc: get(ICC) ?? usual.icc,
    };
  },
);

const INTERNAL = optional('internal', flag, 'It has no way out.');
const DRIVER = optional('driver', text, '`bridge` unless stated.');
const IPV6 = optional('enable-ipv6', flag, 'It has IPv6 addresses.');
const OPTIONS = optional('driver-opts', mapOf(value, ANY_KEY), 'As in a Compose file.');

const network: PolicyShape<ExternalNetwork> = object(
  'An external network',
  [INTERNAL, DRIVER, IPV6, OPTIONS],
  ({ get }) => ({
    internal: get(INTERNAL) ?? false,
    driver: get(DRIVER) ?? 'bridge',
    enableIpv6: get(IPV6) ?? false,
    driverOptions: get(OPTIONS) ?? new Map(),
  }),
);

export const externalNetworks = mapOf(network, ANY_KEY);

export const listens = mapOf(list(whole(1, 65535)), ANY_KEY);

const SHARED = optional(
  'shared',
  flag,
  'All projects of the repository are started on one Docker host, also those that share no network or volume.',
);

export const sharedHost: PolicyShape<boolean> = object('The host', [SHARED], ({ get }) => get(SHARED) ?? false);
