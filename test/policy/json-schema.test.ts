import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { schemaOf } from '../../src/policy/shape/json-schema.ts';
import { parsePolicy } from '../../src/policy/parse.ts';
import { RULES } from '../../src/rules/index.ts';

const ids = RULES.map(({ id }) => id);
const accepts = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schemaOf(ids));

describe('the JSON Schema of the policy', () => {
  test('is the published one', () => {
    expect(JSON.parse(readFileSync('bulkhead.schema.json', 'utf8'))).toEqual(schemaOf(ids));
  });

  test.each([
    ['{}', true],
    [readFileSync('fixtures/policy/full.yaml', 'utf8'), true],
    ['isolation: [{ name: a, from: outside, to: { zone: data } }]', true],
    ['isolation: [{ name: a, from: elsewhere, to: { zone: data } }]', false],
    ['isolation: [{ name: a, from: outside, to: { zone: data, service: db } }]', false],
    ['isolation: [{ name: a, from: outside, to: {} }]', false],
    ['isolation: [{ from: outside, to: any }]', false],
    ['rules: { data-published: off }', true],
    ['rules: { data-publishd: "off" }', false],
    ['exceptions: [{ rule: data-published }]', false],
    ['exceptions: [{ rule: data-published, because: so, until: soon }]', false],
    ['gate: { fail-on: never }', false],
    ['engine: { version: "28" }', true],
    ['engine: { version: latest }', false],
    ['listens: { db: [70000] }', false],
    ['listen: { db: [5432] }', false],
    ['host: { shared: yes please }', false],
  ])('agrees with what is read: %s', (text, isRight) => {
    const { diagnostics } = parsePolicy(text, 'bulkhead.yaml', ids);
    expect(diagnostics.some(({ severity }) => severity === 'error')).toBe(!isRight);
    expect(accepts(parse(text))).toBe(isRight);
  });
});
