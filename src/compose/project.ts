import type { Located, SourceLocation } from './source.ts';
import type { Written } from './yaml/as-written.ts';
import type { MapEntry, MapNode } from './yaml/tree.ts';

/** What `docker compose` would load: one or more files merged, interpolated, with includes, extends and profiles applied. */
export interface Project {
  readonly name: string;
  /** Project directory: absolute path in the file tree. */
  readonly directory: string;
  /** Compose files that were read, in the order of their first reading, relative to the tree's root. */
  readonly files: readonly string[];
  /** Active services, by name, sorted. */
  readonly services: ReadonlyMap<string, Service>;
  /** Every declared network and the implicit `default` where a service uses it, by key; also those no active service uses. */
  readonly networks: ReadonlyMap<string, Network>;
  readonly volumes: ReadonlyMap<string, Volume>;
  readonly configs: ReadonlyMap<string, FileObject>;
  readonly secrets: ReadonlyMap<string, FileObject>;
  /** Services that the profiles that were asked for do not start, by name. */
  readonly inactive: ReadonlyMap<string, MapEntry>;
  /**
   * Names of networks and volumes that inactive services use, services of one file that another file changes, or, for all that is known,
   * a part of the files that could not be read: they are not "unused".
   */
  readonly inactiveUse: { readonly networks: ReadonlySet<string>; readonly volumes: ReadonlySet<string> };
  /** Files of the repository that tell more of a service, by its name; empty where nobody judges it. */
  readonly beside: ReadonlyMap<string, ServiceFiles>;
  /** Env files that were read, `.env` among them, in the order of their paths; empty where nobody judges them. */
  readonly envFiles: readonly EnvFile[];
  /** The sample of its `.env` that is committed; `null`: none, or nobody judges it. */
  readonly sample: EnvSample | null;
  /** Known of it by other files of the repository than those it is loaded from. */
  readonly told: ToldProject;
  /** What the files show of a value before variables are replaced and files merged. */
  readonly written: Written;
  /** The loaded model as `docker compose config` prints it, each value with its place. */
  readonly model: MapNode;
}

export interface ToldProject {
  /** `docker stack deploy` starts it: a port that is published leads to all containers of its service. */
  readonly isStack: boolean;
  /** The name that a call of `docker stack deploy` gives the stack; `null`: none does. */
  readonly stackName: string | null;
  /** Nothing but workflows starts it, on machines that are thrown away. */
  readonly isOfWorkflow: boolean;
  /** Services that one of the same name and software needs in other files of the folder, by its name. */
  readonly needs: ReadonlyMap<string, ReadonlySet<string>>;
}

export const NOTHING_TOLD: ToldProject = { isStack: false, stackName: null, isOfWorkflow: false, needs: new Map() };

export interface Service {
  readonly name: string;
  /** The service's key. */
  readonly at: SourceLocation;
  readonly image: Located<string> | null;
  readonly build: Build | null;
  readonly containerName: Located<string> | null;
  readonly hostname: Located<string> | null;
  /** As written. */
  readonly macAddress: Located<string> | null;
  /** `provider.type`: the service is what a plugin of Compose gives; `null`: a container. */
  readonly provider: Located<string> | null;
  /** `null`: the service is attached to `networks`. */
  readonly networkMode: NetworkMode | null;
  /** By network key; `default` is here when the service is on it implicitly (`at` is then the service's key). Empty with a network mode. */
  readonly networks: ReadonlyMap<string, Attachment>;
  readonly ports: readonly Port[];
  readonly expose: readonly Located<string>[];
  /** `volumes` and `tmpfs` mounts, and configs or secrets that are bind mounts are not among them. */
  readonly mounts: readonly Mount[];
  readonly volumesFrom: readonly VolumesFrom[];
  readonly links: readonly Link[];
  readonly externalLinks: readonly Located<string>[];
  readonly dependsOn: ReadonlyMap<string, Dependency>;
  /** `environment` and `env_file` together; a value from an `env_file` points into that file. `null`: taken from the shell, unset. */
  readonly environment: ReadonlyMap<string, Located<string | null>>;
  readonly command: readonly Located<string>[];
  readonly entrypoint: readonly Located<string>[];
  readonly healthcheck: readonly Located<string>[];
  readonly labels: ReadonlyMap<string, Located<string>>;
  readonly privileged: Located<boolean> | null;
  readonly pid: Located<string> | null;
  readonly ipc: Located<string> | null;
  readonly uts: Located<string> | null;
  readonly usernsMode: Located<string> | null;
  readonly cgroup: Located<string> | null;
  readonly sysctls: ReadonlyMap<string, Located<string | null>>;
  readonly capAdd: readonly Located<string>[];
  readonly capDrop: readonly Located<string>[];
  readonly securityOpt: readonly Located<string>[];
  /** `host:container:permissions` or `vendor.com/class=name`, as in the model. */
  readonly devices: readonly Located<string>[];
  /** `b 8:* rmw`, as written. */
  readonly deviceCgroupRules: readonly Located<string>[];
  /** `name=address`, as in the model. */
  readonly extraHosts: readonly Located<string>[];
  /** Name servers. */
  readonly dns: readonly Located<string>[];
  /** `use_api_socket: true`: the Docker socket without a mount. */
  readonly useApiSocket: Located<boolean> | null;
  readonly user: Located<string> | null;
  /** `pre_start`, then `post_start`, then `pre_stop`. */
  readonly hooks: readonly Hook[];
  /** `restart`, as written. */
  readonly restart: Located<string> | null;
  readonly configs: readonly Grant[];
  readonly secrets: readonly Grant[];
  /** Profiles of which one has to be asked for before it starts; empty: it starts anyway, or one was. */
  readonly profiles: readonly string[];
  /** `deploy.replicas` or `scale`; 0 means that no container is started. */
  readonly replicas: number;
}

export interface Build {
  readonly at: SourceLocation;
  /** Absolute path, or a URL of a remote context. */
  readonly context: Located<string> | null;
  readonly dockerfile: Located<string> | null;
  /** The text of a Dockerfile in the Compose file. */
  readonly inline: Located<string> | null;
  /** The stage that is built; `null`: the last. */
  readonly target: Located<string> | null;
  readonly args: ReadonlyMap<string, Located<string | null>>;
  /** `additional_contexts` by name: paths, addresses, `service:…` and `docker-image://…`, as in the model. */
  readonly contexts: ReadonlyMap<string, Located<string>>;
  readonly secrets: readonly Grant[];
  readonly privileged: Located<boolean> | null;
  readonly entitlements: readonly Located<string>[];
}

/**
 * A command with rights of its own: run in the service's container beside its own command, or, as `pre_start`, before it in a container of
 * its own that has the service's networks and volumes.
 */
export interface Hook {
  readonly at: SourceLocation;
  readonly attribute: 'pre_start' | 'post_start' | 'pre_stop';
  /** Of a container of its own; the service's where none is written. `null`: it has none, or the one that the service builds. */
  readonly image: Located<string> | null;
  readonly command: readonly Located<string>[];
  readonly environment: ReadonlyMap<string, Located<string | null>>;
  readonly privileged: Located<boolean> | null;
  readonly user: Located<string> | null;
}

export type NetworkMode =
  | { readonly kind: 'host'; readonly at: SourceLocation }
  | { readonly kind: 'none'; readonly at: SourceLocation }
  /** `bridge` or `default`: the engine's own default bridge, not the project's `default`. */
  | { readonly kind: 'default-bridge'; readonly at: SourceLocation }
  | { readonly kind: 'service'; readonly service: string; readonly at: SourceLocation }
  /** `container:NAME`, as written: a container name or id that need not be of this project. */
  | { readonly kind: 'container'; readonly container: string; readonly at: SourceLocation }
  /** The real name of a network of the engine. */
  | { readonly kind: 'network'; readonly network: string; readonly at: SourceLocation };

export interface Attachment {
  readonly network: string;
  /** The list item or key that names the network. */
  readonly at: SourceLocation;
  readonly implicit: boolean;
  readonly aliases: readonly Located<string>[];
  readonly ipv4Address: Located<string> | null;
  readonly ipv6Address: Located<string> | null;
  readonly macAddress: Located<string> | null;
  readonly gatewayPriority: number;
  readonly priority: number;
}

export interface Port {
  readonly at: SourceLocation;
  /** Container port. Ranges are expanded: one `Port` each. */
  readonly target: number;
  /** Host port or range (`3000-3005`) as in the model; `null`: the engine picks one, on all addresses. */
  readonly published: string | null;
  /** As written; `null`: all addresses. */
  readonly hostIp: string | null;
  readonly protocol: string;
  readonly mode: string;
}

export type Mount = {
  readonly at: SourceLocation;
  /** Absolute path in the container. */
  readonly target: string;
  readonly readOnly: boolean;
} & (
  | {
      readonly kind: 'volume';
      /** Key under the top-level `volumes`; `null`: an anonymous volume. */
      readonly volume: string | null;
      readonly subpath: string | null;
    }
  | {
      readonly kind: 'bind';
      /** Absolute host path; `~` is expanded where the home directory is known. */
      readonly source: string;
    }
  | { readonly kind: 'tmpfs' }
  /** `npipe`, `cluster`, `image`: nothing that is shared through the host's paths. */
  | { readonly kind: 'other'; readonly type: string; readonly source: string | null }
);

export interface VolumesFrom {
  readonly at: SourceLocation;
  /** `container:NAME` sources have `kind: 'container'`. */
  readonly kind: 'service' | 'container';
  readonly source: string;
  readonly readOnly: boolean;
}

export interface Link {
  readonly at: SourceLocation;
  readonly service: string;
  readonly alias: string;
}

export interface Dependency {
  readonly at: SourceLocation;
  readonly condition: string;
  readonly required: boolean;
  /** Added by Compose for `links`, `network_mode: service:`, `volumes_from` and the like, not written under `depends_on`. */
  readonly implicit: boolean;
}

export interface Grant {
  readonly at: SourceLocation;
  readonly source: string;
  readonly target: string | null;
}

/** An item of `ipam.config`. */
export interface AddressPool {
  readonly subnet: Located<string> | null;
  readonly gateway: Located<string> | null;
  readonly range: Located<string> | null;
}

export interface Network {
  readonly key: string;
  /** The network's key under the top-level `networks`; for an implicit `default` the first service on it. */
  readonly at: SourceLocation;
  /** The real name on the engine: `PROJECT_key` unless `name` or `external` says otherwise. */
  readonly name: string;
  readonly nameAt: SourceLocation;
  readonly implicit: boolean;
  readonly external: boolean;
  readonly internal: Located<boolean> | null;
  readonly driver: Located<string> | null;
  readonly driverOptions: ReadonlyMap<string, Located<string>>;
  readonly enableIpv4: boolean | null;
  readonly enableIpv6: boolean;
  readonly attachable: boolean;
  readonly pools: readonly AddressPool[];
  readonly labels: ReadonlyMap<string, Located<string>>;
}

export interface Volume {
  readonly key: string;
  readonly at: SourceLocation;
  /** The real name on the engine. */
  readonly name: string;
  readonly nameAt: SourceLocation;
  readonly external: boolean;
  readonly driver: Located<string> | null;
  readonly driverOptions: ReadonlyMap<string, Located<string>>;
  readonly labels: ReadonlyMap<string, Located<string>>;
}

/** An env file that was read. */
export interface EnvFile {
  /** As places name it. */
  readonly file: string;
  /** Whether a `.gitignore` keeps it out of the repository. */
  readonly isIgnored: boolean;
  readonly settings: ReadonlyMap<string, Located<string>>;
}

/** A top-level config or secret. */
export interface FileObject {
  readonly key: string;
  readonly at: SourceLocation;
  readonly name: string;
  readonly external: boolean;
  /** Absolute path. */
  readonly file: Located<string> | null;
  /** Name of an environment variable. */
  readonly environment: Located<string> | null;
  /** Inline content (configs). */
  readonly content: Located<string> | null;
}

/** Files of the repository that tell of a service what its section does not. They decide nothing that Compose decides. */
export interface ServiceFiles {
  /** Texts that it is given: configuration that is mounted, or granted as a config. */
  readonly texts: readonly TextFile[];
  /** Absolute paths in the container of configuration that was read. */
  readonly targets: readonly string[];
  /** Texts that it is given and nobody looks at, for there is too much of them, as places write them. */
  readonly cut: readonly string[];
  /** Settings of committed samples that stand in for env files and variables which are not there. */
  readonly samples: readonly SampleSetting[];
  /** Files of the repository that hold what a setting names the path of (`POSTGRES_PASSWORD_FILE`), by the setting. */
  readonly pointed: ReadonlyMap<string, SourceLocation>;
  /** Places of env files that are not there. */
  readonly missing: readonly SourceLocation[];
  /** What its image is built from; `null`: not known. */
  readonly built: BuildStage | null;
}

export interface TextFile {
  /** As places write it. */
  readonly file: string;
  readonly text: string;
}

export interface EnvSample {
  /** As places write it. */
  readonly file: string;
  readonly settings: readonly SampleSetting[];
  /** Its last line. */
  readonly end: SourceLocation;
}

export interface SampleSetting {
  readonly key: string;
  /** May be secret where the sample is not one. */
  readonly value: string;
  readonly at: SourceLocation;
}

/** The stage of a Dockerfile that becomes the image. */
export interface BuildStage {
  /** The image that it starts from, stages followed; `null`: none, or a variable says so. */
  readonly from: { readonly image: string; readonly at: SourceLocation } | null;
  /** Ports of `EXPOSE`. */
  readonly exposes: readonly number[];
  readonly environment: readonly SampleSetting[];
  readonly command: readonly string[];
  readonly entrypoint: readonly string[];
  /** Folders of `WORKDIR` and `VOLUME`, absolute ones. */
  readonly folders: readonly string[];
  /** It takes files of an earlier stage: what was built there. */
  readonly takesBuild: boolean;
}

export const NO_FILES: ServiceFiles = {
  texts: [],
  targets: [],
  cut: [],
  samples: [],
  pointed: new Map(),
  missing: [],
  built: null,
};
