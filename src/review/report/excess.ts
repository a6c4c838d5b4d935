import { outsideClients } from '../../fixes/outside-clients.ts';
import { type KeptUse, usesOf } from '../../fixes/walls/uses.ts';
import { type Excess, excessOf } from '../../flows/excess.ts';
import { type NodeId, OUTSIDE } from '../../topology/node-id.ts';
import { projectOf, servicesIn } from '../../topology/services.ts';
import type { Topology } from '../../topology/topology.ts';
import type { AnalysedStack } from '../analyze.ts';
import type { ReportExcess } from './report.ts';

/**
 * How many connections of some stacks nobody is known to need, without other ways to start what is in one; `null`: there are more than `MOST_PAIRS`
 * pairs of a store and a service, and it would cost more than all the rest.
 */
export function excessCount(stacks: readonly AnalysedStack[]): ReportExcess | null {
  const own = stacks.filter(({ variant }) => variant === null);
  const pairs = own.reduce(
    (sum, { topology }) => sum + topology.services.size * servicesIn(topology, 'data', 'admin').length,
    0,
  );
  if (pairs > MOST_PAIRS) return null;
  const parts = own.map((stack) => excessIn(stack, usesOf(stack)));
  return counted({
    data: parts.flatMap(({ data }) => data),
    consoles: parts.flatMap(({ consoles }) => consoles),
    host: parts.flatMap(({ host }) => host),
  });
}

const MOST_PAIRS = 20_000;

export function counted({ data, consoles, host }: Excess): ReportExcess {
  const count = { data: data.length, consoles: consoles.length, host: host.length };
  return { total: count.data + count.consoles + count.host, ...count };
}

/** What of a stack is more than `uses`. */
export function excessIn({ topology, flows }: AnalysedStack, uses: readonly KeptUse[]): Excess {
  const used = new Set(uses.flatMap(({ from, to }) => [`${from}\0${to}`, `${to}\0${from}`]));
  return excessOf(
    topology,
    flows,
    (from, to) => used.has(`${from}\0${to}`) || (from === OUTSIDE && isMeantFor(topology, to)),
  );
}

/** Whether a store is for clients of other machines, as far as the files say. */
function isMeantFor(topology: Topology, id: NodeId): boolean {
  const service = topology.services.get(id);
  if (service === undefined) return false;
  const clients = outsideClients(projectOf(topology, service.project), service.service);
  return clients !== null && service.ports.some(clients.isMeant);
}
