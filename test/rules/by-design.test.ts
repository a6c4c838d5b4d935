import { describe, expect, test } from 'vitest';
import { confinementOff } from '../../src/rules/confinement-off.ts';
import { dataNotPersistent } from '../../src/rules/data-not-persistent.ts';
import { dataVolumeShared } from '../../src/rules/data-volume-shared.ts';
import { hostControl } from '../../src/rules/host-control.ts';
import { hostNetwork } from '../../src/rules/host-network.ts';
import { volumeOfOlderVersion } from '../../src/rules/volume-of-older-version.ts';
import { violationsOf } from './violations.ts';

const database = (more = ''): string => `  db:
    image: postgres:17
    volumes: [data:/var/lib/postgresql/data]
${more}`;

describe('what somebody meant so', () => {
  test('software for the LAN is on the network of the host by design', () => {
    const of = (image: string) =>
      violationsOf(hostNetwork, `services: { a: { image: "${image}", network_mode: host } }`).map(
        ({ severity, fix }) => [severity, fix.edits.length],
      );
    expect(of('ghcr.io/home-assistant/home-assistant:stable')).toEqual([['medium', 0]]);
    expect(of('osixia/keepalived:2')).toEqual([['medium', 0]]);
    expect(of('ghcr.io/shop/web:1')[0]?.[0]).toBeNull();
  });

  test('who may watch or change the network of the host is not taken off it', () => {
    const [violation] = violationsOf(
      hostNetwork,
      'services: { a: { image: ghcr.io/shop/sniffer:1, network_mode: host, cap_add: [NET_RAW] } }',
    );
    expect(violation?.fix.edits).toEqual([]);
    expect(violation?.fix.caveat).toContain('It was given `NET_RAW` for the network that it is on. No patch is shown');
  });

  test('who works in a folder that holds the data of a store goes on writing there', () => {
    const of = (mount: string) =>
      violationsOf(
        dataVolumeShared,
        `services:\n  app:\n    image: ghcr.io/shop/app:1\n    volumes: ["${mount}"]\n  db:\n    image: postgres:17\n    volumes: ["./data:/var/lib/postgresql/data"]\n`,
      )[0]?.fix;
    expect(of('./data:/data')?.edits).toHaveLength(1);
    expect(JSON.stringify(of('.:/src')?.edits)).not.toContain('/src');
    expect(JSON.stringify(of('.:/src')?.edits)).toContain('db_data:/var/lib/postgresql/data');
  });

  test('a job on the files of a store is not told to read only', () => {
    const upgrade = `services:
${database()}
  upgrade:
    image: ghcr.io/shop/upgrade:1
    restart: "no"
    volumes: [data:/data]
volumes: { data: }
`;
    expect(violationsOf(dataVolumeShared, upgrade)).toMatchObject([
      { severity: 'low', fix: { summary: 'Run `upgrade` only while `db` is stopped.', edits: [] } },
    ]);
  });

  test('a store that is told to do nothing does not run', () => {
    const idle = `services:
${database('    entrypoint: ["echo", "disabled"]\n')}
  copy:
    image: ghcr.io/shop/copy:1
    volumes: [data:/data]
volumes: { data: }
`;
    expect(violationsOf(dataVolumeShared, idle)).toEqual([]);
  });

  test('what restarts containers needs no more than that', () => {
    const text = `services:
  heal:
    image: willfarrell/autoheal:1.2.0
    volumes: [/var/run/docker.sock:/var/run/docker.sock]
`;
    expect(violationsOf(hostControl, text)[0]?.fix.summary).toContain('a proxy that allows only the calls it needs');
  });

  test('what is told to start no containers is not root by design', () => {
    const summary = (services: string) =>
      violationsOf(
        hostControl,
        `services: { aws: { image: "localstack/localstack:4", environment: { SERVICES: "${services}" }, volumes: ["/var/run/docker.sock:/var/run/docker.sock"] } }`,
      )[0]?.fix.summary;
    expect(summary('s3,sqs')).toBe('Take the Docker socket from `aws`: what `SERVICES` names starts no containers.');
    expect(summary('s3,lambda')).toContain('root by design');
  });

  test('labels of SELinux go with the socket', () => {
    const text = (volumes: string) =>
      `services: { a: { image: "ghcr.io/shop/a:1", security_opt: ["label=disable"]${volumes} } }`;
    expect(violationsOf(confinementOff, text(', volumes: ["/var/run/docker.sock:/var/run/docker.sock"]'))).toEqual([]);
    expect(violationsOf(confinementOff, text(''))).toHaveLength(1);
  });
});

describe('where data lie', () => {
  test('a mount that has the parts of the path in another order is meant for the data', () => {
    const text = 'services: { db: { image: "mongo:8", volumes: ["data:/db/data"] } }\nvolumes: { data: }\n';
    expect(violationsOf(dataNotPersistent, text)[0]?.message).toContain(
      'what is mounted at `/db/data` does not hold it',
    );
  });

  test('an image without a version is pinned to the last that has its data there', () => {
    const text = (image: string) =>
      `services: { db: { image: "${image}", volumes: ["data:/var/lib/postgresql/data"] } }\nvolumes: { data: }\n`;
    const edits = (image: string) => violationsOf(volumeOfOlderVersion, text(image))[0]?.fix.edits;
    expect(edits('postgres:latest')).toMatchObject([{ kind: 'replace', value: 'postgres:17' }]);
    expect(edits('postgres')).toMatchObject([{ kind: 'replace', value: 'postgres:17' }]);
    expect(edits('postgres:${TAG}')).toBeUndefined();
  });

  test('what is mounted at the data from a folder that is not known is a mount', () => {
    const text = 'services: { db: { image: "postgres:17", volumes: ["${DATA}:/var/lib/postgresql/data"] } }\n';
    expect(violationsOf(dataNotPersistent, text)).toEqual([]);
  });
});
