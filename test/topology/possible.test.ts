import fc from 'fast-check';
import { expect, test } from 'vitest';
import { targetsBy } from '../../src/flows/matrix.ts';
import { mayReach } from '../../src/flows/may-reach.ts';
import { CONNECTIONS_AND_CONTROL } from '../../src/flows/paths.ts';
import { possibleIn } from '../../src/flows/possible.ts';
import { HOST, type NodeId, OUTSIDE } from '../../src/topology/node-id.ts';
import { unknownsOf } from '../../src/topology/unknown.ts';
import { type Built, stack } from './stacks.ts';

const SERVICES = [
  '{ image: x, networks: [plain] }',
  '{ image: x, networks: [plain, odd], ports: ["80:80"] }',
  '{ image: x, networks: [odd] }',
  '{ image: x, networks: [other, alone] }',
  '{ image: x, networks: [other] }',
  '{ image: x, network_mode: none }',
  '{ image: x, network_mode: "container:elsewhere" }',
  '{ image: x, privileged: true, networks: [alone] }',
];

const NETWORKS = 'networks: { plain: {}, alone: { internal: true }, odd: { driver: odd }, other: { driver: other } }\n';

function built(chosen: readonly string[]): Built {
  return stack(`services:\n${chosen.map((body, index) => `  s${String(index)}: ${body}\n`).join('')}${NETWORKS}`);
}

/** Hop by hop, each asked for by itself. */
function step({ topology, flows }: Built, nodes: readonly NodeId[], from: NodeId): readonly NodeId[] {
  const unknowns = unknownsOf(topology);
  return [...targetsBy(flows, from, CONNECTIONS_AND_CONTROL), ...nodes.filter((to) => mayReach(unknowns, from, to))];
}

test('what may be reached is what single hops may lead to', () => {
  const any = fc.array(fc.constantFrom(...SERVICES), { minLength: 1, maxLength: 7 });
  fc.assert(
    fc.property(any, fc.array(fc.nat(8), { maxLength: 2 }), (chosen, avoided) => {
      const one = built(chosen);
      const nodes = [OUTSIDE, HOST, ...one.topology.services.keys()];
      const avoid = new Set(avoided.flatMap((index) => nodes[index] ?? []));
      const possible = possibleIn(one.flows, unknownsOf(one.topology), nodes, CONNECTIONS_AND_CONTROL);
      for (const source of nodes) {
        const reached = new Set([source]);
        for (const from of reached) {
          if (from !== source && (avoid.has(from) || from === OUTSIDE)) continue;
          for (const to of step(one, nodes, from)) reached.add(to);
        }
        reached.delete(source);
        const known = (all: ReadonlySet<NodeId>) => nodes.filter((id) => all.has(id));
        expect(known(possible(source, avoid))).toEqual(known(reached));
      }
    }),
    { numRuns: 150 },
  );
});
