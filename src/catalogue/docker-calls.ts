import { familyOf } from './catalogue.ts';
import { repositoryOf } from './image.ts';

/**
 * Sections of Docker's API, by the names of the settings that let them through.
 * https://github.com/Tecnativa/docker-socket-proxy#grant-or-revoke-access-to-certain-api-sections
 */
const SECTIONS = [
  'CONTAINERS',
  'NETWORKS',
  'INFO',
  'EVENTS',
  'SERVICES',
  'TASKS',
  'POST',
  'EXEC',
  'ALLOW_RESTARTS',
] as const;

export type ApiSection = (typeof SECTIONS)[number];

/** What software asks Docker for, and how it is told where. */
export interface DockerCalls {
  readonly sections: readonly ApiSection[];
  readonly told: ToldBy;
}

/** Where software reads the address of the API, with `ADDRESS` for that, or `NAME` for its host; `option`: `setting` in a file says the same. */
export type ToldBy =
  | { readonly kind: 'variable'; readonly key: string }
  | { readonly kind: 'option'; readonly option: string; readonly setting: string }
  | { readonly kind: 'file'; readonly setting: string };

/** The calls of the software of `image`, started with `line`; `null`: not known. */
export function dockerCallsOf(image: string | null, line: string): DockerCalls | null {
  const isTraefik = (image !== null && familyOf(image)?.family.name === 'Traefik') || /--providers\.docker/.test(line);
  // A swarm is asked for more, and version 1 is told otherwise.
  if (isTraefik) return /swarm|traefik:v?1\b|(^|\s)--docker\b/i.test(`${image ?? ''} ${line}`) ? null : TRAEFIK;
  const repository = image === null ? '' : repositoryOf(image);
  const [, sections, told] =
    CALLS.find(([names, , , where]) => isNamed(names, repository) && (where === undefined || where.test(line))) ?? [];
  return sections === undefined || told === undefined
    ? null
    : { sections: SECTIONS.filter((section) => sections.split(' ').includes(section)), told };
}

function isNamed(names: string, repository: string): boolean {
  return names.split(' ').some((name) => repository === name || repository.endsWith(`/${name}`));
}

/** https://doc.traefik.io/traefik/providers/docker/#endpoint */
const TRAEFIK: DockerCalls = {
  sections: ['CONTAINERS'],
  told: {
    kind: 'option',
    option: '--providers.docker.endpoint=ADDRESS',
    setting: 'providers: { docker: { endpoint: "ADDRESS" } }',
  },
};

type KnownCalls = readonly [repositories: string, sections: string, told: ToldBy, line?: RegExp];

const HOST: ToldBy = { kind: 'variable', key: 'DOCKER_HOST' };
const DISCOVERY: ToldBy = { kind: 'file', setting: 'docker_sd_configs: [{ host: "ADDRESS" }]' };

/** As sources and documentation have it; the first that fits. */
const CALLS: readonly KnownCalls[] = [
  // Signals to other containers are orders.
  ['docker-gen', 'CONTAINERS NETWORKS INFO EVENTS ALLOW_RESTARTS', HOST, /-notify-(sighup|container|filter|signal)/],
  // Without the list of networks it writes nothing. https://github.com/nginx-proxy/docker-gen/blob/main/internal/generator/generator.go
  [
    'docker-gen jwilder/nginx-proxy nginxproxy/nginx-proxy nginx-proxy/nginx-proxy',
    'CONTAINERS NETWORKS INFO EVENTS',
    HOST,
  ],
  // It reloads the proxy by a program that it starts in it. https://github.com/nginx-proxy/acme-companion/blob/main/app/functions.sh
  ['acme-companion letsencrypt-nginx-proxy-companion', 'CONTAINERS NETWORKS INFO EVENTS POST EXEC', HOST],
  // https://dozzle.dev/guide/remote-hosts
  ['amir20/dozzle', 'CONTAINERS INFO EVENTS', HOST],
  ['gliderlabs/logspout', 'CONTAINERS EVENTS', HOST],
  // https://prometheus.io/docs/prometheus/latest/configuration/configuration/#docker_sd_config
  ['grafana/promtail prom/prometheus', 'CONTAINERS NETWORKS', DISCOVERY],
  ['grafana/alloy', 'CONTAINERS NETWORKS', { kind: 'file', setting: 'host = "ADDRESS"' }],
  [
    'google/cadvisor cadvisor/cadvisor cadvisor',
    'CONTAINERS INFO EVENTS',
    { kind: 'option', option: '--docker=ADDRESS', setting: '--docker=ADDRESS' },
  ],
  // https://github.com/willfarrell/docker-autoheal
  ['willfarrell/autoheal', 'CONTAINERS ALLOW_RESTARTS', { kind: 'variable', key: 'DOCKER_SOCK' }],
  // https://gethomepage.dev/configs/docker/
  [
    'gethomepage/homepage',
    'CONTAINERS SERVICES TASKS',
    { kind: 'file', setting: 'docker.yaml: { docker: { host: NAME, port: 2375 } }' },
  ],
];
