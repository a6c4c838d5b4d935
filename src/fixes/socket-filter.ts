import type { Project, Service } from '../compose/project.ts';
import type { ApiSection } from '../catalogue/docker-calls.ts';
import { placementOf } from '../compose/bind/swarm.ts';
import type { Edit, NewValue } from './edit.ts';
import { onNetwork } from './networks.ts';
import { declared, freshName } from './service-edits.ts';
import { writtenValue } from './written.ts';

/** The socket that the engine listens on, and that clients look for. */
export const SOCKET = '/var/run/docker.sock';

/** A service between the Docker socket and its client, that lets only some calls through. */
export interface Filter {
  /** The filter's own service, and the network or volume between the two. */
  readonly edits: readonly Edit[];
  /** The address of the API behind the filter. */
  readonly address: string;
  /** How the client joins the network of the filter. */
  readonly joining: readonly Edit[];
  /** What the client mounts instead of the socket. */
  readonly mount: string | null;
}

/**
 * Lets through what `sections` are for, and is shared only with those of the same. On a network of its own with the client. A client without networks, as on the host's, gets a filtered socket in a volume instead: an
 * address of the host could be used by all that runs there.
 * https://github.com/Tecnativa/docker-socket-proxy, https://github.com/wollomatic/socket-proxy
 */
export function filterFor(
  project: Project | null,
  service: Service,
  socket: string,
  sections: readonly ApiSection[],
): Filter {
  const suffix = suffixOf(sections);
  const name = freshName([`docker-proxy${suffix}`, `socket-proxy${suffix}`], project?.services);
  const network = freshName([`docker${suffix}`, `docker-api${suffix}`], project?.networks);
  const joining = onNetwork(project, service, [], network);
  if (joining.length > 0) {
    const filter = {
      image: 'tecnativa/docker-socket-proxy',
      environment: Object.fromEntries(sections.map((section) => [section, 1])),
      volumes: [`${socket}:${SOCKET}:ro`],
      networks: [network],
      ...onNodesOf(project, service),
    };
    return {
      edits: [declared('services', name, filter, service), declared('networks', network, { internal: true }, service)],
      address: `tcp://${name}:2375`,
      joining,
      mount: null,
    };
  }
  const volume = freshName([`docker-api${suffix}`, `docker-socket${suffix}`], project?.volumes);
  const filter = {
    image: 'wollomatic/socket-proxy:1',
    // Whom the socket belongs to.
    user: '0:0',
    network_mode: 'none',
    command: [
      `-proxysocketendpoint=${FOLDER}/docker.sock`,
      ...allowed('GET', ['_ping', 'version', 'events', ...sections.flatMap((section) => GETS[section])]),
      ...allowed(
        'POST',
        sections.flatMap((section) => POSTS[section]),
      ),
    ],
    volumes: [`${socket}:${SOCKET}:ro`, `${volume}:${FOLDER}`],
  };
  return {
    edits: [declared('services', name, filter, service), declared('volumes', volume, null, service)],
    address: `unix://${FOLDER}/docker.sock`,
    joining: [],
    mount: `${volume}:${FOLDER}`,
  };
}

/** A swarm runs it where its client runs: only a manager knows of services and tasks, and each node has a socket of its own. */
function onNodesOf(project: Project | null, { name }: Service): { readonly [key: string]: NewValue } {
  const placement = placementOf(project, name);
  return placement === undefined ? {} : { deploy: { placement: writtenValue(project, placement) } };
}

const FOLDER = '/run/docker-api';

/** Names what one lets through beside reading containers, so that others of the same project get one of their own. */
function suffixOf(sections: readonly ApiSection[]): string {
  return sections
    .filter((section) => section !== 'CONTAINERS' && section !== 'EVENTS')
    .map((section) => `-${section.toLowerCase().replace('allow_', '')}`)
    .join('');
}

function allowed(method: 'GET' | 'POST', paths: readonly string[]): readonly string[] {
  return paths.length === 0 ? [] : [`-allow${method}=/(v1[.][0-9]+/)?(${[...new Set(paths)].join('|')})`];
}

const GETS = {
  CONTAINERS: ['containers/.*'],
  NETWORKS: ['networks.*'],
  INFO: ['info'],
  EVENTS: ['events'],
  SERVICES: ['services.*'],
  TASKS: ['tasks.*'],
  POST: [],
  EXEC: ['exec/.*'],
  ALLOW_RESTARTS: [],
} satisfies Record<ApiSection, readonly string[]>;

const POSTS = {
  CONTAINERS: [],
  NETWORKS: [],
  INFO: [],
  EVENTS: [],
  SERVICES: [],
  TASKS: [],
  POST: [],
  EXEC: ['containers/[^/]+/exec', 'exec/[^/]+/start'],
  ALLOW_RESTARTS: ['containers/[^/]+/(restart|stop|kill)'],
} satisfies Record<ApiSection, readonly string[]>;
