import type { Service } from '../../compose/project.ts';
import { described, familyOf } from '../../catalogue/catalogue.ts';
import { familyOfName, isTool } from '../../catalogue/name.ts';
import { wordsOf } from '../../catalogue/image.ts';
import { asFileHas } from '../../compose/variables/held.ts';
import type { Written } from '../../compose/yaml/as-written.ts';
import { isJobOfStore } from './store-job.ts';
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
}

/** The zone of the image in the catalogue. A store's image under the name of a job is only its client. */
export function zoneOfImage(service: Service, { isAwaited, written }: Circumstances): ZoneOf | null {
  const { name, image } = service;
  const family = image === null ? undefined : familyOf(image.value)?.family;
  if (image === null || family === undefined) return null;
  if (family.zone === 'data' && isJobOfStore(service, isAwaited)) {
    return guessed('app', `name ${name} suggests a job with the client of ${family.name}`);
  }
  if (family.traits.includes('serves-applications') && wordsOf(name).some((word) => APPLICATIONS.has(word))) {
    return guessed('app', `name ${name} suggests what ${family.name} serves, not a proxy`);
  }
  const software = described(family);
  const shown = asFileHas(written, image);
  return { zone: family.zone, reason: `image ${shown} is ${software}`, software, certainty: 'image' };
}

/** Words of a service's name that say so where its web server is the application. */
const APPLICATIONS = new Set('app api backend worker'.split(' '));

/** The zone that the names suggest which the file's author chose: of service, container and build folder. */
export function zoneOfNames(service: Service, directory: string | null): ZoneOf | null {
  for (const [what, name] of namesOf(service, directory)) {
    const family = familyOfName(name);
    if (family !== null) return guessed(family.zone, `${what} ${name} suggests ${described(family)}`);
    const words = wordsOf(name);
    const known = NAMES.find((entry) => entry.words.some((word) => words.includes(word)));
    if (known !== undefined && !isTool(name, known.words)) return guessed(known.zone, `${what} ${name} suggests it`);
  }
  return null;
}

/** The zone of software that listens on a container port which the service publishes or exposes. */
export function zoneOfPorts({ ports, expose }: Service): ZoneOf | null {
  const listed = [...ports.map(({ target }) => target), ...expose.map(({ value }) => Number.parseInt(value, 10))];
  for (const port of listed) {
    const software = PORTS.get(port);
    if (software !== undefined) return guessed('data', `container port ${String(port)} is that of ${software}`);
  }
  return null;
}

function guessed(zone: Zone, reason: string): ZoneOf {
  return { zone, reason, software: null, certainty: 'guess' };
}

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
