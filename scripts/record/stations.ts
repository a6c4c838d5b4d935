import { output, type Bounds } from './command.ts';
import { listed, listensOf, nameOf, type Configured } from './start.ts';

/** A service that runs, as the engine has set it up. */
export interface Station {
  readonly name: string;
  /** Id of its first container. */
  readonly container: string;
  readonly replicas: number;
  readonly networkMode: string;
  /** Equal for those that share a network namespace. */
  readonly namespace: string;
  readonly isOnHost: boolean;
  readonly listens: readonly number[];
  readonly addresses: readonly { readonly network: string; readonly address: string }[];
  readonly published: readonly { readonly ip: string; readonly port: number; readonly target: number }[];
}

interface Container {
  readonly Id: string;
  /** With a slash in front. */
  readonly Name: string;
  readonly State: { readonly Running: boolean };
  readonly Config: { readonly Labels: Readonly<Record<string, string>> };
  readonly HostConfig: { readonly NetworkMode: string };
  readonly NetworkSettings: {
    readonly Networks: Readonly<Record<string, { readonly IPAddress: string; readonly GlobalIPv6Address: string }>>;
    readonly Ports: Readonly<Record<string, readonly Binding[] | null>> | null;
  };
}

interface Binding {
  readonly HostIp: string;
  readonly HostPort: string;
}

/** The services of all projects that have a running container, sorted by name. */
export async function stationsOf(
  projects: readonly Configured[],
  isMany: boolean,
  bounds: Bounds,
): Promise<readonly Station[]> {
  const ids = (await Promise.all(projects.map(({ name }) => listed(['ps'], name, bounds)))).flat();
  if (ids.length === 0) return [];
  const containers = JSON.parse(await output('docker', ['inspect', ...ids], bounds)) as readonly Container[];
  const byReference = new Map(
    containers.flatMap((container) => [container.Id, container.Name.slice(1)].map((key) => [key, container] as const)),
  );
  const stations = projects.flatMap((project) =>
    Object.keys(project.services ?? {}).flatMap((service) => {
      const own = containers.filter(
        ({ Config: { Labels }, State }) => State.Running && isOf(Labels, project.name, service),
      );
      const name = nameOf(project.name, service, isMany);
      return own.length === 0 ? [] : [station(name, listensOf(project, service), own, byReference)];
    }),
  );
  return stations.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function isOf(labels: Readonly<Record<string, string>>, project: string, service: string): boolean {
  return labels['com.docker.compose.project'] === project && labels['com.docker.compose.service'] === service;
}

function station(
  name: string,
  listens: readonly number[],
  own: readonly Container[],
  byReference: ReadonlyMap<string, Container>,
): Station {
  const owners = own.map((container) => ownerOf(container, byReference));
  const [first] = own;
  const [owner] = owners;
  if (first === undefined || owner === undefined) throw new Error(`${name} has no container`);
  const isOnHost = owner.HostConfig.NetworkMode === 'host' || 'host' in owner.NetworkSettings.Networks;
  return {
    name,
    container: first.Id,
    replicas: own.length,
    networkMode: first.HostConfig.NetworkMode,
    namespace: isOnHost ? 'host' : owner.Id,
    isOnHost,
    listens,
    addresses: owners.flatMap(({ NetworkSettings: { Networks } }) =>
      Object.entries(Networks).flatMap(([network, { IPAddress, GlobalIPv6Address }]) =>
        [IPAddress, GlobalIPv6Address].filter(Boolean).map((address) => ({ network, address })),
      ),
    ),
    published: owners.flatMap(({ NetworkSettings: { Ports } }) => bindingsOf(Ports ?? {})),
  };
}

/** The mode names a container as it was written: by its id or its name. */
function ownerOf(container: Container, byReference: ReadonlyMap<string, Container>): Container {
  const { NetworkMode } = container.HostConfig;
  const owner = NetworkMode.startsWith('container:')
    ? byReference.get(NetworkMode.slice('container:'.length))
    : undefined;
  return owner === undefined ? container : ownerOf(owner, byReference);
}

function bindingsOf(ports: Readonly<Record<string, readonly Binding[] | null>>): Station['published'] {
  return Object.entries(ports).flatMap(([target, bindings]) =>
    target.endsWith('/tcp')
      ? (bindings ?? []).map(({ HostIp, HostPort }) => ({
          ip: HostIp,
          port: Number(HostPort),
          target: Number.parseInt(target, 10),
        }))
      : [],
  );
}
