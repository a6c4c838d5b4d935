import { addTo } from '../../words/grouped.ts';
import { code } from '../../words/words.ts';
import { placeKey } from '../../compose/source.ts';
import { combined, onNetworksOfTheirOwn } from '../../fixes/combined.ts';
import type { Edit } from '../../fixes/edit.ts';
import { SEVERITIES } from '../../policy/severity.ts';
import { toldFix, type WrittenFix, writtenFix } from '../report/fix.ts';
import type { Fix } from '../../rules/rule.ts';
import { unneededDataAccess } from '../../rules/unneeded-data-access.ts';
import type { ReportFinding, ReportFix } from '../report/report.ts';
import { endsOf } from './ends.ts';
import { namesOf, networkSummary, predicate, whoElse } from './message.ts';
import type { CauseSources } from './sources.ts';

/** What the rules say to do about a cause. */
export interface RuleFixes {
  /**
   * The fix of its findings which ends most of them, with the fewest edits, and where some are left those that end these with it, all in one, as far
   * as they can be made together.
   */
  readonly best: WrittenFix;
  /** Others, the likeliest first, each written when it is asked for: all at once; each by itself; what makes networks without closing more than that. */
  readonly more: () => Iterable<WrittenFix>;
}

export function ruleFixes(lead: ReportFinding, all: readonly ReportFinding[], sources: CauseSources): RuleFixes {
  const own = fixesFrom(lead, all, sources);
  return { best: own.best, more: () => otherFixes(own, lead, all, sources) };
}

function* otherFixes(
  own: Fixes,
  lead: ReportFinding,
  all: readonly ReportFinding[],
  sources: CauseSources,
): Iterable<WrittenFix> {
  const violations = new Map(
    all.flatMap(({ fingerprint }) => {
      const violation = sources.violations.get(fingerprint);
      return violation === undefined ? [] : [[fingerprint, { ...violation, fix: leadingOut(violation.fix) }] as const];
    }),
  );
  const isSame = all.every(
    ({ fingerprint }) => violations.get(fingerprint)?.fix.edits === sources.violations.get(fingerprint)?.fix.edits,
  );
  const open = isSame ? null : fixesFrom(lead, all, { ...sources, violations });
  // On one network for all, who uses one store is with the others, too.
  const isAboutUsers = all.some(({ rule }) => rule === unneededDataAccess.id);
  if (isAboutUsers) yield* own.apart();
  if (open !== null) yield open.best;
  yield* own.together();
  if (open !== null) yield* open.together();
  if (!isAboutUsers) yield* own.apart();
  if (open !== null) yield* open.apart();
  yield* own.singles();
}

interface Fixes {
  readonly best: WrittenFix;
  /** All at once, where `best` leaves some out. */
  readonly together: () => readonly WrittenFix[];
  /** All at once, with a network for each service that moves. */
  readonly apart: () => readonly WrittenFix[];
  readonly singles: () => readonly WrittenFix[];
}

/** Findings of a cause, each with its own fix. */
type MemberFixes = ReadonlyMap<ReportFinding, WrittenFix>;

function fixesFrom(lead: ReportFinding, all: readonly ReportFinding[], sources: CauseSources): Fixes {
  const written = new Map(all.map((finding) => [finding, writtenOf(finding, sources)]));
  const ended = endedBy(all, written, sources);
  const [first = lead, ...more] = chosen(lead, all, written, ended);
  const best = more.length === 0 ? null : joined([first, ...more], all, sources);
  const own = written.get(first) ?? writtenOf(first, sources);
  const singles = distinct(written).sort((a, b) => a.fix.edits.length - b.fix.edits.length);
  return {
    best: best ?? { ...own, fix: { ...own.fix, summary: withRest(first, all, ended, sources) } },
    together: () => {
      const together = singles.length > more.length + 1 ? joined(singles, all, sources) : null;
      return together === null ? [] : [together];
    },
    apart: () => {
      const apart = singles.length > 1 ? joined(singles, all, sources, onNetworksOfTheirOwn) : null;
      return apart === null ? [] : [apart];
    },
    singles: () =>
      singles.filter((finding) => best !== null || finding !== first).flatMap((finding) => written.get(finding) ?? []),
  };
}

/** A fix that makes networks, without what it does beside that: they are not internal, and published ports stay. The same where it makes none. */
function leadingOut(fix: Fix): Fix {
  const isNetwork = ({ kind, path: [section, , ...more] }: Edit): boolean =>
    kind === 'set' && section === 'networks' && more.length === 0;
  const isInternal = (edit: Edit): boolean =>
    isNetwork(edit) && 'value' in edit && JSON.stringify(edit.value) === INTERNAL;
  const isPort = ({ path: [section, , key] }: Edit): boolean => section === 'services' && key === 'ports';
  if (!fix.edits.some(isNetwork) || !fix.edits.some((edit) => isInternal(edit) || isPort(edit))) return fix;
  const caveat = textsIn(fix.caveat ?? '').filter((text) => !/`internal`|^Published ports/u.test(text));
  return {
    ...fix,
    edits: fix.edits.flatMap((edit) => (isPort(edit) ? [] : [isInternal(edit) ? { ...edit, value: null } : edit])),
    caveat: caveat.length === 0 ? null : caveat.join(' '),
  };
}

const INTERNAL = JSON.stringify({ internal: true });

/** Findings whose fixes do not make the same of the files. */
function distinct(written: MemberFixes): ReportFinding[] {
  const made = [...written].filter(([, { files }]) => files.length > 0);
  const key = ({ files }: WrittenFix): string => JSON.stringify(files.map(({ name, splices }) => [name, splices]));
  return [...new Map(made.map(([finding, fix]) => [key(fix), finding])).values()];
}

function writtenOf(finding: ReportFinding, { violations, open }: CauseSources): WrittenFix {
  const violation = violations.get(finding.fingerprint);
  if (violation === undefined) return { fix: finding.fix, files: [], file: finding.file };
  return open === null ? { fix: toldFix(violation.fix), files: [], file: finding.file } : writtenFix(violation, open);
}

type EndedBy = ReadonlyMap<ReportFinding, ReadonlySet<ReportFinding>>;

/** Which findings the fix of each ends: those that have a set of lines that its edits take out or replace, and its own. */
function endedBy(
  all: readonly ReportFinding[],
  written: MemberFixes,
  { violations, isChanged }: CauseSources,
): EndedBy {
  const ends = all.map((finding) => ({
    finding,
    sets: endsOf(finding, violations.get(finding.fingerprint)?.ends, isChanged).map((lines) => lines.map(placeKey)),
  }));
  return new Map(
    all.map((finding) => {
      const edited = new Set(editsOf(finding, written).map(placeKey));
      const others = ends.filter(({ sets }) => sets.some((lines) => lines.every((line) => edited.has(line))));
      return [finding, new Set([finding, ...others.map((each) => each.finding)])];
    }),
  );
}

function editsOf(finding: ReportFinding, written: MemberFixes): ReportFix['edits'] {
  return written.get(finding)?.fix.edits ?? [];
}

/** Findings whose fixes end all, the one that ends most first. */
function chosen(
  lead: ReportFinding,
  all: readonly ReportFinding[],
  written: MemberFixes,
  ended: EndedBy,
): readonly ReportFinding[] {
  const left = new Set(all);
  const found: ReportFinding[] = [];
  while (left.size > 0) {
    const gain = (finding: ReportFinding): number =>
      [...(ended.get(finding) ?? [])].filter((one) => left.has(one)).length;
    const best = [...left].reduce((known, finding) => {
      const [edits, others] = [editsOf(finding, written).length, editsOf(known, written).length];
      const order =
        Number(edits > 0) - Number(others > 0) ||
        gain(finding) - gain(known) ||
        SEVERITIES.indexOf(finding.severity) - SEVERITIES.indexOf(known.severity) ||
        Number(finding === lead) - Number(known === lead) ||
        others - edits;
      return order > 0 ? finding : known;
    });
    for (const one of ended.get(best) ?? [best]) left.delete(one);
    left.delete(best);
    found.push(best);
  }
  return found;
}

/** Several fixes as one; `null`: they cannot be made together, or one of them says no edits. */
function joined(
  findings: readonly ReportFinding[],
  all: readonly ReportFinding[],
  sources: CauseSources,
  arranged: typeof onNetworksOfTheirOwn = (fixes) => fixes,
): WrittenFix | null {
  const { violations, open } = sources;
  const parts = findings.flatMap(({ fingerprint }) => violations.get(fingerprint) ?? []);
  const [first] = parts;
  if (first === undefined || parts.length < findings.length || parts.some(({ fix }) => fix.edits.length === 0))
    return null;
  const caveats = [...new Set(parts.flatMap(({ fix }) => fix.caveat ?? []))];
  const isFree = (name: string): boolean => {
    const file = open?.(first.at.file);
    return file !== undefined && !('reason' in file) && !file.text.includes(name);
  };
  const written = writtenFix(
    {
      ...first,
      fix: {
        summary: summaryOf(findings, all, sources),
        edits: combined(
          arranged(
            parts.map(({ fix }) => fix.edits),
            isFree,
          ),
        ),
        caveat: caveats.length === 0 ? null : sentences(caveats.slice(0, MOST_SAID)),
      },
    },
    open,
  );
  return written.files.length === 0 ? null : written;
}

const MOST_SAID = 2;

/** Texts in one, each of their sentences once. */
function sentences(texts: readonly string[]): string {
  return [...new Set(texts.flatMap(textsIn))].join(' ');
}

function textsIn(text: string): readonly string[] {
  return text.split(/(?<=[.!?]) (?=[A-Z`])/u);
}

function withRest(first: ReportFinding, all: readonly ReportFinding[], ended: EndedBy, sources: CauseSources): string {
  const left = all.filter((finding) => ended.get(first)?.has(finding) !== true);
  if (left.length === 0) return networkSummary(first, all, sources) ?? first.fix.summary;
  return summaryOf([first, ...left], all, sources);
}

/** The summaries of `findings`, each once and for whom it is; the same with other names is said by the names alone. `all`: those of the cause. */
function summaryOf(findings: readonly ReportFinding[], all: readonly ReportFinding[], sources: CauseSources): string {
  const [first] = findings;
  if (first === undefined) return '';
  const together = networkSummary(first, all, sources);
  if (together !== null) return together;
  const groups = new Map<string, ReportFinding[]>();
  for (const finding of findings) addTo(groups, predicate(finding, finding.fix.summary), finding);
  const parts = [...groups.values()].slice(0, MOST_WAYS).map((group) => wayOf(group, groups.size > 1));
  const left = [...groups.values()].slice(MOST_WAYS).flat();
  return [...parts, ...(left.length === 0 ? [] : [`For ${namesOf(left)} see their findings.`])].join(' ');
}

/** Ways to mend members of one cause that are told in full. */
const MOST_WAYS = 3;

/** One way to mend, and for whom. `isOneOfSeveral`: it has to say for whom. */
function wayOf(group: readonly ReportFinding[], isOneOfSeveral: boolean): string {
  const [first] = group;
  if (first === undefined) return '';
  const { summary } = first.fix;
  const isNamed = summary.includes(code(first.subject)) || summary.includes(code(first.file));
  if (isOneOfSeveral && !isNamed) return `For ${namesOf(group)}: ${summary}`;
  const others = isNamed || !isOneOfSeveral ? whoElse(first, group) : '';
  const isSameWords = group.every(({ fix }) => fix.summary === summary);
  return others === '' || (isSameWords && !isOneOfSeveral) ? summary : `${summary} The same goes ${others}.`;
}
