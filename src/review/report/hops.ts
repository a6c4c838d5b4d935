import type { Flow, Means, Path, Ports } from '../../flows/flow.ts';
import type { ReportEvidence, ReportHop, ReportPath } from './report.ts';
import type { Evidence } from '../../compose/source.ts';
import { HOST, type NodeId } from '../../topology/node-id.ts';

/** A flow as reports show it. */
export function hopOf(flow: Flow): ReportHop {
  return {
    from: nameOf(flow.from),
    to: nameOf(flow.to),
    means: flow.means.kind,
    over: over(flow),
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

/** `service:shop/db` is written `shop/db`; `outside` and `host` are what they are. */
export function nameOf(id: NodeId): string {
  return id.startsWith('service:') ? id.slice('service:'.length) : id;
}

/** `5432/tcp`, sorted as the flow has them; `*` for any port. */
export function portsOf(ports: Ports): readonly string[] {
  return ports.kind === 'any' ? ['*'] : ports.ports.map((port) => `${String(port.target)}/${port.protocol}`);
}

function over({ means, ports }: Flow): string {
  switch (means.kind) {
    case 'namespace':
      return 'the same network namespace';
    case 'network':
      return `network ${means.name}`;
    case 'published':
      return publishedText(ports);
    case 'routed':
      return `routed network ${means.name}`;
    case 'macvlan':
      return `macvlan network ${means.name}`;
    case 'host-network':
      return "the host's network";
    case 'through-host':
      return `${publishedText(ports)} on the host`;
    case 'processes':
      return `the same ${means.what}`;
    case 'volume':
      return means.volume.startsWith('bind:') ? `host path ${means.name}` : `volume ${means.name}`;
    case 'host-control':
      return means.by;
    case 'egress':
      return 'the way out of its networks';
  }
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
  return `published port${published.length === 1 ? '' : 's'} ${published.join(', ')}`;
}
