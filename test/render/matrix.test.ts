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
  expect(renderMatrix(matrix, 'text')).toMatchInlineSnapshot(`
    "from       1 2 3 out host
      outside  · ● ·
      the host ● ● ●
    1 db         ○ ● no  yes
    2 proxy    ·   ● yes no
    3 web      ● ●   yes no

    ● directly, ○ over a published port of the host, · not at all; out: reaches other machines; host: reaches what the host listens on
    "
  `);
});

test('in Markdown it is a table', () => {
  expect(renderMatrix(matrix, 'markdown')).toMatchInlineSnapshot(`
    "| from | \`db\` | \`proxy\` | \`web\` | out | host |
    | --- | --- | --- | --- | --- | --- |
    | outside | · | ● | · |  |  |
    | the host | ● | ● | ● |  |  |
    | \`db\` |   | ○ | ● | no | yes |
    | \`proxy\` | · |   | ● | yes | no |
    | \`web\` | ● | ● |   | yes | no |

    ● directly, ○ over a published port of the host, · not at all; out: reaches other machines; host: reaches what the host listens on
    "
  `);
});

test('many services are listed', () => {
  const services = Array.from({ length: 40 }, (_, index) => `s${index.toString().padStart(2, '0')}`);
  const large: Matrix = {
    ...matrix,
    services,
    direct: { s00: ['s01', 's02'] },
    throughHost: {},
    egress: ['s00'],
    fromOutside: ['s00'],
    toHost: ['db'],
    names: {},
    fromHost: [],
  };
  expect(renderMatrix(large, 'text').split('\n').slice(0, 6)).toEqual([
    'outside',
    '  directly: s00',
    'the host',
    '  directly: nothing',
    's00',
    '  directly: s01, s02',
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
      expect(renderMatrix(odd, format)).not.toMatch(/[\p{Cf}\p{Cs}]|(?!\n)\p{Cc}/u);
  }
});

test('nothing is said as such', () => {
  expect(renderMatrix({ ...matrix, services: [] }, 'text')).toBe('There is no service.\n');
});
