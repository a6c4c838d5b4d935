import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { NO_OPTIONS } from '../../src/compose/options.ts';
import { diskTree } from '../../src/io/disk/tree.ts';
import { DEFAULT_POLICY } from '../../src/policy/policy.ts';
import type { ReviewInput, ReviewSide } from '../../src/review/input.ts';
import { recordedProjects } from '../recorded-projects.ts';

/** A folder to judge: a recorded project, a change of one, or a repository. */
export interface Case {
  readonly id: string;
  readonly base: ReviewSide | null;
  readonly head: ReviewSide;
  /** The change lets something reach what it did not. */
  readonly opens: boolean;
}

/** What `folder` has, as `scripts/fixes.ts` tells. */
export function casesIn(folder: string): readonly Case[] {
  const pairs = readdirSync(folder)
    .sort()
    .filter((name) => existsSync(join(folder, name, 'pair.json')));
  if (pairs.length > 0) return pairs.map((id) => pairIn(join(folder, id), id));
  const recorded = recordedProjects(folder).filter(({ category }) => category === 'project');
  if (recorded.length > 0)
    return recorded.map(({ id, folder: root, workdir, files, profiles, env }) => ({
      id,
      base: null,
      opens: false,
      head: sideOf(root, { workdir, files, profiles, env }),
    }));
  return readdirSync(folder)
    .sort()
    .map((id) => ({
      id,
      base: null,
      opens: false,
      head: sideOf(join(folder, id), { workdir: '.', files: null, profiles: [], env: {} }),
    }));
}

interface Pair {
  readonly project_dir: string;
  readonly compose_files: readonly string[] | null;
  readonly profiles: readonly string[];
  readonly expected: Readonly<Record<string, readonly unknown[]>>;
  readonly expected_extra: Readonly<Record<string, readonly unknown[]>>;
}

function pairIn(folder: string, id: string): Case {
  const pair = JSON.parse(readFileSync(join(folder, 'pair.json'), 'utf8')) as Pair;
  const call = { workdir: pair.project_dir, files: pair.compose_files, profiles: pair.profiles, env: {} };
  const opens = Object.entries({ ...pair.expected, ...pair.expected_extra }).some(
    ([name, rows]) => name.endsWith('_opened') && rows.length > 0,
  );
  return { id, opens, base: sideOf(join(folder, 'base'), call), head: sideOf(join(folder, 'head'), call) };
}

function sideOf(
  root: string,
  call: Pick<ReturnType<typeof recordedProjects>[number], 'workdir' | 'files' | 'profiles' | 'env'>,
): ReviewSide {
  return {
    tree: diskTree(root),
    revision: { label: root, commit: null },
    selection: {
      ...NO_OPTIONS,
      paths: [resolve(root, call.workdir)],
      files: call.files,
      profiles: call.profiles.length === 0 ? null : call.profiles,
      environment: new Map(Object.entries(call.env)),
    },
    repository: root,
  };
}

/** A case as the review is given it, under the default policy. */
export function inputOf({ base, head }: Case): ReviewInput {
  return {
    base,
    head,
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
