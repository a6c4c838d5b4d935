import type { BuildStage, Service } from '../../compose/project.ts';
import { described, familyOf } from '../../catalogue/catalogue.ts';
import { GENERIC_EDGE } from '../../catalogue/edge.ts';
import { IMAGE_FAMILIES } from '../../catalogue/families.ts';
import { familyOfName, isPlainName, isTool } from '../../catalogue/name.ts';
import { isRuntime } from '../../catalogue/runtimes.ts';
import { repositoryOf, wordsOf } from '../../catalogue/image.ts';
import { asFileHas } from '../../compose/variables/held.ts';
import type { Written } from '../../compose/yaml/as-written.ts';
import { isJobOfStore, startsStore } from './store-job.ts';
import { storeStartedBy } from './started-store.ts';
import type { ZoneOf } from '../topology.ts';
import type { Zone } from '../../catalogue/zone.ts';

/** Words of a service's own name that say what it is for where its image says nothing. */
const NAMES: readonly { readonly zone: Zone; readonly words: readonly string[] }[] = [
  { zone: 'data', words: ['db', 'database', 'rdbms', 'datastore', 'cache', 'broker', 'mq'] },
  { zone: 'frontend', words: ['frontend', 'front', 'spa'] },
];

/** Container ports that give a data store away, with what listens there. 8080, 9000 and the like could be anything. */
const PORTS: ReadonlyMap<number, string> = new Map([
  [1433, 'SQL Server'],
  [1521, 'Oracle Database'],
  [2379, 'etcd'],
  [3306, 'MySQL'],
  [5432, 'PostgreSQL'],
  [5672, 'RabbitMQ'],
  [5984, 'CouchDB'],
  [6379, 'Redis'],
  [7687, 'Neo4j'],
  [9042, 'Cassandra'],
  [9092, 'Kafka'],
  [9200, 'Elasticsearch'],
  [11211, 'Memcached'],
  [26257, 'CockroachDB'],
  [27017, 'MongoDB'],
]);

/** What is known of a service beside its own section. */
export interface Circumstances {
  /** Another waits for it to end. */
  readonly isAwaited: boolean;
  /** The files of its project; `null`: not known. */
  readonly written: Written | null;
  /** What its image is built from; `null`: not known. */
  readonly built: BuildStage | null;
}

/** The zone of the image in the catalogue. A store's image under the name of a job is only its client. */
export function zoneOfImage(service: Service, { isAwaited, written }: Circumstances): ZoneOf | null {
  const { name, image } = service;
  const recognised = image === null ? null : familyOf(image.value);
  if (image === null || recognised === null) return null;
  const { family, isSure } = recognised;
  if (family.zone === 'data' && isJobOfStore(service, isAwaited, family.store?.directories ?? [])) {
    return guessed('app', `it only runs a job with the client of ${family.name}`);
  }
  if (!isSure && family.zone === 'admin') return null;
  if (family.traits.includes('serves-applications') && wordsOf(name).some((word) => APPLICATIONS.has(word))) {
    return guessed('app', `name ${name} suggests what ${family.name} serves, not a proxy`);
  }
  const software = described(family);
  const shown = asFileHas(written, image);
  if (family.zone === 'app' && NGINX.test(lineOf(service)))
    return guessed('edge', `its command starts nginx`, 'command');
  // What is called by its work alone may be something else.
  const guessedBy = GENERIC_EDGE.includes(family) ? 'image name' : null;
  return isSure
    ? { zone: family.zone, reason: `image ${shown} is ${software}`, software, certainty: 'image', guessedBy }
    : withSigns(guessed(family.zone, `the name of image ${shown} suggests ${software}`, 'image name'), service);
}

/** The zone of the software that its Dockerfile starts from, where it still runs that. */
export function zoneOfBuild(service: Service, circumstances: Circumstances): ZoneOf | null {
  const { built } = circumstances;
  const from = built?.from ?? null;
  if (from === null || built === null) return null;
  const found = zoneOfImage({ ...asBuilt(service, built), image: { value: from.image, at: from.at } }, circumstances);
  if (found?.certainty !== 'image' || found.software === null) return found;
  const reason = `its Dockerfile starts from ${found.software}`;
  if (found.zone !== 'edge') return { ...found, reason };
  // What was built in a stage before is what the web server is there for.
  const zone = built.takesBuild ? 'frontend' : 'edge';
  return { ...found, zone, reason, certainty: 'signs' };
}

/** `service` with what its Dockerfile says where its own section says nothing. */
export function asBuilt(service: Service, built: BuildStage | null): Service {
  if (built === null) return service;
  const words = (said: readonly string[]) => said.map((value) => ({ value, at: service.at }));
  return {
    ...service,
    entrypoint: service.entrypoint.length > 0 ? service.entrypoint : words(built.entrypoint),
    command: service.command.length > 0 || service.entrypoint.length > 0 ? service.command : words(built.command),
    expose: [...service.expose, ...words(built.exposes.map(String))],
  };
}

/** The zone of what a command starts, whatever the image is. */
export function zoneOfCommand(service: Service): ZoneOf | null {
  const line = lineOf(service);
  const store = storeStartedBy(line);
  if (store !== null)
    return {
      zone: 'data',
      reason: `its command starts ${store}`,
      software: store,
      certainty: 'image',
      guessedBy: null,
    };
  const started = COMMANDS.find(({ starts }) => starts.test(line));
  if (started === undefined) return null;
  const { zone, software } = started;
  return { zone, reason: `its command starts ${software}`, software, certainty: 'image', guessedBy: null };
}

const COMMANDS: readonly { readonly zone: Zone; readonly software: string; readonly starts: RegExp }[] = [
  { zone: 'admin', software: 'Prisma Studio, a database console', starts: /\bprisma\s+studio\b/ },
  { zone: 'admin', software: 'Drizzle Studio, a database console', starts: /\bdrizzle-kit\s+studio\b/ },
  { zone: 'ops', software: 'Flower, a monitor', starts: /\bcelery\b[^;&|]*\sflower\b/ },
];

/** One image may serve several parts, each with a command of its own. */
const NGINX = /(?<![\w.])(?:[\w-]{1,40}-)?nginx(?![\w/.])/;

function lineOf({ command, entrypoint }: Service): string {
  return [...entrypoint, ...command].map(({ value }) => value).join(' ');
}

/** Words of a service's name that say so where its web server is the application. */
const APPLICATIONS = new Set('app api backend worker'.split(' '));

/** The zone that the names suggest which the file's author chose: of service, container and build folder. */
export function zoneOfNames(service: Service, directory: string | null): ZoneOf | null {
  const runsOther = isOnlyRuntime(service);
  for (const [what, name] of namesOf(service, directory)) {
    const family = familyOfName(name);
    const words = wordsOf(name);
    const known = NAMES.find((entry) => entry.words.some((word) => words.includes(word)));
    const zone = family?.zone ?? known?.zone ?? null;
    if (zone === null || (runsOther && zone !== 'frontend')) continue;
    // A name says what an application is called, and nothing of what it is.
    if (zone === 'app' && family !== null && family.repositories.length > 0) continue;
    if (!isPlainName(name, family?.words ?? known?.words ?? [], zone)) continue;
    if (family !== null) return withSigns(guessed(zone, `${what} ${name} suggests ${described(family)}`), service);
    if (known !== undefined && !isTool(name, known.words))
      return withSigns(guessed(zone, `${what} ${name} suggests it`), service);
  }
  return zoneOfPage(service);
}

/** Images of pages that run in the browser are called by that: `acme/shop-web`, `acme/dashboard`. */
function zoneOfPage({ image, build }: Service): ZoneOf | null {
  const last = image === null || build !== null ? '' : repositoryOf(image.value).replace(/^.*\//, '');
  return PAGES.test(last) ? guessed('frontend', `the name of its image, ${last}, suggests it`, 'image name') : null;
}

const PAGES = /(?:^|[_-])(?:front-?end|front|spa|dashboard)$|[_-]web$/;

/** Whether its image is a system or a language, and its command starts no store: then no name makes it one. */
function isOnlyRuntime(service: Service): boolean {
  return service.build === null && service.image !== null && isRuntime(service.image.value) && !startsStore(service);
}

/**
 * The zone of software that listens on a container port which the service publishes or exposes. What only its Dockerfile exposes may be of any
 * other kind, such as metrics, where it is not the only port; and what answers browsers is an application, whatever else it listens on.
 */
export function zoneOfPorts(service: Service, built: BuildStage | null): ZoneOf | null {
  const whole = asBuilt(service, built);
  const found = isOnlyRuntime(service) ? null : (portOf(service) ?? portOf(whole));
  if (found === null) return null;
  const keepsData = hasDataMount(service);
  const all = new Set(portsOf(whole));
  const isOwn = portOf(service) !== null || all.size === 1;
  const isWeb = [...all].some((port) => (keepsData ? PAGES_PORTS : WEB_PORTS).has(port));
  // What has the data of a store and lets others at it is one, whatever pages it has.
  const isServed =
    keepsData && service.ports.some(({ target, hostIp }) => target === found.port && !isLoopback(hostIp));
  if ((isWeb && !isServed) || (!keepsData && !isOwn)) return null;
  const reason = `container port ${String(found.port)} is that of ${found.software}`;
  return keepsData
    ? { ...guessed('data', reason), certainty: 'signs', guessedBy: null }
    : guessed('data', reason, 'port');
}

function isLoopback(hostIp: string | null): boolean {
  return hostIp !== null && /^(?:127\.|\[?::1\]?$)/.test(hostIp);
}

/** Container ports of pages. */
const PAGES_PORTS: ReadonlySet<number> = new Set([80, 443]);

/** Container ports that applications answer browsers on. */
const WEB_PORTS: ReadonlySet<number> = new Set([
  80, 443, 1337, 3000, 3001, 4000, 4200, 5000, 5173, 8000, 8001, 8008, 8080, 8081, 8443, 8888, 9000,
]);

function portOf(service: Service): { readonly port: number; readonly software: string } | null {
  const port = portsOf(service).find((one) => PORTS.has(one));
  return port === undefined ? null : { port, software: PORTS.get(port) ?? '' };
}

function portsOf({ ports, expose }: Service): readonly number[] {
  return [...ports.map(({ target }) => target), ...expose.map(({ value }) => Number.parseInt(value, 10))];
}

function guessed(zone: Zone, reason: string, guessedBy: NonNullable<ZoneOf['guessedBy']> = 'name'): ZoneOf {
  return { zone, reason, software: null, certainty: 'guess', guessedBy };
}

/** `guess` as what several signs agree on, where what it stores or where it listens is as the name says. */
function withSigns(guess: ZoneOf, service: Service): ZoneOf {
  const agrees = guess.zone === 'data' && (portOf(service) !== null || hasDataMount(service));
  return agrees ? { ...guess, certainty: 'signs', guessedBy: null } : guess;
}

function hasDataMount({ mounts }: Service): boolean {
  return mounts.some(({ target }) => DIRECTORIES.has(target.replace(/(?<!\/)\/+$/, '')));
}

/** Folders that only stores keep their data in; `/data` could be anybody's. */
const DIRECTORIES: ReadonlySet<string> = new Set(
  IMAGE_FAMILIES.flatMap(({ store }) => store?.directories ?? []).filter((path) => path.split('/').length > 2),
);

/** `directory`: the project's; a build folder tells only where it is another one, for that one is named after the whole project. */
function namesOf({ name, containerName, build }: Service, directory: string | null): readonly TellingName[] {
  const context = build?.context?.value.replace(/(?<!\/)\/+$/, '') ?? '';
  const inside =
    directory !== null && context.startsWith(`${directory}/`) ? context.slice(context.lastIndexOf('/') + 1) : null;
  return [
    ['name', name],
    ...(containerName === null ? [] : [named('container name', containerName.value)]),
    ...(inside === null ? [] : [named('build folder', inside)]),
  ];
}

type TellingName = readonly [what: string, name: string];

function named(what: string, name: string): TellingName {
  return [what, name];
}
