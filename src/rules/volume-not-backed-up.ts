import { familyOfName } from '../catalogue/name.ts';
import { wordsOf } from '../catalogue/image.ts';
import type { Topology, TopologyService, TopologyVolume } from '../topology/topology.ts';
import { dataVolumes } from './stores/volumes.ts';
import { setOf } from '../fixes/declaration-edits.ts';
import type { Rule } from './rule.ts';
import { code } from '../words/words.ts';

/** Off by default: most backups are made outside the Compose files. */
export const volumeNotBackedUp: Rule = {
  id: 'volume-not-backed-up',
  severity: 'off',
  summary: 'A data volume that no backup service mounts',
  why: 'A volume survives its container, not a broken disk or a wrong command.',
  fix: 'Mount the volume in a backup service, or label it `bulkhead.backup` with the place where it is backed up.',
  references: ['https://docs.docker.com/engine/storage/volumes/#back-up-restore-or-migrate-data-volumes'],
  *check({ topology }) {
    for (const [store, volumes] of dataVolumes(topology)) {
      for (const id of volumes) {
        const volume = topology.volumes.get(id);
        const service = topology.services.get(store);
        if (volume === undefined || service === undefined || isBackedUp(topology, service, volume)) continue;
        const mount = volume.mounts.find((mounted) => mounted.service === store);
        yield {
          project: service.project,
          subject: volume.key,
          identity: `store=${service.service.name}`,
          message: `The data of ${code(service.service.name)} in ${code(volume.key)} is mounted by no backup service and not marked as backed up.`,
          at: mount?.at ?? service.service.at,
          related: [],
          path: [],
          services: [store],
          fix: {
            summary: 'Back it up, and say where with a label.',
            edits: volume.declarations
              .slice(0, 1)
              .map(({ volume: { key, at } }) => setOf('volumes', key, at, LABEL, 'nightly dump')),
            caveat: null,
          },
          severity: null,
        };
      }
    }
  },
};

const LABEL = ['labels', 'bulkhead.backup'];

function isBackedUp({ services }: Topology, store: TopologyService, volume: TopologyVolume): boolean {
  const isLabelled =
    volume.declarations.some(({ volume: { labels } }) => labels.has('bulkhead.backup')) ||
    store.service.labels.has('bulkhead.backup');
  return isLabelled || volume.mounts.some(({ service }) => service !== store.id && isBackup(services.get(service)));
}

function isBackup(service: TopologyService | undefined): boolean {
  if (service === undefined) return false;
  const image = service.service.image?.value ?? '';
  const words = [...wordsOf(service.service.name), ...wordsOf(image.replace(/[:@][^/]*$/, ''))];
  return familyOfName(image)?.traits.includes('backup') === true || words.some((word) => BACKUP.has(word));
}

const BACKUP = new Set('backup backups restic borg borgmatic duplicati duplicacy kopia velero rclone offen'.split(' '));
