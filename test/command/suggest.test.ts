import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder, git, repository } from './repository.ts';
import { bulkhead } from './terminal.ts';

const FLAT = `services:
  proxy:
    image: nginx:1.29 # the front
    ports: ["80:80"]
  web:
    image: ghcr.io/shop/web:1
    environment:
      DATABASE_URL: postgres://db/shop
      REDIS_URL: redis://cache
  worker:
    image: ghcr.io/shop/worker:1
    environment: { DATABASE_URL: "postgres://db/shop" }
  db:
    image: postgres:17
    ports: ["5432:5432"]
  cache:
    image: redis:8
  adminer:
    image: adminer:5
    environment: { ADMINER_DEFAULT_SERVER: db }
    ports: ["8080:8080"]
`;

const text = (place: string): string => readFileSync(join(place, 'compose.yaml'), 'utf8');
const direct = async (place: string): Promise<Readonly<Record<string, readonly string[]>>> =>
  (
    JSON.parse((await bulkhead(['matrix', '--format', 'json'], place)).printed) as {
      readonly direct: Readonly<Record<string, readonly string[]>>;
    }
  ).direct;

interface Told {
  readonly patch: string;
  readonly networks: readonly {
    readonly name: string;
    readonly members: readonly string[];
    readonly internal: boolean;
  }[];
  readonly excess: Readonly<Record<'before' | 'after', { readonly data: number; readonly consoles: number }>>;
  readonly needs: readonly { readonly from: string; readonly to: string; readonly where: string | null }[];
  readonly left: readonly { readonly service: string; readonly why: string }[];
}

const told = async (place: string): Promise<Told> =>
  JSON.parse((await bulkhead(['suggest', '--format', 'json'], place)).printed) as Told;

describe('bulkhead suggest', () => {
  test('prints one patch after which each store is reached by those who need it alone', async () => {
    const place = repository({ 'compose.yaml': FLAT });
    const { exitCode, printed, complained } = await bulkhead(['suggest'], place);
    expect(exitCode).toBe(0);
    expect(complained).toMatch(
      /\d+ connections to data stores and consoles that nobody is known to need go, 0 of \d+ are left/u,
    );
    expect(text(place)).toBe(FLAT);
    writeFileSync(join(place, 'walls.patch'), printed);
    git(place, 'apply', 'walls.patch');
    const reach = await direct(place);
    const to = (target: string): readonly string[] =>
      Object.keys(reach).filter((from) => reach[from]?.includes(target));
    expect(to('db')).toEqual(['adminer', 'web', 'worker']);
    expect(to('cache')).toEqual(['web']);
    expect(to('web')).toEqual(['cache', 'db', 'proxy', 'worker']);
    expect(text(place)).toContain('127.0.0.1:5432:5432');
    expect(text(place)).toContain('nginx:1.29 # the front');
  });

  test('suggests nothing more when asked again', async () => {
    const place = folder({ 'compose.yaml': FLAT });
    expect((await bulkhead(['suggest', '--write'], place)).printed).toMatch(/^changed compose\.yaml\n/u);
    const again = await bulkhead(['suggest'], place);
    expect(again.printed).toBe('');
    expect(again.complained).toContain('Nothing to suggest');
  });

  test('keeps networks that are there, and takes off who is on one without need where that costs less', async () => {
    const place = folder({
      'compose.yaml': `services:
  proxy:
    image: nginx:1.29
    ports: ["80:80"]
    networks: [front, back]
  web:
    image: ghcr.io/shop/web:1
    environment: { DATABASE_URL: "postgres://db/shop" }
    networks: [front, back]
  db:
    image: postgres:17
    networks: [back]
networks:
  front:
  back:
`,
    });
    const { patch, networks } = await told(place);
    expect(networks).toEqual([]);
    expect(patch.split('\n').filter((line) => /^[-+][^-+]/u.test(line))).toEqual([
      '-    networks: [front, back]',
      '+    networks: [front]',
    ]);
  });

  test('keeps whoever may use a store, and says that it is a guess', async () => {
    const place = folder({
      'compose.yaml': `services:
  proxy: { image: "nginx:1.29", ports: ["80:80"] }
  web:
    image: ghcr.io/shop/web:1
    environment: { DATABASE_URL: "\${DATABASE_URL}" }
  db: { image: "postgres:17" }
`,
    });
    const { needs, excess, networks } = await told(place);
    expect(needs).toContainEqual(
      expect.objectContaining({ to: expect.stringMatching(/\/db$/u) as string, where: null }),
    );
    expect(excess.after.data).toBe(0);
    expect(networks).toMatchObject([{ name: 'db', internal: true }]);
  });

  test('leaves a store that cannot be moved, and says why', async () => {
    const place = folder({
      'compose.yaml': `services:
  proxy: { image: "nginx:1.29", ports: ["80:80"] }
  db: { image: "postgres:17", network_mode: host }
`,
    });
    const { left, patch } = await told(place);
    expect(patch).toBe('');
    expect(left).toMatchObject([{ why: 'uses the network of the host' }]);
  });

  test('as Markdown it has both pictures, the patch and the needs', async () => {
    const place = folder({ 'compose.yaml': FLAT });
    const { printed } = await bulkhead(['suggest', '--format', 'markdown'], place);
    expect(printed.match(/```mermaid/gu)).toHaveLength(2);
    expect(printed).toContain('```diff');
    expect(printed).toContain('DATABASE_URL');
  });

  test('takes what the policy and labels say of needs', async () => {
    const stack = `services:
  proxy: { image: "nginx:1.29", ports: ["80:80"] }
  web:
    image: ghcr.io/shop/web:1
    environment: { DATABASE_URL: "postgres://db/shop", REDIS_URL: "redis://cache" }
  report:
    image: ghcr.io/shop/report:1
    labels: { bulkhead.needs: "db" }
  db: { image: "postgres:17" }
  cache: { image: "redis:8" }
`;
    const members = async (place: string): Promise<readonly (readonly string[])[]> =>
      (await told(place)).networks.map((network) => network.members.map((id) => id.slice(id.indexOf('/') + 1)));
    const place = folder({ 'compose.yaml': stack });
    expect(await members(place)).toEqual([
      ['db', 'report', 'web'],
      ['cache', 'web'],
    ]);
    const stated = folder({
      'compose.yaml': stack,
      '.github/bulkhead.yaml': 'needs: { report: [cache], web: ["!cache"] }\n',
    });
    expect(await members(stated)).toEqual([
      ['cache', 'report'],
      ['db', 'report', 'web'],
    ]);
  });
});
