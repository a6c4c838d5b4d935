import { DOCKER_26 } from './docker/26.ts';
import { DOCKER_27 } from './docker/27.ts';
import { DOCKER_28 } from './docker/28.ts';
import { DOCKER_29, DOCKER_29_NFTABLES } from './docker/29.ts';
import type { Behaviours, Engine } from './engine.ts';
import { ADDRESS_FAMILIES } from './address-family.ts';
import { PODMAN_5, PODMAN_5_COMPOSE } from './podman/5.ts';
import type { EngineRecord } from './record.ts';
import type { EngineSettings } from './settings.ts';

/** Engines by version, the newest first. Another one is a record more. */
const RECORDS: readonly EngineRecord[] = [DOCKER_29, DOCKER_28, DOCKER_27, DOCKER_26, PODMAN_5];

/** What stands for an engine whose version is not stated: "does not reach" is said only where all of them agree. */
const UNPINNED: Readonly<Record<EngineSettings['name'], readonly EngineRecord[]>> = {
  docker: [DOCKER_28, DOCKER_29],
  podman: [PODMAN_5],
};

/** Engines that `settings` may mean; one, where they state a version. */
export function enginesOf(settings: EngineSettings): readonly [Engine, ...Engine[]] {
  const [first, ...others] = recordsOf(settings);
  return [engineBy(first, settings), ...others.map((record) => engineBy(record, settings))];
}

/** The engine that `settings` mean; where they state no version, the newest. */
export function engineOf(settings: EngineSettings): Engine {
  const engines = enginesOf(settings);
  return engines.at(-1) ?? engines[0];
}

/** A version that no record is of, and what is answered instead; or one that was never measured. `null`: the engine is known. */
export function unknownVersion({ name, version }: EngineSettings): string | null {
  if (version === null) return null;
  const known = RECORDS.filter((record) => record.name === name);
  const found = known.find(({ major }) => major === version.major);
  if (found?.measured !== undefined && found.measured !== null) return null;
  const measured = known.flatMap((record) => record.measured ?? []).reverse();
  return `Answers were compared with ${PRODUCTS[name]} ${measured.join(', ')}; those for ${String(version.major)} may differ from what it does.`;
}

/** Whether no record is of the version, so that another one stands for it. */
export function isForeign({ name, version }: EngineSettings): boolean {
  return version !== null && !RECORDS.some((record) => record.name === name && record.major === version.major);
}

/** Whether the engine has that firewall backend. */
export function mayUseNftables({ name, version }: EngineSettings): boolean {
  return name === 'docker' && (version === null || version.major >= DOCKER_29_NFTABLES.major);
}

const PRODUCTS = { docker: 'Docker Engine', podman: 'Podman' } as const;

/** Every version that there is a record of. */
export const KNOWN_ENGINES = RECORDS.map(({ name, major }) => `${PRODUCTS[name]} ${String(major)}`).join(', ');

function recordsOf(settings: EngineSettings): readonly [EngineRecord, ...EngineRecord[]] {
  const { name, version } = settings;
  const unpinned = UNPINNED[name]
    .map((record) => variantOf(record, settings))
    .filter((record) => has(record, settings));
  const known = RECORDS.filter((record) => record.name === name);
  const found = version === null ? undefined : (known.find(({ major }) => major <= version.major) ?? known.at(-1));
  const [first = DOCKER_29, ...others] = found === undefined ? unpinned : [variantOf(found, settings)];
  return [first, ...others];
}

/** Whether the version has what the settings state. */
function has(record: EngineRecord, { firewallBackend }: EngineSettings): boolean {
  return firewallBackend === 'iptables' || record === DOCKER_29_NFTABLES;
}

/** The same version with another firewall, or another loader. */
function variantOf(record: EngineRecord, { firewallBackend, compose }: EngineSettings): EngineRecord {
  if (record === DOCKER_29 && firewallBackend === 'nftables') return DOCKER_29_NFTABLES;
  return record === PODMAN_5 && compose === 'podman-compose' ? PODMAN_5_COMPOSE : record;
}

function engineBy(record: EngineRecord, settings: EngineSettings): Engine {
  const { behaviours, name, major } = record;
  const version = settings.version ?? { major, minor: 0 };
  return {
    ...behaviours,
    ...(name === 'docker' ? withSettings(behaviours, settings) : {}),
    name: `${PRODUCTS[name]} ${versionText(version)}`,
    version: String(version.major),
  };
}

/** What dockerd's own settings change. */
function withSettings(behaviours: Behaviours, settings: EngineSettings): Partial<Behaviours> {
  const { iptables, ip6tables, allowDirectRouting, userlandProxy, ipForward } = settings;
  const isOn = { ipv4: iptables, ipv6: iptables && ip6tables };
  return {
    filters: new Set(ADDRESS_FAMILIES.filter((family) => behaviours.filters.has(family) && isOn[family])),
    directRouting: allowDirectRouting && behaviours.directRouting === 'none' ? 'published' : behaviours.directRouting,
    userlandProxy,
    forwards: ipForward,
  };
}

/** The engines that the answers are for, in words. */
export function enginesText(settings: EngineSettings): string {
  const versions = recordsOf(settings).map(({ major }) => versionText(settings.version ?? { major, minor: 0 }));
  return [
    `${PRODUCTS[settings.name]} ${versions.join(' and ')}`,
    ...SPOKEN.flatMap(([isSo, words]) => (isSo(settings) ? [words(settings)] : [])),
  ].join(', ');
}

function versionText({ major, minor }: { readonly major: number; readonly minor: number }): string {
  return minor === 0 ? String(major) : `${String(major)}.${String(minor)}`;
}

/** Settings that are not the usual ones, in words. */
const SPOKEN: readonly (readonly [(settings: EngineSettings) => boolean, (settings: EngineSettings) => string])[] = [
  [({ compose }) => compose === 'podman-compose', () => 'with podman-compose'],
  [({ firewallBackend }) => firewallBackend === 'nftables', () => 'with nftables'],
  [({ userlandProxy }) => !userlandProxy, () => 'without userland proxy'],
  [({ allowDirectRouting }) => allowDirectRouting, () => 'with direct routing'],
  [({ icc }) => !icc, () => 'without icc on the default bridge'],
  [({ iptables }) => !iptables, () => 'without iptables'],
  [({ iptables, ip6tables }) => iptables && !ip6tables, () => 'without ip6tables'],
  [({ ip }) => ip !== null, ({ ip }) => `with the default bridge on ${ip ?? ''}`],
  [({ ipMasquerade }) => !ipMasquerade, () => 'without masquerading on the default bridge'],
  [({ ipForward }) => !ipForward, () => 'without IP forwarding'],
  [({ ipForwardNoDrop }) => ipForwardNoDrop, () => 'with ip-forward-no-drop'],
  [({ defaultNetworkOptions }) => defaultNetworkOptions.size > 0, () => 'with default network options'],
];
