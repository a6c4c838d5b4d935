import type { Attachment, Network, Port, Service, Volume } from '../compose/project.ts';
import type { Evidence, SourceLocation } from '../compose/source.ts';
import type { Zone } from '../catalogue/zone.ts';
import type { NodeId } from './node-id.ts';
import type { WorkspaceProject } from './project.ts';

/** Projects that share a Docker host, as one graph: those of a workspace that meet in a network or volume, or a single one. */
export interface Topology {
  readonly projects: readonly WorkspaceProject[];
  /** By node id. */
  readonly services: ReadonlyMap<NodeId, TopologyService>;
  readonly networks: ReadonlyMap<NodeId, TopologyNetwork>;
  readonly volumes: ReadonlyMap<NodeId, TopologyVolume>;
}

export interface TopologyService {
  readonly id: NodeId;
  readonly project: string;
  readonly service: Service;
  readonly zone: ZoneOf;
  /** Owner of the network namespace it really uses (`network_mode: service:` and `container:` followed to their end); itself, if its own. */
  readonly namespace: Namespace;
  /** The lines by which it uses another's namespace, its own first; empty, if its own. */
  readonly sharing: readonly Evidence[];
  /** Attachments of that namespace, by network node. */
  readonly attachments: ReadonlyMap<NodeId, TopologyAttachment>;
  /** Ports published by services of that namespace that the engine serves and that lead to this service, TCP and UDP. */
  readonly ports: readonly Port[];
  /** Ports of its own section that the engine takes on the host, whether anybody listens behind them or not. */
  readonly claims: readonly Port[];
  /** TCP ports its own process listens on, where stated; `null`: unknown, which counts as any. */
  readonly listens: readonly number[] | null;
  /** What the policy or its label states of what it needs. */
  readonly needs: StatedNeeds;
  /** Files of the host that the service sees; those of its own section come first. */
  readonly hostMounts: readonly HostMount[];
}

/** What somebody states of the needs of a service. Names are of services, `service` or `project/service`. */
export interface StatedNeeds {
  readonly needed: readonly StatedNeed[];
  /** What it does not need, whatever the files name. */
  readonly struck: ReadonlySet<string>;
}

export interface StatedNeed {
  readonly name: string;
  /** `policy`, or the label. */
  readonly where: string;
  /** The label, or the service that the policy speaks of. */
  readonly at: SourceLocation;
}

export interface ZoneOf {
  readonly zone: Zone;
  /** Why, in words that finish "is `zone` because …": `image postgres:16 is PostgreSQL, a database`. */
  readonly reason: string;
  /** What its image says that it is, which then is the reason: `PostgreSQL, a database`; `null`: the reason is another. */
  readonly software: string | null;
  /**
   * Whether the policy or a label states it, a known image or command gives it, several signs agree (a name and a port), or it is a guess
   * from one: by its `name` (of service, container, folder), by its `image name`, `command` or `port`.
   */
  readonly certainty: 'stated' | 'image' | 'signs' | 'guess' | 'default';
  /** The one sign of a guess; `null`: it is none. */
  readonly guessedBy: 'name' | 'image name' | 'command' | 'port' | null;
}

export type Namespace =
  | { readonly kind: 'own'; readonly owner: NodeId }
  | { readonly kind: 'host'; readonly at: SourceLocation }
  | { readonly kind: 'none'; readonly owner: NodeId }
  /** `container:` of a container that no file of the workspace declares, or what a provider gives, under its name. */
  | { readonly kind: 'foreign'; readonly container: string; readonly at: SourceLocation };

export interface TopologyAttachment {
  readonly network: NodeId;
  /** The service whose file joins it: itself, or the owner of its namespace. */
  readonly service: NodeId;
  readonly attachment: Attachment;
}

export interface TopologyNetwork {
  readonly id: NodeId;
  /** Real name on the engine. */
  readonly name: string;
  /** Key in the first project that declares it. */
  readonly key: string;
  readonly internal: boolean;
  readonly external: boolean;
  readonly driver: string;
  readonly ipv4: boolean;
  readonly ipv6: boolean;
  readonly driverOptions: ReadonlyMap<string, string>;
  /**
   * Whose word tells what the network is like: that of a project that creates it, the policy's, nobody's (a plain bridge then), or the
   * engine's (its own `bridge`).
   */
  readonly origin: 'declared' | 'stated' | 'assumed' | 'engine';
  readonly declarations: readonly { readonly project: string; readonly network: Network }[];
  /** Services attached to it (members of a shared namespace each count), sorted. */
  readonly members: readonly NodeId[];
}

export interface TopologyVolume {
  readonly id: NodeId;
  readonly kind: 'volume' | 'bind';
  /** Real name of a volume; absolute path on the host. */
  readonly name: string;
  /** Key under the top-level `volumes`; a path as the first project that mounts it would write it. */
  readonly key: string;
  readonly declarations: readonly { readonly project: string; readonly volume: Volume }[];
  readonly mounts: readonly {
    readonly service: NodeId;
    readonly readOnly: boolean;
    readonly target: string;
    readonly at: SourceLocation;
  }[];
}

/** A path of the host in a container. */
export interface HostMount {
  /** Absolute and without detours, however it is written; below `~` where the home directory is not known. */
  readonly path: string;
  readonly target: string;
  readonly readOnly: boolean;
  readonly at: SourceLocation;
  /** Whether the path lies in the project's own folder. */
  readonly isOwn: boolean;
  /** `config` or `secret`, where the service is given the file as one; `build`: its build is; `null`: it is a mount of its own. */
  readonly granted: 'config' | 'secret' | 'build' | null;
  /** The file system on the device at `path`. */
  readonly isDevice: boolean;
  /** The path is one of several that a volume lays on one another. */
  readonly isLayer: boolean;
}
