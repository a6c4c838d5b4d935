import { expect, test } from 'vitest';
import { engineNamed } from '../../src/engines/named.ts';
import { enginesText } from '../../src/engines/engines.ts';
import { DEFAULT_SETTINGS } from '../../src/engines/settings.ts';

test.each([
  ['28', 'Docker Engine 28'],
  ['28.5', 'Docker Engine 28.5'],
  ['29:nftables', 'Docker Engine 29, with nftables'],
  ['docker', 'Docker Engine 28 and 29'],
  ['podman', 'Podman 5'],
  ['podman:podman-compose', 'Podman 5, with podman-compose'],
])('%s on the command line is %s', (text, expected) => {
  const named = engineNamed(text, DEFAULT_SETTINGS);
  expect(named === null ? null : enginesText(named)).toBe(expected);
});

test.each(['', '31', '28:nftables', 'docker:podman-compose', 'podman4', 'latest'])('%j is no engine', (text) => {
  expect(engineNamed(text, DEFAULT_SETTINGS)).toBe(null);
});
