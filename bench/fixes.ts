// What trying fixes costs, as a ratio to the same report without that, both in computing time of this process. node bench/fixes.ts
// Held to: 3 times at 200 services, in one project and in ten.
import { NO_OPTIONS } from '../src/compose/options.ts';
import { memoryTree } from '../src/io/memory-tree.ts';
import { DEFAULT_POLICY } from '../src/policy/policy.ts';
import type { ReviewInput } from '../src/review/input.ts';
import { review, reviewed } from '../src/review/review.ts';

const MOST = 3;
const ROUNDS = 5;

let over = 0;
for (const [name, files] of [
  ['one project of 200 services', { 'compose.yaml': textOf(20) }],
  [
    'ten projects of 20 services',
    Object.fromEntries(numbers(10).map((at) => [`p${String(at)}/compose.yaml`, textOf(2)])),
  ],
] as const) {
  const input = inputOf(files);
  // What is compiled once is not counted for either.
  review(input);
  const [without, withFixes] = [least(() => reviewed(input, () => null)), least(() => review(input))];
  const { causes } = review(input);
  const patched = causes.filter(({ fix }) => fix.patch !== null).length;
  const ratio = withFixes / without;
  if (ratio > MOST) over += 1;
  console.log(
    `${ratio > MOST ? 'OVER' : 'ok  '}  ${ratio.toFixed(1)} times  ${name}: ${without.toFixed(0)} ms without, ${withFixes.toFixed(0)} ms with ` +
      `fixes, ${String(patched)} of ${String(causes.length)} causes with a patch`,
  );
}
process.exitCode = over > 0 ? 1 : 0;

/** Computing time of the cheapest round, in milliseconds. */
function least(work: () => unknown): number {
  const times = numbers(ROUNDS).map(() => {
    const from = process.cpuUsage();
    work();
    return process.cpuUsage(from).user / 1000;
  });
  return Math.min(...times);
}

/** Stacks of ten services in one file, with what projects get wrong. */
function textOf(stacks: number): string {
  const parts = numbers(stacks).map((at) => stackOf(String(at)));
  return [
    'services:',
    ...parts.map(({ services }) => services),
    'networks:',
    ...parts.map(({ networks }) => networks),
    'volumes:',
    ...parts.map(({ volumes }) => volumes),
  ].join('\n');
}

function stackOf(at: string): { readonly services: string; readonly networks: string; readonly volumes: string } {
  const workers = numbers(4)
    .map(
      (number) =>
        `  worker${at}-${String(number)}:\n    image: ghcr.io/example/worker:1\n    environment: { DATABASE_URL: "postgres://db${at}/shop", QUEUE: "redis://cache${at}" }\n    networks: [back${at}]`,
    )
    .join('\n');
  return {
    services: `  proxy${at}:
    image: nginx:1.29
    ports: ["8${at.padStart(3, '0')}:80"]
    networks: [front${at}${Number(at) % 3 === 0 ? `, back${at}` : ''}]
  web${at}:
    image: ghcr.io/example/web:1
    environment:
      DATABASE_URL: postgres://db${at}/shop
      CACHE_URL: redis://cache${at}
    networks: [front${at}, back${at}]
  db${at}:
    image: postgres:17
    environment: { POSTGRES_PASSWORD_FILE: /run/secrets/password }
    networks: [back${at}]
    volumes: ["data${at}:/var/lib/postgresql/data"]
    ${Number(at) % 4 === 0 ? `ports: ["5${at.padStart(3, '0')}:5432"]` : 'restart: always'}
  cache${at}:
    image: redis:7
    networks: [back${at}]
  admin${at}:
    image: adminer:4
    networks: [back${at}]
    ${Number(at) % 5 === 0 ? `ports: ["6${at.padStart(3, '0')}:8080"]` : 'restart: always'}
  jobs${at}:
    image: ghcr.io/example/jobs:1
    networks: [back${at}]
    ${Number(at) % 5 === 1 ? 'volumes: ["/var/run/docker.sock:/var/run/docker.sock"]' : 'restart: always'}
${workers}`,
    networks: `  front${at}:\n  back${at}:`,
    volumes: `  data${at}:`,
  };
}

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function inputOf(files: Readonly<Record<string, string>>): ReviewInput {
  const tree = memoryTree(files, '/bench');
  return {
    base: null,
    head: {
      tree,
      revision: { label: 'here', commit: null },
      selection: { ...NO_OPTIONS, paths: [tree.root] },
      repository: tree.root,
    },
    policy: DEFAULT_POLICY,
    policyDiagnostics: [],
    engineBefore: null,
    policyChanged: false,
    baseline: null,
    proposed: null,
    isPart: false,
    today: '2026-01-01',
  };
}
