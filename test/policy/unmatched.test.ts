import { expect, test } from 'vitest';
import { parsePolicy } from '../../src/policy/parse.ts';
import { unmatchedAssumptions } from '../../src/policy/unmatched.ts';
import { contextOf } from '../rules/violations.ts';

const COMPOSE = `
services:
  ledger: { image: 'registry.example/our-postgres:3', networks: [vault, back] }
networks: { vault: { external: true, name: real-vault }, back: }
`;

function told(text: string): readonly string[] {
  const { policy, diagnostics } = parsePolicy(text, 'bulkhead.yaml', []);
  expect(diagnostics).toEqual([]);
  const { topology } = contextOf({ 'compose.yaml': COMPOSE }, policy).context;
  return unmatchedAssumptions(policy, [topology]).map(
    ({ at, message }) => `${String(at.line)}:${String(at.column)} ${message}`,
  );
}

test('what the policy says of services, images and networks that are there is not complained about', () => {
  expect(
    told(`
zones: { data: { services: [ledger, shop/led*], images: ['*/our-postgres', registry.example/our-postgres] } }
listens: { ledger: [5432], shop/ledger: [5432] }
external-networks: { real-vault: { internal: true } }
`),
  ).toEqual([]);
});

test('what it says of others is told at its place, with the name that was probably meant', () => {
  expect(
    told(`zones:
  data: { services: [legder, other/ledger], images: ['our-mysql'] }
listens: { 'ledger*': [5432] }
external-networks: { real-valt: {}, vault: {}, shop_back: {} }
`),
  ).toMatchInlineSnapshot(`
    [
      "2:22 \`zones\` names service "legder", but no project has it. Did you mean "ledger"?",
      "2:30 \`zones\` names service "other/ledger", but no project has it. Did you mean "shop/ledger"?",
      "2:54 \`zones\` names image "our-mysql", but no service runs one like it. Correct the pattern or take it out.",
      "3:12 \`listens\` names service "ledger*", but no project has it. Did you mean "ledger"?",
      "4:22 \`external-networks\` names network "real-valt", but no service joins one of that real name. Did you mean "real-vault"?",
      "4:37 \`external-networks\` names network "vault", but no service joins one of that real name. Correct the name or take it out.",
      "4:48 \`external-networks\` names network "shop_back", which a project here creates, so that its file says what it is like. Take it out.",
    ]
  `);
});
