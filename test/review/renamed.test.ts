import { describe, expect, test } from 'vitest';
import { renderMarkdown } from '../../src/render/markdown.ts';
import { NO_OPTIONS } from '../../src/compose/options.ts';
import { memoryTree } from '../../src/io/memory-tree.ts';
import { DEFAULT_POLICY, type Policy } from '../../src/policy/policy.ts';
import { statedPolicy } from '../../src/review/stated/policy.ts';
import type { ReviewSide } from '../../src/review/input.ts';
import type { Report } from '../../src/review/report/report.ts';
import { review } from '../../src/review/review.ts';
import { reportOn } from './reviewed.ts';

const SHOP = `name: shop
services:
  web: { image: nginx:1.27, ports: ["80:80"], networks: [front, inner] }
  api: { image: acme/api:1, networks: [inner], environment: { DB: db } }
  db: { image: postgres:17, networks: [inner], volumes: [data:/var/lib/postgresql/data] }
networks: { front: {}, inner: {} }
volumes: { data: {} }
`;

describe('what is renamed', () => {
  test('a network that is the same under another name is no news, and fails nothing', () => {
    const report = reportOn(SHOP.replaceAll('inner', 'core'), SHOP);
    expect(news(report)).toEqual({ verdict: 'pass', new: 0, fixed: 0, opened: 0 });
    expect(report.change?.renamed).toEqual([{ what: 'network', from: 'inner', to: 'core' }]);
    expect(report.topology.nodes.every(({ status }) => status === 'kept')).toBe(true);
    expect(renderMarkdown(report)).toContain('| renamed | `inner` | `core` |');
  });

  test('a network that gains a member as it is renamed is another one', () => {
    const head = SHOP.replaceAll('inner', 'core').replace('networks: [front, core]', 'networks: [front]');
    const report = reportOn(SHOP.replaceAll('inner', 'core'), head.replaceAll('core', 'inner'));
    expect(report.change?.renamed).toEqual([]);
    expect(report.verdict).toBe('fail');
  });

  test('a folder that is moved, with the name of its project, is no news', () => {
    const report = reviewOf({ 'app/compose.yaml': SHOP }, { 'services/app/compose.yaml': SHOP });
    expect(news(report)).toEqual({ verdict: 'pass', new: 0, fixed: 0, opened: 0 });
    expect(report.change?.renamed).toEqual([{ what: 'project', from: 'app', to: 'services/app' }]);
    expect(report.diagnostics.map(({ code }) => code)).not.toContain('project-gone');
  });

  test('what is new in a folder that is moved is new', () => {
    const head = SHOP.replace('volumes: [data', 'ports: ["5432:5432"], volumes: [data');
    const report = reviewOf({ 'app/compose.yaml': SHOP }, { 'services/app/compose.yaml': head });
    expect(report.verdict).toBe('fail');
    expect(report.findings.filter(({ status }) => status === 'new').map(({ rule }) => rule)).toEqual([
      'data-published',
    ]);
  });

  test('another stack that has the name of one that goes is new as a whole', () => {
    const other = SHOP.replace('nginx:1.27', 'caddy:2')
      .replace('acme/api:1', 'other/api')
      .replace('postgres:17', 'mysql:8');
    const report = reviewOf({ 'app/compose.yaml': SHOP }, { 'services/app/compose.yaml': other });
    expect(report.change?.renamed).toEqual([]);
    expect(report.verdict).toBe('fail');
  });

  test('a service that runs the same under another name is one row', () => {
    const text = renderMarkdown(reportOn(SHOP.replace('  api:', '  backend:'), SHOP));
    expect(text).toContain('| renamed | `api` | `backend` | service, the same otherwise |');
    expect(text).not.toContain('| opened |');
    expect(text).not.toContain('| closed |');
  });

  test('a service with another image is another service', () => {
    const report = reportOn(SHOP.replace('  api: { image: acme/api:1', '  backend: { image: acme/other:1'), SHOP);
    expect(report.change?.renamed).toEqual([]);
  });
});

test('ways are told by the change that opens or closes them, and listed in a fold', () => {
  const apps = Array.from(
    { length: 6 },
    (_, index) => `  app${String(index)}: { image: acme/app, networks: [inner] }\n`,
  );
  const base = `services:\n  tool: { image: acme/tool, networks: [other] }\n${apps.join('')}networks: { inner: {}, other: {} }\n`;
  const text = renderMarkdown(reportOn(base.replace('networks: [other]', 'networks: [other, inner]'), base));
  expect(text).toContain(
    '| opened | `tool` | `app0`, `app1`, `app2`, 3 more | `tool` joins network `inner`: 6 ways, both ways |',
  );
  expect(text.match(/\| opened \|/gu)).toHaveLength(1);
  expect(text).toContain('Ways opened and closed, one by one');
});

test('ends that were reached over one path and are over another are one row, moved', () => {
  const base =
    'services:\n  nginx: { image: nginx:1.27, network_mode: host }\n  app: { image: acme/app, ports: ["81:80"] }\n';
  const text = renderMarkdown(reportOn(base.replace(', network_mode: host', ''), base));
  expect(text).toMatch(/\| moved \| `app` \| `nginx` \*edge\* \| `nginx` joins network `default`/u);
});

test('a variable that nobody sets is told where it is new, in one line', () => {
  const base = 'services:\n  app: { image: acme/app, hostname: "${HERE}" }\n';
  expect(renderMarkdown(reportOn(`${base}  more: { image: acme/more }\n`, base))).not.toContain('HERE');
  expect(renderMarkdown(reportOn(base.replace('HERE', 'NEXT'), base))).toContain('NEXT');
});

test('a policy that changes is told rule by rule, what it loosens first', () => {
  const before = policyOf(
    'rules: { host-network: low }\nisolation:\n  - { name: wall, from: outside, to: { service: db } }\n',
  );
  const after = policyOf(
    'rules: { data-published: off, host-network: high }\nexceptions:\n  - { rule: admin-published, from: outside, because: known }\n',
  );
  const report = reviewOf({ 'compose.yaml': SHOP }, { 'compose.yaml': SHOP }, before, after);
  expect(report.policy.changes.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
    'loosened: Rule `data-published` is off, before high',
    'loosened: Isolation `wall` is gone',
    'loosened: An exception allows `admin-published` from `outside`',
    'tightened: Rule `host-network` is high, before low',
  ]);
  expect(renderMarkdown(report)).toContain(
    '| **⚠** | loosened | the policy |  | Rule `data-published` is off, before high |',
  );
});

function policyOf(text: string): Policy {
  return statedPolicy(text, '.github/bulkhead.yaml').policy;
}

function news({ verdict, gate, change }: Report): Readonly<Record<string, unknown>> {
  return { verdict, new: gate.counts.new, fixed: gate.counts.fixed, opened: change?.openedFlows.length };
}

type Files = Readonly<Record<string, string>>;

function reviewOf(base: Files, head: Files, policy: Policy = DEFAULT_POLICY, proposed: Policy | null = null): Report {
  return review({
    base: sideOf(base),
    head: sideOf(head),
    policy,
    policyDiagnostics: [],
    engineBefore: null,
    policyChanged: proposed !== null,
    baseline: null,
    proposed: proposed === null ? null : { policy: proposed, baseline: null, diagnostics: [] },
    isPart: false,
    today: '2026-01-01',
  });
}

function sideOf(files: Files): ReviewSide {
  const tree = memoryTree(files, '/repo/shop');
  return {
    tree,
    revision: { label: 'here', commit: null },
    selection: { ...NO_OPTIONS, paths: [tree.root] },
    repository: tree.root,
  };
}
