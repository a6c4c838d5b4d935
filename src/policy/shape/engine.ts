import { type Diagnostic, error, warning } from '../../compose/diagnostics.ts';
import type { SourceLocation } from '../../compose/source.ts';
import { isForeign, mayUseNftables, unknownVersion } from '../../engines/engines.ts';
import { addressOf } from '../../engines/network/subnet.ts';
import { DEFAULT_SETTINGS, type EngineSettings } from '../../engines/settings.ts';
import { object, optional } from './object.ts';
import { ANY_KEY, mapOf } from './map.ts';
import { flag, located, oneOf, type PolicyShape, value, written } from './shape.ts';

/** The engine and its daemon settings, as the policy states them. */

const version = written('^\\d{1,3}(\\.\\d{1,3}){0,2}$', 'a version of the engine, as "28" or "26.1"', (source) => {
  const [, major, minor] = /^(\d{1,3})(?:\.(\d{1,3}))?(?:\.\d{1,3})?$/.exec(source) ?? [];
  return major === undefined ? undefined : { major: Number(major), minor: Number(minor ?? 0) };
});

const address = written('^[0-9a-fA-F.:]+$', 'an address of the host', (source) =>
  addressOf(source) === null ? undefined : source,
);

const NAME = optional('name', oneOf(['docker', 'podman'] as const), 'Docker Engine unless stated.');
const VERSION = optional(
  'version',
  located(version),
  'Version of the engine, `29` or `28.5`. Unstated, answers are for Docker Engine 28 and 29: nothing is called out of reach that one of them lets through.',
);
const COMPOSE = optional(
  'compose',
  located(oneOf(['docker-compose', 'podman-compose'] as const)),
  'What loads the files for Podman: `docker-compose` over its Docker API, or `podman-compose`, which keeps no networks apart.',
);
const BACKEND = optional(
  'firewall-backend',
  located(oneOf(['iptables', 'nftables'] as const)),
  'Daemon setting `firewall-backend`, from version 29 on.',
);
const PROXY = optional('userland-proxy', located(flag), 'Daemon setting `userland-proxy`.');
const ROUTING = optional('allow-direct-routing', located(flag), 'Daemon setting `allow-direct-routing`.');
const ICC = optional(
  'icc',
  located(flag),
  "Daemon setting `icc`: whether containers on the engine's own bridge reach each other.",
);
const IPTABLES = optional('iptables', located(flag), 'Daemon setting `iptables`.');
const IP6TABLES = optional('ip6tables', located(flag), 'Daemon setting `ip6tables`.');
const IP = optional(
  'ip',
  located(address),
  "Daemon setting `ip`: where ports of the engine's own bridge are published. Networks of a project do not follow it.",
);
const MASQUERADE = optional('ip-masq', located(flag), "Daemon setting `ip-masq`, of the engine's own bridge.");
const FORWARD = optional('ip-forward', located(flag), 'Daemon setting `ip-forward`.');
const NO_DROP = optional('ip-forward-no-drop', located(flag), 'Daemon setting `ip-forward-no-drop`.');
const NETWORK_OPTIONS = optional(
  'default-network-opts',
  located(mapOf(mapOf(value, ANY_KEY), ANY_KEY)),
  'Daemon setting `default-network-opts`: options of networks that state none, by driver.',
);

const usual = DEFAULT_SETTINGS;

/** Settings of dockerd, in the order in which they are read. */
const DAEMON = [PROXY, ROUTING, ICC, IPTABLES, IP6TABLES, IP, MASQUERADE, FORWARD, NO_DROP, NETWORK_OPTIONS] as const;

export const engine: PolicyShape<EngineSettings> = object(
  'The engine',
  [
    NAME,
    VERSION,
    COMPOSE,
    BACKEND,
    PROXY,
    ROUTING,
    ICC,
    IPTABLES,
    IP6TABLES,
    IP,
    MASQUERADE,
    FORWARD,
    NO_DROP,
    NETWORK_OPTIONS,
  ],
  ({ get }, problems) => {
    const [stated, compose, backend] = [get(VERSION), get(COMPOSE), get(BACKEND)];
    const daemon = [
      get(PROXY),
      get(ROUTING),
      get(ICC),
      get(IPTABLES),
      get(IP6TABLES),
      get(IP),
      get(MASQUERADE),
      get(FORWARD),
      get(NO_DROP),
      get(NETWORK_OPTIONS),
    ] as const;
    const [proxy, routing, icc, iptables, ip6tables, ip, masquerade, forward, noDrop, networkOptions] = daemon;
    const settings: EngineSettings = {
      name: get(NAME) ?? usual.name,
      version: stated?.value ?? usual.version,
      compose: compose?.value ?? usual.compose,
      firewallBackend: backend?.value ?? usual.firewallBackend,
      userlandProxy: proxy?.value ?? usual.userlandProxy,
      allowDirectRouting: routing?.value ?? usual.allowDirectRouting,
      icc: icc?.value ?? usual.icc,
      iptables: iptables?.value ?? usual.iptables,
      ip6tables: ip6tables?.value ?? usual.ip6tables,
      ip: ip?.value ?? usual.ip,
      ipMasquerade: masquerade?.value ?? usual.ipMasquerade,
      ipForward: forward?.value ?? usual.ipForward,
      ipForwardNoDrop: noDrop?.value ?? usual.ipForwardNoDrop,
      defaultNetworkOptions: networkOptions?.value ?? usual.defaultNetworkOptions,
    };
    problems.push(
      ...unmeasured(settings, stated?.at),
      ...contradicting(settings, compose?.at, backend?.at),
      ...(settings.name === 'docker'
        ? []
        : daemon.flatMap((setting, index) => ofDocker(DAEMON[index]?.key ?? '', setting?.at))),
    );
    return settings;
  },
);

/** Answers of another version are no answers: what is known is told, and the verdict is left open. */
function unmeasured(settings: EngineSettings, at: SourceLocation | undefined): readonly Diagnostic[] {
  const message = unknownVersion(settings);
  if (message === null || at === undefined) return [];
  return [isForeign(settings) ? error('engine-unknown', at, message) : warning('engine-not-measured', at, message)];
}

function ofDocker(key: string, at: SourceLocation | undefined): readonly Diagnostic[] {
  if (at === undefined) return [];
  return [
    error(
      'policy-invalid',
      at,
      `\`${key}\` is a setting of Docker's daemon, which Podman does not have. Leave it out.`,
    ),
  ];
}

/** Settings that the engine does not have: nobody knows what is meant. */
function contradicting(
  settings: EngineSettings,
  composeAt: SourceLocation | undefined,
  backendAt: SourceLocation | undefined,
): readonly Diagnostic[] {
  const { name, compose, firewallBackend } = settings;
  return [
    ...(compose === 'podman-compose' && name !== 'podman' && composeAt !== undefined
      ? [error('policy-invalid', composeAt, '`podman-compose` is for Podman: state `name: podman`.')]
      : []),
    ...(firewallBackend === 'nftables' && !mayUseNftables(settings) && backendAt !== undefined
      ? [error('policy-invalid', backendAt, '`firewall-backend: nftables` is for Docker Engine 29 and later.')]
      : []),
  ];
}
