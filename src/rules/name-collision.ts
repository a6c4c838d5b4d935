import { runTogether } from '../compose/profiles.ts';
import { isKnownDriver } from '../engines/network/traits.ts';
import { serviceId } from '../topology/node-id.ts';
import type { Topology, TopologyService } from '../topology/topology.ts';
import { code, listed } from '../words/words.ts';
import { ownerOf, type UsedName, usedNames } from './claims/used-names.ts';
import type { Rule } from './rule.ts';

export const nameCollision: Rule = {
  id: 'name-collision',
  severity: 'medium',
  summary: 'A name that a service uses is answered by another service, or by several',
  why: 'The engine answers with whoever has the name on the first network that knows it, in turns where several have it: data goes to the wrong one.',
  fix: 'Give the services different names on the networks that they share, or use a name that only one of them has.',
  references: ['https://docs.docker.com/reference/compose-file/services/#aliases'],
  *check(context) {
    const { topology } = context;
    for (const use of usedNames(context)) {
      const { user, name, at, where } = use;
      const [first, ...others] = wrongAnswers(use, topology);
      if (first === undefined) continue;
      const called = [first, ...others].map((service) => label(service, user));
      const own = topology.services.get(serviceId(user.project, name));
      yield {
        project: user.project,
        subject: user.service.name,
        identity: `name=${name} by=${[first, ...others].map((one) => `${one.project}/${one.service.name}`).join(',')}`,
        message:
          others.length === 0
            ? `${code(user.service.name)} names ${code(name)} in ${code(where)}, and ${code(called[0] ?? '')} answers, not ${first.project === user.project ? `the service ${code(name)}` : `the ${code(name)} of its own project`}.`
            : `${code(user.service.name)} names ${code(name)} in ${code(where)}, and ${listed(called.map(code))} answer in turns.`,
        at,
        related: [first, ...others].map(({ service }, index) => ({
          at: service.at,
          note: `${called[index] ?? service.name} answers to ${name}`,
        })),
        path: [],
        services: [...new Set([user, first, ...others, ...(own === undefined ? [] : [own])].map(({ id }) => id))],
        fix: {
          summary: `Let only one service answer to ${code(name)} where ${code(user.service.name)} asks, or use a name that only one has.`,
          edits: [],
          caveat: null,
        },
        severity: null,
      };
    }
  },
};

/** Services that answer beside or instead of the one that is meant, with that one where it is among them; empty: none, or the files do not say. */
function wrongAnswers({ user, name, answering }: UsedName, topology: Topology): readonly TopologyService[] {
  if (!isOrderKnown(ownerOf(user, topology.services), topology)) return [];
  const found = answering
    .flatMap((id) => topology.services.get(id) ?? [])
    .filter((service) => meet(service, user))
    .sort((a, b) => Number(b.project === user.project) - Number(a.project === user.project));
  const several = found.filter((one) => found.some((other) => other !== one && meet(one, other)));
  if (several.length > 1) return several;
  const [only] = found;
  const own = topology.services.get(serviceId(user.project, name));
  if (only === undefined || own === undefined || own.service.replicas === 0 || own.namespace.kind === 'foreign')
    return [];
  const isMeant = ownerOf(own, topology.services) === only || !meet(own, user) || !meet(own, only);
  return isMeant ? [] : [only];
}

/** Which network is asked first depends on what it is like: nobody says that of one that is created elsewhere. */
function isOrderKnown({ attachments }: TopologyService, { networks }: Topology): boolean {
  return [...attachments.keys()].every((id) => {
    const network = networks.get(id);
    return (
      network !== undefined && isKnownDriver(network.driver) && (network.origin !== 'assumed' || attachments.size === 1)
    );
  });
}

function meet(one: TopologyService, other: TopologyService): boolean {
  return one.project !== other.project || runTogether(one.service.profiles, other.service.profiles);
}

function label({ project, service }: TopologyService, user: TopologyService): string {
  return project === user.project ? service.name : `${project}/${service.name}`;
}
