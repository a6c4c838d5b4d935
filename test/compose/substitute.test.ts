import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { substitute } from '../../src/compose/variables/substitute.ts';
import { behaviourOf } from '../../src/compose/versions/behaviour.ts';

const newest = behaviourOf('5');

const lookup = (name: string): string | undefined =>
  new Map([
    ['A', 'a'],
    ['EMPTY', ''],
  ]).get(name);
const textOf = (template: string): string => substitute(template, lookup, newest).text;

describe('variables in one string', () => {
  it.each([
    ['$A ${A}', 'a a'],
    ['[${B}]', '[]'],
    ['${EMPTY:-d} ${EMPTY-d}', 'd '],
    ['${B:-d} ${B-d}', 'd d'],
    ['${A:+x} ${A+x} ${EMPTY:+x} ${EMPTY+x} ${B+x}', 'x x  x '],
    ['${B:-${A}-${C:-${A}}}', 'a-a'],
    ['$$A $${A} $1 a $ b a$', '$A ${A} $1 a $ b a$'],
    ['${A:-x} {${B:-y}}', 'a {y}'],
  ])('%s gives %s', (template, expected) => {
    expect(substitute(template, lookup, newest)).toMatchObject({ text: expected, problems: [] });
  });

  it.each(['${}', '${A.B}', '${A B}', '${A:=x}', '${A', '${A:-x', '${A:-a\nb}', '${B:-${B.C}}'])(
    '%s is not of a known form',
    (template) => {
      expect(substitute(template, lookup, newest).problems[0]?.kind).toBe('invalid');
    },
  );

  it('an opening brace hides the character behind it, as in Compose', () => {
    expect(textOf('${A:-{{.Name}}}')).toBe('a}');
    expect(textOf('${B:-{{.Name}}}')).toBe('{{.Name}}');
    expect(textOf('${B:-{}}')).toBe('{}');
    expect(substitute('${B:-{}} ${A:-x}', lookup, newest).problems[0]?.kind).toBe('invalid');
  });

  it('a required variable without a value is a problem with its message as written', () => {
    expect(substitute('${B:?set ${C}} ${EMPTY:?} ${EMPTY?}', lookup, newest).problems).toEqual([
      { kind: 'required', name: 'B', message: 'set ${C}' },
      { kind: 'required', name: 'EMPTY', message: '' },
    ]);
  });

  it('a default that is not used is looked into by Compose 2.40 alone', () => {
    expect(substitute('${A:-${B:?needed}}', lookup, behaviourOf('2.40')).problems).toEqual([
      { kind: 'required', name: 'B', message: 'needed' },
    ]);
    expect(substitute('${A:-${B:?needed}} ${B:+${C.D}} ${A:?${C}}', lookup, newest)).toMatchObject({
      problems: [],
      unset: [],
    });
  });

  it('names without value and default are told, in order', () => {
    expect(substitute('$Z ${Y} ${X:-d} ${W:+d} $A', lookup, newest).unset).toEqual(['Z', 'Y']);
  });

  it('values that add up to too much are refused', () => {
    const found = substitute('$V'.repeat(2000), () => 'x'.repeat(1000), newest);
    expect(found.problems).toEqual([{ kind: 'too-long' }]);
    expect(found.text.length).toBeLessThan(1 << 21);
  });

  it('never throws, and costs little, however deep or long the template', () => {
    const started = performance.now();
    for (const part of ['${A:-', '${A:-{', '${A} ', '${A:-x}', '${A:-x} }', '$', '{', '}', '${A:-}\n'])
      substitute(part.repeat(20_000), lookup, newest);
    expect(performance.now() - started).toBeLessThan(5000);
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('$', '{', '}', '${', ':-', '-', '?', '+', 'A', 'B', '\n', ' ', '${A:-${B:+c}}'), {
          maxLength: 30,
        }),
        (parts) => {
          substitute(parts.join(''), lookup, newest);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('text without a dollar sign stays as it is', () => {
    fc.assert(fc.property(fc.string(), (text) => text.includes('$') || textOf(text) === text));
  });

  it('doubled dollar signs give back any text', () => {
    fc.assert(fc.property(fc.string(), (text) => textOf(text.replaceAll('$', '$$$$')) === text));
  });
});
