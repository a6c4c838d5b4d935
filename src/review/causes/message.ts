import { compareText } from '../../compose/source.ts';
import { code, listed } from '../../words/words.ts';
import { claimOf } from '../report/claim.ts';
import type { ReportFinding } from '../report/report.ts';

/** What is wrong, of all that a cause ends: `lead` in its own words, and whom else it concerns. */
export function causeMessage(lead: ReportFinding, all: readonly ReportFinding[]): string {
  const alike = all.filter(({ rule }) => rule === lead.rule);
  return overNetwork(lead, all) ?? lead.message + likewise(alike.filter(({ subject }) => subject !== lead.subject));
}

/** ` The same goes for a and b.`; nothing where there is nobody else. */
export function likewise(others: readonly ReportFinding[]): string {
  const names = [...new Set(others.map(({ subject }) => subject))].sort(compareText);
  return names.length === 0 ? '' : ` The same goes for ${listed(names.map(code), MOST)}.`;
}

const MOST = 6;

/** Several that meet on one network: who reaches whom; `null`: they are not of that kind, or it is about one and the same. */
function overNetwork(lead: ReportFinding, all: readonly ReportFinding[]): string | null {
  const hop = claimOf(lead).at(-1);
  if (hop?.means !== 'network' || hop.named === null) return null;
  const ends = all.map((finding) => endsOf(finding, hop.through)).filter((each) => each !== null);
  const from = [...new Set(ends.flatMap((each) => each.from))].sort(compareText);
  const to = [...new Set(ends.flatMap((each) => each.to))].sort(compareText);
  const own = endsOf(lead, hop.through);
  if (own === null || (own.from.length === from.length && own.to.length === to.length)) return null;
  const [who, whom] = [listed(from.map(code), MOST), listed(to.map(code), MOST)];
  return `${who} can connect to ${whom} over network ${code(hop.named.name)}, where nothing keeps them apart.`;
}

interface Meeting {
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** Who reaches whom over a network, by name: a finding tells one pair in its path, and who else takes part beside whom it is about. */
function endsOf(finding: ReportFinding, network: string | null): Meeting | null {
  const hop = claimOf(finding).at(-1);
  if (hop?.means !== 'network' || hop.through !== network) return null;
  const rest = finding.services.filter((id) => id !== hop.from && id !== hop.to).map(nameOf);
  const [from, to] = [nameOf(hop.from), nameOf(hop.to)];
  if (claimOf(finding).length > 1) return { from: [from], to: [to] };
  return finding.subject === to ? { from: [from, ...rest], to: [to] } : { from: [from], to: [to, ...rest] };
}

/** `db` of `shop/db`. */
function nameOf(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}
