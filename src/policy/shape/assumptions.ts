import type { ExternalNetwork, ZoneOverride } from '../../topology/assumptions.ts';
import { object, optional } from './object.ts';
import { ANY_KEY, mapOf, onlyKeys } from './map.ts';
import { flag, list, type PolicyShape, text, value, whole } from './shape.ts';
import { ZONES } from '../../catalogue/zone.ts';

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

/** Names of services; `!` before one says that it is not needed. */
export const needs = mapOf(list(text), ANY_KEY);

const SHARED = optional(
  'shared',
  flag,
  'All projects of the repository are started on one Docker host, also those that share no network or volume.',
);

export const sharedHost: PolicyShape<boolean> = object('The host', [SHARED], ({ get }) => get(SHARED) ?? false);
