import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DEFAULT_POLICY } from '../../src/policy/policy.ts';
import { parsePolicy } from '../../src/policy/parse.ts';
import type { Assumptions } from '../../src/topology/assumptions.ts';
import { NotPossible } from './command.ts';

/** A stack to record: a folder with `compose.yaml`, or one folder per project, in the order they start. */
export interface RecordedCase {
  readonly folder: string;
  readonly projects: readonly RecordedProject[];
  /** Whether services are called `project/service`. */
  readonly isMany: boolean;
  /** What networks are like that the projects take as created beforehand; unlisted ones are plain bridges. */
  readonly externalNetworks: Assumptions['externalNetworks'];
}

export interface RecordedProject {
  /** Of its folder, in the case; empty for the case's own. */
  readonly path: string;
  readonly folder: string;
  readonly file: string;
}

const FILES = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'];

export function caseAt(folder: string): RecordedCase {
  const own = project(folder, '');
  const projects = own === null ? orderOf(folder).flatMap((path) => project(folder, path) ?? []) : [own];
  if (projects.length === 0)
    throw new NotPossible(`${basename(folder)} holds no compose.yaml, and no folder of it does.`);
  const policy = join(folder, 'policy.yaml');
  const { assumptions } = existsSync(policy)
    ? parsePolicy(readFileSync(policy, 'utf8'), 'policy.yaml', []).policy
    : DEFAULT_POLICY;
  return { folder, projects, isMany: own === null, externalNetworks: assumptions.externalNetworks };
}

function project(folder: string, path: string): RecordedProject | null {
  const file = FILES.find((name) => existsSync(join(folder, path, name)));
  return file === undefined ? null : { path, folder: join(folder, path), file };
}

function orderOf(folder: string): readonly string[] {
  const lab = join(folder, 'lab.json');
  const { order, post } = existsSync(lab) ? (JSON.parse(readFileSync(lab, 'utf8')) as Lab) : {};
  if (post !== undefined)
    throw new NotPossible('A case that runs commands in its containers (`post`) cannot be recorded.');
  return order ?? readdirSync(folder).sort();
}

interface Lab {
  readonly order?: readonly string[];
  readonly post?: unknown;
}
