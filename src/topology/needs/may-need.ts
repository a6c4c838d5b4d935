import { familyOf, wordsFor } from '../../catalogue/catalogue.ts';
import { isConsoleOf } from '../../catalogue/consoles.ts';
import type { ImageFamily } from '../../catalogue/family.ts';
import { wordsOf } from '../../catalogue/image.ts';
import { familyOfName } from '../../catalogue/name.ts';
import { targetOf } from '../../compose/model/beside/read.ts';
import { NO_FILES, type Project, type Service, type ServiceFiles } from '../../compose/project.ts';
import type { Written } from '../../compose/yaml/as-written.ts';
import { projectOf } from '../services.ts';
import type { Topology, TopologyService } from '../topology.ts';
import { isStruck } from './struck.ts';
import { hostsIn, isAboutHost } from './hosts.ts';

/**
 * Whether a service may use `store` though no file names it: its settings are not all there, stand in a configuration that is not read, or
 * are about a store of that kind. Fronts use none, and a console only what it is a console of.
 */
export function mayNeed(topology: Topology, from: TopologyService, store: TopologyService): boolean {
  const { service, zone } = from;
  if (service.replicas === 0 || isStruck(from, store)) return false;
  const project = projectOf(topology, from.project);
  switch (zone.zone) {
    case 'edge':
    case 'data':
      return false;
    case 'admin':
    case 'ops':
      return (
        consoleRelation(service, store.service) === null ||
        (isCollector(service) && isUnread(service, filesOf(service, project)))
      );
    case 'frontend':
    case 'app':
      // What is a frontend by its name, or by what it is built from, may be the application.
      if (zone.zone === 'frontend' && (zone.certainty === 'image' || zone.certainty === 'stated')) return false;
      return speaksOf(saidBy(service, project), store.service) || isToldToNeed(topology, from, store);
  }
}

/**
 * Whether a front may pass requests on to a store without a word of it in the files: browsers load from an object store what applications keep
 * there, and not all that the front is told is there.
 */
export function mayPassOn(topology: Topology, { service, project }: TopologyService, store: TopologyService): boolean {
  return (
    softwareOf(store.service)?.kind === 'an object store' &&
    (service.build !== null || isUnread(service, filesOf(service, projectOf(topology, project))))
  );
}

/** Whether other files of the folder show that a service of that name and software needs the store. */
export function isToldToNeed(
  topology: Topology,
  { service, project }: TopologyService,
  store: TopologyService,
): boolean {
  const needs = projectOf(topology, project)?.told.needs.get(service.name);
  return project === store.project && needs?.has(store.service.name) === true;
}

/** Whether the software of `service` is made to talk to that of `store`; `null`: the catalogue does not say. */
export function consoleRelation(service: Service, store: Service): boolean | null {
  const [own, other] = [softwareOf(service), softwareOf(store)];
  return own === null || other === null ? null : isConsoleOf(own, other);
}

/** Whether its configuration says what it collects from. */
function isCollector({ image }: Service): boolean {
  const kind = image === null ? undefined : familyOf(image.value)?.family.kind;
  return kind === undefined || COLLECTING.has(kind);
}

const COLLECTING: ReadonlySet<string> = new Set([
  'a telemetry collector',
  'a metrics store',
  'a log shipper',
  'a log store',
]);

/** The software that a service runs, by its image or else its name. */
export function softwareOf({ image, name }: Service): ImageFamily | null {
  return (image === null ? undefined : familyOf(image.value)?.family) ?? familyOfName(name);
}

function filesOf({ name }: Service, project: Project | null): ServiceFiles {
  return project?.beside.get(name) ?? NO_FILES;
}

/** Whether it is told by files of its own that nobody has read here. */
function isUnread({ mounts, configs }: Service, { targets, missing }: ServiceFiles): boolean {
  return (
    missing.length > 0 ||
    configs.some((grant) => !targets.includes(targetOf(grant))) ||
    mounts.some((mount) => mount.kind === 'bind' && CONFIGURATION.test(mount.target) && !targets.includes(mount.target))
  );
}

const CONFIGURATION =
  /(\.(ya?ml|conf|cfg|ini|toml|json|env|properties|xml|php|rb|py|hcl)|\/(config|conf|etc)(\/.*)?)$/i;

/** Whether its code is mounted and nothing is set: what it uses then stands in the code, or in files that are not committed. */
function runsMountedCode({ environment, mounts, build }: Service, project: Project | null): boolean {
  const code = [project?.directory, build?.context?.value];
  return environment.size === 0 && mounts.some((mount) => mount.kind === 'bind' && code.includes(mount.source));
}

/** Whether a setting that may name any store has no value here: one that is about a kind of store, by its name, is about no other. */
function isIncomplete({ environment }: Service, written: Written | null): boolean {
  for (const [key, { value, at }] of environment) {
    if (/_FILE$/.test(key) && isAboutHost(key.replace(/_FILE$/, ''))) return true;
    if (!isAboutHost(key) || isOfKind(key)) continue;
    if (value === null || (isOpen(written, at) && hostsIn(value).length === 0)) return true;
  }
  return false;
}

function isOfKind(key: string): boolean {
  return wordsOf(key).some((word) => ANY_STORE.has(word) || (familyOfName(word)?.store ?? null) !== null);
}

/** Whether a variable of the value at `at` has no value. */
function isOpen(written: Written | null, at: Service['at']): boolean {
  const seen = written?.at(at);
  return (
    seen !== undefined && seen.isFromVariable && (seen.held === null || seen.held.values.some((held) => held === ''))
  );
}

/** Whether a setting is about a store of that kind, by its name (`REDIS_PASSWORD`) or its value (`CACHE_DRIVER=redis`), or may be about any. */
function speaksOf({ isOfAny, words }: Said, store: Service): boolean {
  if (isOfAny) return true;
  const family = softwareOf(store);
  return [...(family === null ? [] : wordsFor(family)), ...(KINDS[family?.kind ?? 'a database'] ?? [])].some((word) =>
    words.has(word),
  );
}

/** What the settings of a service are about. */
interface Said {
  /** They are not all there: what is not may be about any store. */
  readonly isOfAny: boolean;
  /** Words of their names, and values that are one. */
  readonly words: ReadonlySet<string>;
}

/** Settings of each service, looked through once: it is asked for every store. */
const SAID = new WeakMap<Service, Said>();

function saidBy(service: Service, project: Project | null): Said {
  const known = SAID.get(service) ?? {
    isOfAny:
      !usesNoStore(service) &&
      (isUnread(service, filesOf(service, project)) ||
        isIncomplete(service, project?.written ?? null) ||
        runsMountedCode(service, project)),
    words: new Set([...service.environment].flatMap(([key, { value }]) => [...wordsOf(key), ...wordIn(value)])),
  };
  SAID.set(service, known);
  return known;
}

/** Whether its software keeps all that it has itself, so that what is not there of its settings is about no store. */
function usesNoStore({ image }: Service): boolean {
  const kind = image === null ? undefined : familyOf(image.value)?.family.kind;
  return kind !== undefined && STORELESS.has(kind);
}

const STORELESS: ReadonlySet<string> = new Set([
  'a model server',
  'a mail catcher',
  'a renderer',
  'a tunnel',
  'a way out, not in',
  'a DNS proxy',
]);

function wordIn(value: string | null): readonly string[] {
  return value !== null && SHORT.test(value) ? [value.toLowerCase()] : [];
}

const SHORT = /^[A-Za-z0-9_-]{1,40}$/;

/** Words of settings about stores of a kind. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  'a database': ['db', 'database', 'sql', 'jdbc', 'datasource'],
  'a time series database': ['db', 'database', 'tsdb'],
  'a cache': ['cache', 'redis', 'celery'],
  'a message broker': ['broker', 'amqp', 'mq', 'queue', 'celery'],
  'a queue': ['queue'],
  'an object store': ['s3', 'aws', 'storage', 'bucket', 'minio'],
  'a search store': ['search', 'elastic'],
  'a vector store': ['vector'],
  'a directory': ['ldap'],
};

const ANY_STORE: ReadonlySet<string> = new Set(Object.values(KINDS).flat());
