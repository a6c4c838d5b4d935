import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_ASSUMPTIONS } from '../../src/topology/assumptions.ts';
import { changeOf } from '../../src/flows/change/change.ts';
import { flowsOf } from '../../src/flows/flows-of.ts';
import { matrixOf, type Matrix } from '../../src/flows/matrix.ts';
import { groupsOf } from '../../src/topology/build/groups.ts';
import { projects, stack, type Built } from './stacks.ts';

interface Member {
  readonly networks: readonly number[];
  readonly port: string | null;
}

const NETWORKS = ['n0', 'n1', 'n2', 'n3'];
const PORTS = ['"80"', '"127.0.0.1::80"', '"0.0.0.0::80"', '"80/udp"'];

/** Services on plain bridges, internal ones among them. */
const members = fc.array(
  fc.record({
    networks: fc.uniqueArray(fc.nat({ max: NETWORKS.length - 1 }), { minLength: 1 }),
    port: fc.option(fc.constantFrom(...PORTS)),
  }),
  { minLength: 2, maxLength: 6 },
);

const internals = fc.array(fc.boolean(), { minLength: NETWORKS.length, maxLength: NETWORKS.length });

function text(
  services: readonly Member[],
  internal: readonly boolean[],
  name = (index: number) => `s${String(index)}`,
): string {
  const lines = services.map(({ networks, port }, index) => {
    const joined = networks.map((network) => NETWORKS[network] ?? 'n0').join(', ');
    return `  ${name(index)}: { image: x, networks: [${joined}]${port === null ? '' : `, ports: [${port}]`} }`;
  });
  const declared = NETWORKS.map((key, index) => `  ${key}: { internal: ${String(internal[index] ?? false)} }`);
  return ['services:', ...lines, 'networks:', ...declared, ''].join('\n');
}

function matrix(built: Built): Matrix {
  return matrixOf([built], DEFAULT_ASSUMPTIONS);
}

function overTcp({ topology, ...rest }: Built): Matrix {
  return matrix({ ...rest, topology, flows: flowsOf(topology, DEFAULT_ASSUMPTIONS, 'tcp') });
}

/** Every statement of a matrix as one text each. */
function statements({ direct, throughHost, egress, fromOutside, fromHost }: Matrix): readonly string[] {
  const rows = (kind: string, record: Matrix['direct']) =>
    Object.entries(record).flatMap(([from, targets]) => targets.map((to) => `${kind} ${from} ${to}`));
  return [
    ...rows('direct', direct),
    ...rows('throughHost', throughHost),
    ...egress.map((name) => `egress ${name}`),
    ...fromOutside.map((name) => `outside ${name}`),
    ...fromHost.map((name) => `host ${name}`),
  ];
}

test('joining one more network removes no flow, and leaving one adds none', () => {
  fc.assert(
    fc.property(
      members,
      internals,
      fc.nat(),
      fc.nat({ max: NETWORKS.length - 1 }),
      (services, internal, pick, network) => {
        const chosen = pick % services.length;
        const joined = services.map((member, index) =>
          index === chosen ? { ...member, networks: [...new Set([...member.networks, network])] } : member,
        );
        const [before, after] = [stack(text(services, internal)), stack(text(joined, internal))];
        expect(statements(matrix(after))).toEqual(expect.arrayContaining([...statements(matrix(before))]));
        const { direct, throughHost, fromOutside, outsidePorts, egress } = changeOf(
          [after],
          [before],
          DEFAULT_ASSUMPTIONS,
        );
        for (const { opened } of [direct, throughHost, fromOutside, outsidePorts, egress]) expect(opened).toEqual([]);
      },
    ),
    { numRuns: 60 },
  );
});

test('renaming services changes nothing but names', () => {
  fc.assert(
    fc.property(members, internals, (services, internal) => {
      const renamed = (index: number) => `z${String(services.length - index)}`;
      const before = statements(matrix(stack(text(services, internal))));
      const after = statements(matrix(stack(text(services, internal, renamed))));
      const back = after.map((line) =>
        line.replace(/\bz(\d+)/g, (_, index: string) => `s${String(services.length - Number(index))}`),
      );
      expect([...back].sort()).toEqual([...before].sort());
    }),
    { numRuns: 40 },
  );
});

test('a chain of service: gives everyone in it the same rows', () => {
  fc.assert(
    fc.property(members, internals, fc.integer({ min: 1, max: 4 }), (services, internal, length) => {
      const links = Array.from(
        { length },
        (_, index) =>
          `  c${String(index)}: { image: x, network_mode: "service:${index === 0 ? 's0' : `c${String(index - 1)}`}" }`,
      );
      const found = matrix(stack(text(services, internal).replace('networks:\n', `${links.join('\n')}\nnetworks:\n`)));
      const chain = new Set(['s0', ...links.map((_, index) => `c${String(index)}`)]);
      const outward = (record: Matrix['direct'], name: string) => (record[name] ?? []).filter((to) => !chain.has(to));
      for (const name of chain) {
        expect(outward(found.direct, name)).toEqual(outward(found.direct, 's0'));
        expect(outward(found.throughHost, name)).toEqual(outward(found.throughHost, 's0'));
        expect(found.egress.includes(name)).toBe(found.egress.includes('s0'));
        expect(found.fromOutside.includes(name)).toBe(found.fromOutside.includes('s0'));
        expect(found.fromHost.includes(name)).toBe(found.fromHost.includes('s0'));
      }
    }),
    { numRuns: 40 },
  );
});

test('projects that share nothing have the same flows among themselves together or apart', () => {
  fc.assert(
    fc.property(members, members, internals, (one, two, internal) => {
      const files = { one: text(one, internal), two: text(two, internal) };
      expect(groupsOf(projects(files), DEFAULT_ASSUMPTIONS)).toHaveLength(2);
      const together = statements(matrix(stack(files)));
      for (const [project, file] of Object.entries(files)) {
        const apart = statements(matrix(stack({ [project]: file }))).map((line) =>
          line.replace(/\bs\d/g, `${project}/$&`),
        );
        const own = together.filter((line) =>
          line
            .split(' ')
            .slice(1)
            .every((name) => name.startsWith(`${project}/`)),
        );
        expect([...own].sort()).toEqual([...apart].sort());
      }
    }),
    { numRuns: 30 },
  );
});

test('what changes is the difference of the matrices over TCP', () => {
  fc.assert(
    fc.property(members, members, internals, internals, (one, two, before, after) => {
      const [base, head] = [stack(text(one, before)), stack(text(two, after))];
      const change = changeOf([base], [head], DEFAULT_ASSUMPTIONS);
      const [was, is] = [new Set(statements(overTcp(base))), new Set(statements(overTcp(head)))];
      const pairs = (kind: string, rows: readonly (readonly [string, string])[]) =>
        rows.map(([from, to]) => `${kind} ${from} ${to}`);
      const opened = [
        ...pairs('direct', change.direct.opened),
        ...pairs('throughHost', change.throughHost.opened),
        ...change.fromOutside.opened.map((name) => `outside ${name}`),
      ];
      const closed = [
        ...pairs('direct', change.direct.closed),
        ...pairs('throughHost', change.throughHost.closed),
        ...change.fromOutside.closed.map((name) => `outside ${name}`),
      ];
      const judged = (line: string) => !line.startsWith('egress') && !line.startsWith('host');
      expect([...opened].sort()).toEqual([...is].filter((line) => judged(line) && !was.has(line)).sort());
      expect([...closed].sort()).toEqual([...was].filter((line) => judged(line) && !is.has(line)).sort());
    }),
    { numRuns: 60 },
  );
});
