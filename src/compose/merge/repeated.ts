import { error } from '../diagnostics.ts';
import { entriesOf, mapAt } from '../yaml/nodes.ts';
import { childrenOf, sizeOf } from '../yaml/size.ts';
import type { Node } from '../yaml/tree.ts';
import type { Reading } from '../reading.ts';
import type { SourceLocation } from '../source.ts';

/** Values that a project may have more than once: the largest of those in use have some thousands. */
const MOST_REPEATED = 15_000;
/** … and all projects of one search together. */
const MOST_IN_ALL = 60_000;

/**
 * Whether the project has room for so many values more that stand in its files already, and are repeated at `at`: by aliases, `extends`, a
 * file that is read again, or an env file of several services. Some lines stand for millions. Where it has not is a problem, told once.
 */
export function hasRoomFor(values: number, at: SourceLocation, reading: Reading): boolean {
  if (values === 0) return true;
  reading.room.repeated += values;
  reading.room.repeatedInAll += values;
  return hasRoom(at, reading);
}

/** Whether there is room for a document that a project before has as well: what is judged again costs most by its services. */
export function hasRoomForShared(document: Node, at: SourceLocation, reading: Reading): boolean {
  reading.room.repeatedInAll += countedIn(document) + (mapAt(document, 'services')?.entries.size ?? 0) * OF_SERVICE;
  return hasRoom(at, reading);
}

/** A service that is judged again counts as so many values. */
const OF_SERVICE = 20;

/** Whether nothing was too much; what comes is not even counted. */
export function hasRoom(at: SourceLocation, { room, problems }: Reading): boolean {
  if (room.repeated <= MOST_REPEATED && room.repeatedInAll <= MOST_IN_ALL) return true;
  const what =
    room.repeated > MOST_REPEATED
      ? `${MOST_REPEATED} values of this project`
      : `${MOST_IN_ALL} values of all projects together`;
  const message = `Aliases, \`extends\`, \`include\`, env files and files of several projects repeat more than ${what}; what is repeated from here on is not read.`;
  if (!problems.some(({ code }) => code === 'too-many-repeated'))
    problems.push(error('too-many-repeated', at, message));
  return false;
}

/** Whether there is room for what aliases repeat in `document`, told at the service or section that is too much. */
export function hasRoomForAliases(document: Node, reading: Reading): boolean {
  const seen = new Set<Node>();
  const see = (node: Node): void => {
    if (seen.has(node)) return;
    seen.add(node);
    for (const child of childrenOf(node)) see(child);
  };
  return partsOf(document).every(({ at, nodes }) => {
    const before = seen.size;
    for (const node of nodes) see(node);
    return hasRoomFor(sizeOfAll(nodes) - (seen.size - before), at, reading);
  });
}

/** Values of a document, or of a service, that count. */
export function countedIn(document: Node): number {
  return sizeOfAll(partsOf(document).flatMap(({ nodes }) => nodes));
}

export function countedInService(service: Node): number {
  return sizeOfAll(attributesOf(service));
}

function sizeOfAll(nodes: readonly Node[]): number {
  return nodes.reduce((sum, node) => sum + sizeOf(node), 0);
}

interface RepeatedPart {
  readonly at: SourceLocation;
  readonly nodes: readonly Node[];
}

/** Services, each with its attributes, and the other sections of a file. Nobody looks at what `x-…` holds. */
function partsOf(document: Node): readonly RepeatedPart[] {
  return [...entriesOf(document)].flatMap(([key, { at, value }]): readonly RepeatedPart[] => {
    if (key.startsWith('x-')) return [];
    const services = key === 'services' ? mapAt(document, key) : undefined;
    return services === undefined
      ? [{ at, nodes: [value] }]
      : [...services.entries.values()].map((service) => ({ at: service.at, nodes: attributesOf(service.value) }));
  });
}

function attributesOf(service: Node): readonly Node[] {
  if (service.kind !== 'map') return [service];
  return [...service.entries].flatMap(([key, { value }]) => (key.startsWith('x-') ? [] : value));
}
