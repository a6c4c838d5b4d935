import { describe, expect, test } from 'vitest';
import type { Report } from '../../../src/review/report/report.ts';
import { reportOn, reportOnFiles } from '../reviewed.ts';

/** `high 7: data-published data-reachable-through-host` for each cause: its lines and rules. */
function told({ causes }: Report): readonly string[] {
  return causes.map(
    ({ severity, lines, rules }) => `${severity} ${lines.map(({ line }) => line).join(',')}: ${rules.join(' ')}`,
  );
}

const PUBLISHED = `services:
  web:
    image: nginx:1.29
    ports: ["80:80"]
    networks: [front]
  db:
    image: postgres:16
    ports:
      - "5432:5432"
    networks: [back]
    volumes: ["data:/var/lib/postgresql/data"]
networks:
  front:
  back:
volumes:
  data:
`;

const FLAT = `services:
  proxy:
    image: nginx:1.29
    ports: ["80:80"]
  app:
    image: example/app
    environment: { A: "db:5432", B: "cache:6379", C: "mq:5672" }
  db:
    image: postgres:16
    volumes: ["data:/var/lib/postgresql/data"]
  cache:
    image: redis:7
    volumes: ["cache:/data"]
  mq:
    image: rabbitmq:4
    volumes: ["mq:/var/lib/rabbitmq"]
volumes:
  data:
  cache:
  mq:
`;

describe('one cause is one thing to say', () => {
  test('what a published port lets in by several ways ends with the line that publishes it', () => {
    const report = reportOn(PUBLISHED);
    expect(told(report)).toEqual(['high 9: data-published data-reachable-from-frontend']);
    expect(report.causes[0]?.fix.edits).toHaveLength(1);
  });

  test('a store behind two ports ends with both', () => {
    const two = PUBLISHED.replace('      - "5432:5432"', '      - "5432:5432"\n      - "5433:5433"');
    expect(told(reportOn(two))).toEqual(['high 9,10: data-published data-reachable-from-frontend']);
  });

  test('a proxy among stores is one cause, at the line by which it is among them', () => {
    const report = reportOn(FLAT);
    expect(report.findings.length).toBeGreaterThan(2);
    expect(told(report)).toEqual(['high 2: data-reachable-from-frontend']);
    expect(report.causes[0]?.message).toBe(
      '`proxy` can connect to `cache`, `db` and `mq` over network `default`, where nothing keeps them apart.',
    );
  });

  test('services that ask for the same, each for itself, are told together', () => {
    const names = ['a', 'b', 'c'];
    const text = `services:\n${names.map((name) => `  ${name}:\n    image: example/${name}\n    network_mode: host\n`).join('')}`;
    const report = reportOn(text);
    expect(told(report)).toEqual(['high 4,7,10: host-network']);
    expect(report.causes[0]?.message).toMatch(/^`a` uses the network of the host.* The same goes for `b` and `c`\.$/u);
    expect(report.causes[0]?.fix).toMatchObject({
      patch: null,
      caveat: expect.stringContaining('No patch is shown') as string,
    });
  });

  test('an anchor that several take it from is one line', () => {
    const text = `x-all: &all
  privileged: true
services:
  a: { <<: *all, image: example/a }
  b: { <<: *all, image: example/b }
`;
    expect(told(reportOn(text))).toEqual(['high 2: host-control']);
  });

  test('every finding has one cause, of the worst severity in it, and the worst cause comes first', () => {
    const { causes, findings } = reportOn(
      FLAT.replace('    image: example/app', '    image: example/app\n    privileged: true'),
    );
    expect(causes.flatMap((cause) => cause.findings).sort()).toEqual(
      findings.map(({ fingerprint }) => fingerprint).sort(),
    );
    for (const finding of findings)
      expect(causes.find(({ id }) => id === finding.cause)?.findings).toContain(finding.fingerprint);
    expect(causes.map(({ severity }) => severity)).toEqual(['high', 'high']);
  });

  test('its id is short, and does not change with the lines', () => {
    const [before, after] = [reportOn(FLAT), reportOn(`# one line more\n${FLAT}`)];
    expect(before.causes[0]?.id).toMatch(/^[0-9a-f]{6}$/u);
    expect(after.causes.map(({ id }) => id)).toEqual(before.causes.map(({ id }) => id));
  });
});

const TIERS = `services:
  proxy:
    image: nginx:1.29
    ports: ["80:80"]
    networks:
      - front
  app:
    image: example/app
    environment: { A: "db:5432" }
    networks:
      - front
      - back
  db:
    image: postgres:16
    volumes: ["data:/var/lib/postgresql/data"]
    networks:
      - back
networks:
  front:
  back:
volumes:
  data:
`;

describe('in a review the cause is the line that changed', () => {
  test('where the front joins the store', () => {
    const report = reportOn(TIERS.replace('      - front\n', '      - front\n      - back\n'), TIERS);
    expect(told(report)).toEqual(['high 7: data-reachable-from-frontend', 'low 21: data-network-not-internal']);
    expect(report.findings.map(({ line, status }) => [line, status])).toEqual([
      [7, 'new'],
      [21, 'existing'],
    ]);
  });

  test('where the store joins the front', () => {
    const report = reportOn(TIERS.replace('      - back\nnetworks', '      - back\n      - front\nnetworks'), TIERS);
    expect(report.findings.map(({ line }) => line)).toEqual([18]);
    expect(told(report)).toEqual(['high 18: data-reachable-from-frontend']);
  });

  test('where somebody comes to what was open already', () => {
    const base = PUBLISHED.replace(/ {2}web:[^]*? {2}db:/u, '  db:');
    const report = reportOn(PUBLISHED, base);
    const added = report.findings.filter(({ status }) => status === 'new');
    expect(added.map(({ line }) => line)).toEqual(added.map(() => 5));
    expect(added.length).toBeGreaterThan(0);
  });

  test('what was there before is a cause of its own', () => {
    const report = reportOn(`${PUBLISHED.replace('networks: [back]', 'networks: [back, front]')}`, PUBLISHED);
    expect(report.causes.map(({ status }) => status).sort()).toEqual(['existing', 'new']);
    expect(report.causes.find(({ status }) => status === 'new')?.lines.map(({ line }) => line)).toEqual([10]);
  });
});

test('what one rule says of the same service in folders beside each other is one cause; elsewhere it is another', () => {
  const stack = (name: string): string =>
    `services:\n  search:\n    image: example/search\n    container_name: ${name}\n    security_opt:\n      - seccomp=unconfined\n`;
  const { causes } = reportOnFiles({
    'countries/austria/compose.yaml': stack('at'),
    'countries/belgium/compose.yaml': stack('be'),
    'tools/search/compose.yaml': stack('tools'),
  });
  expect(causes.map(({ lines }) => lines.map(({ file }) => file).sort())).toEqual([
    ['countries/austria/compose.yaml', 'countries/belgium/compose.yaml'],
    ['tools/search/compose.yaml'],
  ]);
});
