import { describe, expect, test } from 'vitest';
import { NO_OPTIONS } from '../../src/compose/options.ts';
import { memoryTree } from '../../src/io/memory-tree.ts';
import { parsePolicy } from '../../src/policy/parse.ts';
import type { Report } from '../../src/review/report/report.ts';
import type { ReviewSide } from '../../src/review/input.ts';
import { review } from '../../src/review/review.ts';
import { RULES } from '../../src/rules/index.ts';
import { reportOnFiles } from './reviewed.ts';

function side(compose: string): ReviewSide {
  const tree = memoryTree({ 'compose.yaml': compose });
  const selection = { ...NO_OPTIONS, paths: [tree.root] };
  return { tree, revision: { label: 'x', commit: null }, selection, repository: tree.root };
}

function judged(head: string, base: string | null = null, policy = ''): Report {
  const ids = RULES.map(({ id }) => id);
  const { policy: parsed, diagnostics } = parsePolicy(policy, '.github/bulkhead.yaml', ids);
  return review({
    base: base === null ? null : side(base),
    head: side(head),
    policy: parsed,
    policyDiagnostics: diagnostics,
    policyChanged: false,
    baseline: null,
    engineBefore: null,
    proposed: null,
    isPart: false,
    today: '2026-01-01',
  });
}

const said = ({ diagnostics }: Report): readonly string[] =>
  diagnostics.flatMap(({ code, revision, message }) =>
    code === 'too-many-findings' && revision === 'head' ? [message] : [],
  );

const services = (count: number, body: string, name = 's'): string =>
  Array.from({ length: count }, (_, index) => `  ${name}${String(index)}: ${body}\n`).join('');

describe('what is cut is said, and is no pass', () => {
  const wall = (count: number): string =>
    `isolation:\n${Array.from({ length: count }, (_, index) => `  - {name: w${String(index)}, from: any, to: any, reach: any}\n`).join('')}`;

  test('services that may break an isolation rule by what is not understood', () => {
    const rule = 'isolation:\n  - {name: w, from: {service: "s*"}, to: {service: db}, reach: direct}\n';
    const files = (count: number): string =>
      `services:\n  db: {image: x, network_mode: none}\n${services(count, '{image: x}')}  sz: {image: x, network_mode: "container:c"}\n`;
    const unknown = ({ diagnostics }: Report): readonly string[] =>
      diagnostics.flatMap(({ code, message }) => (code === 'isolation-unknown' ? [message] : []));
    expect(unknown(judged(files(40), null, rule)).join()).toContain('`sz` may reach `db`');
    expect(unknown(judged(files(60), null, rule)).join()).toContain('only the first 50 services of its `from`');
    expect(judged(files(60), null, rule).verdict).not.toBe('pass');
  });

  test('breaches of isolation rules, over all of them', () => {
    const report = judged(`services:\n${services(40, '{image: x}')}`, null, wall(3));
    expect(report.findings.filter(({ rule }) => rule === 'isolation')).toHaveLength(500);
    expect(said(report)).toEqual([
      'Rule `isolation` is broken more than 500 times; what is broken from here on is not told.',
    ]);
    expect(report.verdict).toBe('fail');
  });

  test('a change whose breaches may be among what is cut does not pass, and fixes nothing of it', () => {
    const before = `services:\n${services(40, '{image: x}')}`;
    const report = judged(before.replace('  s0: {image: x}\n', '  zz: {image: x}\n'), before, wall(3));
    expect(report.verdict).not.toBe('pass');
    expect(report.fixed).toEqual([]);
  });

  test('fronts of one store', () => {
    const stack = (fronts: number): string =>
      `services:\n${services(fronts, '{image: nginx, ports: ["80"]}', 'web')}  db: {image: postgres}\n`;
    expect(said(judged(stack(50)))).toEqual([]);
    expect(said(judged(stack(51)))).toEqual([
      '`db` meets more than 50 edge and frontend services; only so many of them are looked at.',
    ]);
  });

  test('services that never mention a store', () => {
    const stack = (silent: number): string =>
      `services:\n  user: {image: y, environment: ["DB=postgres://db"]}\n  db: {image: postgres}\n${services(silent, '{image: x}')}`;
    expect(said(judged(stack(100)))).toEqual([]);
    expect(said(judged(stack(101)))).toEqual([
      'More than 100 services that never mention `db` are on its networks; only so many of them are looked at.',
    ]);
  });
});

test('more ways than anybody reads are told in part, and that is no pass', () => {
  const shared = (volumes: string): string => `services:\n${services(150, `{image: x, network_mode: none${volumes}}`)}`;
  const told = ({ diagnostics }: Report): readonly string[] =>
    diagnostics.flatMap(({ code, revision }) => (code === 'too-many-ways' ? [revision] : []));
  const opened = judged(shared(', volumes: ["/data:/data"]'), shared(''));
  expect([opened.verdict, told(opened)]).toEqual(['unknown', ['head']]);
  const closed = judged(shared(''), shared(', volumes: ["/data:/data"]'));
  expect([closed.verdict, told(closed)]).toEqual(['pass', ['base']]);
});

test('what the projects of one search repeat together is read up to a limit', () => {
  const project = (index: number): readonly [string, string] => [
    `p${String(index).padStart(2, '0')}/compose.yaml`,
    `x-e: &e [${Array.from({ length: 99 }, (_, item) => `A${String(item)}=b`).join(', ')}]\nservices:\n${services(140, '{image: x, environment: *e}')}`,
  ];
  const refused = (count: number): readonly string[] =>
    reportOnFiles({
      ...Object.fromEntries(Array.from({ length: count }, (_, index) => project(index))),
      'z/compose.yaml': 'services: {a: {image: x}}\n',
    }).diagnostics.flatMap(({ code, severity, file }) => (code === 'too-many-repeated' ? [`${severity} ${file}`] : []));
  expect(refused(4)).toEqual([]);
  expect(refused(6)).toEqual(['error p04/compose.yaml', 'error p05/compose.yaml']);
});

test('a file that several calls load is judged again up to a limit', () => {
  const calls = 9;
  const names = Array.from({ length: calls }, (_, index) => `x${String(index)}.yml`);
  const { diagnostics, verdict } = reportOnFiles({
    'a.yml': `services:\n${services(400, '{image: x}')}`,
    ...Object.fromEntries(names.map((name) => [name, 'services: {a: {image: x}}\n'])),
    Makefile: names.map((name) => `${name}:\n\tdocker compose -f a.yml -f ${name} up\n`).join(''),
  });
  const told = diagnostics.filter(({ code }) => code === 'too-many-repeated');
  expect(told.map(({ severity, file }) => `${severity} ${file}`)).toEqual(['error a.yml']);
  expect(verdict).not.toBe('pass');
});
