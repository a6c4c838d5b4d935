import { compareText, placeKey } from '../../compose/source.ts';
import { SEVERITIES } from '../../policy/severity.ts';
import { isolation } from '../../rules/isolation.ts';
import { compareFindings } from '../report/findings.ts';
import type { ReportCause, ReportFinding, ReportLocation } from '../report/report.ts';
import type { Endable, LineSet } from './cover.ts';
import { placeOf } from './ends.ts';
import { causeMessage } from './message.ts';

export interface CausedFinding extends Endable {
  readonly finding: ReportFinding;
}

export interface CausePart {
  readonly lines: LineSet;
  readonly ended: readonly CausedFinding[];
}

/** What is told as one. */
export interface ToldCause {
  /** Known by the fingerprint of `lead` until it has an id. */
  readonly cause: Omit<ReportCause, 'fix'>;
  readonly lead: ReportFinding;
  readonly own: readonly ReportFinding[];
  readonly parts: readonly CausePart[];
  /** Where each finding is shown. */
  readonly places: readonly (readonly [fingerprint: string, at: ReportLocation])[];
}

export function toldCause(status: ReportCause['status'], parts: readonly CausePart[]): ToldCause {
  const lines = [...new Map(parts.flatMap((part) => part.lines).map((at) => [placeKey(at), at])).values()];
  const own = parts.flatMap(({ ended }) => ended.map(({ finding }) => finding)).sort(compareFindings);
  const lead = leadOf(own);
  const places = parts.flatMap((part) =>
    part.ended.map((one) => [one.finding.fingerprint, shown(one, part.lines)] as const),
  );
  const at = new Map(places).get(lead.fingerprint) ?? placeOf(lead);
  return {
    cause: {
      id: lead.fingerprint,
      severity: lead.severity,
      status,
      blocking: own.some(({ blocking }) => blocking),
      message: causeMessage(lead, own),
      lines: [at, ...lines.filter((line) => placeKey(line) !== placeKey(at))],
      findings: [lead, ...own.filter((finding) => finding !== lead)].map(({ fingerprint }) => fingerprint),
      rules: [...new Set([lead.rule, ...own.map(({ rule }) => rule)])],
      services: [...new Set(own.flatMap(({ services }) => services))],
    },
    lead,
    own,
    parts,
    places,
  };
}

/** Where a finding is shown: at the line of its own that ends it, or the first that does. */
function shown({ at, ends }: CausedFinding, lines: LineSet): ReportLocation {
  const chosen = new Set(lines.map(placeKey));
  const own = ends.find((end) => end.every((line) => chosen.has(placeKey(line)))) ?? [];
  return own.find((line) => placeKey(line) === placeKey(at)) ?? own[0] ?? at;
}

/** The finding that a cause is known by: whatever else it explains, and wherever in the file that stands. */
export function leadOf(findings: readonly ReportFinding[]): ReportFinding {
  const [first, ...rest] = findings;
  if (first === undefined) throw new Error('a cause without a finding');
  return rest.reduce((known, finding) => (compareLeads(finding, known) < 0 ? finding : known), first);
}

function compareLeads(a: ReportFinding, b: ReportFinding): number {
  return (
    SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) ||
    // What the team wrote itself says more to it than what anybody is told.
    Number(b.rule === isolation.id) - Number(a.rule === isolation.id) ||
    compareText(a.rule, b.rule) ||
    compareText(a.subject, b.subject) ||
    compareText(a.fingerprint, b.fingerprint)
  );
}
