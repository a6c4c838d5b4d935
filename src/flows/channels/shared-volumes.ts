import { compareText, type Evidence } from '../../compose/source.ts';
import { type EngineChannel, withBothEnds } from '../channel.ts';
import type { EngineFlow } from '../flow.ts';
import { isSharedEngine } from '../../engines/host/sockets.ts';
import { folderOfVolume, isAmongVolumes } from '../../topology/build/volume-folders.ts';
import { bindId, type NodeId } from '../../topology/node-id.ts';
import type { Topology, TopologyVolume } from '../../topology/topology.ts';

/**
 * Data that flows from whoever mounts a volume writable to whoever else mounts it; for host paths also between a folder and what is mounted
 * from inside it. The engine's socket is not data, and anonymous volumes are nobody else's.
 */
export function channelsOfVolumes(topology: Topology): readonly EngineChannel[] {
  const volumes = [...topology.volumes.values()].filter((volume) => !isSharedEngine(volume));
  const inside = nestedVolumes(volumes);
  return withBothEnds(
    volumes.flatMap((volume) => {
      const same = between(topology, volume.id, [volume], [volume]);
      const below = inside.get(volume.id) ?? [];
      if (below.length === 0) return [same];
      return [
        same,
        between(topology, `${volume.id} into`, [volume], below),
        between(topology, `${volume.id} from inside`, below, [volume]),
      ];
    }),
  );
}

/** Whether both ends mount the very volume, not one a folder inside the other. */
export function isSameVolume({ id }: Pick<EngineChannel, 'id'>, topology: Topology): boolean {
  return topology.volumes.has(id);
}

/** What is mounted of the inside of each mounted folder of the host, by its id. */
export function nestedVolumes(volumes: Iterable<TopologyVolume>): ReadonlyMap<NodeId, readonly TopologyVolume[]> {
  const byPath = new Map([...volumes].map((volume) => [pathOf(volume), volume]));
  const inside = new Map<NodeId, TopologyVolume[]>();
  for (const [path, volume] of byPath) {
    for (const folder of foldersAbove(path)) {
      const around = byPath.get(folder);
      // Mounts of all of the host, or of the engine's files, are told themselves.
      if (around === undefined || (volume.kind === 'volume' && !isAmongVolumes(folder))) continue;
      const below = inside.get(around.id) ?? [];
      inside.set(around.id, below);
      below.push(volume);
    }
  }
  return inside;
}

function pathOf({ kind, name }: TopologyVolume): string {
  return kind === 'bind' ? name : folderOfVolume(name);
}

function foldersAbove(path: string): readonly string[] {
  const folders: string[] = [];
  for (let end = path.lastIndexOf('/'); end >= 0 && path !== '/'; end = path.lastIndexOf('/', end - 1)) {
    folders.push(end === 0 ? '/' : path.slice(0, end));
    if (end === 0) break;
  }
  return folders;
}

function between(
  topology: Topology,
  id: string,
  from: readonly TopologyVolume[],
  to: readonly TopologyVolume[],
): EngineChannel {
  const written = mountsOf(from, false);
  const read = mountsOf(to, true);
  return {
    id,
    kind: 'volume',
    sources: [...written.keys()].sort(compareText),
    targets: [...read.keys()].sort(compareText),
    flow: (writer, reader) => flow(topology, writer, reader, written.get(writer), read.get(reader)),
  };
}

interface MountedBy {
  readonly volume: TopologyVolume;
  readonly evidence: Evidence;
}

/** The first mount of each service, writable ones only unless `readOnly`. */
function mountsOf(volumes: readonly TopologyVolume[], readOnly: boolean): ReadonlyMap<NodeId, MountedBy> {
  const found = new Map<NodeId, MountedBy>();
  for (const volume of volumes) {
    for (const mount of volume.mounts) {
      if (found.has(mount.service) || (mount.readOnly && !readOnly)) continue;
      const note = `${mount.readOnly ? 'reads' : 'mounts'} ${volume.key} at ${mount.target}`;
      found.set(mount.service, { volume, evidence: { at: mount.at, note } });
    }
  }
  return found;
}

function flow(topology: Topology, from: NodeId, to: NodeId, writer?: MountedBy, reader?: MountedBy): EngineFlow | null {
  if (writer === undefined || reader === undefined) return null;
  // What is shared is the deeper of two nested paths.
  const volume = pathOf(writer.volume).length > pathOf(reader.volume).length ? writer.volume : reader.volume;
  const named = [
    [from, writer.evidence],
    [to, reader.evidence],
  ] as const;
  const isHostPath = volume.kind === 'bind';
  return {
    from,
    to,
    means: { kind: 'volume', volume: isHostPath ? bindId(volume.name) : volume.id, name: volume.key, isHostPath },
    ports: { kind: 'any' },
    evidence: named.map(([id, { at, note }]) => ({
      at,
      note: `${topology.services.get(id)?.service.name ?? id} ${note}`,
    })),
  };
}
