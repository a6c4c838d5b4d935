import type { Volume } from '../../../compose/project.ts';
import { compareText } from '../../../compose/source.ts';
import { type Mounted, type Mounts, shownBy } from '../mounts.ts';
import type { RealNames } from './names.ts';
import { type MountedStore, storeOf } from '../mount-store.ts';
import type { TopologyVolume } from '../../topology.ts';
import { writtenFrom } from '../written-path.ts';
import type { NodeId } from '../../node-id.ts';
import type { WorkspaceProject } from '../../project.ts';

/** Named volumes by their real names and host paths that are mounted, with who mounts them, `volumes_from` included. Anonymous ones are nobody else's. */
export function realVolumes(
  projects: readonly WorkspaceProject[],
  names: ReadonlyMap<string, RealNames>,
  mounted: ReadonlyMap<NodeId, Mounts>,
): ReadonlyMap<NodeId, TopologyVolume> {
  const volumes = new Map<NodeId, Draft>();
  for (const { id, project } of projects) {
    for (const volume of [...project.volumes.values()].sort((a, b) => compareText(a.key, b.key))) {
      const draft = draftOf(volumes, storeOf(volume, project.directory, names.get(id)));
      draft.declarations.push({ project: id, volume });
    }
  }
  for (const [id, { directory, mounts }] of mounted) {
    for (const mounted of mounts.flatMap(shownBy))
      draftOf(volumes, mounted.store).mounts.push({ ...mounted, service: id, directory });
  }
  return new Map(
    [...volumes.values()]
      .sort((a, b) => compareText(a.id, b.id))
      .map(({ declarations, mounts, id, kind, name }) => {
        const plain = mounts.map(({ service, readOnly, target, at }) => ({ service, readOnly, target, at }));
        const [first] = mounts;
        const key = kind === 'volume' ? declarations[0]?.volume.key : first && writtenFrom(first.directory, name);
        return [id, { id, kind, name, key: key ?? name, declarations, mounts: plain }];
      }),
  );
}

/** A mount by a service of a project in `directory`. */
interface Use extends Mounted {
  readonly service: NodeId;
  readonly directory: string;
}

interface Draft extends MountedStore {
  readonly declarations: { readonly project: string; readonly volume: Volume }[];
  readonly mounts: Use[];
}

function draftOf(volumes: Map<NodeId, Draft>, store: MountedStore): Draft {
  const draft = volumes.get(store.id) ?? { ...store, declarations: [], mounts: [] };
  volumes.set(store.id, draft);
  return draft;
}
