import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { judgementsOf } from './engine-judgement.ts';
import { caseNames, engineCase } from './engine-recordings.ts';

const FOLDER = join(import.meta.dirname, '../../fixtures/engine');

describe('what is derived is what a Docker Engine let through', () => {
  test.each(caseNames(FOLDER))('%s', (name) => {
    const found = engineCase(join(FOLDER, name));
    for (const recording of found.recordings) {
      const wrong = judgementsOf(found, recording, 'tcp').filter(({ agrees }) => !agrees);
      expect(wrong, `observed.${recording.suffix}`).toEqual([]);
    }
  });
});
