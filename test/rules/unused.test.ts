import { expect, test } from 'vitest';
import { unusedVolume } from '../../src/rules/unused-volume.ts';
import { contextOf } from './violations.ts';

test('a volume that the override takes out of use is used where the first file is alone', () => {
  const files = {
    'compose.yaml':
      'services:\n  db:\n    image: mysql:8\n    volumes:\n      - data:/var/lib/mysql\n  old:\n    image: mysql:8\n    volumes:\n      - type: volume\n        source: old\n        target: /x\nvolumes:\n  data:\n  old:\n  left:\n',
    'compose.override.yaml': 'services:\n  db:\n    volumes: !override\n      - /var/lib/mysql\n  old: !reset null\n',
  };
  const found = [...unusedVolume.check(contextOf(files).context)].map(({ subject }) => subject);
  expect(found).toEqual(['left']);
});
