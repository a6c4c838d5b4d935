import { compareLocations, compareText } from '../../compose/source.ts';
import type { ReportDiagnostic } from './report.ts';
import type { Diagnostic } from '../../compose/diagnostics.ts';

/**
 * Diagnostics of both revisions by place, without repetitions; what the base says in the same words as the head is said once, and what it says
 * of variables that nobody sets not again: that is no news.
 */
export function reportDiagnostics(
  base: readonly Diagnostic[],
  head: readonly Diagnostic[],
): readonly ReportDiagnostic[] {
  const said = new Set<string>();
  const before = new Set(base.filter(isOfVariables).map(wordsOf));
  const all = [
    ...head
      .filter((diagnostic) => !isOfVariables(diagnostic) || !before.has(wordsOf(diagnostic)))
      .map((diagnostic) => shown(diagnostic, 'head')),
    ...base.map((diagnostic) => shown(diagnostic, 'base')),
  ];
  return all
    .filter(({ file, line, code, message, revision, severity }) => {
      const exact = JSON.stringify([file, line, code, message]);
      // A warning of the base is no news; an error there decides what the comparison may claim.
      const repeated = said.has(exact) || (revision === 'base' && severity === 'warning');
      said.add(exact);
      return !repeated;
    })
    .sort(compareDiagnostics);
}

/** Orders diagnostics by place, then by code, as every report does. */
export function compareDiagnostics(a: ReportDiagnostic, b: ReportDiagnostic): number {
  return compareLocations(a, b) || compareText(a.code, b.code) || compareText(a.message, b.message);
}

function isOfVariables({ code, severity }: Diagnostic): boolean {
  return severity === 'warning' && OF_VARIABLES.has(code);
}

const OF_VARIABLES: ReadonlySet<string> = new Set(['unset-variable', 'required-variable', 'sample-values']);

function wordsOf({ code, message, at }: Diagnostic): string {
  return JSON.stringify([code, at.file, message]);
}

function shown({ code, severity, message, at }: Diagnostic, revision: ReportDiagnostic['revision']): ReportDiagnostic {
  return { code, severity, message, file: at.file, line: at.line, column: at.column, revision };
}
