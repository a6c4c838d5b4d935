import { runTogether } from '../compose/profiles.ts';
import { isKnownDriver } from '../engines/network/traits.ts';
import { isStruck } from '../topology/needs/struck.ts';
import { DIRECT } from '../flows/matrix.ts';
import { mayReach } from '../flows/may-reach.ts';
import { DEFAULT_BRIDGE } from '../topology/build/real/networks.ts';
import { type NodeId, serviceId } from '../topology/node-id.ts';
import { sharedNetworks } from '../topology/services.ts';
import type { Topology, TopologyService } from '../topology/topology.ts';
import { unknownsOf } from '../topology/unknown.ts';
import { jobsIn } from '../topology/zones/jobs.ts';
import { code } from '../words/words.ts';
import { ownerOf, type UsedName, usedNames, writtenOnce } from './claims/used-names.ts';
import type { RuleContext } from './context.ts';
import type { Rule } from './rule.ts';

export const needUnreachable: Rule = {
  id: 'need-unreachable',
  severity: 'medium',
  summary: 'A service names another that it cannot connect to',
  why: 'The name does not resolve, or the engine lets nothing through: the connection that the file asks for fails when it runs.',
  fix: 'Put both on one network, or use a name that leads there.',
  references: [
    'https://docs.docker.com/compose/how-tos/networking/',
    'https://docs.docker.com/reference/compose-file/services/#network_mode',
  ],
  *check(context) {
    const { services } = context.topology;
    const uses = usedNames(context);
    const isReached = reachedBy(context);
    const fine = new Set(uses.filter(isReached).map(writtenOnce));
    const jobs = jobsIn(context.topology);
    for (const use of uses) {
      const { user, name, at, where, answering } = use;
      // What one of those that share a setting can use is not meant for the others.
      if (isReached(use) || fine.has(writtenOnce(use))) continue;
      const target = answering.length > 0 ? services.get(answering[0] ?? '') : namedBy(use, context.topology);
      if (target === undefined || target.id === user.id || jobs.has(target.id)) continue;
      if (isStruck(user, target)) continue;
      if (![user, target].every((end) => isUnderstood(end, context.topology)) || !meet(user, target)) continue;
      const reason =
        answering.length > 0
          ? 'the engine lets nothing through between them'
          : unresolvedBecause(user, target, services);
      yield {
        project: user.project,
        subject: user.service.name,
        identity: `name=${name} to=${target.project}/${target.service.name}`,
        message: `${code(user.service.name)} names ${code(name)} in ${code(where)} and cannot connect to it: ${reason}.`,
        at,
        related: [{ at: target.service.at, note: `${target.service.name} is here` }],
        path: [],
        services: [user.id, target.id],
        fix: {
          summary: `Put ${code(user.service.name)} and ${code(target.service.name)} on one network, or use a name that leads there.`,
          edits: [],
          caveat: null,
        },
        severity: null,
      };
    }
  },
};

/** Whether the name resolves to somebody that the engine lets its user connect to, as far as the files say. */
function reachedBy({ topology, flows }: RuleContext): (use: UsedName) => boolean {
  const unknowns = unknownsOf(topology);
  const members = new Map<NodeId, TopologyService[]>();
  for (const service of topology.services.values()) {
    const { id } = ownerOf(service, topology.services);
    members.set(id, [...(members.get(id) ?? []), service]);
  }
  return ({ user, answering }) =>
    answering
      .flatMap((owner) => members.get(owner) ?? [])
      .some(
        (member) =>
          ownerOf(member, topology.services) === ownerOf(user, topology.services) ||
          // Reach is over TCP; who is said to listen on none of its ports may do so over UDP.
          member.listens?.length === 0 ||
          mayReach(unknowns, user.id, member.id) ||
          flows.between(user.id, member.id).some(({ means }) => DIRECT.has(means.kind)),
      );
}

/** Whom a name that does not resolve is meant for: of the own project by any of its names, of others by that of its container. */
function namedBy({ user, name }: UsedName, { services }: Topology): TopologyService | undefined {
  const asked = name.toLowerCase();
  const isAsked = (given: string | undefined): boolean => given?.toLowerCase() === asked;
  const all = [...services.values()];
  return (
    services.get(serviceId(user.project, name)) ??
    all.find(({ service: { containerName } }) => isAsked(containerName?.value)) ??
    all.find(
      ({ project, service }) =>
        project === user.project &&
        (isAsked(service.hostname?.value) ||
          [...service.networks.values()].some(({ aliases }) => aliases.some(({ value }) => isAsked(value)))),
    )
  );
}

/** Whether all that it is on is in the files: who else is on an external network, and answers there, is not. */
function isUnderstood({ service, namespace, attachments }: TopologyService, { networks }: Topology): boolean {
  return (
    service.replicas > 0 &&
    namespace.kind !== 'foreign' &&
    [...attachments.keys()].every((id) => {
      const network = networks.get(id);
      return (
        network !== undefined &&
        (network.origin === 'declared' || network.origin === 'engine') &&
        isKnownDriver(network.driver)
      );
    })
  );
}

function meet(user: TopologyService, target: TopologyService): boolean {
  return user.project !== target.project || runTogether(user.service.profiles, target.service.profiles);
}

/** Why no name of `target` leads to it, after a colon. */
function unresolvedBecause(user: TopologyService, target: TopologyService, services: Topology['services']): string {
  const [from, to] = [code(user.service.name), code(target.service.name)];
  if (user.namespace.kind === 'host')
    return `${from} is on the host's network, where names of containers do not resolve`;
  if (user.namespace.kind === 'none') return `${from} has no network`;
  if (target.namespace.kind === 'host') return `${to} is on the host's network, where it has no name`;
  if (target.namespace.kind === 'none') return `${to} has no network`;
  const owner = ownerOf(target, services);
  const shared = sharedNetworks(user, target);
  if (shared.length === 0) return `${from} and ${to} share no network`;
  if (owner !== target)
    return `${to} uses the network of ${code(owner.service.name)}, and only names of ${code(owner.service.name)} lead there`;
  if (shared.every((id) => id === DEFAULT_BRIDGE)) return "names do not resolve on the engine's default bridge";
  return `${to} is not called so on a network that ${from} is on`;
}
