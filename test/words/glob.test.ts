import { expect, test } from 'vitest';
import { matchesGlob } from '../../src/words/glob.ts';

test.each([
  ['test/**', 'test/a/compose.yaml', true],
  ['test/**', 'tests/compose.yaml', false],
  ['test', 'test/a/compose.yaml', true],
  ['./test/', 'test/a/compose.yaml', true],
  ['**/fixtures', 'a/b/fixtures/compose.yaml', true],
  ['**/fixtures/**', 'fixtures/compose.yaml', true],
  ['**/fixtures/**', 'my-fixtures/compose.yaml', false],
  ['*.example.yml', 'docker-compose.example.yml', true],
  ['*.example.yml', 'a/docker-compose.example.yml', false],
  ['**/*.example.yml', 'a/docker-compose.example.yml', true],
  ['a/*/compose.yaml', 'a/b/compose.yaml', true],
  ['a/*/compose.yaml', 'a/b/c/compose.yaml', false],
  ['compose.?.yaml', 'compose.a.yaml', true],
  ['*', 'compose.yaml', true],
  ['**', 'a/compose.yaml', true],
  ['', 'compose.yaml', false],
])('%s means %s: %s', (pattern, path, expected) => {
  expect(matchesGlob(pattern, path)).toBe(expected);
});

test('takes no long time for a pattern made to be slow', () => {
  const started = performance.now();
  expect(matchesGlob('**a'.repeat(300), 'a'.repeat(290))).toBe(false);
  expect(performance.now() - started).toBeLessThan(500);
});
