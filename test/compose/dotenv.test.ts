import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRawEnv } from '../../src/compose/variables/dotenv/raw.ts';
import { parseDotenv } from '../../src/compose/variables/dotenv/dotenv.ts';
import { behaviourOf } from '../../src/compose/versions/behaviour.ts';

const newest = behaviourOf('5');

const values = (text: string, environment: Record<string, string> = {}): Record<string, string> =>
  Object.fromEntries(
    [...parseDotenv(text, '.env', (name) => environment[name], newest).values].map(([name, { value }]) => [
      name,
      value,
    ]),
  );

const refusal = (text: string): string[] =>
  parseDotenv(text, '.env', () => undefined, newest).diagnostics.map(
    ({ code, message, at }) => `${at.line}:${at.column} ${code}: ${message}`,
  );

describe('.env files', () => {
  it.each([
    ['A=1\nB=two words  \nC=\n', { A: '1', B: 'two words', C: '' }],
    ['A = 1\nB= 2\nC =3', { A: '1', B: '2', C: '3' }],
    ['A: 1\nB: "two"\n', { A: '1', B: 'two' }],
    ['export A=1\nexport\tB=2\nexport_C=3', { A: '1', B: '2', export_C: '3' }],
    ['\uFEFFA=1\r\n\r\n# c\r\n\tB=2\r\n', { A: '1', B: '2' }],
    ['A=a=b\nB==x\nC=postgres://u:p@h/d?x=y', { A: 'a=b', B: '=x', C: 'postgres://u:p@h/d?x=y' }],
    ['A=1 # c\nB=1# c\nC=#c\nD="1 # c" # d\nE=\'x#y\' # z', { A: '1', B: '1# c', C: '#c', D: '1 # c', E: 'x#y' }],
    ['A="one\ntwo"\nB=\'three\nfour\'\nC=5', { A: 'one\ntwo', B: 'three\nfour', C: '5' }],
    ['A="a\\tb\\n\\"c\\" \\x07 \\u12e4 \\0101 \\q"', { A: 'a\tb\n"c" \\x07 \\u12e4 A \\q' }],
    ["A='a\\n $B Let\\'s'", { A: "a\\n $B Let's" }],
    ['A="ends in \\\\"\nB=2', { A: 'ends in \\', B: '2' }],
    ['A=1\nB=${A}2\nC="$B-3"\nD=\'$B\'\nE=${X:-d}', { A: '1', B: '12', C: '12-3', D: '$B', E: 'd' }],
    ['A=$$x\nB="\\$x"', { A: '$x', B: '$x' }],
    [
      'VAR.WITH.DOTS=1\nVAR-WITH-DASHES=2\n456=3\nÀ=4',
      { 'VAR.WITH.DOTS': '1', 'VAR-WITH-DASHES': '2', '456': '3', À: '4' },
    ],
    ['A=1\nA=2', { A: '2' }],
    ['', {}],
  ])('%j', (text, expected) => {
    expect(values(text)).toEqual(expected);
  });

  it('a key alone is passed on from the environment, or is not there', () => {
    expect(values('A\nB\nC=1', { A: 'outer' })).toEqual({ A: 'outer', C: '1' });
  });

  it('variables take the environment before the file', () => {
    expect(values('A=1\nB=$A', { A: 'outer' })).toEqual({ A: '1', B: 'outer' });
  });

  it('every value has the place of its key', () => {
    const { values: found } = parseDotenv('A=1\n# c\n  B="x\ny"\nC=3', 'x/.env', () => undefined, newest);
    expect([...found.values()].map(({ at }) => at)).toEqual([
      { file: 'x/.env', line: 1, column: 1 },
      { file: 'x/.env', line: 3, column: 3 },
      { file: 'x/.env', line: 5, column: 1 },
    ]);
  });

  it('variables that nothing sets are told', () => {
    expect(parseDotenv('A=$X', '.env', () => undefined, newest).unset).toEqual([
      { value: 'X', at: { file: '.env', line: 1, column: 1 } },
    ]);
  });

  it('what Compose refuses is an error at its place that shows no value', () => {
    expect(['A=1\nB C=secret', 'A="secret', 'A=1\n(=secret', 'A=${B:?missing}', 'A=se$cret ${B.C}'].flatMap(refusal))
      .toMatchInlineSnapshot(`
      [
        "2:1 env-file-syntax: A name in an env file cannot hold a space. Write KEY=value, one on each line.",
        "1:1 env-file-syntax: The quote that the value of A begins with is not closed.",
        "2:1 env-file-syntax: The name of a variable cannot hold "(". Write KEY=value, one on each line.",
        "1:1 env-file-syntax: The value of A requires the variable B, which is not set: missing.",
        "1:1 env-file-syntax: The value of A uses a variable in a form that Compose does not know. Write $$ for a dollar sign, or put the value in single quotes.",
      ]
    `);
  });

  it('what stands before an error is there', () => {
    expect(values('A=1\n(=2\nB=3')).toEqual({ A: '1' });
  });

  it('values that stand for each other do not fill the memory', () => {
    const lines = [
      'A0=xxxxxxxxxx',
      ...Array.from({ length: 20 }, (_, index) => `A${index + 1}=${`$A${index}`.repeat(10)}`),
    ];
    expect(refusal(lines.join('\n'))[0]).toContain('too long');
  });

  it('any value in single quotes comes back', () => {
    const text = fc.string({ unit: 'binary' }).filter((value) => !/['\\]/.test(value));
    fc.assert(fc.property(text, (value) => values(`A='${value}'\nB=1`)['A'] === value));
  });

  it('any value in double quotes comes back, escaped', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        (value) => values(`A="${value.replace(/[\\"$]/g, '\\$&')}"\nB=1`)['A'] === value,
      ),
    );
  });

  it('never throws, and costs little', () => {
    const started = performance.now();
    expect(refusal(`A=${'$B '.repeat(300_000)}`)).toEqual([]);
    for (const part of ['A=1\n', '   ', '# c\n', 'A="\\"', "A='", 'A', '\n', '\\', 'A=$A$A\n'])
      parseDotenv(part.repeat(300_000), '.env', () => undefined, newest);
    expect(performance.now() - started).toBeLessThan(5000);
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('A', 'export ', '=', ':', '"', "'", '\\', '\n', ' ', '#', '$', '{', '}', 'é', '(')),
        (parts) => void values(parts.join('')),
      ),
      {
        numRuns: 2000,
      },
    );
  });
});

describe('env files with format raw', () => {
  const raw = (text: string) => parseRawEnv(text, 'a.env', (name) => (name === 'OUTER' ? 'o' : undefined));

  it('values stand as they are', () => {
    const { values: found } = raw('A="q" $X # c \n  # comment\n\n B=1=2\nOUTER\nMISSING\n');
    expect([...found]).toEqual([
      ['A', { value: '"q" $X # c ', at: { file: 'a.env', line: 1, column: 1 } }],
      ['B', { value: '1=2', at: { file: 'a.env', line: 4, column: 2 } }],
      ['OUTER', { value: 'o', at: { file: 'a.env', line: 5, column: 1 } }],
    ]);
  });

  it('a name with a space, or none, is an error', () => {
    expect(['A B=1', '=1'].flatMap((text) => raw(text).diagnostics.map(({ code }) => code))).toEqual([
      'env-file-syntax',
      'env-file-syntax',
    ]);
  });
});
