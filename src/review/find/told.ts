import type { Project, Service, ToldProject } from '../../compose/project.ts';
import { repositoryOf } from '../../catalogue/image.ts';
import { shownPath } from '../../compose/path.ts';
import { enginesOf } from '../../engines/engines.ts';
import type { Policy } from '../../policy/policy.ts';
import { addTo } from '../../words/grouped.ts';
import { needsOf } from '../../topology/needs/needs.ts';
import { topologyOf } from '../../topology/topology-of.ts';
import type { ReviewSide } from '../input.ts';
import type { ResolvedCall } from './calls.ts';
import type { FoundProject } from './project.ts';

/**
 * `found`, each with what others of the repository tell of it: that a call starts its files in a swarm or only workflows do, and what a service of the same name and
 * software needs in another project of the folder. One file may say what the next one leaves to the code.
 */
export function toldProjects(
  found: readonly FoundProject[],
  calls: readonly ResolvedCall[],
  { tree }: ReviewSide,
  policy: Policy,
): readonly FoundProject[] {
  const stacks = new Map(
    calls.filter(({ isStack }) => isStack).map((call) => [keyOf(namesIn(call, tree)), call.projectName] as const),
  );
  const others = new Set(calls.filter(({ isOfWorkflow }) => !isOfWorkflow).map((call) => keyOf(namesIn(call, tree))));
  const shown = needsByKind(found, policy);
  return found.map((one) => {
    const { project } = one;
    if (project === null) return one;
    const needs = new Map(
      [...project.services.values()].flatMap((service) => {
        const needed = shown.get(kindOf(project, service));
        return needed === undefined ? [] : [[service.name, needed] as const];
      }),
    );
    const key = keyOf(project.files);
    // What has a default name is started by everybody, without a word.
    const isOfWorkflow = one.origin.kind === 'call' && !others.has(key);
    return withTold(one, { isStack: stacks.has(key), stackName: stacks.get(key) ?? null, isOfWorkflow, needs });
  });
}

function withTold(found: FoundProject, told: ToldProject): FoundProject {
  const { project } = found;
  return {
    ...found,
    project: project === null ? null : { ...project, told },
    reload: (...how) => withTold(found.reload(...how), told),
  };
}

function namesIn({ files }: ResolvedCall, tree: ReviewSide['tree']): readonly string[] {
  return files.map((file) => shownPath(file, tree.root));
}

function keyOf(files: readonly string[]): string {
  return [...files].sort().join('\0');
}

/** Names of services that those of each kind need, where more than one project has that kind. */
function needsByKind(found: readonly FoundProject[], policy: Policy): ReadonlyMap<string, ReadonlySet<string>> {
  const users = new Map<string, Project[]>();
  for (const { project } of found) {
    if (project === null) continue;
    for (const service of project.services.values()) addTo(users, kindOf(project, service), project);
  }
  const needs = new Map<string, Set<string>>();
  const several = new Set([...users.values()].filter(({ length }) => length > 1).flat());
  for (const project of several) {
    const { topology } = topologyOf([{ id: project.name, project }], policy.assumptions);
    for (const [id, needed] of needsOf(topology, enginesOf(policy.assumptions.engine))) {
      const service = topology.services.get(id)?.service;
      if (service === undefined) continue;
      for (const { to } of needed) {
        const name = topology.services.get(to)?.service.name;
        if (name === undefined) continue;
        const kind = kindOf(project, service);
        needs.set(kind, (needs.get(kind) ?? new Set()).add(name));
      }
    }
  }
  return needs;
}

/** Folder, name and software: what has neither image nor build is of its own kind. */
function kindOf({ directory, files }: Project, { name, image, build }: Service): string {
  const software = image === null ? build?.context?.value : repositoryOf(image.value) || undefined;
  return [directory, name, software ?? keyOf(files)].join('\0');
}
