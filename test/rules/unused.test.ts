import { expect, test } from 'vitest';
import { unusedNetwork } from '../../src/rules/unused-network.ts';
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

test.each([
  '"${NAMED:-false} == true ? data:/data/db: data:/data/db"',
  '"${NAMED:-false} == true ? data:/data/db"',
  '"data:/data/db:ro:rw"',
])('a volume that the mount %s names, which is none, is not unused', (mount) => {
  const compose = `services:\n  db:\n    image: mongo:7\n    volumes: [${mount}]\nvolumes:\n  data:\n  other:\n`;
  const found = [...unusedVolume.check(contextOf({ 'compose.yaml': compose }).context)].map(({ subject }) => subject);
  expect(found).toEqual(['other']);
});

test('what a mount or a network that a variable names may mean is not unused, and a path means none', () => {
  const services = `services:
  db: { image: mysql:8, volumes: ["\${DB_VOLUME:-data}:/var/lib/mysql"], networks: ["\${TIER:-front}-net"] }
  web: { image: nginx, volumes: ["\${PWD}:/a", "\${SITE:-./site}:/b", "\${ROOT}/c:/c"], networks: { front-net: } }
`;
  const declared = 'volumes: { data: , other: }\nnetworks: { front-net: , back-net: , left: }\n';
  const found = (compose: string): readonly string[] => {
    const { context } = contextOf({ 'compose.yaml': compose });
    return [unusedVolume, unusedNetwork].flatMap((rule) => [...rule.check(context)].map(({ subject }) => subject));
  };
  expect(found(services + declared)).toEqual(['left']);
  expect(found(services.replace('${DB_VOLUME:-data}', 'data') + declared)).toEqual(['other', 'left']);
});
