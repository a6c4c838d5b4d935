import { knownFrom, leftIn } from '../policy/identified.ts';
import type { Violation } from '../rules/rule.ts';
import type { Analysis, Breach } from './analyze.ts';
import { compareFindings, findingOf, identityOf } from './report/findings.ts';
import { withNamesAsWritten } from './report/names-as-written.ts';
import type { ReportFinding } from './report/report.ts';
import { type RenamedNetwork, withNewNames } from './renamed/networks.ts';

/** Findings of the head, each new or existing, and those of the base that are gone. */
export interface Comparison {
  readonly findings: readonly ReportFinding[];
  readonly fixed: readonly ReportFinding[];
  /** What the findings were made of, by fingerprint. */
  readonly violations: ReadonlyMap<string, Violation>;
}

/**
 * Findings by identity, and by what they claim: one that claims less than the base did, or the same together with others, is not new, and
 * one of which something is left is not fixed. Without a base all are new. Where the base of a project could not be read nothing of it counts as
 * existing: the gate then judges everything there (fail closed), and nothing is called fixed. What is equal in several ways to start the same
 * files is told once, as new where it is new in one of them that was there before, or in all; it is fixed where it is in all. What the
 * base says of `renamed` networks it says of them by their new names.
 */
export function compared(base: Analysis | null, head: Analysis, renamed: readonly RenamedNetwork[]): Comparison {
  const before = base === null ? [] : unique(base, 'fixed', renamed);
  const after = unique(head, 'new', []);
  const isKnown = knownFrom(before.map(({ finding }) => finding));
  const isLeft = leftIn(after.map(({ finding }) => finding));
  const wereThere = new Set(base?.projects.map(({ id }) => id));
  const told = new Set([...before, ...after.filter(({ finding }) => isKnown(finding))].map(({ shared }) => shared));
  const known = after.map((placed): PlacedFinding => {
    const { finding, shared } = placed;
    const isElsewhere = !wereThere.has(finding.project) && told.has(shared);
    return isElsewhere || isKnown(finding) ? { ...placed, finding: { ...finding, status: 'existing' } } : placed;
  });
  const left = new Set(after.map(({ shared }) => shared));
  const isJudged = judgedIn(head);
  const loaded = [...(base?.projects ?? []), ...head.projects].map(({ project }) => project);
  const tell = (findings: ReportFinding[]): readonly ReportFinding[] =>
    withNamesAsWritten(findings.sort(compareFindings), loaded);
  return {
    findings: tell(toldOnce([...known.filter(isNew), ...known.filter((placed) => !isNew(placed))])),
    fixed: tell(
      toldOnce(before.filter(({ finding, shared }) => !left.has(shared) && !isLeft(finding) && isJudged(finding))),
    ),
    violations: new Map(after.map(({ finding, violation }) => [finding.fingerprint, violation])),
  };
}

interface PlacedFinding {
  readonly finding: ReportFinding;
  /** The same for what two ways to start the same files have in common. */
  readonly shared: string;
  readonly violation: Violation;
}

function isNew({ finding }: PlacedFinding): boolean {
  return finding.status === 'new';
}

/** One finding an identity, the worst; those of one project together, in the order of the projects. */
function unique(
  analysis: Analysis,
  status: ReportFinding['status'],
  renamed: readonly RenamedNetwork[],
): readonly PlacedFinding[] {
  const findings = analysis.breaches
    .map((breach) => {
      const now = underNewNames(breach, renamed);
      return {
        finding: { ...findingOf(breach, status), ...identityOf(now) },
        shared: sharedKey(now),
        violation: breach.violation,
      };
    })
    .sort((a, b) => compareFindings(a.finding, b.finding));
  const first = new Map<string, PlacedFinding>();
  for (const placed of findings)
    if (!first.has(placed.finding.fingerprint)) first.set(placed.finding.fingerprint, placed);
  const order = new Map(analysis.projects.map(({ id }, index) => [id, index]));
  return [...first.values()].sort((a, b) => (order.get(a.finding.project) ?? 0) - (order.get(b.finding.project) ?? 0));
}

function underNewNames(breach: Breach, renamed: readonly RenamedNetwork[]): Breach {
  if (renamed.length === 0) return breach;
  const { violation } = breach;
  const { project, subject, identity, claims } = violation;
  const rename = withNewNames(renamed, project);
  const isAboutNetwork = NETWORK_RULES.has(breach.rule.id);
  const about = isAboutNetwork ? rename(`network=${subject}`).slice('network='.length) : subject;
  return {
    ...breach,
    violation: { ...violation, subject: about, identity: rename(identity), claims: (claims ?? []).map(rename) },
  };
}

/** Their subject is a network. */
const NETWORK_RULES: ReadonlySet<string> = new Set(['data-network-not-internal', 'unused-network']);

function sharedKey({ rule, violation: { subject, identity, at } }: Breach): string {
  return JSON.stringify([rule.id, subject, identity, at.file, at.line, at.column]);
}

function toldOnce(findings: readonly PlacedFinding[]): ReportFinding[] {
  const told = new Set<string>();
  return findings.flatMap(({ finding, shared }) => {
    if (told.has(shared)) return [];
    told.add(shared);
    return [finding];
  });
}

/** Whether the head has the project of a finding, and judges its rule wholly and the services that took part: what is out of sight is not fixed. */
function judgedIn(head: Analysis): (finding: ReportFinding) => boolean {
  const projects = new Map(head.projects.map(({ id, project }) => [id, project]));
  return ({ rule, project: id, services }) => {
    const project = projects.get(id);
    if (project === undefined || head.cut.has(rule)) return false;
    return services.every(
      (service) => !service.startsWith(`${id}/`) || !project.inactive.has(service.slice(id.length + 1)),
    );
  };
}
