import type { Topology, TopologyService } from '../../topology/topology.ts';
import type { Diagnostic } from '../../compose/diagnostics.ts';
import type { FileTree } from '../../compose/file-tree.ts';
import { resolved } from '../../compose/path.ts';
import type { ChangedFile } from '../../fixes/apply.ts';
import { overlaid } from '../../fixes/overlaid.ts';
import { knownFrom } from '../../policy/identified.ts';
import type { Policy } from '../../policy/policy.ts';
import type { NodeId } from '../../topology/node-id.ts';
import { analyze, type Analysis, type JudgedStack, withBreaches } from '../analyze.ts';
import { composeFilesAmong } from '../find/compose-files.ts';
import type { FoundProject } from '../find/project.ts';
import { findingOf, fingerprintOf } from '../report/findings.ts';
import type { ReportFinding } from '../report/report.ts';
import { closedPorts, type LeftData, leftData, renewedNetworks } from './aftermath.ts';
import { broken, type BrokenNeed, keptNeeds } from './broken.ts';
import { brokenHostPorts } from './host-address.ts';
import { type OpenedWay, openedWays } from './opened.ts';
import { type TakenThing, takenThings } from './taken.ts';

/** A revision as it was judged: what changes of its files are tried on. */
export interface TriedRevision {
  readonly tree: FileTree;
  readonly analysis: Analysis;
  readonly ids: ReadonlyMap<string, string>;
  readonly policy: Policy;
  /** A project of this revision with what counts of its labels. */
  readonly labelled: (found: FoundProject) => FoundProject;
}

/** What changed files make of what is there and of who reaches whom. */
export interface TrialEffects {
  /** Who reaches whom that did not. */
  readonly opened: readonly OpenedWay[];
  /** What is needed and was there, and is no more. */
  readonly broken: readonly BrokenNeed[];
  /** What services were given and no longer have. */
  readonly taken: readonly TakenThing[];
  /** Files that nobody would find as Compose files any more, and whose projects would not be judged, by their names. */
  readonly unfound: readonly string[];
  /** Ports that no service answers at from outside any more: `shop/db` and `5432/tcp`. */
  readonly closed: readonly (readonly [service: NodeId, port: string])[];
  /** Networks that the engine has to make anew: it changes none that is there. */
  readonly renewed: readonly string[];
  /** Data that services will not find where they have them. */
  readonly left: readonly LeftData[];
  /** How much was judged again, as `workIn` counts it. */
  readonly judged: number;
  /** How many needs of services in the projects that were judged again are met. */
  readonly kept: number;
  /** What loading says that it did not say. */
  readonly problems: readonly Diagnostic[];
}

/** What changed files make of a revision. */
export interface Trial extends TrialEffects {
  /** Fingerprints of the findings that are gone. */
  readonly gone: ReadonlySet<string>;
  /** Findings that were not there; what is left of one that was is none. */
  readonly added: readonly ReportFinding[];
}

/** A trial before the rules are asked, which costs as much again. */
export interface BegunTrial {
  readonly effects: TrialEffects;
  readonly finish: () => Trial;
}

/**
 * Loads the projects that `files` are part of again, with the files as they are after a change, and judges the stacks that they are in, by the rules only where
 * that is asked for.
 * `samples`: values for variables that the change brings and that have to be given.
 */
export function begunTrial(
  judged: TriedRevision,
  files: readonly ChangedFile[],
  samples: ReadonlyMap<string, string>,
): BegunTrial {
  const { tree, analysis, ids, policy } = judged;
  const changed = files.map(({ name }) => resolved(tree.root, name));
  const after = overlaid(tree, files);
  const found = analysis.found.map((project) =>
    project.project !== null && changed.some((path) => project.asked.has(path))
      ? { ...judged.labelled(project.reload(after, samples)), isHeld: project.isHeld }
      : project,
  );
  const bare = analyze(found, ids, policy, analysis, []);
  const [was, is] = [without(analysis.stacks, bare.stacks), without(bare.stacks, analysis.stacks)];
  const pairs = paired(was, is);
  const known = new Set(analysis.diagnostics.map(said));
  const effects: TrialEffects = {
    opened: pairs.flatMap(([old, now]) => openedWays(old, now, policy.assumptions)),
    broken: [
      ...pairs.flatMap(([old, now]) => broken(old, now, policy.assumptions)),
      ...brokenHostPorts(analysis.stacks, was, is),
    ],
    unfound: files.map(({ name }) => name).filter((name) => isUnfound(name, analysis.found, after)),
    taken: pairs.flatMap(([old, now]) => takenThings(old, now)),
    closed: pairs.flatMap(([old, now]) => closedPorts(old, now, policy.assumptions)),
    renewed: renewedNetworks(was, is),
    left: pairs.flatMap(([old, now]) => leftData(old, now)),
    judged: is.reduce((sum, { topology }) => sum + workIn(topology), 0) + found.length / PROJECTS_FOR_ONE,
    kept: keptNeeds(is),
    problems: bare.diagnostics.filter((problem) => !known.has(said(problem))),
  };
  return { effects, finish: () => finished(judged, effects, withBreaches(bare, analysis, ids, policy)) };
}

/** Whether a file makes a project only by what it holds, and no longer does. */
function isUnfound(name: string, found: readonly FoundProject[], after: FileTree): boolean {
  const makes = found.some(({ origin, project }) => origin.kind === 'file' && project?.files.includes(name) === true);
  return makes && composeFilesAmong([resolved(after.root, name)], after).length === 0;
}

/** `tried`: the revision with the changed files. */
function finished({ analysis }: TriedRevision, effects: TrialEffects, tried: Analysis): Trial {
  const [was, is] = [without(analysis.stacks, tried.stacks), without(tried.stacks, analysis.stacks)];
  const [before, now] = [identified(was), identified(is)];
  const isKnown = knownFrom([...before.values()]);
  const elsewhere = new Set(without(tried.stacks, is).flatMap(({ breaches }) => breaches.map(fingerprintOf)));
  const known = new Set(analysis.diagnostics.map(said));
  return {
    ...effects,
    gone: new Set([...before.keys()].filter((one) => !now.has(one) && !elsewhere.has(one))),
    added: [...now.values()].filter((finding) => !isKnown(finding) && !elsewhere.has(finding.fingerprint)),
    problems: tried.diagnostics.filter((problem) => !known.has(said(problem))),
  };
}

/** Errors of loading the projects that `files` are part of, with the files as they are after a change, that are not there before. */
export function errorsOf({ tree, analysis }: TriedRevision, files: readonly ChangedFile[]): readonly Diagnostic[] {
  const after = overlaid(tree, files);
  const changed = files.map(({ name }) => resolved(tree.root, name));
  const known = new Set(analysis.diagnostics.map(said));
  return analysis.found
    .filter(({ project, asked }) => project !== null && changed.some((path) => asked.has(path)))
    .flatMap(({ reload }) => reload(after, new Map()).diagnostics)
    .filter((problem) => problem.severity === 'error' && !known.has(said(problem)));
}

type StackPair = readonly [before: readonly JudgedStack[], after: readonly JudgedStack[]];

/**
 * Stacks of the same projects together, for a project may be in several: beside each way to start another. Those that are made of other projects
 * than before are all one pair.
 */
function paired(before: readonly JudgedStack[], after: readonly JudgedStack[]): readonly StackPair[] {
  const known = new Map(before.map((stack) => [projectsIn(stack), stack]));
  const same = after.flatMap((stack) => {
    const old = known.get(projectsIn(stack));
    return old === undefined ? [] : [[[old], [stack]] as const];
  });
  const [olds, news] = [new Set(same.flatMap(([old]) => old)), new Set(same.flatMap(([, now]) => now))];
  const rest: StackPair = [before.filter((stack) => !olds.has(stack)), after.filter((stack) => !news.has(stack))];
  return rest[0].length + rest[1].length === 0 ? same : [...same, rest];
}

function projectsIn({ topology, variant }: JudgedStack): string {
  return JSON.stringify([variant, topology.projects.map(({ id }) => id)]);
}

function without(stacks: readonly JudgedStack[], others: readonly JudgedStack[]): readonly JudgedStack[] {
  const known = new Set(others);
  return stacks.filter((stack) => !known.has(stack));
}

function identified(stacks: readonly JudgedStack[]): ReadonlyMap<string, ReportFinding> {
  const findings = stacks.flatMap(({ breaches }) => breaches.map((breach) => findingOf(breach, 'new')));
  return new Map(findings.map((finding) => [finding.fingerprint, finding]));
}

/** Lines move with a change: a problem is known by its words, and a warning, which may list what changes, by what it is about. */
function said({ code, severity, at, message }: Diagnostic): string {
  return JSON.stringify([code, severity, at.file, severity === 'error' ? message : null]);
}

/** So many projects that a trial leaves as they are cost as much as one service that it judges. */
const PROJECTS_FOR_ONE = 20;

/** How much there is to judge in a topology: its services, networks and volumes, what services have beyond the usual of settings and networks, who may use which store, and who shares a volume. */
export function workIn({ services, networks, volumes }: Topology): number {
  const all = [...services.values()];
  const stores = all.filter(({ zone }) => zone.zone === 'data').length;
  const sharing = [...volumes.values()].reduce((sum, { mounts }) => sum + 1 + mounts.length ** 2 / PAIRS_FOR_ONE, 0);
  return all.reduce(
    (sum, { service, attachments }) =>
      sum + Math.max(0, settingsOf(service) - USUAL) / USUAL + Math.max(0, attachments.size - USUAL_NETWORKS),
    services.size + networks.size + sharing + (stores * (services.size - stores)) / PAIRS_FOR_ONE,
  );
}

function settingsOf(service: TopologyService['service']): number {
  const { environment, labels, mounts, links, ports, extraHosts, command, dependsOn, devices } = service;
  const lists = [mounts, links, ports, extraHosts, command, devices];
  return lists.reduce((sum, { length }) => sum + length, environment.size + labels.size + dependsOn.size);
}

/** So many pairs of a store and who may use it, or of services with one volume. */
const PAIRS_FOR_ONE = 50;
const USUAL = 20;
const USUAL_NETWORKS = 4;
