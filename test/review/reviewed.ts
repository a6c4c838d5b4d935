import { memoryTree } from '../../src/io/memory-tree.ts';
import { NO_OPTIONS } from '../../src/compose/options.ts';
import { DEFAULT_POLICY } from '../../src/policy/policy.ts';
import type { ReviewInput, ReviewSide } from '../../src/review/input.ts';
import type { Report } from '../../src/review/report/report.ts';
import { review } from '../../src/review/review.ts';

/** A public proxy, an application behind it, and the database that it alone gets to. */
export const SHOP = `services:
  proxy:
    image: nginx:1.29
    ports: ["80:80"]
    networks: [front]
  web:
    image: ghcr.io/shop/web:1
    environment: { DATABASE_URL: "postgres://db/shop" }
    networks: [front, back]
  db:
    image: postgres:17
    networks: [back]
    volumes: [data:/var/lib/postgresql/data]
networks:
  front:
  back:
    internal: true
volumes:
  data:
`;

/** The report on one `compose.yaml`, or on a change of it: `base` as it was before. */
export function reportOn(head: string, base: string | null = null): Report {
  return reportOnFiles({ 'compose.yaml': head }, base === null ? null : { 'compose.yaml': base });
}

/** The report on the files of one repository, or on a change of them. */
export function reportOnFiles(head: Files, base: Files | null = null): Report {
  return review(inputOf(head, base));
}

/** What is judged of the files of one repository, or of a change of them, without a policy. */
export function inputOf(head: Files, base: Files | null = null): ReviewInput {
  return {
    base: base === null ? null : sideOf(base),
    head: sideOf(head),
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

type Files = Readonly<Record<string, string>>;

/** A repository of these files, by their names. */
export function sideOf(files: Files): ReviewSide {
  const tree = memoryTree(files, '/repo/shop');
  return {
    tree,
    revision: { label: 'here', commit: null },
    selection: { ...NO_OPTIONS, paths: [tree.root] },
    repository: tree.root,
  };
}
