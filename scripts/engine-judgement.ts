import { flowsOf } from '../src/flows/flows-of.ts';
import type { Protocol } from '../src/flows/channels/endpoints.ts';
import { topologyOf } from '../src/topology/topology-of.ts';
import { labelsOf } from '../src/flows/labels.ts';
import { matrixOf, type Matrix } from '../src/flows/matrix.ts';
import type { Topology } from '../src/topology/topology.ts';
import type { EngineCase, Observed, Recording } from './engine-recordings.ts';

export const RELATIONS = ['direct', 'throughHost', 'egress', 'fromOutside', 'fromHost', 'refused'] as const;
export type Relation = (typeof RELATIONS)[number];

/** One relation of one recording: what was observed and what is derived, as sorted lines. */
export interface Judgement {
  readonly relation: Relation;
  readonly expected: readonly string[];
  readonly actual: readonly string[];
  readonly agrees: boolean;
}

/** Compares one recording with what is derived from the files. What Docker refused must be a diagnostic, and nothing else may be. */
export function judgementsOf(
  { projects, diagnostics }: EngineCase,
  { assumptions, observed }: Recording,
  protocol: Protocol,
): readonly Judgement[] {
  const built = topologyOf(projects, assumptions);
  const refusals = [
    ...diagnostics.filter(({ severity }) => severity === 'error'),
    ...built.diagnostics.filter(({ code }) => code === 'docker-refuses'),
  ].map(({ message }) => message);
  if (observed.error !== undefined) {
    return [{ relation: 'refused', expected: [observed.error.message], actual: refusals, agrees: refusals.length > 0 }];
  }
  const matrix = matrixOf([{ topology: built.topology, flows: flowsOf(built.topology, assumptions, protocol) }]);
  const left = new Set(macvlanServices(built.topology));
  const lines = linesOf(observed, matrix, left);
  return [
    ...lines.map(({ relation, expected, actual }) => judged(relation, expected, actual)),
    judged('refused', [], refusals),
  ];
}

function judged(relation: Relation, expected: readonly string[], actual: readonly string[]): Judgement {
  const [wanted, got] = [[...expected].sort(), [...actual].sort()];
  return { relation, expected: wanted, actual: got, agrees: wanted.join('\n') === got.join('\n') };
}

/** The way out of macvlan depends on the LAN's gateway: it is not judged. */
function macvlanServices(topology: Topology): readonly string[] {
  const labels = labelsOf([topology], topology.projects.length < 2);
  return [...topology.services.values()]
    .filter(({ attachments }) => [...attachments.keys()].some((id) => topology.networks.get(id)?.driver === 'macvlan'))
    .map(({ id }) => labels.get(id) ?? id);
}

function linesOf(observed: Observed, matrix: Matrix, left: ReadonlySet<string>): readonly Omit<Judgement, 'agrees'>[] {
  const { egress, ingress_from_outside: ingress } = observed;
  const judgedWaysOut = (names: readonly string[]): readonly string[] => names.filter((name) => !left.has(name));
  return [
    { relation: 'direct', expected: rows(observed.direct), actual: rows(matrix.direct) },
    { relation: 'throughHost', expected: rows(observed.via_host), actual: rows(matrix.throughHost) },
    ...(egress === undefined
      ? []
      : [{ relation: 'egress' as const, expected: judgedWaysOut(egress), actual: judgedWaysOut(matrix.egress) }]),
    ...(ingress === undefined
      ? []
      : [
          {
            relation: 'fromOutside' as const,
            expected: [...new Set([...ingress.published, ...ingress.direct])],
            actual: matrix.fromOutside,
          },
        ]),
    { relation: 'fromHost', expected: observed.host_to, actual: matrix.fromHost },
  ];
}

function rows(record: Readonly<Record<string, readonly string[]>>): readonly string[] {
  return Object.entries(record).flatMap(([from, targets]) => [from, ...targets.map((to) => `${from} -> ${to}`)]);
}
