import type { Attachment, BuildStage, NetworkMode, Project, Service } from '../../compose/project.ts';
import { compareText } from '../../compose/source.ts';
import type { Engine } from '../../engines/engine.ts';
import type { Joined } from './namespaces.ts';
import { networkId, type NodeId, serviceId } from '../node-id.ts';
import type { Written } from '../../compose/yaml/as-written.ts';
import type { RealNames } from './real/names.ts';
import { DEFAULT_BRIDGE } from './real/networks.ts';
import type { TopologyAttachment } from '../topology.ts';
import type { WorkspaceProject } from '../project.ts';

/** A service with the networks of its own section. */
export interface JoiningService {
  readonly id: NodeId;
  readonly project: string;
  /** The project's folder. */
  readonly directory: string;
  readonly written: Written;
  /** What its image is built from; `null`: not known. */
  readonly built: BuildStage | null;
  readonly service: Service;
  /** Networks that its own section joins. */
  readonly joins: ReadonlyMap<NodeId, Attachment>;
}

/** All services of `projects`, sorted by id, with the networks of their own sections. */
export function placedServices(
  projects: readonly WorkspaceProject[],
  names: ReadonlyMap<string, RealNames>,
  implicitNetwork: Engine['implicitNetwork'],
): ReadonlyMap<NodeId, JoiningService> {
  return new Map(
    projects
      .flatMap(({ id: project, project: { services, directory, networks, written, beside, told } }) => {
        const fallback = implicitNetwork === 'only-declared' ? onlyDeclared(networks, names.get(project)) : null;
        return [...services.values()].map((service) => {
          const id = serviceId(project, service.name);
          return {
            id,
            project,
            directory,
            written,
            built: beside.get(service.name)?.built ?? null,
            service: told.isStack ? onEveryAddress(service) : service,
            joins: joinsOf(service, names.get(project), fallback),
          };
        });
      })
      .sort((a, b) => compareText(a.id, b.id))
      .map((placed) => [placed.id, placed]),
  );
}

/** `docker stack deploy` leaves out addresses of the host: https://docs.docker.com/engine/swarm/services/#publish-ports */
function onEveryAddress(service: Service): Service {
  return service.ports.every(({ hostIp }) => hostIp === null)
    ? service
    : { ...service, ports: service.ports.map((port) => ({ ...port, hostIp: null })) };
}

/** The network that podman-compose puts services on that name none. */
function onlyDeclared(networks: Project['networks'], names: RealNames | undefined): NodeId | null {
  const declared = [...networks.values()].filter(({ implicit }) => !implicit);
  const [only] = declared;
  if (only === undefined || declared.some(({ key }) => key === 'default')) return null;
  return declared.length > 1 ? DEFAULT_BRIDGE : (names?.networks.get(only.key) ?? null);
}

/** `fallback`: where services go that name no network; `null`: to the implicit `default`. */
function joinsOf(
  service: Service,
  names: RealNames | undefined,
  fallback: NodeId | null,
): ReadonlyMap<NodeId, Attachment> {
  const mode = service.networkMode;
  if (mode?.kind === 'default-bridge') return new Map([[DEFAULT_BRIDGE, attachmentBy(mode, 'bridge')]]);
  if (mode?.kind === 'network') return new Map([[networkId(mode.network), attachmentBy(mode, mode.network)]]);
  return new Map(
    [...service.networks.values()].flatMap((attachment) => {
      const named = names?.networks.get(attachment.network);
      const id = attachment.implicit ? (fallback ?? named) : named;
      return id === undefined ? [] : [[id, attachment] as const];
    }),
  );
}

function attachmentBy(mode: NetworkMode, network: string): Attachment {
  const rest = { ipv4Address: null, ipv6Address: null, macAddress: null, gatewayPriority: 0, priority: 0 };
  return { network, at: mode.at, implicit: false, aliases: [], ...rest };
}

export type Attachments = ReadonlyMap<NodeId, TopologyAttachment>;

export const NONE: Attachments = new Map();

/** Attachments of the namespace that each service uses. */
export function attachmentsOf(
  placed: ReadonlyMap<NodeId, JoiningService>,
  namespaces: ReadonlyMap<NodeId, Joined>,
): ReadonlyMap<NodeId, Attachments> {
  const own = new Map<NodeId, Attachments>();
  const attachments = (owner: NodeId): Attachments => {
    const found =
      own.get(owner) ??
      new Map(
        [...(placed.get(owner)?.joins ?? [])].map(([network, attachment]) => [
          network,
          { network, service: owner, attachment },
        ]),
      );
    own.set(owner, found);
    return found;
  };
  return new Map(
    [...placed.keys()].map((id) => {
      const namespace = namespaces.get(id)?.namespace;
      return [id, namespace?.kind === 'own' ? attachments(namespace.owner) : NONE];
    }),
  );
}
