import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { ExternalNetwork } from '../../src/topology/assumptions.ts';
import { NotPossible, output, run, type Bounds } from './command.ts';
import { answering } from './container.ts';
import { lastLine } from './engine.ts';
import type { RecordedCase, RecordedProject } from './recorded-case.ts';

/** A project as Compose reads it, as far as it matters here. */
export interface Configured {
  readonly name: string;
  readonly services?: Readonly<Record<string, { readonly labels?: Readonly<Record<string, string>> }>>;
  readonly networks?: Readonly<Record<string, { readonly name: string; readonly external?: boolean }>>;
}

export interface Refused {
  readonly stage: 'config' | 'up';
  readonly project: string;
  readonly message: string;
}

/** Steps that take away what was started, to be taken from the last to the first. */
export type Undo = (() => Promise<unknown>)[];

/** What is needed to start the projects of a case. */
export interface Workplace {
  readonly image: string;
  /** An empty folder. */
  readonly scratch: string;
  readonly bounds: Bounds;
  readonly undo: Undo;
}

/** Reads and starts the projects in their order, until one is refused. */
export async function startAll(
  { folder, projects, isMany, externalNetworks }: RecordedCase,
  workplace: Workplace,
): Promise<readonly Configured[] | Refused> {
  for (const [name, nature] of externalNetworks) await createNetwork(name, nature, workplace);
  const started: Configured[] = [];
  for (const project of projects) {
    const outcome = await start(project, isMany, externalNetworks, workplace);
    if ('stage' in outcome) return { ...outcome, message: outcome.message.replaceAll(`${folder}/`, '') };
    started.push(outcome);
  }
  return started;
}

async function start(
  { folder, file, path }: RecordedProject,
  isMany: boolean,
  externalNetworks: ReadonlyMap<string, ExternalNetwork>,
  workplace: Workplace,
): Promise<Configured | Refused> {
  const { image, scratch, bounds, undo } = workplace;
  const call = { ...bounds, cwd: folder };
  const compose = ['compose', '--ansi=never', '--progress=quiet', '--file', file];
  const read = await run('docker', [...compose, 'config', '--format=json'], call);
  if (!read.ok) return { stage: 'config', project: path, message: lastLine(read.stderr) };
  const configured = JSON.parse(read.stdout) as Configured;
  await isFree(configured.name, bounds);
  for (const { name, external } of Object.values(configured.networks ?? {}))
    if (external === true) await createNetwork(name, externalNetworks.get(name), workplace);
  undo.push(() => removeProject(configured.name));
  const probes = join(scratch, `${configured.name}.yaml`);
  writeFileSync(probes, probesOf(configured, image, isMany));
  const up = await run('docker', [...compose, '--file', probes, 'up', '--detach', '--no-build'], {
    ...call,
    seconds: 180,
  });
  return up.ok ? configured : { stage: 'up', project: configured.name, message: lastLine(up.stderr) };
}

/** What is taken down afterwards must be ours. */
async function isFree(project: string, bounds: Bounds): Promise<void> {
  const found = await listed(['ps', '--all'], project, bounds);
  if (found.length > 0) throw new NotPossible(`A project \`${project}\` runs on this engine already.`);
}

/** As `docker network create` does, unless it is there. */
async function createNetwork(
  name: string,
  nature: ExternalNetwork | undefined,
  { bounds, undo }: Workplace,
): Promise<void> {
  if ((await run('docker', ['network', 'inspect', name], bounds)).ok) return;
  undo.push(() => output('docker', ['network', 'rm', name]));
  const options = [...(nature?.driverOptions ?? [])].map(([key, value]) => `--opt=${key}=${value}`);
  const flags = [
    ...(nature?.internal === true ? ['--internal'] : []),
    ...(nature?.enableIpv6 === true ? ['--ipv6'] : []),
  ];
  await output(
    'docker',
    ['network', 'create', `--driver=${nature?.driver ?? 'bridge'}`, ...flags, ...options, name],
    bounds,
  );
}

/** The ports that a service listens on, by its label. */
export function listensOf(configured: Configured, service: string): readonly number[] {
  const label = configured.services?.[service]?.labels?.['lab.listen'] ?? '8080';
  return label.split(/[\s,]+/).map(Number);
}

/** Services are called as in a matrix. */
export function nameOf(project: string, service: string, isMany: boolean): string {
  return isMany ? `${project}/${service}` : service;
}

/** A file on top of the project's: every service answers with its name, and does nothing else. */
function probesOf(configured: Configured, image: string, isMany: boolean): string {
  const services = Object.keys(configured.services ?? {}).map((service) => {
    const command = answering(nameOf(configured.name, service, isMany), listensOf(configured, service));
    const probe = {
      image,
      pull_policy: 'never',
      entrypoint: ['/bin/busybox', 'sh', '-c'],
      command: [command],
      restart: 'no',
    };
    return `  ${JSON.stringify(service)}:\n${indented(stringify(probe) + RESET)}`;
  });
  return `services:\n${services.join('')}`;
}

/** What would keep a service from starting, or touch the machine. */
const RESET = [
  'build',
  'depends_on',
  'volumes',
  'secrets',
  'configs',
  'devices',
  'healthcheck',
  'post_start',
  'pre_stop',
]
  .map((section) => `${section}: !reset null\n`)
  .join('');

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '    ');
}

const LABEL = 'label=com.docker.compose.project=';

/** Ids that `docker LIST` gives for what belongs to a project. */
export async function listed(
  list: readonly string[],
  project: string,
  bounds: Bounds = {},
): Promise<readonly string[]> {
  const text = await output('docker', [...list, '--quiet', '--filter', LABEL + project], bounds);
  return text.split('\n').filter((line) => line !== '');
}

async function removeProject(project: string): Promise<void> {
  const containers = await listed(['ps', '--all'], project);
  if (containers.length > 0) await output('docker', ['rm', '--force', '--volumes', ...containers]);
  for (const kind of ['network', 'volume']) {
    const found = await listed([kind, 'ls'], project);
    if (found.length > 0) await output('docker', [kind, 'rm', ...found]);
  }
}
