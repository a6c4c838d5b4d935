import { expect, test } from 'vitest';
import { renderMatrix } from '../../src/render/matrix.ts';
import type { Matrix } from '../../src/flows/matrix.ts';
import { HOSTILE } from './hostile.ts';

const matrix: Matrix = {
  schemaVersion: 1,
  services: ['db', 'proxy', 'web'],
  direct: { db: ['web'], proxy: ['web'], web: ['db', 'proxy'] },
  throughHost: { db: ['proxy'], proxy: [], web: ['proxy'] },
  egress: ['proxy', 'web'],
  fromOutside: ['proxy'],
  toHost: ['db'],
  names: {},
  fromHost: ['db', 'proxy', 'web'],
};

test('a small matrix is a grid with numbered columns', () => {
  expect(renderMatrix(matrix, 'text', 100)).toMatchInlineSnapshot(`
    "           O H 1 2 3
    O outside      · ● ·
    H host         ● ● ●
    1 db       · ●   ○ ●
    2 proxy    ● · ·   ●
    3 web      ● · ● ●

    ● directly, ○ over a published port of the host, · not at all. O other machines, H the host and what
    it listens on.
    "
  `);
});

test('in Markdown it is a table', () => {
  expect(renderMatrix(matrix, 'markdown', 100)).toMatchInlineSnapshot(`
    "| from | \`db\` | \`proxy\` | \`web\` | out | host |
    | --- | --- | --- | --- | --- | --- |
    | outside | · | ● | · |  |  |
    | host | ● | ● | ● |  |  |
    | \`db\` |   | ○ | ● | no | yes |
    | \`proxy\` | · |   | ● | yes | no |
    | \`web\` | ● | ● |   | yes | no |

    ● directly, ○ over a published port of the host, · not at all; out: reaches other machines; host: reaches what the host listens on
    "
  `);
});

/** `count` services on a few networks: those of one network reach each other. */
function networked(count: number, networks: number): Matrix {
  const services = Array.from({ length: count }, (_, index) => `service-${index.toString().padStart(2, '0')}`);
  const reached = (index: number): readonly string[] =>
    services.filter((_, other) => other !== index && other % networks === index % networks);
  return {
    ...matrix,
    services,
    direct: Object.fromEntries(services.map((name, index) => [name, reached(index)])),
    throughHost: {},
    egress: services,
    fromOutside: ['service-00'],
    toHost: services,
    fromHost: services,
  };
}

test('fifty services are a grid at 140 columns, those that reach the same beside each other', () => {
  const lines = renderMatrix(networked(50, 3), 'text', 140).split('\n');
  expect(lines.filter((line) => /^ *\d+ service-/u.test(line))).toHaveLength(50);
  expect(lines.filter((line) => line.length > 140)).toEqual([]);
  const order = lines.flatMap((line) => /service-(\d+)/u.exec(line)?.[1] ?? []).map((number) => Number(number) % 3);
  expect(order.filter((kind, index) => kind !== order[index - 1]).length).toBeLessThanOrEqual(4);
});

test('more than the width takes are groups that reach the same', () => {
  expect(renderMatrix(networked(60, 2), 'text', 40)).toMatchInlineSnapshot(`
    "                  O H 1 2 3
    O outside             ● · ·
    H host                ● ● ●
    1 service-00      ● ●   · ●
    2 service-01 +29  ● ● · ● ·
    3 service-02 +28  ● ● ● · ●

    service-01 +29: service-01, service-03,
    service-05, service-07, service-09,
    service-11, service-13, service-15,
    service-17, service-19, service-21,
    service-23, service-25, service-27,
    service-29, service-31, service-33,
    service-35, service-37, service-39,
    service-41, service-43, service-45,
    service-47, service-49, service-51,
    service-53, service-55, service-57,
    service-59
    service-02 +28: service-02, service-04,
    service-06, service-08, service-10,
    service-12, service-14, service-16,
    service-18, service-20, service-22,
    service-24, service-26, service-28,
    service-30, service-32, service-34,
    service-36, service-38, service-40,
    service-42, service-44, service-46,
    service-48, service-50, service-52,
    service-54, service-56, service-58

    ● directly, ○ over a published port of
    the host, · not at all. O other
    machines, H the host and what it listens
    on.
    "
  `);
});

test('groups that are too many are listed', () => {
  const chain = networked(60, 60);
  const direct = Object.fromEntries(chain.services.map((name, index) => [name, chain.services.slice(index + 1)]));
  expect(
    renderMatrix({ ...chain, direct }, 'text', 40)
      .split('\n')
      .slice(0, 4),
  ).toEqual([
    'outside',
    '  directly: service-00',
    'host',
    expect.stringContaining('  directly: service-00, service-01'),
  ]);
});

test('hostile names are text', () => {
  for (const text of HOSTILE) {
    const odd: Matrix = {
      ...matrix,
      services: [text],
      direct: { [text]: [text] },
      throughHost: {},
      egress: [text],
      fromOutside: [],
      toHost: ['db'],
      names: {},
      fromHost: [],
    };
    for (const format of ['text', 'markdown'] as const)
      expect(renderMatrix(odd, format, 100)).not.toMatch(/[\p{Cf}\p{Cs}]|(?!\n)\p{Cc}/u);
  }
});

test('nothing is said as such', () => {
  expect(renderMatrix({ ...matrix, services: [] }, 'text', 100)).toBe('There is no service.\n');
});
