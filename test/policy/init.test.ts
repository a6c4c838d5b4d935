import { expect, test } from 'vitest';
import { breachesOf } from '../../src/policy/breaches.ts';
import { unmatchedSelectors } from '../../src/policy/isolation.ts';
import { firstPolicy } from '../../src/policy/init/init.ts';
import { parsePolicy } from '../../src/policy/parse.ts';
import { contextOf } from '../rules/violations.ts';

const SHOP = `
services:
  proxy: { image: nginx, ports: ['80:80'], networks: [front, corporate] }
  web: { build: web, networks: [front, back] }
  thing: { image: acme/thing, networks: [back] }
  cache-server: { build: cache, networks: [back] }
  db: { image: postgres, networks: [back] }
networks: { front: , back: { internal: true }, corporate: { external: true } }
`;

test('a first policy states what was guessed, what holds and what is not known, with the reason on each line', () => {
  expect(first(SHOP)).toMatchInlineSnapshot(`
    "# yaml-language-server: $schema=schema.json
    # What this repository states about its Compose projects. It is read from the base of a pull request.

    gate:
      fail-on: high # findings at or above this severity fail the check
      scope: new # only what a change adds; "all" also fails on what was there before

    # What these are for is a guess. Move what is wrong, then keep or remove the rest.
    zones:
      app:
        services:
          - thing # nothing in its image, names or ports says otherwise
      data:
        services:
          - cache-server # name cache-server suggests it

    # These hold today; a change that breaks one is a finding.
    isolation:
      - name: front-to-back
        from: { network: front } # today proxy
        to: { network: back } # today cache-server, db, thing
        reach: any # by whatever way
        via: [web] # on both networks
        because: what is on front gets to back only through the services that are on both
      - name: data-stays-inside
        from: { zone: data } # today cache-server, db
        to: outside
        reach: direct # in one hop
        because: "data stores call nobody, so one that is taken over sends nothing away"

    # Created elsewhere, so the files do not say what they are like: correct what is not a plain bridge.
    external-networks:
      corporate: { internal: false } # 1 service is on it
    "
  `);
});

test('a first policy proposes no isolation rule that is broken, guards nothing, or says what a built-in rule says', () => {
  const astray = SHOP.replace('networks: [front, corporate] }', 'networks: [front, corporate, back] }');
  const talking = SHOP.replace('internal: true', 'internal: false');
  expect(rulesOf(first(SHOP))).toEqual(['front-to-back', 'data-stays-inside']);
  expect(rulesOf(first(astray))).toEqual(['corporate-to-back', 'front-to-back', 'data-stays-inside']);
  expect(rulesOf(first(talking))).toEqual(['front-to-back']);
  expect(rulesOf(first('services: { web: { build: . } }'))).toEqual([]);
});

test('the proposed wall between two networks is broken by another service that joins both', () => {
  const { policy } = parsePolicy(first(SHOP), 'bulkhead.yaml', []);
  const joined = SHOP.replace('networks: [front, corporate] }', 'networks: [front, corporate, back] }');
  const { topology, flows } = contextOf({ 'compose.yaml': joined }, policy).context;
  const sources = policy.isolation
    .flatMap((rule) => [...breachesOf(rule, topology, flows)])
    .map(({ hops }) => hops[0]?.from);
  expect(new Set(sources)).toEqual(new Set(['service:shop/proxy']));
});

test.each([SHOP, 'services: { web: { build: . } }', 'services: { "a.b": { image: "x" }, "0": { image: y } }'])(
  'a first policy is read without a fault, and nothing breaks it: %s',
  (compose) => {
    const { policy, diagnostics } = parsePolicy(first(compose), 'bulkhead.yaml', []);
    const { topology, flows } = contextOf({ 'compose.yaml': compose }, policy).context;
    expect(diagnostics).toEqual([]);
    expect(unmatchedSelectors(policy, [topology])).toEqual([]);
    expect(policy.isolation.flatMap((rule) => [...breachesOf(rule, topology, flows)])).toEqual([]);
  },
);

function first(compose: string): string {
  return firstPolicy([contextOf({ 'compose.yaml': compose }).context], 'schema.json');
}

function rulesOf(text: string): readonly string[] {
  return parsePolicy(text, 'bulkhead.yaml', []).policy.isolation.map(({ name }) => name);
}
