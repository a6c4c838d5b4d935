import { describe, expect, test } from 'vitest';
import { reportOn } from '../reviewed.ts';

/** A proxy whose configuration is not here, before a database and an object store, which it may lead to. */
const SHOP = `services:
  proxy:
    build: ./proxy
    ports: ["80:80"]
  app:
    image: ghcr.io/shop/app:1
    environment: { DB: "postgres://db/shop", S3: "http://files:9000" }
  db:
    image: postgres:17
    volumes: [data:/var/lib/postgresql/data]
  files:
    image: minio/minio:latest
    command: server /data
    volumes: [objects:/data]
volumes:
  data:
  objects:
`;

describe('a cause of which only a part can be mended', () => {
  test('is told as two: those with a patch, and those without one, with the reason', () => {
    const causes = reportOn(SHOP).causes.filter(({ rules }) => rules.includes('data-reachable-from-frontend'));
    expect(causes.map(({ fix }) => fix.patch !== null).sort()).toEqual([false, true]);
    const [mended, left] = [...causes].sort((a) => (a.fix.patch === null ? 1 : -1));
    expect([mended?.services, left?.services]).toEqual([
      ['shop/proxy', 'shop/db'],
      ['shop/proxy', 'shop/files'],
    ]);
    expect(left?.fix.caveat).toContain('it would keep `proxy` from `files`, which it may use');
  });

  test('has an id and findings of its own in each part', () => {
    const { causes, findings } = reportOn(SHOP);
    expect(new Set(causes.map(({ id }) => id)).size).toBe(causes.length);
    for (const { id, findings: own } of causes)
      expect(
        findings
          .filter(({ cause }) => cause === id)
          .map(({ fingerprint }) => fingerprint)
          .sort(),
      ).toEqual([...own].sort());
  });
});
