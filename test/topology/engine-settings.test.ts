import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { judgementsOf } from './engine-judgement.ts';
import { caseNames, engineCase, settingFolders } from './engine-recordings.ts';

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
