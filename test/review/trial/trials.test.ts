import { describe, expect, test } from 'vitest';
import { fingerprintOf } from '../../../src/review/report/findings.ts';
import type { TriedRevision } from '../../../src/review/trial/trial.ts';
import { trialsOn } from '../../../src/review/trial/trials.ts';
import { rewritten } from '../../../src/fixes/together.ts';
import { judgedOn, replacing } from './judged.ts';

const SHOP = `services:
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
    volumes: [data:/var/lib/postgresql/data]
networks:
  front:
  back:
    internal: true
volumes:
  data:
`;

/** The finding that `proxy` reaches `db`. */
function aimAt({ analysis }: TriedRevision) {
  const [breach] = analysis.breaches.filter(({ rule }) => rule.id === 'data-reachable-from-frontend');
  if (breach === undefined) throw new Error('nothing is found');
  return {
    fingerprints: [fingerprintOf(breach)],
    severity: breach.severity,
    exposed: new Set<string>(),
    freed: new Set<string>(),
    takesBack: false,
  };
}

/** What is said of one change of `SHOP`. */
function tried(old: string, text: string) {
  const judged = judgedOn({ 'compose.yaml': SHOP });
  return trialsOn(judged)([{ files: [replacing(judged, 'compose.yaml', old, text)] }], aimAt(judged));
}

describe('trying patches', () => {
  test('one that ends the finding and harms nothing counts, with the needs that are met after it', () => {
    const best = tried('front, back]\n  web', 'front]\n  web');
    expect(best.kind).toBe('found');
    expect(best.kind === 'found' && best.trial.kept).toBe(1);
  });

  test('one that leaves a file too little to be found as a Compose file does not count', () => {
    const judged = judgedOn({ 'compose.yaml': SHOP, 'stack.yml': 'services:\n  db: { ports: ["5432:5432"] }\n' });
    const [breach] = judged.analysis.breaches.filter(({ rule }) => rule.id === 'data-published');
    const aim = { ...aimAt(judged), fingerprints: breach === undefined ? [] : [fingerprintOf(breach)] };
    const exposed = new Set(['db *', ...aim.exposed]);
    const objections = (text: string): readonly string[] => {
      const files = [replacing(judged, 'stack.yml', '{ ports: ["5432:5432"] }', text)];
      const best = trialsOn(judged)([{ files }], { ...aim, exposed });
      return best.kind === 'none' ? best.objections : [];
    };
    expect(objections('{}')).toEqual(['leave too little in `stack.yml` to be found as a Compose file']);
    expect(objections('{ restart: always }')).toEqual([]);
  });

  test('one that asks for what decides the topology does not count', () => {
    const best = tried('nginx:1.29', '${PROXY:?}');
    expect(best.kind === 'none' ? best.objections.join('; ') : '').toContain('requires the variable PROXY');
  });

  test.each([
    ['one that leaves the finding', 'nginx:1.29', 'nginx:1.30', ['not end it']],
    [
      'one that takes a store from whom it is for',
      'networks: [back]\n    volumes',
      'networks: [other]\n    volumes',
      [
        'keep `web` from `db`, which it names in `DATABASE_URL`',
        'not be understood: The service db uses the network "other", which is not declared. Declare it under the top-level "networks"',
      ],
    ],
    [
      'one that cuts a service off from the store it names',
      'networks: [back]\n    volumes',
      'network_mode: none\n    volumes',
      ['keep `web` from `db`, which it names in `DATABASE_URL`'],
    ],
    [
      'one that closes a port of another service',
      'ports: ["80:80"]\n    networks: [front, back]',
      'networks: [front]',
      ['close port 80/tcp of `proxy`'],
    ],
    [
      'one that leads to something as bad',
      'networks: [front, back]\n  web',
      'networks: [front]\n    pid: "service:db"\n  web',
      ['lead to `data-volume-shared` at `proxy`'],
    ],
    ['one that takes a service away', '  proxy:\n', '  proxy:\n    profiles: [debug]\n', ['not end it']],
    [
      'one that Compose would refuse',
      'networks: [front, back]\n  web',
      'networks: [front, nope]\n  web',
      [
        'not be understood: The service proxy uses the network "nope", which is not declared. Declare it under the top-level "networks"',
      ],
    ],
  ])('%s does not', (_, old, text, objections) => {
    expect(tried(old, text)).toEqual({ kind: 'none', objections });
  });

  test('the first that counts is taken, and what is wrong is said of the first', () => {
    const judged = judgedOn({ 'compose.yaml': SHOP });
    const files = (old: string, text: string) => ({
      files: [replacing(judged, 'compose.yaml', old, text)],
      takesBack: false,
    });
    const useless = files('nginx:1.29', 'nginx:1.30');
    const good = files('front, back]\n  web', 'front]\n  web');
    expect(trialsOn(judged)([useless, good], aimAt(judged))).toMatchObject({ kind: 'found', candidate: good });
    expect(trialsOn(judged)([useless], aimAt(judged))).toEqual({ kind: 'none', objections: ['not end it'] });
    expect(trialsOn(judged)([], aimAt(judged))).toEqual({ kind: 'none', objections: [] });
  });

  test('a variable that the patch asks for is given for the trial, and named', () => {
    const judged = judgedOn({ 'compose.yaml': SHOP });
    const file = replacing(
      judged,
      'compose.yaml',
      'front, back]\n  web',
      'front]\n    environment: ["KEY=${KEY:?}"]\n  web',
    );
    expect(trialsOn(judged)([{ files: [file] }], aimAt(judged))).toMatchObject({
      kind: 'found',
      given: ['KEY'],
    });
  });

  test('projects that the patch does not touch are not loaded again', () => {
    const judged = judgedOn({ 'compose.yaml': SHOP, 'other/compose.yaml': SHOP });
    const reloaded: string[] = [];
    const found = judged.analysis.found.map((project) => ({
      ...project,
      reload: (...how: Parameters<typeof project.reload>) => {
        reloaded.push(project.directory);
        return project.reload(...how);
      },
    }));
    const file = replacing(judged, 'other/compose.yaml', 'nginx:1.29', 'nginx:1.30');
    trialsOn({ ...judged, analysis: { ...judged.analysis, found } })([{ files: [file] }], aimAt(judged));
    expect(reloaded).toEqual(['other']);
  });

  test('who uses a store of which no file tells is kept', () => {
    const silent = SHOP.replace('    environment: { DATABASE_URL: "postgres://db/shop" }\n', '');
    const judged = judgedOn({ 'compose.yaml': silent });
    const file = replacing(judged, 'compose.yaml', '    networks: [back]\n', '    network_mode: none\n');
    expect(trialsOn(judged)([{ files: [file] }], aimAt(judged))).toEqual({
      kind: 'none',
      objections: ['keep `web` from `db`, and no file says who uses it'],
    });
  });

  test('that a console or a job names a store tells of nobody else who uses it', () => {
    const silent = SHOP.replace('    environment: { DATABASE_URL: "postgres://db/shop" }\n', '');
    const others = `  adminer:\n    image: adminer:5\n    environment: { ADMINER_DEFAULT_SERVER: db }\n    networks: [back]\n  migrate:\n    image: ghcr.io/shop/tools:1\n    environment: { DATABASE_URL: "postgres://db/shop" }\n    networks: [back]\n`;
    const judged = judgedOn({ 'compose.yaml': silent.replace('networks:\n  front:', `${others}networks:\n  front:`) });
    const text = 'image: ghcr.io/shop/web:1\n    networks: [front, back]';
    const file = replacing(judged, 'compose.yaml', text, text.replace(', back', ''));
    const best = trialsOn(judged)([{ files: [file] }], aimAt(judged));
    expect(best.kind === 'none' ? best.objections : []).toContain('keep `web` from `db`, and no file says who uses it');
  });

  test('the address of the host is in the code of nobody but who builds it or is given its name', () => {
    const apart = SHOP.replace(
      '    environment: { DATABASE_URL: "postgres://db/shop" }\n    networks: [front, back]\n',
      '',
    )
      .replace('    networks: [back]\n    volumes', '    ports: ["5432:5432"]\n    networks: [back]\n    volumes')
      .replace('internal: true', 'internal: false');
    const objections = (own: string): readonly string[] => {
      const judged = judgedOn({ 'compose.yaml': apart.replace('    image: ghcr.io/shop/web:1\n', own) });
      const published = judged.analysis.breaches.filter(({ rule }) => rule.id === 'data-published');
      const file = replacing(judged, 'compose.yaml', '"5432:5432"', '"127.0.0.1:5432:5432"');
      const exposed = new Set(['db 5432/tcp']);
      const aim = { ...aimAt(judged), fingerprints: published.map(fingerprintOf), exposed };
      const best = trialsOn(judged)([{ files: [file] }], aim);
      return best.kind === 'none' ? best.objections : [];
    };
    const kept = ['keep `web` from `db`, and no file says who uses it'];
    expect(objections('    image: ghcr.io/shop/web:1\n')).toEqual([]);
    expect(objections('    build: .\n')).toEqual(kept);
    expect(objections('    image: ghcr.io/shop/web:1\n    extra_hosts: ["box:host-gateway"]\n')).toEqual(kept);
  });

  test('ports that stand beside the network of the host are those that are wanted', () => {
    const text = 'services:\n  web:\n    image: ghcr.io/shop/web:1\n    network_mode: host\n    ports: ["80:80"]\n';
    const judged = judgedOn({ 'compose.yaml': text });
    const fingerprints = judged.analysis.breaches.filter(({ rule }) => rule.id === 'host-network').map(fingerprintOf);
    const file = replacing(judged, 'compose.yaml', '    network_mode: host\n', '');
    const aim = {
      fingerprints,
      severity: 'high',
      exposed: new Set<string>(),
      freed: new Set<string>(),
      takesBack: false,
    } as const;
    expect(trialsOn(judged)([{ files: [file] }], aim).kind).toBe('found');
  });

  test('a port of the host that somebody names there is not closed', () => {
    const files = {
      'compose.yaml': SHOP,
      'compose.redis.yaml': 'services:\n  cache:\n    image: redis:8\n    ports: ["6379:6379"]\n',
      'compose.tools.yaml':
        'services:\n  tool:\n    image: ghcr.io/shop/tool:1\n    environment: { CACHE_URL: "redis://host.docker.internal:6379" }\n',
    };
    const judged = judgedOn(files);
    const published = judged.analysis.breaches.filter(({ rule }) => rule.id === 'data-published');
    const file = replacing(judged, 'compose.redis.yaml', '"6379:6379"', '"127.0.0.1:6379:6379"');
    const aim = { ...aimAt(judged), fingerprints: published.map(fingerprintOf), exposed: new Set(['cache 6379/tcp']) };
    const best = trialsOn(judged)([{ files: [file] }], aim);
    expect(best.kind === 'none' ? best.objections : []).toContain(
      'keep `tool` from port 6379 of the host, where `cache` answers, and which it names in `CACHE_URL`',
    );
  });

  test('what two share in another place is no more than they shared', () => {
    const service = (name: string) =>
      `  ${name}:\n    image: ghcr.io/shop/${name}:1\n    volumes: ["$FILES/all:/files"]\n`;
    const judged = judgedOn({ 'compose.yaml': `services:\n${service('one')}${service('two')}` });
    const [breach] = judged.analysis.breaches.filter(({ rule }) => rule.id === 'host-path-mounted');
    const before = replacing(judged, 'compose.yaml', '$FILES', '$FILES');
    const file = rewritten('compose.yaml', before.before, before.before.text.replaceAll('$FILES', '${FILES:-.}'));
    const fingerprints = breach === undefined ? [] : [fingerprintOf(breach)];
    expect(
      trialsOn(judged)([{ files: [file] }], { ...aimAt(judgedOn({ 'compose.yaml': SHOP })), fingerprints }).kind,
    ).toBe('found');
  });

  test.each([
    [
      'a capability that was given by name',
      'cap_add: [SYS_ADMIN]',
      'take `SYS_ADMIN` from `db`, which was given to it by name, and no file says whether it can do without',
    ],
    [
      'privileged mode',
      'privileged: true',
      'take `privileged mode` from `db`, which was given to it by name, and no file says whether it can do without',
    ],
    [
      'a mount that its settings name',
      'volumes: ["/:/host:ro"]',
      'take `/host` from `db`, which its settings name, and no file says whether it can do without',
    ],
  ])('%s is not taken away, but where a change brought it', (_, given, objection) => {
    const text = `services:\n  db:\n    image: ghcr.io/shop/agent:1\n    command: --path.rootfs=/host\n    ${given}\n`;
    const judged = judgedOn({ 'compose.yaml': text });
    const fingerprints = judged.analysis.breaches.map(fingerprintOf);
    const file = replacing(judged, 'compose.yaml', `    ${given}\n`, '');
    const aim = { fingerprints, severity: 'low', exposed: new Set<string>(), freed: new Set<string>() } as const;
    expect(trialsOn(judged)([{ files: [file] }], { ...aim, takesBack: false })).toEqual({
      kind: 'none',
      objections: [objection],
    });
    expect(trialsOn(judged)([{ files: [file] }], { ...aim, takesBack: true }).kind).toBe('found');
  });
});
