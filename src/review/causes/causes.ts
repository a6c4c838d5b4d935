import type { ChangedFile } from '../../fixes/apply.ts';
import { wordsOf } from '../../catalogue/image.ts';
import { addTo } from '../../words/grouped.ts';
import { compareText, placeKey } from '../../compose/source.ts';
import { SEVERITIES } from '../../policy/severity.ts';
import { claimOf } from '../report/claim.ts';
import { compareFindings } from '../report/findings.ts';
import type { ReportCause, ReportFinding } from '../report/report.ts';
import { covered } from './cover.ts';
import { endsOf, placeOf } from './ends.ts';
import { type CauseFix, causeFix } from './fix.ts';
import { mendable } from './mendable.ts';
import { isOfNeed } from './message.ts';
import type { CauseSources } from './sources.ts';
import { type CausedFinding, type CausePart, leadOf, type ToldCause, toldCause } from './told-cause.ts';
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
  // What some finding objects to may be closed by the fix of another.
  const exposed = new Set(findings.flatMap(exposedIn));
  const fixOf = ({ cause, lead, own }: ToldCause): CauseFix =>
    causeFix(
      { lead, all: own, lines: cause.lines, exposed },
      isTried(cause, sources) ? sources : { ...sources, trials: null },
    );
  // What is new is tried first, and of that the worst.
  const fixed = told
    .map(({ status, parts }) => toldCause(status, parts))
    .sort((a, b) => Number(isOld(a.cause)) - Number(isOld(b.cause)) || compareCauses(a.cause, b.cause))
    .flatMap((one) => mendable(one, fixOf));
  const short = shortIds(fixed.map(({ told: { cause } }) => cause.id));
  const ids = new Map(fixed.map(({ told: { cause } }, index) => [cause.id, short[index] ?? cause.id]));
  const places = new Map(fixed.flatMap(({ told: { places: own } }) => own));
  const causeOf = new Map(
    fixed.flatMap(({ told: { cause, own } }) =>
      own.map(({ fingerprint }) => [fingerprint, ids.get(cause.id) ?? null] as const),
    ),
  );
  return {
    causes: fixed
      .map(({ told: { cause }, written: { fix } }) => ({ ...cause, id: ids.get(cause.id) ?? cause.id, fix }))
      .sort(compareCauses),
    patches: new Map(
      fixed.map(({ told: { cause }, written: { files } }) => [ids.get(cause.id) ?? cause.id, files] as const),
    ),
    findings: findings
      .map((finding): ReportFinding => {
        const cause = causeOf.get(finding.fingerprint) ?? null;
        return { ...finding, ...places.get(finding.fingerprint), cause };
      })
      .sort(compareFindings),
  };
}

function isTried({ blocking, status }: Omit<ReportCause, 'fix'>, { tries, isChanged }: CauseSources): boolean {
  return tries === 'all' || (tries === 'urgent' && (blocking || (status === 'new' && isChanged !== null)));
}

function isOld({ status }: Pick<ReportCause, 'status'>): boolean {
  return status === 'existing';
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
  const alike = new Map<string, CausePart[]>();
  for (const [kind, group] of groups) for (const part of group) addTo(alike, likeness(group, sources) ?? kind, part);
  return [...alike.values()];
}

/**
 * What is one thing to say of folders beside each other: that one rule says the same of services of the same names in each of them, as in a folder
 * for every customer or country; `null`: it is of one network, or of no folder.
 */
function likeness(group: readonly CausePart[], { folders }: CauseSources): string | null {
  const findings = group.flatMap(({ ended }) => ended.map(({ finding }) => finding));
  const lead = leadOf(findings);
  const folder = folders.get(lead.project) ?? '';
  if (!folder.includes('/') || claimOf(lead).at(-1)?.means === 'network') return null;
  const about = findings.map(({ rule, subject, fix }) => [rule, subject, fix.edits[0]?.path[2] ?? null]);
  return JSON.stringify([
    lead.severity,
    folder.slice(0, folder.lastIndexOf('/')),
    [...new Set(about.map((one) => JSON.stringify(one)))].sort(),
  ]);
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
