import { expect, test } from 'vitest';
import { dataNotPersistent } from '../../src/rules/data-not-persistent.ts';
import { dataPublished } from '../../src/rules/data-published.ts';
import { unneededDataAccess } from '../../src/rules/unneeded-data-access.ts';
import { violationsOf } from './violations.ts';

test.each([
  ['"6379:6379"', 'port 6379'],
  ['"1200:6379"', 'port 1200 (6379 in the container)'],
  ['"6379"', 'a free port of the host (6379 in the container)'],
  ['"80:80", "[::]:1200:6379", "0.0.0.0:53:53"', 'ports 80, 1200 (6379 in the container) and 53'],
])('published as %s, a store answers on %s', (ports, text) => {
  const [violation] = violationsOf(dataPublished, `services: { db: { image: redis:8, ports: [${ports}] } }`);
  expect(violation?.message).toContain(`answers on ${text} to every machine`);
});

test('a fix names all who are to join the network of a store, also those that run what its users run', () => {
  const [violation] = violationsOf(
    unneededDataAccess,
    'services: { app: { image: x, depends_on: [db] }, worker: { image: x }, mailer: { image: y }, db: { image: postgres:16 } }',
  );
  expect(violation?.fix.summary).toBe('Put `db` on a network with only `app` and `worker`.');
  expect(violation?.fix.yaml).toContain('worker:');
});

test('a volume at a folder that the image need not have is said to belong to root', () => {
  const caveatOf = (path: string): string =>
    violationsOf(
      dataNotPersistent,
      `services: { broker: { image: confluentinc/cp-kafka:8.0.0, environment: { KAFKA_LOG_DIRS: ${path} } } }`,
    )[0]?.fix.caveat ?? '';
  expect(caveatOf('/tmp/logs')).toContain('belongs to root');
  expect(caveatOf('/var/lib/kafka/data')).not.toContain('root');
});
