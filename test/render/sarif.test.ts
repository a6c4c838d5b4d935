import { describe, expect, test } from 'vitest';
import { lineHashes } from '../../src/render/sarif/line-hashes.ts';
import { renderSarif } from '../../src/render/sarif/sarif.ts';
import { RULES } from '../../src/rules/index.ts';
import type { Report } from '../../src/review/report/report.ts';
import { reportOn } from '../review/reviewed.ts';
import { HOSTILE } from './hostile.ts';
import { finding, report } from './reports/build.ts';
import { proxyJoinsBackend } from './reports/guide.ts';
import { withNames } from './reports/hostile.ts';
import { twelveServices } from './reports/twelve.ts';

interface Log {
  readonly version: string;
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly Readonly<Record<string, unknown>>[] } };
    readonly invocations: readonly { readonly executionSuccessful: boolean }[];
    readonly results: readonly Readonly<Record<string, unknown>>[];
  }[];
}

function runOf(report: Report, textOf?: (file: string) => string | null): Log['runs'][number] {
  const { runs } = JSON.parse(renderSarif(report, textOf)) as Log;
  const [run] = runs;
  if (run === undefined) throw new Error('no run');
  return run;
}

test('a result has its rule, level, place, related places and a fingerprint of its own', () => {
  const { results, tool } = runOf(proxyJoinsBackend);
  const [first] = results;
  expect(first).toMatchObject({
    ruleId: 'data-reachable-from-frontend',
    level: 'error',
    baselineState: 'new',
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'compose.yaml', uriBaseId: '%SRCROOT%' },
          region: { startLine: 9, startColumn: 9 },
        },
      },
    ],
    partialFingerprints: { 'bulkhead/v1': proxyJoinsBackend.findings[0]?.fingerprint },
  });
  expect(first?.['relatedLocations']).toHaveLength(2);
  expect(first?.['codeFlows']).toMatchObject([
    {
      threadFlows: [
        {
          locations: proxyJoinsBackend.findings[0]?.path.flatMap(({ evidence }) =>
            evidence.map(({ line, note }) => ({
              location: { physicalLocation: { region: { startLine: line } }, message: { text: note } },
            })),
          ),
        },
      ],
    },
  ]);
  const index = Number(first?.['ruleIndex']);
  expect(tool.driver.rules[index]).toMatchObject({ id: 'data-reachable-from-frontend' });
});

test('an alert is known again by the line it lies on, where the text is known', () => {
  const text = Array.from({ length: 30 }, (_, at) => `line ${at}\n`).join('');
  const { runs } = JSON.parse(renderSarif(proxyJoinsBackend, (file) => (file === 'compose.yaml' ? text : null))) as Log;
  const fingerprints = runs[0]?.results[0]?.['partialFingerprints'];
  expect(fingerprints).toMatchObject({ primaryLocationLineHash: lineHashes(text).get(9) });
});

describe('fixes', () => {
  const SHOP =
    'services:\n  db:\n    image: postgres:17\n    ports: ["5432:5432"]\n    volumes: [data:/var/lib/postgresql/data]\nvolumes:\n  data:\n';

  test('replace whole lines of the files', () => {
    const [cause] = reportOn(SHOP).causes;
    const [result] = runOf(reportOn(SHOP), () => SHOP).results;
    expect(result?.['fixes']).toEqual([
      {
        description: { text: cause?.fix.summary },
        artifactChanges: [
          {
            artifactLocation: { uri: 'compose.yaml', uriBaseId: '%SRCROOT%' },
            replacements: [
              {
                deletedRegion: { startLine: 4, startColumn: 1, endLine: 5, endColumn: 1 },
                insertedContent: { text: '    ports: ["127.0.0.1:5432:5432"]\n' },
              },
            ],
          },
        ],
      },
    ]);
  });

  test('a last line without a line break is replaced up to its end', () => {
    const text =
      'services: { db: { image: "postgres:17", ports: ["5432:5432"], volumes: ["data:/var/lib/postgresql/data"] } }\nvolumes: { data: }';
    const swapped = text.split('\n').reverse().join('\n');
    const [result] = runOf(reportOn(swapped), () => swapped).results;
    expect(JSON.stringify(result?.['fixes'])).toContain(
      `"deletedRegion":{"startLine":2,"startColumn":1,"endLine":2,"endColumn":${String(text.indexOf('\n') + 1)}}`,
    );
  });

  test('are left out where they hide a credential, and where the file is another by now', () => {
    const secret = SHOP.replace('17\n', '17\n    environment: { POSTGRES_PASSWORD: hunter22x }\n');
    const [, hiding] = runOf(reportOn(secret), () => secret).results;
    expect([hiding?.['ruleId'], hiding?.['fixes']]).toEqual(['secret-in-environment', undefined]);
    expect(runOf(reportOn(SHOP), () => 'services: {}\n').results[0]).not.toHaveProperty('fixes');
  });
});

test('every rule is described, with at most 20 tags', () => {
  const { rules } = runOf(report({})).tool.driver;
  expect(rules.map(({ id }) => id)).toEqual(RULES.map(({ id }) => id));
  for (const rule of rules) expect((rule['properties'] as { tags: string[] }).tags.length).toBeLessThanOrEqual(20);
});

test('an isolation rule of the policy is described as well', () => {
  const own = report({
    findings: [finding({ rule: 'payments-behind-gateway', severity: 'high', subject: 'db', message: 'm' })],
  });
  expect(runOf(own).tool.driver.rules.at(-1)).toMatchObject({ id: 'payments-behind-gateway' });
});

test('severities become levels', () => {
  const severities = ['low', 'medium', 'high', 'critical'] as const;
  const findings = severities.map((severity) => finding({ rule: 'r', severity, subject: severity, message: 'm' }));
  expect(runOf(report({ findings })).results.map((result) => result['level'])).toEqual([
    'error',
    'error',
    'warning',
    'note',
  ]);
});

test('what the policy allows is left out', () => {
  const excepted = [
    finding({
      rule: 'r',
      severity: 'high',
      subject: 's',
      message: 'm',
      status: 'excepted',
      exception: { because: 'on purpose', until: null },
    }),
  ];
  expect(runOf(report({ excepted })).results).toEqual([]);
});

test('what was not understood makes the run unsuccessful', () => {
  const diagnostics = [
    { code: 'yaml-syntax', severity: 'error', message: 'm', file: 'a b.yaml', line: 1, column: 1, revision: 'head' },
  ] as const;
  expect(runOf(report({ diagnostics })).invocations).toMatchObject([
    {
      executionSuccessful: false,
      toolExecutionNotifications: [{ locations: [{ physicalLocation: { artifactLocation: { uri: 'a%20b.yaml' } } }] }],
    },
  ]);
});

test('no more results are written than GitHub keeps', () => {
  const one = finding({ rule: 'r', severity: 'low', subject: 's', message: 'm' });
  expect(runOf(report({ findings: Array.from({ length: 6_000 }, () => one) })).results).toHaveLength(5_000);
});

describe('no string is empty, whatever the names', () => {
  test.each(HOSTILE.map((text) => [JSON.stringify(text).slice(0, 60), text]))('%s', (_, text) => {
    const log: unknown = JSON.parse(renderSarif(withNames(twelveServices, text)));
    for (const found of stringsOf(log)) expect(found).toMatch(/\S/u);
  });
});

function stringsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsOf) : [];
}
