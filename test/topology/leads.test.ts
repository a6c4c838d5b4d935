import { describe, expect, test } from 'vitest';
import { enginesOf } from '../../src/engines/engines.ts';
import { DEFAULT_ASSUMPTIONS } from '../../src/topology/assumptions.ts';
import { needsOf } from '../../src/topology/needs/needs.ts';
import { engine, stack } from './stacks.ts';

/** `from → to` for every need of `from`, services as `project/service`. */
function needsFrom(from: string, files: Readonly<Record<string, string>> | string, given = {}): readonly string[] {
  const { topology } = stack(files, given);
  const needs = needsOf(topology, enginesOf({ ...DEFAULT_ASSUMPTIONS, ...given }.engine));
  return (needs.get(`service:${from}`) ?? []).map(({ to }) => to.slice('service:'.length));
}

const EDGE = 'networks: { edge: { external: true } }\n';

describe('a need is of whom the name leads to', () => {
  test('of the other project, where its network comes first', () => {
    const files = {
      shop: `services:
  web: { image: a, networks: [default, edge], environment: { DB_HOST: db } }
  db: { image: postgres:16 }
networks: { default: {}, edge: { external: true } }
`,
      other: `services: { db: { image: postgres:16, networks: [edge] } }\n${EDGE}`,
    };
    expect(needsFrom('shop/web', files)).toEqual(['other/db']);
    const waits = { ...files, shop: files.shop.replace('environment: { DB_HOST: db }', 'depends_on: [db]') };
    expect(needsFrom('shop/web', waits)).toEqual(['shop/db']);
  });

  test('of all that answer in turns', () => {
    const files = {
      one: `services: { web: { image: a, networks: [edge], command: curl http://api:80 }, api: { image: b, networks: [edge] } }\n${EDGE}`,
      two: `services: { api: { image: b, networks: [edge] } }\n${EDGE}`,
    };
    expect(needsFrom('one/web', files)).toEqual(['one/api', 'two/api']);
  });

  test.each([
    ['alias', 'networks: { edge: { aliases: [ledger] } }'],
    ['container name', 'container_name: ledger, networks: [edge]'],
    ['host name', 'hostname: ledger, networks: [edge]'],
  ])('of another project by its %s', (_, naming) => {
    const files = {
      one: `services: { web: { image: a, networks: [edge], environment: { DB_URL: "postgres://ledger/a" } } }\n${EDGE}`,
      two: `services: { db: { image: postgres:16, ${naming} } }\n${EDGE}`,
    };
    expect(needsFrom('one/web', files)).toEqual(['two/db']);
  });

  test('of another project by the name that Compose gives its container, and by service and network', () => {
    const files = {
      one: `services: { web: { image: a, networks: [edge], environment: { A_URL: "redis://two-cache-1:6379", B_URL: "postgres://db.edge/a" } } }\n${EDGE}`,
      two: `services: { cache: { image: redis, networks: [edge] }, db: { image: postgres, networks: [edge] } }\n${EDGE}`,
    };
    expect(needsFrom('one/web', files)).toEqual(['two/cache', 'two/db']);
  });

  test('of a container that external links name, whatever its service is called', () => {
    const files = {
      one: `services: { web: { image: a, networks: [edge], external_links: ["two-cache-1:sessions"] } }\n${EDGE}`,
      two: `services: { cache: { image: redis, networks: [edge] } }\n${EDGE}`,
    };
    expect(needsFrom('one/web', files)).toEqual(['two/cache']);
  });

  test('of those in the network namespace that the name leads to', () => {
    const files = `services:
  web: { image: a, environment: { DB_HOST: pod } }
  pod: { image: pause }
  db: { image: postgres:16, network_mode: "service:pod" }
`;
    expect(needsFrom('shop/web', files)).toEqual(['shop/db', 'shop/pod']);
  });

  test('of whom it is meant for, where it does not resolve', () => {
    const files = `services:
  web: { image: a, networks: [front], environment: { DB_HOST: db } }
  db: { image: postgres:16, networks: [back] }
networks: { front: {}, back: {} }
`;
    expect(needsFrom('shop/web', files)).toEqual(['shop/db']);
  });

  test('of whoever any engine leads to', () => {
    // Docker Engine 26 goes by the names of networks, 28 asks one with both families first.
    const files = `services:
  web: { image: a, networks: [alpha, beta], environment: { DB_HOST: db } }
  one: { image: postgres:16, networks: { alpha: { aliases: [db] } } }
  two: { image: postgres:16, networks: { beta: { aliases: [db], gw_priority: 0 } } }
networks: { alpha: {}, beta: {} }
`;
    const preferred = files.replace('[alpha, beta]', '{ alpha: {}, beta: { gw_priority: 5 } }');
    const pinned = (major: number) => engine({ version: { major, minor: 0 } });
    expect(needsFrom('shop/web', files)).toEqual(['shop/one']);
    expect(needsFrom('shop/web', preferred, pinned(29))).toEqual(['shop/two']);
    expect(needsFrom('shop/web', preferred, pinned(26))).toEqual(['shop/one']);
  });
});

test('a name that one answers to oneself, on the network that is asked first, is meant for the other', () => {
  const files = `services:
  web: { image: a, networks: { out: { aliases: [db] }, in: {} }, environment: { DB_HOST: db } }
  db: { image: postgres:16, networks: [in] }
networks: { out: {}, in: { internal: true } }
`;
  expect(needsFrom('shop/web', files)).toEqual(['shop/db']);
});
