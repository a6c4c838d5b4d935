import type { Evidence } from '../compose/source.ts';
import type { NodeId } from '../topology/node-id.ts';

/** One hop: `from` reaches `to` by some means. */
export interface Flow {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly means: Means;
  readonly ports: Ports;
  /** The lines that make it true, never empty, the most telling first. */
  readonly evidence: readonly Evidence[];
  /** The one engine that lets it through, where several count and the others do not; else `null`. */
  readonly only: string | null;
}

/** A flow as one engine lets it through. */
export type EngineFlow = Omit<Flow, 'only'>;

/** Container ports at `to`: all it listens on, or just these. */
export type Ports = { readonly kind: 'any' } | { readonly kind: 'some'; readonly ports: readonly FlowPort[] };

export interface FlowPort {
  /** Container port. */
  readonly target: number;
  readonly protocol: string;
  /** Where it is published on the host, in words: `0.0.0.0:5432`, `5432`, `80 at a free host port`; `null`: not published there. */
  readonly published: string | null;
  /** Port or range of the host: `5432`, `3000-3005`; `null`: not published there, or the engine picks one. */
  readonly hostPort: string | null;
}

/** How a flow comes about, the most direct first; `MEANS_ORDER` is the order of reports. */
export type Means =
  | { readonly kind: 'namespace'; readonly owner: string }
  | { readonly kind: 'network'; readonly network: NodeId; readonly name: string }
  | { readonly kind: 'published' }
  | { readonly kind: 'routed'; readonly network: NodeId; readonly name: string }
  | { readonly kind: 'macvlan'; readonly network: NodeId; readonly name: string }
  | { readonly kind: 'host-network' }
  | { readonly kind: 'through-host' }
  /** To what the host itself listens on. `at`: any address of it, or only that in one's own network. */
  | { readonly kind: 'to-host'; readonly at: 'any-address' | 'own-gateway' }
  /** What one sees of the other because they share a namespace of processes or of memory. */
  | { readonly kind: 'processes'; readonly owner: string; readonly what: 'processes' | 'shared memory' }
  | { readonly kind: 'volume'; readonly volume: NodeId; readonly name: string; readonly isHostPath: boolean }
  | { readonly kind: 'host-control'; readonly by: string }
  /** `over`: the address family of the way out, a network beside the host (macvlan), or the host's own network. */
  | { readonly kind: 'egress'; readonly over: 'ipv4' | 'ipv6' | 'lan' | 'host' };

export const MEANS_ORDER = [
  'namespace',
  'network',
  'published',
  'routed',
  'macvlan',
  'host-network',
  'through-host',
  'to-host',
  'processes',
  'volume',
  'host-control',
  'egress',
] as const satisfies readonly Means['kind'][];

/** Flows end to end. `pivots`: services in between that would have to be taken over; 0 is direct reach. */
export interface Path {
  readonly hops: readonly Flow[];
  readonly pivots: number;
}
