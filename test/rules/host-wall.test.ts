import { describe, expect, test } from 'vitest';
import { parsePolicy } from '../../src/policy/parse.ts';
import { isolation } from '../../src/rules/isolation.ts';
import { contextOf } from './violations.ts';

/** Fix of each breach of a rule, and the options that it sets. */
function fixes(rule: string, compose: string, engine = ''): readonly string[] {
  const { policy } = parsePolicy(`isolation: [{ name: apart, ${rule} }]\n${engine}`, 'bulkhead.yaml', []);
  const { context } = contextOf({ 'compose.yaml': compose }, policy);
  return [...isolation.check(context)].map(({ fix }) =>
    [fix.summary, ...fix.edits.map(({ path }) => path.slice(-1).join())].join(' '),
  );
}

const JOB = `services:
  job: { image: busybox, networks: [back] }
  db: { image: postgres, networks: [back] }
networks: { back: { internal: true } }
`;
const MODE = 'com.docker.network.bridge.gateway_mode_ipv4';

describe('a wall between the host and a service', () => {
  test('is the gateway mode of an internal network, for both directions', () => {
    const taken = `Take the address of the host from the networks of \`job\`. ${MODE}`;
    expect(fixes('from: { service: job }, to: host', JOB)).toEqual([taken]);
    expect(fixes('from: { service: job }, to: { host: connections }', JOB)).toEqual([taken]);
    expect(fixes('from: host, to: { service: job }', JOB)).toEqual([taken]);
  });

  test('is said where that network would have to be internal first', () => {
    const [open] = fixes('from: { service: job }, to: host', JOB.replace('internal: true', ''));
    expect(open).toBe(
      `Put \`job\` only on networks that are \`internal: true\` with the driver option \`${MODE}: isolated\`; ports are not published there.`,
    );
  });

  test('is not built where somebody needs the host between', () => {
    const monitored = `${JOB.replace('  db:', '  agent: { image: agent, network_mode: host, environment: { DB_HOST: db } }\n  db:')}`;
    expect(fixes('from: { service: job }, to: { host: connections }', monitored)[0]).not.toContain('Take the address');
  });

  test('is none that the engine does not know', () => {
    const none = 'Give `job` no network: on this engine the host has an address in every one of them.';
    expect(fixes('from: { service: job }, to: host', JOB, 'engine: { name: podman }')).toEqual([none]);
    expect(fixes('from: { service: job }, to: host', JOB, 'engine: { version: "26" }')).toEqual([none]);
  });

  test('is for both families where the network has both', () => {
    const [both] = fixes('from: { service: job }, to: host', JOB.replace('true }', 'true, enable_ipv6: true }'));
    expect(both).toContain('gateway_mode_ipv6');
  });

  test('is no loopback address for a published port: the host has it too', () => {
    const [published] = fixes(
      'from: host, to: { service: web }',
      'services: { web: { image: nginx, ports: ["80:80"] } }',
    );
    expect(published).toContain('internal: true');
  });

  test('of the network of the host is to leave it', () => {
    expect(
      fixes('from: { service: web }, to: host', 'services: { web: { image: nginx, network_mode: host } }')[0],
    ).toContain('Take `web` off the network of the host');
  });
});
