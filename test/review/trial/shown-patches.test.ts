import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { overlaid } from '../../../src/fixes/overlaid.ts';
import type { ReviewInput } from '../../../src/review/input.ts';
import { reviewed } from '../../../src/review/review.ts';
import { inputOf } from '../reviewed.ts';

type Files = Readonly<Record<string, string>>;

/** What is wrong with the patches that a report on `head` shows, each applied and judged anew by itself; empty: nothing. */
function faultsOf(input: ReviewInput): readonly string[] {
  const { report, patches } = reviewed(input);
  const errors = new Set(report.diagnostics.map(({ code, message }) => `${code} ${message}`));
  return report.causes.flatMap(({ id, fix, findings, severity }) => {
    const files = patches.get(id) ?? [];
    if (fix.patch === null) return [];
    const names = [...fix.patch.matchAll(/\$\{(\w+):\?\}/gu)].map(([, name = '']) => name);
    const selection = { ...input.head.selection, samples: new Map(names.map((name) => [name, 'x'])) };
    const head = { ...input.head, tree: overlaid(input.head.tree, files), selection };
    const { report: after } = reviewed({ ...input, head }, () => null);
    const left = after.findings.filter(({ fingerprint }) => findings.includes(fingerprint));
    const known = new Set(report.findings.map(({ rule, subject }) => `${rule} ${subject}`));
    const added = after.findings.filter((one) => one.severity === severity && !known.has(`${one.rule} ${one.subject}`));
    const said = after.diagnostics.filter(
      ({ code, message, severity: level }) => level === 'error' && !errors.has(`${code} ${message}`),
    );
    return [
      ...left.map(({ rule }) => `${rule} is left`),
      ...added.map(({ rule, subject }) => `${rule} is new at ${subject}`),
      ...said.map(({ message }) => message),
    ].map((fault) => `${fault}\n${fix.patch ?? ''}`);
  });
}

const SERVICES = [
  '  proxy:\n    image: nginx:1.29\n    ports: ["80:80"]\n',
  '  web:\n    image: ghcr.io/shop/web:1\n    environment: { DATABASE_URL: "postgres://db/shop", CACHE: "redis://cache" }\n',
  '  db:\n    image: postgres:17\n    volumes: [data:/var/lib/postgresql/data]\n',
  '  cache:\n    image: redis:7\n',
  '  admin:\n    image: adminer:4\n',
] as const;
const SETTINGS = [
  '    networks: [front]\n',
  '    networks: [back]\n',
  '    networks: [front, back]\n',
  '    networks:\n      front:\n      back: { aliases: [other] }\n',
  '    network_mode: host\n',
  '    privileged: true\n    networks: [back]\n',
  '',
] as const;
const EXTRAS = [
  '',
  '    expose: ["9"]\n',
  '    cap_add: [SYS_ADMIN]\n',
  '    pid: host\n',
  '    secrets: []\n',
  '    restart: always # stays\n',
] as const;

const stack = fc
  .tuple(
    ...SERVICES.map((text) =>
      fc
        .tuple(fc.constantFrom(...SETTINGS), fc.constantFrom(...EXTRAS))
        .map(([setting, extra]) => text + setting + extra),
    ),
  )
  .chain((services) =>
    fc.tuple(fc.boolean(), fc.boolean()).map(([isInternal, isWindows]) => {
      const text = `services:\n${services.join('')}networks:\n  front:\n  back:${isInternal ? '\n    internal: true' : ''}\nvolumes:\n  data:\n`;
      return isWindows ? text.replaceAll('\n', '\r\n') : text;
    }),
  );

describe('every patch that is shown ends its cause, and nothing is said of the files that was not said before', () => {
  test('of any stack', () => {
    fc.assert(
      fc.property(stack, (text) => {
        expect(faultsOf(inputOf({ 'compose.yaml': text }))).toEqual([]);
      }),
      { numRuns: 25, interruptAfterTimeLimit: 8_000 },
    );
  }, 30_000);

  test('of any change of one', () => {
    fc.assert(
      fc.property(stack, stack, (head, base) => {
        expect(faultsOf(inputOf({ 'compose.yaml': head }, { 'compose.yaml': base }))).toEqual([]);
      }),
      { numRuns: 25, interruptAfterTimeLimit: 8_000 },
    );
  }, 30_000);
});

const SHOP =
  'services:\n  proxy:\n    image: nginx:1.29\n    ports: ["80:80"]\n    networks: [front]\n  web:\n    image: ghcr.io/shop/web:1\n    environment: { DATABASE_URL: "postgres://db/shop" }\n    networks: [front, back]\n  db:\n    image: postgres:17\n    networks: [back]\n    volumes: [data:/var/lib/postgresql/data]\nnetworks:\n  front:\n  back:\n    internal: true\nvolumes:\n  data:\n';
const OPEN = SHOP.replace('networks: [front]', 'networks: [front, back]');

describe('the patch of a change', () => {
  test.each<[name: string, base: Files, head: Files, shown: readonly string[]]>([
    [
      'takes a joined network back',
      { 'compose.yaml': SHOP },
      { 'compose.yaml': OPEN },
      ['-    networks: [front, back]', '+    networks: [front]'],
    ],
    [
      'is of the file with the line',
      { 'compose.yaml': SHOP, 'compose.override.yaml': 'services:\n  db:\n    restart: always\n' },
      {
        'compose.yaml': SHOP,
        'compose.override.yaml':
          'services:\n  db:\n    restart: always\n    ports: ["5432:5432"]\n    networks: [front]\n',
      },
      ['+++ b/compose.override.yaml', '-    networks: [front]'],
    ],
    [
      'takes ways in an added override out',
      { 'compose.yaml': SHOP },
      {
        'compose.yaml': SHOP,
        'compose.override.yaml': 'services:\n  db:\n    restart: always\n    networks: [front]\n',
      },
      ['+++ b/compose.override.yaml', '-    networks: [front]'],
    ],
    [
      'is of an included file',
      { 'compose.yaml': 'include: [shop.yaml]\n', 'shop.yaml': SHOP },
      { 'compose.yaml': 'include: [shop.yaml]\n', 'shop.yaml': OPEN },
      ['+++ b/shop.yaml', '+    networks: [front]'],
    ],
    [
      'is of what a service has by an anchor',
      {
        'compose.yaml': `x-nets: &nets\n  networks: [front]\n${SHOP.replace('    networks: [front]\n', '    <<: *nets\n')}`,
      },
      {
        'compose.yaml': `x-nets: &nets\n  networks: [front, back]\n${SHOP.replace('    networks: [front]\n', '    <<: *nets\n')}`,
      },
      ['-  networks: [front, back]', '+  networks: [front]'],
    ],
    [
      'keeps the line ends of the file',
      { 'compose.yaml': SHOP.replaceAll('\n', '\r\n') },
      { 'compose.yaml': OPEN.replaceAll('\n', '\r\n') },
      ['+    networks: [front]\r\n'],
    ],
  ])('%s', (_, base, head, shown) => {
    const input = inputOf(head, base);
    const { report } = reviewed(input);
    const patches = report.causes.map(({ fix }) => fix.patch ?? '').join('');
    for (const text of shown) expect(patches).toContain(text);
    expect(faultsOf(input)).toEqual([]);
  });
});
