import type { Project, Service } from '../compose/project.ts';
import { added, freshName } from './fix-lines.ts';
import { networkLines } from './network-lines.ts';

/** Where the engine listens, and where clients look for it. */
export const SOCKET = '/var/run/docker.sock';

/** A service between the Docker socket and its client, that lets only some calls through. */
export interface Filter {
  /** Lines of its own service. */
  readonly service: readonly string[];
  /** Where the API is now. */
  readonly address: string;
  /** Lines by which the client joins the network of the filter. */
  readonly joining: readonly string[];
  /** What the client mounts instead of the socket. */
  readonly mount: string | null;
  /** Lines of the network or volume between the two. */
  readonly declaration: readonly string[];
}

/**
 * On a network of its own with the client. A client without networks, as on the host's, gets a filtered socket in a volume instead: an
 * address of the host could be used by all that runs there.
 * https://github.com/Tecnativa/docker-socket-proxy, https://github.com/wollomatic/socket-proxy
 */
export function filterFor(project: Project | null, service: Service, socket: string): Filter {
  const name = freshName(['docker-proxy', 'socket-proxy'], project?.services);
  const network = freshName(['docker', 'docker-api'], project?.networks);
  const joining = networkLines(project, service, [], network).slice(1);
  if (joining.length > 0) {
    return {
      service: [
        added(2, `${name}:`),
        added(4, 'image: tecnativa/docker-socket-proxy'),
        added(4, `environment: { CONTAINERS: 1 }  # for example; only what ${service.name} needs`),
        added(4, `volumes: ["${socket}:${SOCKET}:ro"]`),
        added(4, `networks: [${network}]`),
      ],
      address: `tcp://${name}:2375`,
      joining,
      mount: null,
      declaration: ['networks:', added(2, `${network}: { internal: true }`)],
    };
  }
  const volume = freshName(['docker-api', 'docker-socket'], project?.volumes);
  return {
    service: [
      added(2, `${name}:`),
      added(4, 'image: wollomatic/socket-proxy:1'),
      added(4, 'user: "0:0"  # whom the socket belongs to'),
      added(4, 'network_mode: none'),
      added(4, 'command:'),
      added(6, `- -proxysocketendpoint=${FOLDER}/docker.sock`),
      added(
        6,
        `- -allowGET=/(v1[.][0-9]+/)?(_ping|version|events|containers/.*)  # for example; only what ${service.name} needs`,
      ),
      added(4, `volumes: ["${socket}:${SOCKET}:ro", "${volume}:${FOLDER}"]`),
    ],
    address: `unix://${FOLDER}/docker.sock`,
    joining: [],
    mount: `${volume}:${FOLDER}`,
    declaration: ['volumes:', added(2, `${volume}:`)],
  };
}

const FOLDER = '/run/docker-api';
