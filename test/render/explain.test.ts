import { expect, test } from 'vitest';
import { renderExplain } from '../../src/render/explain.ts';
import type { Explanation } from '../../src/flows/explain/explanation.ts';
import type { Flow } from '../../src/flows/flow.ts';

const at = (line: number) => ({ file: 'compose.yaml', line, column: 9 });
const place = (name: string) => ({ kind: 'service', id: `service:shop/${name}`, name, stack: 0 }) as const;
const flow = (from: string, to: string, network: string): Flow => ({
  from: `service:shop/${from}`,
  to: `service:shop/${to}`,
  means: { kind: 'network', network: `network:shop_${network}`, name: network },
  ports: { kind: 'any' },
  evidence: [
    { at: at(9), note: `${from} joins ${network}` },
    { at: at(18), note: `${to} joins ${network}` },
  ],
  only: null,
});
const open: Explanation = {
  from: place('web'),
  to: place('db'),
  reach: 'direct',
  isKnown: true,
  needs: [{ at: at(7), note: 'web names db in DATABASE_URL' }],
  names: { inTurns: [], names: ['db', 'store'], networks: ['backend'] },
  membership: [],
  direct: [flow('web', 'db', 'backend')],
  path: null,
  obstacles: [],
  opening: null,
};
const pivot: Explanation = {
  from: place('proxy'),
  to: place('db'),
  reach: 'pivot',
  isKnown: true,
  needs: [],
  names: { inTurns: [], names: [], networks: [] },
  membership: [],
  direct: [],
  path: { hops: [flow('proxy', 'web', 'frontend'), flow('web', 'db', 'backend')], pivots: 1 },
  obstacles: [
    { at: at(5), note: 'proxy is on frontend' },
    { at: at(18), note: 'db is on backend' },
  ],
  opening: { at: at(5), summary: 'add backend to the networks of proxy' },
};
const OPTIONS = { color: false, width: 100 } as const;

test('direct reach names the means and its lines', () => {
  expect(renderExplain(open, OPTIONS)).toMatchInlineSnapshot(`
    "→ \`web\` reaches \`db\` directly

      web → db over network backend, any port
        compose.yaml:9:9   web joins backend
        compose.yaml:18:9  db joins backend

    Whether the files want it
      web names db in DATABASE_URL  compose.yaml:7:9

    Which name leads there
      \`web\` finds it as \`db\` and \`store\` (network backend)
    "
  `);
});

test('pivot reach shows the path, what is in the way, and what would open it', () => {
  expect(renderExplain(pivot, OPTIONS)).toMatchInlineSnapshot(`
    "→ \`proxy\` does not reach \`db\` directly, but over 1 service that would have to be taken over first

      proxy → web over network frontend → db over network backend
        compose.yaml:9:9   proxy joins frontend
        compose.yaml:18:9  web joins frontend
        compose.yaml:9:9   web joins backend
        compose.yaml:18:9  db joins backend

    Whether the files want it
      nothing in the files of proxy names db

    Which name leads there
      no name leads from proxy to db

    What is in the way
      proxy is on frontend  compose.yaml:5:9
      db is on backend      compose.yaml:18:9

    What would open it
      add backend to the networks of proxy  compose.yaml:5:9
    "
  `);
});

test('no reach says so, and that it is not known where it is not', () => {
  expect(renderExplain({ ...pivot, reach: 'none', path: null, isKnown: false }, OPTIONS)).toContain(
    '? It is not known whether `proxy` reaches `db`: the files do not say',
  );
  expect(renderExplain({ ...pivot, reach: 'none', path: null }, OPTIONS)).toContain('`proxy` does not reach `db`\n');
});
