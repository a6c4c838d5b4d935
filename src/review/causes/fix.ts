import { addTo } from '../../words/grouped.ts';
import { code, listed } from '../../words/words.ts';
import { stopOf } from '../../topology/node-id.ts';
import type { WrittenFix } from '../report/fix.ts';
import type { ReportFinding, ReportFix, ReportLocation, ReportTried } from '../report/report.ts';
import type { Trial } from '../trial/trial.ts';
import type { CauseSources } from './sources.ts';
import { ruleFixes } from './rule-fixes.ts';
import { undoFixes } from './undo-fixes.ts';

/** What a fix is for. */
export interface FixedCause {
  readonly lead: ReportFinding;
  readonly all: readonly ReportFinding[];
  /** The lines whose change ends it. */
  readonly lines: readonly ReportLocation[];
}

/**
 * The one fix of a cause: the first that ends all of its findings and harms nothing when it is tried, of what takes the change back and what the
 * rules say. Where none does, it is the words of the rules, and why there is no patch.
 */
export function causeFix({ lead, all, lines }: FixedCause, sources: CauseSources): WrittenFix {
  const rules = ruleFixes(lead, all, sources);
  const [{ fix: words }] = rules;
  if (sources.trials === null) return rules[0];
  const candidates = [...undoFixes(lead, lines, sources), ...rules].filter(({ files }) => files.length > 0);
  const best = sources.trials(candidates, {
    fingerprints: all.map(({ fingerprint }) => fingerprint),
    severity: lead.severity,
    exposed: new Set(all.flatMap(exposedIn)),
  });
  switch (best.kind) {
    case 'found':
      return { ...best.candidate, fix: { ...best.candidate.fix, tried: triedOf(best.trial, best.given) } };
    case 'untried':
      return withoutPatch(words, 'No patch was tried for it: worse came first.');
    case 'none':
      return best.objections.length === 0
        ? withoutPatch(words, null)
        : withoutPatch(words, `No patch is shown, for the one that was tried ${best.objections.join(', and ')}.`);
  }
}

/** Whom a finding is about that says that it answers from outside. */
function exposedIn({ path }: ReportFinding): readonly string[] {
  const [only, ...more] = path;
  return only?.from === 'outside' && more.length === 0 ? [only.to] : [];
}

function withoutPatch(fix: ReportFix, why: string | null): WrittenFix {
  const caveat = [fix.caveat, why].filter((each) => each !== null).join(' ');
  const words = { ...fix, yaml: null, patch: null, hidesSecrets: false, edits: [] };
  return { fix: { ...words, caveat: caveat === '' ? null : caveat }, files: [] };
}

function triedOf({ gone, kept, closed, renewed }: Trial, given: readonly string[]): ReportTried {
  return {
    ends: [...gone].sort(),
    needs: kept,
    after: [
      ...given.map((name) => `Give ${code(name)} a value in \`.env\`: without it Compose does not start.`),
      ...[...portsBy(closed)].map(lost),
      ...renewed.map(
        (name) =>
          `Docker changes no network that is there: run \`docker compose down\` once, so that ${code(name)} is made anew.`,
      ),
    ],
  };
}

function portsBy(closed: Trial['closed']): ReadonlyMap<string, readonly string[]> {
  const ports = new Map<string, string[]>();
  for (const [service, port] of closed) addTo(ports, stopOf(service), port);
  return ports;
}

function lost([service, ports]: readonly [string, readonly string[]]): string {
  const at = ports.includes('*') ? '' : ` at ${ports.length === 1 ? 'port' : 'ports'} ${listed(ports, MOST_PORTS)}`;
  return `From outside nobody connects to ${code(service)}${at} any more.`;
}

const MOST_PORTS = 6;
