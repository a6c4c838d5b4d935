import type { ReportDiagnostic } from './report.ts';

/** What a reader has to know of how a change was judged before the verdict means anything: warnings that are not to be folded away. */
const CAVEATS: ReadonlySet<string> = new Set([
  'not-merged',
  'policy-of-another-branch',
  'workflow-changed',
  'label-not-counted',
]);

export function isCaveat({ code }: ReportDiagnostic): boolean {
  return CAVEATS.has(code);
}
