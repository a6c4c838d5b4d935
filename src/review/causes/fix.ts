import { patched, type WrittenFix } from '../report/fix.ts';
import type { ReportFinding, ReportFix, ReportLocation } from '../report/report.ts';
import type { CauseSources } from './sources.ts';
import { triedOf } from './tried.ts';
import { type RuleFixes, ruleFixes } from './rule-fixes.ts';
import type { Aim } from '../trial/objections.ts';
import type { Best } from '../trial/trials.ts';
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

/** A fix as reports show it, and what it makes of the files; whether it is a patch that counts, none did, or none was tried. */
export interface CauseFix extends Pick<WrittenFix, 'fix' | 'files'> {
  readonly kind: Best<WrittenFix>['kind'];
}

/**
 * The one fix of a cause: the first that ends all of its findings and harms nothing when it is tried, of what takes the change back and what the
 * rules say, each written when its turn comes. Where none does, it is the words of the rules, and why there is no patch.
 */
export function causeFix(cause: FixedCause, sources: CauseSources): CauseFix {
  const { lead, all, lines, exposed } = cause;
  if (sources.trials === null) return inWords(cause, sources, null);
  const aim: Aim = {
    fingerprints: all.map(({ fingerprint }) => fingerprint),
    severity: lead.severity,
    exposed,
    freed: new Set(),
    takesBack: false,
  };
  const undone = sources.trials(undoFixes(all, lines, sources), { ...aim, freed: sources.freed, takesBack: true });
  if (undone.kind === 'found') return shown(undone);
  if (undone.kind === 'untried') return inWords(cause, sources, UNTRIED);
  const rules = ruleFixes(lead, all, sources);
  const best = sources.trials(writable(rules), aim);
  if (best.kind === 'found') return shown(best);
  if (best.kind === 'untried') return withoutPatch('untried', rules.best.fix, UNTRIED);
  const [objection] = [...best.objections, ...undone.objections];
  return withoutPatch(
    'none',
    rules.best.fix,
    objection === undefined ? null : `No patch is shown: it would ${objection}.`,
  );
}

const UNTRIED = 'No patch was tried for it: worse came first, or the project is too large to judge it again.';

function* writable({ best, more }: RuleFixes): Iterable<WrittenFix> {
  if (best.files.length > 0) yield best;
  for (const other of more()) if (other.files.length > 0) yield other;
}

function shown({ candidate, trial, given }: Extract<Best<WrittenFix>, { kind: 'found' }>): CauseFix {
  return { kind: 'found', files: candidate.files, fix: { ...patched(candidate), tried: triedOf(trial, given) } };
}

/** What the rules say, of which nothing is written. `why`: there is no patch, where there could be one. */
function inWords({ lead, all }: FixedCause, sources: CauseSources, why: string | null): CauseFix {
  const { fix } = ruleFixes(lead, all, { ...sources, open: null }).best;
  const isMendable = lead.status === 'new' || all.some((finding) => finding.fix.edits.length > 0);
  return withoutPatch('untried', fix, isMendable ? why : null);
}

function withoutPatch(kind: 'none' | 'untried', fix: ReportFix, why: string | null): CauseFix {
  const caveat = [fix.caveat, why].filter((each) => each !== null).join(' ');
  return { kind, fix: { ...fix, edits: [], caveat: caveat === '' ? null : caveat }, files: [] };
}
