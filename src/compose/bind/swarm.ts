import { entriesOf, itemsOf, stringOf, valueOf } from '../yaml/nodes.ts';
import type { Project } from '../project.ts';
import type { Node } from '../yaml/tree.ts';

/**
 * Whether `docker stack deploy` starts it: a call says so, or what only a swarm heeds (where copies may run, one on every node, labels of the
 * service instead of its containers, a proxy that asks the swarm). A swarm publishes ports on every address of its nodes, whatever the file says;
 * https://docs.docker.com/engine/swarm/services/#publish-ports
 */
export function isOfSwarm(project: Project): boolean {
  const known = OF_SWARM.get(project) ?? (project.told.isStack || [...servicesIn(project)].some(heedsSwarm));
  OF_SWARM.set(project, known);
  return known;
}

/** Whether a copy of the service runs on every node of the swarm. */
export function isOnEveryNode(project: Project | null, service: string): boolean {
  return GLOBAL.has(stringOf(valueOf(deployOf(project, service), 'mode')) ?? '');
}

/** `deploy.placement` of a service as the model has it: on which nodes of a swarm it may run. */
export function placementOf(project: Project | null, service: string): Node | undefined {
  return valueOf(deployOf(project, service), 'placement');
}

/** Asked for every port. */
const OF_SWARM = new WeakMap<Project, boolean>();

const GLOBAL: ReadonlySet<string> = new Set(['global', 'global-job']);

function deployOf(project: Project | null, service: string): Node | undefined {
  return valueOf(valueOf(valueOf(project?.model, 'services'), service), 'deploy');
}

function* servicesIn({ model }: Project): Generator<Node> {
  for (const [, { value }] of entriesOf(valueOf(model, 'services'))) yield value;
}

function heedsSwarm(service: Node): boolean {
  const deploy = valueOf(service, 'deploy');
  const placement = valueOf(deploy, 'placement');
  const mode = stringOf(valueOf(deploy, 'mode')) ?? '';
  return (
    GLOBAL.has(mode) ||
    mode === 'replicated-job' ||
    ['constraints', 'preferences'].some((key) => itemsOf(valueOf(placement, key)).length > 0) ||
    [...entriesOf(valueOf(deploy, 'labels'))].some(([key]) => key.startsWith('traefik.')) ||
    wordsOf(service).some((word) => SWARM_PROVIDER.test(word))
  );
}

/** https://doc.traefik.io/traefik/providers/swarm/ */
const SWARM_PROVIDER = /^(--providers\.swarm\b|--providers\.docker\.swarmmode(=true)?$|--docker\.swarmmode(=true)?$)/i;

function wordsOf(service: Node): readonly string[] {
  return itemsOf(valueOf(service, 'command')).flatMap((item) => stringOf(item) ?? []);
}
