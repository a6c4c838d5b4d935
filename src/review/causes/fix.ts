import type { WrittenFix } from '../report/fix.ts';
import type { ReportFinding, ReportFix, ReportLocation } from '../report/report.ts';
import type { CauseSources } from './sources.ts';
import { triedOf } from './tried.ts';
import { ruleFixes } from './rule-fixes.ts';
import type { Aim } from '../trial/objections.ts';
import { undoFixes } from './undo-fixes.ts';

/** What a fix is for. */
export interface FixedCause {
  readonly lead: ReportFinding;
  readonly all: readonly ReportFinding[];
  /** The lines whose change ends it. */
  readonly lines: readonly ReportLocation[];
  /** Ports that it may close, each as `portKey` writes it. */
  readonly exposed: ReadonlySet<string>;
}

/**
 * The one fix of a cause: the first that ends all of its findings and harms nothing when it is tried, of what takes the change back and what the
 * rules say. Where none does, it is the words of the rules, and why there is no patch.
 */
export function causeFix({ lead, all, lines, exposed }: FixedCause, sources: CauseSources): WrittenFix {
  const rules = ruleFixes(lead, all, sources);
  const [{ fix: words }] = rules;
  if (sources.trials === null) return rules[0];
  const aim: Aim = {
    fingerprints: all.map(({ fingerprint }) => fingerprint),
    severity: lead.severity,
    exposed,
    freed: new Set(),
    takesBack: false,
  };
  const undone = sources.trials(undoFixes(lead, lines, sources), { ...aim, freed: sources.freed, takesBack: true });
  const more = rules.filter(({ files }) => files.length > 0);
  const best = undone.kind === 'found' || more.length === 0 ? undone : sources.trials(more, aim);
  switch (best.kind) {
    case 'found':
      return { files: best.candidate.files, fix: { ...best.candidate.fix, tried: triedOf(best.trial, best.given) } };
    case 'untried':
      return withoutPatch(
        words,
        'No patch was tried for it: worse came first, or the project is too large to judge it again.',
      );
    case 'none':
      return best.objections.length === 0
        ? withoutPatch(words, null)
        : withoutPatch(words, `No patch is shown: it would ${best.objections[0] ?? ''}.`);
  }
}

function withoutPatch(fix: ReportFix, why: string | null): WrittenFix {
  const caveat = [fix.caveat, why].filter((each) => each !== null).join(' ');
  const words = { ...fix, yaml: null, patch: null, hidesSecrets: false, edits: [] };
  return { fix: { ...words, caveat: caveat === '' ? null : caveat }, files: [] };
}
