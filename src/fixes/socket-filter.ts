import type { Project, Service } from '../compose/project.ts';
import type { Edit } from './edit.ts';
import { onNetwork } from './networks.ts';
import { declared, freshName } from './service-edits.ts';

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
  /** The setting that says which calls it lets through. */
  readonly allowing: string;
}

/**
 * On a network of its own with the client. A client without networks, as on the host's, gets a filtered socket in a volume instead: an
 * address of the host could be used by all that runs there.
 * https://github.com/Tecnativa/docker-socket-proxy, https://github.com/wollomatic/socket-proxy
 */
export function filterFor(project: Project | null, service: Service, socket: string): Filter {
  const name = freshName(['docker-proxy', 'socket-proxy'], project?.services);
  const network = freshName(['docker', 'docker-api'], project?.networks);
  const joining = onNetwork(project, service, [], network);
  if (joining.length > 0) {
    const filter = {
      image: 'tecnativa/docker-socket-proxy',
      environment: { CONTAINERS: 1 },
      volumes: [`${socket}:${SOCKET}:ro`],
      networks: [network],
    };
    return {
      edits: [declared('services', name, filter, service), declared('networks', network, { internal: true }, service)],
      address: `tcp://${name}:2375`,
      joining,
      mount: null,
      allowing: 'CONTAINERS: 1',
    };
  }
  const volume = freshName(['docker-api', 'docker-socket'], project?.volumes);
  const filter = {
    image: 'wollomatic/socket-proxy:1',
    // Whom the socket belongs to.
    user: '0:0',
    network_mode: 'none',
    command: [
      `-proxysocketendpoint=${FOLDER}/docker.sock`,
      '-allowGET=/(v1[.][0-9]+/)?(_ping|version|events|containers/.*)',
    ],
    volumes: [`${socket}:${SOCKET}:ro`, `${volume}:${FOLDER}`],
  };
  return {
    edits: [declared('services', name, filter, service), declared('volumes', volume, null, service)],
    address: `unix://${FOLDER}/docker.sock`,
    joining: [],
    mount: `${volume}:${FOLDER}`,
    allowing: '-allowGET',
  };
}

const FOLDER = '/run/docker-api';
