import type { Assumptions } from '../topology/assumptions.ts';
import type { FileTree } from '../compose/file-tree.ts';
import { resolved } from '../compose/path.ts';
import type { TriedRevision } from './trial/trial.ts';
import { putOnHost } from './trial/aftermath.ts';
import { type Trials, trialsOn } from './trial/trials.ts';
import { idleStatements } from './idle-statements.ts';
import { type Analysis, analyze } from './analyze.ts';
import { baselineChange, withBaseline } from './baseline.ts';
import { notSearched, unreadChanges } from './unseen/files.ts';
import { type Given, unseenSettings } from './unseen/settings.ts';
import { mayConcern } from './concern.ts';
import { touches, type Watched } from './watched.ts';
import { type LinesBetween, changeReport } from './report/change.ts';
import { type Caused, caused } from './causes/causes.ts';
import type { TriedFixes } from './causes/sources.ts';
import { wholeFix } from './causes/whole-fix.ts';
import { changedLines } from './causes/changed-lines.ts';
import { compared } from './compare.ts';
import { filesIn } from '../fixes/open-files.ts';
import { reportDiagnostics } from './report/diagnostics.ts';
import { enginesText } from '../engines/engines.ts';
import type { Diagnostic } from '../compose/diagnostics.ts';
import { excepting } from './exceptions.ts';
import { excessCount } from './report/excess.ts';
import { exposureOf } from './report/exposure.ts';
import { gated, gateReport, verdictOf } from './gate.ts';
import { pictureOf } from './report/picture.ts';
import { reachOf } from './report/reach.ts';
import { reportProjects } from './report/projects.ts';
import { FROM_INPUT } from './find/calls.ts';
import { projectIds } from './find/project-ids.ts';
import { withNamesAsWritten } from './report/names-as-written.ts';
import { type FoundProjects, projectsOf } from './find/projects.ts';
import { goneProjects } from './lost/projects.ts';
import { lostZones } from './lost/zones.ts';
import { policyChanges } from './report/policy-changes.ts';
import { followed, type MovedProject } from './renamed/projects.ts';
import { renamesOf } from './renamed/renames.ts';
import { lostWalls } from './lost/walls.ts';
import { withStatedLabels } from './stated/labels.ts';
import { shownStacks } from './shown.ts';
import { withUnknownReach } from './unseen/reach.ts';
import { unjudged } from './unseen/services.ts';
import type { Report } from './report/report.ts';
import type { ReviewInput, ReviewSide } from './input.ts';
import { stopOf } from '../topology/node-id.ts';
import { pathsOf } from './report/hops.ts';

/** Files to report. Pure: two trees in, one report out, the same bytes for the same input. */
export function review(input: ReviewInput, fixes: TriedFixes = 'all'): Report {
  return reviewed(input, fixes === 'none' ? () => null : trialsOn, fixes).report;
}

export interface Reviewed {
  readonly report: Report;
  /** Whether the change may have to do with the result. */
  readonly touched: boolean;
  /** What changes of the head are tried on. */
  readonly revision: TriedRevision;
  /** What the fix of each cause makes of the files, by its id. */
  readonly patches: Caused['patches'];
}

/** Where fixes are tried; `null`: none is, and what the rules say is shown as it is. */
type TrialsFor = (revision: TriedRevision) => Trials | null;

/** The report, and whether the change touches anything that it rests on. */
export function reviewed(input: ReviewInput, trying: TrialsFor = trialsOn, fixes: TriedFixes = 'all'): Reviewed {
  const { policy } = input;
  const samples = proposedSamples(input);
  const after = projectsOf(withSamples(input.head, samples), policy, input.base?.tree ?? null);
  const found = input.base === null ? null : projectsOf(withSamples(input.base, samples), policy, input.head.tree);
  const { base: followedProjects, moved } = followed(found?.projects ?? [], after.projects);
  const before = found === null ? null : { ...found, projects: followedProjects };
  const ids = projectIds(before?.projects ?? [], after.projects);
  const base = before === null ? null : analyze(before.projects, ids, { ...policy, assumptions: assumedBefore(input) });
  const labelled =
    before === null
      ? { projects: after.projects, diagnostics: [] }
      : withStatedLabels(before.projects, after.projects, policy);
  const analysed = analyze(labelled.projects, ids, policy);
  const head =
    base === null ? analysed : { ...analysed, breaches: [...analysed.breaches, ...lostWalls(base, analysed, policy)] };
  const all = {
    ...head,
    diagnostics: [
      ...after.diagnostics,
      ...labelled.diagnostics,
      ...unseenSettings(
        givenIn(input.head, head),
        input.base === null || base === null ? null : givenIn(input.base, base),
      ),
      ...withUnknownReach(base, head, policy, input.today),
    ],
  };
  const revision: TriedRevision = {
    tree: input.head.tree,
    analysis: analysed,
    ids,
    policy,
    labelled: (found) =>
      before === null ? found : (withStatedLabels(before.projects, [found], policy).projects[0] ?? found),
  };
  if (input.base === null || before === null || base === null)
    return reportOf(input, base, all, ids, after.ignored, true, revision, moved, trying, fixes);
  const sides = [watchedIn(before, input.base), watchedIn(after, input.head)] as const;
  const missed = [
    ...lostZones(base, analysed, policy),
    ...goneProjects(before.projects, after.projects, ids, input.base.tree, input.head.tree),
    ...unreadChanges(...sides, head.diagnostics),
    ...unsaid(after.unread, head.diagnostics),
  ];
  const touched =
    input.engineBefore !== null ||
    input.policyChanged ||
    input.proposed !== null ||
    missed.length > 0 ||
    after.diagnostics.some(({ code, severity }) => code === FROM_INPUT && severity === 'error') ||
    keysOf(before) !== keysOf(after) ||
    touches(...sides) ||
    mayConcern(input.base.tree, input.head.tree, head.diagnostics);
  const diagnostics = [...all.diagnostics, ...missed];
  return reportOf(input, base, { ...all, diagnostics }, ids, after.ignored, touched, revision, moved, trying, fixes);
}

/** Those of which nothing is said where a project asks for the file. */
function unsaid(unread: readonly Diagnostic[], said: readonly Diagnostic[]): readonly Diagnostic[] {
  return unread.filter(
    ({ at }) => !said.some(({ at: there, severity }) => severity === 'error' && there.file === at.file),
  );
}

/** What the projects of a side were loaded from. What was only looked at, to see whether it is a Compose file, is not among it. */
function watchedIn({ projects }: FoundProjects, { tree }: ReviewSide): Watched {
  return { tree, asked: new Set(projects.flatMap(({ asked }) => [...asked])) };
}

function givenIn({ tree }: ReviewSide, { projects }: Analysis): Given {
  return { tree, projects };
}

function withSamples(side: ReviewSide, samples: ReadonlyMap<string, string>): ReviewSide {
  return { ...side, selection: { ...side.selection, samples } };
}

/** Sample values that only the policy of the head has. They give what has to be given; a default that a deployment may take stays. */
function proposedSamples({ policy, proposed }: ReviewInput): ReadonlyMap<string, string> {
  const samples = [...(proposed?.policy.sampleEnvironment ?? [])];
  return new Map(samples.filter(([name]) => !policy.sampleEnvironment.has(name)));
}

function keysOf({ projects }: FoundProjects): string {
  return JSON.stringify(projects.map(({ key }) => key).sort());
}

/** `touched`: whether what was not understood in the files may be of the change; if not, it is shown, and not held against it. */
function reportOf(
  input: ReviewInput,
  base: Analysis | null,
  head: Analysis,
  ids: ReadonlyMap<string, string>,
  ignored: number,
  touched: boolean,
  revision: TriedRevision,
  moved: readonly MovedProject[],
  trying: TrialsFor,
  fixes: TriedFixes,
): Reviewed {
  const { policy, today } = input;
  const open = filesIn(input.head.tree);
  const stacks = shownStacks(base, head);
  const renamed = renamesOf(stacks.base, stacks.head, moved);
  const comparison = compared(base, head, renamed.networks);
  const { kept, excepted } = excepting(comparison.findings, policy, today);
  const projects = reportProjects(head, ids);
  const lines = linesBetween(input);
  const trials = trying(revision);
  const freed = base === null ? new Set<string>() : putOnHost(base, revision.analysis, policy.assumptions);
  const judged = caused(withBaseline(gated(kept, policy.gate), input.baseline), {
    violations: comparison.violations,
    folders: new Map(projects.map(({ id, directory }) => [id, directory])),
    isNeeded: neededIn(head),
    isChanged: lines?.ofHead ?? null,
    open,
    baseText: input.base === null ? null : textIn(input.base.tree),
    freed,
    trials,
    tries: fixes,
  });
  const { findings } = judged;
  const baseline = baselineChange(input.baseline, input.proposed);
  const changed =
    base === null || lines === null
      ? null
      : changeReport(stacks.base, stacks.head, policy.assumptions, assumedBefore(input), renamed.told, lines);
  const aside = [
    ...input.policyDiagnostics,
    ...(input.base === null ? [] : notSearched(input.base.tree, 'warning')),
    ...notSearched(input.head.tree, 'error'),
    ...(input.proposed?.diagnostics ?? []),
    ...baseline.diagnostics,
    ...idleStatements(input, head, ids),
    ...unjudged(base?.found ?? null, head.found),
    ...(changed?.ofHead ?? []),
  ];
  const verdict = verdictOf(findings, touched || policy.gate.scope === 'all' ? [...aside, ...head.diagnostics] : aside);
  const change = changed?.change ?? null;
  const told = [
    ...[...findings, ...comparison.fixed].flatMap(({ path }) => path),
    ...(change?.openedFlows ?? []),
    ...(change?.closedFlows ?? []),
  ];
  const report: Report = {
    schemaVersion: 1,
    verdict,
    gate: gateReport(policy.gate, findings, comparison.fixed, excepted),
    revisions: input.base === null ? null : { base: input.base.revision, head: input.head.revision },
    policy: {
      file: policy.file,
      changed: input.policyChanged,
      baseline: baseline.counts,
      ignored,
      changes: policyChanges(policy, input.policyChanged ? (input.proposed?.policy ?? null) : null),
    },
    engine: enginesText(policy.assumptions.engine),
    projects,
    outside: exposureOf(stacks.head),
    paths: pathsOf(stacks.head),
    findings,
    causes: judged.causes,
    fix: wholeFix(judged, trials, freed),
    fixed: comparison.fixed,
    excepted,
    diagnostics: reportDiagnostics(
      [...(base?.diagnostics ?? []), ...(changed?.ofBase ?? [])],
      [...aside, ...head.diagnostics],
    ),
    change,
    topology: pictureOf(base === null ? null : stacks.base, stacks.head, told, renamed.networkIds),
    reach: { base: base === null ? null : reachOf(stacks.base), head: reachOf(stacks.head) },
    excess: { base: base === null ? null : excessCount(base.stacks), head: excessCount(head.stacks) },
  };
  const loaded = [...(base?.projects ?? []), ...head.projects].map(({ project }) => project);
  return { report: withNamesAsWritten(report, loaded), touched, revision, patches: judged.patches };
}

function linesBetween({ base, head }: ReviewInput): LinesBetween | null {
  if (base === null) return null;
  return { ofBase: changedLines(head.tree, base.tree), ofHead: changedLines(base.tree, head.tree) };
}

function neededIn({ stacks }: Analysis): (from: string, to: string) => boolean {
  const known = new Map<string, Set<string>>();
  for (const { needs } of stacks)
    for (const [id, all] of needs) {
      const targets = known.get(stopOf(id)) ?? new Set();
      for (const { to } of all) targets.add(stopOf(to));
      known.set(stopOf(id), targets);
    }
  return (from, to) => known.get(from)?.has(to) === true;
}

function textIn(tree: FileTree): (file: string) => string | null {
  return (file) => {
    const read = tree.read(resolved(tree.root, file));
    return read.kind === 'file' ? read.text : null;
  };
}

/** What is assumed of the base: another engine, where that is the change. */
function assumedBefore({ policy: { assumptions }, engineBefore }: ReviewInput): Assumptions {
  return engineBefore === null ? assumptions : { ...assumptions, engine: engineBefore };
}
