import { expect, test } from 'vitest';
import { reportOn } from '../reviewed.ts';

test("ports that the network of the host ignores are told with it, in the host-network finding's cause", () => {
  const { causes } = reportOn(`services:
  trace:
    image: shop
    network_mode: host
    ports: ["16686:16686"]
`);
  expect(causes.map(({ rules }) => rules)).toEqual([['host-network', 'published-port-dead']]);
});

test('ports that the network of the host ignores are not told in words of internal networks', () => {
  const { findings } = reportOn(`services:
  trace: { image: shop, network_mode: host, ports: ["16686:16686"] }
`);
  const dead = findings.find(({ rule }) => rule === 'published-port-dead');
  expect(dead?.fix.summary).toBe(
    "Attach `trace` to a network of the project, where `ports` decides what is open; if it stays on the host's, remove `ports`.",
  );
});
