import type {
  Report,
  ReportCause,
  ReportDiagnostic,
  ReportFinding,
  ReportLocation,
} from '../../review/report/report.ts';
import { forXml } from '../escape.ts';

/**
 * Test results as Jenkins reads them, a suite for each project. A cause that fails the gate is a failed test, any other one is skipped and told,
 * and what was not understood is an error: there are failures or errors where the verdict is not `pass`, and there only.
 */
export function renderJunit(report: Report): string {
  const all = [
    ...report.diagnostics.filter(({ revision }) => revision === 'head').map(ofDiagnostic),
    ...causeCases(report),
  ];
  const names = [...new Set([...report.projects.map(({ id }) => id), ...all.map(({ suite }) => suite)])];
  const suites = names.map((name) =>
    suiteOf(
      name,
      all.filter(({ suite }) => suite === name),
    ),
  );
  // Jenkins takes a file without any test for a mistake.
  const some = suites.length === 0 ? [suiteOf(FILES, [])] : suites;
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites name="Bulkhead">', ...some, '</testsuites>', ''].join(
    '\n',
  );
}

/** The suite of what is no project's. */
const FILES = 'files';

interface TestCase {
  readonly suite: string;
  readonly name: string;
  readonly outcome: 'failure' | 'error' | 'skipped';
  readonly type: string;
  readonly message: string;
  /** What follows the message, a line each. */
  readonly lines: readonly string[];
}

function causeCases({ causes, findings }: Report): readonly TestCase[] {
  const known = new Map(findings.map((finding) => [finding.fingerprint, finding]));
  return causes.map((cause) => ofCause(cause, known.get(cause.findings[0] ?? '')));
}

function ofCause({ id, rules, severity, blocking, message, lines, fix }: ReportCause, worst?: ReportFinding): TestCase {
  const rule = rules[0] ?? id;
  return {
    suite: worst?.project ?? FILES,
    name: `${[rule, worst?.subject ?? ''].join(' ').trim()} (${id})`,
    outcome: blocking ? 'failure' : 'skipped',
    type: rule,
    message: `${severity}: ${message}`,
    lines: [...lines.map(placeText), `Fix: ${fix.summary}`],
  };
}

function ofDiagnostic(diagnostic: ReportDiagnostic): TestCase {
  const { code, severity, message } = diagnostic;
  const place = placeText(diagnostic);
  return {
    suite: FILES,
    name: `${code} ${place}`,
    outcome: severity === 'error' ? 'error' : 'skipped',
    type: code,
    message,
    lines: [place],
  };
}

function placeText({ file, line, column }: ReportLocation): string {
  return `${file}:${line.toString()}:${column.toString()}`;
}

function suiteOf(name: string, cases: readonly TestCase[]): string {
  const count = (wanted: TestCase['outcome']): string =>
    cases.filter(({ outcome }) => outcome === wanted).length.toString();
  const shown =
    cases.length === 0 ? [`    <testcase classname="${forXml(name)}" name="nothing to fix"/>`] : cases.map(caseText);
  return [
    `  <testsuite name="${forXml(name)}" tests="${shown.length.toString()}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}">`,
    ...shown,
    '  </testsuite>',
  ].join('\n');
}

function caseText({ suite, name, outcome, type, message, lines }: TestCase): string {
  return [
    `    <testcase classname="${forXml(suite)}" name="${forXml(name)}">`,
    `      <${outcome} type="${forXml(type)}" message="${forXml(message)}">${lines.map(forXml).join('\n')}</${outcome}>`,
    '    </testcase>',
  ].join('\n');
}
