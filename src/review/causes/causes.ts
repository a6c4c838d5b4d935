import type { ChangedFile } from '../../fixes/apply.ts';
import { wordsOf } from '../../catalogue/image.ts';
import { addTo } from '../../words/grouped.ts';
import { compareText, placeKey } from '../../compose/source.ts';
import { SEVERITIES, type Severity } from '../../policy/severity.ts';
import { isolation } from '../../rules/isolation.ts';
import { claimOf } from '../report/claim.ts';
import { compareFindings } from '../report/findings.ts';
import type { ReportCause, ReportFinding, ReportLocation } from '../report/report.ts';
import { covered, type Endable, type LineSet } from './cover.ts';
import { endsOf, placeOf } from './ends.ts';
import { causeFix } from './fix.ts';
import { causeMessage, isOfNeed } from './message.ts';
import type { CauseSources } from './sources.ts';
import { exposedIn } from './tried.ts';

export interface Caused {
  readonly causes: readonly ReportCause[];
  /** What the fix of each makes of the files, by its id. */
  readonly patches: ReadonlyMap<string, readonly ChangedFile[]>;
  /** The findings in their order, each with its cause, and at a line of it. */
  readonly findings: readonly ReportFinding[];
}

/**
 * What findings come from: the least lines whose change ends them, those told together that a reader would take as one thing: what meets on
 * one network, and what one rule says of the projects of one folder with one kind of fix. New findings and those that were there before are apart.
 */
export function caused(findings: readonly ReportFinding[], sources: CauseSources): Caused {
  const told = (['new', 'existing'] as const).flatMap((status) => {
    const endable = findings
      .filter((finding) => finding.status === status)
      .map((finding): CausedFinding => ({
        finding,
        severity: finding.severity,
        at: placeOf(finding),
        ends: endsOf(finding, sources.violations.get(finding.fingerprint)?.ends, sources.isChanged),
      }));
    return apart(endable, sources).flatMap((some) =>
      together(withParts(covered(some)), sources).map((parts) => ({ status, parts })),
    );
  });
  const groups = told.map(({ status, parts }) => ({
    status,
    lines: [...new Map(parts.flatMap(({ lines }) => lines).map((at) => [placeKey(at), at])).values()],
    findings: parts.flatMap(({ ended }) => ended.map(({ finding }) => finding)).sort(compareFindings),
    places: parts.flatMap(({ lines, ended }) =>
      ended.map((one) => [one.finding.fingerprint, shown(one, lines)] as const),
    ),
  }));
  const ids = shortIds(groups.map((group) => leadOf(group.findings).fingerprint));
  const places = new Map(groups.flatMap((group) => group.places));
  const causeOf = new Map<string, string>();
  const causes = groups.map(({ status, lines, findings: own }, index) => {
    const lead = leadOf(own);
    const id = ids[index] ?? lead.fingerprint;
    for (const { fingerprint } of own) causeOf.set(fingerprint, id);
    const at = places.get(lead.fingerprint) ?? placeOf(lead);
    const cause: Omit<ReportCause, 'fix'> = {
      id,
      severity: worst(own),
      status,
      blocking: own.some(({ blocking }) => blocking),
      message: causeMessage(lead, own),
      lines: [at, ...lines.filter((line) => placeKey(line) !== placeKey(at))],
      findings: [lead, ...own.filter((finding) => finding !== lead)].map(({ fingerprint }) => fingerprint),
      rules: [...new Set([lead.rule, ...own.map(({ rule }) => rule)])],
      services: [...new Set(own.flatMap(({ services }) => services))],
    };
    return { cause, lead, own };
  });
  // What some finding objects to may be closed by the fix of another.
  const exposed = new Set(findings.flatMap(exposedIn));
  // What is new is tried first, and of that the worst.
  const fixed = causes
    .sort((a, b) => Number(isOld(a.cause)) - Number(isOld(b.cause)) || compareCauses(a.cause, b.cause))
    .map(({ cause, lead, own }) => ({
      cause,
      written: causeFix({ lead, all: own, lines: cause.lines, exposed }, sources),
    }))
    .sort((a, b) => compareCauses(a.cause, b.cause));
  return {
    causes: fixed.map(({ cause, written: { fix } }) => ({ ...cause, fix })),
    patches: new Map(fixed.map(({ cause, written: { files } }) => [cause.id, files])),
    findings: findings
      .map((finding): ReportFinding => {
        const cause = causeOf.get(finding.fingerprint) ?? null;
        return { ...finding, ...places.get(finding.fingerprint), cause };
      })
      .sort(compareFindings),
  };
}

function isOld({ status }: Pick<ReportCause, 'status'>): boolean {
  return status === 'existing';
}

interface CausedFinding extends Endable {
  readonly finding: ReportFinding;
}

/** Those who need what they reach cannot be kept from it, which is no reason to let in the rest. What a change brought is taken back as one. */
function apart(
  all: readonly CausedFinding[],
  { isChanged, isNeeded }: CauseSources,
): readonly (readonly CausedFinding[])[] {
  if (all.some(({ finding }) => finding.status === 'new') && isChanged !== null) return [all];
  const ofNeed = all.filter(({ finding }) => isOfNeed(finding, isNeeded));
  return [all.filter((one) => !ofNeed.includes(one)), ofNeed];
}

interface CausePart {
  readonly lines: LineSet;
  readonly ended: readonly CausedFinding[];
}

/** What has all of its lines among those of another is a part of that one. */
function withParts(parts: readonly CausePart[]): readonly CausePart[] {
  const keyed = parts.map((part) => ({ part, keys: new Set(part.lines.map(placeKey)) }));
  const wide = keyed.filter(({ keys }) => keys.size > 1).sort((a, b) => b.keys.size - a.keys.size);
  const inner = new Map<CausePart, CausedFinding[]>();
  const outer = keyed.filter(({ part, keys }) => {
    const around = wide.find((each) => each.keys.size > keys.size && [...keys].every((key) => each.keys.has(key)));
    if (around === undefined) return true;
    inner.set(around.part, [...(inner.get(around.part) ?? []), ...part.ended]);
    return false;
  });
  return outer.map(({ part }) => ({ ...part, ended: [...part.ended, ...(inner.get(part) ?? [])] }));
}

/** Parts that are told as one thing, in the order of their first. */
function together(parts: readonly CausePart[], sources: CauseSources): readonly (readonly CausePart[])[] {
  const groups = new Map<string, CausePart[]>();
  for (const part of parts) addTo(groups, kindOf(leadOf(part.ended.map(({ finding }) => finding)), sources), part);
  return [...groups.values()];
}

/** What findings have in common that are one thing to say and to do: the network where all meet; else the rule, the folder of the project and what the fix changes. */
function kindOf(lead: ReportFinding, { folders }: CauseSources): string {
  const hop = claimOf(lead).at(-1);
  if (hop?.means === 'network' && hop.through !== null) return JSON.stringify(['network', hop.through]);
  const changed = lead.fix.edits.map(({ path }) => path[2] ?? path[0]);
  const isOfWork = wordsOf(lead.file).some((word) => WORK.has(word));
  return JSON.stringify([lead.rule, folders.get(lead.project) ?? lead.project, changed[0] ?? null, isOfWork]);
}

/** In names of files that are there to work with or to test: what is to be done there is apart from what is deployed. */
const WORK = new Set(['dev', 'devel', 'development', 'local', 'test', 'tests', 'testing', 'e2e', 'ci']);

/** Where a finding is shown: at the line of its own that ends it, or the first that does. */
function shown({ at, ends }: CausedFinding, lines: LineSet): ReportLocation {
  const chosen = new Set(lines.map(placeKey));
  const own = ends.find((end) => end.every((line) => chosen.has(placeKey(line)))) ?? [];
  return own.find((line) => placeKey(line) === placeKey(at)) ?? own[0] ?? at;
}

/** The finding that a cause is known by: whatever else it explains, and wherever in the file that stands. */
function leadOf(findings: readonly ReportFinding[]): ReportFinding {
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

function worst(findings: readonly ReportFinding[]): Severity {
  return leadOf(findings).severity;
}

/** The worst first, then what fails the gate, then by place: the order of every report. */
export function compareCauses(a: Omit<ReportCause, 'fix'>, b: Omit<ReportCause, 'fix'>): number {
  return (
    SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) ||
    Number(b.blocking) - Number(a.blocking) ||
    compareText(a.lines[0]?.file ?? '', b.lines[0]?.file ?? '') ||
    (a.lines[0]?.line ?? 0) - (b.lines[0]?.line ?? 0) ||
    compareText(a.id, b.id)
  );
}

/** Fewest digits of an id. */
const SHORTEST = 6;

/** Each as short as tells it apart from all others: those that begin most like it stand beside it in their order. */
function shortIds(fingerprints: readonly string[]): readonly string[] {
  const sorted = [...new Set(fingerprints)].sort();
  const short = new Map(
    sorted.map((own, index) => {
      const beside = [sorted[index - 1], sorted[index + 1]];
      let length = SHORTEST;
      const isTaken = (): boolean => beside.some((other) => other?.startsWith(own.slice(0, length)) === true);
      while (length < own.length && isTaken()) length += 1;
      return [own, own.slice(0, length)] as const;
    }),
  );
  return fingerprints.map((own) => short.get(own) ?? own);
}
