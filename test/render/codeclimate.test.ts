import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { renderCodeClimate } from '../../src/render/ci/codeclimate.ts';
import { HOSTILE } from './hostile.ts';
import { report } from './reports/build.ts';
import { withNames } from './reports/hostile.ts';
import { REPORTS } from './reports/index.ts';

interface Issue {
  readonly check_name: string;
  readonly description: string;
  readonly severity: string;
  readonly fingerprint: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

/** What GitLab's documentation asks for: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
const text = { type: 'string', minLength: 1 };
const isReport = new Ajv({ allErrors: true }).compile({
  type: 'array',
  items: {
    type: 'object',
    required: ['description', 'check_name', 'fingerprint', 'severity', 'location'],
    properties: {
      type: { const: 'issue' },
      description: text,
      check_name: text,
      fingerprint: text,
      severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
      location: {
        type: 'object',
        required: ['path', 'lines'],
        properties: {
          path: { type: 'string', minLength: 1, not: { pattern: '^\\./' } },
          lines: { type: 'object', required: ['begin'], properties: { begin: { type: 'integer', minimum: 1 } } },
        },
      },
    },
  },
});

function issuesIn(one: Parameters<typeof renderCodeClimate>[0]): readonly Issue[] {
  const issues = JSON.parse(renderCodeClimate(one)) as Issue[];
  expect(isReport(issues), JSON.stringify(isReport.errors)).toBe(true);
  expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(issues.length);
  return issues;
}

describe.each(Object.entries(REPORTS))('%s', (_, one) => {
  test('is a code quality report with an issue for each cause, by the identity of its worst finding', () => {
    const prints = issuesIn(one).map(({ fingerprint }) => fingerprint);
    for (const { findings } of one.causes) expect(prints).toContain(findings[0]);
    const ofHead = one.diagnostics.filter(({ revision }) => revision === 'head');
    expect(prints.length).toBeLessThanOrEqual(one.causes.length + ofHead.length);
  });
});

test('an issue says what is wrong, how bad, where and what to do', () => {
  expect(issuesIn(REPORTS['proxy-joins-backend']!)[0]).toMatchInlineSnapshot(`
    {
      "categories": [
        "Security",
      ],
      "check_name": "data-reachable-from-frontend",
      "description": "\`proxy\` (edge) can open any port of the data store \`db\` over network \`backend\`. Fix: Keep \`proxy\` off \`backend\`",
      "fingerprint": "data-reachable-from-frontend/db/79",
      "location": {
        "lines": {
          "begin": 9,
          "end": 9,
        },
        "path": "compose.yaml",
      },
      "severity": "critical",
      "type": "issue",
    }
  `);
});

test('what was not understood is an issue, whose identity is no line', () => {
  const diagnostic = {
    code: 'c',
    severity: 'error',
    message: 'No.',
    revision: 'head',
    file: 'a.yaml',
    column: 1,
  } as const;
  const [one, other] = [3, 7].map((line) => issuesIn(report({ diagnostics: [{ ...diagnostic, line }] }))[0]);
  expect(one).toMatchObject({
    check_name: 'c',
    severity: 'critical',
    location: { path: 'a.yaml', lines: { begin: 3 } },
  });
  expect(other?.fingerprint).toBe(one?.fingerprint);
  expect(issuesIn(report({ diagnostics: [{ ...diagnostic, line: 1, revision: 'base' }] }))).toEqual([]);
});

test('nothing to fix is an empty list', () => {
  expect(renderCodeClimate(report({}))).toBe('[]\n');
});

test.each(HOSTILE)('%j is text', (name) => {
  for (const one of Object.values(REPORTS).slice(0, 7))
    for (const { description, check_name, location } of issuesIn(withNames(one, name)))
      expect(description + check_name + location.path).not.toMatch(/[\p{Cc}\p{Cs}]/u);
});
