import { flowsOf } from '../../src/flows/flows-of.ts';
import type { Protocol } from '../../src/flows/channels/endpoints.ts';
import { topologyOf } from '../../src/topology/topology-of.ts';
import { labelsOf } from '../../src/flows/labels.ts';
import { matrixOf, type Matrix } from '../../src/flows/matrix.ts';
import type { Topology } from '../../src/topology/topology.ts';
import type { EngineCase, Observed, Recording } from './engine-recordings.ts';

export const RELATIONS = [
  'direct',
  'throughHost',
  'egress',
  'fromOutside',
  'fromHost',
  'toHost',
  'names',
  'refused',
] as const;
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
  const matrix = matrixOf(
    [{ topology: built.topology, flows: flowsOf(built.topology, assumptions, protocol) }],
    assumptions,
  );
  const left = new Set(macvlanServices(built.topology));
  const lines = [...linesOf(observed, matrix, left), ...nameLines(observed, matrix)];
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
    ...(observed.host_service_from === undefined
      ? []
      : [{ relation: 'toHost' as const, expected: reachingHost(observed.host_service_from), actual: matrix.toHost }]),
  ];
}

/** Which names answered. Who did is known where somebody answered; a time-out or a refused port is an answer too. */
function nameLines({ by_name: observed }: Observed, { names }: Matrix): readonly Omit<Judgement, 'agrees'>[] {
  if (observed === undefined) return [];
  const rows = Object.entries(observed).flatMap(([from, row]) =>
    Object.entries(row).map(([label, answer]) => {
      const found = names[from]?.[label.slice(label.indexOf('/') + 1)] ?? [];
      const answers = [answer].flat().map((one) => (SILENT.has(one) ? '*' : one));
      const isMet = answers.every((one) => (one === '*' ? found.length > 0 : found.includes(one)));
      const agrees = answer === 'noname' ? found.length === 0 : isMet;
      const line = `${from} asks ${label}: `;
      const seen = line + answers.join(', ');
      return [seen, agrees ? seen : line + (found.join(', ') || 'noname')] as const;
    }),
  );
  return [{ relation: 'names', expected: rows.map(([line]) => line), actual: rows.map(([, line]) => line) }];
}

/** The name led somewhere, and nobody there answered. */
const SILENT = new Set(['timeout', 'refused', 'Cannot assign requested address']);

/** A loopback is one's own, and the host's only for who uses its network. */
function reachingHost(addresses: Readonly<Record<string, readonly string[]>>): readonly string[] {
  return Object.entries(addresses).flatMap(([name, found]) =>
    found.some((address) => !address.startsWith('lo')) ? [name] : [],
  );
}

function rows(record: Readonly<Record<string, readonly string[]>>): readonly string[] {
  return Object.entries(record).flatMap(([from, targets]) => [from, ...targets.map((to) => `${from} -> ${to}`)]);
}
