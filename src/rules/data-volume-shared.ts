import { readOnly, withoutMounts } from './mount-fix.ts';
import type { Fix, Rule, Violation } from './rule.ts';
import type { Project, Service } from '../compose/project.ts';
import type { TopologyService, TopologyVolume } from '../topology/topology.ts';
import { familyOf } from '../catalogue/catalogue.ts';
import type { RuleContext } from './context.ts';
import { dataVolumes } from './stores/volumes.ts';
import type { NodeId } from '../topology/node-id.ts';
import { projectOf } from '../topology/services.ts';
import { code } from '../words/words.ts';

/** Two stores of one kind may be meant to work on one directory in turn (an upgrade); everyone else should ask the store. */
export const dataVolumeShared: Rule = {
  id: 'data-volume-shared',
  severity: 'medium',
  summary: "Another service mounts a data store's data directory",
  why: 'It reads every record past the store and its passwords; writable, it can corrupt or replace them.',
  fix: 'Let it ask the store, or mount the volume read-only if all it does is copy.',
  references: ['https://docs.docker.com/engine/storage/volumes/'],
  *check(context) {
    for (const [store, volumes] of dataVolumes(context.topology)) {
      for (const id of volumes) yield* sharing(context, store, id);
    }
  },
};

function* sharing({ topology }: RuleContext, storeId: NodeId, volumeId: NodeId): Generator<Violation> {
  const [store, volume] = [topology.services.get(storeId), topology.volumes.get(volumeId)];
  if (store === undefined || volume === undefined) return;
  const own = volume.mounts.find(({ service }) => service === storeId);
  const seen = new Set<NodeId>();
  for (const mount of volume.mounts) {
    const other = topology.services.get(mount.service);
    if (
      other === undefined ||
      other.id === storeId ||
      seen.has(other.id) ||
      isSameKind(store, other) ||
      other.service.replicas === 0
    )
      continue;
    seen.add(other.id);
    const [name, reader] = [store.service.name, other.service.name];
    yield {
      project: other.project,
      subject: reader,
      identity: `to=${name} volume=${volume.key} ${mount.readOnly ? 'ro' : 'rw'}`,
      message: `${code(reader)} ${mount.readOnly ? 'reads' : 'mounts and may change'} the data of ${code(name)} in ${code(volume.key)} past the store itself.`,
      at: mount.at,
      related: own === undefined ? [] : [{ at: own.at, note: `${name} keeps its data there` }],
      path: [],
      services: [other.id, store.id],
      fix: fixOf(projectOf(topology, other.project), volume, other.service, mount),
      severity: mount.readOnly ? 'low' : null,
    };
  }
}

function fixOf(
  project: Project | null,
  volume: TopologyVolume,
  service: Service,
  { at, readOnly: isRead }: TopologyVolume['mounts'][number],
): Fix {
  const reader = code(service.name);
  const mounts = service.mounts.filter((own) => own.at === at);
  if (isRead) {
    return {
      summary: `Let ${reader} ask the store instead of reading its files.`,
      yaml: mounts.length === 0 ? null : withoutMounts(project, service, mounts),
      caveat: 'It then needs a dump of the data, or a way to the store over a network.',
    };
  }
  return {
    summary: `Take ${code(volume.key)} from ${reader}, or mount it read-only.`,
    yaml: mounts.length === 0 ? null : readOnly(project, service, mounts),
    caveat: 'Files copied while the store runs may not fit together; a dump does.',
  };
}

function isSameKind(a: TopologyService, b: TopologyService): boolean {
  const [one, other] = [a, b].map(({ service, zone }) =>
    zone.zone === 'data' && service.image !== null ? familyOf(service.image.value)?.family.name : undefined,
  );
  return one !== undefined && one === other;
}
