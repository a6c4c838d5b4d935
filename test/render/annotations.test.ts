import { expect, test } from 'vitest';
import { annotationsOf } from '../../src/render/ci/annotations.ts';
import type { ReportFinding } from '../../src/review/report/report.ts';
import { SEVERITIES } from '../../src/policy/severity.ts';
import { HOSTILE } from './hostile.ts';
import { finding, report } from './reports/build.ts';
import { oneUnknown, proxyJoinsBackend } from './reports/guide.ts';
import { withNames } from './reports/hostile.ts';

/** One after the other, those of each severity elsewhere. */
const lineOf = (severity: ReportFinding['severity'], index: number): number =>
  100 * SEVERITIES.indexOf(severity) + index + 1;

const many = (count: number, severity: ReportFinding['severity'], blocking: boolean): readonly ReportFinding[] =>
  Array.from({ length: count }, (_, index) =>
    finding({
      rule: `${severity}-${index.toString()}`,
      severity,
      subject: 'db',
      message: 'm',
      line: lineOf(severity, index),
      blocking,
    }),
  );

test('new findings are annotated at their lines, existing ones are not', () => {
  expect(annotationsOf(proxyJoinsBackend)).toEqual([
    {
      level: 'error',
      title: 'data-reachable-from-frontend (high)',
      message:
        '`proxy` (edge) can open any port of the data store `db` over network `backend`. Fix: Keep `proxy` off `backend`',
      at: { file: 'compose.yaml', line: 9, column: 9 },
    },
  ]);
});

test('what was not understood comes first, and warnings about the input do not come at all', () => {
  expect(annotationsOf(oneUnknown).map(({ title }) => title)).toEqual([
    'undefined-network',
    'data-reachable-from-frontend (high)',
  ]);
});

test('a level has at most ten, the worst, and the rest is counted', () => {
  const all = annotationsOf(
    report({ findings: [...many(12, 'high', true), ...many(15, 'medium', false), ...many(30, 'low', false)] }),
  );
  const count = (level: string): number => all.filter((each) => each.level === level).length;
  expect([count('error'), count('warning'), count('notice')]).toEqual([10, 10, 10]);
  expect(all.at(-1)).toMatchObject({ message: '28 more messages in the job summary', at: null });
});

test('exactly as many as fit need no note', () => {
  expect(annotationsOf(report({ findings: many(10, 'low', false) }))).toHaveLength(10);
});

test('a file outside the repository is not named as a place', () => {
  for (const file of ['/etc/compose.yaml', '../compose.yaml', '']) {
    const [annotation] = annotationsOf(
      report({ findings: [finding({ rule: 'r', severity: 'high', subject: 's', message: 'm', file })] }),
    );
    expect(annotation?.at).toBeNull();
  }
});

test('no name starts a workflow command or a new line', () => {
  for (const text of HOSTILE) {
    for (const { title, message } of annotationsOf(withNames(proxyJoinsBackend, text))) {
      expect(title + message).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]|##\[/u);
      expect(title).not.toMatch(/^\s*::/u);
      expect(message).not.toMatch(/^\s*::/u);
    }
  }
});
