import { describe, expect, test } from 'vitest';
import { dataPublished } from '../../src/rules/data-published.ts';
import { contextOf } from './violations.ts';
import { changedBy } from './fixed.ts';

const fixOf = (services: string): { readonly text: string; readonly said: string } => {
  const files = { 'compose.yaml': `services:\n${services}` };
  const [violation] = dataPublished.check(contextOf(files).context);
  const text = changedBy(violation, files)
    .map(({ after }) => after)
    .join('\n');
  return { text, said: `${violation?.fix.summary ?? ''} ${violation?.fix.caveat ?? ''}` };
};

describe('a port that is for machines elsewhere is not bound to 127.0.0.1', () => {
  test('that of a broker of devices', () => {
    const { text, said } = fixOf('  mqtt:\n    image: eclipse-mosquitto:2\n    ports:\n      - "1883:1883"\n');
    expect(text).toBe('');
    expect(said).toMatch(/^Let `mqtt` ask for a login, over TLS; /);
  });

  test('a listener of Kafka that is told to other machines, and that of the host is', () => {
    const { text } = fixOf(
      [
        '  kafka:\n    image: apache/kafka\n    ports:\n      - "9092:9092"\n      - "29094:29094"\n    environment:',
        '      KAFKA_ADVERTISED_LISTENERS: HOST://localhost:9092,ALICE://${IP}:29094,IN://kafka:9093\n',
      ].join('\n'),
    );
    expect(text).toContain('- "127.0.0.1:9092:9092"\n      - "29094:29094"\n');
  });

  test('a broker that is told the address of its host, and one that is told its own name', () => {
    const textOf = (setting: string): string =>
      fixOf(
        `  kafka:\n    image: wurstmeister/kafka\n    ports:\n      - "9092:9092"\n    environment:\n      ${setting}\n`,
      ).text;
    expect(textOf('KAFKA_ADVERTISED_HOST_NAME: 192.168.99.100')).toBe('');
    expect(textOf('HOSTNAME_COMMAND: hostname -i')).toBe('');
    expect(textOf('KAFKA_ADVERTISED_HOST_NAME: kafka')).toContain('127.0.0.1:9092:9092');
  });

  test.each([
    ['redis:7', 6379, 'command: redis-server --cluster-announce-ip ${HOST_IP:-192.168.7.5}', 'cluster-announce-ip'],
    ['valkey/valkey:8', 6379, 'command: [valkey-server, --replica-announce-ip, 10.0.0.7]', 'replica-announce-ip'],
    [
      'cassandra:5',
      9042,
      'environment: { CASSANDRA_BROADCAST_ADDRESS: node1.example.org }',
      'CASSANDRA_BROADCAST_ADDRESS',
    ],
    [
      'quay.io/coreos/etcd:v3.5',
      2379,
      'command: etcd --advertise-client-urls http://192.168.7.5:2379',
      'advertise-client-urls',
    ],
  ])('that of %s on port %i, which tells an address of other machines', (image, port, more, key) => {
    const { text, said } = fixOf(
      `  db:\n    image: ${image}\n    ports:\n      - "${String(port)}:${String(port)}"\n    ${more}\n`,
    );
    expect(text).toBe('');
    expect(said).toContain(`those that it tells an address of other machines (\`${key}\`)`);
  });

  test('one that tells its own name, or this host, is', () => {
    const { text } = fixOf(
      '  db:\n    image: redis:7\n    ports:\n      - "6379:6379"\n    command: redis-server --replica-announce-ip db\n' +
        '  etcd:\n    image: quay.io/coreos/etcd:v3.5\n    command: etcd --advertise-client-urls http://127.0.0.1:2379\n',
    );
    expect(text).toContain('127.0.0.1:6379:6379');
  });

  test('an address that browsers get, and the console beside it is', () => {
    const { text, said } = fixOf(
      '  files:\n    image: minio/minio\n    ports:\n      - "9090:9000"\n      - "9091:9001"\n  web:\n    image: x\n    environment:\n      UPLOAD_ENDPOINT: http://localhost:9090\n',
    );
    expect(text).toContain('- "9090:9000"\n      - "127.0.0.1:9091:9001"\n');
    expect(said).toContain('those whom `UPLOAD_ENDPOINT` sends there');
  });

  test('others are, as where the host itself is told so', () => {
    expect(
      fixOf(
        '  kafka:\n    image: apache/kafka\n    ports:\n      - "9092:9092"\n    environment:\n      KAFKA_ADVERTISED_LISTENERS: HOST://localhost:9092\n',
      ).text,
    ).toContain('- "127.0.0.1:9092:9092"');
  });
});
