import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Severity } from '../../policy/severity.ts';
import type { Report, ReportCause, ReportDiagnostic, ReportLocation } from '../../review/report/report.ts';
import { cleaned } from '../escape.ts';

/**
 * GitLab's code quality report, a part of Code Climate's: one issue for each cause, and for each thing that was not understood. It compares
 * those of the target branch with ours by their fingerprint.
 * https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
export function renderCodeClimate({ causes, diagnostics }: Report): string {
  const issues = [
    ...diagnostics.filter(({ revision }) => revision === 'head').map(ofDiagnostic),
    ...causes.map(ofCause),
  ];
  const unique = new Map(issues.map((issue) => [issue.fingerprint, issue]));
  return `${JSON.stringify([...unique.values()], null, 2)}\n`;
}

interface QualityIssue {
  readonly type: 'issue';
  readonly check_name: string;
  readonly description: string;
  readonly categories: readonly string[];
  readonly severity: 'info' | 'minor' | 'major' | 'critical' | 'blocker';
  readonly fingerprint: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number; readonly end: number } };
}

const LEVELS = { low: 'minor', medium: 'major', high: 'critical', critical: 'blocker' } as const satisfies Record<
  Severity,
  QualityIssue['severity']
>;

function ofCause({ id, rules, message, fix, severity, findings, lines }: ReportCause): QualityIssue {
  return {
    type: 'issue',
    check_name: said(rules[0] ?? id),
    description: said(`${message} Fix: ${fix.summary}`),
    categories: ['Security'],
    severity: LEVELS[severity],
    fingerprint: findings[0] ?? id,
    location: placeOf(lines[0] ?? NOWHERE),
  };
}

function ofDiagnostic(diagnostic: ReportDiagnostic): QualityIssue {
  const { code, severity, message, file } = diagnostic;
  return {
    type: 'issue',
    check_name: said(code),
    description: said(message),
    categories: ['Bug Risk'],
    severity: severity === 'error' ? 'critical' : 'info',
    fingerprint: bytesToHex(sha256(utf8ToBytes([code, file, message].join('\0')))).slice(0, 16),
    location: placeOf(diagnostic),
  };
}

const NOWHERE: ReportLocation = { file: '.', line: 1, column: 1 };

function placeOf({ file, line }: ReportLocation): QualityIssue['location'] {
  const at = Math.max(1, line);
  return { path: said(file === '' ? NOWHERE.file : file), lines: { begin: at, end: at } };
}

/** A required text must not be empty. */
function said(text: string): string {
  const clean = cleaned(text).trim();
  return clean === '' ? '-' : clean;
}
