import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { yamlScalar } from '../../src/words/yaml-text.ts';

describe('a scalar is read as the text that it was, by readers of YAML 1.1 and 1.2, in every place', () => {
  test.each(['1.1', '1.2'] as const)('YAML %s', (version) => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom(...'aZ_09.,/-~=<&*?!|>%@#:[]{}\'"` \n\t\u0085\u2028\ufeff\uffff') }),
      fc.constantFrom(
        'no',
        'NULL',
        'True',
        'y',
        '~',
        '.inf',
        '1_0',
        '0x1',
        '1:30',
        '2026-01-01',
        '=',
        '<<',
        'a, b',
        './a',
        '/',
      ),
    );
    fc.assert(
      fc.property(text, (written) => {
        const scalar = yamlScalar(written);
        expect(
          parse(`a: ${scalar}\nb:\n  - ${scalar} # c\nc: [x, ${scalar}]\nd: { e: ${scalar} }\n`, { version }),
        ).toEqual({
          a: written,
          b: [written],
          c: ['x', written],
          d: { e: written },
        });
      }),
      { numRuns: 2000 },
    );
  });
});

test.each([
  ['app-db', 'app-db'],
  ['./data/db', './data/db'],
  ['/var/lib', '/var/lib'],
  ['kept behind the gateway', 'kept behind the gateway'],
  ['no', '"no"'],
  ['null', '"null"'],
  ['a, b', '"a, b"'],
  ['5432', '"5432"'],
])('%s is written %s', (text, written) => {
  expect(yamlScalar(text)).toBe(written);
});
