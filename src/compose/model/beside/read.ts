import { itemsOf, mapAt, stringOf, valueOf } from '../../yaml/nodes.ts';
import { isBelow, isRemote, nameOf, resolved, shownPath } from '../../path.ts';
import type { Reading } from '../../reading.ts';
import type { MapNode } from '../../yaml/tree.ts';
import type { SourceLocation } from '../../source.ts';
import type {
  Build,
  BuildStage,
  EnvSample,
  FileObject,
  Grant,
  Mount,
  SampleSetting,
  Service,
  ServiceFiles,
  TextFile,
} from '../../project.ts';
import { isIgnored } from './env-files.ts';
import { stageOf } from './dockerfile.ts';
import { sampleOf, settingsOf } from '../../variables/samples.ts';
import { stagesOf } from './stages.ts';

/** What is known of the services of a project before files beside them are read. */
export interface BoundServices {
  readonly directory: string;
  readonly services: ReadonlyMap<string, Service>;
  readonly configs: ReadonlyMap<string, FileObject>;
  readonly secrets: ReadonlyMap<string, FileObject>;
}

/**
 * Files beside the services of a project, by service: only text of the repository that a service is given or built from, and samples of what
 * is not there; so many, and no more. `started`: the services before env files were added.
 */
export function filesBeside(
  { directory, services, configs, secrets }: BoundServices,
  started: MapNode,
  reading: Reading,
): ReadonlyMap<string, ServiceFiles> {
  const open = noneRead();
  const stages = stagesOf(services, (build) => builtFrom(build, reading, read, open));
  const read = (path: string): TextFile | null => textAt(reading, path, open);
  const general = [...services.values()].some(
    (service) => isOpen(service, reading) || foldersOf(service, reading).length > 0,
  )
    ? sampled(reading, resolved(directory, '.env'), read)
    : [];
  return new Map(
    [...services].map(([name, service]) => {
      const missing = missingOf(mapAt(mapAt(started, 'services') ?? started, name), reading);
      const mounted = [
        ...service.mounts.flatMap((mount) => mountedPaths(mount, service, reading)),
        ...service.configs.flatMap((grant) => grantedPaths(grant, configs, reading)),
      ].map(({ path, target, isOver }) => ({ path, target, text: isOver ? null : read(path) }));
      const given = mounted.map((each) => ({ ...each, given: each.text === null ? [] : givenTo(each.text, open) }));
      const inPlace = givenSettings(
        missing.flatMap(({ path }) => sampled(reading, path, read)),
        open,
      );
      return [
        name,
        {
          texts: given.flatMap(({ given: texts }) => texts),
          cut: given.flatMap(({ path, given: texts }) =>
            texts.length === 0 && isText(path, reading, open) ? [shownPath(path, reading.tree.root)] : [],
          ),
          targets: [
            ...mounted.flatMap(({ text, target }) => (text === null ? [] : [target])),
            ...service.configs.filter(({ source }) => isInline(configs.get(source))).map(targetOf),
          ],
          samples: [...inPlace, ...standIns(service, reading, general), ...folderSamples(service, reading, general)],
          pointed: pointedFiles(service, secrets, reading, read),
          missing: missing.map(({ at }) => at),
          built: givenBuild(stages(service), open),
        },
      ];
    }),
  );
}

/** The sample that is committed beside the `.env` of `directory`. */
export function envSampleOf(directory: string, reading: Reading): EnvSample | null {
  const path = resolved(directory, '.env');
  const sample = isBelow(path, reading.tree.root) ? sampleOf(reading.tree, path) : null;
  const found = sample === null ? null : textAt(reading, sample, { ...noneRead(), left: 1 });
  if (found === null) return null;
  const { file, text } = found;
  const lines = text.replace(/\n$/, '').split('\n').length;
  return { file, settings: settingsOf(text, file), end: { file, line: lines, column: 1 } };
}

/** Texts of mounts that take a variable. */
function foldersOf({ mounts }: Service, { written }: Reading): readonly string[] {
  return mounts.flatMap(({ at }) => written.at(at).template ?? []);
}

/** What a sample says of the variables of the mounts. */
function folderSamples(
  service: Service,
  reading: Reading,
  general: readonly SampleSetting[],
): readonly SampleSetting[] {
  const text = foldersOf(service, reading).join('\n');
  return general.filter(({ key }) => text.includes(key));
}

/** So many files beside the services of one project are read, each up to so many letters. */
const MOST_FILES = 40;
const MOST_TEXT = 128 * 1024;
/** Letters of all texts, counted for each service that has them: words are looked for in each. */
const MOST_LETTERS = 1024 * 1024;
/** So many files of one mounted folder. */
const MOST_OF_FOLDER = 8;

interface Budget {
  left: number;
  /** Letters that services are given, those of one file once for each. */
  letters: number;
  readonly known: Map<string, TextFile | null>;
  /** What builds say, by their Dockerfile, stage and arguments. */
  readonly stages: Map<string, BuildStage | null>;
}

function noneRead(): Budget {
  return { left: MOST_FILES, letters: MOST_LETTERS, known: new Map(), stages: new Map() };
}

function textAt({ tree }: Reading, path: string, budget: Budget): TextFile | null {
  const known = budget.known.get(path);
  if (known !== undefined) return known;
  if (budget.left <= 0) return null;
  budget.left -= 1;
  const found = tree.read(path);
  const text =
    found.kind === 'file' && found.text.length <= MOST_TEXT
      ? { file: shownPath(path, tree.root), text: found.text }
      : null;
  budget.known.set(path, text);
  return text;
}

/** Whether there is a text to look at, as far as is known without reading more; what cannot be read is said where it matters. */
function isText(path: string, { tree }: Reading, { known }: Budget): boolean {
  return tree.kind(path) === 'file' && (!known.has(path) || tree.read(path).kind === 'file');
}

function givenTo(text: TextFile, budget: Budget): readonly TextFile[] {
  budget.letters -= text.text.length;
  return budget.letters < 0 ? [] : [text];
}

/** A build with its settings, as long as there is room for them. */
function givenBuild(built: BuildStage | null, budget: Budget): BuildStage | null {
  return built === null ? null : { ...built, environment: givenSettings(built.environment, budget) };
}

function givenSettings(settings: readonly SampleSetting[], budget: Budget): readonly SampleSetting[] {
  budget.letters -= settings.length * SETTING;
  return budget.letters < 0 ? [] : settings;
}

/** What one setting counts for: words are looked for in it as in a line. */
const SETTING = 100;

interface MountedPath {
  readonly path: string;
  readonly target: string;
  /** There are too many in its folder. */
  readonly isOver: boolean;
}

/**
 * Text files that a bind mount of the repository gives, scripts only where the service runs them. Of folders only those that by their names
 * in the container are configuration.
 */
function mountedPaths(mount: Mount, service: Service, { tree }: Reading): readonly MountedPath[] {
  if (mount.kind !== 'bind') return [];
  const { source, target } = mount;
  if (source === tree.root || !isBelow(source, tree.root)) return [];
  switch (tree.kind(source)) {
    case 'missing':
      return [];
    case 'file':
      return TEXT.test(nameOf(source)) || TEXT.test(nameOf(target)) || isRun(service, target)
        ? [{ path: source, target, isOver: false }]
        : [];
    case 'directory':
      if (!FOLDER.test(target)) return [];
      return tree
        .list(source)
        .filter((path) => TEXT.test(nameOf(path)) && !DASHBOARD.test(path))
        .map((path, index) => ({ path, target, isOver: index >= MOST_OF_FOLDER }));
  }
}

/** Whether what the service is started with names the script that it sees at `target`. */
function isRun({ entrypoint, command }: Service, target: string): boolean {
  return /\.(?:sh|bash)$/.test(target) && [...entrypoint, ...command].some(({ value }) => value.includes(target));
}

/** Settings that name a path in the container at which a committed file lies that says something. */
function pointedFiles(
  service: Service,
  secrets: ReadonlyMap<string, FileObject>,
  { tree }: Reading,
  read: (path: string) => TextFile | null,
): ReadonlyMap<string, SourceLocation> {
  return new Map(
    [...service.environment].flatMap(([key, { value }]) => {
      const path = value === null || !/_FILE$/.test(key) ? null : sourceOf(value, service, secrets);
      if (path === null || !isBelow(path, tree.root) || tree.kind(path) !== 'file' || isIgnored(tree, path)) return [];
      const found = read(path);
      return found === null || found.text.trim() === ''
        ? []
        : [[key, { file: found.file, line: 1, column: 1 }] as const];
    }),
  );
}

/** The file that a service sees at `path`: a secret that it is granted, or one in a bind mount; `null`: not known. */
function sourceOf(path: string, service: Service, secrets: ReadonlyMap<string, FileObject>): string | null {
  const granted = service.secrets.find(({ source, target }) =>
    [target ?? source, `/run/secrets/${target ?? source}`].includes(path),
  );
  if (granted !== undefined) return secrets.get(granted.source)?.file?.value ?? null;
  const mounts = service.mounts.flatMap((mount) =>
    mount.kind === 'bind' && isBelow(path, mount.target) ? [{ source: mount.source, target: mount.target }] : [],
  );
  const [mount] = mounts.sort((a, b) => b.target.length - a.target.length);
  return mount === undefined ? null : `${mount.source}${path.slice(mount.target.length)}`;
}

/** Where the service sees what it is granted. */
export function targetOf({ source, target }: Grant): string {
  return target ?? `/${source}`;
}

function isInline(config: FileObject | undefined): boolean {
  return config !== undefined && config.content !== null;
}

function grantedPaths(
  grant: Grant,
  configs: ReadonlyMap<string, FileObject>,
  { tree }: Reading,
): readonly MountedPath[] {
  const path = configs.get(grant.source)?.file?.value ?? null;
  if (path === null || !isBelow(path, tree.root) || tree.kind(path) !== 'file') return [];
  return [{ path, target: targetOf(grant), isOver: false }];
}

const TEXT =
  /\.(?:ya?ml|conf|cfg|cnf|ini|toml|json|env|properties|xml|hcl|tmpl|template|tpl|j2|vcl|river|alloy)$|^Caddyfile|^(?:nginx|haproxy|envoy|traefik)[\w.-]*$/i;
const FOLDER =
  /(?:^|\/)(?:etc|conf|config|configs|conf\.d|provisioning|dynamic|sites-enabled|templates|rules)(?:\/|$)/i;
/** Large, and about looks. */
const DASHBOARD = /\/dashboards?\/|\/package(?:-lock)?\.json$/i;

interface MissingFile {
  readonly path: string;
  readonly at: SourceLocation;
}

function missingOf(service: MapNode | undefined, { tree }: Reading): readonly MissingFile[] {
  return itemsOf(valueOf(service, 'env_file')).flatMap((item) => {
    const path = stringOf(item) ?? stringOf(valueOf(item, 'path')) ?? '';
    return path !== '' && tree.kind(path) === 'missing' ? [{ path, at: item.at }] : [];
  });
}

function sampled({ tree }: Reading, path: string, read: (path: string) => TextFile | null): readonly SampleSetting[] {
  const sample = isBelow(path, tree.root) ? sampleOf(tree, path) : null;
  const found = sample === null ? null : read(sample);
  return found === null ? [] : settingsOf(found.text, found.file);
}

/** Whether a variable of its settings has no value. */
function isOpen({ environment }: Service, reading: Reading): boolean {
  return [...environment.values()].some(({ value, at }) => value === null || reading.written.at(at).isFromVariable);
}

/** Settings of the service as the samples have the variables that they are made of. */
function standIns(
  { environment }: Service,
  { written }: Reading,
  samples: readonly SampleSetting[],
): readonly SampleSetting[] {
  if (samples.length === 0) return [];
  const known = new Map(samples.map((sample) => [sample.key, sample]));
  return [...environment].flatMap(([key, { value, at }]) => {
    const { template, isFromVariable } = written.at(at);
    if (value === null) return known.get(key) ?? [];
    if (template === null || !isFromVariable) return [];
    const first = [...template.matchAll(VARIABLE)].flatMap(([, name = '']) => known.get(name) ?? [])[0];
    if (first === undefined) return [];
    const text = template.replace(VARIABLE, (_, name: string) => known.get(name)?.value ?? '');
    return [{ key, value: text, at: first.at }];
  });
}

const VARIABLE = /\$\{?([A-Za-z_]\w*)(?:[^{}]{0,200}\})?/g;

function builtFrom(
  { context, dockerfile, inline, target, args }: Build,
  { tree }: Reading,
  read: (path: string) => TextFile | null,
  { stages }: Budget,
): BuildStage | null {
  if (inline !== null && inline.value.length <= MOST_TEXT) {
    const built = stageOf(inline.value, inline.at.file, target?.value ?? null, valuesOf(args));
    return built === null ? null : { ...built, from: built.from === null ? null : { ...built.from, at: inline.at } };
  }
  if (context === null || isRemote(context.value) || !isBelow(context.value, tree.root)) return null;
  const path = resolved(context.value, dockerfile?.value ?? 'Dockerfile');
  const found = isBelow(path, tree.root) && tree.kind(path) === 'file' ? read(path) : null;
  if (found === null) return null;
  const values = valuesOf(args);
  const stage = target?.value ?? null;
  const key = JSON.stringify([found.file, stage, [...values]]);
  const known = stages.get(key);
  if (known !== undefined) return known;
  const built = stageOf(found.text, found.file, stage, values);
  stages.set(key, built);
  return built;
}

function valuesOf(args: Build['args']): ReadonlyMap<string, string> {
  return new Map([...args].flatMap(([key, { value }]) => (value === null ? [] : [[key, value] as const])));
}
