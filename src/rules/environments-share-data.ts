import { wordsOf } from '../catalogue/image.ts';
import type { SourceLocation } from '../compose/source.ts';
import type { Flow } from '../flows/flow.ts';
import { relatedTo } from '../flows/from-outside.ts';
import { servicesIn } from '../topology/services.ts';
import type { TopologyService } from '../topology/topology.ts';
import { code, listed } from '../words/words.ts';
import type { RuleContext } from './context.ts';
import type { Rule, Violation } from './rule.ts';

/**
 * Environments by the names of services, containers and projects. A store is that of production by its name, or by who is told to use it;
 * others reach it where they are told to, or meet it on a network.
 */
export const environmentsShareData: Rule = {
  id: 'environments-share-data',
  severity: 'medium',
  summary: 'A test or staging environment reaches production data',
  why: 'What is tried there changes, deletes or leaks what is real, and it is guarded less.',
  fix: 'Give each environment a store of its own, on a network that the others are not on.',
  references: ['https://docs.docker.com/compose/how-tos/networking/'],
  *check(context) {
    for (const store of servicesIn(context.topology, 'data')) {
      const own = environmentOf(store);
      if (own === 'other') continue;
      const users = usersOf(context, store);
      const isReal = own === 'production' || users.some(({ id }) => isIn(context, id, 'production'));
      if (!isReal) continue;
      const trying = callersOf(context, store).filter(({ service }) => environmentOf(service) === 'other');
      if (trying.length > 0) yield violation(context, store, trying);
    }
  },
};

interface Trying {
  readonly service: TopologyService;
  readonly flow: Flow;
}

function violation(context: RuleContext, store: TopologyService, trying: readonly Trying[]): Violation {
  const { name } = store.service;
  const names = trying.map(({ service }) => service.service.name);
  const flow = trying[0]?.flow;
  const at = placeOf(context, store, trying[0]);
  return {
    project: store.project,
    subject: name,
    identity: `from=${[...names].sort().join(',')}`,
    claims: names.map((from) => `${name} ${from}`),
    message: `${listed(names.map(code))}, ${names.length === 1 ? 'which is' : 'which are'} no production by name, ${names.length === 1 ? 'reaches' : 'reach'} ${code(name)}, the data of production.`,
    at,
    related: flow === undefined ? [] : relatedTo([flow], at),
    path: flow === undefined ? [] : [flow],
    services: [store.id, ...trying.map(({ service }) => service.id)],
    fix: {
      summary: `Give ${listed(names.map(code))} a store of ${names.length === 1 ? 'its' : 'their'} own, and a network that ${code(name)} is not on.`,
      edits: [],
      caveat: null,
    },
    severity: null,
  };
}

/** The line by which the first of them uses the store, or else joins its network. */
function placeOf({ needs }: RuleContext, store: TopologyService, first: Trying | undefined): SourceLocation {
  if (first === undefined) return store.service.at;
  const { service, flow } = first;
  const need = needs.get(service.id)?.find(({ to }) => to === store.id);
  const network = flow.means.kind === 'network' ? flow.means.network : '';
  return need?.evidence.at ?? service.attachments.get(network)?.attachment.at ?? service.service.at;
}

/** Services that are told to use the store. */
function usersOf({ topology, needs }: RuleContext, store: TopologyService): readonly TopologyService[] {
  return [...topology.services.values()].filter(({ id }) => needs.get(id)?.some(({ to }) => to === store.id) === true);
}

/** Services that meet the store on a network. */
function callersOf({ topology, flows }: RuleContext, store: TopologyService): readonly Trying[] {
  const ids = new Set([...store.attachments.keys()].flatMap((id) => topology.networks.get(id)?.members ?? []));
  return [...ids].slice(0, MOST).flatMap((id) => {
    const service = topology.services.get(id);
    if (service === undefined || id === store.id || service.service.replicas === 0) return [];
    const flow = flows.between(id, store.id).find(({ means }) => means.kind === 'network');
    return flow === undefined ? [] : [{ service, flow }];
  });
}

/** So many members of its networks are looked at. */
const MOST = 100;

function isIn({ topology }: RuleContext, id: string, environment: Environment): boolean {
  const service = topology.services.get(id);
  return service !== undefined && environmentOf(service) === environment;
}

/** Whether a name has a word that stands for an environment. */
export function saysEnvironment(name: string): boolean {
  return wordsOf(name).some((word) => PRODUCTION.includes(word) || OTHERS.includes(word));
}

type Environment = 'production' | 'other' | 'unsaid';

/** By the name of the service, else of the container, else of the project. */
function environmentOf({ service, project }: TopologyService): Environment {
  for (const name of [service.name, service.containerName?.value ?? '', project]) {
    const words = wordsOf(name);
    if (words.some((word) => PRODUCTION.includes(word))) return 'production';
    if (words.some((word) => OTHERS.includes(word))) return 'other';
  }
  return 'unsaid';
}

const PRODUCTION = ['prod', 'production', 'prd', 'live'];
const OTHERS = ['staging', 'stage', 'stg', 'uat', 'qa', 'preprod', 'preview', 'sandbox', 'dev', 'development'];
