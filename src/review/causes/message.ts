import { compareText } from '../../compose/source.ts';
import { addTo } from '../../words/grouped.ts';
import { code, listed } from '../../words/words.ts';
import { claimOf } from '../report/claim.ts';
import type { ReportFinding } from '../report/report.ts';
import type { CauseSources } from './sources.ts';

/** What is wrong, of all that a cause ends: `lead` in its own words, and whom else it concerns. */
export function causeMessage(lead: ReportFinding, all: readonly ReportFinding[]): string {
  const alike = all.filter(({ rule }) => rule === lead.rule);
  return overNetwork(lead, all) ?? lead.message + likewise(lead, alike);
}

/**
 * ` The same goes for a and b, in 3 files.`, of whom `all` are about beside `lead`, with those apart that are told of in other words, as their port
 * or password is another; nothing where there is nobody else.
 */
function likewise(lead: ReportFinding, all: readonly ReportFinding[]): string {
  const own = predicate(lead, lead.message);
  const [same, other] = [true, false].map((isSame) =>
    all.filter((finding) => (predicate(finding, finding.message) === own) === isSame),
  );
  const alike = whoElse(lead, same ?? []);
  const [first, ...rest] = other ?? [];
  return [
    alike === '' ? '' : ` The same goes ${alike}.`,
    first === undefined
      ? ''
      : ` The same rule is broken, with details of their own, by ${namesOf([first, ...rest])}${inFiles([lead, first, ...rest])}.`,
  ].join('');
}

/** `for a and b, in 3 files`: whom findings are about beside `lead`; nothing where there is nobody else. */
export function whoElse(lead: ReportFinding, all: readonly ReportFinding[]): string {
  const names = [...new Set(all.map(({ subject }) => subject))]
    .filter((name) => name !== lead.subject)
    .sort(compareText);
  const who = names.length === 0 ? '' : `for ${listed(names.map(code), MOST)}`;
  const where = inFiles([lead, ...all]);
  return who === '' ? where.slice(', '.length) : who + where;
}

/** `, in 3 files`; nothing where it is one. */
function inFiles(findings: readonly ReportFinding[]): string {
  const files = new Set(findings.map(({ file }) => file)).size;
  return files === 1 ? '' : `, in ${files.toString()} files`;
}

export function namesOf(findings: readonly ReportFinding[]): string {
  return listed([...new Set(findings.map(({ subject }) => subject))].sort(compareText).map(code), MOST);
}

/** What a text says of the one that it is about, whoever and whatever software that is. */
export function predicate({ subject }: ReportFinding, text: string): string {
  const [before = '', ...after] = text.split(code(subject));
  return [before, ...after.map((part) => part.replace(SOFTWARE, ''))].join(code(''));
}

/** `(MongoDB, a database)` behind a name. */
const SOFTWARE = /^ \([^()]*\)/u;

/** How to take apart those that meet on one network, each store from those that reach it; `null`: they are not of that kind, or it is about one and the same. */
export function networkSummary(
  lead: ReportFinding,
  all: readonly ReportFinding[],
  { isNeeded }: CauseSources,
): string | null {
  const met = meetingOn(lead, all);
  if (met === null) return null;
  const needless = all.filter((finding) => !isOfNeed(finding, isNeeded));
  const parts = [...byReach(meetingOn(lead, needless) ?? met)].map(([who, stores]) => {
    const [networks, them] = stores.length === 1 ? ['a network', 'it'] : ['networks', 'them'];
    return { who, whom: listed(stores.map(code), MOST), networks, them };
  });
  const [first, ...rest] = parts;
  if (first === undefined) return null;
  const more = rest.slice(0, MOST_PARTS).map(({ who, whom }) => `; ${whom} without ${who}`);
  const left = rest.length > MOST_PARTS ? `; and ${String(rest.length - MOST_PARTS)} more in the same way` : '';
  return `Put ${first.whom} on ${first.networks} that only the services that use ${first.them} are on, without ${first.who}${more.join('')}${left}.`;
}

/** Whether it tells of one service that reaches another by its last hop, and needs it. */
export function isOfNeed(finding: ReportFinding, isNeeded: CauseSources['isNeeded']): boolean {
  const hop = claimOf(finding).at(-1);
  return hop?.means === 'network' && isNeeded(hop.from, hop.to);
}

/** Sets of stores that a summary tells apart beside the first. */
const MOST_PARTS = 2;

/** Stores by who reaches them, as text, those that most reach first. */
function byReach({ pairs }: Meetings): ReadonlyMap<string, readonly string[]> {
  const reaching = new Map<string, Set<string>>();
  for (const { from, to } of pairs)
    for (const store of to) reaching.set(store, new Set([...(reaching.get(store) ?? []), ...from]));
  const sets = new Map<string, string[]>();
  const order = [...reaching].sort(([a, one], [b, other]) => other.size - one.size || compareText(a, b));
  for (const [store, who] of order) addTo(sets, listed([...who].sort(compareText).map(code), MOST), store);
  return sets;
}

const MOST = 6;

/** Several that meet on one network: who reaches whom; `null`: they are not of that kind, or it is about one and the same. */
function overNetwork(lead: ReportFinding, all: readonly ReportFinding[]): string | null {
  const met = meetingOn(lead, all);
  if (met === null) return null;
  const [who, whom] = [listed(met.from.map(code), MOST), listed(met.to.map(code), MOST)];
  return `${who} can connect to ${whom} over network ${code(met.name)}, where nothing keeps them apart.`;
}

function meetingOn(lead: ReportFinding, all: readonly ReportFinding[]): Meetings | null {
  const hop = claimOf(lead).at(-1);
  if (hop?.means !== 'network' || hop.named === null) return null;
  const met = all.map((finding) => endsOf(finding, hop.through)).filter((each) => each !== null);
  const called = namerOf([...met.flatMap(({ from, to }) => [...from, ...to])]);
  const ends = met.map(({ from, to }) => ({ from: from.map(called), to: to.map(called) }));
  const from = [...new Set(ends.flatMap((each) => each.from))].sort(compareText);
  const to = [...new Set(ends.flatMap((each) => each.to))].sort(compareText);
  const own = endsOf(lead, hop.through);
  if (own === null || (own.from.length === from.length && own.to.length === to.length)) return null;
  return { from, to, pairs: ends, name: hop.named.name };
}

interface Meeting {
  readonly from: readonly string[];
  readonly to: readonly string[];
}

interface Meetings extends Meeting {
  /** Who reaches whom, as each finding has it. */
  readonly pairs: readonly Meeting[];
  readonly name: string;
}

/** Who reaches whom over a network, by id: a finding tells one pair in its path, and who else takes part beside whom it is about. */
function endsOf(finding: ReportFinding, network: string | null): Meeting | null {
  const hop = claimOf(finding).at(-1);
  if (hop?.means !== 'network' || hop.through !== network) return null;
  const { from, to } = hop;
  const rest = finding.services.filter((id) => id !== from && id !== to);
  if (claimOf(finding).length > 1) return { from: [from], to: [to] };
  return finding.subject === nameOf(to) ? { from: [from, ...rest], to: [to] } : { from: [from], to: [to, ...rest] };
}

/** What services are called beside each other: those of several projects with their project, for one name may be several of them. */
function namerOf(ids: readonly string[]): (id: string) => string {
  const projects = new Set(ids.map((id) => id.slice(0, id.lastIndexOf('/'))));
  return projects.size > 1 ? (id) => id : nameOf;
}

/** `db` of `shop/db`. */
function nameOf(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}
