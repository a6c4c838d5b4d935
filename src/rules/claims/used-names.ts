import { placeKey, type SourceLocation } from '../../compose/source.ts';
import { enginesOf } from '../../engines/engines.ts';
import { namesOf } from '../../topology/names/answers.ts';
import { mentionsIn, type NameMention } from '../../topology/needs/mentions.ts';
import type { NodeId } from '../../topology/node-id.ts';
import { projectOf } from '../../topology/services.ts';
import type { TopologyService } from '../../topology/topology.ts';
import { jobsIn } from '../../topology/zones/jobs.ts';
import type { RuleContext } from '../context.ts';

/** A name by which a service's own process means to connect to a container, as its project's own files write it. */
export interface UsedName {
  readonly user: TopologyService;
  readonly name: string;
  readonly at: SourceLocation;
  /** `DATABASE_URL`, `command`. */
  readonly where: string;
  /** Services that may answer, the same on every engine that counts. Empty: it does not resolve. */
  readonly answering: readonly NodeId[];
}

/**
 * Names of containers that services use, each name once for each of them. Left out: names that need not be asked of the engine (host entries, links,
 * name servers of one's own, the service's own names, names with points, which the DNS outside may know), and what jobs ask for.
 */
export function usedNames({ topology, policy }: RuleContext): readonly UsedName[] {
  const [first, ...others] = enginesOf(policy.assumptions.engine).map((engine) => namesOf(topology, engine));
  if (first === undefined) return [];
  const known = new Set(first.all.map((name) => name.toLowerCase()));
  const mentions = mentionsIn(topology);
  const jobs = jobsIn(topology);
  const answeringFor = ({ id }: TopologyService, name: string): readonly NodeId[] | null => {
    const answering = first.answering(id, name);
    return others.every((other) => other.answering(id, name).join() === answering.join()) ? answering : null;
  };
  return [...topology.services.values()].flatMap((user) => {
    const owner = ownerOf(user, topology.services);
    if (user.service.replicas === 0 || jobs.has(user.id) || user.namespace.kind === 'foreign') return [];
    if (owner.service.dns.length > 0) return [];
    const files = projectOf(topology, user.project)?.files ?? [];
    const apart = new Set([...ownNames(user), ...ownNames(owner), ...enteredNames(owner)]);
    const found = new Map<string, UsedName>();
    for (const mention of mentions.get(user.id) ?? []) {
      const name = mention.name.toLowerCase();
      if (!isConnection(mention) || !known.has(name) || apart.has(name) || name.includes('.') || found.has(name))
        continue;
      const answering = files.includes(mention.at.file) ? answeringFor(user, name) : null;
      if (answering !== null)
        found.set(name, { user, name: mention.name, at: mention.at, where: mention.where, answering });
    }
    return [...found.values()];
  });
}

/** The key of the place and name of a use: settings that several services share are written once. */
export function writtenOnce({ at, name }: UsedName): string {
  return `${placeKey(at)}\0${name.toLowerCase()}`;
}

/** The service whose network namespace it uses; itself, where that is nobody's. */
export function ownerOf(service: TopologyService, services: RuleContext['topology']['services']): TopologyService {
  const { namespace } = service;
  return namespace.kind === 'own' ? (services.get(namespace.owner) ?? service) : service;
}

function isConnection({ asked, where, isBare }: NameMention): boolean {
  return asked === 'process' && !isBare && !NO_CONNECTION.test(where);
}

/** Settings that say who may come, what one is called or where one listens. */
const NO_CONNECTION =
  /ALLOW|CORS|ORIGIN|TRUST|REFER|NO_?PROXY|VIRTUAL_?HOST|SERVER_?NAME|(^|_)HOST_?NAME$|LISTEN|BIND|ADVERTI[SZ]|PUBLIC|EXTERNAL|WHITELIST|DOMAIN/i;

function ownNames({ service, attachments, id }: TopologyService): readonly string[] {
  const aliases = [...attachments.values()].flatMap((attached) =>
    attached.service === id ? attached.attachment.aliases.map(({ value }) => value) : [],
  );
  const names = ['localhost', service.name, service.containerName?.value, service.hostname?.value, ...aliases];
  return names.flatMap((name) => (name === undefined ? [] : [name.toLowerCase()]));
}

/** What its `extra_hosts` and links say, which is read first. */
function enteredNames({ service: { extraHosts, links, externalLinks } }: TopologyService): readonly string[] {
  return [
    ...extraHosts.map(({ value }) => value.split(/[=:]/)[0] ?? value),
    ...links.flatMap(({ service, alias }) => [service, alias]),
    ...externalLinks.flatMap(({ value }) => value.split(':')),
  ].map((name) => name.toLowerCase());
}
