import { filesIn } from '../fixes/open-files.ts';
import type { OpenFile } from '../fixes/write/written-file.ts';
import { knownFrom, leftIn } from '../policy/identified.ts';
import type { FileTree } from '../compose/file-tree.ts';
import type { Analysis } from './analyze.ts';
import { compareFindings, findingOf } from './report/findings.ts';
import type { ReportFinding } from './report/report.ts';

/** Findings of the head, each new or existing, and those of the base that are gone. */
export interface Comparison {
  readonly findings: readonly ReportFinding[];
  readonly fixed: readonly ReportFinding[];
}

/**
 * Findings by identity, and by what they claim: one that claims less than the base did, or the same together with others, is not new, and
 * one of which something is left is not fixed. Without a base all are new. Where the base of a project could not be read nothing of it counts as
 * existing: the gate then judges everything there (fail closed), and nothing is called fixed. `tree`: the files of the head, to write the
 * fixes of its findings for; `null`: nobody will read them.
 */
export function compared(base: Analysis | null, head: Analysis, tree: FileTree | null): Comparison {
  const before = base === null ? [] : unique(base, 'fixed', null);
  const after = unique(head, 'new', tree === null ? null : filesIn(tree));
  const [isKnown, isLeft] = [knownFrom(before), leftIn(after)];
  return {
    findings: after
      .map((finding): ReportFinding => (isKnown(finding) ? { ...finding, status: 'existing' } : finding))
      .sort(compareFindings),
    fixed: before.filter((finding) => !isLeft(finding)).sort(compareFindings),
  };
}

/** One finding an identity, the worst. */
function unique(analysis: Analysis, status: ReportFinding['status'], open: OpenFile | null): readonly ReportFinding[] {
  const findings = analysis.breaches.map((breach) => findingOf(breach, status, open)).sort(compareFindings);
  const first = new Map<string, ReportFinding>();
  for (const finding of findings) if (!first.has(finding.fingerprint)) first.set(finding.fingerprint, finding);
  return [...first.values()];
}
