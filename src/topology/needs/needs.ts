import { familyOf, wordsFor } from '../../catalogue/catalogue.ts';
import { wordsOf } from '../../catalogue/image.ts';
import { type Evidence, placeKey } from '../../compose/source.ts';
import type { Engine } from '../../engines/engine.ts';
import { consoleRelation } from './may-need.ts';
import { mentionsIn, type NameMention } from './mentions.ts';
import { isStruck } from './struck.ts';
import { type Leads, leadsOf } from './leads.ts';
import { isNamedAs } from '../build/stated-needs.ts';
import type { Topology, TopologyService } from '../topology.ts';
import type { NodeId } from '../node-id.ts';
import { areConnected, projectOf, servicesIn } from '../services.ts';

/** Evidence in the files that one service means to talk to another. */
export interface Need {
  readonly from: NodeId;
  readonly to: NodeId;
  /** The setting or section that names it: `DATABASE_URL`, `command`, `depends_on`. */
  readonly where: string;
  readonly evidence: Evidence;
}

/** Needs by the service that has them. */
export type Needs = ReadonlyMap<NodeId, readonly Need[]>;

/**
 * Who means to talk to whom, for every service of `topology`, one need for each pair, with the first evidence in this order:
 * environment, command, entrypoint, healthcheck, hooks, inline configs, labels, files beside, links, `depends_on`. Waiting for a job to end is no need.
 * A need is of those that the name leads to on one of `engines` at least; a console that names no store needs those that it is made for.
 */
export function needsOf(topology: Topology, engines: readonly Engine[]): Needs {
  const leads = leadsOf(topology, engines);
  const mentions = mentionsIn(topology);
  const stores = servicesIn(topology, 'data');
  return new Map(
    [...topology.services.values()].map((from) => {
      const named = needsFrom(topology, from, mentions.get(from.id) ?? [], leads);
      const stated = statedBy(from, topology);
      const own = new Set(stated.map(({ to }) => to));
      const inFiles = [...named, ...ofImage(from, named, stores)].filter(
        ({ to }) => !own.has(to) && !isStruck(from, topology.services.get(to)),
      );
      return [from.id, [...stated, ...inFiles]];
    }),
  );
}

/** Whether the files name it; else it is known by what the software of the one who needs it is for. */
export function isNamed({ where }: Need): boolean {
  return where !== BY_IMAGE;
}

const BY_IMAGE = 'image';

/** What the policy or its label states that it needs. */
function statedBy(from: TopologyService, { services }: Topology): readonly Need[] {
  const { needed } = from.needs;
  if (needed.length === 0) return [];
  return [...services.values()].flatMap((to) => {
    const stated = needed.find(({ name }) => isNamedAs(name, to.service.name, to.project, from.project));
    if (stated === undefined || to.id === from.id) return [];
    const { where, at } = stated;
    const note =
      where === 'policy'
        ? `the policy says that ${from.service.name} needs ${to.service.name}`
        : `${from.service.name} is labelled to need ${to.service.name}`;
    return [{ from: from.id, to: to.id, where, evidence: { at, note } }];
  });
}

function ofImage(from: TopologyService, named: readonly Need[], stores: readonly TopologyService[]): readonly Need[] {
  const { image } = from.service;
  if (image === null || (from.zone.zone !== 'admin' && from.zone.zone !== 'ops')) return [];
  const own = stores.filter(
    (store) =>
      store.project === from.project &&
      consoleRelation(from.service, store.service) === true &&
      areConnected(from, store),
  );
  if (own.some(({ id }) => named.some(({ to }) => to === id))) return [];
  const note = (name: string) => `${from.service.name} is by its image for what ${name} is`;
  return own.map(({ id, service: { name } }) => ({
    from: from.id,
    to: id,
    where: BY_IMAGE,
    evidence: { at: image.at, note: note(name) },
  }));
}

function needsFrom(
  topology: Topology,
  from: TopologyService,
  mentions: readonly NameMention[],
  leads: Leads,
): readonly Need[] {
  const needs = new Map<NodeId, Need>();
  for (const mention of mentions) {
    const { name, at, where } = mention;
    for (const to of leads(mention, from)) {
      if (to === from.id || needs.has(to) || !isMeant(topology, from, to, mention)) continue;
      needs.set(to, {
        from: from.id,
        to,
        where,
        evidence: { at, note: `${from.service.name} names ${name} in ${where}` },
      });
    }
  }
  return [...needs.values()];
}

/** An env file that many share names stores that are not meant for a console, nor for a store: each uses those that it is made for. */
function isMeant(topology: Topology, from: TopologyService, to: NodeId, mention: NameMention): boolean {
  const { service, zone, project } = from;
  const { at } = mention;
  if (isOfOthers(topology, from, mention)) return false;
  const store = topology.services.get(to);
  if (store?.zone.zone !== 'data' || (zone.zone !== 'admin' && zone.zone !== 'ops')) return true;
  const own = projectOf(topology, project);
  const texts = own?.beside.get(service.name)?.texts ?? [];
  const isOwn = own?.files.includes(at.file) !== false || texts.some(({ file }) => file === at.file);
  return isOwn || consoleRelation(service, store.service) !== false;
}

/** Whether it is a setting that a store shares with other software, in an env file of both, and by its name not of the store's own kind. */
function isOfOthers(
  topology: Topology,
  { service, zone, project }: TopologyService,
  { at, where }: NameMention,
): boolean {
  const own = projectOf(topology, project);
  const { image } = service;
  const family = image === null ? undefined : familyOf(image.value)?.family;
  if (zone.zone !== 'data' || image === null || family === undefined || own?.files.includes(at.file) !== false)
    return false;
  if (wordsOf(where).some((word) => wordsFor(family).includes(word))) return false;
  return [...own.services.values()].some((other) => {
    const shared = other.environment.get(where)?.at;
    return shared !== undefined && placeKey(shared) === placeKey(at) && other.image?.value !== image.value;
  });
}
