import { withGuesses } from './claims/by-guess.ts';
import { error } from '../compose/diagnostics.ts';
import { addTo } from '../words/grouped.ts';
import { familyOf } from '../catalogue/catalogue.ts';
import type { TopologyService } from '../topology/topology.ts';
import type { RuleContext } from './context.ts';
import { dataVolumes, overlapping } from './stores/volumes.ts';
import { onFrontTier } from './fronts/tier.ts';
import { crowd, reaching, throughHost } from './fronts/reach.ts';
import { candidates, frontFlow, frontsOf, type FrontReach } from './fronts/fronts.ts';
import type { Rule, Violation } from './rule.ts';
import { mayNeed } from '../topology/needs/may-need.ts';
import type { NodeId } from '../topology/node-id.ts';
import { servicesIn } from '../topology/services.ts';
import { code } from '../words/words.ts';

/**
 * Two shapes of one mistake. An edge or frontend service connects to a data store, or shares its data; and a data store sits on a network
 * that by its name is the front tier of a stack that has another tier. The second catches `db` joining `frontend` where the only other
 * member is an application, which may use the database: over the network that is meant for it.
 *
 * A service that is a frontend by its name only, and says in the file that it uses the store, or may, is an application with a pretty name. An
 * edge of a kind that keeps a store of its own (an API gateway, a proxy with a user interface) may use the store that it names.
 *
 * Each front and store is one finding, so that an exception can allow it; a front among many stores on one network is one finding for all,
 * and so are all fronts that reach one published port.
 */
export const dataReachableFromFrontend: Rule = {
  id: 'data-reachable-from-frontend',
  severity: 'high',
  summary: 'An edge or frontend service reaches a data store directly',
  why: 'The service that outside requests meet first is the first to be taken over; put an application service between it and the data.',
  fix: 'Give the data store a network that only the services that use it are on, and keep the services that face the outside off it.',
  references: [
    'https://docs.docker.com/compose/how-tos/networking/',
    'https://docs.docker.com/reference/compose-file/networks/',
  ],
  *check(context) {
    yield* withGuesses(context, 'high', [['edge', 'frontend'], ['data']], reached(context));
  },
  *cut(context) {
    const fronts = frontsOf(context);
    if (fronts.all.length <= MOST) return;
    const volumes = dataVolumes(context.topology);
    const around = overlapping(context.topology);
    for (const store of servicesIn(context.topology, 'data')) {
      const own = around(volumes.get(store.id) ?? NONE);
      if (candidates(context, fronts, store, own, MOST + 1).length <= MOST) continue;
      const what = `${code(store.service.name)} meets more than ${String(MOST)} edge and frontend services`;
      yield error('too-many-findings', store.service.at, `${what}; only so many of them are looked at.`);
    }
  },
};

function* reached(context: RuleContext): Generator<Violation> {
  const fronts = frontsOf(context);
  const volumes = dataVolumes(context.topology);
  const around = overlapping(context.topology);
  const found = new Map<string, FrontReach[]>();
  for (const store of servicesIn(context.topology, 'data')) {
    const own = around(volumes.get(store.id) ?? NONE);
    const met = new Set<NodeId>();
    for (const front of candidates(context, fronts, store, own, MOST)) {
      const flow = isExcused(context, front, store) ? null : frontFlow(context, front, store, own);
      if (flow === null) continue;
      const network = flow.means.kind === 'network' ? flow.means.network : store.id;
      met.add(network);
      const key = flow.means.kind === 'through-host' ? store.id : `${front.id} ${network}`;
      const reaches = found.get(key) ?? [];
      found.set(key, reaches);
      reaches.push({ front, store, flow });
    }
    yield* onFrontTier(context, store, met);
  }
  for (const reaches of withCrowds([...found.values()])) {
    if (reaches.length > 1 && reaches.every(({ flow }) => flow.means.kind === 'through-host'))
      yield* throughHost(context, reaches);
    else if (reaches.length > FEW) yield* crowd(context, reaches);
    else for (const reach of reaches) yield reaching(context, reach);
  }
}

/** Groups of reaches through the host, one a store, put together where the same fronts reach many stores; others as they are. */
function withCrowds(groups: readonly (readonly FrontReach[])[]): readonly (readonly FrontReach[])[] {
  const crowds = new Map<string, (readonly FrontReach[])[]>();
  for (const [index, reaches] of groups.entries()) {
    const isThroughHost = reaches.every(({ flow }) => flow.means.kind === 'through-host');
    const key = isThroughHost ? reaches.map(({ front }) => front.id).join(' ') : String(index);
    addTo(crowds, key, reaches);
  }
  return [...crowds.values()].flatMap((crowded) => (crowded.length > FEW ? [crowded.flat()] : crowded));
}

const NONE: ReadonlySet<NodeId> = new Set();

/** More stores than these on one network with a front are told in one finding. */
const FEW = 4;

/** So many fronts of one store are looked at; more of them are said to be left out. */
const MOST = 50;

/** Whether it is known to be a front by more than its name, and what it is built from. */
function isSure({ zone: { certainty } }: TopologyService): boolean {
  return certainty === 'image' || certainty === 'stated';
}

function isExcused({ needs, topology }: RuleContext, front: TopologyService, store: TopologyService): boolean {
  if (mayNeed(topology, front, store)) return true;
  if (needs.get(front.id)?.some(({ to }) => to === store.id) !== true) return false;
  const image = front.service.image?.value;
  return !isSure(front) || (image !== undefined && familyOf(image)?.family.traits.includes('keeps-store') === true);
}
