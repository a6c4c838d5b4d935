import { portRanges } from '../../words/port-ranges.ts';
import type { Flow, Means, Path, Ports } from '../../flows/flow.ts';
import type { ReportEvidence, ReportHop, ReportPath } from './report.ts';
import type { Evidence } from '../../compose/source.ts';
import { HOST, type NodeId, stopOf } from '../../topology/node-id.ts';
import { standingPaths } from '../../flows/standing-paths.ts';
import type { Stack } from '../../flows/stack.ts';

/** A flow as reports show it. */
export function hopOf(flow: Flow): ReportHop {
  return {
    from: stopOf(flow.from),
    to: stopOf(flow.to),
    means: flow.means.kind,
    ...onEngine(flow, overOf(flow)),
    through: throughOf(flow.means),
    ports: portsOf(flow.ports),
    evidence: flow.evidence.map(evidenceOf),
  };
}

/** A path as reports show it; `path` has at least one hop. */
export function reportPathOf(path: Path): Omit<ReportPath, 'zone'> {
  const hops = path.hops.map(hopOf);
  return { from: hops.at(0)?.from ?? '', to: hops.at(-1)?.to ?? '', pivots: path.pivots, hops };
}

export function evidenceOf({ at, note }: Evidence): ReportEvidence {
  return { file: at.file, line: at.line, column: at.column, note };
}

/** `5432/tcp`, sorted as the flow has them; `*` for any port. */
export function portsOf(ports: Ports): readonly string[] {
  return ports.kind === 'any' ? ['*'] : ports.ports.map((port) => `${String(port.target)}/${port.protocol}`);
}

/** What not every engine that counts lets through says on which one it is. */
function onEngine({ only }: Flow, { over, named }: ReturnType<typeof overOf>): ReturnType<typeof overOf> {
  return only === null ? { over, named } : { over: `${over} on ${only}`, named: null };
}

function overOf({ means, ports }: Flow): Pick<ReportHop, 'over' | 'named'> {
  switch (means.kind) {
    case 'namespace':
      return { over: 'the same network namespace', named: null };
    case 'network':
      return naming('network', means.name);
    case 'published':
      return { over: publishedText(ports), named: null };
    case 'routed':
      return naming('routed network', means.name);
    case 'macvlan':
      return naming('macvlan network', means.name);
    case 'host-network':
      return { over: "the host's network", named: null };
    case 'through-host':
      return { over: `${publishedText(ports)} on the host`, named: null };
    case 'to-host':
      return {
        over: means.at === 'own-gateway' ? 'the address of the host in its network' : 'any address of the host',
        named: null,
      };
    case 'processes':
      return { over: `the same ${means.what}`, named: null };
    case 'volume':
      return means.isHostPath ? { over: `host path ${means.name}`, named: null } : naming('volume', means.name);
    case 'host-control':
      return { over: means.by, named: null };
    case 'egress':
      return { over: 'its internet access', named: null };
  }
}

function naming(what: string, name: string): Pick<ReportHop, 'over' | 'named'> {
  return { over: `${what} ${name}`, named: { what, name } };
}

function throughOf(means: Means): NodeId | null {
  switch (means.kind) {
    case 'network':
    case 'routed':
    case 'macvlan':
      return means.network;
    case 'volume':
      return means.volume;
    case 'through-host':
    case 'host-network':
    case 'to-host':
      return HOST;
    case 'namespace':
    case 'processes':
    case 'published':
    case 'host-control':
    case 'egress':
      return null;
  }
}

function publishedText(ports: Ports): string {
  if (ports.kind === 'any') return 'any port';
  const published = ports.ports.map((port) => port.published ?? String(port.target));
  return `published port${published.length === 1 ? '' : 's'} ${portRanges(published).join(', ')}`;
}

/** The shortest path from outside and from each zone to each data store and to control of the host, in every stack. */
export function pathsOf(stacks: readonly Stack[]): readonly ReportPath[] {
  return stacks.flatMap((stack) =>
    standingPaths(stack).map(({ start, path }) => ({
      ...reportPathOf(path),
      zone: start === 'outside' ? null : start,
    })),
  );
}
