import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { DEFAULT_POLICY } from '../../src/policy/policy.ts';
import { parsePolicy } from '../../src/policy/parse.ts';
import type { Diagnostic } from '../../src/compose/diagnostics.ts';

const RULES = ['data-published', 'data-reachable-from-frontend', 'data-bind-mounted', 'isolation'];

function parsed(text: string) {
  return parsePolicy(text, 'bulkhead.yaml', RULES);
}

/** `line:column severity code: message`, as a user reads them. */
function complaints(text: string): readonly string[] {
  return parsed(text).diagnostics.map(shown);
}

function shown({ at, severity, code, message }: Diagnostic): string {
  return `${String(at.line)}:${String(at.column)} ${severity} ${code}: ${message}`;
}

describe('a policy file', () => {
  test('may hold every setting there is', () => {
    const { policy, diagnostics } = parsed(readFileSync('fixtures/policy/full.yaml', 'utf8'));
    expect(diagnostics).toEqual([]);
    expect(policy).toMatchInlineSnapshot(`
      {
        "assumptions": {
          "engine": {
            "allowDirectRouting": false,
            "compose": "docker-compose",
            "defaultNetworkOptions": Map {},
            "firewallBackend": "iptables",
            "icc": true,
            "ip": null,
            "ip6tables": true,
            "ipForward": true,
            "ipForwardNoDrop": false,
            "ipMasquerade": true,
            "iptables": true,
            "name": "docker",
            "userlandProxy": true,
            "version": {
              "major": 28,
              "minor": 0,
            },
          },
          "externalNetworks": Map {
            "vault" => {
              "driver": "bridge",
              "driverOptions": Map {},
              "enableIpv6": false,
              "internal": true,
            },
            "lan" => {
              "driver": "macvlan",
              "driverOptions": Map {
                "parent" => "eth0",
              },
              "enableIpv6": true,
              "internal": false,
            },
          },
          "listens": Map {
            "exporter" => [
              9187,
            ],
            "shop/api" => [
              8080,
              8081,
            ],
          },
          "needs": Map {},
          "sharedHost": true,
          "zones": [
            {
              "images": [
                "*/our-postgres",
              ],
              "services": [
                "ledger",
              ],
              "zone": "data",
            },
            {
              "images": [],
              "services": [
                "shop/front*",
              ],
              "zone": "edge",
            },
          ],
        },
        "composeVersion": "2.40",
        "exceptions": [
          {
            "at": {
              "column": 5,
              "file": "bulkhead.yaml",
              "line": 22,
            },
            "because": "session cache is meant to be public to nginx",
            "from": "nginx",
            "project": "shop",
            "rule": "data-reachable-from-frontend",
            "subject": "nginx",
            "to": "redis",
            "until": "2027-03-31",
          },
        ],
        "file": "bulkhead.yaml",
        "gate": {
          "failOn": "high",
          "scope": "new",
        },
        "ignore": [
          "test/**",
          "**/*.example.yml",
        ],
        "isolation": [
          {
            "at": {
              "column": 5,
              "file": "bulkhead.yaml",
              "line": 6,
            },
            "because": "PCI scope stays behind the gateway",
            "from": {
              "at": {
                "column": 11,
                "file": "bulkhead.yaml",
                "line": 7,
              },
              "kind": "zone",
              "zone": "frontend",
            },
            "name": "payments-behind-gateway",
            "reach": "any",
            "severity": "high",
            "to": {
              "at": {
                "column": 9,
                "file": "bulkhead.yaml",
                "line": 8,
              },
              "kind": "service",
              "pattern": "payments",
            },
            "via": [
              {
                "at": {
                  "column": 11,
                  "file": "bulkhead.yaml",
                  "line": 10,
                },
                "value": "gateway",
              },
            ],
          },
          {
            "at": {
              "column": 5,
              "file": "bulkhead.yaml",
              "line": 13,
            },
            "because": null,
            "from": {
              "at": {
                "column": 11,
                "file": "bulkhead.yaml",
                "line": 14,
              },
              "kind": "outside",
            },
            "name": "nobody-outside-reaches-the-vault",
            "reach": "direct",
            "severity": "high",
            "to": {
              "at": {
                "column": 9,
                "file": "bulkhead.yaml",
                "line": 15,
              },
              "kind": "network",
              "pattern": "vault",
            },
            "via": [],
          },
          {
            "at": {
              "column": 5,
              "file": "bulkhead.yaml",
              "line": 16,
            },
            "because": null,
            "from": {
              "at": {
                "column": 11,
                "file": "bulkhead.yaml",
                "line": 17,
              },
              "kind": "project",
              "pattern": "shop",
            },
            "name": "projects-apart",
            "reach": "direct",
            "severity": "high",
            "to": {
              "at": {
                "column": 9,
                "file": "bulkhead.yaml",
                "line": 18,
              },
              "key": "tier",
              "kind": "label",
              "value": "ledger",
            },
            "via": [],
          },
        ],
        "mentions": [
          {
            "at": {
              "column": 22,
              "file": "bulkhead.yaml",
              "line": 3,
            },
            "kind": "service",
            "pattern": "ledger",
            "under": "zones",
          },
          {
            "at": {
              "column": 40,
              "file": "bulkhead.yaml",
              "line": 3,
            },
            "kind": "image",
            "pattern": "*/our-postgres",
            "under": "zones",
          },
          {
            "at": {
              "column": 22,
              "file": "bulkhead.yaml",
              "line": 4,
            },
            "kind": "service",
            "pattern": "shop/front*",
            "under": "zones",
          },
          {
            "at": {
              "column": 12,
              "file": "bulkhead.yaml",
              "line": 36,
            },
            "kind": "service",
            "pattern": "exporter",
            "under": "listens",
          },
          {
            "at": {
              "column": 30,
              "file": "bulkhead.yaml",
              "line": 36,
            },
            "kind": "service",
            "pattern": "shop/api",
            "under": "listens",
          },
          {
            "at": {
              "column": 3,
              "file": "bulkhead.yaml",
              "line": 34,
            },
            "kind": "network",
            "pattern": "vault",
            "under": "external-networks",
          },
          {
            "at": {
              "column": 3,
              "file": "bulkhead.yaml",
              "line": 35,
            },
            "kind": "network",
            "pattern": "lan",
            "under": "external-networks",
          },
        ],
        "projects": [
          {
            "at": {
              "column": 5,
              "file": "bulkhead.yaml",
              "line": 39,
            },
            "envFiles": [
              "prod.env",
            ],
            "files": [
              {
                "at": {
                  "column": 27,
                  "file": "bulkhead.yaml",
                  "line": 39,
                },
                "value": "compose.yaml",
              },
              {
                "at": {
                  "column": 41,
                  "file": "bulkhead.yaml",
                  "line": 39,
                },
                "value": "compose.prod.yaml",
              },
            ],
            "name": "prod",
            "profiles": [
              "full",
            ],
          },
        ],
        "rules": Map {
          "data-bind-mounted" => {
            "at": {
              "column": 22,
              "file": "bulkhead.yaml",
              "line": 20,
            },
            "value": "off",
          },
        },
        "sampleEnvironment": Map {
          "TAG" => "1.10",
          "DEBUG" => "true",
        },
      }
    `);
  });

  test('may be empty, or say nothing under a key', () => {
    for (const text of ['', '# nothing yet\n', 'isolation:\nrules:\n', '{}']) {
      expect(parsed(text)).toEqual({ policy: { ...DEFAULT_POLICY, file: 'bulkhead.yaml' }, diagnostics: [] });
    }
  });

  test('is told all that is wrong with it, each at its place', () => {
    expect(complaints(readFileSync('fixtures/policy/broken.yaml', 'utf8'))).toMatchInlineSnapshot(`
      [
        "2:1 error policy-unknown-key: The policy has no key "zone". Did you mean "zones"?",
        "5:3 error policy-unknown-key: There is no zone "database". It is one of edge, frontend, app, data, admin, ops.",
        "6:11 error policy-unknown-key: A zone has no key "service". Did you mean "services"?",
        "8:5 error policy-incomplete: \`from\` is missing: say who must not reach it.",
        "8:5 error policy-incomplete: \`to\` is missing: say what must not be reached.",
        "10:11 error policy-invalid: \`from\` takes outside, host, any, or exactly one of zone, service, network, project, label and host: { zone: frontend }.",
        "11:17 error policy-invalid: \`zone\` takes edge, frontend, app, data, admin or ops, not "dta".",
        "13:11 error policy-invalid: \`from\` takes outside, host, any, or exactly one of zone, service, network, project, label and host.",
        "14:11 error policy-unknown-key: A selector has no key "servce". Did you mean "service"?",
        "16:11 error policy-invalid: \`from\` takes outside, host, any, or exactly one of zone, service, network, project, label and host.",
        "18:12 error policy-invalid: \`reach\` takes direct or any, not "indirect".",
        "19:10 error policy-invalid: \`via\` must be a list, as [gateway].",
        "25:5 error policy-invalid: There are two isolation rules "pointless". Give each its own name.",
        "29:3 error policy-unknown-rule: There is no rule "data-publishd". Did you mean "data-published"?",
        "30:19 error policy-invalid: \`data-published\` takes off, low, medium, high or critical, not "severe".",
        "32:5 error policy-incomplete: \`because\` is missing: an exception needs a reason, for whoever finds it later.",
        "33:11 error policy-unknown-rule: There is no rule "data-publishd". Did you mean "data-published"?",
        "37:12 error policy-invalid: \`until\` takes a day of the calendar, as 2027-03-31, not "2027-02-30".",
        "38:18 error policy-invalid: \`fail-on\` takes low, medium, high or critical, not "hihg".",
        "38:31 error policy-invalid: \`scope\` takes new or all, not a list.",
        "39:20 error policy-invalid: \`version\` takes a version of the engine, as "28" or "26.1", not "latest".",
        "39:44 error policy-invalid: \`userland-proxy\` must be true or false, not "no".",
        "40:7 error policy-invalid: \`host\` must be a mapping with shared.",
        "41:23 error policy-invalid: \`exporter[0]\` takes a whole number from 1 to 65535, not "0".",
        "41:26 error policy-invalid: \`exporter[1]\` takes a whole number from 1 to 65535, not "http".",
        "42:20 error policy-invalid: \`TAG\` must be a text that is not empty.",
        "44:5 error policy-incomplete: \`name\` is missing: give the project a name.",
      ]
    `);
  });

  test('still counts where it is right', () => {
    const { policy } = parsed(readFileSync('fixtures/policy/broken.yaml', 'utf8'));
    expect(policy.isolation.map(({ name }) => name)).toEqual(['pointless']);
    expect(policy.rules).toEqual(new Map());
    expect(policy.exceptions).toEqual([]);
    expect(policy.gate).toEqual(DEFAULT_POLICY.gate);
  });

  test('takes an exception as a whole or not at all: half of one would allow more', () => {
    const exception = (line: string) =>
      parsed(`exceptions:\n  - { rule: data-published, because: so, ${line} }`).policy.exceptions.length;
    expect(exception('subject: db')).toBe(1);
    expect(exception('subjet: db')).toBe(0);
    expect(exception('subject: [db]')).toBe(0);
    expect(exception('until: next year')).toBe(0);
  });

  test('must be a mapping, and one document', () => {
    expect(complaints('- a\n')).toMatchInlineSnapshot(`
      [
        "1:1 error policy-invalid: \`policy\` must be a mapping with zones, isolation, rules, exceptions, gate, engine, compose, host, external-networks, listens, needs, sample-env, projects, ignore.",
      ]
    `);
    expect(complaints('off')).toMatchInlineSnapshot(`
      [
        "1:1 error policy-invalid: \`policy\` must be a mapping with zones, isolation, rules, exceptions, gate, engine, compose, host, external-networks, listens, needs, sample-env, projects, ignore.",
      ]
    `);
    expect(complaints('rules: {}\n---\nrules: {}\n')).toMatchInlineSnapshot(`
      [
        "3:1 error policy-invalid: A policy is one YAML document; what follows \`---\` is not read.",
      ]
    `);
  });

  test('that is not YAML says where', () => {
    expect(complaints('rules: {\n\tdata: off')).toMatchInlineSnapshot(`
      [
        "2:2 error policy-unknown-rule: There is no rule "data". It is one of data-published, data-reachable-from-frontend, data-bind-mounted, isolation.",
        "2:11 error yaml-syntax: The file is not valid YAML: a bracket is not closed.",
      ]
    `);
    expect(complaints('rules: {}\nrules: {}\n')).toMatchInlineSnapshot(`
      [
        "2:1 error duplicate-key: The key "rules" is written twice in one mapping. Keep one of them.",
      ]
    `);
  });

  test('of endless nesting or aliases of aliases ends soon', () => {
    expect(complaints(`rules: ${'['.repeat(100_000)}`).length).toBeGreaterThan(0);
    const bomb = [
      'a: &a [x, x, x, x, x, x, x, x, x, x]',
      ...'bcdefgh'.split('').map((key, index) => `${key}: &${key} [${`*${'abcdefgh'.charAt(index)}, `.repeat(10)}]`),
    ];
    expect(complaints(bomb.join('\n')).some((text) => text.includes('alias-bomb'))).toBe(true);
  });

  test('may have names that objects have', () => {
    const { policy, diagnostics } = parsed('listens: { constructor: [1], __proto__: [2] }');
    expect(diagnostics).toEqual([]);
    expect([...policy.assumptions.listens]).toEqual([
      ['constructor', [1]],
      ['__proto__', [2]],
    ]);
    expect(complaints('rules: { __proto__: off }')).toMatchInlineSnapshot(`
      [
        "1:10 error policy-unknown-rule: There is no rule "__proto__". It is one of data-published, data-reachable-from-frontend, data-bind-mounted, isolation.",
      ]
    `);
  });
});

describe('an isolation rule', () => {
  const rule = (lines: string) =>
    parsed(`isolation:\n  - { name: wall, from: outside, to: any, ${lines} }`).policy.isolation[0];

  test('is about one hop, unless it has gateways that a path may pass', () => {
    expect(rule('')).toMatchObject({ reach: 'direct', severity: 'high', because: null });
    expect(rule('via: [gateway]')).toMatchObject({ reach: 'any' });
  });

  test('selects a label by its key alone, or with its value', () => {
    expect(rule('')?.from).toMatchObject({ kind: 'outside' });
    const [labels] = parsed('isolation: [{ name: a, from: { label: tier }, to: { label: tier=a=b } }]').policy
      .isolation;
    expect(labels?.from).toMatchObject({ key: 'tier', value: null });
    expect(labels?.to).toMatchObject({ key: 'tier', value: 'a=b' });
  });
});

describe('a project of the policy', () => {
  const defined = (lines: string) => complaints(`projects:\n${lines.replace(/^/gm, '  - ')}`);

  test('has files of the repository, as its own paths say', () => {
    const { policy, diagnostics } = parsed('projects: [{ name: a, files: [./deploy//compose.yaml] }]');
    expect(diagnostics).toEqual([]);
    expect(policy.projects[0]?.files.map(({ value }) => value)).toEqual(['deploy/compose.yaml']);
  });

  test('with a name that Docker refuses, a second of one name, no files or files elsewhere is told at its place', () => {
    expect(
      defined(
        [
          '{ name: Foo Bar, files: [a.yaml] }',
          '{ name: twice, files: [a.yaml] }',
          '{ name: twice, files: [b.yaml] }',
          '{ name: none, files: [] }',
          '{ name: up, files: [a.yaml, ../b.yaml] }',
          '{ name: absolute, files: [/etc/b.yaml], env-files: [a/../../b.env] }',
          'compose.yaml',
        ].join('\n'),
      ),
    ).toMatchInlineSnapshot(`
      [
        "2:13 error policy-invalid: \`name\` takes lower-case letters, digits, hyphens and underscores, a letter or digit first, not "Foo Bar".",
        "4:5 error policy-invalid: There are two projects "twice". Give each its own name.",
        "5:26 error policy-invalid: \`files\` is empty: name the Compose files of the project.",
        "6:33 error policy-invalid: \`files[1]\` takes a path inside the repository, relative to its top, as deploy/compose.yaml, not "../b.yaml".",
        "7:31 error policy-invalid: \`files[0]\` takes a path inside the repository, relative to its top, as deploy/compose.yaml, not "/etc/b.yaml".",
        "7:57 error policy-invalid: \`env-files[0]\` takes a path inside the repository, relative to its top, as deploy/compose.yaml, not "a/../../b.env".",
        "8:5 error policy-invalid: \`projects[6]\` must be a mapping with name, files, profiles, env-files.",
      ]
    `);
  });
});

test('a reason that says nothing is none, and a day that no calendar has is told', () => {
  expect(complaints('exceptions: [{ rule: data-published, because: "  ", until: 2026-02-30 }]')).toMatchInlineSnapshot(`
    [
      "1:47 error policy-invalid: \`because\` must be a text that is not empty.",
      "1:60 error policy-invalid: \`until\` takes a day of the calendar, as 2027-03-31, not "2026-02-30".",
    ]
  `);
});

test('a variable that nothing could read has no sample', () => {
  expect(complaints('sample-env: { "A B": 1, C: [d] }')).toMatchInlineSnapshot(`
    [
      "1:15 error policy-invalid: No variable can be called "A B".",
      "1:28 error policy-invalid: \`C\` must be a text that is not empty.",
    ]
  `);
});

describe('the version of the engine', () => {
  test.each([
    ['28', { major: 28, minor: 0 }],
    ['"28.5"', { major: 28, minor: 5 }],
    ['26.10', { major: 26, minor: 10 }],
    ['28.5.2', { major: 28, minor: 5 }],
  ])('%s', (version, expected) => {
    const { policy, diagnostics } = parsed(`engine: { version: ${version} }`);
    expect(diagnostics).toEqual([]);
    expect(policy.assumptions.engine.version).toEqual(expected);
  });
});

test('an engine that nothing was compared with is told at its version', () => {
  expect(complaints('engine: { version: 26 }')).toEqual([]);
  expect(complaints('engine: { version: "19.03" }')).toEqual([
    '1:20 error engine-unknown: Answers were compared with Docker Engine 26.1.5, 28.5.2, 29.7.2; those for 19 may differ from what it does.',
  ]);
});

test('Compose is read as one of the versions whose reading is known, never as another', () => {
  expect(parsed('compose: { version: 5 }').policy.composeVersion).toBe('5');
  expect(parsed('compose: { version: 2.40 }').policy.composeVersion).toBe('2.40');
  expect(parsed('compose: {}').policy.composeVersion).toBeNull();
  expect(complaints('compose: { version: "6" }')).toMatchInlineSnapshot(`
    [
      "1:21 error policy-invalid: \`version\` takes "5" or "2.40": the versions of Docker Compose whose reading is known, not "6".",
    ]
  `);
});

test('settings of the Docker daemon are none of Podman', () => {
  const { diagnostics } = parsePolicy('engine: { name: podman, icc: false, ip: 127.0.0.1 }', 'bulkhead.yaml', []);
  expect(diagnostics.map(({ severity, at }) => `${severity} ${String(at.column)}`)).toEqual(['error 30', 'error 41']);
});
