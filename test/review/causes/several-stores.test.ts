import { describe, expect, test } from 'vitest';
import { reportOn } from '../reviewed.ts';

const proxied = (services: string): string =>
  `services:\n  proxy:\n    image: nginx:1.29\n    ports: ["80:80"]\n${services}`;

const patchesOf = (text: string): readonly (string | null)[] => reportOn(text).causes.map(({ fix }) => fix.patch);

describe('one patch for several stores', () => {
  test('a store that another needs leaves the network that it would only join', () => {
    const [patch] = patchesOf(
      proxied(
        '  app:\n    image: ghcr.io/shop/app:1\n    environment: { SOLR: "http://solr:8983", ZK: "zookeeper:2181" }\n' +
          '  solr:\n    image: solr:9\n    environment: { ZK_HOST: "zookeeper:2181" }\n    volumes: [s:/var/solr]\n' +
          '  zookeeper:\n    image: zookeeper:3.9\n    volumes: [z:/data, l:/datalog]\nvolumes: { s: , z: , l: }\n',
      ),
    );
    expect(patch).not.toBeNull();
    expect(patch?.match(/default/gu)).toHaveLength(1);
  });

  test('stores have networks of their own where not all use the same ones', () => {
    const [patch] = patchesOf(
      proxied(
        '  app:\n    image: ghcr.io/shop/app:1\n    environment: { DB: "postgres://db/shop", LEVEL: info }\n' +
          '  feed:\n    image: ghcr.io/shop/feed:1\n    environment: { CACHE_URL: "redis://cache", LEVEL: info }\n' +
          '  db:\n    image: postgres:17\n    volumes: [data:/var/lib/postgresql/data]\n  cache:\n    image: valkey/valkey:8\nvolumes: { data: }\n',
      ),
    );
    expect(patch).toContain('+  db-data:');
    expect(patch).toContain('+  cache-data:');
  });

  test('a proxy that is built here may pass requests on to an object store', () => {
    const text = proxied(
      '  app:\n    image: ghcr.io/shop/app:1\n    environment: { S3: "http://files:9000" }\n  files:\n    image: minio/minio:latest\n    command: server /data\n    volumes: [data:/data]\nvolumes: { data: }\n',
    );
    const caveats = (own: string) =>
      reportOn(text.replace('image: nginx:1.29', own)).causes.flatMap(({ rules, fix }) =>
        rules.includes('data-reachable-from-frontend') ? [fix.caveat] : [],
      );
    expect(caveats('build: ./proxy').join()).toContain('it would keep `proxy` from `files`, which it may use');
    expect(caveats('image: nginx:1.29').join()).not.toContain('No patch');
  });
});
