import { compareText } from '../../compose/source.ts';
import { code, listed } from '../../words/words.ts';
import { claimOf } from '../report/claim.ts';
import type { ReportFinding } from '../report/report.ts';

/** What is wrong, of all that a cause ends: `lead` in its own words, and whom else it concerns. */
export function causeMessage(lead: ReportFinding, all: readonly ReportFinding[]): string {
  const alike = all.filter(({ rule }) => rule === lead.rule);
  return overNetwork(lead, all) ?? lead.message + likewise(lead, alike);
}

/** ` The same goes for a and b, in 3 files.`, of whom `all` are about beside `lead`; nothing where there is nobody else. */
export function likewise(lead: ReportFinding, all: readonly ReportFinding[]): string {
  const names = [...new Set(all.map(({ subject }) => subject))]
    .filter((name) => name !== lead.subject)
    .sort(compareText);
  const files = new Set(all.map(({ file }) => file)).add(lead.file).size;
  const where = files === 1 ? '' : `in ${files.toString()} files`;
  const who = names.length === 0 ? '' : `for ${listed(names.map(code), MOST)}`;
  const both = [who, where].filter((part) => part !== '').join(', ');
  return both === '' ? '' : ` The same goes ${both}.`;
}

/** How to take apart those that meet on one network; `null`: they are not of that kind, or it is about one and the same. */
export function networkSummary(lead: ReportFinding, all: readonly ReportFinding[]): string | null {
  const met = meetingOn(lead, all);
  if (met === null) return null;
  const [who, whom] = [listed(met.from.map(code), MOST), listed(met.to.map(code), MOST)];
  return `Put ${whom} on networks that only the services that use them are on, without ${who}.`;
}

const MOST = 6;

/** Several that meet on one network: who reaches whom; `null`: they are not of that kind, or it is about one and the same. */
function overNetwork(lead: ReportFinding, all: readonly ReportFinding[]): string | null {
  const met = meetingOn(lead, all);
  if (met === null) return null;
  const [who, whom] = [listed(met.from.map(code), MOST), listed(met.to.map(code), MOST)];
  return `${who} can connect to ${whom} over network ${code(met.name)}, where nothing keeps them apart.`;
}

function meetingOn(lead: ReportFinding, all: readonly ReportFinding[]): (Meeting & { readonly name: string }) | null {
  const hop = claimOf(lead).at(-1);
  if (hop?.means !== 'network' || hop.named === null) return null;
  const ends = all.map((finding) => endsOf(finding, hop.through)).filter((each) => each !== null);
  const from = [...new Set(ends.flatMap((each) => each.from))].sort(compareText);
  const to = [...new Set(ends.flatMap((each) => each.to))].sort(compareText);
  const own = endsOf(lead, hop.through);
  if (own === null || (own.from.length === from.length && own.to.length === to.length)) return null;
  return { from, to, name: hop.named.name };
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
