import type { Report } from '../review/report/report.ts';
import { isCaveat } from '../review/report/caveats.ts';
import { SEVERITIES } from '../policy/severity.ts';
import { listed } from '../words/words.ts';
import { hasEnded } from '../review/report/ended.ts';
import { bySeverity, counted, isService, namesAmong } from './names.ts';
import { numbered, type Numbered } from './numbered.ts';
import { claimOf } from '../review/report/claim.ts';
import { effectsOf } from './effects.ts';
import { openedWays } from './ways.ts';

/** The report in one sentence that needs no further knowledge; names stand in `backticks`. */
export interface Headline {
  readonly sign: '✖' | '✔' | '?';
  readonly text: string;
}

export const NOTHING_CHANGED = 'No change in what can reach what';

/** A sentence longer than this has a name in it that is no use in a title. */
const LONGEST = 240;

export function headline(report: Report): Headline {
  if (report.verdict === 'unknown') return { sign: '?', text: notJudged(report) };
  const text = report.revisions === null ? stateSentence(report) : changeSentence(report);
  return { sign: report.verdict === 'fail' ? '✖' : '✔', text };
}

/** Whether a change has anything to say: something opened, closed, new, fixed or not understood, or how it was judged. */
export function hasNews(report: Report): boolean {
  if (report.diagnostics.some(isCaveat)) return true;
  const { change, fixed, policy, verdict } = report;
  if (verdict !== 'pass' || change === null || policy.changed || fixed.length > 0) return true;
  if (policy.baseline.added + policy.baseline.removed > 0) return true;
  return (
    numbered(report).main.length > 0 ||
    change.openedFlows.length > 0 ||
    change.closedFlows.length > 0 ||
    change.distances.length > 0
  );
}

function notJudged({ projects, diagnostics, policy }: Report): string {
  const unclear = projects.filter(({ understood }) => !understood);
  const [only] = unclear;
  if (only !== undefined && projects.length === 1) return 'The project could not be judged';
  if (unclear.length > 0)
    return `${unclear.length.toString()} of ${counted(projects.length, 'project')} could not be judged`;
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const ofPolicy = errors.filter(({ file }) => file === policy.file);
  if (ofPolicy.some(({ code }) => code !== 'engine-unknown')) return 'The policy could not be read';
  if (ofPolicy.length > 0) return 'What the engine lets through is not known';
  if (errors.some(({ revision }) => revision === 'base')) return 'The state before this change could not be read';
  return projects.length === 0 ? 'No Compose project could be read' : 'Not everything could be judged';
}

function stateSentence(report: Report): string {
  const { projects } = report;
  const { main, existing } = numbered(report);
  if (projects.length === 0) return 'There is no Compose project here';
  const worst = worstOf(main);
  if (worst?.cause.blocking === true) return reachSentence(report, worst, '') + more(main.length - 1);
  if (main.length > 0) return `Passed: ${bySeverity(main.map(({ cause }) => cause))}`;
  if (existing.length > 0) return `Passed: nothing new, ${existing.length.toString()} known`;
  return 'Passed: nothing breaks a rule';
}

function changeSentence(report: Report): string {
  const { gate, fixed } = report;
  const { main } = numbered(report);
  const worst = worstOf(main);
  if (worst?.cause.blocking === true) return reachSentence(report, worst, 'This change lets ') + more(main.length - 1);
  if (gate.blocking > 0)
    return `${counted(gate.blocking, 'existing finding')} of severity ${orWorse(report)}; this change adds none`;
  if (main.length > 0) return `Passed: this change adds ${bySeverity(main.map(({ cause }) => cause))}`;
  return fixed.length > 0 ? endedSentence(report) : withoutFindings(report);
}

/** What went with the services that it was about is not fixed. */
function endedSentence(report: Report): string {
  const fixed = report.fixed.filter(hasEnded(report)).length;
  const gone = report.fixed.length - fixed;
  if (fixed === 0) return `${counted(gone, 'finding')} went with what ${gone === 1 ? 'it was' : 'they were'} about`;
  return `This change fixes ${counted(fixed, 'finding')}${gone === 0 ? '' : `; ${gone.toString()} more went with what they were about`}`;
}

/** The first of the gravest; of these, one that starts outside. */
function worstOf(main: readonly Numbered[]): Numbered | undefined {
  const [first] = main;
  const outside = main.find(({ finding }) => claimOf(finding).at(0)?.from === 'outside');
  const { severity, blocking } = outside?.cause ?? {};
  return severity === first?.cause.severity && blocking === first?.cause.blocking ? outside : first;
}

function more(rest: number): string {
  return rest > 0 ? `; ${rest.toString()} more to fix` : '';
}

function withoutFindings(report: Report): string {
  const ways = openedWays(report);
  const [way] = ways;
  if (way === undefined && report.policy.changes.some(({ kind }) => kind === 'loosened'))
    return 'This change loosens the policy';
  const effects = effectsOf(report);
  const isRenamed = (report.change?.renamed ?? []).length > 0;
  if (isRenamed && effects.length === 0) return 'This change gives other names, and opens nothing';
  if (way === undefined)
    return (report.change?.closedFlows.length ?? 0) > 0 ? 'This change closes ways and opens none' : NOTHING_CHANGED;
  const [source, ...sources] = way.sources;
  const [target, ...targets] = way.targets;
  if (source === undefined || target === undefined || ways.length + sources.length + targets.length > 1)
    return 'This change opens ways, and breaks no rule';
  const name = namesAmong(report, [source, target]);
  return short(
    `This change lets ${subjectOf(source, name)} reach \`${name(target)}\`, and breaks no rule`,
    'This change opens a way, and breaks no rule',
  );
}

/** `lets`: what stands before the one who reaches; empty for a state. */
function reachSentence(report: Report, { cause, finding, findings }: Numbered, lets: string): string {
  const { message } = cause;
  const { rule } = finding;
  const path = claimOf(finding);
  const from = path.at(0)?.from;
  const to = path.at(-1)?.to;
  const fallback = lets === '' ? `\`${rule}\` is broken` : `This change breaks \`${rule}\``;
  // Of a volume the one who reads is the end to name first, and the message does.
  const isOverVolume = path.some(({ means }) => means === 'volume');
  if (from === undefined || to === undefined || isOverVolume) return short(message.replace(/\.$/u, ''), fallback);
  const verb = lets === '' ? 'can ' : '';
  const all = findings.map(claimOf).filter((hops) => hops.length === path.length);
  const others = (end: 'from' | 'to'): readonly string[] => [
    ...new Set(all.flatMap((hops) => hops.at(end === 'from' ? 0 : -1)?.[end] ?? [])),
  ];
  const name = namesAmong(report, [
    ...new Set([from, to, ...(isService(from) ? [...others('from'), ...others('to')] : [])]),
  ]);
  const target = to === 'host' ? 'take over the Docker host' : `reach ${targetsOf(report, others('to'), name)}`;
  // Reach over other services must not be taken for direct reach.
  const over = path.length > 1 ? ` by way of ${counted(path.length - 1, 'service')}` : '';
  return short(`${lets}${subjectsOf([from, ...others('from')], name, lets === '')} ${verb}${target}${over}`, fallback);
}

function subjectOf(stop: string, name: (stop: string) => string, starts = false): string {
  if (stop === 'outside') return starts ? 'Anyone outside' : 'anyone outside';
  return stop === 'host' ? `${starts ? 'The' : 'the'} Docker host` : `\`${name(stop)}\``;
}

/** Several are named where all are services; the outside and the host stand for themselves. */
function subjectsOf(stops: readonly string[], name: (stop: string) => string, starts: boolean): string {
  const [first = ''] = stops;
  if (!stops.every(isService)) return subjectOf(first, name, starts);
  return listed([...new Set(stops.map((stop) => `\`${name(stop)}\``))]);
}

const KINDS: ReadonlyMap<string, string> = new Map([
  ['data', 'the data store'],
  ['admin', 'the admin console'],
]);

/** ``the data stores `db` and `cache` ``. */
function targetsOf({ projects }: Report, services: readonly string[], name: (stop: string) => string): string {
  const known = projects.flatMap((project) => project.services);
  const kinds = new Set(services.map((id) => KINDS.get(known.find((each) => each.id === id)?.zone ?? '')));
  const [kind, ...others] = kinds;
  const called = [...new Set(services.map((id) => `\`${name(id)}\``))];
  const names = listed(called);
  if (kind === undefined || others.length > 0) return names;
  return `${kind}${called.length > 1 ? 's' : ''} ${names}`;
}

function orWorse({ gate }: Report): string {
  return gate.failOn === SEVERITIES.at(-1) ? gate.failOn : `${gate.failOn} or worse`;
}

function short(text: string, fallback: string): string {
  return text.length > LONGEST ? fallback : text;
}
