import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parsePolicy } from '../../src/policy/parse.ts';
import { isolation } from '../../src/rules/isolation.ts';
import type { Violation } from '../../src/rules/rule.ts';
import { contextOf } from './violations.ts';

const FOLDER = 'fixtures/rules/isolation';
const files = readdirSync(FOLDER).sort();

describe('isolation', () => {
  test('has three bad and three good fixtures', () => {
    expect(files.filter((file) => file.endsWith('.bad.yaml')).length).toBeGreaterThanOrEqual(3);
    expect(files.filter((file) => file.endsWith('.good.yaml')).length).toBeGreaterThanOrEqual(3);
  });

  test.each(files)('%s is reported exactly where it says', (file) => {
    const text = readFileSync(`${FOLDER}/${file}`, 'utf8');
    const expected = text
      .split('\n')
      .flatMap((line, index) => (line.endsWith('# finding: isolation') ? [index + 1] : []));
    expect(violations(policyOf(text), text).map(({ at }) => at.line)).toEqual(expected);
    expect(expected.length > 0).toBe(file.endsWith('.bad.yaml'));
  });

  test('says who reaches what, through whom, and why that is forbidden', () => {
    const bad = files
      .filter((file) => file.endsWith('.bad.yaml'))
      .map((file) => readFileSync(`${FOLDER}/${file}`, 'utf8'));
    expect(
      bad.flatMap((text) => violations(policyOf(text), text).map(({ message, fix }) => `${message} ${fix.summary}`)),
    ).toMatchInlineSnapshot(`
      [
        "The outside reaches \`payments\` through \`web\` and \`reports\`, which isolation rule \`payments-behind-gateway\` forbids. Take \`reports\` or \`payments\` off network \`vault\`, and lead requests through \`gateway\`.",
        "\`traefik\` reaches \`db\` through the host, which isolation rule \`entrance-never-gets-to-data\` forbids. Take away from \`traefik\` what lets it control the host.",
        "\`proxy\` reaches \`db\` directly, on any port, which isolation rule \`entrance-without-data\` forbids: the entrance asks the application. Take \`proxy\` or \`db\` off network \`backend\`.",
        "\`shop\` reaches \`ledger\` directly, on port 8443, which isolation rule \`ledger-not-from-the-shop\` forbids. Bind the port of \`ledger\` to 127.0.0.1, or leave it out.",
      ]
    `);
  });
});

const TIERS = `
services:
  web: { image: web, ports: ['80:80'], networks: [front] }
  app: { image: app, networks: [front, back] }
  job: { image: job, networks: [front, back] }
  db: { image: postgres, networks: [back] }
networks: { front: , back: }
`;

describe('an isolation rule', () => {
  test('with `reach: direct` is about one hop, with `reach: any` about every way', () => {
    expect(found('from: { service: web }, to: { service: db }, reach: direct', TIERS)).toEqual([]);
    expect(found('from: { service: web }, to: { service: db }, reach: any', TIERS)).toEqual(['web → app → db']);
  });

  test('is kept where every path passes one of its gateways', () => {
    const rule = (via: string) => `from: outside, to: { service: db }, via: [${via}]`;
    expect(found(rule('app'), TIERS)).toEqual(['outside → web → job → db']);
    expect(found(rule('app, job'), TIERS)).toEqual([]);
    expect(found(rule('shop/web'), TIERS)).toEqual([]);
  });

  test('is not broken by its gateways themselves', () => {
    expect(found('from: any, to: { service: db }, via: [app, job], reach: direct', TIERS)).toEqual([]);
  });

  test('is told of those who cross it first, not of all who are behind them', () => {
    expect(found('from: any, to: { service: db }, reach: any', TIERS)).toEqual(['app → db', 'job → db']);
  });

  test('keeps services of one selector apart from each other', () => {
    expect(found('from: { network: front }, to: { network: front }', TIERS)).toEqual([
      'app → job',
      'app → web',
      'job → app',
      'job → web',
      'web → app',
      'web → job',
    ]);
  });

  test('does not count what is not started', () => {
    expect(
      found('from: { service: web }, to: { service: app }', TIERS.replace('image: app,', 'image: app, scale: 0,')),
    ).toEqual([]);
    expect(
      found(
        'from: { service: web }, to: { service: db }, reach: any',
        TIERS.replaceAll(/image: (app|job),/g, 'image: $1, scale: 0,'),
      ),
    ).toEqual([]);
  });

  test('is broken by control of the host, which holds every container', () => {
    const privileged = TIERS.replace('image: web,', 'image: web, privileged: true,');
    const apart = privileged
      .replace('networks: [front] }', 'networks: [alone] }')
      .replace('back: }', 'back: , alone: }');
    expect(found('from: { service: web }, to: { service: db }, reach: any', apart)).toEqual(['web → host → db']);
    expect(found('from: { service: web }, to: { host: control }', apart)).toEqual(['web → host']);
    expect(found('from: { service: web }, to: { host: connections }', apart)).toEqual(['web → host-ports']);
    expect(found('from: { service: web }, to: host', apart)).toEqual(['web → host', 'web → host-ports']);
    expect(found('from: { service: web }, to: { service: db }, reach: direct', apart)).toEqual([]);
  });

  test('is not about shared volumes: they carry data, not connections', () => {
    const sharing = `
      services:
        a: { image: a, networks: [a], volumes: ['data:/data'] }
        b: { image: b, networks: [b], volumes: ['data:/data'] }
      networks: { a: , b: }
      volumes: { data: }
    `;
    expect(found('from: { service: a }, to: { service: b }, reach: any', sharing)).toEqual([]);
  });

  test('is about the way out too', () => {
    expect(found('from: { service: db }, to: outside', TIERS)).toEqual(['db → outside']);
    expect(found('from: { service: db }, to: outside', TIERS.replace('back: }', 'back: { internal: true } }'))).toEqual(
      [],
    );
  });

  test('has findings of its own severity, which keep their identity when a line moves or a reason is reworded', () => {
    const rule = 'from: { service: app }, to: { service: db }, severity: low';
    const [before] = violations(ruleOf(rule), TIERS);
    const [after] = violations(ruleOf(`${rule}, because: reworded`), `# moved\n\n${TIERS}`);
    expect(before?.severity).toBe('low');
    expect(after?.at).not.toEqual(before?.at);
    expect([after?.project, after?.subject, after?.identity]).toEqual([
      before?.project,
      before?.subject,
      before?.identity,
    ]);
  });
});

/** The policy that a fixture has in the comment at its top. */
function policyOf(text: string): string {
  const lines = text.split('\n');
  return lines
    .slice(
      1,
      lines.findIndex((line) => !line.startsWith('#')),
    )
    .map((line) => line.slice(2))
    .join('\n');
}

function ruleOf(rule: string): string {
  return `isolation:\n  - { name: wall, ${rule} }`;
}

function violations(policyText: string, compose: string): readonly Violation[] {
  const { policy, diagnostics } = parsePolicy(policyText, 'bulkhead.yaml', []);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const { context, diagnostics: loading } = contextOf({ 'compose.yaml': compose }, policy);
  expect(loading.filter(({ severity }) => severity === 'error')).toEqual([]);
  return [...isolation.check(context)];
}

/** Paths as `web → app → db`, sorted. */
function found(rule: string, compose: string): readonly string[] {
  const stop = (id: string) => id.slice(id.lastIndexOf('/') + 1);
  return violations(ruleOf(rule), compose)
    .map(({ path }) => [path[0]?.from ?? '', ...path.map(({ to }) => to)].map(stop).join(' → '))
    .sort();
}
