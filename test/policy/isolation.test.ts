import { describe, expect, test } from 'vitest';
import { breachesOf } from '../../src/policy/breaches.ts';
import { separates, unmatchedSelectors } from '../../src/policy/isolation.ts';
import { parsePolicy } from '../../src/policy/parse.ts';
import { contextOf } from '../rules/violations.ts';

const COMPOSE = `
services:
  web: { image: nginx, networks: [front], labels: { tier: public } }
  gateway: { image: gate, networks: [front, back] }
  db: { image: postgres, networks: [back] }
networks: { front: { name: real-front }, back: }
`;

const { topology } = contextOf({ 'compose.yaml': COMPOSE }).context;

function policyWith(...rules: readonly string[]) {
  const text = `isolation:\n${rules.map((rule, index) => `  - { name: wall-${String(index)}, ${rule} }\n`).join('')}`;
  const { policy, diagnostics } = parsePolicy(text, 'bulkhead.yaml', []);
  expect(diagnostics).toEqual([]);
  return policy;
}

function isApart(rule: string, from: string, to: string): boolean {
  return separates(policyWith(rule), topology, `service:shop/${from}`, `service:shop/${to}`);
}

describe('services are separated', () => {
  test.each([
    'from: { service: web }, to: { service: db }',
    'from: { service: shop/w* }, to: { service: "*/db" }',
    'from: { zone: edge }, to: { zone: data }',
    'from: { network: front }, to: { network: back }',
    'from: { network: real-front }, to: { network: shop_back }',
    'from: { label: tier }, to: { project: shop }',
    'from: { label: tier=public }, to: any',
    'from: { label: tier=pub* }, to: any',
    'from: { label: "t*" }, to: any',
    'from: any, to: { service: db }',
  ])('by %s', (rule) => {
    expect(isApart(rule, 'web', 'db')).toBe(true);
  });

  test.each([
    'from: { label: tier=private }, to: any',
    'from: outside, to: any',
    'from: any, to: host',
    'from: { service: db }, to: { service: web }',
  ])('not by %s', (rule) => {
    expect(isApart(rule, 'web', 'db')).toBe(false);
  });

  test('never from themselves, nor from a gateway between them', () => {
    const rule = 'from: any, to: { service: db }, via: [gateway]';
    expect(isApart(rule, 'db', 'db')).toBe(false);
    expect(isApart(rule, 'gateway', 'db')).toBe(false);
    expect(isApart(rule, 'web', 'db')).toBe(true);
  });
});

test('a wall between a service and itself is told at the rule, one between stacks that are apart is not', () => {
  const { topology: other } = contextOf({ 'compose.yaml': 'services: { ci: { image: x } }' }).context;
  const policy = policyWith(
    'from: { service: db }, to: { service: "d*" }',
    'from: { service: ci }, to: { service: db }',
    'from: { service: db }, to: outside',
  );
  expect(
    unmatchedSelectors(policy, [topology, other]).map(({ at, message }) => `${String(at.line)} ${message}`),
  ).toEqual([
    '2 Isolation rule "wall-0" guards nothing: `from` and `to` mean the same one service. Change one of them, or remove the rule.',
  ]);
});

test('a gateway may do in one hop what a wall forbids to others', () => {
  const direct = (via: string) => {
    const policy = policyWith(`from: any, to: { service: db }, reach: direct${via}`);
    const { topology, flows } = contextOf({ 'compose.yaml': COMPOSE }, policy).context;
    return policy.isolation.flatMap((rule) => [...breachesOf(rule, topology, flows)]).length;
  };
  expect(direct('')).toBe(1);
  expect(direct(', via: [gateway]')).toBe(0);
});

test('a wall that stands nowhere is told at its line', () => {
  const policy = policyWith(
    'from: { zone: frontend }, to: { service: payments }, via: [gateway, proxy]',
    'from: outside, to: { network: bakc }',
    'from: { label: scope=pci }, to: any',
  );
  expect(
    unmatchedSelectors(policy, [topology]).map(
      ({ at, severity, message }) => `${String(at.line)}:${String(at.column)} ${severity}: ${message}`,
    ),
  ).toMatchInlineSnapshot(`
    [
      "2:27 warning: Isolation rule "wall-0" guards nothing: there is no service in zone \`frontend\`. Correct it, or remove the rule.",
      "2:51 warning: Isolation rule "wall-0" guards nothing: there is no service \`payments\`. Correct it, or remove the rule.",
      "2:89 warning: Isolation rule "wall-0" lets pass through \`proxy\`, but there is no such service. Correct it, or remove the rule.",
      "3:40 warning: Isolation rule "wall-1" guards nothing: there is no service on network \`bakc\`. Did you mean "back"?",
      "4:27 warning: Isolation rule "wall-2" guards nothing: there is no service with label \`scope=pci\`. Correct it, or remove the rule.",
    ]
  `);
});
