import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { RULES } from '../../src/rules/index.ts';
import { contextOf } from './violations.ts';

const ABOUT_WALLS =
  /^(isolation|data-reachable|data-published|host-|data-not-persistent|data-volume-shared|volume-crosses)/;

/** `line rule` of what is about isolation and persistence; paths as `from > to`. */
function findingsOf(stack: string): readonly string[] {
  const { context } = contextOf({ 'compose.yaml': readFileSync(`fixtures/guide/${stack}/compose.yaml`, 'utf8') });
  return RULES.filter(({ id }) => ABOUT_WALLS.test(id)).flatMap(({ id, check }) =>
    [...check(context)].map(({ at, path }) => {
      const nodes = path.length === 0 ? [] : [path[0]?.from ?? '', ...path.map(({ to }) => to)];
      return `${String(at.line)} ${id} ${nodes.map((node) => node.replace(/^service:shop\//, '')).join(' > ')}`.trimEnd();
    }),
  );
}

describe("the guide's stacks", () => {
  test.each(['lone-db', 'two-tier', 'db-published-on-loopback'])('%s keeps its walls', (stack) => {
    expect(findingsOf(stack)).toEqual([]);
  });

  test.each([
    ['db-joins-frontend', ['24 data-reachable-from-frontend outside > web > db']],
    ['proxy-joins-backend', ['21 data-reachable-from-frontend outside > proxy > db']],
    ['db-published', ['23 data-published outside > db']],
    ['db-on-host-network', ['22 data-published outside > db', '22 host-network outside > db']],
    ['db-without-volume', ['16 data-not-persistent']],
    ['db-volume-shared', ['18 volume-crosses-isolation report > db', '18 data-volume-shared']],
  ])('%s is found at its line, with the path', (stack, expected) => {
    expect(findingsOf(stack)).toEqual(expected);
  });
});
