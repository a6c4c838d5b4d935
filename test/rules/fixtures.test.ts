import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { RULES } from '../../src/rules/index.ts';
import { contextOf, violationsOf } from './violations.ts';

const FOLDER = 'fixtures/rules';
const JUDGED = RULES.filter(({ id }) => id !== 'isolation');

describe.each(JUDGED.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const files = readdirSync(`${FOLDER}/${id}`).sort();

  test('has three bad and three good fixtures', () => {
    expect(files.filter((file) => file.endsWith('.bad.yaml')).length).toBeGreaterThanOrEqual(3);
    expect(files.filter((file) => file.endsWith('.good.yaml')).length).toBeGreaterThanOrEqual(3);
    expect(files.filter((file) => !/\.(bad|good)\.yaml$/.test(file))).toEqual([]);
  });

  test.each(files)('%s is reported exactly where it says', (file) => {
    const text = readFileSync(`${FOLDER}/${id}/${file}`, 'utf8');
    const expected = linesOf(text, id);
    const violations = violationsOf(rule, text);
    expect(violations.map(({ at }) => at.line).sort((a, b) => a - b)).toEqual(expected);
    expect(expected.length > 0).toBe(file.endsWith('.bad.yaml'));
  });

  test.each(files)('%s loads without an error', (file) => {
    const { diagnostics } = contextOf({ 'compose.yaml': readFileSync(`${FOLDER}/${id}/${file}`, 'utf8') });
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test.each(files.filter((file) => file.endsWith('.bad.yaml')))(
    '%s names services that exist and flows with lines',
    (file) => {
      const text = readFileSync(`${FOLDER}/${id}/${file}`, 'utf8');
      const { context } = contextOf({ 'compose.yaml': text });
      for (const violation of rule.check(context)) {
        expect(violation.services.filter((service) => !context.topology.services.has(service))).toEqual([]);
        expect(violation.path.filter(({ evidence }) => evidence.length === 0)).toEqual([]);
        expect(violation.message).toMatch(/^[^\n]+\.$/);
        expect(violation.fix.summary).toMatch(/\.$/);
      }
    },
  );
});

/** Lines that carry `# finding: ID`, counted from 1. */
function linesOf(text: string, id: string): readonly number[] {
  return text.split('\n').flatMap((line, index) => (line.endsWith(`# finding: ${id}`) ? [index + 1] : []));
}
