import { runTogether } from '../compose/profiles.ts';
import type { Port } from '../compose/project.ts';
import { hostIpOf, scopeOf } from '../engines/network/host-ip.ts';
import type { TopologyService } from './topology.ts';

/**
 * Whether two services of one project are never up at one time: no profile starts both, and both claim a host port or a container name that
 * only one can have.
 */
export function areNeverTogether(a: TopologyService, b: TopologyService): boolean {
  if (a.id === b.id || a.project !== b.project || runTogether(a.service.profiles, b.service.profiles)) return false;
  const name = a.service.containerName?.value;
  if (name !== undefined && name === b.service.containerName?.value) return true;
  return a.service.ports.some((port) => b.service.ports.some((other) => isSamePort(port, other)));
}

function isSamePort(a: Port, b: Port): boolean {
  if (a.published === null || a.published !== b.published || a.protocol !== b.protocol) return false;
  return /^0*[1-9]\d*$/.test(a.published) && [null, addressOf(b)].includes(addressOf(a));
}

/** `null`: all. */
function addressOf({ hostIp }: Port): string | null {
  const ip = hostIp === null ? '' : hostIpOf(hostIp);
  return ip === '' || scopeOf(ip) === 'every' ? null : ip;
}
