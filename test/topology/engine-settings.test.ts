import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { flowsOf } from '../../src/flows/flows-of.ts';
import { type Matrix, matrixOf } from '../../src/flows/matrix.ts';
import { topologyOf } from '../../src/topology/topology-of.ts';
import { judgementsOf } from './engine-judgement.ts';
import { caseNames, type EngineCase, engineCase, settingFolders } from './engine-recordings.ts';

const FOLDER = join(import.meta.dirname, '../../fixtures/engine-settings');

describe.each(settingFolders(FOLDER).map((folder) => [basename(folder), folder] as const))('%s', (setting, folder) => {
  test.each(caseNames(folder))('%s is derived as it was observed', (name) => {
    const found = engineCase(join(folder, name));
    for (const recording of found.recordings) {
      const judged = judgementsOf(found, recording, setting === 'udp' ? 'udp' : 'tcp');
      expect(judged.filter(({ agrees }) => !agrees)).toEqual([]);
    }
  });
});

describe('an engine whose version is not stated', () => {
  const cases = ['dns', 'engine-28', 'engine-29', 'engine-29-noproxy', 'swarm-overlay'].flatMap((setting) =>
    caseNames(join(FOLDER, setting)).map((name) => [`${setting}/${name}`] as const),
  );

  test.each(cases)('lets through what 28 or 29 does: %s', (name) => {
    const found = engineCase(join(FOLDER, name));
    const [unpinned, older, newer] = [null, 28, 29].map((major) => relations(found, major));
    const either = (older ?? []).map((one, index) => [...new Set([...one, ...(newer?.[index] ?? [])])].sort());
    expect(unpinned).toEqual(either);
  });
});

/** Who reaches whom, as texts, in each way. */
function relations({ projects, recordings }: EngineCase, major: number | null): readonly (readonly string[])[] {
  const [recording] = recordings;
  if (recording === undefined) return [];
  const { engine } = recording.assumptions;
  const assumptions = {
    ...recording.assumptions,
    engine: { ...engine, version: major === null ? null : { major, minor: 0 } },
  };
  const { topology } = topologyOf(projects, assumptions);
  const matrix = matrixOf([{ topology, flows: flowsOf(topology, assumptions, 'tcp') }], assumptions);
  const pairs = (rows: Matrix['direct']) =>
    Object.entries(rows).flatMap(([from, targets]) => targets.map((to) => `${from} → ${to}`));
  const { direct, throughHost, egress, fromOutside, fromHost, toHost } = matrix;
  return [pairs(direct), pairs(throughHost), egress, fromOutside, fromHost, toHost].map((all) => [...all].sort());
}
