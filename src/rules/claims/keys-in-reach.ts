import type { Mount } from '../../compose/project.ts';
import { sensitivePath } from '../../engines/host/sensitive-paths.ts';
import { answering } from '../../flows/port-words.ts';
import type { TopologyService } from '../../topology/topology.ts';
import { code } from '../../words/words.ts';
import type { RuleContext } from '../context.ts';
import type { Violation } from '../rule.ts';
import { entryOf } from './entry.ts';

/** SSH keys, by the name of the folder, that a service which other machines reach mounts, and that is no SSH server itself. */
export function* keysInReach(context: RuleContext): Generator<Violation> {
  for (const service of context.topology.services.values()) {
    const mount = service.service.mounts.find(holdsKeys);
    const entry = mount === undefined || isSshServer(service) ? null : entryOf(context, service);
    if (mount === undefined || entry === null || service.service.replicas === 0) continue;
    const { name } = service.service;
    yield {
      project: service.project,
      subject: name,
      identity: `keys=${mount.target}`,
      message: `${code(name)}, which ${answering(entry)}, has the SSH keys of other machines in ${code(mount.target)}, by the name of what it mounts.`,
      at: mount.at,
      related: [],
      path: [entry],
      services: [service.id],
      fix: {
        summary: `Give the keys to a service that no other machine reaches, and let ${code(name)} ask that one.`,
        edits: [],
        caveat: `${code(name)} then connects to no other machine by itself.`,
      },
      severity: null,
    };
  }
}

/** A folder of the project or a volume; what belongs to the host is told as that. */
function holdsKeys(mount: Mount): boolean {
  const source = mount.kind === 'bind' ? mount.source : mount.kind === 'volume' ? (mount.volume ?? '') : '';
  if (mount.kind === 'bind' && sensitivePath(mount.source) !== null) return false;
  // Keys of a server are its own.
  return !mount.target.startsWith('/etc/ssh') && [source, mount.target].some((path) => KEYS.test(path));
}

const KEYS = /(^|[/_-])\.?ssh([-_]?keys?)?(\/|$)|(^|\/)id_(rsa|ed25519|ecdsa)$/i;

function isSshServer({ service }: TopologyService): boolean {
  return service.ports.some(({ target }) => target === 22 || target === 2222 || target === 22222);
}
