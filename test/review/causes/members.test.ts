import { expect, test } from 'vitest';
import { reportOn, reportOnFiles } from '../reviewed.ts';

const STORES = `services:
  mongo: { image: mongo:7, restart: always }
  books: { image: mongo:7, restart: always }
  queue: { image: rabbitmq:4, restart: always }
`;

test('a fix says for whom it is, with the path of each', () => {
  const [cause] = reportOn(STORES).causes;
  expect(cause?.fix.summary).toBe(
    'For `books` and `mongo`: Mount a named volume at `/data/db`. For `queue`: Mount a named volume at `/var/lib/rabbitmq`.',
  );
});

test('a headline says the same only of those of whom it is true', () => {
  const [cause] = reportOn(`services:
  cache: { image: valkey/valkey:8, environment: { ALLOW_EMPTY_PASSWORD: "yes" }, ports: ["6379:6379"], volumes: ["c:/data"] }
  db: { image: postgres:17, environment: { POSTGRES_PASSWORD: "\${P}" }, ports: ["5432:5432"], volumes: ["d:/var/lib/postgresql/data"] }
volumes: { c: , d: }
`).causes;
  expect(cause?.message).toContain('`cache`');
  expect(cause?.message).toContain(' The same rule is broken, with details of their own, by `db`.');
  expect(cause?.message).not.toContain('The same goes');
});

test('a file to work with and one to deploy are two things to do', () => {
  const open =
    'services: { db: { image: postgres:17, ports: ["5432:5432"], volumes: ["d:/var/lib/postgresql/data"] } }\nvolumes: { d: }\n';
  const { causes } = reportOnFiles({ 'compose.dev.yaml': open, 'compose.prod.yaml': open, 'compose.large.yaml': open });
  const published = causes.filter(({ rules }) => rules.includes('data-published'));
  expect(published.map(({ lines }) => [...new Set(lines.map(({ file }) => file))].sort())).toEqual([
    ['compose.dev.yaml'],
    ['compose.large.yaml', 'compose.prod.yaml'],
  ]);
});

test('a service that needs one store is kept from the others only, and keeps nobody else in', () => {
  const { causes } = reportOn(`services:
  proxy:
    image: nginx:1.29
    ports: ["80:80"]
    environment: { SESSIONS: "redis://sessions:6379" }
  app:
    image: example/app
    environment: { DB_HOST: db, SESSIONS: "redis://sessions:6379" }
  db: { image: postgres:17, volumes: ["d:/var/lib/postgresql/data"] }
  sessions: { image: redis:8, volumes: ["s:/data"] }
volumes: { d: , s: }
`);
  const told = causes.flatMap(({ rules, services, fix }) =>
    rules.includes('data-reachable-from-frontend')
      ? [`${services.join(' ')} ${fix.patch === null ? 'told' : 'mended'}`]
      : [],
  );
  expect(told.sort()).toEqual(['shop/proxy shop/db mended', 'shop/proxy shop/sessions told']);
});
