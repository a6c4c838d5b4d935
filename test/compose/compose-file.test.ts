import { describe, expect, test } from 'vitest';
import { lookedAt, mayBeCompose, namedAs } from '../../src/compose/compose-file.ts';

describe('the name of a file', () => {
  test.each([
    ['compose.yaml', 'compose'],
    ['a/docker-compose.prod.yml', 'compose'],
    ['docker-compose-prod.yml', 'compose'],
    ['shop.compose.yml', 'compose'],
    ['compose2.yml', 'perhaps'],
    ['deploy/stack.yml', 'perhaps'],
    ['docker-stack.prod.yml', 'perhaps'],
    ['.github/workflows/compose.yml', 'other'],
    ['recomposed.yml', 'other'],
    ['compose.ts', 'other'],
    ['infra/shop.yml', 'other'],
  ])('%s: %s', (path, expected) => {
    expect(namedAs(path)).toBe(expected);
  });

  test.each([
    ['infra/shop.yml', true],
    ['prod.compose', true],
    ['docker-compose.yml.tmpl', true],
    ['deploy/prod', true],
    ['src/compose.ts', false],
    ['README.md', false],
  ])('a change of %s is looked at: %s', (path, expected) => {
    expect(mayBeCompose(path)).toBe(expected);
  });
});

describe('the content of a file', () => {
  const kinds = (text: string) => [lookedAt(text, 'compose').kind, lookedAt(text, 'other').kind];

  test.each([
    ['services: { db: { image: postgres } }', 'compose', 'compose'],
    ['x-a: &a { image: b }\nservices: { db: { <<: *a, ports: ["1:1"] } }', 'compose', 'compose'],
    ['include: [a.yml]', 'compose', 'compose'],
    ['include: [{ path: a.yml }]', 'compose', 'compose'],
    ['services: { db: { image: postgres, unknown: 1 } }', 'compose', 'other'],
    ['replicas: 2\nservices: { db: { image: postgres } }', 'compose', 'other'],
    ['services: [', 'broken', 'broken'],
    [`services: ${'['.repeat(500)}${']'.repeat(500)}`, 'broken', 'broken'],
    [`x: &x [${'1,'.repeat(200)}]\ny: [${'*x,'.repeat(2000)}]\nservices: {}`, 'broken', 'broken'],
    ['services: [postgres]', 'other', 'other'],
    ['include: [{ local: /a.yml }]', 'other', 'other'],
    ['services: { _defaults: { autowire: true }, App\\A: ~ }', 'compose', 'other'],
    ['jobs: { a: { services: { db: { image: postgres } } } }', 'other', 'other'],
    ['apiVersion: v1\nservices: { a: { image: b } }', 'other', 'other'],
    ['image: postgres', 'other', 'other'],
  ])('%s', (text, named, unnamed) => {
    expect(kinds(text)).toEqual([named, unnamed]);
  });

  test('tells its services', () => {
    expect(lookedAt('services: { a: {}, b: {} }', 'compose').services).toEqual(['a', 'b']);
  });
});
