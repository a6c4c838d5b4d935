import { expect, test } from 'vitest';
import { reportOnFiles } from '../reviewed.ts';

/** An application with a database of its own, both on a network that others made. */
const stack = (name: string): string => `services:
  app:
    image: example/${name}:1
    environment: { DATABASE_URL: "postgres://${name}-db/x" }
    networks: [shared]
  ${name}-db:
    image: postgres:17
    volumes: [data:/var/lib/postgresql/data]
    networks: [shared]
volumes: { data: }
networks:
  shared: { external: true }
`;

test('services of several projects are told apart by their projects', () => {
  const { causes } = reportOnFiles({ 'one/compose.yaml': stack('one'), 'two/compose.yaml': stack('two') });
  const [found] = causes.filter(({ rules }) => rules.includes('data-network-shared-with-others'));
  expect(found?.message).toContain('`one/app` and `two/app` can connect to `one/one-db` and `two/two-db`');
  expect(found?.fix.summary).toContain('without `two/app`');
});
