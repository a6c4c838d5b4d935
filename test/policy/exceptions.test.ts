import { describe, expect, test } from 'vitest';
import { exceptionFor, staleExceptions, type Excepted } from '../../src/policy/exceptions.ts';
import { parsePolicy } from '../../src/policy/parse.ts';

const RULES = ['data-published', 'data-reachable-from-frontend'];

const FINDING: Excepted = {
  rule: 'data-reachable-from-frontend',
  project: 'shop',
  subject: 'nginx',
  services: ['shop/nginx', 'shop/redis'],
  path: [
    { from: 'outside', to: 'shop/nginx' },
    { from: 'shop/nginx', to: 'shop/redis' },
  ],
};

function exceptions(...lines: readonly string[]) {
  const text = `exceptions:\n${lines.map((line) => `  - { because: it is meant to be, ${line} }\n`).join('')}`;
  const { policy, diagnostics } = parsePolicy(text, 'bulkhead.yaml', RULES);
  expect(diagnostics).toEqual([]);
  return policy.exceptions;
}

function allows(line: string, finding: Excepted = FINDING, today = '2026-11-24'): boolean {
  return exceptionFor(exceptions(`rule: ${finding.rule}, ${line}`), finding, today) !== null;
}

describe('an exception', () => {
  test('is about findings of its rule only', () => {
    expect(exceptionFor(exceptions('rule: data-published'), FINDING, '2026-11-24')).toBeNull();
    expect(exceptionFor(exceptions('rule: data-reachable-from-frontend'), FINDING, '2026-11-24')).not.toBeNull();
  });

  test.each([
    ['project: shop', true],
    ['project: other', false],
    ['subject: nginx', true],
    ['subject: shop/ng*', true],
    ['subject: redis', false],
    ['from: nginx, to: redis', true],
    ['from: shop/nginx, to: shop/redis', true],
    ['from: outside', true],
    ['from: redis, to: nginx', false],
    ['from: redis', false],
    ['to: nginx', false],
    ['from: api, to: redis', false],
    ['to: "*"', true],
  ])('{ %s } is about it: %s', (line, expected) => {
    expect(allows(line)).toBe(expected);
  });

  test('names who takes part where a finding has no path', () => {
    const finding = { ...FINDING, path: [] };
    expect(allows('from: nginx, to: redis', finding)).toBe(true);
    expect(allows('from: api', finding)).toBe(false);
  });

  test('holds up to and including its last day', () => {
    expect(allows('until: 2027-03-31', FINDING, '2027-03-31')).toBe(true);
    expect(allows('until: 2027-03-31', FINDING, '2027-04-01')).toBe(false);
  });

  test('is told when it has ended or nothing needs it any more', () => {
    const all = exceptions(
      'rule: data-published',
      'rule: data-reachable-from-frontend, until: 2026-11-23',
      'rule: data-reachable-from-frontend, until: 2026-11-24',
    );
    const told = staleExceptions(all, [FINDING], '2026-11-24', false);
    expect(told.map(({ at, severity, message }) => `${String(at.line)} ${severity}: ${message}`))
      .toMatchInlineSnapshot(`
        [
          "2 warning: No finding of \`data-published\` needs this exception. Remove it, or it allows the next one unseen.",
          "3 warning: This exception of \`data-reachable-from-frontend\` ended on 2026-11-23: its finding is back. Fix that, or give it another day. Its reason was: it is meant to be",
        ]
      `);
  });
});
