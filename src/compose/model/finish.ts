import { envFilesOf } from './beside/env-files.ts';
import { envSampleOf, filesBeside } from './beside/read.ts';
import { bind } from '../bind/bind.ts';
import { checkConsistency } from '../checks/consistency.ts';
import { withImpliedDependencies } from './implied-dependencies.ts';
import { type Diagnostic, warning } from '../diagnostics.ts';
import type { ComposeCall } from '../variables/environment.ts';
import { withEnvFiles } from './env-files.ts';
import { printed } from './printed.ts';
import { shaped } from './shapes.ts';
import { itemsOf, mapAt, mapValues, scalar, stringOf, valueOf, withValue } from '../yaml/nodes.ts';
import { withDefaultNetwork, withNames } from './default-network.ts';
import { shownPath } from '../path.ts';
import { activeServices } from '../profiles.ts';
import type { Project } from '../project.ts';
import type { Reading } from '../reading.ts';
import { withBuildArguments } from '../variables/shell-values.ts';
import { compareText } from '../source.ts';
import type { MapEntry, MapNode } from '../yaml/tree.ts';
import { withoutUnused } from './used.ts';
import { withHookImages } from './hook-images.ts';
import type { ComposeVersion } from '../versions/version.ts';
import type { LoadOptions } from '../options.ts';

export interface Finish {
  readonly name: string;
  readonly call: ComposeCall;
  readonly reading: Reading;
  /** Only for what is printed: what is judged asks the reading. */
  readonly version: ComposeVersion;
  readonly purpose: LoadOptions['purpose'];
}

export interface Finished {
  readonly project: Project;
  /** What `docker compose config` prints, but for what is printed in one version of Compose and not in another. */
  readonly model: MapNode;
}

/** The project of a merged model: normalised, its inactive services set aside, checked as a whole, bound to types. */
export function finished(merged: MapNode, { name, call, reading, version, purpose }: Finish): Finished {
  const { problems } = reading;
  const named = withNames(
    withHookImages(withDefaultNetwork(withImpliedDependencies(withBuildArguments(merged, call.environment)))),
    name,
  );
  const model = shaped(withValue(named, 'name', scalar(name, named.at)), reading);

  const active = activeServices(model, call.profiles);
  const inactive = new Map<string, MapEntry>();
  for (const [key, entry] of mapAt(model, 'services')?.entries ?? []) if (!active.has(key)) inactive.set(key, entry);
  const started = withServices(model, (service, key) => (active.has(key) ? service : undefined));
  checkConsistency(started, inactive, call.profiles === null, problems);
  if (purpose === 'analysis' || call.profiles?.every((profile) => profile === '') === true)
    problems.push(...notLookedAt(inactive, purpose));

  const missing = purpose === 'call' ? ('error' as const) : ('warning' as const);
  const context = { reading, environment: call.environment, missing, known: new Map() };
  const tree = withServices(started, (service) => withEnvFiles(service, context));
  const used = withoutUnused(tree);
  const files = [...reading.parsed.keys()].map((path) => shownPath(path, reading.tree.root));
  const project = bind({
    name,
    directory: call.directory,
    files,
    tree,
    inactive,
    areAlternatives: call.profiles === null,
    written: reading.written,
    model: printed(used, version),
    isPartial: problems.some(({ code }) => UNREAD.has(code)),
  });
  if (purpose === 'call') return { project, model: used };
  return {
    project: {
      ...project,
      beside: filesBeside(project, started, reading),
      envFiles: envFilesOf(reading),
      sample: envSampleOf(project.directory, reading),
    },
    model: used,
  };
}

/** Problems that leave a part of the files unread. */
const UNREAD: ReadonlySet<string> = new Set([
  'yaml-syntax',
  'too-deep',
  'alias-bomb',
  'file-not-found',
  'file-is-directory',
  'file-not-read',
  'too-many-files',
  'too-many-includes',
  'too-many-repeated',
  'too-many-layers',
]);

/** Services that no profile was asked for: nothing else in what follows would show that they exist. */
function notLookedAt(inactive: ReadonlyMap<string, MapEntry>, purpose: LoadOptions['purpose']): readonly Diagnostic[] {
  const [first] = inactive.values();
  if (first === undefined) return [];
  const profiles = [...inactive.values()].flatMap(({ value }) =>
    itemsOf(valueOf(value, 'profiles')).flatMap((profile) => stringOf(profile) ?? []),
  );
  const names = [...new Set(profiles)].sort(compareText);
  const shown = names.slice(0, SHOWN).map((name) => `"${name}"`);
  const rest = names.length - shown.length;
  const many = inactive.size === 1 ? '1 service is' : `${String(inactive.size)} services are`;
  return [
    warning(
      'profile-not-active',
      first.at,
      `${many} not looked at: ${names.length === 1 ? 'the profile' : 'the profiles'} ${shown.join(', ')}${rest > 0 ? ` and ${String(rest)} more` : ''} ${names.length === 1 ? 'is' : 'are'} not ${purpose === 'analysis' ? 'among those asked for' : 'active. Choose profiles with --profile'}.`,
    ),
  ];
}

const SHOWN = 5;

function withServices(model: MapNode, change: (service: MapNode, key: string) => MapNode | undefined): MapNode {
  const services = mapAt(model, 'services');
  if (services === undefined) return model;
  return withValue(
    model,
    'services',
    mapValues(services, (service, key) => (service.kind === 'map' ? change(service, key) : undefined)),
  );
}
